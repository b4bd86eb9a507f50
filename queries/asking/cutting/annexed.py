"""What a question says of annexes and of rows in them, beside other words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.frames import is_wanted
from queries.asking.readings.draft import is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token, taken_as

_NEAR = 5
"""Words between an annex and what denies that anybody has work in it, at the most."""
_SEVERAL = 2


def without_whole(tokens: list[Token]) -> list[Token]:
    """`across all of X's items in both annexes`: of all that there is, wherever it stands."""
    whole = any(_WHOLE & set(t.text.split()) for t in tokens)
    return [t for t in tokens if not (whole and t.has("annexes") and t.text.isascii())]


_WHOLE = {"across", "overall", "altogether", "combined"}


def with_one_annex(tokens: list[Token]) -> list[Token]:
    """`附件1里有任务、附件2里却一项也没有的领导`: those who have work only in the first of the two.

    That holds of who is asked for, and not of work items, each of which stands in one annex.
    """
    tokens = _with_all_there(_with_own(tokens))
    annexes = [i for i, t in enumerate(tokens) if t.has("annex")]
    if len(annexes) != _SEVERAL or not any(is_wanted(t) for t in tokens):
        return tokens
    first, second = annexes
    if tokens[first].value("annex") == tokens[second].value("annex"):
        return tokens
    joint = next((i for i in range(second - 1, first, -1) if _parts(tokens[i])), None)
    if joint is None:
        return tokens
    if (kept := _only_in_second(tokens, first, joint)) is not None:
        return kept
    return _only_in_first(tokens, first, joint, second)


def _with_own(tokens: list[Token]) -> list[Token]:
    """`附件2独有的单位`: only in annex 2."""
    for place, (annex, own) in enumerate(pairwise(tokens)):
        if annex.has("annex") and own.text.startswith(_OWN):
            return [*tokens[:place], replace(own, text="只"), annex, *tokens[place + 2 :]]
    return tokens


def _with_all_there(tokens: list[Token]) -> list[Token]:
    """`主责任务全部落在附件2的单位`: who has work only there."""
    for place, whole in enumerate(tokens[:-2]):
        at = place + 1
        while at < len(tokens) and tokens[at].has("noise"):
            at += 1
        annex, behind = tokens[at : at + 1], tokens[at + 1 : at + 3]
        there = whole.text in _WHOLLY and at > place + 1 and annex and annex[0].has("annex")
        holder = len(behind) > 1 and behind[0].text == "的" and _is_asked_noun(behind[1])
        if there and holder:
            only = replace(whole, text="只", senses=(Sense("only", ""),))
            before, column = tokens[:place], behind[1]
            if len(before) > 1 and before[-1].value("noun") == "item" and before[-2].has("role"):
                role = before[-2].value("role") or "any"
                column = replace(column, senses=(Sense("rolenoun", role),))
                before = before[:-2]
            return [*before, only, tokens[at], behind[0], column, *tokens[at + 3 :]]
    return tokens


_WHOLLY = ("全部", "全", "全都", "都", "均")
_OWN = ("独有", "特有")


def _only_in_second(tokens: list[Token], first: int, joint: int) -> list[Token] | None:
    """`附件1里没出现、在附件2当责任单位的`: those who have work only in the second."""
    begin = next((i for i in range(first, 0, -1) if tokens[i - 1].has("mark")), 0)
    said, rest = tokens[begin:joint], tokens[joint + 1 :]
    near = [rest[i] for i in range(len(rest)) if i <= _NEAR]
    asks = any(t.has("wh", "which", "who", "except") or _is_asked_noun(t) for t in said)
    if asks or not any(t.has("neg") for t in said) or any(t.has("neg") for t in near):
        return None
    at = next(i for i, t in enumerate(rest) if t.has("annex"))
    alone = any(t.has("only") for t in rest[: at + 1])
    only = [] if alone else [replace(rest[at], text="只", senses=(Sense("only", ""),))]
    return [*tokens[:begin], *rest[:at], *only, *rest[at:]]


def _is_asked_noun(token: Token) -> bool:
    """Tell whether a noun is no column of the table, which only says where somebody stands."""
    return token.has("noun") or (token.has("rolenoun") and "栏" not in token.text)


def _only_in_first(tokens: list[Token], first: int, joint: int, second: int) -> list[Token]:
    said = tokens[first:joint]
    chinese = not tokens[second].text.isascii()
    before = [i for i in range(joint + 1, second) if chinese and tokens[i].has("neg")]
    behind = [i for i in _behind(tokens, second) if tokens[i].has("neg")]
    denied = any(t.has("neg") for t in tokens[:joint])
    if denied or not (before or behind) or any(t.has("only") for t in tokens[joint:second]):
        return tokens
    denial = behind[0] if behind else second
    end = denial + 1
    while end < len(tokens) and (tokens[end].has("noise", "role") or "栏" in tokens[end].text):
        end += 1
    roles = {t.value("role") for t in tokens[denial:end]} - {None, "any"}
    known = {t.value("role") or t.value("rolenoun") for t in _others(tokens, denial, end)}
    if not roles <= known | ({"lead"} if "responsible" in known else set()):
        return tokens
    alone = any(t.has("only") for t in tokens[:first])
    only = [] if alone else [replace(tokens[first], text="只", senses=(Sense("only", ""),))]
    asked = [t for t in tokens[joint:second] if t.has("wh", "which", "who", "noun")]
    return [*tokens[:first], *only, *said, *asked, *tokens[end:]]


def without_premise(tokens: list[Token]) -> list[Token]:
    """`X在附件1已有六项任务，附件2里又扛了哪几项`: what X has already only leads to it."""
    end = next((i for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    said, rest = tokens[:end], tokens[end + 1 :]
    has = any(t.text in _ALREADY for t in said) and any(t.has("annex") for t in said)
    asked = any(t.has("annex") for t in rest) and any(t.has("wh", "which", "count") for t in rest)
    if not has or not asked or any(t.has("wh", "which", "count", "neg", "only") for t in said):
        return tokens
    return [*(t for t in said if is_agent(t)), *rest]


_ALREADY = ("已有", "已经有", "已", "已经")


def _others(tokens: list[Token], begin: int, end: int) -> list[Token]:
    return [*tokens[:begin], *tokens[end:]]


def _parts(token: Token) -> bool:
    return token.has("and", "but") or token.text in ",;"


def _behind(tokens: list[Token], place: int) -> list[int]:
    """Return the places near behind an annex, up to the next mark or noun."""
    found = []
    for at in range(place + 1, min(place + 1 + _NEAR, len(tokens))):
        if tokens[at].has("mark", "noun", "rolenoun", "which", "who"):
            break
        found.append(at)
    return found


def with_rows_in_order(tokens: list[Token]) -> list[Token]:
    """`附件2排第22的那个项目`: where nothing is ranked, the place in an annex is a row.

    >>> with_rows_in_order([])
    []
    """
    if any(t.has("most", "least") for t in tokens) or not any(t.has("annex") for t in tokens):
        return tokens
    return [
        taken_as(token, "row", token.value("nth") or "") if _is_row(tokens, place) else token
        for place, token in enumerate(tokens)
    ]


def _is_row(tokens: list[Token], place: int) -> bool:
    """Tell whether a place in an order is that of a work item."""
    behind = next((t for t in tokens[place + 1 :] if not t.has("noise", "have")), None)
    return tokens[place].has("nth") and behind is not None and is_item_noun(behind)
