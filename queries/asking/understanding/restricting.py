"""Who has a role beside others: 农委牵头但不是独家, 和环保局一起的牵头单位."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.reading import IMPERSONAL, PERSONAL
from queries.asking.understanding.groups import JOINTLY, LISTED_BESIDE
from queries.asking.understanding.mentions import Binding, Mention, Quantity, roles_for


def deny_restriction(found: Binding, place: int) -> bool:
    """Read a negated 独家 behind a role as a number of those who have it; False if it is none."""
    draft, following = found.draft, found.draft.at(place + 1)
    if following is None or not following.has("only"):
        return False
    if found.pending and any(t.has("others") for t in draft.tokens[place:]):
        draft.use(place, "negation")
        draft.use(place + 1, "only", "once more")
        return True
    if not found.last or not found.last_word:
        return False
    behind = draft.after(place + 1)
    if behind is not None and draft.tokens[behind].has("role", "rolenoun"):
        if draft.tokens[behind].value("rolenoun") != found.last_word.role:
            return False
        draft.use(behind, "role", found.last_word.role)
    kind = "official" if found.last[0].is_official else "agency"
    draft.use(place, "negation")
    draft.use(place + 1, "only", "once more")
    several = Quantity(place, None, kind, "ge", 2)
    found.conditions.append((place, several.condition(roles_for(found.last_word.role, kind))))
    return True


def restrict_last(found: Binding, place: int) -> bool:
    """`X分管；没有其他领导；…`: those who had the role last have it alone; False if it is none."""
    draft, behind = found.draft, found.draft.at(place + 1)
    ends = behind is not None and (behind.text in ",;、" or behind.text in _FURTHER)
    if not (ends and found.last and draft.tokens[place].text.startswith(_NOBODY)):
        return False
    official = found.last[0].is_official
    for number, (at, condition) in enumerate(found.conditions):
        alike = all((node.type == "official") is official for node in condition.nodes)
        if condition.slot == "agent" and at == found.last[0].place and alike:
            found.conditions[number] = (at, replace(condition, only=True))
            draft.use(place, "only")
            return True
    return False


_NOBODY = ("没有", "没", "无", "不含", "不带", "再无", "别无")
_FURTHER = ("且", "并且", "而且", "同时", "但", "而")
"""What begins another thing that is said: 独家负责（没有其他单位）且由X分管."""


def deny_relation(found: Binding, place: int) -> bool:
    """`跟A、B都不沾边`: none of those right before has anything to do with it."""
    draft, following = found.draft, found.draft.at(place + 1)
    says_both = "关" in draft.tokens[place].text
    if not says_both and (following is None or following.value("mentionend") != "topic"):
        return False
    last = place
    denied = []
    for mention in reversed([m for m in found.pending if m.kind == "agent"]):
        if not all(t.has("and", "or", "noise") for t in draft.between(mention.place, last)):
            break
        denied.append(mention)
        last = mention.place
    for mention in denied:
        mention.negated = True
    if denied:
        draft.use(place, "negation")
    return bool(denied)


def says_others(found: Binding, place: int) -> bool:
    """`农工办的任务中，还有其他部门负责的`: at least one more has the role."""
    draft, noun = found.draft, found.draft.at(place + 1)
    before = draft.before(place)
    denied = before is not None and draft.tokens[before].has("neg", "except")
    if not draft.tokens[place].has("beside") or found.focus.kind != "item" or denied:
        return False
    if not draft.free(place) or noun is None or noun.value("noun") != "agency":
        return False
    beside = any(t.text in JOINTLY for t in draft.tokens)
    if not beside and not any(t.text in ("还", "也") for t in draft.tokens[:place]):
        return False
    draft.use(place + 1, "others")
    return True


def count_others(found: Binding, place: int) -> None:
    """`X和其他单位共同牵头`, `X牵头的里和别人一起的`: at least one more has the role."""
    found.draft.use(place, "others")
    said = found.draft.tokens[place].value("others")
    kind = "official" if said == "official" else "agency"
    if said == "anybody" and _are_officials(found):
        kind = "official"
    roles = roles_for("lead", kind) if said == "lead" else ()
    behind = found.draft.tokens[place:]
    if not roles and found.last_word and not any(t.has("role", "rolenoun") for t in behind):
        roles = roles_for(found.last_word.role, kind)
    quantity = Quantity(place, None, kind, "ge", 2, roles)
    if roles:
        found.conditions.append((place, quantity.condition(roles)))
        return
    found.pending.append(Mention(place, "count", quantity=quantity))


def _are_officials(found: Binding) -> bool:
    """Tell whether 别人 are officials: beside one who is named, or beside those asked for."""
    agents = [m for m in found.pending if m.kind == "agent"] or found.last
    return agents[-1].is_official if agents else found.focus.kind == "official"


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
