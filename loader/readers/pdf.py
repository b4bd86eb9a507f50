"""PDF files with a text layer: paragraphs and ruled tables, put together over page breaks."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from loader import budget
from loader.readers.assemble import assemble
from loader.readers.content import check_kind, read_bytes
from loader.readers.pdf_chars import Watermarks, draw, skipped
from loader.readers.pdf_flow import Sheet, flow, sets_columns
from loader.readers.pdf_lines import Char, Line, read_lines
from loader.readers.pdf_rules import find_edges, read_rules
from loader.readers.pdf_tables import Ruled, read_ruled
from loader.source import Source
from ontology.errors import UnreadableDocument
from ontology.radicals import RADICALS

MOST_PAGES = 2000
MOST_RULES = 20_000
MOST_STREAM = 8_000_000
MOST_FONT = 64_000_000
MOST_DRAWING = 1_500_000
"""Bytes that draw one page; a page full of table has 300,000."""

MOST_CHARACTERS = 50_000
"""Characters on one page; a page of small print has 5,000."""

_STREAM = re.compile(rb"\bstream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_FONT = re.compile(rb"/Length1\b|/Subtype\s*/(?:CIDFontType0C|OpenType|Type1C)")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_SCAN = "it is a scan: run text recognition (OCR) over it and correct the result"


def read_pdf(path: Path) -> Source:
    """Read a PDF.

    Raises UnreadableDocument if it is damaged, protected or a scan.
    """
    data = read_bytes(path)
    check_kind(data, path, "pdf")
    _check_streams(path, data)
    # What pdfminer passes over, such as a font without a box, does not concern the user.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        sheets = list(_sheets(path, data))
        _check_tables(path, sheets)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:
        # A damaged file makes the parser fail in any way: 8 kinds of exceptions in 1,500 files.
        raise _unreadable(path, error) from error
    return assemble(path.name, "application/pdf", "binary", data, flow(sheets))


def _check_streams(path: Path, data: bytes) -> None:
    """Refuse a stream that unpacks to more than a page can hold; pictures are never unpacked."""
    for found in _STREAM.finditer(data):
        described = data[max(found.start() - 500, 0) : found.start()].rpartition(b" obj")[2]
        if _IMAGE.search(described):
            continue
        most = MOST_FONT if _FONT.search(described) else MOST_STREAM
        if _exceeds(most, data, found.end()):
            raise UnreadableDocument(
                f"{path}, byte {found.start()}: a stream of over {most / 1e6:.0f} MB unpacked, as "
                "no page of text has; print the original anew to PDF"
            )


def _exceeds(most: int, data: bytes, start: int) -> bool:
    """Tell whether the stream from `start` on unpacks to more than `most` bytes."""
    unpacking = zlib.decompressobj()
    rest, size = memoryview(data)[start : start + 65_536], 0
    while len(rest) and not unpacking.eof and size <= most:
        try:
            size += len(unpacking.decompress(rest, 1_000_000))
        except zlib.error:
            return False
        left = unpacking.unconsumed_tail
        if left:
            rest = memoryview(left)
        else:
            start += 65_536
            rest = memoryview(data)[start : start + 65_536]
    return size > most


def _unreadable(path: Path, error: Exception) -> UnreadableDocument:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed):
        return UnreadableDocument(
            f"{path}: the file is protected by a password; save it without one"
        )
    said = str(cause) or type(cause).__name__
    return UnreadableDocument(
        f"{path}: the PDF is cut off or damaged ({said}); get it again, or print it anew to PDF"
    )


def _sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        if len(document.pages) > MOST_PAGES:
            raise UnreadableDocument(
                f"{path}: {len(document.pages)} pages, over the limit of {MOST_PAGES}; split it"
            )
        found, earned = False, 0.0
        watermarks = Watermarks()
        for page in document.pages:
            sheet = _sheet(f"{path}, page {page.page_number}", page, watermarks)
            page.close()
            earned += budget.page_seconds(len(sheet.shown))
            budget.earn_reading(earned)
            found = found or bool(sheet.blocks)
            yield sheet
        if not found:
            raise UnreadableDocument(f"{path}: no page holds text; {_SCAN}")


def _check_tables(path: Path, sheets: Sequence[Sheet]) -> None:
    """Refuse tables without ruled lines: which words are of one cell, nothing tells for certain."""
    columns = [number for number, sheet in enumerate(sheets, 1) if sets_columns(sheet)]
    if columns and 2 * len(columns) >= len(sheets):
        raise UnreadableDocument(
            f"{path}, page {columns[0]}: words in columns without ruled lines between them, which "
            "cannot be read for certain; get the original, or print it with the lines of its tables"
        )


def _sheet(where: str, page: Page, watermarks: Watermarks) -> Sheet:
    parts = (resolve1(part) for part in page.page_obj.contents)
    drawing = sum(len(part.get_data()) for part in parts if isinstance(part, PDFStream))
    if drawing > MOST_DRAWING:
        raise UnreadableDocument(
            f"{where}: {drawing / 1e6:.1f} MB of drawing, over the limit of "
            f"{MOST_DRAWING / 1e6:.1f} MB; leave out the map or picture on it"
        )
    drawn = draw(page)
    page, hidden = drawn.page, drawn.hidden
    edges = find_edges(page, drawn.dots)
    if len(page.chars) > MOST_CHARACTERS or len(edges) > MOST_RULES:
        raise UnreadableDocument(
            f"{where}: {len(page.chars)} characters and {len(edges)} ruled lines, over the "
            f"limit of {MOST_CHARACTERS} and {MOST_RULES}; split the page"
        )
    chars: list[Char] = list(page.dedupe_chars().chars)
    for char in chars:
        char["text"] = char["text"].translate(RADICALS)
    shown = "".join(char["text"] for char in chars) + hidden
    _check_text(where, page, chars)
    chars, marks = watermarks.part(chars)
    placed: list[tuple[float, Line | Ruled]] = []
    rules = read_rules(edges)
    for found in rules.tables(page):
        table, chars = read_ruled(found.cells, rules, chars)
        placed.append((found.bbox[1], table))
    placed += [(line.top, line) for line in read_lines(chars)]
    placed.sort(key=lambda block: block[0])
    blocks = tuple(block for _, block in placed)
    aside = tuple(skipped(hidden, marks, f"page {page.page_number}"))
    comments = tuple(_comments(page))
    return Sheet(float(page.width), float(page.height), blocks, shown, comments, aside)


def _comments(page: Page) -> Iterator[str]:
    """Yield what readers wrote on the page; one that is damaged says nothing."""
    notes = resolve1(page.page_obj.annots)
    for note in map(resolve1, notes if isinstance(notes, list) else ()):
        words = resolve1(note.get("Contents")) if isinstance(note, dict) else None
        if isinstance(words, bytes) and words:
            yield decode_text(words)


def _check_text(where: str, page: Page, chars: Sequence[Char]) -> None:
    """Refuse a page that shows words and holds none."""
    if not chars:
        area = max((one["width"] * one["height"] for one in page.images), default=0)
        if area > 0.5 * float(page.width) * float(page.height):
            raise UnreadableDocument(f"{where}: a picture without text; {_SCAN}")
    elif sum(1 for char in chars if _UNMAPPED.match(char["text"])) > 0.1 * len(chars):
        raise UnreadableDocument(
            f"{where}: the fonts do not say which characters they draw; print the original anew "
            "to PDF, or run text recognition (OCR) over it"
        )
