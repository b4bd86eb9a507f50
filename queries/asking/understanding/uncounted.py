"""Numbers that compare nothing: A、B和C三位领导, 一项任务, 全部166项任务里."""

from __future__ import annotations

from queries.asking.readings.draft import WITHIN, Draft
from queries.asking.readings.nouns import ITEM_KINDS, THINGS, Focus
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.words.tokens import Token

COMPARATORS = ("gt", "ge", "lt", "le", "eq")
"""Classes of the words that compare with a number."""
_NONE = Token(0, 0, "")


def counts_nothing(draft: Draft, place: int, focus: Focus) -> bool:
    """`A、B和C三位领导`, `一项任务`: the number counts what is named or says only `a`."""
    meaning = _framed(draft, place, focus)
    if meaning:
        draft.use(place, "number", meaning)
    return bool(meaning)


def _framed(draft: Draft, place: int, focus: Focus) -> str:
    """Return what a number says that compares nothing; nothing where it may compare."""
    number = int(draft.tokens[place].value("num") or 0)
    noun, named = draft.after(place), _named_before(draft, place)
    counted = noun is not None and draft.tokens[noun].has(*THINGS)
    again = noun is not None and (
        _counts_named(draft, place, noun, number) or _names_behind(draft, noun, number)
    )
    if again or (named > 1 and named == number):
        if counted and noun is not None:
            draft.use(noun, "frame")
        return "of those named"
    whole = _says_whole(draft, place, noun)
    whole = whole or (number == focus.top and _asks_for_as_many(draft, place))
    if whole or (number == 1 and _is_of_quoted(draft, place)):
        return "one" if number == 1 else "of those named"
    if draft.tokens[place].text == "one" and (draft.at(place + 1) or _NONE).text == "of":
        return "one"
    if number != 1:
        return ""
    alone = (named == 1 or not counted) and _is_alone(draft, place, focus, named)
    return "one" if alone or (counted and _is_a(draft, place, noun)) else ""


def counts_those_named(draft: Draft, place: int) -> bool:
    """`A、B、C三家里`: tell whether a number counts those who are listed right before it."""
    number = int(draft.tokens[place].value("num") or 0)
    return number > 1 and _named_before(draft, place) == number


def _named_before(draft: Draft, place: int) -> int:
    """Return how many agents are listed right before a number."""
    named = 0
    for token in reversed(draft.tokens[:place]):
        if token.named("official", "agency"):
            named += 1
        elif not token.has("and", "or", "noise"):
            break
    return named


def _is_a(draft: Draft, place: int, noun: int | None) -> bool:
    """`一项任务`: one before what it counts says no more than `a`."""
    is_item = noun is not None and draft.tokens[noun].value("noun") in ITEM_KINDS
    return is_item and not _comparator_near(draft, place)


def _is_alone(draft: Draft, place: int, focus: Focus, named: int) -> bool:
    """`只有环保局一家`, `只有A一位分管领导`: one that counts nothing says who is alone."""
    before = draft.at(place - 1)
    only = before is not None and before.has("only")
    alone = before is not None and before.has("only", "scope")
    alone = alone or (named == 1 and any(t.has("only") for t in draft.tokens[:place][-4:]))
    is_claimed = focus.measure == "exists" and only
    return alone and not is_claimed and not draft.tokens[place].text.endswith("次")


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


def _names_behind(draft: Draft, noun: int, number: int) -> bool:
    """`三个部门（A、B、C）`: the names of those who are counted stand right behind."""
    named = 0
    for token in draft.tokens[noun + 1 :]:
        if token.named("official", "agency"):
            named += 1
        elif not token.has("and", "or") and token.text not in "(:—,":
            break
    return number > 1 and named == number


def _says_whole(draft: Draft, place: int, noun: int | None) -> bool:
    """`全部166项任务里`, `附件2的24项里`: as many as there are; of them something is asked."""
    behind, before = (draft.at(place + 1) or _NONE).text, (draft.at(place - 1) or _NONE).text
    in_annex = any(t.has("annex") for t in draft.tokens[max(place - 2, 0) : place])
    bare = behind in WITHIN or (behind == "," and (in_annex or before in _WHOLE))
    bare = bare and draft.tokens[place].text[-1:] in "项条"
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
    annexes = [t.value("annex") for t in draft.tokens[max(place - 2, 0) : place]]
    of_annex = tuple(Condition("annex", texts=(one,)) for one in annexes if one)
    items = select_items((*of_annex, *of_kind), draft.index)
    return items is not None and int(items.sum()) == number


_WHOLE = ("全部", "所有", "总共")


def _is_of_quoted(draft: Draft, place: int) -> bool:
    """`“设立引导基金”一项`: the item that prints the words before it."""
    before, behind = draft.at(place - 1), draft.at(place + 1)
    quoted = before is not None and (before.text in "”\"'" or before.has("phrase"))
    ends = (
        behind is None or behind.has("mark") or behind.text in ("的", "下", "下面", "之下", *WITHIN)
    )
    return quoted and ends


def _comparator_near(draft: Draft, place: int) -> bool:
    near = draft.tokens[max(place - 2, 0) : place + 2]
    before = draft.before(place)
    near += [draft.tokens[before]] if before is not None else []
    return any(t.has(*COMPARATORS, "only", "ormore", "orless") for t in near)
