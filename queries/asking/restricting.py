"""Who has a role beside others: 农委牵头但不是独家, 和环保局一起的牵头单位."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.groups import JOINTLY
from queries.asking.mentions import Binding, Quantity, roles_for
from queries.asking.reading import IMPERSONAL, PERSONAL


def deny_restriction(found: Binding, place: int) -> bool:
    """Read a negated 独家 behind a role as a number of those who have it; False if it is none."""
    draft, following = found.draft, found.draft.at(place + 1)
    if following is None or not following.has("only") or not found.last or not found.last_word:
        return False
    behind = draft.after(place + 1)
    if behind is not None and draft.tokens[behind].has("role", "rolenoun"):
        return False
    kind = "official" if found.last[0].is_official else "agency"
    draft.use(place, "negation")
    draft.use(place + 1, "only", "once more")
    several = Quantity(place, None, kind, "ge", 2)
    found.conditions.append((place, several.condition(roles_for(found.last_word.role, kind))))
    return True


LISTED_BESIDE = ("同列", "并列")
"""Words for those who stand in the same column."""


def add_partners(found: Binding, roles: tuple[str, ...]) -> None:
    """`和环保局一起的牵头单位`: with whom others have a role has it, too, and is not asked for."""
    if not any(t.text in (*JOINTLY, *LISTED_BESIDE) for t in found.draft.tokens):
        return
    for number, (place, condition) in enumerate(found.conditions):
        official = found.focus.kind == "official"
        alike = all((node.type == "official") is official for node in condition.nodes)
        unsaid = condition.roles in (IMPERSONAL, PERSONAL)
        if condition.slot == "agent" and unsaid and alike and not condition.negated:
            found.conditions[number] = (place, replace(condition, roles=roles))
            found.partners.extend(condition.nodes)
