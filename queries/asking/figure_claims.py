"""Whether a number of the texts is the one that a question claims: 增长目标定为8%，属实吗."""

from __future__ import annotations

import re
from collections.abc import Sequence

from queries.asking.draft import Draft
from queries.asking.tables import Row

_ASKING = ("wh", "which", "who", "count")
_COMPARING = ("neg", "gt", "ge", "lt", "le", "ormore", "orless", "more", "only", "or", "except")
_CLAIMED = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)"
    r"(%|[亿万]?[美]?元|[万]?[个项家亩张件条户所座人名辆台]|公里|平方米)"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def claimed_places(draft: Draft) -> list[int]:
    """Return the places of the tokens of a number with its unit, which a question claims."""
    found = []
    for place, token in enumerate(draft.tokens):
        behind = draft.at(place + 1)
        said = token.text + (behind.text if behind is not None else "")
        if token.text[:1].isdigit() and not _YEAR.match(token.text) and _CLAIMED.match(said):
            found += [place] if _CLAIMED.match(token.text) else [place, place + 1]
    return found


def claim_words(draft: Draft, rows: Sequence[Row]) -> str:
    """Return `是：` or `否：` where one number is claimed and one found, else nothing.

    What compares or denies (不低于, 超过) claims no single number.
    """
    asks = any(t.has("yesno") for t in draft.tokens)
    others = any(t.has(*_ASKING) and not t.has("yesno") for t in draft.tokens)
    compares = any(t.has(*_COMPARING) for t in draft.tokens)
    if draft.language != "zh" or not asks or others or compares:
        return ""
    said = _YEAR.sub("", "".join(token.text for token in draft.tokens))
    claimed = set(_CLAIMED.findall(said))
    found = {(row["value"], row["unit"]) for row in rows if row["value"]}
    if len(claimed) != 1 or len(found) != 1:
        return ""
    [(number, unit)], [(value, own)] = claimed, found
    if unit != str(own) and unit[-1:] != str(own)[-1:]:
        return ""
    return "是：" if unit == str(own) and float(number) == float(str(value)) else "否："
