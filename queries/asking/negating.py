"""Negations that stand behind what they deny: 附件2没有的单位, 附件1里一条任务都没有."""

from __future__ import annotations

from queries.asking.draft import ABSENCE, Draft
from queries.asking.reading import Condition

_PLACES = ("annex", "category", "kind", "theme")
_BETWEEN = ("noise", "num", "mark", "scope")


def denied_behind(draft: Draft, place: int, condition: Condition) -> int | None:
    """Return the place of a 没有 that ends what is said of an annex, a category or a kind."""
    if condition.slot not in _PLACES:
        return None
    for other in range(place + 1, len(draft.tokens)):
        token = draft.tokens[other]
        if token.has("neg") and token.text.removesuffix("的") in ABSENCE:
            return other if draft.free(other) and _ends(draft, other) else None
        is_item = token.value("noun") == "item" and token.text not in ("综合指标",)
        if token.text in ",;" or not (token.has(*_BETWEEN) or is_item):
            return None
    return None


def _ends(draft: Draft, place: int) -> bool:
    """Tell whether nothing stands behind the negation that it could deny."""
    following = draft.at(place + 1)
    if following is None or following.text in ",;?。":
        return True
    return following.text == "的" or (
        draft.tokens[place].text.endswith("的") and following.has("noun", "rolenoun")
    )
