"""`农委牵头但不是独家`: a restriction that is denied says that somebody else has the role, too."""

from __future__ import annotations

from queries.asking.mentions import Binding, Quantity, roles_for


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
