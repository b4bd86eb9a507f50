"""Web pages, as a browser shows them: a line of text for each visual line, tables with their spans.

Government portals put a letter between menus, search boxes and buttons; `html_noise` tells those
apart. Attachments are read where the page holds their text; links to them are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import cast

from lxml import etree

from loader.readers.assemble import Piece, Shown, Text, Yielded, assemble
from loader.readers.content import check_kind, read_bytes
from loader.readers.decoding import decode_declared
from loader.readers.hidden_rows import HIDDEN_ROW
from loader.readers.html_lists import ListNumbers
from loader.readers.html_noise import (
    dropped,
    is_noise_line,
    shown_text,
    why_dropped,
    words_in_code,
)
from loader.readers.html_tables import TableBuilder
from loader.source import Skipped, Source
from ontology.errors import UnreadableDocument
from ontology.values import INVISIBLE

MOST_TAGS = 300_000
_DECLARED = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{3,20})")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z]")
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffe6]"
_BOLD = frozenset(("b", "strong"))
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
_PREFORMATTED = str.maketrans(" \t", "\xa0\v")
_KEPT = {0xA0: " ", ord("\v"): "\t"}
"""What stands for blanks and TABs that a browser keeps, until others are collapsed."""


def read_html(path: Path) -> Source:
    """Read a web page.

    Raises UnreadableDocument if it is no text, nested too deeply, or defines entities.
    """
    data = read_bytes(path)
    check_kind(data, path, "html", "text")
    declared = _DECLARED.search(data[:20_000]) or _XML_DECLARED.match(data)
    text, encoding = decode_declared(data, declared[1].decode() if declared else "", path)
    return assemble(path.name, "text/html", encoding, data, _page_pieces(text, str(path)))


def _page_pieces(text: str, where: str) -> Iterator[Yielded]:
    """Yield the pieces of a page, and all that it shows for the account."""
    root = _parsed(text, where)
    if root is not None:
        yield from _read(root, where)
        yield Shown(shown_text(root))
        if words := words_in_code(root):
            yield Shown(words)
            yield Skipped(words, "comments and words for pictures, in the code of the page")


def html_pieces(text: str, where: str) -> list[Yielded]:
    """Return the lines and tables of the page or fragment `text`, and what is left out of them.

    Raises UnreadableDocument, saying `where`, as `read_html` does.

    >>> html_pieces("<p>一<b>二</b><br>三</p>", "a.html")
    [Text(raw='一二', mark='', span=None), Text(raw='三', mark='', span=None)]
    """
    root = _parsed(text, where)
    return [] if root is None else list(_read(root, where))


def _read(root: etree._Element, where: str) -> Iterator[Yielded]:
    page = _Page(where)
    page.walk(root)
    pieces = list(page.flow.finish())
    for piece, following in zip_longest(pieces, pieces[1:]):
        under = following.raw if isinstance(following, Text) else ""
        if isinstance(piece, Text) and is_noise_line(piece.raw, under):
            yield Skipped(piece.raw, "buttons of the page, or the path to it")
        else:
            yield piece
    for node in page.left_out:
        why = why_dropped(node)
        yield Skipped(shown_text(node), why, kind="unread" if why == HIDDEN_ROW else "skipped")


def _parsed(text: str, where: str) -> etree._Element | None:
    if _ENTITY.search(text):
        message = f"{where}: the page defines entities, which may grow without end"
        raise UnreadableDocument(f"{message}; take out the <!ENTITY …> definitions")
    if sum(1 for _ in _TAG.finditer(text)) > MOST_TAGS:
        raise UnreadableDocument(f"{where}: over {MOST_TAGS} tags; split the page")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=False
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        if not text.strip():
            raise UnreadableDocument(f"{where}: the file is empty; get it again") from error
        raise UnreadableDocument(f"{where}: not a web page ({error})") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        message = f"{where}: elements nested over 2000 deep; the rest would be lost"
        raise UnreadableDocument(f"{message}; close the tags, or save the page again")
    return cast("etree._Element | None", root)


@dataclass
class Flow:
    """Lines and tables in the order in which they were shown; the line in hand is in `_parts`."""

    pieces: list[Piece] = field(default_factory=list)
    mark: str = ""
    _strong: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _bold: int = 0
    _bold_from: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)

    def begin_bold(self) -> None:
        if not self._bold:
            self._bold_from = len(self._parts)
        self._bold += 1

    def end_bold(self) -> None:
        self._bold -= 1
        if not self._bold:
            self._keep_bold()

    def _keep_bold(self) -> None:
        if words := _as_shown("".join(self._parts[self._bold_from :])):
            self._strong.append(words)

    def end_line(self) -> None:
        if self._bold:
            self._keep_bold()
        line = _as_shown("".join(self._parts))
        self._parts.clear()
        self._bold_from = 0
        if line.strip():
            self.pieces.append(Text(line, self.mark, strong=tuple(self._strong)))
            self.mark = ""
        self._strong.clear()

    def finish(self) -> list[Piece]:
        self.end_line()
        return self.pieces


def _as_shown(text: str) -> str:
    """Collapse white space as a browser does; full-width spaces are kept, hard ones are spaces.

    >>> _as_shown("一\\n 二  三\\u3000四\\xa0\\xa05 ")
    '一二 三\\u3000四  5'
    """
    text = _BREAK_IN_CHINESE.sub("", text.translate(INVISIBLE))
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ").translate(_KEPT)


class _Page:
    """The walk over a page: open flows (page and cells), open tables, open lists."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.flows = [Flow()]
        self.tables: list[TableBuilder] = []
        self.cells: list[etree._Element] = []
        self.lists = ListNumbers()
        self.preformatted = 0
        self.left_out: list[etree._Element] = []

    @property
    def flow(self) -> Flow:
        return self.flows[-1]

    def walk(self, root: etree._Element) -> None:
        """Walk without recursion, since pages may be nested deeper than Python's stack."""
        left_out = dropped(root)
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in events:
            if event == "start":
                if node in left_out:
                    self.left_out.append(node)
                    events.skip_subtree()
                else:
                    self._start(node, str(node.tag))
            else:
                if event == "end" and node not in left_out:
                    self._end(node, str(node.tag))
                self._text(node.tail)

    def _start(self, node: etree._Element, tag: str) -> None:
        if tag in _BLOCKS or tag == "br":
            self.flow.end_line()
        if tag == "table":
            self.tables.append(TableBuilder(self.where))
        elif tag in ("td", "th") and self.tables:
            self.cells.append(node)
            self.flows.append(Flow())
        elif tag == "li":
            self.flow.mark = self.lists.mark(node)
        elif tag == "pre":
            self.preformatted += 1
        elif tag in _BOLD:
            self.flow.begin_bold()
        self._text(node.text)

    def _end(self, node: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.flow.end_line()
        if self.cells and self.cells[-1] is node:
            self.cells.pop()
            self.tables[-1].add_cell(node, self.flows.pop().finish())
        elif tag == "tr" and self.tables:
            self.tables[-1].end_row()
        elif tag in ("thead", "tbody", "tfoot") and self.tables:
            self.tables[-1].end_group(tag)
        elif tag == "table":
            self.flow.pieces += self.tables.pop().finish()
        elif tag == "li":
            self.flow.mark = ""
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in _BOLD:
            self.flow.end_bold()

    def _text(self, text: str | None) -> None:
        if not self.preformatted or not text:
            self.flow.add(text)
            return
        first, *rest = text.translate(_PREFORMATTED).split("\n")
        self.flow.add(first)
        for line in rest:
            self.flow.end_line()
            self.flow.add(line)
