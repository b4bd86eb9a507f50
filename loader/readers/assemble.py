"""From the paragraphs and grids that a format holds to a `Source`.

A reader yields `Text` and `Grid` pieces in printed order; numbering paragraphs and rows, and seeing
where an annex begins, is the same for all formats and done here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loader import budget
from loader.source import Cell, Paragraph, Skipped, Source, Span, Table, annex_mark
from ontology.errors import UnreadableDocument

MOST_CHARACTERS = 2_000_000
"""A book of 1,000 pages has so many; a table of 5,000 rows has a sixth."""

_EARNED_EACH = 10_000
"""Characters after which the reader is given the time that they earn."""

MOST_IN_PARAGRAPH = 200_000
"""A report on one line has 50,000."""

MOST_PARAGRAPHS = 60_000
"""A table of 5,000 rows with a line per cell has 40,000."""
MOST_CELLS = 300_000
MOST_COLUMNS = 500


@dataclass(frozen=True)
class Text:
    """A line of running text, with the list mark that the format renders for it.

    `strong` are the words of it in bold print.
    """

    raw: str
    mark: str = ""
    span: Span | None = None
    strong: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the format holds it: `row` and `column` in its table, from 0, and its spans.

    `strong` are the words of it in bold print.
    """

    row: int
    column: int
    raw: str
    rowspan: int = 1
    colspan: int = 1
    span: Span | None = None
    strong: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Grid:
    """A table: its cells in any order. Places that no cell covers are empty cells.

    `stores_merges`: the format can say which cells are merged, as a comma-separated file cannot.
    """

    cells: tuple[GridCell, ...]
    stores_merges: bool = True


Piece = Text | Grid


@dataclass(frozen=True)
class Shown:
    """Characters that the file holds for people, for the account of what was read of them."""

    text: str


Yielded = Piece | Skipped | Shown
"""What a reader yields: its pieces, and beside them what the account is drawn up from."""


@dataclass
class Sizes:
    """How much of the file `name` has been read, held against the limits of all formats."""

    name: str
    characters: int = 0
    paragraphs: int = 0
    cells: int = 0
    earned: int = 0

    def add_paragraph(self, raw: str) -> None:
        """Count a paragraph. Raises UnreadableDocument over a limit."""
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise self._over(f"over {MOST_PARAGRAPHS} paragraphs")
        if len(raw) > MOST_IN_PARAGRAPH:
            raise self._over(f"a paragraph of {len(raw)} characters, as no text has")
        self.add_characters(len(raw))

    def add_table(self, where: str, height: int, width: int) -> None:
        """Count a table before its cells are made. Raises UnreadableDocument over a limit."""
        self.cells += height * width
        if width > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise UnreadableDocument(
                f"{where}: a table of {height} rows and {width} columns; at most {MOST_COLUMNS} "
                f"columns are read, and {MOST_CELLS} cells in a file; split it"
            )

    def add_characters(self, number: int) -> None:
        """Count characters. Raises UnreadableDocument over a limit."""
        self.characters += number
        if self.characters > self.earned + _EARNED_EACH:
            self.earned = self.characters
            budget.earn_reading(self.characters / budget.READ)
        if self.characters > MOST_CHARACTERS:
            raise self._over(f"over {MOST_CHARACTERS} characters of text")

    def _over(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"{self.name}: {what}; split it")


def assemble(
    name: str, media_type: str, encoding: str, data: bytes, pieces: Iterable[Yielded]
) -> Source:
    """Return the source of the file `name` with the bytes `data`.

    Raises UnreadableDocument if it holds nothing or too much.
    """
    sizes = Sizes(name)
    aside: list[Skipped | Shown] = []
    blocks = tuple(_blocks(sizes, _parted(pieces, aside)))
    if not blocks:
        raise UnreadableDocument(f"{name}: the file holds no text; check that it is the right one")
    digest = hashlib.sha256(data).hexdigest()
    shown = "\n".join(one.text for one in aside if isinstance(one, Shown))
    skipped = tuple(one for one in aside if isinstance(one, Skipped) and one.text.strip())
    return Source(name, media_type, encoding, digest, sizes.characters, blocks, shown, skipped)


def _parted(pieces: Iterable[Yielded], aside: list[Skipped | Shown]) -> Iterator[Piece]:
    """Yield what goes into blocks; put what stands beside it into `aside`."""
    for piece in pieces:
        if isinstance(piece, Text | Grid):
            yield piece
        else:
            aside.append(piece)


def _blocks(sizes: Sizes, pieces: Iterable[Piece]) -> Iterator[Paragraph | Table]:
    annex = number = 0
    rows: Counter[int] = Counter()
    for piece in pieces:
        if isinstance(piece, Grid):
            if piece.cells:
                table = table_of(sizes, piece, annex, rows[annex])
                rows[annex] += len(table.rows)
                yield table
        elif piece.raw.strip():
            number += 1
            opened = annex_mark(piece.raw, annex)
            annex = annex if opened is None else opened
            sizes.add_paragraph(piece.raw)
            place = piece.span, annex, piece.mark
            yield Paragraph(number, piece.raw, *place, strong=piece.strong)


def table_of(sizes: Sizes, grid: Grid, annex: int, rows_before: int) -> Table:
    """Return the table of `grid`. Raises UnreadableDocument if it is too large."""
    height = max(cell.row + cell.rowspan for cell in grid.cells)
    width = max(cell.column + cell.colspan for cell in grid.cells)
    sizes.add_table(f"{sizes.name}, annex {annex}", height, width)
    sizes.add_characters(sum(len(cell.raw) for cell in grid.cells))
    placed = {(cell.row, cell.column): cell for cell in grid.cells}
    covered = {place for cell in grid.cells for place in _covered(cell)}
    return Table(
        annex,
        stores_merges=grid.stores_merges,
        rows=tuple(
            tuple(
                _cell(placed, covered, (row, column), annex, rows_before) for column in range(width)
            )
            for row in range(height)
        ),
    )


def _covered(cell: GridCell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            if (row, column) != (cell.row, cell.column):
                yield row, column


def _cell(
    placed: dict[tuple[int, int], GridCell],
    covered: set[tuple[int, int]],
    place: tuple[int, int],
    annex: int,
    rows_before: int,
) -> Cell:
    row, column = place
    printed = rows_before + row + 1
    found = placed.get(place)
    if found is None:
        return Cell(annex, printed, column + 1, "", None, covered=place in covered)
    spans = found.rowspan, found.colspan
    return Cell(annex, printed, column + 1, found.raw, found.span, *spans, strong=found.strong)
