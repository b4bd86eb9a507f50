"""How a table of a PDF is written, as its cells tell that stand at no page break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loader.readers.pdf_tables import Placed, Ruled


@dataclass(frozen=True)
class Habits:
    """How a table is written.

    `main`: the column with most words. `merged`: columns with cells over several rows. `full`:
    columns without empty cells. `told`: column and words of each cell. `sentences`: most cells of
    the main column end as a sentence does. `opens`: no line is drawn where a page break cuts a
    cell. `tops`: all cells begin at their head.
    """

    main: int
    merged: frozenset[int]
    full: frozenset[int]
    told: frozenset[tuple[int, str]]
    sentences: bool
    opens: bool
    tops: bool

    @property
    def filled(self) -> frozenset[int]:
        """Return the columns that each row fills."""
        return self.full - self.merged


def habits_of(parts: Sequence[Ruled]) -> Habits:
    cells = [cell for part in parts for cell in part.cells]
    below = [cell for part in parts for cell in _below(part, _header(parts, part))]
    whole = [cell for part in parts for cell in _whole(part, parts)]
    words: Counter[int] = Counter()
    for cell in cells:
        words[cell.column] += sum(len(line.text) for line in cell.lines)
    main = words.most_common(1)[0][0]
    ends = [cell.lines[-1].ends_sentence() for cell in cells if cell.column == main and cell.lines]
    return Habits(
        main,
        frozenset(cell.column for cell in below if cell.rowspan > 1),
        frozenset(c.column for c in whole) - {c.column for c in whole if not c.lines},
        frozenset((cell.column, cell.words()) for cell in whole),
        2 * sum(ends) > len(ends),
        any(part.is_open for part in parts) and not _is_frameless(parts),
        all(head_of(cell) < 0.5 * cell.lines[0].size for cell in whole if cell.lines),
    )


def head_of(cell: Placed) -> float:
    """Return the space between the head of a cell and its first line."""
    return cell.lines[0].top - cell.box[1]


def _is_frameless(parts: Sequence[Ruled]) -> bool:
    """Tell whether no line is drawn above or below a table, so that none is at a page break."""
    return any(cell.begun for cell in parts[0].row(0)) or any(
        cell.open for cell in parts[-1].ends()
    )


def _header(parts: Sequence[Ruled], part: Ruled) -> int:
    """Return how many rows on top of `part` are certainly a header."""
    return 1 if part is parts[0] else repeated(parts[0], part)


def _below(part: Ruled, row: int) -> list[Placed]:
    return [cell for cell in part.cells if cell.row >= row]


def _whole(part: Ruled, parts: Sequence[Ruled]) -> Iterator[Placed]:
    """Yield the cells of `part` below its header that stand at no page break."""
    first = _header(parts, part) + (part is not parts[0])
    for cell in _below(part, first):
        if part is parts[-1] or cell.row + cell.rowspan < part.rows:
            yield cell


def repeated(table: Ruled, following: Ruled) -> int:
    """Return how many rows on top of `following` print those on top of `table` again."""
    for number in range(min(table.rows, following.rows)):
        words = [words_of(one, number) for one in (table, following)]
        if words[0] != words[1] or not any(words[0].values()):
            return number
    return 0


def words_of(table: Ruled, row: int) -> dict[int, str]:
    """Return the words of a row by column, those of a header printed again left out."""
    return {cell.column: cell.words() for cell in table.row(row) if not cell.again}
