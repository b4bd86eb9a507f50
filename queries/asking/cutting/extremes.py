"""What has most or fewest, in words that hide of what: 动用最多单位的是哪一项, 数量之最."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.ranked import with_ranked
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token, taken_as


def with_extremes(tokens: list[Token]) -> list[Token]:
    """Put what has most behind the column that is counted, as 主要责任单位最多的是哪项.

    >>> with_extremes([])
    []
    """
    tokens = _with_most_of_column(_without_again(_without_reaching(tokens)))
    tokens = _with_counted_apart(_with_none_above(_with_order_first(with_ranked(tokens))))
    return _without_number_asked(_with_most_behind(_with_holders_ranked(tokens)))


def _without_number_asked(tokens: list[Token]) -> list[Token]:
    """`主责单位最多的任务编号`: of which item they are most, which is told with its number."""
    kept = [t for t in tokens if not t.has("mark", "noise", "be")]
    one = kept[-1].text in ("一项", "一条", "一件") if len(kept) > 1 else False
    if one and kept[-2].has("most", "least") and any(t.has("rolenoun") for t in kept[:-2]):
        return [
            taken_as(replace(t, text="是哪一项"), "which") if t is kept[-1] else t for t in tokens
        ]
    number = kept[-1] if len(kept) > _MORE else None
    if number is None or number.value("asks") != "number":
        return tokens
    column, most, item = kept[-4:-1]
    if column.has("rolenoun") and most.has("most", "least") and is_item_noun(item):
        return [t for t in tokens if t is not number]
    return tokens


def _without_reaching(tokens: list[Token]) -> list[Token]:
    """`个数达到最大值的`, `落在哪位领导身上`: the extreme is meant, and nothing beside it."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        behind = tokens[place + 1 : place + 2]
        ranked = any(t.has("most", "least") for t in tokens)
        reaches = token.text in ("达到", "为", "是") and behind and behind[0].text in _EXTREMES
        fall = next((i for i, t in enumerate(tokens[:place]) if t.text.startswith("落")), None)
        falls = fall is not None
        ends = not [t for t in tokens[place + 1 :] if not t.has("mark", "noise")]
        ranked = ranked or (falls and tokens[(fall or 1) - 1].has("role", "rolenoun"))
        if reaches or (token.text in ("身上", "上", "头上") and falls and ends and ranked):
            continue
        found.append(token)
    return found


_EXTREMES = ("最大值", "最小值", "最高值", "最低值")


def _without_again(tokens: list[Token]) -> list[Token]:
    """`最清闲（任务条数最少）的领导`: brackets say once more what it means to have least."""
    for place, (most, opening) in enumerate(pairwise(tokens)):
        if not (most.has("most", "least") and opening.text == "("):
            continue
        end = next((i for i in range(place, len(tokens)) if tokens[i].text == ")"), None)
        inner = tokens[place + 2 : end] if end is not None else []
        if end is not None and any(t.has("most", "least") for t in inner):
            again = next(t for t in inner if t.has("most", "least"))
            alike = replace(most, senses=again.senses)
            return [*tokens[:place], alike, *tokens[end + 1 :]]
    return tokens


def _with_most_of_column(tokens: list[Token]) -> list[Token]:
    """`主责单位栏最长的`, `牵头单位数量之最，落在哪一项`: of which items the column has most."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        before = found[place - 1] if place else None
        first = token.value("nth") == "1" and not any(t.has("wh") for t in tokens[:place])
        items = [is_item_noun(t) for t in tokens[place + 1 : place + 3]] == [False, True]
        counted = before is not None and before.text.endswith(("数", "数量"))
        if first and items and counted and before is not None and before.has("rolenoun"):
            found[place] = taken_as(token, "most")
        lists = token.has("most") and token.text.startswith(_LISTS)
        if before is not None and before.has("role") and lists:
            found[place - 1] = taken_as(before, "rolenoun", before.value("role") or "any")
        if before is not None and before.has("rolenoun") and token.text in _LONGEST:
            found[place] = taken_as(token, "most")
    for place, (most, of) in enumerate(pairwise(found)):
        column = found[place - 1] if place else most
        asked = [t for t in found[place + 1 :] if t.has("wh", "which")]
        ends = of.text == "," and column.has("rolenoun") and most.has("most", "least")
        if ends and asked and not any(t.has("most", "least") for t in found[place + 1 :]):
            parting = replace(taken_as(of, "noise"), text="的")
            rest = [t for t in found[place + 2 :] if not (t.has("noise", "mention"))]
            rest = [_as_which(t) if t is asked[0] else t for t in rest]
            return [*found[: place + 1], parting, *rest]
    return found


_LISTS = ("名单", "列得", "排得", "拉得", "写得")
_LONGEST = ("最长", "最长的", "最满", "最挤")


def _with_order_first(tokens: list[Token]) -> list[Token]:
    """`按主要责任单位个数排，第一名是哪项任务`: the first in that order has most of them."""
    begins = tokens and (tokens[0].text.startswith("按") or tokens[0].text in ("论", "就"))
    if len(tokens) < _ORDERED or not begins:
        return tokens
    column = tokens[1]
    end = next((i for i, t in enumerate(tokens) if t.text == ","), 0)
    said, rest = tokens[2:end], tokens[end + 1 :]
    sorts = all(t.has("count", "rank", "rankup", "noise") or t.text in _SORTED for t in said)
    items = any(t.has("wh", "which") and t.text[-1:] in "项条件" for t in rest)
    if not (column.has("rolenoun") and said and sorts and items and rest):
        return tokens
    first = 1 if rest[0].value("nth") == "1" or rest[0].has("listedfirst", "most") else 0
    first = first or (2 if rest[0].text == "头" and rest[1].value("num") == "1" else 0)
    if not first:
        return tokens
    least = any(t.has("rankup") for t in said)
    most = taken_as(rest[0], "least" if least else "most")
    of = replace(taken_as(tokens[end], "noise"), text="的")
    behind = [t for t in rest[first:] if t.text != "的"]
    return [column, most, of, *(_as_which(t) for t in behind)]


def _with_counted_apart(tokens: list[Token]) -> list[Token]:
    """`把各条主责单位的数目比一比，最大的是哪条`: of the item they are most."""
    columns = [t for t in tokens if t.has("rolenoun")]
    mosts = [t for t in tokens if t.has("most", "least")]
    apart = len(columns) == 1 and len(mosts) == 1 and any(t.has("mark") for t in tokens[:-1])
    if not apart or tokens.index(mosts[0]) < tokens.index(columns[0]):
        return tokens
    between = tokens[tokens.index(columns[0]) + 1 : tokens.index(mosts[0])]
    if not any(t.has("mark") for t in between):
        return tokens
    rest = [t for t in tokens if t not in (columns[0], mosts[0])]
    items = any(t.value("asks") == "number" or t.text.lstrip("是") in _WHICH_ITEM for t in rest)
    each = [t.text for t in tokens[: tokens.index(columns[0])] if t.text != "的"][-2:]
    whose = each in (["各", "条"], ["各", "项"]) and any(t.text == "谁" for t in between)
    items = items or whose
    rest = [t for t in rest if not (whose and t.text == "谁")]
    if not items or not all(t.has(*_IDLE_WORDS) or t.text in _COUNTING for t in rest):
        return tokens
    of = replace(taken_as(mosts[0], "noise"), text="的")
    which = replace(taken_as(mosts[0], "which"), text="是哪条")
    annexes = [t for t in rest if t.has("annex", "annexes")]
    return [*annexes, columns[0], mosts[0], of, which]


_WHICH_ITEM = ("哪条", "哪一条", "哪项", "哪一项", "第几条", "哪件", "哪几条", "哪几项")
_IDLE_WORDS: tuple[str, ...] = (
    "noise",
    "mark",
    "count",
    "every",
    "be",
    "num",
    "annex",
    "annexes",
    "difference",
)
_IDLE_WORDS += ("asks", "which", "wh", "total", "rank", "have")
_COUNTING = ("数", "比", "一数", "家数", "任务", "条目", "任务数", "事项", "编号", "比较")


def _as_which(token: Token) -> Token:
    """Return 哪项 as 是哪项."""
    text = token.text.removesuffix("事")
    return replace(taken_as(token, "which"), text="是" + text) if token.has("wh") else token


_ORDERED = 5
_SORTED = ("家数", "人数", "排", "排下来", "排起来", "排列")


def _with_none_above(tokens: list[Token]) -> list[Token]:
    """`没有哪条任务的主责单位比它更多，它是哪条`: of that item they are most."""
    if not tokens or tokens[0].text not in ("没", "没有"):
        return tokens
    column = next((i for i, t in enumerate(tokens) if t.has("rolenoun")), None)
    if column is None:
        return tokens
    behind = tokens[column + 1 : column + 4]
    more = len(behind) == _MORE and behind[0].text == "比" and behind[2].has("more")
    asked = [t for t in tokens[column + 4 :] if t.has("wh", "which")]
    if not more or not asked or "少" in behind[2].text:
        return tokens
    of = replace(taken_as(behind[0], "noise"), text="的")
    return [tokens[column], taken_as(behind[2], "most"), of, *map(_as_which, asked)]


_MORE = 3


def _with_holders_ranked(tokens: list[Token]) -> list[Token]:
    """`哪几项由最多的领导分管`: of which items they are most, as 分管领导最多的是哪几项."""
    for place, most in enumerate(tokens):
        if not most.has("most", "least") or most.text.isascii():
            continue
        behind = [t for t in tokens[place + 1 :] if not (t.has("noise", "and"))]
        if len(behind) < _HELD or behind[0].value("noun") not in ("official", "agency"):
            continue
        holder, role = behind[:2]
        asked = _asked_before(tokens, place)
        of_items = len(behind) > _HELD and is_item_noun(behind[2])
        if not role.has("role") or (asked is None and not of_items):
            continue
        column = taken_as(holder, "rolenoun", role.value("role") or "any")
        of = replace(taken_as(most, "noise"), text="的")
        rest = tokens[tokens.index(role) + 1 :]
        if asked is None:
            return [*tokens[:place], column, most, *rest]
        return [*tokens[:asked], column, most, of, _as_which(tokens[asked]), *rest]
    return tokens


_HELD = 2


def _asked_before(tokens: list[Token], place: int) -> int | None:
    """Return where items are asked for right before 最多: 哪几项由最多的, 哪件事要靠最多的."""
    at = place - 1
    while at >= 0 and (tokens[at].has("noise", "by", "involve") or tokens[at].text in ("把",)):
        at -= 1
    if at < 0 or not tokens[at].has("wh", "which"):
        return None
    items = tokens[at].text[-1:] in "项条件事" or is_item_noun(tokens[at - 1])
    return at if items and at < place - 1 else None


def _with_most_behind(tokens: list[Token]) -> list[Token]:
    """`动用最多主要责任单位的是哪一项`: of which item they are most, as 主要责任单位最多."""
    for place in range(len(tokens) - 3):
        most, column, of, asked = tokens[place : place + 4]
        items = asked.has("which", "wh") and asked.text[-1:] in "项条件"
        if most.has("most", "least") and column.has("rolenoun") and of.text == "的" and items:
            return [*tokens[:place], column, most, *tokens[place + 2 :]]
    return tokens
