"""Words that a question asks for and that stand nowhere: 有没有关于机场的任务 gets a no."""

from __future__ import annotations

from queries.asking.readings.draft import Draft, is_unknown
from queries.asking.readings.reading import Condition
from queries.asking.understanding.adjoining import Found

_SHORTEST = 2


def unprinted(draft: Draft) -> list[Found]:
    """Return conditions on the unknown words of a yes-or-no question that name nobody."""
    if any(_stands_for_agent(draft, i) for i in draft.left_over()):
        return []
    places = [i for i in draft.left_over() if is_unknown(draft.tokens[i])]
    places = [i for i in places if len(draft.tokens[i].text) >= _SHORTEST]
    if not places:
        return []
    for place in places:
        draft.use(place, "words", draft.tokens[place].text)
        draft.notes.unprinted.append(draft.tokens[place].text)
    texts = tuple(draft.tokens[i].text for i in places)
    return [(places[0], Condition("text", texts=texts))]


def _stands_for_agent(draft: Draft, place: int) -> bool:
    following = draft.after(place, "neg", "only", "and")
    return following is not None and draft.tokens[following].has("role", "rolenoun")
