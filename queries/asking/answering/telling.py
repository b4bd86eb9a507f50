"""Questions that are answered by a way of their own, before they are read as others are."""

from __future__ import annotations

from graph.opened import OpenSnapshot
from queries.asking.answering.agreement import tell_agreement
from queries.asking.answering.both_annexes import tell_both
from queries.asking.answering.durations import tell_duration
from queries.asking.answering.enumerations import Told, tell_enumerated
from queries.asking.answering.listed_parts import tell_part
from queries.asking.answering.sites import tell_site
from queries.asking.answering.throughout import tell_throughout
from queries.asking.readings.draft import Draft

_WAYS = (
    tell_enumerated,
    tell_duration,
    tell_part,
    tell_site,
    tell_agreement,
    tell_throughout,
    tell_both,
)


def tell(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return what the first way tells that a question is asked in, None if there is none."""
    return next((told for way in _WAYS if (told := way(draft, opened)) is not None), None)
