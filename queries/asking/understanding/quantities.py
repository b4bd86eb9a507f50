"""Numbers that compare: 超过三个部门, 10项以上, at least two themes."""

from __future__ import annotations

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft
from queries.asking.readings.expected import EXPECTED
from queries.asking.readings.nouns import THINGS, Focus, is_agent_noun
from queries.asking.readings.ranges import ends_of
from queries.asking.readings.reading import AGENT_FOCUSES, IMPERSONAL, LEADING, PERSONAL
from queries.asking.understanding.mentions import Quantity
from queries.asking.understanding.uncounted import COMPARATORS, counts_nothing

_ROLES = {"lead": ("lead",), "responsible": LEADING, "supporting": ("supporting",)}
_PERSONS = ("位", "名", "人")


def find_quantities(draft: Draft, focus: Focus) -> list[Quantity]:
    """Return the comparisons with numbers; their words are used up."""
    found = [q for place in draft.find("range") if (q := _range(draft, place, focus)) is not None]
    for place in draft.find("num"):
        if counts_nothing(draft, place, focus) or _is_sole(draft, place, focus):
            continue
        quantity = _quantity(draft, place, focus)
        if quantity is not None:
            draft.use(place, "number", f"{quantity.comparator} {quantity.number}")
            found.append(quantity)
    return found


def _range(draft: Draft, place: int, focus: Focus) -> Quantity | None:
    """`between 4 and 6 lead agencies`: a number with both ends, which count themselves."""
    noun = _noun(draft, place, focus, explicit=True)
    kind = _kind(draft, noun, draft.tokens[place].text, focus)
    if noun is None or kind is None:
        return None
    lower, upper = ends_of(draft.tokens[place].value("range") or "")
    draft.use(place, "number", f"{lower} to {upper}")
    if kind in ("agency", "official"):
        draft.use(noun, "counted", kind)
    roles, types = _roles(draft, noun, kind), _types(draft, noun)
    return Quantity(place, noun, kind, "ge", lower, roles, types, upper)


def _quantity(draft: Draft, place: int, focus: Focus) -> Quantity | None:
    token = draft.tokens[place]
    number = int(token.value("num") or 0)
    comparator = _comparator(draft, place) or _had_by_column(draft, place)
    noun = _noun(draft, place, focus, explicit=bool(comparator))
    kind = _kind(draft, noun, token.text, focus)
    if (
        focus.measure == "exists"
        and noun is None
        and token.text[-1:] in "项件条"
        and (number > 1 or comparator)
    ):
        return Quantity(place, None, "item", comparator or "eq", number)
    if not comparator and _is_said_of_agents(draft, place, focus):
        return Quantity(place, None, "item", "eq", number)
    if kind is None or (noun is None and not comparator):
        return None
    claims = focus.measure == "exists" and kind == "item" and (number > 1 or comparator)
    if claims and not comparator:
        return Quantity(place, noun, kind, "eq", number, _roles(draft, noun, kind))
    if (expected := _expected(draft, place, noun, kind, focus)) and not comparator:
        draft.use(place, "number", expected)
        return None
    if noun is not None and kind in ("agency", "official"):
        draft.use(noun, "counted", kind)
    roles = _roles(draft, noun, kind)
    types = _types(draft, noun)
    return Quantity(place, noun, kind, comparator or "eq", number, roles, types)


def _is_said_of_agents(draft: Draft, place: int, focus: Focus) -> bool:
    """`分管40项的领导`: how many items those have who are asked for."""
    text, behind, before = draft.tokens[place].text, draft.at(place + 1), draft.at(place - 1)
    if focus.kind not in AGENT_FOCUSES or text[-1:] not in ITEM_COUNTERS or behind is None:
        return False
    noun = draft.after(place)
    of_focus = behind.text == "的" and noun in focus.places
    return of_focus and before is not None and before.has("role", "be")


def _expected(draft: Draft, place: int, noun: int | None, kind: str, focus: Focus) -> str:
    """Return what a number is that restricts nothing, "" if it does: `哪两家单位`, `一条里头`."""
    number, counter = int(draft.tokens[place].value("num") or 0), draft.tokens[place].text[-1:]
    if noun is not None and kind == "item" and _is_expected(draft, place, focus):
        return "of those named" if draft.tokens[noun].nodes else EXPECTED
    if noun in focus.places and focus.kind == kind:
        return EXPECTED
    if noun is not None and kind in ("agency", "official") and counter in ITEM_COUNTERS:
        return "one" if number == 1 else EXPECTED
    return ""


def _is_sole(draft: Draft, place: int, focus: Focus) -> bool:
    """`哪唯一一项任务`: that there is one alone is what the asker thinks of the items."""
    only, asked = draft.at(place - 1), draft.at(place - 2)
    said = only is not None and only.has("only") and asked is not None and asked.has("wh")
    if not said or focus.kind != "item" or draft.tokens[place].value("num") != "1":
        return False
    draft.use(place - 1, "number", "one")
    draft.use(place, "number", EXPECTED)
    return True


def _is_expected(draft: Draft, place: int, focus: Focus) -> bool:
    """`城厢镇有哪两项任务`, `X牵头的两项任务由谁分管`: how many the asker thinks there are."""
    before = draft.at(place - 1)
    if before is not None and before.text in ("的", "那", "这"):
        return True
    return focus.kind == "item" or not any(t.has("role") for t in draft.tokens[:place])


def _comparator(draft: Draft, place: int) -> str:
    following = draft.at(place + 1)
    if following is not None and following.has("ormore", "orless"):
        draft.use(place + 1, "comparison")
        if (at_least := draft.at(place - 1)) is not None and at_least.has("ge"):
            draft.use(place - 1, "comparison")
        for other in draft.find("exclusive") if following.has("ormore") else ():
            draft.use(other, "comparison", "gt")
            return "gt"
        return "ge" if following.has("ormore") else "le"
    before = draft.before(place)
    token = draft.tokens[before] if before is not None else None
    if before is not None and token is not None and token.has(*COMPARATORS):
        draft.use(before, "comparison")
        if token.has("ge"):  # 达到三人及以上 says it twice
            _comparator_behind(draft, place)
        comparator = _negated(draft, before, next(c for c in COMPARATORS if token.has(c)))
        for other in draft.find("exclusive"):
            draft.use(other, "comparison", "gt")
            comparator = "gt" if comparator == "ge" else comparator
        return comparator
    if before is not None and token is not None and token.has("only"):
        draft.use(before, "comparison", "only")
        return "eq"
    if token is not None and token.has("role") and before is not None:
        restricted = draft.before(before)
        if restricted is not None and draft.tokens[restricted].has("only", "eq"):
            draft.use(restricted, "comparison", "only")
            return "eq"
    return _comparator_behind(draft, place)


def _had_by_column(draft: Draft, place: int) -> str:
    """`分管领导有5位的`: as many as stand in the column."""
    had, column = draft.at(place - 1), draft.at(place - 2)
    if had is None or column is None or not column.has("rolenoun"):
        return ""
    return "eq" if had.has("have", "be") and draft.tokens[place].text[-1:] in "位家人名个" else ""


def _comparator_behind(draft: Draft, place: int) -> str:
    """`3个部门以上`, `十条都不到`: the comparison stands behind what is counted."""
    short = draft.after(place)
    all_short = any(t.text in ("都", "也") for t in draft.tokens[place + 1 : short])
    if short is not None and all_short and draft.tokens[short].has("lt"):
        draft.use(short, "comparison")
        return "lt"
    later = draft.after(place, "noun", "rolenoun")
    if (beside := draft.at(place + 2)) is not None and beside.has("ormore", "orless"):
        later = place + 2
    if later is None or not draft.tokens[later].has("ormore", "orless"):
        return ""
    draft.use(later, "comparison")
    return "ge" if draft.tokens[later].has("ormore") else "le"


def _negated(draft: Draft, place: int, comparator: str) -> str:
    before = draft.at(place - 1)
    if before is None or not before.has("neg") or not draft.free(place - 1):
        return comparator
    draft.use(place - 1, "negation")
    return {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "eq": "ne"}[comparator]


def _noun(draft: Draft, place: int, focus: Focus, *, explicit: bool) -> int | None:
    """The noun that is counted stands behind the number, else before the comparison.

    只出现过一次的单位 counts no bodies, but how often each stands there.
    """
    if draft.tokens[place].text.endswith("次"):
        return None
    following = draft.after(place, "ormore", "orless")
    ended = (
        explicit
        and following is not None
        and any(t.has("mark") and t.text in ",;?。" for t in draft.between(place, following))
    )
    glued = (
        following is not None
        and not ended
        and (
            not any(t.text == "的" for t in draft.between(place, following))
            or (focus.kind == "item" and _counts_agents(draft, place, following))
        )
    )
    if following is not None and glued and draft.tokens[following].has(*THINGS):
        return following
    if not explicit:
        return None
    before = draft.before(place, *COMPARATORS, "neg", "only", "count", "noise", "role", "involve")
    if before is not None and draft.tokens[before].has(*THINGS) and draft.free(before):
        return before
    return None


def _counts_agents(draft: Draft, place: int, noun: int) -> bool:
    """`哪项工程有两个以上的牵头单位`: 的 stands behind the comparison, and none of its words."""
    between = [t for t in draft.between(place, noun) if not t.has("ormore", "orless")]
    counter = draft.tokens[place].text[-1:] not in ITEM_COUNTERS
    return counter and is_agent_noun(draft, noun) and all(t.text == "的" for t in between)


def _kind(draft: Draft, noun: int | None, text: str, focus: Focus) -> str | None:
    if noun is None:
        if any(unit in text for unit in _PERSONS):
            return "official" if focus.kind == "item" else None
        if "项" in text or "件" in text or "条" in text or focus.kind != "item":
            # 主责单位凑够六家 counts the bodies of an item, not the items of a body
            bodies = text.endswith("家") and focus.kind == "agency"
            return "item" if focus.kind != "item" and not bodies else None
        of_bodies = any(t.has("role", "rolenoun") for t in draft.tokens)
        return "agency" if "家" in text or ("个" in text and of_bodies) else None
    token = draft.tokens[noun]
    role = token.value("rolenoun")
    if role is not None:
        return "official" if role == "supervising" else "agency"
    if token.value("type"):
        return "agency"
    kind = token.value("noun") or ""
    return "item" if kind in ("item", "project", "indicator") else kind or None


def _types(draft: Draft, noun: int | None) -> tuple[str, ...]:
    """Return the type of body that is counted: 两个镇."""
    type_ = draft.tokens[noun].value("type") if noun is not None else None
    return (type_,) if type_ and draft.tokens[noun or 0].value("noun") is None else ()


def _roles(draft: Draft, noun: int | None, kind: str) -> tuple[str, ...]:
    role = draft.tokens[noun].value("rolenoun") if noun is not None else None
    if role is None:
        return ()
    return PERSONAL if kind == "official" else _ROLES.get(role, IMPERSONAL)
