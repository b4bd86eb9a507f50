"""Named things that are compared by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.readings.reading import IMPERSONAL, Clause, Reading
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.mentions import Binding, roles_for
from queries.asking.understanding.orders import count_others
from queries.asking.understanding.uncounted import counts_those_named
from queries.asking.words.tokens import Token


def is_comparison(draft: Draft, focus: Focus) -> bool:
    """Tell whether named things are compared by their numbers: A和B谁的任务多, A比B多几项."""
    words = draft.find("more", "difference", "equal")
    each = [i for i in draft.find("every") if not _is_of_items(draft, i)]
    tokens = list(_not_excepted(draft))
    agents = [t for t in tokens if t.named("agency", "official") and not t.named("theme")]
    themes = [t for t in tokens if t.named("theme") or t.has("theme")]
    several = len({t.nodes for t in agents}) > 1 or len(themes) > 1
    of_named = focus.is_who or any(counts_those_named(draft, i) for i in _numbers(draft))
    ranked = focus.measure == "rank" and focus.top == 1 and several and of_named
    again = agents[-1:] if len({t.nodes for t in agents}) == _TWO < len(agents) else agents[:1]
    claims = _is_claim(draft, focus) and len({t.nodes for t in agents}) == _TWO and bool(words)
    if claims and draft.language == "en" and any(t.has("or") for t in draft.tokens):
        claims, focus.measure = False, "list"
    listed = each and not words and not ranked and _asks_for_items(draft)
    if (
        listed
        or not several
        or not (words or each or ranked)
        or (focus.measure == "exists" and not claims)
    ):
        return False
    if claims:
        focus.claimed = again[0].named("agency", "official")
        focus.order = _claimed_order(draft)
    if agents and each:
        count_others(draft, focus, agents[0].nodes[0].type)
    for place in [*words, *each]:
        draft.use(place, "comparison")
    for place in draft.find("count", "wh", "which", "who", "neg"):
        draft.use(place, "question word")
    return True


def _numbers(draft: Draft) -> list[int]:
    return [i for i, t in enumerate(draft.tokens) if t.has("num")]


def _not_excepted(draft: Draft) -> Iterator[Token]:
    """Yield the parts of a question without those between 除 and 外, which are left out of it."""
    excepted = False
    for token in draft.tokens:
        excepted = token.has("except") or (excepted and not token.has("exceptend", "mark"))
        if not excepted:
            yield token


def _is_claim(draft: Draft, focus: Focus) -> bool:
    """Tell whether yes or no is asked for: A的条数是不是比B多."""
    asks = any(t.has("yesno") for t in draft.tokens)
    counts = any("几" in t.text or "多少" in t.text for t in draft.tokens)
    asks = asks or (not counts and any(t.text == "?" for t in draft.tokens[-1:]))
    which = any(t.has("wh", "which", "who") and not t.has("yesno") for t in draft.tokens)
    same = any(t.has("equal") for t in draft.tokens) and draft.tokens[0].has("yesno", "noise")
    return focus.measure == "exists" or (asks and not which and (draft.language == "zh" or same))


def _is_of_items(draft: Draft, place: int) -> bool:
    """`every row that A and B share`: each of the items, and not of those who have them."""
    behind = draft.at(place + 1)
    if draft.language == "zh":
        return draft.tokens[place].text[-1:] in ITEM_COUNTERS
    return behind is not None and is_item_noun(behind)


def _claimed_order(draft: Draft) -> str:
    """Return what a question says of two: that they have as many, the first fewer or more.

    `A没有B多吗` says that A has fewer; `A不比B多` leaves both open and says no more than that.
    """
    if any(t.has("equal") for t in draft.tokens):
        return "equal"
    fewer = _asks_for_fewer(draft)
    denied = any(t.has("neg") for t in draft.tokens)
    return "least" if fewer != denied else "most"


def _asks_for_fewer(draft: Draft) -> bool:
    """Tell whether 少 compares: 谁分管的更少."""
    words = (t.text for t in draft.tokens if t.has("more", "difference"))
    return any(FEWER.search(word.replace("多少", "")) for word in words)


FEWER = re.compile("少|fewer|less")


def _asks_for_items(draft: Draft) -> bool:
    """`A和B各承担了哪项工程`: the items of each, and not how many they are."""
    asked = any(t.has("wh", "which", "who") for t in draft.tokens)
    return asked and not any(t.has("count") for t in draft.tokens)


def compare(draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]) -> Reading:
    """Count for each of the named things."""
    said = {t.text for t in draft.tokens if t.value("noun") == "project"}
    if said == {"项目"}:
        conditions = [(p, c) for p, c in conditions if c.slot != "kind"]
        draft.notes.doubts.append("项目")
    groups = [(p, c) for p, c in conditions if c.slot == "agent" and len(c.nodes) > 1]
    singles = [(p, c) for p, c in conditions if c.slot == "agent" and len(c.nodes) == 1]
    draft.notes.choices.clear()
    themes = [(p, c) for p, c in conditions if c.slot == "theme"]
    measure = "compare"
    if groups or len(singles) > 1:
        chosen = _chosen_group(draft, groups) or _of_one_kind(draft, singles)
        nodes = tuple(dict.fromkeys(n for _, c in chosen for n in c.nodes))
        roles = next((c.roles for _, c in chosen if c.roles != IMPERSONAL), chosen[0][1].roles)
        kind = "official" if nodes[0].type == "official" else "agency"
        if (
            kind == "agency"
            and bound.clauses
            and len(groups) < _TWO
            and (groups or chosen == singles)
        ):
            roles = bound.clauses[0].roles
        rest = tuple(c for p, c in conditions if (p, c) not in chosen)
        clauses = (Clause(roles, rest),)
        order = focus.order if focus.claimed else "least" if _asks_for_fewer(draft) else "most"
        reading = Reading(kind, measure, clauses, nodes, order=order, claimed=focus.claimed)
        if focus.counted_role:
            others = roles_for(focus.counted_role, focus.counted)
            reading = replace(reading, counted=focus.counted, counted_roles=others)
        return reading
    nodes = tuple(n for _, c in themes for n in c.nodes)
    rest = tuple(c for p, c in conditions if (p, c) not in themes)
    if not nodes:
        draft.notes.doubts.append("comparison")
    return Reading("theme", measure, (Clause((), rest),), among=nodes, order="most")


def _of_one_kind(draft: Draft, singles: list[Found]) -> list[Found]:
    """`X分管的任务里A牵头的和B牵头的各几条`: bodies are compared, and of the items of X."""
    officials = [(p, c) for p, c in singles if c.nodes[0].type == "official"]
    bodies = [one for one in singles if one not in officials]
    if not officials or not bodies:
        return singles
    if len(officials) == len(bodies):
        draft.notes.doubts.append("comparison")
    return max(officials, bodies, key=len)


_TWO = 2


def _chosen_group(draft: Draft, groups: list[Found]) -> list[Found]:
    """`X和Y分管的任务里，A和B各牵头几条`: those right before 各 are compared."""
    if len(groups) < _TWO:
        return groups
    draft.notes.doubts.append("comparison")
    word = next((i for i, (slot, _) in draft.used.items() if slot == "comparison"), 0)
    before = [found for found in groups if found[0] < word]
    return (before or groups)[-1:]
