"""Who is named first among those of a column: 把环保局列在首位, 第一责任单位是农委."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.nouns import is_agent_noun, is_item_noun
from queries.asking.readings.reading import LEADING, Condition
from queries.asking.understanding.adjoining import Found
from queries.asking.words.tokens import taken_as

_NEAR = 4
"""Parts between a body and the word that says that it is named first."""


def tell_lists_from_ranks(draft: Draft) -> None:
    """排第一 ranks numbers or speaks of a column: of a column where a body stands by it."""
    for place in draft.find("most", "nth"):
        token = draft.tokens[place]
        is_first = token.has("listedfirst") or token.value("nth") == "1"
        if is_first and _is_of_column(draft, place):
            draft.tokens[place] = taken_as(token, "listedfirst")


def _is_of_column(draft: Draft, place: int) -> bool:
    near = range(max(place - _NEAR, 0), min(place + _NEAR, len(draft.tokens)))
    bodies = [i for i in near if is_agent(draft.tokens[i]) and _is_body(draft, i)]
    before = draft.before(place)
    if before is not None and draft.tokens[before].has("rolenoun"):
        bodies = [i for i in bodies if i > place]
    counted = before is not None and is_item_noun(draft.tokens[before])
    asked = any(t.has("who", "wh", "count", "which") for t in draft.tokens[:place])
    asks_for_agents = asked and any(
        is_agent_noun(draft, i) and draft.tokens[i].has("noun") for i in range(place)
    )
    if any(t.has("row", "number") for t in draft.tokens):
        return not counted
    return bool(bodies) and not counted and not asks_for_agents


def _is_body(draft: Draft, place: int) -> bool:
    return bool(draft.tokens[place].named("agency", "group"))


def listed_first(draft: Draft, conditions: list[Found]) -> list[Found]:
    """Bind each word for the first of a column to the body beside it; else it is a doubt."""
    for place in draft.find("listedfirst"):
        draft.use(place, "listed first")
        bodies = [n for n, (_, c) in enumerate(conditions) if _may_be_first(c)]
        if not bodies:
            draft.notes.doubts.append(draft.tokens[place].text)
            continue
        nearest = min(bodies, key=lambda n: abs(conditions[n][0] - place))
        at, condition = conditions[nearest]
        first = replace(condition, roles=LEADING, first=True)
        denial = draft.before(place)
        if denial is not None and draft.free(denial) and draft.tokens[denial].has("neg"):
            draft.use(denial, "negation")
            conditions.append((place, replace(first, negated=True)))
        else:
            conditions[nearest] = (at, first)
    return conditions


def _may_be_first(condition: Condition) -> bool:
    single = len(condition.nodes) == 1 and not (condition.only or condition.first)
    return condition.slot == "agent" and single and condition.nodes[0].type != "official"
