"""Whether a name is used as an agent or as a place, and 涉及 of agents or of words."""

from __future__ import annotations

from itertools import pairwise

from queries.asking.readings.draft import PLAIN, TOGETHER, WEAK_ROLES, WITHIN, Draft, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.understanding.groups import JOINTLY, LISTED_BESIDE
from queries.asking.understanding.mentions import Binding

_DIRECT = ("and", "or", "only", "neg", "every", "but", "total", "exceptend", "yesno", "by")


def acts(draft: Draft, place: int) -> bool:
    """Tell whether a name is used as an agent; a town may be meant as a place."""
    token = draft.tokens[place]
    if not is_agent(token):
        return False
    if not token.named("place", "theme"):
        return True
    acted = _acts_before_role(draft, place) or _acts_behind(draft, place)
    return acted or _is_of_type_asked(draft, place)


def _is_of_type_asked(draft: Draft, place: int) -> bool:
    """`除了沙溪镇，还有哪个镇`: left out of bodies of a type, it is one of them."""
    before = draft.before(place)
    asked = pairwise(draft.tokens[place + 1 :])
    left_out = before is not None and draft.tokens[before].has("except")
    return left_out and any(a.has("wh", "which") and b.has("type") for a, b in asked)


def _acts_before_role(draft: Draft, place: int) -> bool:
    if _is_claimed(draft, place) or _works_with_some(draft, place):
        return True
    following = draft.after(place, *_DIRECT)
    listed = following is not None and is_agent(draft.tokens[following])
    while following is not None and (
        is_agent(draft.tokens[following]) or (listed and draft.tokens[following].has("num", "type"))
    ):
        following = draft.after(following, *_DIRECT)
    if following is not None and draft.tokens[following].has("wh", "which"):
        following = _role_of_asked(draft, following)
    return following is not None and draft.tokens[following].has("role", "rolenoun")


def _role_of_asked(draft: Draft, place: int) -> int | None:
    """`城厢镇在哪些任务里牵头`: return the place of the role behind the items asked for."""
    noun = draft.after(place)
    if noun is None or not is_item_noun(draft.tokens[noun]):
        return None
    return draft.after(noun)


def _works_with_some(draft: Draft, place: int) -> bool:
    """`浮桥镇跟哪些单位一起承担任务`: who works with others is no place."""
    following = draft.after(place)
    with_ = draft.tokens[following] if following is not None else None
    before = draft.at(place - 1)
    if with_ is not None and before is not None and before.text in PLAIN:
        return with_.text in (*JOINTLY, *LISTED_BESIDE)
    behind = draft.at((following or 0) + 1)
    asks = behind is not None and behind.has("wh", "which", "who")
    jointly = any(t.text in TOGETHER for t in draft.tokens[place:])
    return with_ is not None and with_.text in PLAIN and asks and jointly


def _is_claimed(draft: Draft, place: int) -> bool:
    """`浮桥镇是不是哪条任务的主要责任单位`: the role that ends the question is claimed of it."""
    behind, last = draft.at(place + 1), draft.before(len(draft.tokens), "yesno")
    said = behind is not None and behind.has("be", "yesno")
    return said and last is not None and draft.tokens[last].has("rolenoun")


def _acts_behind(draft: Draft, place: int) -> bool:
    """Tell whether 由, a role noun or a joined agent before the name makes it an agent."""
    previous = draft.at(place - 1)
    if previous is None:
        return False
    if previous.has("by") or _stands_in_column(draft, place):
        return True
    if previous.has("and", "or") and place > 1:
        before = draft.tokens[place - 2]
        if is_agent(before) and (not before.named("place") or acts(draft, place - 2)):
            return True
    named_as = draft.before(place)
    return named_as is not None and draft.tokens[named_as].has("rolenoun")


def is_about_words(found: Binding, place: int) -> bool:
    """Tell whether 涉及 speaks of words in the text, a theme or a place, and not of agents."""
    draft = found.draft
    if not draft.tokens[place].has("involve"):
        return False
    if found.pending and all(m.kind == "agent" for m in found.pending):
        return False
    following = draft.after(place, "every", "num", "wh", "count", "which", "who")
    if following is None:
        return False
    other = draft.tokens[following]
    is_asked = other.value("noun") in ("agency", "official") or other.has("rolenoun", "type")
    return not (is_asked or (is_agent(other) and not other.named("place")))


def is_plain_verb(draft: Draft, place: int) -> bool:
    """`落实国开区赋权事项，哪几家主责`: the verb of a task, and another word says the role."""
    before, behind = draft.at(place - 1), draft.at(place + 1)
    begins = before is None or before.has("mark")
    if draft.tokens[place].text not in WEAK_ROLES or not begins or behind is None:
        return False
    is_object = behind.nodes or behind.has("phrase", "theme")
    return bool(is_object) and any(t.has("role", "rolenoun") for t in draft.tokens[place + 1 :])


_RELATIVE = ("where", "whose", "in which", "for which", "on which")


def ends_whole(draft: Draft, place: int) -> bool:
    """`A的任务里不涉及B的`, `A的任务哪些B没参与`: what follows is said of B, and not of A."""
    token, before = draft.tokens[place], draft.before(place)
    if token.text in _RELATIVE and draft.language == "en":
        items = any(is_item_noun(other) for other in draft.tokens[:place])
        return items and any(is_agent(other) for other in draft.tokens[place:])
    inside = token.text in WITHIN or token.has("wh", "which", "count")
    if not inside or before is None or not is_item_noun(draft.tokens[before]):
        return False
    return any(is_agent(other) for other in draft.tokens[place:])


def ends_subject(found: Binding, place: int) -> bool:
    """`…, X却不是`: tell whether the one who was named last stands before the denial."""
    between = found.draft.between(found.pending[-1].place, place)
    return all(t.has("noise", "but") for t in between)


def begins_clause(draft: Draft, column: int, named: int) -> bool:
    """`A、B都在分管领导里，C不在`: a comma parts the column from who is named next."""
    return any(t.text in ",;" for t in draft.between(column, named))


def _stands_in_column(draft: Draft, place: int) -> bool:
    """`责任单位里写有城厢镇`, `责任单位一栏出现“城厢镇”`: the column before says in which role."""
    for token in reversed(draft.tokens[max(place - _FAR, 0) : place]):
        if token.has("rolenoun"):
            return True
        if not (token.has("noise", "have", "mention", "neg") or token.text in '“"上'):
            return False
    return False


_FAR = 5
