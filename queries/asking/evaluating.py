"""What the snapshot says to a reading: the rows, and the sentence that tells them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.evaluate import Query
from graph.opened import OpenSnapshot
from ontology.ids import rebase
from queries.asking.compiling import collective_query, compile_reading, total_query
from queries.asking.draft import Draft
from queries.asking.reading import AGENT_FOCUSES, Clause, Reading
from queries.asking.sentences import (
    claimed_words,
    groups_sentence,
    items_sentence,
    share_sentence,
    targets_sentence,
    universal_sentence,
)
from queries.asking.tables import (
    Row,
    group_rows,
    is_tied,
    item_rows,
    ranked,
    target_rows,
    with_agents,
)
from queries.asking.targets import nearest_targets
from queries.asking.tokens import Node

_ITEM_COLUMNS: tuple[str, ...] = ("kind", "annexNumber", "rowNumber", "title", "text", "annualTask")
_ITEM_COLUMNS += ("officials", "lead", "responsible", "supporting", "document", "item")
_GROUP_COLUMNS = ("name", "kind", "items", "thing")
_TARGET_COLUMNS: tuple[str, ...] = ("measure", "comparator", "value", "unit", "quote", "targetKind")
_TARGET_COLUMNS += ("kind", "annexNumber", "rowNumber", "title", "text", "annualTask")
_TARGET_COLUMNS += ("document", "item")


@dataclass(frozen=True)
class Found:
    """The rows of a reading with the sentence that tells them, and what is doubtful of them."""

    reading: Reading
    sentence: str
    columns: tuple[str, ...]
    rows: list[Row]
    sparql: str
    doubts: tuple[str, ...] = ()


def evaluate_reading(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Return all rows of the reading with their sentence."""
    if reading.focus == "target":
        return _targets(draft, reading, opened)
    if reading.focus == "item":
        return _items(draft, reading, opened)
    return _groups(draft, reading, opened)


def solutions(opened: OpenSnapshot, sparql: str) -> list[dict[str, str]]:
    """Return what a query finds, each solution as the texts of its values."""
    query = Query(rebase(sparql, opened.snapshot.base_iri))
    content: Mapping[str, Any] = json.loads(opened.workers.answer(query).body)
    return [
        {name: term["value"] for name, term in binding.items()}
        for binding in content["results"]["bindings"]
    ]


def _items(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    compiled = compile_reading(reading, draft.language)
    rows = with_agents(item_rows(solutions(opened, compiled.answer)), opened.index)
    doubts: tuple[str, ...] = ()
    if reading.measure == "rank":
        doubts = _place_doubts(draft, reading, rows)
        rows = ranked(reading, rows)
    sentence = items_sentence(reading, rows, draft.language)
    if reading.measure == "share":
        sentence = share_sentence(len(rows), _total(reading, opened), draft.language)
    if reading.measure == "universal":
        rows, sentence = _universal(draft, reading, rows, opened)
    return Found(reading, sentence, _ITEM_COLUMNS, rows, compiled.answer, doubts)


def _total(reading: Reading, opened: OpenSnapshot) -> int:
    [found] = solutions(opened, total_query(reading.base))
    return int(found["items"])


def _universal(
    draft: Draft, reading: Reading, rows: list[Row], opened: OpenSnapshot
) -> tuple[list[Row], str]:
    """`…都由X牵头吗`: the rows are the exceptions, or all if there is none."""
    base = replace(reading, clauses=(Clause((), reading.base),))
    every = _items(draft, replace(base, measure="list"), opened).rows
    held = {row["item"] for row in rows}
    exceptions = [row for row in every if row["item"] not in held]
    sentence = universal_sentence(reading, len(every), len(exceptions), draft.language)
    return exceptions or every, sentence


def _groups(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    compiled = compile_reading(reading, draft.language)
    found = solutions(opened, compiled.answer)
    rows = group_rows(reading, found, solutions(opened, compiled.sources), opened.index)
    doubts: tuple[str, ...] = ()
    if reading.measure in ("rank", "compare"):
        doubts = _place_doubts(draft, reading, rows)
        rows = ranked(reading, rows)
    sentence = groups_sentence(reading, rows, draft.language)
    if reading.claimed:
        sentence = claimed_words(reading, rows, draft.language) + sentence
    return Found(reading, sentence, _GROUP_COLUMNS, rows, compiled.answer, doubts)


def _place_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where places are shared: who is second behind two first ones is open."""
    if not reading.nth or not is_tied(reading, rows):
        return ()
    zh = f"前{reading.top}位中有并列，名次按并列者都占位计算。"
    en = f"Places among the first {reading.top} are shared; each of those takes a place."
    return (zh if draft.language == "zh" else en,)


def _targets(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Choose the numbers that the words of the question speak of."""
    found = solutions(opened, compile_reading(reading, draft.language).answer)
    rows = nearest_targets(target_rows(found), _target_wordings(draft))
    nodes = tuple(Node(row["target"], "target", row["measure"]) for row in rows)
    reading = replace(reading, among=nodes)
    sparql = compile_reading(reading, draft.language).answer
    sentence = targets_sentence(rows, draft.language)
    return Found(reading, sentence, _TARGET_COLUMNS, rows, sparql)


def _target_wordings(draft: Draft) -> list[str]:
    """Return the words that say which number is meant, the most telling first."""
    places = [i for i, t in enumerate(draft.tokens) if t.has("phrase", "name")]
    if not any(draft.tokens[i].has("phrase") for i in places):
        return []
    span = draft.tokens[places[0] : places[-1] + 1]
    whole = "".join(t.text for t in span if t.has("phrase", "name", "noise", "role"))
    return [whole, "".join(t.text for t in span if t.has("phrase"))]


def collectives_note(reading: Reading, opened: OpenSnapshot, language: str) -> list[str]:
    """Say how much more an agency has through the groups that hold it."""
    conditions = reading.conditions
    asked = [c for c in conditions if c.slot == "agent" and not c.negated and len(c.nodes) == 1]
    if len(asked) != 1 or asked[0].nodes[0].type != "agency" or reading.focus in AGENT_FOCUSES:
        return []
    found = solutions(opened, collective_query(asked[0], conditions))
    if not found:
        return []
    names = "、".join(f"{row['name']} {row['items']} 项" for row in found)
    if language == "zh":
        return [f"另有由包括它的集合主体承担的事项，未计入：{names}。"]
    return [f"Not counted is work of collectives that hold it: {names}."]
