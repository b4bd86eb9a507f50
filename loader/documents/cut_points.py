"""Points that a page cut where no width tells it: in a second sentence, a label, or a list.

（四）加大投入。引导社会资本 / 设立基金。            （四）加大投入。引导社会资本设立基金。
1.修桥。【牵头单 / 位：市水务局；时限： / 6月】      1.修桥。【牵头单位：市水务局；时限：6月】
2.铺路。责任单位：市城建局，各区人 / 民政府          2.铺路。责任单位：市城建局，各区人民政府
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loader.assignments.labels import read_label
from loader.assignments.plausibility import are_plausible
from loader.documents.wrapping import is_apart
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK, closes_bracket, find_brackets
from loader.texts.collectives import is_collective
from loader.texts.outline import begins_line
from loader.texts.units import split_list

_CUT = re.compile(
    rf"(?:{MARK.pattern}).{{2,40}}。(?P<rest>[^。；;：:（）()]{{6,40}}[\u4e00-\u9fff])"
)
"""A point that begins a second sentence and does not end it."""

_ENDING = re.compile("[\u4e00-\u9fff，、]{2,40}。")
_LABEL = re.compile("(?:牵头|责任|配合|主办|协办|承办|参与|完成)(?:单位|部门|领导|时限|时间)[：:]")
_LISTED = re.compile(
    r"(?:责任|牵头|配合|主办|协办)(?:单位|部门)[：:](?:[^。；;]*[、，,])?(?P<last>[^。；;、，,]+)$"
)
_REST = re.compile(
    r"(?:(?P<government>民政府)|人民政府|[\u4e00-\u9fff]{0,3}[局厅委办处会院]|区|县区|市区|乡镇)(?=[、，,；;。（(]|$)"
)
"""The rest of a name that a line cut, and no other: 各区人 / 民政府."""

_BEHIND_STOP = re.compile("[。；;]\\s*(?P<piece>[\u4e00-\u9fff]{1,4})$")
_LABEL_LAST = re.compile(rf"[。；;]\s*{_LABEL.pattern}$")
_PIECE = 4
_MOST = 3
"""Characters of a label before the cut, and lines that the bracket goes on over, at the most."""


def with_points_whole(lines: Iterable[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, such points as one."""
    printed = list(lines)
    whole: list[Paragraph] = []
    position = 0
    while position < len(printed):
        line = printed[position]
        position += 1
        while more := _length(line, printed[position : position + _MOST], registers):
            run = [line, *printed[position : position + more]]
            words = "".join(one.text for one in run)
            parts = tuple(part for one in run for part in one.lines)
            line = replace(line, clean=words, parts=parts)
            position += more
        whole.append(line)
    return whole


def _length(line: Paragraph, below: Sequence[Paragraph], registers: Registers) -> int:
    """Return how many of the lines `below` go on with `line`."""
    if not below:
        return 0
    if _cuts_label(line.text, below[0].text):
        texts = ["".join(one.text for one in below[:count]) for count in range(1, len(below) + 1)]
        return next((n for n, text in enumerate(texts, 1) if closes_bracket(text)), 0)
    goes_on = _cuts_plain_label(line.text, below[0].text) or _ends_in_label(
        line, below[0], registers
    )
    goes_on = goes_on or _cuts_list(line, below[0], registers)
    return int(goes_on or _goes_on(line, below[0], registers))


def _cuts_plain_label(text: str, following: str) -> bool:
    """Tell whether a line ends within a label behind a stop: 修桥。牵头单 / 位：市水务局."""
    found = _BEHIND_STOP.search(text)
    piece = found["piece"] if found else ""
    return bool(piece) and not _LABEL.match(following) and bool(_LABEL.match(piece + following))


def _ends_in_label(line: Paragraph, following: Paragraph, registers: Registers) -> bool:
    """Tell whether a line ends with a label, and bodies open the next: 修桥。牵头单位： / A."""
    found = _LABEL_LAST.search(line.text)
    is_next = following.number == line.lines[-1].number + 1
    opens = begins_line(following.text) or read_label(following.text, registers)
    first = split_list(re.split("[。；;]", following.text)[0])[:1]
    return found is not None and is_next and not opens and are_plausible(first, registers)


def _cuts_list(line: Paragraph, following: Paragraph, registers: Registers) -> bool:
    """Tell whether the bodies behind a label within a line go on in the next."""
    said = _LISTED.search(line.text)
    if said is None or following.number != line.lines[-1].number + 1:
        return False
    last = said["last"].strip()
    rest = _REST.match(following.text)
    is_open = not (registers.ends_like_unit(last) or is_collective(last))
    is_cut = rest is not None and (is_open or bool(rest["government"]))
    return following.text[0] in "，,、" or is_cut


def _cuts_label(text: str, following: str) -> bool:
    opened = [bracket for bracket in find_brackets(text) if not bracket.is_closed]
    piece = opened[-1].inner if opened else ""
    return 0 < len(piece) <= _PIECE and _LABEL.match(piece + following) is not None


def _goes_on(line: Paragraph, following: Paragraph, registers: Registers) -> bool:
    """Tell whether the next line ends the second sentence of a point, and opens nothing itself.

    Bodies behind a stop are whole: 修桥。市水务局.
    """
    cut = _CUT.fullmatch(line.text)
    if cut is None or registers.ends_like_unit(cut["rest"]) or registers.role_of(cut["rest"]):
        return False
    opens = begins_line(following.text) or read_label(following.text, registers)
    is_next = following.number == line.lines[-1].number + 1 and not is_apart(following, line)
    return is_next and not opens and _ENDING.match(following.text) is not None
