"""Paragraphs as they were written: lines that a page cut are joined, and glued labels set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from loader.assignments.group_owners import speaks_of_several, with_scope_first
from loader.assignments.labels import (
    InlineLabel,
    find_labels,
    read_label,
    with_bullet,
)
from loader.assignments.named_points import names_points_first
from loader.assignments.plain_labels import (
    labels_before_blanks,
    with_colon_for_blanks,
    with_plain_label,
)
from loader.documents.cut_lines import with_cuts_joined
from loader.documents.cut_points import with_points_whole
from loader.documents.names_below import with_names_listed
from loader.documents.running_heads import running_heads
from loader.documents.signatures import IMPRINT
from loader.documents.wrapping import SENTENCE_END, Page, is_apart, is_below_blank, page_of
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK, Bracket, closes_bracket, find_brackets
from loader.texts.outline import begins_line, leading_mark, mark_style

_POINT = re.compile(r"(?<=[。；;]\s)\s*[-•●]\s+")
"""A point of a list that stands in one line with the point before."""

_BULLET = re.compile(r"^\s*[-•●]\s+")
_BAR = re.compile(r"\s*(?:[/／|｜]+|[—\-－–]{2,})\s*$")
"""What stands between labels in one line: 任务：修桥 // 责任：A."""

PAGE_NUMBER = re.compile(
    r"[—\-－–―─·.\s]*第?\s*\d{1,3}\s*页?(?:(?:[，,/／\s]+共?|共)\s*\d{1,3}\s*页?)?[—\-－–―─·.\s]*$"
    r"|[—\-－–―─]\s*\d{1,3}\s*一$"
)
"""A line that prints nothing but the number of a page: — 3 —, 第3页 共10页, 3/10.

A reader of scans takes a dash for 一.
"""

NOTE = re.compile(r"[（(]?(?:附?注|备\s*注|说\s*明)\s*\d*\s*[：:]")
"""What opens a note: what it states holds for all of the document."""

_LETTER = re.compile(
    r"现(?:将|予)[^。]{2,80}(?:印发|下达|分解|转发|通知|公布)[^。]{0,6}你们"
    r"|现(?:予以?|正式)?(?:印发|下发|下达|转发|通知)给?你们|现予(?:印发|下达|公布)(?=[，,。])"
    r"|(?:(?:任务|目标|工作|各项)[^，。]{0,10}(?:完成|进展|进度|落实|推进|执行)|工作|落实)情况"
    r"[^。]{0,16}(?:督查|督察|督办|检查|考核|考评|通报)"
    r"|政府将[^，。]{0,12}对[^，。]{0,12}情况进行(?:专项|跟踪|定期)?(?:督查|督办|检查|考核|通报)"
    r"|(?:督查|督考|考核|目标)[室办][^。，]{0,8}(?:负责|要|将)[^。]{0,12}(?:督查|督办|督促|检查|考核|通报)"
    r"|^[^，。；]{0,12}未(?:列入?|纳入|分解|涉及|明确|尽)[^，。；]{0,16}(?:工作|任务|事项|目标)[，,]?(?:由|按)"
    r"|重大(?:问题|事项|情况|进展)[^，。]{0,8}(?:向[^。]{2,14}报告|请示报告|报告(?:党中央|国务院|[省市县区]政府))"
    r"|对各项[^，。]{0,10}(?:任务|目标)[^，。]{0,4}(?:实[施行]|进行)[^，。]{0,6}(?:管理|考核|督查|通报)"
    r"|(?:进展|完成|落实|推进|有关)情况[^。]{0,60}(?:负责|会同[^，。]{2,14}?)(?:收集|汇总)|(?:问题|情况)[^。]{0,20}与[^，。]{2,20}联系"
    r"|由[^，。；]{2,40}另行(?:下达|制[定订]|通知|印发|安排|[公发]布|规定|明确)"
    r"|对本(?:意见|方案|通知|规划|计划|办法|决定|纲要)[^。，]{0,10}(?:落实|贯彻|执行|实施)情况"
    r"|会同各?(?:牵头|责任|主办|承办|实施|配合)(?:单位|部门)"
    r"|扫一扫[^，。]{0,4}手机(?:打开|浏览|查看)|版权所有|ICP备"
)
"""What the letter above the tasks says: that it hands them out, and who watches over them.

What a page prints below the document, who keeps the page, is no work either.
"""


def is_of_letter(text: str) -> bool:
    """Tell whether a sentence is of the letter or a note, and no work of its own.

    >>> is_of_letter("督查室负责对任务完成情况进行督查。"), is_of_letter("由水利局牵头疏浚河道。")
    (True, False)
    >>> is_of_letter("是否完成由督查室会同牵头单位认定。"), is_of_letter("分工已同意，现印发你们。")
    (True, True)
    """
    return bool(NOTE.match(text) or _LETTER.search(text))


ANNEXED = re.compile(r"(?:相关)?附\s*[件表]?\s*\d*\s*[：:]")
"""What opens what is printed below a table and has columns of its own: 附：主要指标."""

TAIL = re.compile(r"^(?:抄\s*[送报]|主题词|印发|联系人)\s*[:：]|日\s*印发$")
"""What a document prints below its last annex: to whom copies go, and when it was printed."""

LONE_PAIR = re.compile(
    r"(?<![^\s|])([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])(?![^\s|（(、，,/／：:])"
)
"""A name of two characters that blanks pad, whatever sign follows: 王 岩, 王 岩（县水利局）."""

_UNFINISHED = (*"，、,", "会同", "达到", "不低于", "不少于")
_STOPS, _OPENING = tuple("。；;：:"), tuple("（(〔【[")
_ASSIGNED = re.compile(r"(?:负责|牵头|配合|参加|参与|落实|协办)[)）〕】\]]$")
"""How a bracket ends that closes an item: a line that follows may be another."""

_FEWEST_LABELS = 2
_REMARKS = frozenset({"outcome", "remark", "proposer"})
_LONGEST_OPENING, _LONGEST_CLOSING = 150, 120
"""Characters of a bracket before and after the end of the line that cuts it."""


def whole_lines(paragraphs: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `paragraphs` with cut lines joined; a line of glued labels comes in its pieces."""
    inner = [line for line in paragraphs if not IMPRINT.match(line.text)]
    numbers = {line.number for line in inner if PAGE_NUMBER.match(line.text)}
    ends = frozenset({*numbers, *running_heads(inner, numbers, registers)})
    printed = with_cuts_joined(line for line in inner if line.number not in ends)
    printed = with_points_whole(with_names_listed(printed, registers), registers)
    blank = labels_before_blanks((line.text for line in printed), registers)
    plain = {id(line): _with_plain_label(line, registers, blank) for line in printed}
    others = [line for line in plain.values() if not read_label(line.text, registers)]
    page = page_of(others, registers) or page_of(
        list(plain.values()),
        registers,
        lambda text: begins_line(text) or read_label(text, registers),
    )
    joined = _with_brackets(printed, registers)
    lines = [plain.get(id(line)) or _with_plain_label(line, registers, blank) for line in joined]
    labelled = {id(line) for line in lines if read_label(line.text, registers)}
    whole = list(joined_lines(lines, page, labelled, ends))
    for line, below in zip_longest(whole, whole[1:]):
        goes_on = below is not None and read_label(below.text, registers) is not None
        yield from _pieces(line, registers, goes_on=goes_on)


def _with_brackets(lines: list[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `lines`, brackets that say who answers in the line of the point that they close.

    1.修桥。 / （责任单位：A）  is  1.修桥。（责任单位：A）
    """
    joined: list[Paragraph] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and _says_who(line, registers) and _closes_alone(joined):
            parts = (*last.lines, line)
            joined[-1] = replace(last, clean=last.words.rstrip() + line.text, parts=parts)
        else:
            joined.append(line)
    yield from joined


def _closes_alone(above: list[Paragraph]) -> bool:
    """Tell whether what closes the last line `above` closes no points like it that stand before."""
    styles = [mark_style(leading_mark(line.text)) for line in above[-2:]]
    is_open = len(above) > 1 and not above[-2].text.rstrip("。；;").endswith(_CLOSING)
    return bool(styles[-1]) and not (is_open and styles[0] == styles[-1])


_CLOSING = tuple("）)〕]】")
_LABEL_START = 2
_LONE = re.compile(
    r"[（(〔\[【](?!\d)[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)〕\]】][。；;]?"
)


def _says_who(line: Paragraph, registers: Registers) -> bool:
    """Tell whether a line is a bracket that begins with a label of a role."""
    label = next(find_labels(line.text, registers), None) if _LONE.fullmatch(line.text) else None
    return label is not None and label.start <= _LABEL_START


def _with_plain_label(line: Paragraph, registers: Registers, blank: Set[str]) -> Paragraph:
    plain = with_plain_label(with_colon_for_blanks(line.text, blank), registers)
    return line if plain == line.text else replace(line, clean=plain, parts=(line,))


def joined_lines(
    lines: list[Paragraph], page: Page | None, labelled: set[int], page_ends: frozenset[int]
) -> Iterator[Paragraph]:
    """Yield `lines`, those joined that go on; at `page_ends` the numbers of pages stood."""
    held: Paragraph | None = None
    for line in lines:
        is_free = held and (id(line) not in labelled or _opened(held.text))
        wraps = held is not None and bool(is_free) and _wraps(held, line, page, page_ends)
        if held and (wraps or _closes(held.text, line.text)):
            parts = (*held.lines, line)
            joint = "  " if _SPACED.search(held.text) and not wraps else ""
            held = replace(held, clean=held.text + joint + line.text, parts=parts)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


_SPACED = re.compile(r"[（(〔\[【][^（）()、，；]+\s{1,3}[^（）()、，；]*$")
"""A bracket that is open and holds names apart by blanks."""


def _closes(text: str, following: str) -> bool:
    """Tell whether `following` closes the bracket that `text` leaves open at its end."""
    if not _opened(text) or MARK.match(following):
        return False
    return closes_bracket(following[:_LONGEST_CLOSING])


def _opened(text: str) -> list[Bracket]:
    """Return the brackets that `text` leaves open, none if the last of them says much."""
    opened = [bracket for bracket in find_brackets(text) if not bracket.is_closed]
    return opened if opened and len(opened[-1].inner) <= _LONGEST_OPENING else []


def _wraps(held: Paragraph, line: Paragraph, page: Page | None, page_ends: frozenset[int]) -> bool:
    """Tell whether `line` goes on with the sentence of `held`, which is as wide as the page."""
    last = held.parts[-1] if held.parts else held
    if page and line.number - 1 in page_ends:
        is_whole = last.text.endswith(_STOPS) and not _opened(held.text)
        is_new = is_whole or MARK.match(line.text) or line.words[:1].isspace()
        return page.fills(last) and not is_new
    if last.text.endswith(_UNFINISHED) and line.number == last.number + 1:
        return MARK.match(line.text) is None
    begins = begins_line(line.text)
    if page is None or begins or line.number != last.number + 1:
        return False
    if page.is_tight and is_below_blank(line, last):
        return False
    if page.sets_off:
        return page.fills(last) and not is_apart(line, last)
    ends = last.text.endswith(_STOPS) and not line.text.startswith(_OPENING)
    ends = (ends or _ASSIGNED.search(last.text) is not None) and not _opened(held.text)
    return page.fills(last) and not ends


def _pieces(line: Paragraph, registers: Registers, *, goes_on: bool) -> Iterator[Paragraph]:
    """Yield the pieces of a line in which labels, marks or points are glued to what is before.

    One label alone is where labels of the next line go on with it: 修桥。责任领导：王明；.
    """
    text = with_scope_first(line.text, registers)
    if text != line.text or speaks_of_several(text, registers):
        yield line if text == line.text else line.with_words(text)
        return
    labels = list(_labels(text, registers))
    if labels and names_points_first(text, labels[0].start):
        yield line
        return
    cuts = {match.start() for match in _POINT.finditer(text)}
    is_first = goes_on and len(labels) == 1 and text[: labels[0].start].rstrip().endswith("。")
    if len(labels) >= _FEWEST_LABELS or is_first:
        cuts |= {with_bullet(text, label.start) for label in labels}
        found = _without_inner(list(MARK.finditer(text)), labels)
        marks = [mark for mark in found if _opens_after(text, mark, labels)]
        opened = [*filter(None, [MARK.match(text)]), *marks]
        cuts = (cuts - {mark.end() for mark in opened}) | {mark.start() for mark in marks}
        cuts |= set(_remarks(text, registers))
    for start, end in pairwise([0, *sorted(cuts - {0}), len(text)]):
        piece = _BULLET.sub("", text[start:end]).lstrip()
        piece = _BAR.sub("", piece) if end < len(text) else piece
        yield line.with_words(piece) if cuts - {0} else line


def _labels(text: str, registers: Registers) -> Iterator[InlineLabel]:
    """Yield the labels of roles and dates in `text` that stand outside of brackets."""
    within = [range(bracket.start, bracket.end) for bracket in find_brackets(text)]
    for label in find_labels(text, registers):
        if not any(label.start in span for span in within):
            yield label


def _remarks(text: str, registers: Registers) -> Iterator[int]:
    """Yield where labels stand, set off by blanks, of what was done or is remarked: 完成情况：."""
    for label in registers.label.finditer(text):
        is_set_off = text[label.start(1) - 1 : label.start(1)].isspace()
        if is_set_off and registers.field_of(label[1]) in _REMARKS:
            yield label.start(1)


def _without_inner(
    marks: Sequence[re.Match[str]], labels: Sequence[InlineLabel]
) -> Iterator[re.Match[str]]:
    """Yield `marks` without those that count within one item, between which no label stands.

    3．修桥。建设内容：①桥墩；②桥面。责任单位：A has ① and ② in the item that 3． opens.
    """
    opening = mark_style(marks[0][0]) if marks and not marks[0].start() else ""
    for style, same in groupby(marks, key=lambda mark: mark_style(mark[0])):
        group = list(same)
        spans = [range(first.start(), later.start()) for first, later in pairwise(group)]
        are_items = all(any(label.start in span for label in labels) for span in spans)
        if are_items or style == opening or not opening:
            yield from group


def _opens_after(text: str, mark: re.Match[str], labels: list[InlineLabel]) -> bool:
    """Tell whether a list mark opens a piece: after a sentence, or after what a label says."""
    before = text[: mark.start()].rstrip()
    labelled = any(label.end <= mark.start() for label in labels)
    return before.endswith(SENTENCE_END) or (labelled and not before[-1:].isdigit())
