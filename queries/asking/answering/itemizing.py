"""The work items that a reading finds: their rows, or how many they are, and what is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from graph.opened import OpenSnapshot
from queries.asking.doubts.deeds import check_deeds
from queries.asking.readings.apart import Items
from queries.asking.readings.describing import SHOWN, describe_conditions
from queries.asking.readings.draft import Draft
from queries.asking.readings.expected import number_doubts
from queries.asking.readings.ranges import claimed_share, holds
from queries.asking.readings.reading import Clause, Condition, Reading
from queries.asking.rows.compiling import Compiled, compile_reading, kinds_query, total_query
from queries.asking.rows.item_ranks import Counted, count_each
from queries.asking.rows.ranking import numbers_of, place_doubts, ranked
from queries.asking.rows.selecting import elaborated_items, select_items
from queries.asking.rows.solutions import Found, found_items, solutions
from queries.asking.rows.tables import (
    Row,
    indexed_rows,
    item_rows,
    kinds_by_type,
    rows_of_cards,
    with_agents,
)
from queries.asking.sentences.rank_words import ranked_sentence
from queries.asking.sentences.sentences import (
    average_sentence,
    count_items,
    items_sentence,
    share_sentence,
    universal_sentence,
)
from queries.asking.words.tokens import Token

_COLUMNS: tuple[str, ...] = ("kind", "annexNumber", "rowNumber", "title", "text", "annualTask")
_COLUMNS += ("officials", "lead", "responsible", "supporting", "document", "item")
_NUMBERS = ("count", "share", "exists", "universal")
"""What is answered by a number, or by yes or no."""


def find_items(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Return the work items of a reading with their sentence; many that are counted stand apart."""
    compiled = compile_reading(reading, draft.language)
    counted = _counted(reading, opened)
    if counted is not None and len(counted.places):
        return _find_counted(draft, reading, counted, compiled, opened)
    items = _selected(reading, opened)
    apart = items if items is not None and _stands_apart(reading, items, draft) else None
    rows = [] if apart else _rows(compiled, items, draft.language, opened)
    kinds = apart.kinds if apart else Counter(str(row["class"]) for row in rows)
    doubts: tuple[str, ...] = ()
    if reading.measure == "rank":
        doubts = place_doubts(reading, numbers_of(reading, rows), draft.language)
        rows = ranked(reading, rows)
    number = len(apart or rows)
    doubts += _collective_doubts(draft, reading, opened, number)
    doubts += _theme_doubts(draft, reading, opened) + number_doubts(draft, {number})
    sentence = items_sentence(reading, rows, draft.language, kinds)
    if reading.measure == "share":
        sentence = _share(draft, reading, number, count_all(reading.base, opened))
    if reading.asks == ("deadline",) and not any(row["deadlines"] for row in rows):
        rows = []
    if reading.measure == "exists" and number:
        sentence, unclear = _claimed(draft, reading, rows, kinds, sentence)
        doubts += unclear
    found = Found(reading, sentence, _COLUMNS, rows, compiled.answer, doubts, apart=apart)
    return _universal(draft, found, items, opened) if reading.measure == "universal" else found


def _share(draft: Draft, reading: Reading, part: int, whole: int) -> str:
    """Tell a share, also as a decimal where one is asked for, and whether it is as claimed."""
    language = draft.language
    told = share_sentence(part, whole, language)
    if whole and any(word in t.text for t in draft.tokens for word in _AS_DECIMAL):
        told = f"{part / whole:.4g}（{told.removesuffix('。')}）。"
    claim = claimed_share(reading.asks, part, whole)
    if claim is None:
        return told
    if language == "zh":
        return f"{'是' if claim else '否'}：{told}"
    return f"{'Yes' if claim else 'No'}: {told}"


_AS_DECIMAL = ("小数表示", "成小数")


def _find_counted(
    draft: Draft, reading: Reading, counted: Counted, compiled: Compiled, opened: OpenSnapshot
) -> Found:
    """Return the items that have most (or least) of what is counted, or all with the average."""
    is_ranked, language = reading.measure == "rank", draft.language
    best = counted.best(reading) if is_ranked else counted
    number = len(best.places)
    apart = best.items if number > draft.most_told else None
    shown = best.first(reading, SHOWN) if apart else best
    rows = shown.numbered(_rows(compiled, shown.items, language, opened), reading)
    doubts: tuple[str, ...] = ()
    if is_ranked:
        doubts = place_doubts(reading, counted.in_order(reading)[: reading.top].tolist(), language)
    doubts += _theme_doubts(draft, reading, opened) + number_doubts(draft, {number})
    if not is_ranked:
        sentence = average_sentence(reading, int(best.numbers.sum()), number, language)
    elif number:
        sentence = ranked_sentence(reading, rows, number, language)
    else:
        sentence = items_sentence(reading, [], language, counted.items.kinds)
    told = [] if apart else rows
    return Found(reading, sentence, _COLUMNS, told, compiled.answer, doubts, apart=apart)


def _counted(reading: Reading, opened: OpenSnapshot) -> Counted | None:
    """Return what each item has of what is counted, if it is and the index knows it."""
    is_counted = reading.measure in ("rank", "average")
    if not is_counted or {"parent", "children"} & set(reading.asks):
        return None
    return count_each(reading, opened.index)


def _selected(reading: Reading, opened: OpenSnapshot) -> Items | None:
    """Return the items of a reading, if the index knows all that is said of them."""
    if reading.measure in ("rank", "average"):
        return None
    if {"parent", "children"} & set(reading.asks):
        mask = elaborated_items(reading, opened.index)
        return None if mask is None else Items(np.flatnonzero(mask), opened.index)
    return _selected_by(reading.conditions, opened)


def _selected_by(conditions: tuple[Condition, ...], opened: OpenSnapshot) -> Items | None:
    mask = select_items(conditions, opened.index)
    return None if mask is None else Items(np.flatnonzero(mask), opened.index)


def _stands_apart(reading: Reading, items: Items, draft: Draft) -> bool:
    return reading.measure in _NUMBERS and not reading.asks and len(items) > draft.most_told


def count_all(conditions: tuple[Condition, ...], opened: OpenSnapshot) -> int:
    """Return how many work items fulfil all conditions."""
    items = _selected_by(conditions, opened)
    if items is not None:
        return len(items)
    [found] = solutions(opened, total_query(conditions))
    return int(found["items"])


def _rows(
    compiled: Compiled, items: Items | None, language: str, opened: OpenSnapshot
) -> list[Row]:
    """Return what the query of an answer finds, from the index as far as it knows.

    To ask the graph for each text of some thousand items takes it a second.
    """
    if items is not None and opened.index.items.tell_all:
        kinds = kinds_by_type(solutions(opened, kinds_query(language)))
        rows = rows_of_cards(items.coded_cards(), kinds, opened.index.columns)
        if rows is not None:
            return rows
    if compiled.items:
        found, named = found_items(opened, compiled.items, kinds_query(language))
        rows = indexed_rows(found, kinds_by_type(named), opened.index)
        if rows is not None:
            return rows
    return with_agents(item_rows(solutions(opened, compiled.answer)), opened.index)


def _claimed(
    draft: Draft, reading: Reading, rows: list[Row], kinds: Mapping[str, int], sentence: str
) -> tuple[str, tuple[str, ...]]:
    """Say yes only to what the rows state: as many items as claimed, and the deed asked about."""
    number = reading.clauses[0]
    total = sum(kinds.values())
    is_over = bool(number.most) and total > number.most
    if is_over or (number.comparator and not holds(total, number.comparator, number.number)):
        said = describe_conditions(reading.conditions, draft.language)
        found = count_items(kinds, draft.language)
        if draft.language == "zh":
            return f"否：{said}的工作事项共 {found}。", ()
        return f"No: {found} {said}.", ()
    claim = check_deeds(draft, reading, rows)
    row = rows[0] if claim.clause else {"annexNumber": "", "rowNumber": ""}
    where = f"附件{row['annexNumber']}第{row['rowNumber']}行写的是“{claim.clause}”。"
    if not claim.holds:
        return f"否：{where}", ()
    told = sentence + where if claim.clause else sentence
    return told, tuple(f"没有把握：{word}。" for word in claim.doubts)


def _theme_doubts(draft: Draft, reading: Reading, opened: OpenSnapshot) -> tuple[str, ...]:
    """Say so where items of those named print the word of a theme to which they do not belong."""
    themes = [c for c in reading.conditions if c.slot == "theme" and not c.negated]
    named = any(c.slot == "agent" and not c.negated for c in reading.conditions)
    places = [i for i, t in enumerate(draft.tokens) if t.has("theme") and not t.has("phrase")]
    said = [draft.tokens[i].text for i in places if not _is_class(draft.at(i + 1))]
    if len(themes) != 1 or not named or len(said) != 1 or reading.measure == "share":
        return ()
    others = [c for c in reading.conditions if c not in themes]
    others += [replace(themes[0], negated=True), Condition("text", texts=(said[0],))]
    found = count_all(tuple(others), opened)
    if not found:
        return ()
    if draft.language == "zh":
        return (f"另有 {found} 项的原文有“{said[0]}”，但不属于这个主题，没有计入。",)
    return (f"{found} more items print “{said[0]}” but are not of the theme.",)


def _is_class(token: Token | None) -> bool:
    """Tell whether 类 behind a theme says that the theme is meant, and not the word."""
    return token is not None and token.text.startswith("类")


def _collective_doubts(
    draft: Draft, reading: Reading, opened: OpenSnapshot, number: int
) -> tuple[str, ...]:
    """Say so where another number comes out if 相关园区 and the like do not count as a body."""
    counted = [c for c in reading.conditions if c.slot == "agents" and c.texts[0] in _OTHERWISE]
    measures = ("list", "count", "exists", "share")
    if not counted or counted[0].number == 0 or reading.measure not in measures:
        return ()
    if counted[0].texts[0] == "entry" and _counts_names(draft, reading):
        return ()
    others = tuple(
        replace(c, texts=(_OTHERWISE[c.texts[0]], *c.texts[1:])) if c in counted else c
        for c in reading.conditions
    )
    found = count_all(others, opened)
    if found == number:
        return ()
    are, if_not = ("计", "不计") if counted[0].texts[0] == "entry" else ("没有计", "计")
    if draft.language == "zh":
        return (f"集合主体（如“相关园区”）{are}为一家；{if_not}的话共 {found} 项。",)
    return (f"Collectives may count as a body or not; else it is {found} items.",)


def _counts_names(draft: Draft, reading: Reading) -> bool:
    """`主要责任单位只有一家的`: names in a column are counted, whoever they are of."""
    columns = any(t.value("rolenoun") in ("lead", "responsible") for t in draft.tokens)
    of_table = any(map(_is_of_table, draft.tokens))
    return of_table or (columns and all(c.slot in _OF_TABLES for c in reading.all_conditions))


_OF_TABLES = ("agents", "annex", "kind")


def _is_of_table(token: Token) -> bool:
    """`主要责任单位一栏`, `行数`: what stands in the cells of a table counts as it is written."""
    column = token.has("rolenoun") and any(word in token.text for word in "栏列")
    return column or (token.has("count") and token.text.endswith("行数"))


_OTHERWISE = {"entry": "agency", "agency": "entry"}


def _universal(draft: Draft, found: Found, items: Items | None, opened: OpenSnapshot) -> Found:
    """`…都由X牵头吗`: the rows are the exceptions, or all if there is none."""
    reading = found.reading
    base = replace(reading, measure="list", clauses=(Clause((), reading.base),))
    whole = _selected(base, opened)
    if items is not None and whole is not None and len(whole) > draft.most_told:
        return _universal_of_many(draft, found, items, whole, opened)
    every = find_items(draft, base, opened).rows
    held = {row["item"] for row in found.rows}
    exceptions = [row for row in every if row["item"] not in held]
    sentence = universal_sentence(reading, len(every), len(exceptions), draft.language)
    return replace(found, rows=exceptions or every, sentence=sentence)


def _universal_of_many(
    draft: Draft, found: Found, items: Items, whole: Items, opened: OpenSnapshot
) -> Found:
    """The same of items that are not read to be counted; few exceptions are rows."""
    places = np.setdiff1d(whole.places, items.places, assume_unique=True)
    exceptions = Items(places, whole.index)
    shown = exceptions if len(exceptions) else whole
    number = len(exceptions)
    sentence = universal_sentence(found.reading, len(whole), number, draft.language)
    if len(shown) > draft.most_told:
        return replace(found, rows=[], sentence=sentence, apart=shown)
    rows = _rows(Compiled(found.sparql), shown, draft.language, opened)
    return replace(found, rows=rows, sentence=sentence, apart=None)
