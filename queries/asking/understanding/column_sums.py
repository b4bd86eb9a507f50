"""How many names stand in a column in all, each as often as it stands there: 分管领导共多少人次."""

from __future__ import annotations

import re

from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus

SUM = "sum"
"""Of what the average of all items asks in such a question."""
_ADDS = "累加起来|累加|累计|加总|求和|相加|加起来|逐[行条项]数?"
_TIMES = "(?<![不去要勿别免])重复(?:照|也|均|都|的)?[计算]入?|不去重|总?[人家]次"
_NAMES = "(?:名称|名字|姓名)?(?:个数|家数|人数)"
_ASKED = re.compile(
    f"(?:{_NAMES}.*(?:{_ADDS})|(?:{_ADDS}).*{_NAMES}|{_TIMES}|逐[行条项](?:相加|累加|加总|求和))"
)
_SAID = re.compile(f"{_ADDS}|{_TIMES}|{_NAMES}")


def asks_for_sum(draft: Draft) -> bool:
    """Tell whether a question asks for the sum of the names in one column."""
    said = "".join(token.text for token in draft.tokens)
    is_one = len(draft.find("rolenoun")) == 1
    return draft.language == "zh" and is_one and _ASKED.search(said) is not None


def sum_of_column(draft: Draft) -> Focus | None:
    """Return what asks for the sum of the names in a column, with the words that say so."""
    if not asks_for_sum(draft):
        return None
    [column] = draft.find("rolenoun")
    words = _SAID.findall("".join(token.text for token in draft.tokens))
    for place, token in enumerate(draft.tokens):
        asks = token.has("count", "total", "wh", "which") or token.value("noun") == "item"
        if asks or any(token.text in word for word in words) or _is_of_rows(draft, place):
            draft.use(place, "question word")
    role = draft.tokens[column].value("rolenoun") or "any"
    draft.use(column, "counted", role)
    counted = "official" if role == "supervising" else "entry"
    return Focus("item", "average", roles=(role,), counted=counted, asks=(SUM,))


def _is_of_rows(draft: Draft, place: int) -> bool:
    """`142行累加`: how many rows there are, which nobody asks."""
    behind = draft.at(place + 1)
    return draft.tokens[place].has("num") and behind is not None and behind.text == "行"
