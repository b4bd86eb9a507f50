"""Lines of a plan that say of one body after the other what it does, read as brackets say it.

市教育局：负责新建幼儿园三所；          is  负责新建幼儿园三所（市教育局负责）
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loader.brackets import MARK
from loader.clauses import ClauseReader
from loader.plausibility import are_plausible
from loader.source import Paragraph
from loader.units import split_list

_DUTY = re.compile(r"(?P<who>[^：:。；;]{2,60}?)\s*[：:]\s*(?P<work>[^：:]{6,})", re.DOTALL)
_DONE = re.compile(
    "(?:牵头|具体|主要|全面|统筹|认真|依法|按照|会同|切实|积极|重点|共同)*"
    "(?:负责|制定|制订|组织|开展|完成|落实|推进|做好|抓好|建立|建设|新建|改造|实施|指导|督促|承担|协调|安排|加强|加快|保障|编制|统筹|牵头)"
)
_TASK = re.compile(r"(?!\d|(?:[\u4e00-\u9fff]{2,4}[、，；。]){1,99}$)[^。；]{6,}[。；]", re.DOTALL)
"""A task in one sentence, and no list of names: 市教育局：举办运动会，参赛三千人。"""

_PHONE = re.compile(r"\d{3,4}-\d{7}|\d{8}|电话|联系|地址|邮[编箱]")
_FEWEST = 2


def with_duties_closed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines` with the body behind its duty, where two lines at least follow one another."""
    duties = [_closed(line, reader) for line in lines]
    return [
        duty if duty and _has_neighbour(duties, n) else line
        for n, (line, duty) in enumerate(zip(lines, duties, strict=True))
    ]


def _has_neighbour(duties: Sequence[Paragraph | None], position: int) -> bool:
    around = duties[max(0, position - 1) : position + _FEWEST]
    return sum(duty is not None for duty in around) >= _FEWEST


def _closed(line: Paragraph, reader: ClauseReader) -> Paragraph | None:
    """Return the line of a duty with who has it in a bracket at its end, None if it is none."""
    mark = MARK.match(line.text)
    begin = mark.end() if mark else 0
    duty = _DUTY.fullmatch(line.text[begin:])
    if duty is None or not _tells_work(duty["work"]):
        return None
    is_label = reader.registers.role_of_label(duty["who"]) is not None
    if is_label or not are_plausible(split_list(duty["who"]), reader.registers):
        return None
    verb = "牵头" if duty["work"].startswith("牵头") else "负责"
    words = f"{line.text[:begin]}{duty['work'].rstrip('；;')}（{duty['who']}{verb}）"
    return replace(line, clean=words, parts=line.parts or (line,))


def _tells_work(words: str) -> bool:
    return bool(_DONE.match(words) or (_TASK.fullmatch(words) and not _PHONE.search(words)))
