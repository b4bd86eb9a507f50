"""The numbers and promises that the texts state, as a question asks for them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np

from graph.opened import OpenSnapshot
from queries.asking.figures.asked import Asked, Topic
from queries.asking.figures.bounds import (
    Bound,
    bound_doubts,
    bound_of,
    is_of_indicators,
    printing,
    rows_within,
)
from queries.asking.figures.by_place import read_by_place
from queries.asking.figures.figure_claims import YES_OR_NO, claim_words
from queries.asking.figures.figure_doubts import (
    addend_doubts,
    area_doubts,
    context_doubts,
    joint_doubts,
    known_doubts,
    said_in,
)
from queries.asking.figures.figure_orders import order_words
from queries.asking.figures.figure_words import figures_sentence, sum_doubts
from queries.asking.figures.item_words import items_speaking_of, prints_no_money
from queries.asking.figures.misplaced import misplaced, without_other_towns
from queries.asking.figures.number_kinds import kind_doubts, numberless_words
from queries.asking.figures.targets import Nearest, choose_targets
from queries.asking.figures.topics import PRESENT, TOTAL, read_topics, without_words
from queries.asking.figures.unstated import without_others
from queries.asking.readings.draft import Draft
from queries.asking.readings.expected import number_doubts
from queries.asking.readings.reading import Clause, Condition, Reading
from queries.asking.rows.compiling import compile_reading
from queries.asking.rows.selecting import select_items
from queries.asking.rows.solutions import Found, solutions, solutions_of
from queries.asking.rows.tables import Row, target_rows
from queries.asking.words.tokens import Node

_COLUMNS: tuple[str, ...] = ("measure", "comparator", "value", "unit", "quote", "targetKind")
_COLUMNS += ("kind", "annexNumber", "rowNumber", "title", "text", "annualTask")
_COLUMNS += ("document", "item")
_WORDED = ("text", "title", "mention", "place", "item", "named", "theme", "agentType")
"""Conditions on words: with topics they only say by which words a number must stand."""


def find_figures(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Choose the numbers that the words of the question speak of."""
    if (bound := bound_of(draft)) is not None:
        return _find_within(draft, reading, bound, opened)
    asked = read_by_place(draft) or read_topics(draft)
    too_many: tuple[str, ...] = ()
    if not asked.topics:
        rows = _targets_of(reading, draft, opened)
        too_many = () if rows else _many_doubts(reading, draft, opened)
        chosen = [Nearest(Topic(), tuple(rows))] if rows else []
    elif _MONEY_ASKED.search(said_in(draft)) and prints_no_money(asked, draft):
        chosen = []
    else:
        chosen = _chosen(draft, reading, asked, opened)
    chosen = without_other_towns(draft, without_others(draft, chosen))
    candidates = [row for near in chosen for row in near.rows]
    if reading.order:
        chosen = [_first_in_order(reading, near) for near in chosen]
    rows = list({row["target"]: row for near in chosen for row in near.rows}.values())
    nodes = tuple(Node(row["target"], "target", row["measure"]) for row in rows)
    reading = replace(reading, among=nodes)
    sparql = compile_reading(reading, draft.language).answer
    sentence = figures_sentence(
        [(near.topic.label if len(chosen) > 1 else "", near.rows) for near in chosen],
        draft.language,
        asks_sum=asked.asks_sum,
    )
    ordered, unclear = order_words(draft, reading.order, chosen, candidates)
    sentence = sentence + ordered if reading.order else ordered + sentence
    doubts = (*unclear, *too_many, *_doubts(draft, chosen), *_whole_doubts(draft, rows))
    claim = claim_words(draft, rows)
    sentence = claim + sentence
    claim = claim or (ordered if ordered.startswith(YES_OR_NO) else "")
    doubts += (
        (() if claim else _claim_doubts(draft, rows))
        + _now_doubts(draft, chosen)
        + number_doubts(draft, _parts_told(rows))
    )
    doubts += _count_doubts(draft, rows) + sum_doubts(asked, sentence, draft.language, chosen)
    doubts += _stock_doubts(draft, rows) + area_doubts(draft, rows)
    doubts += () if ordered else kind_doubts(draft, rows)
    doubts += joint_doubts(draft, rows) + addend_doubts(draft, sentence, rows)
    doubts += known_doubts(draft, rows) + context_doubts(draft, rows)
    doubts += misplaced(draft, reading, rows, opened)
    before, behind = ("", "") if claim else numberless_words(draft, chosen)
    sentence = before + sentence + behind
    absent = not rows and prints_no_money(asked, draft)
    if before and not (doubts or draft.left_over()):
        rows, absent = [], True  # no number is what is asked for
    return Found(reading, sentence, _COLUMNS, rows, sparql, doubts, absent)


_MONEY_ASKED = re.compile("多少(?:钱|[百千万亿]*元)|(?:budget|cost|investment) (?:of|in)")


def _find_within(draft: Draft, reading: Reading, bound: Bound, opened: OpenSnapshot) -> Found:
    """Choose the numbers that a question bounds by one of its own."""
    compared = _targets_of(reading, draft, opened)
    rows = rows_within(draft, compared, bound)
    if not rows and bound.comparator == "eq" and is_of_indicators(reading):
        reading = replace(reading, clauses=(Clause(),))  # 37.5%是什么指标: what any text measures
        compared = _targets_of(reading, draft, opened)
        rows = rows_within(draft, compared, bound)
    nodes = tuple(Node(row["target"], "target", row["measure"]) for row in rows)
    reading = replace(reading, among=nodes)
    sentence = figures_sentence([("", rows)], draft.language)
    items = len({row["item"] for row in rows})
    sentence = f"共 {items} 项。{sentence}" if rows else sentence
    own = {row["item"] for row in rows}
    is_whole = bound.comparator == "eq" and bool(own) and own >= printing(bound, draft)
    doubts = () if is_whole else bound_doubts(bound, rows, compared)
    doubts += number_doubts(draft, {items})
    sparql = compile_reading(reading, draft.language).answer
    return Found(reading, sentence, _COLUMNS, rows, sparql, doubts)


_WHOLE = re.compile("总(?:处理|投资|规模|能力|面积|产能)|占总")


def _whole_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where a whole is asked for, and the one number found is of no whole.

    A total of several parts that are added up is just that.
    """
    asked = _WHOLE.search(said_in(draft))
    summed = len(rows) > 1 and any(t.has("total") for t in draft.tokens)
    if not asked or summed or any("总" in str(row.get("sentence", "")) for row in rows):
        return ()
    zh = f"没有把握：问的是“{asked[0]}”，原文写的可能只是其中一部分。"
    en = "Unsure: a whole is asked for, the number may be a part."
    return (zh if draft.language == "zh" else en,)


def _claim_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where a yes or no is asked for, or a share is named that not all rows print."""
    zh = draft.language == "zh"
    asked = [t.text for t in draft.tokens if t.has("yesno") and not t.has("count")] if zh else []
    texts = (*(t.text for t in draft.tokens), said_in(draft))
    named = dict.fromkeys(share for text in texts for share in _PER_CENT.findall(text))
    asked += [n for n in named if any(n not in str(row.get("sentence", "")) for row in rows)]
    text = "没有把握：{}。" if zh else "Unsure: {}."
    return (text.format("、".join(dict.fromkeys(asked))),) if asked else ()


def _count_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where numbers of several units are asked for, and fewer are told: 几轨几班."""
    asked = dict.fromkeys(t.text for t in draft.tokens if _COUNTED.fullmatch(t.text))
    if len(asked) < _SEVERAL or len(asked) <= len({row["unit"] for row in rows}):
        return ()
    words = "、".join(asked)
    return (f"没有把握：{words}。" if draft.language == "zh" else f"Unsure: {words}.",)


_SEVERAL = 2
_COUNTED = re.compile("几[轨班张座辆户亩公顷里米床间层]+")
_PER_CENT = re.compile(r"\d+(?:\.\d+)?%")


_ADDED = re.compile("新增|新建|新改扩建|增加|增长|启动|净增|新认定|培育")
_PLANNED = re.compile(f"{_ADDED.pattern}|要建|扩建|列入|计划|分给|今年")
"""How a question says that it asks for what is planned: 列入推进计划的有多少个."""


def _stock_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where it is asked how many there are, and the text says how many are added."""
    said = said_in(draft)
    asked = TOTAL.search(said) if not _PLANNED.search(said) else None
    if asked is None or all(str(row["quote"]).startswith("达") for row in rows):
        return ()
    if not any(_ADDED.search(str(row.get("sentence", ""))) for row in rows):
        return ()
    if draft.language == "zh":
        return ("没有把握：问的可能是总数，原文写的是新增或增长。",)
    return ("Unsure: a total may be asked for; the text says what is added.",)


def _now_doubts(draft: Draft, chosen: list[Nearest]) -> tuple[str, ...]:
    """Say so where it is asked what there is already, and the number says what is planned."""
    planned = any(
        near.topic.asks_now and any(row["targetKind"] != "baselineState" for row in near.rows)
        for near in chosen
    )
    said = said_in(draft)
    if not planned or not any(word in said for word in PRESENT):
        return ()
    zh = "没有把握：问的是现有的数，原文写的是目标。"
    return (zh if draft.language == "zh" else "Unsure: the numbers may be what is planned.",)


def _parts_told(rows: list[Row]) -> set[int]:
    """Return how many things the numbers may be of: work items, sentences, or the numbers."""
    return {
        len({row["item"] for row in rows}),
        len({row.get("sentence") for row in rows}),
        len(rows),
    }


def _first_in_order(reading: Reading, near: Nearest) -> Nearest:
    """`增长目标最高的指标`: of the numbers in the unit that most have, the highest or lowest."""
    units = Counter(str(row["unit"]) for row in near.rows if row["value"])
    if not units:
        return near
    [(unit, _)] = units.most_common(1)
    alike = [row for row in near.rows if row["value"] and row["unit"] == unit]
    choose = min if reading.order == "least" else max
    best = choose(float(row["value"]) for row in alike)
    return replace(near, rows=tuple(r for r in alike if float(r["value"]) == best))


def _chosen(draft: Draft, reading: Reading, asked: Asked, opened: OpenSnapshot) -> list[Nearest]:
    """Choose among the numbers of the items that print most of the words."""
    items = items_speaking_of(asked, draft)
    if not items:
        return [Nearest(topic, (), topic.pieces, is_near=False) for topic in asked.topics]
    nodes = tuple(Node(iri, "task", "") for iri in items)
    clause = reading.clauses[0]
    kept = tuple(c for c in clause.conditions if c.slot not in _WORDED or c in draft.inherited)
    clause = replace(clause, conditions=(*kept, Condition("item", nodes)))
    found = _targets_of(replace(reading, clauses=(clause,)), draft, opened)
    return choose_targets(found, without_words(asked, _own_places(found, opened)))


def _targets_of(reading: Reading, draft: Draft, opened: OpenSnapshot) -> list[Row]:
    """Return the numbers and promises of the items of a reading, in the order of the documents.

    Which items these are the columns know; the graph would begin with all of them. Those of over
    `_MOST_ITEMS` are not looked for.
    """
    clause = reading.clauses[0]
    mask = select_items(clause.conditions, opened.index)
    if mask is None:
        return target_rows(solutions(opened, compile_reading(reading, draft.language).answer))
    items = opened.index.items.iris(np.flatnonzero(mask))
    if not items or len(items) > _MOST_ITEMS:
        return []
    reading = replace(reading, clauses=(replace(clause, conditions=()),))
    compiled = compile_reading(reading, draft.language)
    return target_rows(solutions_of(opened, compiled.answer, "?item", items))


_MOST_ITEMS = 20_000
"""Items of which all numbers are told in a few seconds."""


def _many_doubts(reading: Reading, draft: Draft, opened: OpenSnapshot) -> tuple[str, ...]:
    """Say so where the numbers of so many items are asked for that none is looked for."""
    mask = select_items(reading.clauses[0].conditions, opened.index)
    number = 0 if mask is None else int(np.count_nonzero(mask))
    if number <= _MOST_ITEMS:
        return ()
    if draft.language == "zh":
        return (f"问的是 {number} 项的数值，超过 {_MOST_ITEMS} 项时不查找，请补充条件。",)
    return (f"No numbers of {number} items are looked for, over {_MOST_ITEMS}; name fewer.",)


def _own_places(rows: list[Row], opened: OpenSnapshot) -> frozenset[str]:
    """Return the names of the places whose documents these are: all in them is of the place."""
    cards = opened.index.cards_at({row["document"] for row in rows}).values()
    labels = {c["jurisdiction"]["label"] for c in cards if c["jurisdiction"]}
    return frozenset(labels | {label.rstrip("市县区") for label in labels})


def _doubts(draft: Draft, chosen: list[Nearest]) -> tuple[str, ...]:
    zh = draft.language == "zh"
    return tuple(doubt for near in chosen if (doubt := _doubt(near, zh=zh)))


def _doubt(near: Nearest, *, zh: bool) -> str:
    words = "、".join(f"“{word}”" for word in near.missing) or f"“{near.topic.label}”"
    if not near.rows:
        return f"原文没有与{words}有关的数值。" if zh else f"No number stands by {words}."
    if near.missing:
        if zh:
            return f"没有把握：给出的数值旁边没有{words}。"
        return f"Unsure: the numbers given do not stand by {words}."
    if not near.is_near:
        if zh:
            return f"没有把握：{words}旁边没有数值，给出的是同一事项里的数值。"
        return f"Unsure: no number stands by {words}; these are numbers of the same work item."
    return ""
