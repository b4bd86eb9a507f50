"""Tables drawn with +---+ and +===+, as pandoc writes those with merged cells or of many lines.

    +------+--------+------+
    | 门类 | 任务   | 单位 |
    +======+========+======+
    | 城建 | 修路。 | 甲局 |
    |      +--------+      |
    |      | 架桥。 |      |
    +------+--------+------+

Wide characters take two places, and all lines have as many: a drawing that is not exact is no grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from unicodedata import east_asian_width

from loader.readers.assemble import MOST_COLUMNS, Grid, GridCell

_DRAWN = re.compile(r"[+|].*[+|]\s*$")
_OUTER = re.compile(r"\+(?:[-=:]{3,}\+)+")
_BELOW_HEADER = re.compile(r"\+(?:[=:]{3,}\+)+")
_EDGES = re.compile(r"\+(?=[-=:]{3})|(?<=[-=:]{3})\+")
_PIECE = re.compile(r"[-=]{3}\+|\+[-=]{3}|^[-=]{3,}$", re.MULTILINE)
"""A piece of a border that does not go from one edge of a cell to the other; 吴---太 has a dash."""

_RULE = frozenset("-=:")
_PADDING = 2


def find_grid(lines: Iterable[str]) -> tuple[Grid, int] | None:
    """Return the grid that the first of `lines` opens and how many it takes, None if there is none.

    No line behind those that look drawn is asked for.

    >>> find_grid(["+-----+", "| 修  |", "| 路  |", "+=====+"])[0].cells
    (GridCell(row=0, column=0, raw='修路', rowspan=1, colspan=1, span=None),)
    """
    drawn = [line.rstrip() for line in takewhile(_DRAWN.match, lines)]
    if not any(map(_BELOW_HEADER.fullmatch, drawn)) or not _are_rules(drawn[0], drawn[-1]):
        return None
    places = [_places(line) for line in drawn]
    rules = [n for n, line in enumerate(drawn) if _EDGES.search(line)]
    columns = sorted({n for rule in rules for n in _borders(places[rule])})
    if len({len(one) for one in places}) > 1 or len(columns) > MOST_COLUMNS:
        return None
    cells = tuple(_cells(places, rules, columns))
    covered = sum(cell.rowspan * cell.colspan for cell in cells)
    is_whole = covered == (len(rules) - 1) * (len(columns) - 1)
    if not is_whole or any(_PIECE.search(cell.raw) for cell in cells):
        return None
    starts = sorted({cell.column for cell in cells} | {len(columns) - 1})
    return Grid(tuple(_compact(cell, starts) for cell in cells)), len(drawn)


def _are_rules(first: str, last: str) -> bool:
    return bool(_OUTER.fullmatch(first) and _OUTER.fullmatch(last)) and first is not last


def _places(line: str) -> str:
    """Return `line` with a zero behind each wide character, so that each place has one."""
    return "".join(c + "\0" if east_asian_width(c) in "WF" else c for c in line)


def _borders(places: str) -> Iterator[int]:
    """Yield the places of a rule where borders may cross it."""
    return (edge.start() for edge in _EDGES.finditer(places))


def _cells(
    places: Sequence[str], rules: Sequence[int], columns: Sequence[int]
) -> Iterator[GridCell]:
    """Yield the cells: from one border to the next, in either direction."""
    taken: set[tuple[int, int]] = set()
    for row in range(len(rules) - 1):
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(columns) - 1 and not _is_border(places, rules, row, columns[right]):
                right += 1
            bottom = row + 1
            while not _is_rule(places[rules[bottom]][columns[column] + 1 : columns[right]]):
                bottom += 1
            taken |= {(y, x) for y in range(row, bottom) for x in range(column, right)}
            inside = [
                line[columns[column] + 1 : columns[right]]
                for line in places[rules[row] + 1 : rules[bottom]]
            ]
            yield GridCell(row, column, _words(inside), bottom - row, right - column)


def _is_border(places: Sequence[str], rules: Sequence[int], row: int, column: int) -> bool:
    """Tell whether a border runs down beside a row at the place `column`."""
    return all(line[column] in "|+" for line in places[rules[row] + 1 : rules[row + 1]])


def _is_rule(part: str) -> bool:
    return set(part) <= {*_RULE, "+"}


def _words(inside: Sequence[str]) -> str:
    """Return the paragraphs of a cell, which blank lines part, a line each.

    A line break within one is kept where the next character had room.
    """
    room = len(inside[0]) - _PADDING if inside else 0
    paragraphs = []
    for is_blank, lines in groupby(map(str.strip, inside), key=lambda line: not line.strip("\0")):
        if not is_blank:
            paragraphs.append(_joined([*lines], room).replace("\0", ""))
    return "\n".join(paragraphs)


def _joined(lines: Sequence[str], room: int) -> str:
    words = lines[0]
    for above, line in pairwise(lines):
        next_word = line[:2] if line[1:2] == "\0" else line.split(" ")[0]
        is_wrapped = len(above) + len(next_word) > room
        words += (("" if line[1:2] == "\0" else " ") if is_wrapped else "\n") + line
    return words


def _compact(cell: GridCell, starts: Sequence[int]) -> GridCell:
    """Return `cell` with its columns counted in those in which one begins."""
    end = next(n for n, start in enumerate(starts) if start >= cell.column + cell.colspan)
    column = starts.index(cell.column)
    return GridCell(cell.row, column, cell.raw, cell.rowspan, end - column)
