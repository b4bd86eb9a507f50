"""What still waits for its role, or for an agent, when all words of a question have been read."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import TOGETHER
from queries.asking.readings.reading import IMPERSONAL, LEADING, PERSONAL
from queries.asking.understanding.exceptions import leave_out
from queries.asking.understanding.groups import bind_loose, narrow_to_column
from queries.asking.understanding.mentions import Binding, FocusClause, focus_roles
from queries.asking.understanding.restricting import add_partners
from queries.asking.understanding.unbound import bind_unbound


def finish_binding(found: Binding) -> None:
    """Bind what still waits: roles without agents, agents without roles, 只 and 没有."""
    if found.excepting:
        leave_out(found)
    for word in found.unbound:
        if not (found.focus.roles and found.draft.tokens[word.place].has("involve")):
            bind_unbound(found, word)
    for mention in found.pending:
        if mention.quantity is not None:
            roles = PERSONAL if mention.is_official else IMPERSONAL
            found.conditions += [(mention.place, c) for c in mention.quantity.conditions(roles)]
    bind_loose(found, [m for m in found.pending if m.kind == "agent"])
    if found.only is not None and not found.focus.roles and found.draft.free(found.only):
        _restrict_nearest(found, found.only)
        _restrict_annex(found, found.only)
    if found.asks_for_agents and found.focus.roles:
        _add_roles_of_focus(found)
    narrow_to_column(found)


def _add_roles_of_focus(found: Binding) -> None:
    """`附件2里没有出现的分管领导`: 没有 and 只 that wait for nothing else belong to the focus."""
    draft, negated, only = found.draft, found.negated, found.only
    for place, slot in ((negated, "negation"), (only, "only")):
        if place is not None and draft.free(place):
            draft.use(place, slot)
    roles = tuple(r for role in found.focus.roles for r in focus_roles(role, found.focus))
    add_partners(found, roles)
    general = [clause for clause in found.clauses if set(clause.roles) >= set(roles)]
    for clause in general:
        clause.roles = roles
    if not general:
        place = found.focus.places[0]
        asked = [focus_roles(role, found.focus) for role in found.focus.roles]
        found.clauses += [
            FocusClause(r, place, negated is not None, only is not None) for r in asked
        ]


def _restrict_nearest(found: Binding, place: int) -> None:
    """`supervised by X alone`, `X一家单干`: nobody but the agents beside 只 has the role."""
    agents = [n for n, (_, c) in enumerate(found.conditions) if c.slot == "agent"]
    nearest = min(agents, key=lambda n: abs(found.conditions[n][0] - place), default=None)
    if nearest is None:
        return
    at, condition = found.conditions[nearest]
    if (other := _joined_before(found, nearest)) is not None:
        _, first = found.conditions.pop(other)
        nearest -= other < nearest
        nodes = (*first.nodes, *condition.nodes)
        condition = replace(condition, nodes=nodes, every=True, roles=first.roles)
    roles = LEADING if condition.roles == IMPERSONAL else condition.roles
    found.conditions[nearest] = (at, replace(condition, only=True, roles=roles))
    found.draft.use(place, "only", "once more" if condition.only else "")


def _joined_before(found: Binding, number: int) -> int | None:
    """`X supervises together with Y only`: return the number of the condition on X, who is joined.

    Only where 只 stands behind both: nobody but the two of them has the role.
    """
    at, condition = found.conditions[number]
    if condition.negated:
        return None
    for other, (place, beside) in enumerate(found.conditions):
        if beside.slot != "agent" or beside.negated or place >= at:
            continue
        alike = {n.type for n in beside.nodes} == {n.type for n in condition.nodes}
        joint = any(t.text in TOGETHER for t in found.draft.between(place, at))
        if alike and joint and found.only is not None and found.only > at:
            return other
    return None


def _restrict_annex(found: Binding, place: int) -> None:
    """`agencies that appear only in annex 2`, `哪些部门只在附件2里出现`: in no other annex."""
    behind = found.draft.after(place)
    in_annex = behind is not None and found.draft.tokens[behind].has("annex")
    if not (in_annex and found.asks_for_agents and not found.clauses and found.draft.free(place)):
        return
    roles = focus_roles("responsible", found.focus)
    found.clauses.append(FocusClause(roles, place, only=True))
    found.draft.use(place, "only")
