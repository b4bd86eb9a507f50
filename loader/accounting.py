"""The account of a document: where each character of the file went, and what was left.

Each character that the file shows stands in the raw text of a cell or paragraph, is a mark of the
format, or is named in the report: skipped with its reason, or unaccounted for, which says that a
reader lost it. Beyond that, words that look like an assignment and stand in no work item are named,
and all else that is part of none: plain text above, between and below the items.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from loader.assignments.clauses import ClauseReader
from loader.assignments.seeming import find_assignment, names_only_bodies
from loader.documents.headings import Headings, headings_of, says_something
from loader.documents.lines import TAIL
from loader.documents.signatures import IMPRINT
from loader.documents.unused_words import unused_sentences
from loader.entities import Place, WorkItem
from loader.report import Place as NotedPlace
from loader.report import Report
from loader.source import Cell, Paragraph, Source, parts_of

STRUCTURE = {
    "text/csv": ',;\t|，"',
    "text/markdown": "|-:*_`#>+~=\\[]()!.",
}
"""Marks by which a text format says what is a cell, a title or emphasis; other formats have none
among their characters."""

_MOST_LINES = 200
"""Lines among which lost characters are looked for; beyond them they are named one by one."""


_SEVERAL, _LONG_LINE = 2, 200
"""Items, and characters, of a line whose words are accounted for one by one."""


def unaccounted(source: Source) -> list[str]:
    """Return the words of the file that are in no block of `source` and not said to be skipped.

    What has a span is found by its span, anything else by how often each character occurs, in time
    that grows with the file only.
    """
    blank = STRUCTURE.get(source.media_type, "")
    gaps = "".join(_gaps(source))
    unplaced = [place.raw for place in _printed(source) if place.span is None]
    read = "\n".join([*unplaced, *(one.text for one in source.skipped)])
    lost = Counter(gaps)
    lost.subtract(Counter(read))
    lost = Counter({c: n for c, n in lost.items() if n > 0 and c not in blank and is_visible(c)})
    return _lines_of(lost, gaps, read) if lost else []


def is_visible(character: str) -> bool:
    """Tell a character that prints something from spaces, controls and format characters."""
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf")


def _printed(source: Source) -> Iterator[Place]:
    """Yield the cells and paragraphs that print something."""
    for block in source.blocks:
        places = [block] if isinstance(block, Paragraph) else block.cells()
        yield from (place for place in places if place.raw)


def _gaps(source: Source) -> Iterator[str]:
    """Yield what stands between the spans of the blocks."""
    spans = sorted((one.span.start, one.span.end) for one in _printed(source) if one.span)
    read = 0
    for start, end in spans:
        yield source.shown[read:start]
        read = max(read, end)
    yield source.shown[read:]


def _lines_of(lost: Counter[str], gaps: str, read: str) -> list[str]:
    """Return the lines of `gaps` that were not read; what is lost beyond them, by character."""
    known = "".join(read.split())
    lines = dict.fromkeys("".join(line.split()) for line in gaps.split("\n"))
    suspects = islice((line for line in lines if any(lost[c] > 0 for c in line)), _MOST_LINES)
    missing = [line for line in suspects if line not in known]
    rest = lost - Counter("".join(missing))
    return [*missing, "".join(rest.elements())] if rest else missing


def draw_up_account(
    source: Source, items: Sequence[WorkItem], reader: ClauseReader, report: Report
) -> None:
    """Add to `report` what of `source` is in no work item and ought to be seen by somebody."""
    for skipped in source.skipped:
        report.add_part(skipped.kind, skipped.part, skipped.text, skipped.why)
    for words in unaccounted(source):
        report.add_part("unaccounted", "", words, "the reader of this format lost these characters")
    titles = (title for item in items for title in (item.category, item.heading) if title)
    headers = (word for table in report.tables for word in table.words)
    headings = headings_of(titles, headers, reader.registers)
    used = set(_used(items))
    known = used | {_key(note.where) for note in report.notes}
    for place in _printed(source):
        if place.text and _key(place) not in known and not headings.hold_row(place.text):
            words = _unused_words(place.text, reader)
            if words:
                message = "names units in a role, but no work item takes it"
                report.add("unused", place, words, message)
    _add_lists_between(source, used, reader, report)
    _add_brackets(items, reader, report)
    if items:
        known |= {_key(note.where) for note in report.notes}
        _add_plain_text(list(_printed(source)), known, headings, report)
        _add_sentences(source, items, report)
    _count(source, used, report)


def _add_lists_between(
    source: Source, used: set[Key], reader: ClauseReader, report: Report
) -> None:
    """Add a note for each line between the first item and the last that lists bodies alone."""
    lines = list(source.paragraphs())
    places = [n for n, line in enumerate(lines) if _key(line) in used]
    noted = used | {_key(note.where) for note in report.notes}
    for line in lines[places[0] : places[-1]] if places else []:
        if _key(line) not in noted and names_only_bodies(line.text, reader):
            message = "lists bodies, and no work item takes them"
            report.add("unused", line, line.text, message)


def _add_brackets(items: Sequence[WorkItem], reader: ClauseReader, report: Report) -> None:
    """Add a note for each bracket at the end of a cell of work whose roles nobody has from it."""
    for item in items:
        bracket = _LAST_BRACKET.search(item.text)
        from_text = any(_key(one.cell) == _key(item.text_cell) for one in item.assignments)
        if bracket is None or from_text or not isinstance(item.text_cell, Cell):
            continue
        if find_assignment(bracket["words"], reader):
            message = "names units in a role, which the columns of its row do not say"
            report.add("unused", item.text_cell, bracket[0], message)


_LAST_BRACKET = re.compile(r"[（(](?P<words>[^（）()]+)[）)][。；;]?$")


def _unused_words(text: str, reader: ClauseReader) -> str:
    is_beside = TAIL.search(text) or IMPRINT.search(text) or reader.registers.fields_of_glued(text)
    return "" if is_beside else find_assignment(text, reader)


def _add_plain_text(
    places: Sequence[Place], known: set[Key], headings: Headings, report: Report
) -> None:
    """Add a note for each run of `places` that are not `known`, which neither head nor rule."""

    def is_plain(place: Place) -> bool:
        return _key(place) not in known and not headings.hold(place.text)

    for plain, run in groupby((one for one in places if says_something(one.text)), key=is_plain):
        if plain:
            listed = list(run)
            text = "\n".join(one.text for one in listed)
            message = f"{len(listed)} lines or cells that are part of no work item"
            report.add("plain text", listed[0], text, message)


def _add_sentences(source: Source, items: Sequence[WorkItem], report: Report) -> None:
    """Add a note for each run of sentences that are of no item, in a line that has several."""
    by_line: dict[Key, list[WorkItem]] = defaultdict(list)
    for item in items:
        for key in set(_used([item])):
            by_line[key].append(item)
    for place in source.paragraphs():
        held = by_line[_key(place)]
        if len(held) < _SEVERAL or len(place.text) < _LONG_LINE:
            continue
        noted = [note.text for note in report.notes if _key(note.where) == _key(place)]
        said = [words for item in held for words in _words_of(item)]
        for words in unused_sentences(place.text, [*said, *noted]):
            report.add("plain text", place, words, "words between the work items of a line")


def _words_of(item: WorkItem) -> Iterator[str]:
    """Yield what the graph has of the words of `item`, by sentence."""
    title = item.title.text if item.title else ""
    for words in (item.text, title, item.category or "", item.heading or ""):
        yield from re.split(r"[。！？!?；;\n]", words)
    for one in item.assignments:
        yield one.surface
        yield one.rule.text if one.rule else ""


Key = tuple[int | None, int | None, int | None]


def _key(place: Place | NotedPlace) -> Key:
    """Return what tells a place of a document from all others."""
    if isinstance(place, Paragraph):
        return place.number, None, None
    if isinstance(place, NotedPlace) and place.paragraph is not None:
        return place.paragraph, None, None
    return place.annex, place.row, place.column


def _used(items: Iterable[WorkItem]) -> Iterator[Key]:
    """Yield the keys of all places that work items were read from."""
    for item in items:
        rules = [one.rule for one in item.assignments if one.rule]
        for place in (*item.cells, *(one.cell for one in item.assignments), *rules):
            yield from map(_key, parts_of(place))


def _count(source: Source, used: set[Key], report: Report) -> None:
    """Count the characters of the file by where they went, white space apart."""
    sizes = Counter({"work items": 0, "other cells and lines": 0})
    for place in _printed(source):
        name = "work items" if _key(place) in used else "other cells and lines"
        sizes[name] += _size(place.raw)
    for note in report.notes:
        if note.where.part is not None:
            sizes["unaccounted" if note.kind == "unaccounted" else "skipped"] += _size(note.text)
    report.counts["characters"] = dict(sizes)


def _size(text: str) -> int:
    return len("".join(text.split()))
