"""Markdown (CommonMark with pipe tables), and the HTML tables that people put into it.

Each source line is a line of text; emphasis and other marks are taken off. Where the words then
stand in the file as they are, they keep their offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from loader.readers.assemble import (
    MOST_CELLS,
    MOST_COLUMNS,
    Grid,
    GridCell,
    Text,
    Yielded,
    assemble,
)
from loader.readers.content import check_kind, read_bytes
from loader.readers.decoding import decode
from loader.readers.grid_tables import find_grid
from loader.readers.html import html_pieces
from loader.source import Skipped, Source, Span
from ontology.errors import UnreadableDocument

MOST_CHARACTERS = 600_000
"""A table of 5,000 rows has 350,000."""
DEEPEST = 100
_KEY = r"[A-Za-z][A-Za-z0-9_-]*:[^\n]*\n"
_FRONT_MATTER = re.compile(
    rf"---[ \t]*\r?\n{_KEY}(?:{_KEY}|[ \t#-][^\n]*\n|\r?\n)*?---[ \t]*\r?(?:\n|\Z)"
)
"""What a program reads above the text: its title, date and author as `key: value`."""

_TABLE_OPENS = re.compile(r"^[ ]{0,3}<table\b", re.MULTILINE | re.IGNORECASE)
_GRID_OPENS = re.compile(r"^(?<![+|]\n)(?<![+|]\r\n)\+(?:[-:]{3,}\+)+[ \t]*\r?$", re.MULTILINE)
_TABLE_CLOSES = re.compile(r"</table>[ \t]*$", re.MULTILINE | re.IGNORECASE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BLANK_LINES = re.compile(r"(?<=[^>\s])[ \t]*\r?\n(?:[ \t]*\r?\n)+(?=[ \t]*[^<\s])")
"""What parts the paragraphs in a cell of an HTML table: Markdown is read there again."""

_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:[ ]+\"[^\"\n]*\")?\)")
_MARKUP = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>|&#?\w{1,10};|(?<=\])\([^()\s]*(?:[ ]+\"[^\"\n]*\")?\)"
    r"|^[ \t>]*(?:`{3,}|~{3,})[^\n`]*$|^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*\d{1,9}[.)](?=\s)",
    re.MULTILINE | re.DOTALL,
)
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
"""Strong words that CommonMark takes for none, for the mark they end in: `**单位：**县教育局`."""
_BAR = re.compile(r"(?<!\\)\|")
_CODE = ("fence", "code_block")


def read_markdown(path: Path) -> Source:
    """Read a Markdown file.

    Raises UnreadableDocument, naming the line, if it is nested too deeply or a table row is longer
    than its header.
    """
    data = read_bytes(path)
    check_kind(data, path, "text", "html")
    text, encoding = decode(data, path)
    if len(text) > MOST_CHARACTERS:
        message = f"{path}: {len(text)} characters; at most {MOST_CHARACTERS} are read"
        raise UnreadableDocument(f"{message}; split the file")
    source = assemble(path.name, "text/markdown", encoding, data, _pieces(text, str(path)))
    return replace(source, characters=len(text), shown=_without_markup(text))


def _without_markup(text: str) -> str:
    """Return `text` with blanks for tags, comments, targets of links, entities and list numbers.

    >>> _without_markup("1. [见表](a.md)路")
    '   [见表]      路'
    """
    return _MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _pieces(text: str, where: str) -> Iterator[Yielded]:
    """Yield the pieces of `text`, HTML tables and what stands between them."""
    front = _FRONT_MATTER.match(text)
    start = front.end() if front else 0
    if front:
        yield Skipped(front[0], "front matter of the file")
    for begin, end, pieces in _tables(text, start, where):
        yield from _Reading(text, start, begin, where).pieces()
        yield from pieces
        start = end
    yield from _Reading(text, start, len(text), where).pieces()


def _tables(text: str, start: int, where: str) -> Iterator[tuple[int, int, Iterable[Yielded]]]:
    """Yield where HTML tables and drawn ones begin and end behind `start`, and what they hold."""
    opens = sorted(
        (*_TABLE_OPENS.finditer(text), *_GRID_OPENS.finditer(text)), key=lambda one: one.start()
    )
    for one in opens:
        if one.start() < start:
            continue
        found = _drawn(text, one.start()) if one.re is _GRID_OPENS else _html(text, one, where)
        if found:
            start = found[0]
            yield one.start(), *found


def _html(text: str, opens: re.Match[str], where: str) -> tuple[int, Iterable[Yielded]] | None:
    closes = _TABLE_CLOSES.search(text, opens.end())
    if closes is None:
        return None
    table = _BLANK_LINES.sub("<br>", text[opens.start() : closes.end()])
    return closes.end(), html_pieces(table, where)


def _drawn(text: str, start: int) -> tuple[int, Iterable[Yielded]] | None:
    found = find_grid(line[0] for line in _LINE.finditer(text, start))
    if found is None:
        return None
    grid, taken = found
    parser = _parser()
    cells = (replace(c, raw=_plain(parser.parseInline(c.raw)[0])) for c in grid.cells)
    last = next(islice(_LINE.finditer(text, start), taken - 1, None))
    return last.end(), [Grid(tuple(cells))]


@dataclass
class _List:
    """An open list: the number of its last item, None for bullets."""

    last: int | None


@dataclass
class _Reading:
    """A walk over the Markdown between `start` and `end` of `text`."""

    text: str
    start: int
    end: int
    where: str
    lists: list[_List] = field(default_factory=list)
    mark: str = ""
    cells: list[GridCell] | None = None
    row: int = -1
    column: int = -1
    places: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        part = self.text[self.start : self.end]
        self.lines = [self.start, *(self.start + m.end() for m in re.finditer(r"\r\n?|\n", part))]
        self.cursor = self.start
        self.limit = self.end

    def pieces(self) -> Iterator[Yielded]:
        for token in _parser().parse(self.text[self.start : self.end]):
            if token.level >= DEEPEST - 1:
                message = f"{self._line_of(token)}: lists or quotes nested over {DEEPEST} deep"
                raise UnreadableDocument(f"{message}; take out indentation")
            yield from self._piece(token)

    def _piece(self, token: Token) -> Iterator[Yielded]:
        if token.map:
            self.cursor = max(self.cursor, self._offset(token.map[0]))
            self.limit = self._offset(token.map[1])
        if token.type == "inline":
            yield from (Skipped(words, "struck out") for words in _struck(token))
        if token.type == "inline" and self.cells is not None:
            self._add_cell(token)
        elif token.type == "inline":
            yield from self._lines(_plain(token), _strong(token))
        elif token.type in _CODE:
            yield from self._lines(token.content)
        elif token.type == "html_block":
            yield from html_pieces(token.content, self.where)
        elif token.type == "table_close" and self.cells is not None:
            yield Grid(tuple(self.cells), stores_merges=False)
            self.cells = None
        else:
            self._open(token)

    def _open(self, token: Token) -> None:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            first = int(token.attrs.get("start") or 1) if token.type[0] == "o" else None
            self.lists.append(_List(None if first is None else first - 1))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.mark = self._item_mark(token)
        elif token.type == "table_open":
            self.cells, self.row = [], -1
        elif token.type == "tr_open":
            self.row, self.column = self.row + 1, -1
            self._check_row(token)

    def _item_mark(self, token: Token) -> str:
        """Return the number of an item: as written where it counts on, else as a browser counts."""
        last = self.lists[-1].last
        if last is None:
            return ""
        written = int(token.info)
        self.lists[-1].last = written if written > last else last + 1
        return f"{self.lists[-1].last}{token.markup}"

    def _check_row(self, token: Token) -> None:
        """Refuse a row longer than its header: CommonMark would drop the cells that are too many.

        Raises UnreadableDocument for one.
        """
        first = token.map[0] if token.map else 0
        self.places = self._places_of_cells(self._offset(first), self._offset(first + 1))
        found = len(self.places)
        if self.row == 0:
            self.width = found
        cells = self.width * (self.row + 1)
        if found > self.width or self.width > MOST_COLUMNS or cells > MOST_CELLS:
            most = min(self.width, MOST_COLUMNS)
            message = f"{self._line_of(token)}: {found} cells in a table row, {most} at most"
            raise UnreadableDocument(rf"{message}; write a bar inside a cell as \|")

    def _places_of_cells(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the cells of the row between `start` and `end` begin and end."""
        bars = (bar.start() for bar in _BAR.finditer(self.text, start, end))
        edges = [start - 1, *bars, end]
        places = [(left + 1, right) for left, right in pairwise(edges)]
        blank = [not self.text[left:right].strip(" \t\r\n>") for left, right in places]
        first = 1 if blank[0] else 0
        last = len(places) - (1 if len(places) > 1 and blank[-1] else 0)
        return places[first:last]

    def _add_cell(self, token: Token) -> None:
        self.column += 1
        raw = _plain(token).strip(" \t")
        if self.column < len(self.places):
            self.cursor, self.limit = self.places[self.column]
        if self.cells is not None and (raw or self.row == 0):
            span = self._find(raw) if raw else None
            cell = GridCell(self.row, self.column, raw, span=span, strong=_strong(token))
            self.cells.append(cell)

    def _lines(self, text: str, strong: tuple[str, ...] = ()) -> Iterator[Text]:
        for line in text.splitlines():
            if line.strip():
                place = self._find(line.strip(" \t"))
                yield Text(line.strip(" \t"), self.mark, place, strong)
                self.mark = ""

    def _find(self, raw: str) -> Span | None:
        """Return where `raw` stands next, if it stands there as it is."""
        at = self.text.find(raw, self.cursor, self.limit)
        if at < 0:
            return None
        self.cursor = at + len(raw)
        return Span(at, self.cursor)

    def _offset(self, line: int) -> int:
        return self.lines[line] if line < len(self.lines) else self.end

    def _line_of(self, token: Token) -> str:
        before = self.text.count("\n", 0, self._offset(token.map[0])) if token.map else 0
        return f"{self.where}, line {before + 1}"


def _parser() -> MarkdownIt:
    """Return the parser. Links are read by `_LINK`: its own rules take long on many brackets."""
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    return parser.disable(["link", "image", "reference"])


def _strong(token: Token) -> tuple[str, ...]:
    """Return the words that stars or lines set in bold print."""
    return tuple(one or other for one, other in _STRONG.findall(token.content))


def _struck(token: Token) -> Iterator[str]:
    """Yield the words that are struck out: ~~市财政局~~."""
    standing = list(_standing(token))
    left = (child for child in token.children or [] if child not in standing)
    for is_mark, run in groupby(left, key=lambda child: child.type in ("s_open", "s_close")):
        words = "".join(child.content for child in run)
        if words and not is_mark:
            yield words


def _standing(token: Token) -> Iterator[Token]:
    """Yield the parts of a line or cell that are not struck out."""
    depth = 0
    for child in token.children or []:
        depth += child.type == "s_open"
        if not depth:
            yield child
        depth -= child.type == "s_close"


def _plain(token: Token) -> str:
    """Return the words of a line or cell without marks; `<br>` is a new line.

    >>> _plain(_parser().parse("**牵头**单位<br>[见表](a.html)")[1])
    '牵头单位\\n见表'
    >>> _plain(_parser().parse("**牵头单位：**县教育局")[1])
    '牵头单位：县教育局'
    >>> _plain(_parser().parse("县教育局 ~~县财政局~~，3～5月")[1])
    '县教育局 ，3～5月'
    """
    parts: list[str] = []
    for child in _standing(token):
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append("\n" if _LINE_BREAK.fullmatch(child.content) else "")
        else:
            parts.append(child.content)
    text = _LINK.sub(r"\1", "".join(parts).replace("\xa0", " "))
    return _STRONG.sub(r"\1\2", text)
