"""What a reader makes of a file: paragraphs and tables, each with its exact place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ontology.values import INVISIBLE

_ANNEX_MARK = re.compile(r"^\s*附\s*[件表]\s*(?P<number>\d{1,2})?\s*[:：.．、]?\s*$")


@dataclass(frozen=True)
class Span:
    """Code points `start` to `end` (exclusive) of the decoded file."""

    start: int
    end: int


UNPRINTED = " "
"""What is printed of a mark that stands for no words: it sets apart what a page runs together."""


@dataclass(frozen=True)
class Paragraph:
    """A line of running text outside tables; `number` counts them from 1 through the file.

    `mark` is a list number that the format renders but does not store in the text, such as （一）;
    `printed_mark` are the words of the text for which it stands: 第一件实事, or `UNPRINTED`.
    `parts` are the lines of which a paragraph was put together that a page had cut. `row` are the
    cells of a table that a paragraph stands for; no line of the file prints it. `strong` are the
    words in bold print. `level` is that of a heading without a mark, as what stands around tells.
    """

    number: int
    raw: str
    span: Span | None
    annex: int
    mark: str = ""
    clean: str | None = None
    parts: tuple[Paragraph, ...] = ()
    row: tuple[Cell, ...] = ()
    printed_mark: str = ""
    strong: tuple[str, ...] = field(default=(), repr=False)
    level: int = 0

    @property
    def text(self) -> str:
        """The words to read: without damage, and without white space around them."""
        return self.words.strip()

    @property
    def words(self) -> str:
        """The words to read with all their white space; equal to `raw` where nothing is damaged."""
        return self.raw if self.clean is None else self.clean

    @property
    def lines(self) -> tuple[Paragraph, ...]:
        """The lines that it was put together of, else itself."""
        return self.parts or (self,)

    def with_words(self, words: str, *, mark: str | None = None) -> Paragraph:
        """Return it with other words, and another `mark` if one is given, of the same lines."""
        mark = self.mark if mark is None else mark
        return replace(self, clean=words, mark=mark, parts=self.lines)


@dataclass(frozen=True)
class Stretch:
    """Characters `start` to `end` of the words of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @classmethod
    def whole(cls, paragraph: Paragraph) -> Stretch:
        return cls(paragraph, 0, len(paragraph.words))

    @property
    def words(self) -> str:
        return self.paragraph.words[self.start : self.end]

    @property
    def folded(self) -> str:
        """The words without any white space."""
        return "".join(self.words.split())

    def cut(self, start: int, end: int) -> Stretch:
        """Return the part from `start` to `end`, both counted in the paragraph."""
        return Stretch(self.paragraph, start, end)

    def stripped(self) -> Stretch:
        """Return the stretch without white space around it."""
        words = self.words
        start = self.start + len(words) - len(words.lstrip())
        return self.cut(start, max(start, self.start + len(words.rstrip())))

    def offset(self, length: int) -> int:
        """Return where in the paragraph the first `length` characters, spaces apart, end."""
        if length == 0:
            return self.start
        printed = [n for n, c in enumerate(self.words, self.start) if not c.isspace()]
        return printed[length - 1] + 1


@dataclass(frozen=True)
class Cell:
    """A cell of a table's grid; `row` and `column` are 1-based, header rows count.

    A merged cell stands at its first place with its spans. The other places that it covers are
    cells of their own with `covered` set and no text. `parts` are the cells of a text that several
    print together, `strong` the words in bold print.
    """

    annex: int
    row: int
    column: int
    raw: str
    span: Span | None
    rowspan: int = 1
    colspan: int = 1
    covered: bool = False
    clean: str | None = None
    parts: tuple[Cell, ...] = ()
    strong: tuple[str, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The words to read: without damage, and without white space around them."""
        return (self.raw if self.clean is None else self.clean).strip()


def parts_of(place: Cell | Paragraph) -> tuple[Cell | Paragraph, ...]:
    """Return the lines or cells that a place was put together of, else the place."""
    cells = place.row if isinstance(place, Paragraph) else ()
    return place.parts or cells or (place,)


def gap_between(line: Paragraph, following: Paragraph) -> int:
    """Return how many characters of no line stand between two; 0 where the file has no places."""
    first, second = line.lines[-1].span, following.lines[0].span
    return second.start - first.end if first and second else 0


def joined(places: Sequence[Cell | Paragraph]) -> Cell | Paragraph:
    """Return the first of `places` with all of them as its parts."""
    parts = tuple(dict.fromkeys(part for place in places for part in parts_of(place)))
    first = parts[0]
    if isinstance(first, Cell):
        return replace(first, parts=tuple(part for part in parts if isinstance(part, Cell)))
    return replace(first, parts=tuple(part for part in parts if isinstance(part, Paragraph)))


@dataclass(frozen=True)
class Table:
    """Printed rows of one table; a row may lack cells at its end.

    `stores_merges`: the format can say which cells are merged.
    """

    annex: int
    rows: tuple[tuple[Cell, ...], ...]
    stores_merges: bool = False

    def cells(self) -> Iterator[Cell]:
        for row in self.rows:
            yield from row


@dataclass(frozen=True)
class Skipped:
    """Text of the file that is in no block, and why; `part` says where it stands.

    `unread` is content that no reader reads, such as a footnote; `skipped` is no part of the
    document, such as a menu or deleted words.
    """

    text: str
    why: str
    part: str = ""
    kind: Literal["skipped", "unread"] = "skipped"


@dataclass(frozen=True)
class Source:
    """A file as it was read: its identity and its blocks in printed order.

    `shown` are all characters that the file holds for people, whatever was read of them, and for
    text formats the decoded file, in which the spans count; `skipped` is what is in no block.
    """

    name: str
    media_type: str
    encoding: str
    sha256: str
    characters: int
    blocks: tuple[Paragraph | Table, ...]
    shown: str = field(default="", repr=False)
    skipped: tuple[Skipped, ...] = ()

    def paragraphs(self, annex: int | None = None) -> Iterator[Paragraph]:
        for block in self.blocks:
            if isinstance(block, Paragraph) and annex in (None, block.annex):
                yield block

    def tables(self) -> Iterator[Table]:
        for block in self.blocks:
            if isinstance(block, Table):
                yield block


def annex_mark(line: str, last: int) -> int | None:
    """Return the number of the annex that `line` opens, or None if it opens none.

    An annex printed without a number follows the `last` one.

    >>> annex_mark(" 附件1\u200e", 0), annex_mark("附件", 0), annex_mark("附件：1．分解落实表", 0)
    (1, 1, None)
    """
    mark = _ANNEX_MARK.match(line.translate(INVISIBLE))
    if mark is None:
        return None
    return int(mark["number"]) if mark["number"] else last + 1
