"""From the pages of a PDF to paragraphs and tables that run over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from loader.readers.assemble import Grid, Shown, Text, Yielded
from loader.readers.pdf_breaks import goes_on, put_together
from loader.readers.pdf_lines import Line, Measure, first_width, join_words, wraps
from loader.readers.pdf_tables import Ruled, to_grid
from loader.source import Skipped

MARGIN = 0.12
"""Share of a page's height, at its top and bottom, in which page numbers and headers stand."""

FARTHEST = 3
"""From a line to the next of its paragraph, in characters."""

FEWEST_IN_COLUMN = 3
"""Words on a page that begin, or have their middle, below each other."""

INDENT = 2
"""How far the first line of a paragraph is set in, in characters."""

DEEPEST = 8
"""How far a line of text may be set in, in characters."""

_DOUBT = "read as a cell of its own; it may be the rest of the cell above the page break"

_ANNEX = re.compile(r"附\s*[件表录]\s*\d{0,2}\s*[:：]?")
"""A line that begins an annex and goes on with nothing."""

_DASHES = r"[—–―\-－~·\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}第?\s*\d{{1,4}}\s*页?(?:\s*(?:[/，,]\s*共?|共)\s*\d{{1,4}}\s*页?)?{_DASHES}"
)
_PRINTED = re.compile(
    r"\S+://.*\d+/\d+|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*(?:上午|下午)?\s*\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s.*)?"
)
"""What a browser prints above and below a page: the time and title, the address and number."""


@dataclass(frozen=True)
class Sheet:
    """A page: its size in points, and what stands on it from top to bottom.

    `shown` are its characters in the order of the file, `comments` the notes of its readers,
    `aside` what is drawn on it and is no part of its blocks.
    """

    width: float
    height: float
    blocks: tuple[Line | Ruled, ...]
    shown: str = ""
    comments: tuple[str, ...] = ()
    aside: tuple[Skipped, ...] = ()

    @property
    def lines(self) -> list[Line]:
        return [block for block in self.blocks if isinstance(block, Line)]

    @property
    def is_ruled(self) -> bool:
        return any(isinstance(block, Ruled) for block in self.blocks)

    def in_margin(self, line: Line) -> bool:
        top, bottom = MARGIN * self.height, (1 - MARGIN) * self.height
        return line.bottom < top or line.top > bottom


def flow(sheets: Sequence[Sheet]) -> Iterator[Yielded]:
    """Yield the paragraphs and tables of all pages; page numbers and running headers as skipped."""
    headers = _running_headers(sheets)
    bodies = [_body(sheet, headers) for sheet in sheets]
    for number, (sheet, body) in enumerate(zip(sheets, bodies, strict=True), 1):
        yield from _asides(sheet, body, f"page {number}")
    measures = _measures(bodies)
    blocks = _over_breaks(bodies)
    for is_table, run in groupby(blocks, key=lambda block: isinstance(block[1], Ruled)):
        if is_table:
            yield from _tables(table for _, table in run if isinstance(table, Ruled))
        else:
            lines = [(line, measures[width]) for width, line in run if isinstance(line, Line)]
            yield from _paragraphs(lines)


def _tables(tables: Iterable[Ruled]) -> Iterator[Grid | Skipped]:
    """Yield tables, and words of their cells that may belong to the cell above a page break."""
    for table in tables:
        yield to_grid(table)
        for words in table.doubts:
            yield Skipped(words, _DOUBT, "first on its page", kind="unread")


def _asides(sheet: Sheet, body: Sheet, page: str) -> Iterator[Shown | Skipped]:
    """Yield what a page shows, and what of it is not in its `body`."""
    yield Shown("\n".join((sheet.shown, *sheet.comments)))
    yield from sheet.aside
    kept = set(map(id, body.blocks))
    for block in sheet.blocks:
        if isinstance(block, Line) and id(block) not in kept:
            yield Skipped(block.text, "page number or running header", page)
    if sets_columns(sheet):
        lines = [line for line in sheet.lines if len(line.stretches) > 1]
        why = "words in columns without ruled lines, read line by line"
        yield from (Skipped(line.text, why, page, kind="unread") for line in lines[:1])
    for comment in sheet.comments:
        yield Skipped(comment, "comment on the page", page)


def sets_columns(sheet: Sheet) -> bool:
    """Tell whether words on a page stand in columns that no lines part.

    Right of the text two columns, at least, begin or have their middle in one place.
    """
    if sheet.is_ruled:
        return False
    lines = [line for line in sheet.lines if not sheet.in_margin(line)]
    left = min((line.x0 for line in lines), default=0.0)
    apart = [
        (start, end, line.size)
        for line in lines
        for start, end in line.stretches
        if start > left + DEEPEST * line.size
    ]
    begun = Counter(round(start / size) for start, _, size in apart)
    middle = Counter(round((start + end) / 2 / size) for start, end, size in apart)
    return any(
        sum(count >= FEWEST_IN_COLUMN for count in places.values()) > 1
        for places in (begun, middle)
    )


def _running_headers(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the lines that stand in the margin of most pages, but for their figures.

    On two pages they stand at the same height.
    """
    lines: dict[str, list[float]] = {}
    for sheet in sheets:
        tops = {_unnumbered(line): line.top for line in sheet.lines if sheet.in_margin(line)}
        for text, top in tops.items():
            lines.setdefault(text, []).append(top)
    return frozenset(
        text
        for text, tops in lines.items()
        if len(tops) > max(2, len(sheets) / 2)
        or (len(tops) == len(sheets) == 2 and abs(tops[0] - tops[1]) < 1)
    )


def _unnumbered(line: Line) -> str:
    """Return the words of a line without the number of the page, which may stand anywhere."""
    return re.sub(r"\d+", "#", line.text)


def _body(sheet: Sheet, headers: frozenset[str]) -> Sheet:
    """Return `sheet` without what is printed on every page."""
    last = len(sheet.blocks) - 1
    kept = tuple(
        block
        for number, block in enumerate(sheet.blocks)
        if isinstance(block, Ruled)
        or not sheet.in_margin(block)
        or not (
            _unnumbered(block) in headers
            or _PRINTED.fullmatch(block.text)
            or (number in (0, last) and _PAGE_NUMBER.fullmatch(block.text))
        )
    )
    return Sheet(sheet.width, sheet.height, kept)


def _measures(sheets: Iterable[Sheet]) -> dict[float, Measure]:
    """Return, by the width of the page, between which edges its running text is set."""
    lines: dict[float, list[Line]] = {}
    for sheet in sheets:
        lines.setdefault(sheet.width, []).extend(sheet.lines)
    return {width: _measure(width, found) for width, found in lines.items()}


def _measure(width: float, lines: Sequence[Line]) -> Measure:
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=width)
    return Measure(left, right if right > 0.75 * width else width - left)


def _over_breaks(sheets: Iterable[Sheet]) -> Iterator[tuple[float, Line | Ruled]]:
    """Yield the blocks of all pages with the width of their page, tables put together."""
    parts: list[Ruled] = []
    for sheet in sheets:
        for number, block in enumerate(sheet.blocks):
            if isinstance(block, Ruled) and parts and number == 0 and goes_on(parts[0], block):
                parts.append(block)
                continue
            if parts:
                yield sheet.width, put_together(parts)
                parts = []
            if isinstance(block, Ruled):
                parts = [block]
            else:
                yield sheet.width, block
    if parts:
        yield 0.0, put_together(parts)


def _paragraphs(lines: Sequence[tuple[Line, Measure]]) -> Iterator[Text]:
    """Yield the paragraphs that `lines` form; a first line indented begins a new one."""
    text = ""
    indented = False
    for number, (line, measure) in enumerate(lines):
        before = lines[number - 1] if text else None
        indents = line.x0 - measure.left > line.size
        if before and not indents and _goes_on(*before, line, indented=indented):
            text = join_words(text, line.text)
            continue
        if text:
            yield Text(text)
        text, indented = line.text, indents
    if text:
        yield Text(text)


def _goes_on(line: Line, measure: Measure, following: Line, *, indented: bool) -> bool:
    """Tell whether `following` belongs to the paragraph of `line`.

    Where paragraphs are indented, a full line goes on even after the end of a sentence.
    """
    if following.top - line.top > FARTHEST * line.size or _ANNEX.fullmatch(following.text):
        return False
    if _is_title(line, following, measure):
        return False
    return wraps(line, following, measure) and (indented or not line.ends_sentence())


def _is_title(line: Line, following: Line, measure: Measure) -> bool:
    """Tell whether `line` is set in the middle, and the next is not.

    A first line that is set in as far as a paragraph has room for what begins the next.

    >>> title, below = (Line("各", x0, 372, 0, 9, 10, (x0 + 10,)) for x0 in (128, 100))
    >>> _is_title(title, below, Measure(100, 400))
    True
    """
    left, right = line.x0 - measure.left, measure.right - line.x1
    is_centred = left > 0.5 * line.size and abs(left - right) < 0.5 * line.size
    fits = right > first_width(following) + 0.5 * line.size
    is_paragraph = abs(left - INDENT * line.size) < 0.3 * line.size and not fits
    return is_centred and not is_paragraph and following.x0 - measure.left < 0.5 * line.size
