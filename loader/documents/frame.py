"""The frame of a document: its head and tail, and the texts between that hold provisions.

A notice may issue texts of their own (a plan, rules), each under its title after the signature; an
annex is one too. Every character stands in the frame or in a text, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loader.documents.dates import DATE
from loader.documents.head import GENRES, NUMBER, canonical_number, read_head
from loader.documents.lines import TAIL
from loader.documents.signatures import MOST_LINES, Signatures
from loader.entities import Letter
from loader.source import Paragraph, Source, Stretch, Table, annex_mark
from loader.texts.marks import read_mark
from ontology.values import fold_space

_ANNEX_LIST = re.compile(r"^附\s*件\s*[:：]")
_ANNEX_ENTRY = re.compile(r"^\d{1,2}\s*[.．、]\s*\S+$")
_NOTE_BEGINS, _NOTE_ENDS = re.compile(r"^[（(]"), re.compile(r"[）)]$")
_NO_TITLE = re.compile(rf"[。；，：:]$|^[（(]|^.{{1,6}}[:：]|{TAIL.pattern}")
_TITLED = re.compile(r"《([^》]+)》")
_TITLE_END = re.compile(rf"(?:{GENRES}|规则|制度|章程|标准|指标)(?:（[^）]*）)?$")
_BEGINNING = r"为|根据|按照|近年来|第一[编章条]|一\s*、|[（(]"
_JOINED_TITLE = re.compile(rf"^.{{4,60}}?(?:{GENRES}|规则)(?=\s*(?:{_BEGINNING}))")
_PAGE = re.compile(r"[.．·…]*[-—]?\d*[-—]?$")
_HEAD_LINES = 14
_MOST_CONTENTS = 500
_FEWEST_CONTENTS = 3
_TITLE_LINES = 4
_LONGEST_TITLE = 40
_SHORTEST_NAMED = 6
_SHORTEST_ADDRESSEE = 4


@dataclass
class Text:
    """A text of a document: the letter itself, a text that it issues, or an annex.

    `title` are the stretches of its heading; `number` is the annex mark that opens it, as printed.
    """

    annex: int
    title: list[Stretch] = field(default_factory=list)
    number: str | None = None
    blocks: list[Stretch | Table] = field(default_factory=list)


@dataclass
class Frame:
    """What a document consists of: `texts` in printed order, and what is around them, by role."""

    texts: list[Text]
    around: dict[str, list[Stretch]] = field(
        default_factory=lambda: {"head": [], "contents": [], "signature": [], "annex list": []}
    )


def read_frame(source: Source, letter: Letter) -> Frame:
    """Return the frame of a document; each character of it stands in one place of the frame."""
    return _FrameReader(letter, list(source.blocks)).read()


class _FrameReader:
    """Goes through the blocks of one document in printed order."""

    def __init__(self, letter: Letter, blocks: list[Paragraph | Table]) -> None:
        self.letter = letter
        self.head = read_head(list(letter.paragraphs))
        self.blocks = blocks
        self.frame = Frame([Text(blocks[0].annex)])
        issuer = letter.issuer.surface if letter.issuer else ""
        self.signatures = Signatures(issuer, self.head.signature)
        self.title = self._printed_title()
        self.named = self._named_titles()
        self.is_signed = False
        self.is_listing = False

    def read(self) -> Frame:
        position = self._read_head()
        while position < len(self.blocks):
            position = self._read_block(position)
        return self.frame

    @property
    def text(self) -> Text:
        return self.frame.texts[-1]

    def _printed_title(self) -> str:
        """Return the title of the document where it is printed, else nothing."""
        lines = [fold_space(b.text) for b in self.blocks[:_HEAD_LINES] if isinstance(b, Paragraph)]
        title = fold_space(self.letter.title)
        return title if title and title in "".join(lines) else ""

    def _named_titles(self) -> set[str]:
        """Return the titles that the document names: in its list of annexes, or in 《》."""
        first = [b for b in self.blocks if isinstance(b, Paragraph)][:_HEAD_LINES]
        named = {fold_space(title) for p in first for title in _TITLED.findall(p.text)}
        return named | {fold_space(title) for _, title in self.letter.annexes}

    def _read_head(self) -> int:
        """Take the lines of the head; return where the body begins."""
        left = self.title
        for position, block in enumerate(self.blocks[:_HEAD_LINES]):
            if isinstance(block, Table) or block.annex != self.blocks[0].annex:
                return position
            whole = Stretch.whole(block)
            length, left = self._head_length(whole, left)
            above = left == self.title != ""
            note = not left and (_is_note(whole.folded) or DATE.fullmatch(whole.folded))
            if length == len(whole.folded) or above or note:
                self.frame.around["head"].append(whole)
                continue
            if length == 0:
                return position
            begins = whole.offset(length)
            self.frame.around["head"].append(whole.cut(whole.start, begins))
            self._read_line(whole.cut(begins, whole.end))
            return position + 1
        return min(_HEAD_LINES, len(self.blocks))

    def _head_length(self, line: Stretch, left: str) -> tuple[int, str]:
        """Return how many characters of `line` are of the head, and what is `left` of the title."""
        folded, length = line.folded, 0
        while length < len(folded):
            rest = folded[length:]
            number = NUMBER.match(rest)
            if left and left.startswith(rest):
                return len(folded), left[len(rest) :]
            if left and left in rest:
                length, left = length + rest.index(left) + len(left), ""
            elif number and canonical_number(number) == self.letter.number:
                length += number.end()
            elif taken := self._addressed(rest):
                length += taken
            else:
                break
        return length, left

    def _addressed(self, rest: str) -> int:
        """Return how many characters at the start of `rest` address the document."""
        names = self.head.addressees
        part = rest.rstrip("：:，,、")
        if names != part and part in names and len(part) >= _SHORTEST_ADDRESSEE:
            return len(rest)
        if not names or not rest.startswith(names):
            return 0
        return len(names) + (rest[len(names) : len(names) + 1] in tuple("：:"))

    def _read_block(self, position: int) -> int:
        block = self.blocks[position]
        opens = isinstance(block, Paragraph) and annex_mark(block.text, self.text.annex) is not None
        if block.annex != self.text.annex or opens:
            self._open(Text(block.annex))
            if isinstance(block, Paragraph) and opens:
                self.text.number = fold_space(block.text).rstrip("：:.．")
                self.text.title.append(Stretch.whole(block))
                position += 1
            return self._read_title(position)
        if isinstance(block, Table):
            self.text.blocks.append(block)
            return position + 1
        return self._read_paragraph(position, block)

    def _read_paragraph(self, position: int, block: Paragraph) -> int:
        """Take what begins with a paragraph of the open text; return where the next begins."""
        if fold_space(block.text) == "目录" and (contents := self._contents(position)):
            self.frame.around["contents"] += [Stretch.whole(line) for line in contents]
            return position + len(contents)
        if self._named_here(position) or (self.is_signed and self._title_lines(position)):
            self._open(Text(block.annex))
            return self._read_title(position)
        lines = list(self._paragraphs(position, MOST_LINES))
        if signing := self.signatures.count_lines(lines):
            self.frame.around["signature"] += [Stretch.whole(line) for line in lines[:signing]]
            self.is_signed = True
            return position + signing
        self._read_line(Stretch.whole(block))
        return position + 1

    def _open(self, text: Text) -> None:
        self.is_signed = self.is_listing = False
        self.frame.texts.append(text)

    def _read_line(self, line: Stretch) -> None:
        """Take a line of a text, from which tails that share it are cut."""
        if self._lists_annexes(line) or TAIL.search(line.folded):
            self.frame.around["annex list" if self.is_listing else "signature"].append(line)
            return
        begins = line.start
        for start, end in self.signatures.find_inside(line):
            self._add_named(line.cut(begins, start))
            self.frame.around["signature"].append(line.cut(start, end))
            self.is_signed = True
            begins = self._open_joined(line.cut(end, line.end))
        self._add_named(line.cut(begins, line.end))

    def _add_named(self, line: Stretch) -> None:
        """Add a line, and open a text at each title in it that the document names."""
        begins = line.start
        for start, end in self._titles_inside(line):
            self._add(line.cut(begins, start))
            self._open(Text(line.paragraph.annex, [line.cut(start, end)]))
            begins = end
        self._add(line.cut(begins, line.end))

    def _titles_inside(self, line: Stretch) -> list[tuple[int, int]]:
        names = "|".join(_spaced(title) for title in self.named if len(title) >= _SHORTEST_NAMED)
        if not names:
            return []
        pattern = rf"(?:(?<=[。；）)])|^)\s*({names})(?=\s*(?:{_BEGINNING}))"
        found = (match.span(1) for match in re.finditer(pattern, line.words))
        return sorted((line.start + start, line.start + end) for start, end in found)

    def _open_joined(self, rest: Stretch) -> int:
        """Open the text that goes on in the same line after a signature; return where it begins."""
        rest = rest.stripped()
        named = (re.match(_spaced(title), rest.words) for title in self.named)
        match = next((m for m in named if m), None) or _JOINED_TITLE.match(rest.words)
        if rest.words:
            self._open(Text(rest.paragraph.annex))
        if match is None:
            return rest.start
        end = rest.start + match.end()
        self.text.title.append(rest.cut(rest.start, end))
        return end

    def _add(self, line: Stretch) -> None:
        if line.folded:
            self.text.blocks.append(line.stripped())

    def _lists_annexes(self, line: Stretch) -> bool:
        begins = _ANNEX_LIST.match(line.folded) is not None
        goes_on = self.is_listing and _ANNEX_ENTRY.match(line.folded) is not None
        self.is_listing = begins or goes_on
        return self.is_listing

    def _contents(self, position: int) -> list[Paragraph]:
        """Return the lines of a table of contents: from 目录 till its first entry comes again."""
        lines = list(self._paragraphs(position, _MOST_CONTENTS))
        entries = [_PAGE.sub("", fold_space(line.text)) for line in lines]
        if len(entries) < _FEWEST_CONTENTS or entries[1] not in entries[2:]:
            return []
        return lines[: entries.index(entries[1], 2)]

    def _paragraphs(self, position: int, most: int) -> Iterator[Paragraph]:
        for block in self.blocks[position : position + most]:
            if isinstance(block, Table) or block.annex != self.text.annex:
                return
            yield block

    def _named_here(self, position: int) -> list[Paragraph]:
        """Return the lines from `position` on that are a title which the document names."""
        words, lines = "", list[Paragraph]()
        for paragraph in self._paragraphs(position, _TITLE_LINES):
            words += fold_space(paragraph.text)
            lines.append(paragraph)
            if words in self.named:
                return lines
        return []

    def _title_lines(self, position: int) -> list[Paragraph]:
        """Return the lines from `position` on that look like a title: short, and no sentence."""
        lines = list[Paragraph]()
        for paragraph in self._paragraphs(position, _TITLE_LINES):
            folded = fold_space(paragraph.text)
            plain = not paragraph.mark and read_mark(paragraph.text) is None
            if not plain or len(folded) > _LONGEST_TITLE or _NO_TITLE.search(folded):
                break
            lines.append(paragraph)
            if _TITLE_END.search("".join(fold_space(line.text) for line in lines)):
                return lines
        return lines[:1]

    def _read_title(self, position: int) -> int:
        lines = self._named_here(position) or self._title_lines(position)
        self.text.title += [Stretch.whole(line) for line in lines]
        return self._read_notes(position + len(lines))

    def _read_notes(self, position: int) -> int:
        """Take the bracket below a title that says who adopted the text and when."""
        lines = list(self._paragraphs(position, 3))
        if not lines or not _NOTE_BEGINS.match(lines[0].text) or read_mark(lines[0].text):
            return position
        ends = (n for n, line in enumerate(lines) if _NOTE_ENDS.search(line.text))
        count = next(ends, -1) + 1
        self.frame.around["head"] += [Stretch.whole(line) for line in lines[:count]]
        return position + count


def _spaced(words: str) -> str:
    """Return the pattern of `words` with any white space between them."""
    return r"\s*".join(map(re.escape, words))


def _is_note(folded: str) -> bool:
    return bool(_NOTE_BEGINS.match(folded) and _NOTE_ENDS.search(folded)) and not read_mark(folded)
