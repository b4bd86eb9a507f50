"""People called 责任人 who stand above bodies, and so are leaders and no heads of a body.

A head answers in one body. Where each person that comes again stands beside other bodies, and fewer
people than bodies answer, they oversee the work. Where several are named with the post of a leader
(副县长), these do, and everybody beside them if all posts are such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.fields import PERSONAL, ROLES
from loader.drafts import Draft, Mentioned
from loader.texts.people import bare_name, is_leader

_IN_CHARGE, _OVERSEES = ROLES["in_charge"], ROLES["supervising"]
_FEWEST = 2
"""People who come again, at the least, for such a thing to be told."""


def with_overseers(drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts`, with those in charge as leaders if they oversee the work."""
    named = [m.surface for one in drafts for m in one.mentioned if m.role == _IN_CHARGE]
    posted = [name for name in named if bare_name(name) != name]
    leaders = {bare_name(name) for name in posted if is_leader(name)}
    if len(leaders) < _FEWEST:
        leaders = set()
    if _oversee(drafts) or (leaders and all(map(is_leader, posted))):
        leaders = set(map(bare_name, named))
    return [replace(one, mentioned=_overseeing(one.mentioned, leaders)) for one in drafts]


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
