"""Leaders of several items that have their bodies already, in a line below them.

（二）提高补助标准。由县卫生局牵头，县财政局配合。
（三）改扩建敬老院。由县民政局负责。
以上两项责任领导：副县长王明。

A label of a leader at the end of each section is of all items in it, though it counts none:
二、农业 / 3．……（县林业局牵头） / 4．……（县水利局负责） / 责任领导：副县长石磊
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PERSONAL, ROLES
from loader.assignments.group_owners import read_group_owners
from loader.assignments.labels import read_label
from loader.drafts import Draft, Mentioned
from loader.entities import Place
from loader.source import Paragraph, Source, parts_of
from loader.texts.people import split_people

_FEWEST = 2


def with_group_leaders(
    drafts: Sequence[Draft], source: Source, reader: ClauseReader
) -> list[Draft]:
    """Return `drafts` with the leaders whom a line gives the items above it, if they have none."""
    led = list(drafts)
    ends = [max(map(_last_line, draft.places)) for draft in drafts]
    for line in source.paragraphs():
        count, leaders = _leaders(line, reader)
        if not leaders:
            continue
        above = [n for n, end in enumerate(ends) if 0 < end < line.number][-count:]
        if count > len(above) or any(_has_leader(led[n]) for n in above):
            continue
        for n in above:
            mentioned = (*led[n].mentioned, *leaders)
            led[n] = replace(led[n], mentioned=mentioned, places=(*led[n].places, line))
    return _with_last_leaders(_with_section_leaders(led, source, reader))


def _with_section_leaders(drafts: list[Draft], source: Source, reader: ClauseReader) -> list[Draft]:
    """Return `drafts`, those of sections that end in the label of a leader with that one.

    It stands right below the last item of the section, and so does each such line.
    """
    ends = [max(map(_last_line, draft.places)) for draft in drafts]
    numbers = {line.number for draft in drafts for line in _lines(draft)}
    led, last = list(drafts), 0
    for line in source.paragraphs():
        leaders = () if line.number in numbers else _labelled_leaders(line, reader)
        if not leaders:
            continue
        above = [n for n, end in enumerate(ends) if last < end < line.number]
        below = [n for n, end in enumerate(ends) if end > line.number][:1]
        section = _section(drafts[above[-1]]) if above else None
        ends_section = section and all(_section(drafts[n]) != section for n in below)
        if not ends_section or ends[above[-1]] != line.number - 1:
            return drafts
        last = line.number
        for n in above:
            if _section(drafts[n]) == section and not _has_leader(drafts[n]):
                mentioned = (*drafts[n].mentioned, *leaders)
                led[n] = replace(drafts[n], mentioned=mentioned, places=(*led[n].places, line))
    return led


def _with_last_leaders(drafts: list[Draft]) -> list[Draft]:
    """Return `drafts`, those of each section with the leader whom the last line of all names.

    That line stands below the labels of the last item, in all sections, and no other names one.
    """
    numbered = groupby(enumerate(drafts), key=lambda pair: _section(pair[1]))
    sections = [(where, [n for n, _ in pairs]) for where, pairs in numbered]
    several = sum(len(items) > 1 for _, items in sections)
    led = [n for n, draft in enumerate(drafts) if _has_leader(draft)]
    named = [_leaders_at_end(drafts[items[-1]]) for _, items in sections]
    are_last = led == [items[-1] for _, items in sections] and all(named)
    if several < _FEWEST or not are_last or any(where is None for where, _ in sections):
        return drafts
    spread = list(drafts)
    for (_, items), leaders in zip(sections, named, strict=True):
        for n in items[:-1]:
            mentioned = (*drafts[n].mentioned, *leaders)
            spread[n] = replace(
                drafts[n], mentioned=mentioned, places=(*drafts[n].places, leaders[0].where)
            )
    return spread


def _leaders_at_end(draft: Draft) -> list[Mentioned]:
    """Return the leaders whom the last line of an item names, a line of its own."""
    end = max(map(_last_line, draft.places))
    found = [one for one in draft.mentioned if one.role == ROLES["supervising"]]
    others = [one for one in draft.mentioned if one not in found and _last_line(one.where) == end]
    is_last = end > 0 and all(_last_line(one.where) == end for one in found) and not others
    return [replace(one, status="inherited") for one in found] if is_last else []


def _section(draft: Draft) -> Place | None:
    """Return where the title of the section of an item stands."""
    return draft.category.cell if draft.category else None


def _labelled_leaders(line: Paragraph, reader: ClauseReader) -> tuple[Mentioned, ...]:
    """Return who leads as a line says that is no more than a label and names."""
    label = read_label(line.text, reader.registers)
    if label is None or label.field != "supervising" or not label.rest:
        return ()
    people = split_people(label.rest)
    return tuple(Mentioned(ROLES["supervising"], name, line, "inherited") for name in people)


def _leaders(line: Paragraph, reader: ClauseReader) -> tuple[int, tuple[Mentioned, ...]]:
    """Return of how many items `line` says who leads them, and who does."""
    owners = read_group_owners(line.text, reader.registers)
    if len(owners) != 1 or owners[0].count < _FEWEST:
        return 0, ()
    shares = reader.for_brackets.read(owners[0].clause).shares
    if not shares or any(share.role not in PERSONAL for share in shares):
        return 0, ()
    return owners[0].count, tuple(
        Mentioned(share.role, share.unit.surface, line, "inherited") for share in shares
    )


def _has_leader(draft: Draft) -> bool:
    return any(one.role in PERSONAL for one in draft.mentioned)


def _lines(draft: Draft) -> Iterator[Paragraph]:
    for place in draft.places:
        yield from (one for one in parts_of(place) if isinstance(one, Paragraph))


def _last_line(place: object) -> int:
    """Return the number of the last line of a place, 0 of a cell."""
    if not isinstance(place, Paragraph):
        return 0
    return max(one.number for one in parts_of(place) if isinstance(one, Paragraph))
