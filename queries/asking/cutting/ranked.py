"""Who is first of those who are ranked: 分管任务的领导里最清闲的, 最多的三家, 最少者."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import WITHIN
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token, taken_as


def with_ranked(tokens: list[Token]) -> list[Token]:
    """Put who is ranked behind what ranks them, as 任务最少的领导.

    >>> with_ranked([])
    []
    """
    tokens = _with_those_ranked(_with_counted_column(tokens))
    return _with_three(_with_ones_ranked(tokens))


def _with_those_ranked(tokens: list[Token]) -> list[Token]:
    """`分管任务的领导里，最清闲的是谁`: of those, as 最清闲的领导."""
    for place in range(1, len(tokens) - 3):
        holder, within, comma, *rest = tokens[place:]
        holds = holder.value("noun") in ("official", "agency") and not holder.nodes
        if not (holds and within.text in WITHIN and comma.text == ","):
            continue
        said = [t for t in rest if not t.has("mark", "be", "who", "which", "noise")]
        asks = any(t.has("who", "which") for t in rest)
        most = [t for t in said if t.has("most", "least")]
        if not asks or len(most) != 1 or not all(is_item_noun(t) or t in most for t in said):
            return tokens
        before = tokens[:place]
        if len(said) > 1:
            before = [t for t in before if not is_item_noun(t)]
        while before and before[-1].text == "的":
            before.pop()
        of = replace(taken_as(comma, "noise"), text="的")
        return [*before, *said, of, holder]
    return tokens


def _with_counted_column(tokens: list[Token]) -> list[Token]:
    """`分管的工作项数比其他人都少`: a number of items is counted as the items are."""
    return [
        t
        for i, t in enumerate(tokens)
        if not (
            t.text in _NUMBERS
            and 0 < i < len(tokens) - 1
            and is_item_noun(tokens[i - 1])
            and tokens[i + 1].has("most", "least")
        )
    ]


_NUMBERS = ("项数", "条数", "件数", "数量", "数目", "个数")


def _with_three(tokens: list[Token]) -> list[Token]:
    """`主责任务最多的三家，是哪些单位`: the first three of them."""
    for place in range(len(tokens) - 3):
        most, of, number, end = tokens[place : place + 4]
        kind = {"家": "agency", "位": "official", "名": "official"}.get(number.text[-1:])
        three = number.has("num") and number.value("num") != "1"
        if most.has("most", "least") and of.text == "的" and three and kind and end.has("mark"):
            noun = replace(
                taken_as(number, "noun", kind), text="单位" if kind == "agency" else "领导"
            )
            return [*tokens[: place + 3], noun]
    return tokens


def _with_ones_ranked(tokens: list[Token]) -> list[Token]:
    """`分管领导中事项数最少者`: 最少者 is the one of them, as 事项数最少的分管领导."""
    kept = [t for t in tokens if not t.has("mark")]
    if len(kept) < _ONES or kept[-1].text != "者":
        return tokens
    column, within, *said, most, one = kept
    ranked = column.has("rolenoun") and within.text in WITHIN and most.has("most", "least")
    of = replace(taken_as(one, "noise"), text="的")
    return [*said, most, of, column] if ranked else tokens


_ONES = 4
