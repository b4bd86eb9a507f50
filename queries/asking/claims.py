"""Yes-or-no questions about a first place: 环保局是不是牵头任务最多的部门."""

from __future__ import annotations

from queries.asking.draft import Draft, agents_of, is_agent
from queries.asking.nouns import Focus, focus_of_noun, is_agent_noun

_ORDERS = ("most", "least", "nth")


def find_claim(draft: Draft) -> Focus | None:
    """Return what is ranked, with the agent of which a place in the order is claimed."""
    asks = draft.find("yesno")
    if not asks or not draft.find(*_ORDERS):
        return None
    named = [i for i, t in enumerate(draft.tokens) if draft.free(i) and is_agent(t)]
    if len(named) != 1:
        return None
    nodes = agents_of(draft.tokens[named[0]])
    draft.use(named[0], "claimed", nodes[0].label)
    for place in asks:
        draft.use(place, "yes or no")
    focus = _ranked(draft, nodes[0].type)
    focus.claimed = nodes
    return focus


def _ranked(draft: Draft, kind: str) -> Focus:
    nouns = [i for i in draft.find("noun", "rolenoun", "type") if is_agent_noun(draft, i)]
    if nouns:
        return focus_of_noun(draft, nouns[-1] if draft.language == "zh" else nouns[0])
    return Focus("official" if kind == "official" else "agency")
