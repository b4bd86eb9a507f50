"""Columns of which it is said who is in them: 主要责任单位不含住建局的, 分管领导是X的."""

from __future__ import annotations

from queries.asking.readings.draft import Draft

ITEM_COUNTERS = ("项", "条", "件")


def only_of(draft: Draft, place: int) -> tuple[int, int] | None:
    """`主要责任单位又只有环保局一家`: return the places of 只有 and of who is named behind it."""
    only = None
    for other in range(place + 1, len(draft.tokens)):
        token = draft.tokens[other]
        if token.has("only"):
            only = other
        elif only is not None and token.named("agency", "group", "official"):
            return only, other
        elif not (token.has("be", "have", "noise") or token.text in _FURTHER):
            return None
    return None


def denied_of(draft: Draft, place: int) -> tuple[int, int] | None:
    """`主要责任单位不含住建局的`: return the places of the denial and of who is named behind it."""
    denial = None
    for other in range(place + 1, len(draft.tokens)):
        token = draft.tokens[other]
        if token.has("neg", "except") and denial is None:
            denial = other
        elif denial is not None and token.named("agency", "group", "official"):
            return (denial, other) if _ends_relative(draft, place, other) else None
        elif not (token.has("be", "have", "noise") or token.text in _FURTHER):
            return None
    return None


def _ends_relative(draft: Draft, noun: int, place: int) -> bool:
    """Tell whether a relative clause ends behind a name: with 的, in English with the question.

    `有多少项的主要责任单位不包括X`: of what is counted before the column nothing more need be said.
    """
    behind = draft.at(place + 1)
    ends = behind is None or behind.has("mark")
    if draft.language == "en":
        return ends
    return (behind is not None and behind.text == "的") or (
        ends and _is_said_of_counted(draft, noun)
    )


def _is_said_of_counted(draft: Draft, noun: int) -> bool:
    """`有多少项的主要责任单位…`: the column is that of the items that are counted or asked for."""
    of, asked = draft.at(noun - 1), draft.at(noun - 2)
    if of is None or asked is None or of.text != "的":
        return False
    return asked.has("count", "wh", "which") and asked.text[-1:] in ITEM_COUNTERS


def says_which(draft: Draft, place: int) -> bool:
    """`责任单位超过一家的`, `牵头单位只有X的`: what is said of the items asked for, and no end."""
    compared, last = draft.at(place + 1), draft.before(len(draft.tokens))
    counted = compared is not None and compared.has("gt", "ge", "lt", "le", "eq", "only")
    if counted and last == place + 2 and draft.tokens[last].has("num"):
        return True
    return is_said_of(draft, place)


def is_said_of(draft: Draft, place: int) -> bool:
    """Tell whether a column is said of the items: 牵头单位不含X, 分管领导是X的."""
    if only_of(draft, place) is not None or denied_of(draft, place) is not None:
        return True
    return draft.language == "zh" and (_is_called(draft, place) or _is_filled(draft, place))


def _is_called(draft: Draft, place: int) -> bool:
    """`分管领导是X的有哪些`: who is in the column is said, with 的 behind it."""
    said = named = False
    for token in draft.tokens[place + 1 :]:
        if token.named("agency", "group", "official"):
            if not said:
                return False
            named = True
        elif named and token.text == "的":
            return True
        elif not named and (token.has("be", "mention", "neg") or token.text in _WRITTEN):
            said = True
        elif not (token.has("and", "noise", "num", "neg") or (named and token.value("noun"))):
            return False
    return False


def _is_filled(draft: Draft, place: int) -> bool:
    """`列：主责单位含A，分管领导不含B`: who is in the columns is said, and nothing is asked."""
    if any(t.has("wh", "which", "who", "count", "asks", "yesno") for t in draft.tokens):
        return False
    said = draft.tokens[place + 1 : place + 3]
    verb = len(said) > 1 and (said[0].has("neg", "except", "only") or said[0].text in _WRITTEN)
    return verb and bool(said[1].named("agency", "group", "official"))


_WRITTEN = ("写着", "写的是", "写有", "列着", "列有", "含", "包含", "包括", "有")


_FURTHER = ("又", "也", "且", "并", "并且", "都", "均", "还", "就", "却")
