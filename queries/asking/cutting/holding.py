"""Columns that somebody named is said to stand in: 环保局是牵头单位, 列为主要责任部门."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.words.tokens import Token, taken_as

_AS: tuple[str, ...] = (
    "列为",
    "被列为",
    "作为",
    "担任",
    "充当",
    "当",
    "任",
    "做",
    "成为",
    "定为",
    "列作",
    "算作",
)
_AS += ("算", "算是", "同为", "同是", "并列为", "并列", "同列", "身为", "写为", "明确为", "挂名")
_AS += ("位列", "名列", "身列", "跻身")
_ADVERBS: tuple[str, ...] = (
    "都",
    "均",
    "也",
    "同时",
    "一共",
    "共",
    "被",
    "还",
    "就",
    "各",
    "一并",
    "一起",
    "共同",
)
_ADVERBS += ("却", "曾", "曾经", "总共", "而", "又", "其")


def with_roles_held(tokens: list[Token]) -> list[Token]:
    """Give a column that somebody is said to be in the meaning of the role that is held.

    `牵头单位是环保局` is read as it stands, from the column to the name.

    >>> with_roles_held([])
    []
    """
    tokens = _with_post_asked(_with_columns_held(_with_seen_in_column(_with_leaders_in(tokens))))
    return [
        taken_as(token, "role", token.value("rolenoun") or "any") if _is_held(tokens, n) else token
        for n, token in enumerate(tokens)
    ]


def _with_leaders_in(tokens: list[Token]) -> list[Token]:
    """`领导里有A，牵头单位里又没B`: A has the role, and B does not."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        column, *behind = tokens[place : place + 5]
        within = behind.pop(0) if behind else column
        also = [t for t in behind if t.text not in _ALSO]
        stands = len(also) > 1 and within.text in WITHIN and is_agent(also[1])
        official = stands and column.value("noun") == "official" and also[1].named("official")
        lacks = stands and column.has("rolenoun") and also[0].has("neg")
        if stands and ((official and also[0].has("have")) or (lacks and len(also) < len(behind))):
            role = "supervising" if official else column.value("rolenoun") or "any"
            denial = [] if official else [replace(also[0], text="不")]
            found += [also[1], *denial, taken_as(column, "role", role)]
            place = tokens.index(also[1], place) + 1
        else:
            found.append(column)
            place += 1
    return found


_ALSO = ("又", "也", "却", "还", "都")


def _with_seen_in_column(tokens: list[Token]) -> list[Token]:
    """`能看到A、B两个名字的分管栏，对应哪些任务`: of which tasks both have that role."""
    for place, column in enumerate(tokens[:-2]):
        if not (column.has("rolenoun") and tokens[place + 1].text == "," and place > 1):
            continue
        end = place - 1 if tokens[place - 1].text == "的" else place
        while end and (tokens[end - 1].has("num") or tokens[end - 1].text == "名字"):
            end -= 1
        begin = end
        while begin and (is_agent(tokens[begin - 1]) or tokens[begin - 1].has("and")):
            begin -= 1
        asked = tokens[place:]
        items = any(t.value("noun") == "item" or t.value("asks") == "parent" for t in asked)
        if end in (place, begin) or not items:
            continue
        role = taken_as(column, "role", column.value("rolenoun") or "any")
        rest = [replace(taken_as(column, "noun", "item"), text="任务")]
        of = replace(taken_as(tokens[place + 1], "noise"), text="的")
        which = replace(taken_as(tokens[place + 1], "which"), text="有哪些")
        return [*tokens[begin:end], role, of, *rest, which]
    return tokens


def _with_columns_held(tokens: list[Token]) -> list[Token]:
    """`挂“主要责任单位”次数最多的`, `责任单位出现的次数`: how often somebody is there."""
    if any(is_agent(t) for t in tokens):
        return tokens
    for place, column in enumerate(tokens):
        if not column.has("rolenoun"):
            continue
        role = taken_as(column, "role", column.value("rolenoun") or "any")
        quoted = [t.text for t in tokens[place - 1 : place + 2 : 2]] in (["“", "”"], ['"', '"'])
        begin, end = (place - 1, place + 2) if quoted else (place, place + 1)
        times = next((t for t in tokens[end : end + 3] if t.text in _TIMES), None)
        if begin and tokens[begin - 1].text in _HANGING:
            rest = [t for t in tokens[end:] if t is not times]
            return [*tokens[: begin - 1], role, *rest]
        shown = end + 1 < len(tokens) and tokens[end].text in _SHOWN
        if shown and tokens[end + 1].has("most", "least") and "栏" in column.text:
            noun = replace(taken_as(tokens[end], "noun", "item"), text="任务")
            return [*tokens[:begin], role, noun, *tokens[end + 1 :]]
        if times is not None and shown:
            noun = replace(taken_as(times, "noun", "item"), text="任务")
            rest = tokens[tokens.index(times) + 1 :]
            return [*tokens[:begin], role, noun, *(t for t in rest if t.text != ",")]
    return tokens


def _with_post_asked(tokens: list[Token]) -> list[Token]:
    """`A有没有担任X工程的主责单位`: whether A has that role there, as `X由A牵头吗`."""
    kept = [t for t in tokens if not t.has("mark")]
    if len(kept) < _POST or sum(is_agent(t) for t in kept) != 1 or not is_agent(kept[0]):
        return tokens
    if kept[-1].value("yesno") == "tail" and kept[1].has("neg"):
        return _with_post_denied(tokens, kept)
    named, asks, acting, *about, column = kept
    acts = asks.has("yesno") and acting.text in (*_AS, "是")
    if not (acts and column.has("rolenoun") and any(t.has("name", "phrase") for t in about)):
        return tokens
    while about and about[-1].text == "的":
        about.pop()
    by = replace(taken_as(acting, "by"), text="由")
    role = taken_as(column, "role", column.value("rolenoun") or "any")
    return [*about, by, named, role, replace(asks, text="吗")]


def _with_post_denied(tokens: list[Token], kept: list[Token]) -> list[Token]:
    """`A没有被列为X任务的主责单位，对吗`: whether A does not have the role there."""
    named, denial, *acting, column, asks = kept
    while acting and (acting[0].has("by") or acting[0].text in _AS):
        acting.pop(0)
    if not (column.has("rolenoun") and any(t.has("name", "phrase") for t in acting)):
        return tokens
    while acting and acting[-1].text == "的":
        acting.pop()
    role = taken_as(column, "role", column.value("rolenoun") or "any")
    no, by = replace(denial, text="不"), replace(taken_as(denial, "by"), text="由")
    return [*acting, no, by, named, role, asks]


_POST = 5
_HANGING = ("挂", "挂着", "挂上", "顶着", "挂了", "当", "任", "担任", "做")
_TIMES = ("次数", "频次", "频率")
_SHOWN = ("出现", "露脸", "露面", "露过脸", "登场", "亮相", "上榜", "出现过")


def _is_held(tokens: list[Token], place: int) -> bool:
    if not tokens[place].has("rolenoun") or _goes_on(tokens[place + 1 :]):
        return False
    said = False
    for at, token in reversed([*enumerate(tokens[:place])]):
        if is_agent(token):
            return said and not _is_partner(tokens, at)
        is_said = token.has("be") or token.text in _AS or _denies(token)
        if not (is_said or token.has("only") or token.text in (*_ADVERBS, "过", "了")):
            return False
        said = said or is_said
    return False


def _is_partner(tokens: list[Token], place: int) -> bool:
    """`与X同列主要责任单位的`: with whom others are in a column, who are asked for."""
    before = tokens[max(place - 2, 0) : place]
    joined = bool(before) and before[-1].text in ("与", "跟", "和", "同")
    return joined and not (len(before) > 1 and is_agent(before[0]))


def _denies(token: Token) -> bool:
    return token.has("neg") and token.text[-1:] in "是为非"


def _goes_on(behind: list[Token]) -> bool:
    """Tell whether who is in the column is named, or asked for, behind it."""
    following = next((t for t in behind if not t.has("noise") or t.text == "的"), None)
    return following is not None and (
        is_agent(following) or following.has("be", "who", "wh") or following.text == "包括"
    )
