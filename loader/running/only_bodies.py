"""Titles of items whose only paragraph stands on a line of its own and says who does the work.

（一）稳粮。                    is （一）稳粮。扩种早稻三万亩。（市农业局牵头）
扩种早稻三万亩。（市农业局牵头）

Where several paragraphs below a title say so, each is an item without a number, and the title their
heading. 一、 opens such an item only if no title with this mark has more below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.closings import ClosingReader
from loader.assignments.explanations import names_kinds
from loader.assignments.group_owners import speaks_of_several
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import (
    OwnerHeading,
    read_bracket_heading,
    read_owner_heading,
)
from loader.assignments.standing import find_standing
from loader.running.prose import ProseReader
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import BULLET, SECTION, is_title, style_of

_FEWEST_SECTIONS = 3
"""Sections of one paragraph each from which on these are the items of the document."""

_UNCLEAR = 2


def with_only_bodies_joined(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, titles of items and the only paragraph below each as one."""
    ends = dict(_ends(lines, reader))
    joined: list[Paragraph] = []
    position = 0
    while position < len(lines):
        end = ends.get(position, position)
        run = lines[position : end + 1]
        joined.append(_joined(run) if len(run) > 1 else run[0])
        position = end + 1
    return joined


def _joined(run: Sequence[Paragraph]) -> Paragraph:
    title, *bodies = run
    words = "".join((title.text.rstrip("。"), "。", *(body.text for body in bodies)))
    return replace(title, clean=words, parts=tuple(part for line in run for part in line.lines))


def _ends(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[tuple[int, int]]:
    """Yield where titles of items stand, and where the last line of each of these items does."""
    styles = [style_of(line) for line in lines]
    heads = _heads(lines, reader)
    titles = [n for n, line in enumerate(lines[:-1]) if styles[n] and not styles[n + 1]]
    titles = [n for n in titles if n + 1 not in heads and _is_title(lines[n], reader)]
    found = {n: _end(lines, styles, n, reader) for n in titles}
    sections = [n for n, line in enumerate(lines) if SECTION.match(line.text)]
    single = [n for n in sections if found.get(n)]
    are_items = len(single) >= _FEWEST_SECTIONS and not any(
        _has_more(lines, styles, n, reader) for n in sections if n not in single
    )
    for position, end in found.items():
        if end and (are_items or not SECTION.match(lines[position].text)):
            yield position, end


def _end(
    lines: Sequence[Paragraph], styles: Sequence[str], title: int, reader: ClauseReader
) -> int | None:
    """Return where the paragraph stands that alone says who answers for a title, None if none does.

    Plain paragraphs may stand before it; behind it another item like those above begins.
    """
    run = _below(styles, title)
    closed = [(n, _owners(lines[n].text, reader)) for n in run]
    owned = [n for n, owners in closed if owners]
    after = styles[run[-1] + 1 : run[-1] + 2]
    if len(owned) != 1 or dict(closed)[owned[0]] > 1:
        return None
    if after and (owned[0] != run[-1] or styles.index(after[0]) > title):
        return None
    above = (lines[n] for n in range(title + 1, owned[0]))
    are_plain = all(
        line.text.endswith("。") and not read_label(line.text, reader.registers) for line in above
    )
    return owned[0] if are_plain else None


def _heads(lines: Sequence[Paragraph], reader: ClauseReader) -> set[int]:
    """Return where lines without marks say who answers for what is below, if the first is above all
    points: 市教育局牵头, ●市教育局.
    """
    plain = [n for n, line in enumerate(lines) if not style_of(line) and is_title(line.text)]
    labelled = {n for n in plain if read_label(lines[n].text, reader.registers)}
    read = ((n, read_owner_heading(lines[n].text, reader)) for n in plain if n not in labelled)
    heads = [n for n, heading in read if heading and _is_told(heading, lines[n].text)]
    return set(heads) if heads and not any(map(style_of, lines[: heads[0]])) else set()


def _is_told(heading: OwnerHeading, text: str) -> bool:
    """Tell whether a heading does more than name bodies, or has a sign before them."""
    return not heading.is_bare or heading.names_both or BULLET.match(text) is not None


def _below(styles: Sequence[str], title: int) -> list[int]:
    return list(takewhile(lambda n: not styles[n], range(title + 1, len(styles))))


def _has_more(
    lines: Sequence[Paragraph], styles: Sequence[str], section: int, reader: ClauseReader
) -> bool:
    """Tell whether points or several paragraphs with owners stand below the title of a section."""
    after = lines[section + 1 : section + 2]
    is_parted = bool(after) and bool(style_of(after[0])) and not SECTION.match(after[0].text)
    below = _below(styles, section)
    return is_parted or sum(bool(_owners(lines[n].text, reader)) for n in below) > 1


def _is_title(line: Paragraph, reader: ClauseReader) -> bool:
    text = line.text
    is_open = text.endswith(("；", ";", "：", ":")) or not is_title(text)
    return not is_open and read_bracket_heading(text, reader) is None


def _owners(text: str, reader: ClauseReader) -> int:
    """Return how often a paragraph says who answers, `_UNCLEAR` if it does not end with that."""
    if read_label(text, reader.registers) or speaks_of_several(text, reader.registers):
        return 0
    brackets = (b for b in find_brackets(text) if b.start and not names_kinds(text, b))
    said = [b for b in brackets if _says_who(b.inner, reader)]
    if any(not text[bracket.end :].strip("。；; ") for bracket in said):
        return len(said)
    if not said and ClosingReader(reader).sentence(text):
        return 1
    return _UNCLEAR if said or ProseReader(reader).read(text) else 0


def _says_who(inner: str, reader: ClauseReader) -> bool:
    words = find_standing(inner, reader).text
    bare = reader.for_brackets.read(words, "responsible")
    return reader.for_brackets.read(words).is_assignment or assigns_to_body(bare)
