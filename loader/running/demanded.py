"""What a letter, or the end of a document, demands of all who do the work: it is none itself.

    一、落实责任。各责任单位要高度重视，主要领导亲自抓。

Where somebody is charged with it like with any other work, by a bracket or a line below, it stays;
so it does where it states a rule, or a limit of all work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.labels import read_label
from loader.assignments.standing import find_standing
from loader.documents.cut_lines import places_of
from loader.documents.demands import opens_demands, titles_demands
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import BULLET, begins_line

_LIMIT = re.compile("(?:任务|工作|项目|事项)[^。]{0,10}[于在][^。]{2,14}[前底末][^。]{0,6}完成")
"""What sets a limit to all work: 各项任务须于11月底前完成."""

_NARROWEST, _WIDEST, _LEEWAY = 36, 120, 6
"""Places of a line that a page cut, and by how many the lines of a paragraph may differ."""

_CHARGED = re.compile(r"[（(〔\[【]|\s*(?:由|责任|牵头|主办|配合)")
"""How a line begins that may say who has the work above it."""


def without_demands(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines` without the paragraphs that only demand something of all owners.

    With them goes the title right above: 工作要求. Of several in a row nobody is charged with the
    last alone: what stands below it is of other work.
    """
    paragraphs = list(_whole(lines, reader))
    demands = [_is_demand("".join(line.text for line in one), reader) for one in paragraphs]
    kept: list[Paragraph] = []
    below: Paragraph | None = None
    for n, paragraph in reversed(list(enumerate(paragraphs))):
        is_title = n > 0 and titles_demands(paragraph[0].text) and below not in kept[-1:]
        is_charged = demands[n] and not any(demands[n - 1 : n]) and _charges(below, reader)
        if is_charged or not (is_title or demands[n]):
            kept += reversed(paragraph)
        below = paragraph[0]
    return kept[::-1]


def _whole(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs of `lines`: the lines of a page that one demand goes on over, as one."""
    position = 0
    while position < len(lines):
        length = _length(lines, position, reader)
        yield list(lines[position : position + length])
        position += length


def _length(lines: Sequence[Paragraph], position: int, reader: ClauseReader) -> int:
    """Return over how many lines a demand that a page cut goes on: all but the last are full."""
    width = places_of(lines[position].text)
    is_cut = _NARROWEST <= width <= _WIDEST and not lines[position].text.endswith("。")
    if not is_cut or not opens_demands(lines[position].text, begins=True):
        return 1
    length = 1
    for line in lines[position + 1 :]:
        if begins_line(line.text) or read_label(line.text, reader.registers):
            break
        length += 1
        if abs(places_of(line.text) - width) > _LEEWAY:
            break
    return length


def _is_demand(text: str, reader: ClauseReader) -> bool:
    if not text.endswith("。") or not opens_demands(text) or _LIMIT.search(text):
        return False
    if find_standing(text, reader).states_rule:
        return False
    inner = (bracket.inner for bracket in find_brackets(text))
    return not any(reader.for_brackets.read(said).is_assignment for said in inner)


def _charges(line: Paragraph | None, reader: ClauseReader) -> bool:
    """Tell whether a line may say who has the work above it."""
    if line is None or opens_demands(line.text) or BULLET.match(line.text):
        return False
    if _CHARGED.match(line.text) or read_label(line.text, reader.registers):
        return True
    return assigns_to_body(reader.read(line.text, "responsible"))
