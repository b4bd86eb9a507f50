"""Who is named and not asked for: those left out, and those with whom others work."""

from __future__ import annotations

from queries.asking.readings.draft import PLAIN, Draft, is_agent
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import AGENT_FOCUSES, Condition
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.groups import JOINTLY, LISTED_BESIDE
from queries.asking.understanding.mentions import Binding
from queries.asking.words.tokens import Node


def excluded_nodes(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> tuple[Node, ...]:
    """Leave out what is excepted, and of who works with X, X."""
    if focus.kind not in AGENT_FOCUSES:
        return ()
    partners = [n for c in partners_of(draft, focus, bound, conditions) for n in c.nodes]
    partners += _those_beside(draft, focus, conditions)
    return tuple(dict.fromkeys([*bound.excluded, *bound.partners, *partners]))


def _those_beside(draft: Draft, focus: Focus, conditions: list[Found]) -> list[Node]:
    """`国土局牵头的任务里其他牵头单位`: who is named already is not asked for."""
    places = draft.find("beside")
    said = any(t.text in LISTED_BESIDE for t in draft.tokens)
    said = said or any(_works_with(draft, i) for i in range(len(draft.tokens)))
    said = said or _ranks_partners(draft, focus)
    if not (places or said or any(_asks_for_more(draft, i) for i in range(len(draft.tokens)))):
        return []
    agents = [c for _, c in conditions if c.slot == "agent" and not c.negated]
    personal = {"official": [True], "agency": [False]}.get(focus.kind, [True, False])
    nodes = [n for c in agents for n in c.nodes if (n.type == "official") in personal]
    for place in places if nodes else ():
        draft.use(place, "others than those named")
    return nodes


def _ranks_partners(draft: Draft, focus: Focus) -> bool:
    """`Which unit most often shares work with X`: of what X has X has most, and is not meant."""
    if any(t.text in _SHARE for t in draft.tokens):
        return True
    shares = any(t.text in _SHARING for t in draft.tokens)
    return focus.measure == "rank" and focus.order == "most" and shares


_SHARE = ("share", "shares", "shared")
_SHARING = ("with", "作为共同", "共同", "搭档", "同列", "并列", "陪它")


def _works_with(draft: Draft, place: int) -> bool:
    """`与发改委共同牵头最多的单位`: with whom others work is named, and not asked for."""
    at = draft.before(place)
    if at is None or not is_agent(draft.tokens[place]) or draft.tokens[at].text not in PLAIN:
        return False
    before = draft.at(at - 1)
    behind = draft.after(place, "noise")
    joint = behind is not None and draft.tokens[behind].text in (*JOINTLY, *LISTED_BESIDE)
    return joint and (before is None or not (is_agent(before) or before.has("type", "noun")))


def _asks_for_more(draft: Draft, place: int) -> bool:
    """Tell whether 还 stands right before the question word: 还有谁, 还有哪些."""
    behind = draft.after(place)
    return (
        draft.tokens[place].text == "还"
        and behind is not None
        and draft.tokens[behind].has("which", "who", "wh")
    )


def partners_of(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> list[Condition]:
    """Return the agents of the kind asked for with whom the things asked for work."""
    if bound.clauses or not any(t.has("and") for t in draft.tokens):
        return []
    agents = [c for _, c in conditions if c.slot == "agent" and not c.negated]
    if focus.kind == "agent":
        return agents
    personal = focus.kind == "official"
    return [c for c in agents if all((n.type == "official") == personal for n in c.nodes)]
