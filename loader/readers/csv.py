"""Comma-separated values; also with semicolons, TABs or bars between the cells.

One file holds one or several tables, each under its title lines:

    附件1,,
    2018年重点工作分解表,,
    内容,牵头单位,配合单位
    修路。,甲局,乙局

A merged cell is printed once, the cells below it are empty. The standard library's reader is not
used because it does not tell where a cell stands in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from loader.readers.assemble import MOST_CELLS, MOST_COLUMNS, Grid, GridCell, Piece, assemble
from loader.readers.blocks import sheet_pieces
from loader.readers.content import check_kind, read_bytes
from loader.readers.decoding import decode
from loader.source import Source, Span
from ontology.errors import UnreadableDocument

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "TAB", "|": "bar", "，": "full-width comma"}
_SAMPLE_ROWS = 200
_DECLARED = re.compile(r"\Asep=(.)\r?\n")

_FEWEST_ROWS = 3
_HEADER_WORD = re.compile(r"[^。；;，]{1,16}")
"""What a cell of a header prints; line breaks are within."""

_Row = list[GridCell]


def read_csv(path: Path) -> Source:
    """Read a file of comma-separated values.

    Raises UnreadableDocument, naming the row, if it holds no table or a row that cannot be parted.
    """
    data = read_bytes(path)
    check_kind(data, path, "text")
    text, encoding = decode(data, path)
    if not text.strip():
        raise UnreadableDocument(f"{path}: the file is empty; get it again")
    cells = _cells(text, _delimiter(text, path), path)
    pieces = map(_without_merges, sheet_pieces(path.stem, cells, str(path)))
    source = assemble(path.name, "text/csv", encoding, data, pieces)
    return replace(source, characters=len(text), shown=_without_declaration(text))


def are_rows(text: str, path: Path) -> bool:
    """Tell whether the lines of a plain text are rows of cells with commas between them.

    Most of those with several cells have as many as the others, and one of them is a header: short
    words, no sentence. Half of the lines at the most are titles or sentences.
    """
    try:
        rows = [row for row in islice(_rows(text, ",", path), _SAMPLE_ROWS) if _is_filled(row)]
    except UnreadableDocument:
        return False
    width, number = _commonest_width(rows)
    several = sum(len(row) > 1 for row in rows)
    is_even = number >= _FEWEST_ROWS and number * 4 >= several * 3 and number * 2 >= len(rows)
    return is_even and any(_is_header(row) for row in rows if len(row) == width)


def _is_filled(row: _Row) -> bool:
    return any(cell.raw.strip() for cell in row)


def _is_header(row: _Row) -> bool:
    words = [cell.raw.strip() for cell in row]
    return len(words) > 2 and all(map(_HEADER_WORD.fullmatch, words))


def _without_declaration(text: str) -> str:
    """Return `text` with blanks for the line that declares the delimiter."""
    return _DECLARED.sub(lambda declared: " " * len(declared[0]), text, count=1)


def _without_merges(piece: Piece) -> Piece:
    return replace(piece, stores_merges=False) if isinstance(piece, Grid) else piece


def _delimiter(text: str, path: Path) -> str:
    """Return the delimiter that parts most rows into equally many cells."""
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    votes = {delimiter: _agreement(text, delimiter, path) for delimiter in DELIMITERS}
    best = max(votes, key=lambda delimiter: votes[delimiter])
    if votes[best] == (0, 0):
        tried = ", ".join(DELIMITERS.values())
        raise UnreadableDocument(f"{path}: no table, no row has two cells; tried {tried}")
    return best


def _agreement(text: str, delimiter: str, path: Path) -> tuple[int, int]:
    """Return how many of the first rows have the commonest number of cells, and that number."""
    try:
        width, number = _commonest_width(islice(_rows(text, delimiter, path), _SAMPLE_ROWS))
    except UnreadableDocument:
        return 0, 1  # better than no table: its message is the one to show
    return number, width


def _commonest_width(rows: Iterable[_Row]) -> tuple[int, int]:
    """Return the commonest number of cells of the `rows` with several, and how many have it."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    number, width = max(((number, width) for width, number in widths.items()), default=(0, 0))
    return width, number


def _cells(text: str, delimiter: str, path: Path) -> Iterator[GridCell]:
    total = 0
    for row in _rows(text, delimiter, path):
        total += len(row)
        if total > MOST_CELLS:
            where = f"row {row[0].row + 1}"
            raise UnreadableDocument(f"{path}, {where}: over {MOST_CELLS} cells; split the file")
        yield from (cell for cell in row if cell.raw)


def _rows(text: str, delimiter: str, path: Path) -> Iterator[_Row]:
    """Yield the rows of `text`; a cell in quotes may hold delimiters, line ends and `""`."""
    declared = _DECLARED.match(text)
    row: _Row = []
    number = 0
    for found in _pattern(delimiter).finditer(text, declared.end() if declared else 0):
        row.append(_cell(found, number, len(row)))
        if _is_unclosed(found):
            where = f"{path}, row {number + 1}, column {len(row)}"
            raise UnreadableDocument(f"{where}: a quote is opened and not closed; double it")
        if len(row) > MOST_COLUMNS:
            message = f"{path}, row {number + 1}: over {MOST_COLUMNS} cells in one row"
            raise UnreadableDocument(f"{message}; check the delimiter and the line ends")
        if found["end"] != delimiter:
            yield row
            row, number = [], number + 1
        if found.end() == len(text) and found["end"] != delimiter:
            return


def _pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    quoted = r'[ ]*"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"[ ]*'
    plain = rf"(?P<plain>[^{mark}\r\n]*)"
    return re.compile(rf"(?:{quoted}(?=[{mark}\r\n]|\Z)|{plain})(?P<end>{mark}|\r\n|\n|\r|\Z)")


def _is_unclosed(found: re.Match[str]) -> bool:
    plain = found["plain"] or ""
    return plain.lstrip().startswith('"') and plain.count('"') % 2 == 1


def _cell(found: re.Match[str], row: int, column: int) -> GridCell:
    """Return the cell; its span is unknown where `""` stands for a quote."""
    group = "plain" if found["quoted"] is None else "quoted"
    raw = found[group]
    span = Span(*found.span(group))
    if group == "quoted":
        changed = raw.replace('""', '"').replace("\r\n", "\n").replace("\r", "\n")
        return GridCell(row, column, changed, span=span if changed == raw else None)
    return GridCell(row, column, raw, span=span if raw else None)
