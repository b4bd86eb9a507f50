"""Roles for which no agent stands beside them."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import WEAK_ROLES
from queries.asking.readings.reading import Condition
from queries.asking.understanding.groups import bind_group
from queries.asking.understanding.mentions import (
    Binding,
    FocusClause,
    RoleWord,
    focus_roles,
    roles_for,
)


def bind_unbound(found: Binding, word: RoleWord) -> None:
    """A role without an agent belongs to what is asked for, or to agents that still wait."""
    if found.asks_for_agents:
        roles = focus_roles(word.role, found.focus)
        found.clauses.append(FocusClause(roles, word.place, word.negated, word.only))
        return
    waiting = [m for m in found.pending if m.kind in ("agent", "count")]
    if not waiting and _bind_types(found, word):
        return
    if not waiting and _tells_role(found, word):
        return
    if waiting:
        found.pending = [m for m in found.pending if m not in waiting]
        bind_group(found, word, waiting)
    elif found.draft.tokens[word.place].text not in WEAK_ROLES:
        found.draft.notes.doubts.append(found.draft.tokens[word.place].text)


def _tells_role(found: Binding, word: RoleWord) -> bool:
    """`X承担了多少项牵头任务`: the role of an agent is said once more, perhaps more exactly."""
    for number, (place, condition) in enumerate(found.conditions):
        if condition.slot != "agent" or word.negated:
            continue
        kind = "official" if any(n.type == "official" for n in condition.nodes) else "agency"
        roles = roles_for(word.role, kind)
        if word.role == "any" and set(condition.roles) <= set(roles):
            return True
        again = kind == "official" and word.role == "supervising" and found.draft.language == "zh"
        if set(roles) < set(condition.roles) or (again and set(roles) == set(condition.roles)):
            found.conditions[number] = (place, replace(condition, roles=roles))
            return True
    return False


def _bind_types(found: Binding, word: RoleWord) -> bool:
    """`由镇牵头的任务`: bodies of a type have the role."""
    places = found.draft.find("type")
    for place in places:
        slug = found.draft.tokens[place].value("type") or ""
        found.draft.use(place, "agency type", slug)
        roles = roles_for(word.role, "agency")
        condition = Condition("agentType", texts=(slug,), roles=roles, negated=word.negated)
        found.conditions.append((place, condition))
    return bool(places)
