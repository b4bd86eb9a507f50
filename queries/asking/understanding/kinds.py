"""Several kinds of work items in one question: 任务、工程和指标各多少, 主要工作+实事工程."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.clause_parts import QUOTES
from queries.asking.readings.draft import SUMS, Draft
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.readings.reading import AGENT_FOCUSES, Clause


def note_kinds(draft: Draft, focus: Focus) -> None:
    """`任务、工程和指标各多少`: a number for each kind of item."""
    kinds = [t.value("noun") for t in draft.tokens if is_item_noun(t)]
    items = [i for i, t in enumerate(draft.tokens) if is_item_noun(t) and draft.free(i)]
    both = focus.kind in AGENT_FOCUSES and any(t.text in BOTH_KINDS for t in draft.tokens)
    for run in _runs(draft, items) if not both else ():
        if len({draft.tokens[i].value("noun") for i in run}) > 1 and _names_items(draft, run):
            for place in run:
                draft.use(place, "kind", "any")
    for place in items:
        if _is_included(draft, items[0], place):
            draft.use(place, "kind", "any")
    tables = _tables(draft)
    if len(set(kinds)) > 1 and draft.find("every") and focus.measure in ("count", "list"):
        focus.kind, focus.measure = ("annex" if tables else "kind"), "each"
        for place in tables:
            draft.use(place, "frame", "annex")
        for place in draft.find("every", "count"):
            draft.use(place, "each")
        for place in [i for i, t in enumerate(draft.tokens) if is_item_noun(t)]:
            draft.use(place, "kind")


BOTH_KINDS = ("both", "同时", "既")
"""What says that somebody has work of each of two kinds: 同时牵头任务和工程."""


def _is_included(draft: Draft, first: int, place: int) -> bool:
    """`X的任务有哪些，含实事工程`: projects belong to what was asked for, too."""
    before = draft.at(place - 1)
    said = before is not None and before.text in _INCLUDING
    return said and place != first and draft.tokens[first].value("noun") == "item"


_INCLUDING = ("含", "包括", "包含", "连同", "算上", "加上", "including", "连", "也包括", "连带")


def _runs(draft: Draft, places: list[int]) -> list[list[int]]:
    """Return the nouns that stand side by side: 任务和工程, of 事项（任务和工程）."""
    runs = [places[:1]]
    for a, b in pairwise(places):
        if _are_joined(draft, a, b):
            runs[-1].append(b)
        else:
            runs.append([b])
    return runs


def _names_items(draft: Draft, run: list[int]) -> bool:
    return any(draft.tokens[i].value("noun") == "item" for i in run)


def _are_joined(draft: Draft, one: int, other: int) -> bool:
    between = [t for t in draft.between(one, other) if t.text not in QUOTES]
    joined = any(t.has("and", "or") or t.text in _ADDED for t in between)
    return joined and all(t.has("and", "or", "noise") or t.text in _ADDED for t in between)


_ADDED = ("+", *SUMS)


def _tables(draft: Draft) -> list[int]:
    """Return the places of 表 behind nouns for work items: 主要工作表和实事工程表.

    A table of main work is one annex, whatever kinds of items it has; where nothing says that a
    number is wanted for each table, that is a doubt.
    """
    places = [
        i
        for i, t in enumerate(draft.tokens)
        if t.text.startswith("表") and i and is_item_noun(draft.tokens[i - 1])
    ]
    if any(draft.tokens[i - 1].value("noun") == "item" for i in places) and not draft.find("every"):
        draft.notes.doubts.extend(draft.tokens[i].text for i in places)
    return places


_LOOSE = ("项目", "项目数", "项目数量", "工程任务")


def loose_word(draft: Draft) -> str:
    """Return the word for projects that may mean any work item, if it is the only one said."""
    said = {_said(draft, i) for i, t in enumerate(draft.tokens) if t.value("noun") == "project"}
    return next(iter(said)) if len(said) == 1 and said <= {*_LOOSE} else ""


def says_works(draft: Draft) -> bool:
    """Tell whether 工程 alone is said, which tasks are too where no project is meant."""
    said = {_said(draft, i) for i, t in enumerate(draft.tokens) if t.value("noun") == "project"}
    return said == {"工程"}


def _said(draft: Draft, place: int) -> str:
    """Return a kind of items as it is said, with what stands right behind it: 工程任务."""
    behind = draft.at(place + 1)
    more = behind.text if behind is not None and behind.value("noun") == "item" else ""
    return draft.tokens[place].text + more


def without_kind(clause: Clause) -> Clause:
    """Return a clause on items of any kind."""
    return replace(clause, conditions=tuple(c for c in clause.conditions if c.slot != "kind"))
