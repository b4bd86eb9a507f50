"""What a body that a rule made is a part of: its government, or the Party committee of its place.

A department belongs to the government of its place, an organ of the Party to its committee, a town
and a zone to the government above, and that to the government of what its place lies in. Public
institutions, vertical agencies and companies have masters that their names do not tell.
"""

from __future__ import annotations

from dataclasses import replace

from loader.bodies.governments import committee_of, government_of
from loader.bodies.resolution import NamingContext
from loader.bodies.seats import Seat, seat_of
from loader.entities import Agent

OF_GOVERNMENT = frozenset(
    {
        "government-department",
        "government-office",
        "party-government-department",
        "coordination-office",
        "development-zone-committee",
        "town-government",
        "subdistrict-office",
    }
)
OF_COMMITTEE = frozenset({"party-organ", "party-coordination-office"})


def placed(agent: Agent, seat: Seat, context: NamingContext) -> Agent:
    """Return a body of the place `seat` with what it is a part of, where that is known."""
    whole = _whole(agent, seat, context)
    if whole is None or agent.body is None or agent.body.parent or agent.resolution != "rule":
        return agent
    return replace(agent, body=replace(agent.body, parent=whole))


def _whole(agent: Agent, seat: Seat, context: NamingContext) -> Agent | None:
    type_ = agent.body.type if agent.body else ""
    if type_ in OF_COMMITTEE:
        committee = committee_of(seat)
        return context.registered_twin(committee) if committee else None
    above = seat if type_ in OF_GOVERNMENT else None
    if agent.body and type_ == "peoples-government":
        above = _above(agent.body.place, context)
    government = government_of(above) if above else None
    if above is None or government is None:
        return None
    return placed(context.registered_twin(government), above, context)


def _above(code: str, context: NamingContext) -> Seat | None:
    """Return the place that the place `code` lies in, up to its province."""
    territory = context.territory
    division = territory.divisions.by_code(code, territory.year)
    chain = territory.divisions.chain(division, territory.year) if division else ()
    above = chain[1] if len(chain) > 2 else None
    return seat_of(above, territory.divisions) if above else None
