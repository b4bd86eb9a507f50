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
from queries.asking.grammar import words
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
from queries.asking.targets import Nearest, Topic, beside, nearest_targets, of_place, with_deed
from queries.asking.tokens import Node, Token

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
    return _at_once(opened, sparql)[0]


def _at_once(opened: OpenSnapshot, *queries: str) -> list[list[dict[str, str]]]:
    """Return the solutions of queries that are answered side by side."""
    base_iri = opened.snapshot.base_iri
    asked = [opened.workers.submit(Query(rebase(sparql, base_iri))) for sparql in queries]
    return [_read(future.result().body) for future in asked]


def _read(body: bytes) -> list[dict[str, str]]:
    content: Mapping[str, Any] = json.loads(body)
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
    doubts += _kind_doubts(draft, reading, opened, len(rows))
    sentence = items_sentence(reading, rows, draft.language)
    if reading.measure == "share":
        sentence = share_sentence(len(rows), _total(reading, opened), draft.language)
    if reading.measure == "universal":
        rows, sentence = _universal(draft, reading, rows, opened)
    return Found(reading, sentence, _ITEM_COLUMNS, rows, compiled.answer, doubts)


def _kind_doubts(
    draft: Draft, reading: Reading, opened: OpenSnapshot, number: int
) -> tuple[str, ...]:
    """Say so where 项目 may mean any work item, and not projects alone."""
    kinds = [c for c in reading.conditions if c.slot == "kind" and c.texts == ("project",)]
    said = {t.text for t in draft.tokens if t.value("noun") == "project"}
    if not kinds or said != {"项目"} or reading.measure not in ("list", "count", "exists"):
        return ()
    others = tuple(c for c in reading.conditions if c not in kinds)
    [found] = solutions(opened, total_query(others))
    if not others or int(found["items"]) == number:
        return ()
    return (f"“项目”按实事工程理解；不限于实事工程的共 {found['items']} 项。",)


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
    found, sources = _at_once(opened, compiled.answer, compiled.sources)
    rows = group_rows(reading, found, sources, opened.index)
    doubts: tuple[str, ...] = ()
    if reading.measure in ("rank", "compare"):
        doubts = _place_doubts(draft, reading, rows) + _nothing_doubts(draft, reading, rows)
        rows = ranked(reading, rows)
    sentence = groups_sentence(reading, rows, draft.language)
    if reading.claimed:
        sentence = claimed_words(reading, rows, draft.language) + sentence
    return Found(reading, sentence, _GROUP_COLUMNS, rows, compiled.answer, doubts)


def _nothing_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where things are compared of which none has anything of what is counted."""
    if reading.measure != "compare" or any(row["items"] for row in rows):
        return ()
    zh = "没有把握：相比的各方都没有一项，问的可能是别的数。"
    en = "Unsure: none of those compared has any; another number may be meant."
    return (zh if draft.language == "zh" else en,)


def _place_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where places are shared: who is second behind two first ones is open."""
    if not reading.nth or not is_tied(reading, rows):
        return ()
    zh = f"前{reading.top}位中有并列，名次按并列者都占位计算。"
    en = f"Places among the first {reading.top} are shared; each of those takes a place."
    return (zh if draft.language == "zh" else en,)


def _targets(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Choose the numbers that the words of the question speak of."""
    found = target_rows(solutions(opened, compile_reading(reading, draft.language).answer))
    topics = _topics(draft)
    found = with_deed(found, [t.text for t in draft.tokens if t.has("noise")])
    found = of_place(found, [t.text for t in draft.tokens if t.named("place")])
    chosen = [(topic, nearest_targets(found, topic)) for topic in topics or [Topic()]]
    first = Nearest(list(draft.context), sure=True) if draft.context else chosen[0][1]
    chosen = [(topic, beside(near, first)) for topic, near in chosen]
    rows = list({row["target"]: row for _, near in chosen for row in near.rows}.values())
    doubts = tuple(
        _not_by_words(draft, topic.wordings[0]) for topic, near in chosen if not near.sure
    )
    doubts += _missing_doubts(draft, len(rows))
    nodes = tuple(Node(row["target"], "target", row["measure"]) for row in rows)
    reading = replace(reading, among=nodes)
    sparql = compile_reading(reading, draft.language).answer
    asks_sum = any(t.has("total") for t in draft.tokens)
    sentence = targets_sentence(rows, draft.language, asks_sum=asks_sum)
    return Found(reading, sentence, _TARGET_COLUMNS, rows, sparql, doubts if rows else ())


def _missing_doubts(draft: Draft, found: int) -> tuple[str, ...]:
    """Say so where more numbers were asked for than are answered: 多少张、几家."""
    asked = sum(_asks_number(token) for token in draft.tokens)
    if asked <= max(found, 1):
        return ()
    zh = f"没有把握：问了 {asked} 个数值，只找到 {found} 个。"
    en = f"Unsure: {asked} numbers were asked for, {found} found."
    return (zh if draft.language == "zh" else en,)


def _asks_number(token: Token) -> bool:
    return token.has("count") and any(word in token.text for word in ("几", "多少", "how"))


def _not_by_words(draft: Draft, words: str) -> str:
    if draft.language == "zh":
        return f"没有把握：“{words}”旁边没有数值，给出的是同一事项里的数值。"
    return f"Unsure: no number stands by “{words}”; these are the numbers of the same work item."


def _topics(draft: Draft) -> list[Topic]:
    """Return what numbers are asked for, each with its wordings, the most telling first."""
    groups: list[list[Token]] = [[]]
    for token in draft.tokens:
        if token.has("and", "or") and not token.has("noise") and groups[-1]:
            groups.append([])
        else:
            groups[-1].append(token)
    return [topic for topic in map(_topic, groups) if topic.wordings]


def _topic(tokens: list[Token]) -> Topic:
    tokens = _behind_context(tokens)
    places = [i for i, t in enumerate(tokens) if t.has("phrase", "name")]
    phrases = [_bare(tokens[i]) for i in places if tokens[i].has("phrase") or _is_thing(tokens[i])]
    if not phrases:
        return Topic()
    span = tokens[places[0] : places[-1] + 1]
    whole = "".join(t.text for t in span if t.has("phrase", "name", "noise", "role"))
    by_length = sorted(phrases, key=len, reverse=True)
    wordings = dict.fromkeys([whole, "".join(phrases), *by_length])
    needed = [_bare(tokens[i]) for i in places if tokens[i].has("phrase")]
    return Topic(tuple(wordings), tuple(needed))


def _behind_context(tokens: list[Token]) -> list[Token]:
    """Return what stands behind the last comma, if it has words: X工程，护理床位多少张."""
    marks = [i for i, t in enumerate(tokens) if t.has("mark") and t.text in ",;?:"]
    for mark in reversed(marks):
        if any(t.has("phrase") for t in tokens[mark + 1 :]):
            return tokens[mark + 1 :]
    return tokens


def _bare(token: Token) -> str:
    """Return the words of a token without 新建, 完成 and the like at its end."""
    text, known = token.text, words()
    for size in (3, 2):
        end = known.get(text[-size:], ())
        if len(text) > size + 1 and end and end[0].kind == "noise":
            return text[:-size]
    return text


def _is_thing(token: Token) -> bool:
    return bool(token.named("programme", "facility", "event"))


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
