"""Whether a number of the texts is the one that a question claims: 增长目标定为8%，属实吗."""

from __future__ import annotations

import re
from collections.abc import Sequence

from queries.asking.figures.number_kinds import is_worded
from queries.asking.readings.draft import Draft
from queries.asking.readings.ranges import holds
from queries.asking.rows.tables import Row
from queries.asking.words.tokens import Token

_ASKING = ("wh", "which", "who", "count")
_UNCLEAR = ("neg", "ormore", "orless", "more", "only", "or", "except", "difference")
_CLAIMED = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)"
    r"(%|[亿万]?[美]?元|[万]?[个项家亩张件条户所座人名辆台]|公里|平方米)"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|(?![\d.%公平万亿美元个项家亩张件条户所座人名辆台]))")


def claimed_places(draft: Draft) -> list[int]:
    """Return the places of the tokens of a number with its unit, which a question claims."""
    found = []
    for place, token in enumerate(draft.tokens):
        behind = draft.at(place + 1)
        said = token.text + (behind.text if behind is not None else "")
        if token.text[:1].isdigit() and not _YEAR.match(token.text) and _CLAIMED.match(said):
            found += [place] if _CLAIMED.match(token.text) else [place, place + 1]
    return found


def use_claimed(draft: Draft) -> None:
    """`增长目标高于10%吗`: use up the number that is claimed, and what compares with it."""
    if not any(t.has("yesno") for t in draft.tokens):
        return
    for place in claimed_places(draft):
        draft.use(place, "claimed")
        before = draft.before(place)
        if before is not None and draft.tokens[before].has(*_ORDERS):
            draft.use(before, "claimed")


def claim_words(draft: Draft, rows: Sequence[Row]) -> str:
    """Return `是：` or `否：` where one number is claimed and one found, else nothing.

    What compares (不低于, 超过) is answered where the number that the text states decides it. Where
    it is asked whether the text states one at all, that is told.
    """
    asks = any(t.has("yesno") for t in draft.tokens)
    others = any(t.has(*_ASKING) and not t.has("yesno") for t in draft.tokens)
    unclear = any(t.has(*_UNCLEAR) and not _bounds_claimed(draft, t) for t in draft.tokens)
    said = _YEAR.sub("", "".join(token.text for token in draft.tokens))
    claimed = set(_CLAIMED.findall(said))
    found = {(row["value"], row["unit"], row["comparator"]) for row in rows if row["value"]}
    if not asks or others or unclear or asks_outcome(draft):
        return ""
    if not claimed and _asks_for_number(draft) and len({row["item"] for row in rows}) == 1:
        return yes_or_no_words(draft, holds=any(row["value"] for row in rows))
    if not claimed and len(rows) == 1 and _is_wording(rows[0]) and str(rows[0]["quote"]) in said:
        return yes_or_no_words(draft, holds=True)
    if len(claimed) != 1 or len(found) > 1:
        return ""
    [(number, unit)] = claimed
    if not found:
        exactly = not any(t.has(*_ORDERS) for t in draft.tokens)
        none = exactly and _states_no_number(rows, number + unit)
        return yes_or_no_words(draft, holds=False) if none else ""
    return _compared(draft, number, unit, *found)


def _compared(draft: Draft, number: str, unit: str, target: tuple[object, object, object]) -> str:
    """Return what is to be said of a number that is claimed, held against that of the text."""
    value, own, stated = target
    if unit != str(own) and unit[-1:] != str(own)[-1:]:
        return ""
    claim = next((order for t in draft.tokens for order in _ORDERS if t.has(order)), "eq")
    claim = next((order for t in draft.tokens if (order := _bounds_claimed(draft, t))), claim)
    if unit != str(own):
        return yes_or_no_words(draft, holds=False) if claim == "eq" else ""
    holds = _follows(float(str(value)), str(stated), claim, float(number))
    if holds and any(t.has(*_BEHIND) for t in draft.tokens):
        same = float(str(value)) == float(number) and stated not in ("", "eq")
        holds = True if same else None  # 5%以上 of 7%: true, and not what the text says
    return "" if holds is None else yes_or_no_words(draft, holds=holds)


def _bounds_claimed(draft: Draft, token: Token) -> str:
    """`达到5亿美元以上吗`: return how 以上 or 以下 bounds the number that it stands behind."""
    order = next((order for kind, order in _BEHIND.items() if token.has(kind)), "")
    return order if order and draft.tokens.index(token) - 1 in claimed_places(draft) else ""


_BEHIND = {"ormore": "ge", "orless": "le"}


def _states_no_number(rows: Sequence[Row], claimed: str) -> bool:
    """`进出口总额增长8%，对吗`: no where the one target that is stated has no number: 稳定增长."""
    said = [str(row["quote"]) + str(row["sentence"]) for row in rows]
    return len(said) == 1 and claimed not in said[0]


def _is_wording(row: Row) -> bool:
    """`与上年持平`, `保持稳定增长`: a target in words, without a number."""
    return len(str(row["quote"])) >= _WORDED and is_worded(row)


_WORDED = 4


def _asks_for_number(draft: Draft) -> bool:
    """`目标给出了具体数字吗`: whether a text states a number at all."""
    return any(token.text in _NUMBERS for token in draft.tokens)


_NUMBERS = ("具体数字", "具体数值", "具体百分比", "具体数目", "具体指标值")


def asks_outcome(draft: Draft) -> bool:
    """`GDP增长超过7%了吗`, `Did GDP grow faster?`: what has come about is no target."""
    said = "".join(t.text for t in draft.tokens)
    targets = any(t.value("asks") == "target" for t in draft.tokens)
    past = draft.tokens[0].text in _PAST or _DONE.search(said) is not None
    return past and not targets


_PAST = ("did", "was", "were", "has", "have", "had")
_DONE = re.compile("了(?:吗|没|么|嘛|吧)")


def yes_or_no_words(draft: Draft, *, holds: bool) -> str:
    return YES_OR_NO[(draft.language != "zh") * 2 + (not holds)]


YES_OR_NO = ("是：", "否：", "Yes: ", "No: ")


def _follows(value: float, stated: str, claim: str, number: float) -> bool | None:
    """Tell whether a claim follows from what a text states, None where it is left open.

    >>> _follows(7, "eq", "gt", 10), _follows(3, "le", "lt", 4), _follows(3, "le", "lt", 3)
    (False, True, None)
    """
    if claim == "eq":
        return value == number
    if stated in ("", "eq"):
        return holds(value, claim, number)
    is_least, claims_least = stated in ("ge", "gt"), claim in ("ge", "gt")
    if is_least == claims_least and stated in ("ge", "gt", "le", "lt"):
        inside = value > number if is_least else value < number
        same = value == number and (claim in ("ge", "le") or stated in ("gt", "lt"))
        return True if inside or same else None
    return None


_ORDERS = ("gt", "ge", "lt", "le")
