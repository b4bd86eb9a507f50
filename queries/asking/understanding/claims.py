"""Yes-or-no questions about a first place: 环保局是不是牵头任务最多的部门."""

from __future__ import annotations

from queries.asking.readings.draft import TOGETHER, Draft, agents_of, is_agent
from queries.asking.readings.nouns import Focus, focus_of_noun, is_agent_noun, is_item_noun

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


def find_claim_of_each(draft: Draft) -> Focus | None:
    """`A的每一项，分管领导里都有B吗`: who is in the column of each is claimed, not asked for."""
    each = [i for i, t in enumerate(draft.tokens) if t.text in EACH_ITEM]
    columns = [i for i in draft.find("rolenoun") if each and i > each[0]]
    asks = draft.find("yesno")
    if not asks or not columns or not _names_somebody(draft, columns[0]):
        return None
    for place in asks:
        draft.use(place, "yes or no")
    return Focus("item", "exists")


EACH_ITEM = ("每一项", "每项", "每一条", "每条", "每一件", "每件", "每一个", "每个")
_BETWEEN = ("be", "have", "noise", "ge", "yesno", "every")


def _names_somebody(draft: Draft, column: int) -> bool:
    said = (t for t in draft.tokens[column + 1 :] if not t.has(*_BETWEEN))
    named = next((t for t in said if t.text not in TOGETHER), None)
    return named is not None and is_agent(named)


ANY_OF_THEM = "whether any"
"""What a question asks for that asks whether there is anybody of whom something is said."""


def find_any(draft: Draft) -> Focus | None:
    """`有没有不分管工程的领导`, `are there agencies that lead …`: whether any, and who they are.

    有没有哪项工程有两个以上的牵头单位 asks for the items.
    """
    asks = [i for i in draft.find("yesno") if draft.tokens[i].text.startswith(_ANY)]
    nouns = [i for i in draft.find("noun", "rolenoun") if is_agent_noun(draft, i)]
    if not asks or not nouns:
        return None
    if draft.language == "zh":
        last = draft.before(len(draft.tokens))
        of = draft.at(nouns[-1] - 1)
        of_items = any(is_item_noun(t) for t in draft.tokens[asks[0] + 1 : asks[0] + 2])
        ends = last == nouns[-1] and of is not None and of.text == "的" and not of_items
        place = nouns[-1] if ends else None
    else:
        place = nouns[0] if draft.after(asks[0], "scope", "or") == nouns[0] else None
    if place is None or any(t.has("most", "least") for t in draft.tokens):
        return None
    for other in (*asks, *draft.find("who", "which", "wh")):
        draft.use(other, "yes or no")
    focus = focus_of_noun(draft, place)
    focus.asks = (ANY_OF_THEM,)
    return focus


_ANY = ("有没有", "有无", "是否有", "is there", "are there")


def any_words(*, found: bool, zh: bool) -> str:
    if zh:
        return "是：" if found else "否："
    return "Yes: " if found else "No: "


def _ranked(draft: Draft, kind: str) -> Focus:
    nouns = [i for i in draft.find("noun", "rolenoun", "type") if is_agent_noun(draft, i)]
    if nouns:
        return focus_of_noun(draft, nouns[-1] if draft.language == "zh" else nouns[0])
    return Focus("official" if kind == "official" else "agency")
