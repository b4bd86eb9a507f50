"""Rows of a table that a PDF gave line by line: each line prints a piece of several cells.

    序号 重点工作 牵头领导 牵头单位 配合单位 完成时限
    1 推进棚户区改 张志强 市住房城乡 市财政局、市国土 11月底
    造3200套 建设局 资源局、各区政府

The blanks do not tell where a piece stands: it goes on with the cell that it fits best, which is
one whose last piece fills its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from loader.assignments.fields import CONTENT, PEOPLE
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers

_MOST_READINGS = 24
"""Ways to read the lines above that are kept while the next line is read."""

_FULL, _SHORT, _NEW = 0.2, 2.0, 0.6
"""What it costs to go on with a full cell, with a shorter one, and to begin one below."""

_LEEWAY = 1
_LIKE_UNIT = 0.4
"""What it costs that a piece that ends as names of bodies do goes on with words of work."""

Pieces = tuple[tuple[Token, ...], ...]
"""The pieces of the cell of each column."""


def lines_of(row: Sequence[Token]) -> list[list[Token]]:
    """Return the words of each line of a row."""
    return [list(words) for _, words in groupby(row, key=lambda word: word.line)]


def are_across(rows: Sequence[Sequence[Token]], width: int) -> bool:
    """Tell whether the first line of most rows that are wrapped prints nearly all of its cells."""
    wrapped = [lines_of(row)[0] for row in rows if row[0].line != row[-1].line]
    whole = sum(len(first) >= width - 1 for first in wrapped)
    return width > 3 and whole * 2 > len(wrapped)


def run_on(rows: Sequence[Sequence[Token]], width: int) -> bool:
    """Tell whether most rows of several lines have a word for each cell, and one for each break.

    Each line may go on where the one above ends, rather than print pieces of several cells.
    """
    wrapped = [row for row in rows if row[0].line != row[-1].line]
    whole = sum(len(row) - len(lines_of(row)) + 1 == width for row in wrapped)
    return whole * 2 > len(wrapped)


def widths_of(rows: Sequence[Sequence[Token]], width: int) -> list[int]:
    """Return how wide the widest first piece is of each column, by lines that have all."""
    firsts = [first for row in rows if len(first := lines_of(row)[0]) == width]
    return [max((len(first[n].text) for first in firsts), default=0) for n in range(width)]


@dataclass(frozen=True)
class LineCutter:
    """Gives the pieces of each line to columns; `fields` are those of a table of such `widths`."""

    fields: tuple[str | None, ...]
    widths: Sequence[int]
    registers: Registers

    def readings(self, row: Sequence[Token]) -> Iterator[tuple[float, Pieces]]:
        """Yield the ways to give the pieces of `row` to columns, and what each costs."""
        first, *others = lines_of(row)
        begun = ((word,) for word in first[:1])
        number: Pieces = (*begun, *(() for _ in self.fields[1:]))
        kept = list(self._given(number, first[1:], {}))
        for line in others:
            longer = [
                (cost + more, pieces)
                for cost, above in kept
                for more, pieces in self._given(above, line, dict(enumerate(above)))
            ]
            kept = sorted(longer, key=lambda reading: reading[0])[:_MOST_READINGS]
        yield from kept

    def _given(
        self, above: Pieces, line: Sequence[Token], begun: dict[int, tuple[Token, ...]]
    ) -> Iterator[tuple[float, Pieces]]:
        """Yield the ways to give the words of a line to columns, in their order."""
        for columns in combinations(range(1, len(self.fields)), len(line)):
            words = dict(zip(columns, line, strict=True))
            cost = sum(self._cost(n, begun[n], word) for n, word in words.items()) if begun else 0
            yield (
                cost,
                tuple(
                    (*pieces, words[n]) if n in words else pieces for n, pieces in enumerate(above)
                ),
            )

    def _cost(self, column: int, pieces: Sequence[Token], word: Token) -> float:
        if not pieces:
            return _NEW
        if self.fields[column] in PEOPLE:
            return _SHORT
        last = len(pieces[-1].text)
        is_full = last + _LEEWAY >= max(self.widths[column], len(word.text))
        is_like = self.fields[column] in CONTENT and self.registers.ends_like_unit(word.text)
        return (_FULL if is_full else _SHORT) + _LIKE_UNIT * is_like
