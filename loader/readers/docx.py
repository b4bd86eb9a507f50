"""Word documents (.docx): paragraphs and tables as they are printed.

Deleted and hidden text and rows are left out, inserted text and the results of fields are kept.
List numbers are computed, since Word stores none. A table of one cell is a frame: what it holds
stands outside. What is not read, `docx_asides` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from loader.readers.assemble import MOST_COLUMNS, Grid, Piece, Text, Yielded, assemble
from loader.readers.content import read_bytes
from loader.readers.docx_asides import body_asides, is_on, part_asides, why_row_is_left_out
from loader.readers.docx_grid import Stored, lay_out
from loader.readers.numbering import Numbering, W
from loader.readers.ooxml import Element, open_package
from loader.source import Source
from ontology.errors import UnreadableDocument

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_KEPT = frozenset(
    W + name
    for name in (
        *("numPr", "pStyle", "rPr", "vanish", "b", "ins", "del", "hidden"),
        *("gridSpan", "vMerge", "hMerge", "gridBefore", "gridAfter"),
    )
)
_TRIM = dict.fromkeys((W + name for name in ("pPr", "rPr", "tcPr", "trPr", "tblPr")), _KEPT)
_WRAPPERS = frozenset(W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_SKIPPED = frozenset(
    W + n for n in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt", "sdtPr")
)
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_TEXTS = (W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_P, _TABLE, _ROW, _CELL = W + "p", W + "tbl", W + "tr", W + "tc"


def read_docx(path: Path) -> Source:
    """Read a Word document.

    Raises UnreadableDocument if it is damaged, protected, too large or no Word document.
    """
    data = read_bytes(path)
    return assemble(path.name, MEDIA_TYPE, "utf-8", data, read_pieces(path, data))


def read_pieces(path: Path, data: bytes) -> Iterator[Yielded]:
    """Yield what the Word document `data` prints; `path` names it in errors."""
    package = open_package(path, data)
    part = package.main_part()
    body = package.parse(part, _TRIM).find(W + "body")
    if body is None:
        raise UnreadableDocument(f"{path}, {part}: no document body; save it anew as .docx")
    yield from _Reader(path, Numbering(package, part)).pieces(body)
    yield from body_asides(body)
    yield from part_asides(package, part)


@dataclass(frozen=True)
class _Line:
    """A paragraph with its list mark, its words in bold print and the text boxes on it."""

    raw: str
    mark: str
    boxes: tuple[Element, ...]
    strong: tuple[str, ...] = ()


@dataclass
class _Inline:
    """What the runs of one paragraph print; `fields` tells of open fields if in their code."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    def read(self, element: Element) -> None:
        for child in element:
            if child.tag in _TEXTS:
                self._add((child.text or "").replace("\n", " "))
            elif child.tag in _CHARACTERS:
                self._add(_CHARACTERS[child.tag])
            elif child.tag == W + "sym":
                self._add(_symbol(child))
            elif child.tag == W + "fldChar":
                self._turn(child.get(W + "fldCharType"))
            elif child.tag == W + "txbxContent":
                self.boxes.append(child)
            elif child.tag == _ALTERNATIVES:
                self.read(child[:1])
            elif child.tag not in _SKIPPED and not _is_hidden(child):
                self.read(child)

    def _add(self, text: str) -> None:
        if not any(self.fields):
            self.parts.append(text)

    def _turn(self, kind: str | None) -> None:
        """Begin the code of a field, go over to its result, or end it."""
        if kind == "begin":
            self.fields.append(True)
        elif self.fields:
            self.fields.pop()
            if kind == "separate":
                self.fields.append(False)


@dataclass
class _Reader:
    """Reads one document; list numbers make it depend on the order of reading."""

    path: Path
    numbering: Numbering
    tables: int = 0

    def pieces(self, container: Element) -> Iterator[Piece]:
        """Yield the paragraphs, line by line, and the tables in `container`."""
        for block in self._content(container):
            if isinstance(block, _Line):
                mark = block.mark
                for line in block.raw.split("\n"):
                    yield Text(line, mark, strong=block.strong)
                    mark = ""
                for box in block.boxes:
                    yield from self.pieces(box)
            else:
                yield from self._table(block)

    def _content(self, container: Element) -> Iterator[_Line | Element]:
        """Yield paragraphs and tables; one whose end mark is deleted runs on into the next."""
        before = ""
        for block in self._children(container, _P, _TABLE):
            if block.tag == _TABLE:
                yield block
                continue
            inline = _Inline([before])
            inline.read(block)
            raw, properties = "".join(inline.parts), block.find(W + "pPr")
            before = raw if _mark_is_deleted(properties) else ""
            if not before and (raw or not _mark_is_deleted(properties)):
                strong = tuple(_strong_words(block))
                yield _Line(raw, self.numbering.mark(properties), tuple(inline.boxes), strong)
        if before:
            yield _Line(before, "", ())

    def _children(self, container: Element, *tags: str) -> Iterator[Element]:
        """Yield the elements called `tags`, content controls and insertions opened."""
        for child in container:
            if child.tag in tags:
                yield child
            elif child.tag in _WRAPPERS:
                yield from self._children(child, *tags)
            elif child.tag == W + "altChunk":
                raise UnreadableDocument(
                    f"{self.path}: holds another file inside; open it in Word and save it anew"
                )

    def _table(self, table: Element) -> Iterator[Piece]:
        self.tables += 1
        where = f"{self.path}, table {self.tables}"
        rows = [row for row in self._children(table, _ROW) if not why_row_is_left_out(row)]
        if not rows and table.find(f".//{_ROW}") is None:
            raise UnreadableDocument(f"{where}: it has no rows; delete it in Word and save")
        stored = [list(self._children(row, _CELL)) for row in rows]
        if [len(cells) for cells in stored] == [1]:
            yield from self.pieces(stored[0][0])
            return
        widest = max(map(len, stored), default=0)
        if widest > MOST_COLUMNS:
            raise UnreadableDocument(
                f"{where}: a row of {widest} cells, over the limit of {MOST_COLUMNS}; "
                "split the table"
            )
        yield self._grid(table, rows)

    def _grid(self, table: Element, rows: list[Element]) -> Grid:
        columns = (column.get(W + "w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        widths = [int(width) if width.isdecimal() else 0 for width in columns]
        return lay_out([list(self._stored(row)) for row in rows], widths)

    def _stored(self, row: Element) -> Iterator[Stored]:
        """Yield the cells of `row` from left to right."""
        column = _number(row.find(W + "trPr"), "gridBefore", 0)
        waiting: Stored | None = None
        for cell in self._children(row, _CELL):
            properties = cell.find(W + "tcPr")
            span = _number(properties, "gridSpan", 1)
            if waiting and _merge(properties, "hMerge") == "continue":
                waiting = Stored(
                    waiting.column, waiting.span + span, waiting.raw, waiting.continues
                )
            else:
                if waiting:
                    yield waiting
                waiting = self._cell(cell, column, span, _merge(properties, "vMerge"))
            column += span
        if waiting:
            yield waiting

    def _cell(self, cell: Element, column: int, span: int, merge: str) -> Stored:
        """Return a cell; one that continues another and yet has words is a cell of its own.

        The paragraphs of a cell that continues another are not printed, so lists skip them.
        """
        if merge == "continue" and not "".join(cell.itertext(W + "t")).strip():
            return Stored(column, span, "", continues=True)
        strong = tuple(_strong_words(cell))
        return Stored(column, span, self._cell_text(cell), continues=False, strong=strong)

    def _cell_text(self, cell: Element) -> str:
        """Return the words of a cell, or, where there are none, the list numbers it prints."""
        pieces = list(self.pieces(cell))
        raw = "\n".join(_words(piece) for piece in pieces)
        if raw.strip():
            return raw
        return "\n".join(piece.mark for piece in pieces if isinstance(piece, Text) and piece.mark)


def _words(piece: Piece) -> str:
    if isinstance(piece, Text):
        return piece.raw
    return "\n".join(cell.raw for cell in piece.cells if cell.raw.strip())


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(W + "char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: Element) -> bool:
    properties = run.find(W + "rPr")
    return properties is not None and is_on(properties.find(W + "vanish"))


def _strong_words(element: Element) -> Iterator[str]:
    """Yield the words of a cell or paragraph in bold print, those without gaps together."""
    for paragraph in element.iter(W + "p"):
        for is_bold, runs in groupby(paragraph.iter(W + "r"), key=_is_bold):
            if is_bold:
                yield "".join(part for run in runs for part in run.itertext(W + "t"))


def _is_bold(run: Element) -> bool:
    properties = run.find(W + "rPr")
    return properties is not None and is_on(properties.find(W + "b"))


def _mark_is_deleted(properties: Element | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _number(properties: Element | None, name: str, default: int) -> int:
    """Return the w:val of a count; it is bounded where the grid is put together."""
    found = None if properties is None else properties.find(W + name)
    text = "" if found is None else found.get(W + "val", "")
    return max(int(text), default) if text.isdecimal() and len(text) < 10 else default


def _merge(properties: Element | None, name: str) -> str:
    """Return `restart`, `continue`, or nothing for a cell that is not merged."""
    found = None if properties is None else properties.find(W + name)
    return "" if found is None else str(found.get(W + "val", "continue"))
