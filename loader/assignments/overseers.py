"""People called 责任人 who stand above several bodies, and so are leaders and no heads of a body.

A head answers in one body. Where each person that comes again stands beside other bodies, and fewer
people than bodies answer, they oversee the work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.fields import PERSONAL, ROLES
from loader.drafts import Draft, Mentioned

_IN_CHARGE, _OVERSEES = ROLES["in_charge"], ROLES["supervising"]
_FEWEST = 2
"""People who come again, at the least, for such a thing to be told."""


def with_overseers(drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts`, with those in charge as leaders if they oversee several bodies each."""
    if not _oversee(drafts):
        return list(drafts)
    return [replace(one, mentioned=tuple(map(_overseeing, one.mentioned))) for one in drafts]


def _overseeing(one: Mentioned) -> Mentioned:
    return replace(one, role=_OVERSEES) if one.role == _IN_CHARGE else one


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
