"""People called 责任人 who stand above bodies, and so are leaders and no heads of a body.

A head answers in one body. Where each person that comes again stands beside other bodies, and fewer
people than bodies answer, they oversee the work. Where several are named with the post of a leader
(副县长), these do, and everybody beside them if all posts are such. Where a document names no
leader, those whom a column or label 责任人 of their own names are the ones it has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.fields import PERSONAL, ROLES
from loader.drafts import Draft, Mentioned
from loader.source import Source
from loader.texts.people import bare_name, is_leader

_IN_CHARGE, _OVERSEES = ROLES["in_charge"], ROLES["supervising"]
_FEWEST = 2
"""People who come again, at the least, for such a thing to be told."""


_ANSWERABLE = re.compile(r"(?<![\u4e00-\u9fff])责\s*任\s*人(?![\u4e00-\u9fff])")
_NOBODY = re.compile("^(?:各|有关|相关)|主要(?:负责|领导)")
"""Words in the place of a name that name nobody: 各单位主要负责人."""


def with_overseers(drafts: Sequence[Draft], source: Source) -> list[Draft]:
    """Return the `drafts` of `source`, with those in charge as leaders if they oversee the work."""
    named = [m.surface for one in drafts for m in one.mentioned if m.role == _IN_CHARGE]
    posted = [name for name in named if bare_name(name) != name]
    leaders = {bare_name(name) for name in posted if is_leader(name)}
    if len(leaders) < _FEWEST:
        leaders = set()
    are_told_apart = leaders and not all(map(is_leader, posted))
    if _oversee(drafts) or (leaders and not are_told_apart):
        leaders = set(map(bare_name, named))
    elif not are_told_apart and not _have_others(drafts) and _names_answerable(source):
        leaders = {bare_name(name) for name in _answerable(drafts)}
    return [replace(one, mentioned=_overseeing(one.mentioned, leaders)) for one in drafts]


def _have_others(drafts: Sequence[Draft]) -> bool:
    """Tell whether leaders are named, or people behind one body and another of an item."""
    roles = [[one.role for one in draft.mentioned] for draft in drafts]
    return any(_OVERSEES in one or _turns(one) > 1 for one in roles)


def _turns(roles: Sequence[str]) -> int:
    """Return how often a person in charge is named behind a body."""
    beside = pairwise(roles)
    return sum(one not in PERSONAL and other == _IN_CHARGE for one, other in beside)


def _names_answerable(source: Source) -> bool:
    """Tell whether a label or column of `source` is called 责任人, and no more."""
    printed = (place.text for place in source.paragraphs())
    cells = (cell.text for table in source.tables() for cell in table.cells())
    return any(map(_ANSWERABLE.search, (*printed, *cells)))


def _answerable(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield those in charge who stand for themselves, and not behind a body."""
    for one in (one for draft in drafts for one in draft.mentioned):
        if one.role == _IN_CHARGE and not one.of_body and not _NOBODY.search(one.surface):
            yield one.surface


def _overseeing(mentioned: Sequence[Mentioned], leaders: set[str]) -> tuple[Mentioned, ...]:
    return tuple(
        replace(one, role=_OVERSEES)
        if one.role == _IN_CHARGE and bare_name(one.surface) in leaders
        else one
        for one in mentioned
    )


def _oversee(drafts: Sequence[Draft]) -> bool:
    """Tell whether those in charge stand above bodies, in a document that names no leaders."""
    bodies: dict[str, list[str]] = defaultdict(list)
    for draft in drafts:
        roles = {one.role for one in draft.mentioned}
        owner = next((one for one in draft.mentioned if one.role not in PERSONAL), None)
        if _OVERSEES in roles:
            return False
        for one in draft.mentioned:
            if one.role == _IN_CHARGE and owner:
                bodies[one.surface].append(owner.surface)
    again = [found for found in bodies.values() if len(found) > 1]
    apart = all(len(set(found)) > 1 for found in again)
    all_bodies = {body for found in bodies.values() for body in found}
    return len(again) >= _FEWEST and apart and len(bodies) < len(all_bodies)
