"""Lines of nothing but units that close the points above them, read as what they mean.

1．新建公办幼儿园三所。
市教育局、市财政局          is 责任单位：市教育局、市财政局
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.documents.dates import DATE
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import SECTION, style_of
from ontology.values import fold_space

_LABEL = "责任单位"
_FEWEST = 2
_LONGEST = 120
_SHORTEST_TASK = 8
"""Characters of a point that tells work: a name of a body alone does not."""


def with_unit_lines_labelled(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, those of units with a label, if each closes a point and two at least do."""
    found = list(_unit_lines(lines, reader))
    if len(found) < _FEWEST or not _close_points(found, lines) or _have_labels(lines, reader):
        return list(lines)
    return [_labelled(line) if n in found else line for n, line in enumerate(lines)]


def _labelled(line: Paragraph) -> Paragraph:
    return line.with_words(f"{_LABEL}：{line.text}")


def _unit_lines(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[int]:
    first = _first_point(lines)
    for position, line in enumerate(lines[first:], first):
        text = line.text
        if style_of(line) or len(text) > _LONGEST or text.endswith(("：", ":")):
            continue
        signs = position + 1 < len(lines) and DATE.match(fold_space(lines[position + 1].text))
        if not signs and assigns_to_body(reader.read(text.strip("。；;"), "responsible")):
            yield position


def _first_point(lines: Sequence[Paragraph]) -> int:
    return next((n for n, line in enumerate(lines) if style_of(line)), len(lines))


def _close_points(found: list[int], lines: Sequence[Paragraph]) -> bool:
    """Tell whether each of the unit lines `found` ends a point, and no point has two or none."""
    styles = [style_of(line) for line in lines]
    opening = [n for n, style in enumerate(styles) if style]
    above = {bisect_left(opening, n) - 1 for n in found}
    points = {_style_of_point(lines[opening[n]]) if n >= 0 else "" for n in above}
    if len(points) != 1 or "" in points:
        return False
    style = next(iter(points))
    marked = [n for n in opening if styles[n] == style]
    between = {bisect_left(found, b) - bisect_left(found, a) for a, b in pairwise(marked)}
    return found[-1] > marked[-1] and found[0] > marked[0] and between <= {1}


def _style_of_point(line: Paragraph) -> str:
    """Return the form of the mark that opens a point, "" for a title."""
    text = line.text
    is_title = SECTION.match(text) is not None and not text.endswith("。")
    return "" if is_title or len(text) < _SHORTEST_TASK else style_of(line)


def _have_labels(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether labels or brackets say who answers in `lines`, so that no line need do so."""
    for line in lines[_first_point(lines) :]:
        label = read_label(line.text, reader.registers)
        brackets = find_brackets(line.text)
        if label and label.field in ROLES:
            return True
        if any(reader.for_brackets.read(one.inner).is_assignment for one in brackets):
            return True
    return False
