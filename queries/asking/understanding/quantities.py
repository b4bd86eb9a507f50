"""Numbers that compare: 超过三个部门, 10项以上, at least two themes."""

from __future__ import annotations

from queries.asking.readings.draft import WITHIN, Draft
from queries.asking.readings.expected import EXPECTED
from queries.asking.readings.nouns import ITEM_COUNTERS, ITEM_KINDS, THINGS, Focus
from queries.asking.readings.ranges import ends_of
from queries.asking.readings.reading import IMPERSONAL, LEADING, PERSONAL, Condition
from queries.asking.rows.selecting import select_items
from queries.asking.understanding.mentions import Quantity
from queries.asking.words.tokens import Token

_COMPARATORS = ("gt", "ge", "lt", "le", "eq")
_ROLES = {"lead": ("lead",), "responsible": LEADING, "supporting": ("supporting",)}
_PERSONS = ("位", "名", "人")


def find_quantities(draft: Draft, focus: Focus) -> list[Quantity]:
    """Return the comparisons with numbers; their words are used up."""
    found = [q for place in draft.find("range") if (q := _range(draft, place, focus)) is not None]
    for place in draft.find("num"):
        if _is_frame(draft, place, focus):
            continue
        quantity = _quantity(draft, place, focus)
        if quantity is not None:
            draft.use(place, "number", f"{quantity.comparator} {quantity.number}")
            found.append(quantity)
    return found


def _range(draft: Draft, place: int, focus: Focus) -> Quantity | None:
    """`between 4 and 6 lead agencies`: a number with both ends, which count themselves."""
    noun = _noun(draft, place, explicit=True)
    kind = _kind(draft, noun, draft.tokens[place].text, focus)
    if noun is None or kind is None:
        return None
    lower, upper = ends_of(draft.tokens[place].value("range") or "")
    draft.use(place, "number", f"{lower} to {upper}")
    if kind in ("agency", "official"):
        draft.use(noun, "counted", kind)
    roles, types = _roles(draft, noun, kind), _types(draft, noun)
    return Quantity(place, noun, kind, "ge", lower, roles, types, upper)


def _is_frame(draft: Draft, place: int, focus: Focus) -> bool:
    """`A、B和C三位领导`, `一项任务`: the number counts what is named or says only `a`."""
    number = int(draft.tokens[place].value("num") or 0)
    noun = draft.after(place)
    counted = noun is not None and draft.tokens[noun].has(*THINGS)
    named = 0
    for token in reversed(draft.tokens[:place]):
        if token.named("official", "agency"):
            named += 1
        elif not token.has("and", "or", "noise"):
            break
    again = noun is not None and _counts_named(draft, place, noun, number)
    if again or (named > 1 and named == number):
        draft.use(place, "number", "of those named")
        if counted and noun is not None:
            draft.use(noun, "frame")
        return True
    before = draft.at(place - 1)
    whole = _says_whole(draft, place, noun)
    whole = whole or (number == focus.top and _asks_for_as_many(draft, place))
    if whole or (number == 1 and _is_of_quoted(draft, place)):
        draft.use(place, "number", "one" if number == 1 else "of those named")
        return True
    if draft.tokens[place].text == "one" and (draft.at(place + 1) or _NONE).text == "of":
        draft.use(place, "number", "one")
        return True
    alone = before is not None and before.has("only", "scope")
    alone = alone or (named == 1 and any(t.has("only") for t in draft.tokens[:place][-4:]))
    claimed = focus.measure == "exists" and before is not None and before.has("only")
    times = draft.tokens[place].text.endswith("次")
    if number == 1 and alone and not counted and not claimed and not times:
        draft.use(place, "number", "one")
        return True
    is_one = number == 1 and counted and not _comparator_near(draft, place)
    if is_one and noun is not None and draft.tokens[noun].value("noun") in ITEM_KINDS:
        draft.use(place, "number", "one")
        return True
    return False


def _asks_for_as_many(draft: Draft, place: int) -> bool:
    """`最多的两个部门是哪两个`: behind the question word that ends a question."""
    before, behind = draft.at(place - 1), draft.at(place + 1)
    asked = before is not None and before.has("wh", "which")
    return asked and (behind is None or behind.has("mark"))


def _counts_named(draft: Draft, place: int, noun: int, number: int) -> bool:
    """`A和B分管的事项，两个人合起来多少`: the number counts those who were named before."""
    behind = draft.at(noun + 1)
    begins = draft.tokens[place - 1].text == ","
    if not begins or number < 2 or (behind is not None and behind.has("role", "rolenoun")):
        return False
    types = {"official": ("official",), "agency": ("agency",)}
    wanted = types.get(draft.tokens[noun].value("noun") or "", ())
    return len({t.text for t in draft.tokens[:place] if wanted and t.named(*wanted)}) == number


def _says_whole(draft: Draft, place: int, noun: int | None) -> bool:
    """`全部166项任务里`, `of the 166 items`: as many as there are; of them something is asked."""
    bare = draft.tokens[place].text[-1:] in "项条" and (draft.at(place + 1) or _NONE).text in WITHIN
    if not bare and (noun is None or draft.tokens[noun].value("noun") not in ITEM_KINDS):
        return False
    last = place if bare or noun is None else noun
    kind = draft.tokens[last].value("noun") or "item"
    number = int(draft.tokens[place].value("num") or 0)
    within = draft.at(last + 1)
    of = {word for t in draft.tokens[max(place - 2, 0) : place] for word in t.text.split()}
    inside = (within is not None and within.text in (*WITHIN, ",", "的")) or bool(
        {"of", "全部"} & of
    )
    if not inside:
        return False
    of_kind = () if kind == "item" else (Condition("kind", texts=(kind,)),)
    items = select_items(of_kind, draft.index)
    return items is not None and int(items.sum()) == number


def _is_of_quoted(draft: Draft, place: int) -> bool:
    """`“设立引导基金”一项`: the item that prints the words before it."""
    before, behind = draft.at(place - 1), draft.at(place + 1)
    quoted = before is not None and (before.text in "”\"'" or before.has("phrase"))
    ends = (
        behind is None or behind.has("mark") or behind.text in ("的", "下", "下面", "之下", *WITHIN)
    )
    return quoted and ends


_NONE = Token(0, 0, "")


def _comparator_near(draft: Draft, place: int) -> bool:
    near = draft.tokens[max(place - 2, 0) : place + 2]
    return any(t.has(*_COMPARATORS, "only", "ormore", "orless") for t in near)


def _quantity(draft: Draft, place: int, focus: Focus) -> Quantity | None:
    token = draft.tokens[place]
    number = int(token.value("num") or 0)
    comparator = _comparator(draft, place)
    noun = _noun(draft, place, explicit=bool(comparator))
    kind = _kind(draft, noun, token.text, focus)
    if focus.measure == "exists" and noun is None and token.text[-1:] in "项件条" and number > 1:
        return Quantity(place, None, "item", comparator or "eq", number)
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
    if before is not None and token is not None and token.has(*_COMPARATORS):
        draft.use(before, "comparison")
        if token.has("ge"):  # 达到三人及以上 says it twice
            _comparator_behind(draft, place)
        comparator = _negated(draft, before, next(c for c in _COMPARATORS if token.has(c)))
        for other in draft.find("exclusive"):
            draft.use(other, "comparison", "gt")
            comparator = "gt" if comparator == "ge" else comparator
        return comparator
    if before is not None and token is not None and token.has("only"):
        draft.use(before, "comparison", "only")
        return "eq"
    if token is not None and token.has("role") and before is not None:
        restricted = draft.before(before)
        if restricted is not None and draft.tokens[restricted].has("only"):
            draft.use(restricted, "comparison", "only")
            return "eq"
    return _comparator_behind(draft, place)


def _comparator_behind(draft: Draft, place: int) -> str:
    """`3个部门以上`, `十条都不到`: the comparison stands behind what is counted."""
    short = draft.after(place)
    all_short = any(t.text in ("都", "也") for t in draft.tokens[place + 1 : short])
    if short is not None and all_short and draft.tokens[short].text in ("不到", "不足", "不满"):
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


def _noun(draft: Draft, place: int, *, explicit: bool) -> int | None:
    """The noun that is counted stands behind the number, else before the comparison.

    只出现过一次的单位 counts no bodies, but how often each stands there.
    """
    if draft.tokens[place].text.endswith("次"):
        return None
    following = draft.after(place, "ormore", "orless")
    glued = following is not None and not any(
        t.text == "的" for t in draft.between(place, following)
    )
    if following is not None and glued and draft.tokens[following].has(*THINGS):
        return following
    if not explicit:
        return None
    before = draft.before(place, *_COMPARATORS, "neg", "only", "count", "noise", "role", "involve")
    if before is not None and draft.tokens[before].has(*THINGS) and draft.free(before):
        return before
    return None


def _kind(draft: Draft, noun: int | None, text: str, focus: Focus) -> str | None:
    if noun is None:
        if any(unit in text for unit in _PERSONS):
            return "official" if focus.kind == "item" else None
        if "项" in text or "件" in text or "条" in text or focus.kind != "item":
            # 主责单位凑够六家 counts the bodies of an item, not the items of a body
            bodies = text.endswith("家") and focus.kind == "agency"
            return "item" if focus.kind != "item" and not bodies else None
        return "agency" if "家" in text or "个" in text else None
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
