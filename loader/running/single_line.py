"""A whole document on one line, cut where its sections and points begin.

……通知如下：一、水利1.修渠，由县水务局负责。2.清淤……二、交通3.修路……  is one line per point.

Only marks that go on with the numbering open one; what a point enumerates inside (：1.…；2.…) stays
in it. Where sections hold several items that nothing numbers, each bracket that says who answers
ends one, and the first of a section stands behind its title. Where nothing is numbered at all, each
sentence that says who answers ends an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.closings import ClosingReader
from loader.assignments.fields import ROLES
from loader.documents.lines import PAGE_NUMBER
from loader.readers.html_noise import is_noise_line
from loader.running.prose import ProseReader
from loader.running.wrapped_line import without_wraps
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.marks import Mark, Numbering, before_mark, passed_before
from loader.texts.outline import is_title, without_mark
from loader.texts.years import NUMERALS

_SECTIONS = frozenset({"chapter", "part"})
_FORMS = frozenset({*_SECTIONS, "item", "subitem"})
_SHORTEST, _SHARE = 50, 0.5
"""Characters of such a line, and its part of all text where it has no sections."""

_BLANK = re.compile(r"[ \t\u3000]+")
_LAST_WORDS = re.compile(r"[ \t\u3000]+(?=[^。；：:]{1,40}$)|(?=[【\[][^。；：:]{1,40}$)")
"""Where words begin that no stop ends, the last of a line."""

_LINE_END = re.compile(
    r"(?<=[。；！）)〕】])[ \t\u3000]+|[ \t\u3000]+(?=(?:抄\s?[送报]|主题词)[:：])"
    rf"|[ \t\u3000]+(?=[{NUMERALS}\d]{{4}}年[一二三四五六七八九十\d]{{1,3}}月"
    r"[一二三四五六七八九十\d]{1,4}日[ \t\u3000|]*$)"
)
"""White space that stands for the end of a line, of the last before the date or imprint too."""

_LABEL = re.compile(r"[ \t\u3000]+(?P<label>[\u4e00-\u9fff]{2,8})[：:]")
_SET_APART = frozenset({"text", "annual_task", "deadline"})

_PAGE = re.compile(r"(?<![0-9A-Za-z—－-])\s*[—－-]\s?\d{1,3}\s?[—－-]\s*(?![0-9A-Za-z—－-])")
"""The number of a page between the words of a document: 负责）— 2 —五、."""

_FEWEST_SECTIONS, _FEWEST_POINTS, _FEWEST_OWNERS = 2, 3, 2
_FIRST, _SECOND = re.compile(r"[一1①][、.．)）：:](?!\d)"), re.compile(r"[二2②][、.．)）：:](?!\d)")
"""What counts on in a line, whatever stands before it: 一、…二、…, 任务一：…任务二：…."""

_TITLE = re.compile(
    "(?:主要|重点|具体)?(?:工作|任务|责任|职责)(?:任务)?(?:[和及与]?(?:分工|任务))+"
)
"""A title of a section that divides work, which the first item follows at once."""

_OWNED, _FAR = (
    re.compile(
        r"[（(【][^（()）【】]*(?:牵头|负责|配合|[主承协]办|责任)[^（()）【】]*[）)】][；;]\s*$"
    ),
    160,
)
"""A bracket that says who answers, before the semicolon that ends its point: （A负责）；2.…."""

_MOST_SENTENCES = 5
"""Sentences of an item on the average; where more name nobody, a line is no list of work."""

_SENTENCE, _PART = re.compile("[^。]+。?"), re.compile("[^；]+；?")
_PREFACE = re.compile("(?:如下|你们|本(?:方案|意见|计划|通知|分工|要点))[^。：]{0,12}[。：]")
"""How the sentence ends that stands before the work: 制定本方案。"""


def with_documents_cut(paragraphs: Iterable[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return the lines, one that holds a whole document in pieces; each has the line as a part."""
    lines = list(paragraphs)
    least = _SHARE * sum(len(line.text) for line in lines)
    return [one for line in lines for one in _cut(line, reader, is_all=len(line.text) > least)]


def _cut(line: Paragraph, reader: ClauseReader, *, is_all: bool) -> Iterator[Paragraph]:
    text = _without_buttons(line.text)
    text = _PAGE.sub(" ", without_wraps(text)) if is_all else text
    pieces = list(_pieces(text, reader, is_all=is_all))
    pieces = [piece for piece in pieces if not PAGE_NUMBER.fullmatch(piece)]
    if len(pieces) < 2:
        yield line
        return
    for piece in pieces:
        yield line.with_words(piece, mark="")


def _without_buttons(text: str) -> str:
    """Return `text` without the buttons of the page that a long line ends with.

    >>> _without_buttons("3.修桥。责任单位：县交通局 打印 【关闭窗口】"), _without_buttons("打印")
    ('3.修桥。责任单位：县交通局', '打印')
    """
    ends = [match.start() for match in _LAST_WORDS.finditer(text) if match.start()]
    end = next((n for n in ends if is_noise_line(text[n:])), len(text))
    return text[:end]


def _pieces(text: str, reader: ClauseReader, *, is_all: bool) -> Iterator[str]:
    """Yield the pieces of a document, nothing if `text` is none."""
    marks = list(_opening_lines(text)) if len(text) >= _SHORTEST else []
    sections = [mark for mark in marks if mark.form in _SECTIONS]
    if len(sections) < _FEWEST_SECTIONS and not (is_all and len(marks) >= _FEWEST_POINTS):
        if is_all and len(text) >= _SHORTEST and not _counts_on(text):
            yield from _unnumbered(text, reader)
        return
    starts = sorted({0, *(mark.start for mark in marks), len(text)})
    pieces = [text[start:end].strip() for start, end in pairwise(starts)]
    cut = [list(_items(piece, reader)) for piece in pieces]
    several = sum(len(items) > 1 for items in cut[-len(marks) :]) * 2 > len(sections)
    are_unnumbered = several and len(marks) == len(sections)
    for piece, items in zip(pieces, cut, strict=True):
        parts = [line for part in _below_title(piece, reader) for line in _lines(part)]
        lines = [line for part in parts for line in _labels_apart(part, reader)]
        if are_unnumbered and len(lines) == 1 and len(items) > 1:
            lines = [without_mark(items[0]), *items[1:]]
        elif len(marks) == len(sections) and len(lines) == 1 and len(items) < _FEWEST_OWNERS:
            lines = list(_sentences_apart(piece, reader)) or lines
        yield from filter(None, (line.strip() for line in lines))


def _sentences_apart(piece: str, reader: ClauseReader) -> Iterator[str]:
    """Yield the items of a section without points, if its sentences say who answers for each.

    One that begins with a title is a single item: 三、治污。由县水务局牵头。…
    """
    words = without_mark(piece)
    title = _TITLE.match(words)
    first = _SENTENCE.match(words)
    if first is None or (is_title(first[0]) and "，" not in first[0] and not title):
        return
    borders = list(_borders(words, reader))
    if len(borders) < _FEWEST_POINTS or words.count("。") > len(borders) * _FEWEST_OWNERS + 1:
        return
    cuts = sorted({0, title.end() if title else 0, *borders, len(words)})
    yield from filter(None, (words[start:end].strip() for start, end in pairwise(cuts)))


def _counts_on(text: str) -> bool:
    first = _FIRST.search(text)
    return first is not None and _SECOND.search(text, first.end()) is not None


def _unnumbered(text: str, reader: ClauseReader) -> Iterator[str]:
    """Yield the items of a line in which nothing is numbered, each with who answers at its end.

    Items that brackets close are left to them; what stands before the first is set apart.
    """
    brackets = _ends(text, reader)
    borders = brackets if len(brackets) >= _FEWEST_OWNERS else list(_borders(text, reader))
    if len(borders) < max(_FEWEST_OWNERS, text.count("。") / _MOST_SENTENCES):
        return
    preface = list(_PREFACE.finditer(text, 0, borders[0]))
    inner = [] if borders is brackets else borders
    cuts = sorted({0, *(match.end() for match in preface[-1:]), *inner, len(text)})
    yield from filter(None, (text[start:end].strip() for start, end in pairwise(cuts)))


def _borders(text: str, reader: ClauseReader) -> Iterator[int]:
    """Yield where a sentence ends that says who answers, and where one begins that does so first.

    修桥两座。由县交通局负责。 ends an item, 县交通局牵头修桥两座。 is one.
    """
    closings, prose = ClosingReader(reader), ProseReader(reader)
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        parts = list(_PART.finditer(sentence))
        if closings.sentence(sentence):
            yield match.end()
        elif len(parts) > 1 and all(prose.read(part[0]) for part in parts):
            yield from (match.start() + part.end() for part in parts)
        elif prose.read(sentence):
            yield from (match.start(), match.end())


def _opening_lines(text: str) -> Iterator[Mark]:
    """Yield the marks that open lines, none that count inside of a sentence: ：1.…；2.…."""
    numbering = Numbering(passed_before(text))
    marks = [mark for mark in numbering.find_marks(text) if mark.form in _FORMS]
    for mark, following in zip_longest(marks, marks[1:]):
        before = before_mark(text, mark.start)
        end = before_mark(text, following.start) if following else ""
        is_owned = _OWNED.search(text, max(0, mark.start - _FAR), mark.start) is not None
        is_inner = (before in "；;" and not is_owned) or (before in "：:" and end in "；;")
        if not before or mark.form != "subitem" or not is_inner:
            yield mark


def _items(piece: str, reader: ClauseReader) -> Iterator[str]:
    """Yield a section cut behind the brackets that say who answers."""
    start = 0
    for end in _ends(piece, reader):
        yield piece[start:end]
        start = end
    if piece[start:].strip("。；; "):
        yield piece[start:]


def _ends(piece: str, reader: ClauseReader) -> list[int]:
    """Return where the brackets end that say who answers, none of them inside of another.

    Where none does, those are meant that name bodies alone behind a sentence, two at least.
    """
    brackets = find_brackets(piece)
    told = [one for one in brackets if reader.for_brackets.read(one.inner).is_assignment]
    if not told:
        bare = (one for one in brackets if piece[: one.start].rstrip().endswith("。"))
        told = [one for one in bare if _names_bodies(one.inner, reader)]
        told = told if len(told) >= _FEWEST_OWNERS else []
    ends = [0]
    for bracket in told:
        if bracket.start >= ends[-1]:
            ends.append(bracket.end)
    return ends[1:]


def _names_bodies(inner: str, reader: ClauseReader) -> bool:
    return assigns_to_body(reader.for_brackets.read(inner, ROLES["responsible"]))


def _below_title(piece: str, reader: ClauseReader) -> list[str]:
    """Return a piece, or its title with a bracket that says who answers for what follows, and that.

    一、水利（县水务局牵头）修渠……（县财政局配合）
    """
    ends = _ends(piece, reader)[:1]
    words = piece[: ends[0]] if ends else ""
    behind = piece[len(words) :].strip()
    is_title_of = words and is_title(words) and "。" not in words and behind[:1] not in "。；;，,"
    return [words, behind] if is_title_of and behind else [piece]


def _labels_apart(line: str, reader: ClauseReader) -> Iterator[str]:
    """Yield a line cut before the labels of content and of limits that a blank stands before.

    责任人：王明 工作任务：铺路一条。 is two lines.
    """
    start = 0
    for match in _LABEL.finditer(line):
        if reader.registers.field_of(match["label"]) in _SET_APART:
            yield line[start : match.start()]
            start = match.end() - len(match[0].lstrip())
    yield line[start:]


def _lines(piece: str) -> Iterator[str]:
    """Yield the lines of a piece where white space stands for their ends, its title first."""
    mark = MARK.match(piece)
    title = _BLANK.search(piece, mark.end() if mark else 0)
    if title and title.start() > 1 and is_title(piece[: title.start()]):
        yield piece[: title.start()]
        piece = piece[title.end() :]
    yield from _LINE_END.split(piece)
