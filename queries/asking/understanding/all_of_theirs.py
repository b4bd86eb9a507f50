"""Whose work is all of one sort: 哪些单位牵头的任务都由赵建初分管."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Clause
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.mentions import FocusClause

_ALL = ("都", "均", "全", "一律", "统统", "悉数", "清一色", "无一例外")
"""How words begin that say something of all that stands before them."""
_WHOLLY = tuple(word for word in _ALL if word not in ("都", "均"))
"""Those that say it of all work of whoever stands before them: 哪些门类全部由X分管."""
_BETWEEN = ("noise", "scope", "every")


def all_of_theirs(draft: Draft, clause: FocusClause, conditions: list[Found]) -> tuple[Clause, ...]:
    """Return that those asked for have such work and none other, nothing if that is not asked."""
    place = _place_of_all(draft)
    if place is None:
        return ()
    work = _work_before(draft, place)
    claimed = [c for p, c in conditions if p > work]
    if len(claimed) != 1 or claimed[0].comparator or claimed[0].only:
        denies = any(t.has("neg") for t in draft.tokens[place + 1 : place + 2])
        draft.notes.doubts.extend([] if denies and not claimed else [draft.tokens[place].text])
        return ()
    for between in range(work + 1, place + 1):
        if draft.tokens[between].has(*_BETWEEN):
            draft.use(between, "all")
    own = tuple(c for _, c in conditions)
    other = replace(claimed[0], negated=not claimed[0].negated)
    beside = tuple(other if c is claimed[0] else c for c in own)
    return (Clause(clause.roles, own), Clause(clause.roles, beside, negated=True))


def _place_of_all(draft: Draft) -> int | None:
    """Return where 都 stands, behind the work of whoever is asked for; 都由谁 asks for others."""
    for place, token in enumerate(draft.tokens if draft.language == "zh" else ()):
        is_all = token.text.startswith(_ALL) and place > 0 and not token.has("neg")
        whose = draft.tokens[_work_before(draft, place)]
        of_whole = whose.value("noun") in _HOLDERS and token.text.startswith(_WHOLLY)
        if not is_all or not (is_item_noun(whose) or of_whole):
            continue
        sides = (draft.tokens[:place], draft.tokens[place:])
        asked, again = (any(t.has(*_ASKING) for t in side) for side in sides)
        if asked != _ends_with_whose(draft, place) and not (asked and again):
            return place
    return None


def _ends_with_whose(draft: Draft, place: int) -> bool:
    """`任务全由顾建康分管的单位有哪些`: tell whether those who are asked for stand behind 都."""
    behind = pairwise(draft.tokens[place:])
    return any(of.text == "的" and noun.value("noun") in _HOLDERS for of, noun in behind)


def _work_before(draft: Draft, place: int) -> int:
    """Return where the last word stands before 都, beside one who is named: 任务X都分管."""
    before, named = place - 1, 0
    between = (*_BETWEEN, "mark", "rolenoun")
    while before > 0 and (draft.tokens[before].has(*between) or is_agent(draft.tokens[before])):
        named += is_agent(draft.tokens[before])
        before -= 1
    return before if named <= 1 else place


_ASKING = ("wh", "which", "who")
_HOLDERS = ("official", "agency", "category", "heading")
