"""A sentence that gives one body after the other its duty, as a line for each.

（二）明确分工。市教育局负责新建学校；      is  （二）明确分工。
市卫生局负责改造病房，市财政局配合；            负责新建学校（市教育局负责）
各镇负责修建村道。                            负责改造病房（市卫生局负责，市财政局配合）
                                            负责修建村道（各镇负责）
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.plausibility import are_plausible
from loader.documents.lines import is_of_letter
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.outline import is_title, leading_mark
from loader.texts.units import split_list

_PART = re.compile("[^。；;]+[。；;]?")
_DUTY = re.compile(
    "(?P<who>[^，,。；;：:（(]{2,60}?)(?:要|应当?|须|按照?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|主要|统一)*"
    "(?P<work>(?P<verb>负责(?!人|同志|任)|牵头(?!人|单位|部门)|承担)[^，,。；;].{3,}?)"
    "(?:[，,](?P<helpers>[^，,。；;]{2,80}?(?:配合|协助|参与|协办)))?[。；;]?",
    re.DOTALL,
)
_TITLED = re.compile("(?P<title>[^。：:；;]{2,30}。)(?=.)", re.DOTALL)
_STANDING = re.compile(
    "负责(?:日常|解释|本(?:办法|规定|条例)|[^，,]*(?:受理|审批|核发|登记|发证)$)|办公室负责[^，,]*(?:日常|联络|协调)"
)
"""What bodies are there for, and no task: 办公室负责日常工作."""

_FEWEST, _ENDS = 3, "。"


def with_listed_duties_apart(
    lines: Iterable[Paragraph], reader: ClauseReader
) -> Iterator[Paragraph]:
    """Yield `lines`, one as several where its first three duties at least end a sentence.

    A mark or a title opens the line: without them letters say who sees to the plan. What stands
    behind is kept.
    """
    for line in lines:
        pieces = _pieces(line, reader)
        for words in pieces:
            yield line.with_words(words, mark="")
        if not pieces:
            yield line


def _pieces(line: Paragraph, reader: ClauseReader) -> list[str]:
    if line.text.count("负责") + line.text.count("牵头") < _FEWEST or is_of_letter(line.text):
        return []
    mark = line.mark or leading_mark(line.text)
    printed = MARK.match(line.text)
    begin = printed.end() if printed else 0
    title = _TITLED.match(line.text, begin)
    title = title if title and is_title(title["title"]) else None
    if not (mark or title):
        return []
    begin = title.end() if title else begin
    parts = list(_PART.finditer(line.text, begin))
    closed = (_closed(part[0].strip(), reader) for part in parts)
    duties = list(takewhile(bool, closed))
    if len(duties) < _FEWEST or not parts[len(duties) - 1][0].endswith(_ENDS):
        return []
    head = [mark * bool(line.mark) + line.text[:begin]] if title else []
    shared = "" if title else mark
    behind = line.text[parts[len(duties) - 1].end() :].strip()
    return [*head, *(shared + duty for duty in duties), *filter(None, [behind])]


def _closed(part: str, reader: ClauseReader) -> str:
    """Return a duty with who has it in a bracket behind it, "" if it is none."""
    duty = _DUTY.fullmatch(part)
    if duty is None or _STANDING.search(part):
        return ""
    if not are_plausible(split_list(duty["who"]), reader.registers):
        return ""
    verb = "牵头" if duty["verb"] == "牵头" else "负责"
    owners = "，".join(filter(None, (f"{duty['who']}{verb}", duty["helpers"])))
    return f"{duty['work'].rstrip('。')}（{owners}）"
