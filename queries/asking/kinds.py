"""Several kinds of work items in one question: 任务、工程和指标各多少, 主要工作+实事工程."""

from __future__ import annotations

from itertools import pairwise

from queries.asking.draft import Draft
from queries.asking.nouns import Focus, is_item_noun


def note_kinds(draft: Draft, focus: Focus) -> None:
    """`任务、工程和指标各多少`: a number for each kind of item."""
    kinds = [t.value("noun") for t in draft.tokens if is_item_noun(t)]
    items = [i for i, t in enumerate(draft.tokens) if is_item_noun(t) and draft.free(i)]
    if len(set(kinds)) > 1 and "item" in kinds and _are_joined(draft, items):
        for place in items:
            draft.use(place, "kind", "any")
    if len(set(kinds)) > 1 and draft.find("every") and focus.measure in ("count", "list"):
        focus.kind, focus.measure = "kind", "each"
        for place in draft.find("every", "count"):
            draft.use(place, "each")
        for place in [i for i, t in enumerate(draft.tokens) if is_item_noun(t)]:
            draft.use(place, "kind")


def _are_joined(draft: Draft, places: list[int]) -> bool:
    """Tell whether nouns stand side by side: 任务和工程."""
    return all(
        any(t.has("and", "or") or t.text == "+" for t in draft.between(a, b))
        and all(t.has("and", "or", "noise") or t.text == "+" for t in draft.between(a, b))
        for a, b in pairwise(places)
    )
