"""Leaders of several items that have their bodies already, in a line below them.

（二）提高补助标准。由县卫生局牵头，县财政局配合。
（三）改扩建敬老院。由县民政局负责。
以上两项责任领导：副县长王明。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PERSONAL
from loader.assignments.group_owners import read_group_owners
from loader.drafts import Draft, Mentioned
from loader.source import Paragraph, Source, parts_of

_FEWEST = 2


def with_group_leaders(
    drafts: Sequence[Draft], source: Source, reader: ClauseReader
) -> list[Draft]:
    """Return `drafts` with the leaders whom a line gives the items above it, if they have none."""
    led = list(drafts)
    ends = [max(map(_last_line, draft.places)) for draft in drafts]
    for line in source.paragraphs():
        count, leaders = _leaders(line, reader)
        above = [n for n, end in enumerate(ends) if 0 < end < line.number][-count:]
        if not leaders or count > len(above) or any(_has_leader(led[n]) for n in above):
            continue
        for n in above:
            mentioned = (*led[n].mentioned, *leaders)
            led[n] = replace(led[n], mentioned=mentioned, places=(*led[n].places, line))
    return led


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


def _last_line(place: object) -> int:
    """Return the number of the last line of a place, 0 of a cell."""
    if not isinstance(place, Paragraph):
        return 0
    return max(one.number for one in parts_of(place) if isinstance(one, Paragraph))
