"""What the snapshot says to a reading: the rows, and the sentence that tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.opened import OpenSnapshot
from queries.asking.answering.itemizing import find_items
from queries.asking.figures.figures import find_figures
from queries.asking.readings.apart import Items
from queries.asking.readings.draft import Draft
from queries.asking.readings.expected import number_doubts
from queries.asking.readings.reading import Notes, Reading
from queries.asking.rows.compiling import (
    compile_reading,
    kinds_query,
    sources_query,
)
from queries.asking.rows.grouping import count_groups
from queries.asking.rows.ranking import numbers_of, place_doubts, ranked
from queries.asking.rows.selecting import select_items
from queries.asking.rows.solutions import Found, found_items, solutions
from queries.asking.rows.tables import Row
from queries.asking.rows.thing_tables import group_rows, rows_of_groups, with_items, with_sources
from queries.asking.rows.things import NO_KINDS, Kinds, all_items, held_by, items_behind
from queries.asking.sentences.sentences import claimed_words, groups_sentence
from queries.asking.understanding.claims import ANY_OF_THEM, any_words
from queries.asking.understanding.kinds import loose_word, says_works, without_kind
from queries.asking.understanding.surpassing import with_numbers
from queries.asking.understanding.understanding import understand
from queries.asking.words.tokens import Token

_GROUP_COLUMNS = ("name", "kind", "items", "thing")


def evaluate_reading(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Return all rows of the reading with their sentence."""
    found = _evaluated(draft, reading, opened)
    wider = _of_any_kind(draft, reading, is_empty=found.is_empty)
    if wider is None:
        return found
    all_kinds = _evaluated(draft, wider, opened)
    if _shown(all_kinds) == _shown(found):
        return found
    narrower = _narrower(draft, reading, found)
    if reading.focus == "item" and any(c.slot == "agent" for c in reading.conditions):
        return replace(all_kinds, remarks=(narrower,))  # X牵头的项目: whatever X leads
    return replace(all_kinds, doubts=(*all_kinds.doubts, narrower))


def rows_of_part(
    draft: Draft, tokens: list[Token], focuses: Sequence[str], opened: OpenSnapshot
) -> list[Row]:
    """Return the rows that some words of a question list by themselves.

    There are none if they ask for no list of `focuses`, or are not all understood.
    """
    part = replace(draft, tokens=tokens, notes=Notes(), used={})
    reading = understand(part)
    if not tokens or part.left_over() or part.notes.unknown:
        return []
    if reading.focus not in focuses or reading.measure != "list":
        return []
    return evaluate_reading(part, reading, opened).rows


def _of_any_kind(draft: Draft, reading: Reading, *, is_empty: bool) -> Reading | None:
    """Return the reading in which 项目 is any work item; None where it is projects or not said.

    So is 工程 of somebody who has no project.
    """
    slots = sorted(c.slot for c in reading.all_conditions)
    has_none = is_empty and reading.measure == "list" and slots == ["agent", "kind"]
    is_loose = loose_word(draft) or (has_none and says_works(draft))
    if not is_loose or reading.measure not in _MEASURES or reading.focus == "target":
        return None
    clauses = tuple(without_kind(clause) for clause in reading.clauses)
    bare = reading.focus == "item" and not any(c.conditions for c in clauses)
    return None if bare or clauses == reading.clauses else replace(reading, clauses=clauses)


_MEASURES = ("list", "count", "exists", "rank", "compare")


def _shown(found: Found) -> object:
    things = [row.get("item") or row.get("thing") for row in found.rows]
    if found.reading.focus == "item":
        return (len(found.apart) if found.apart else len(things)), sorted(map(str, things))
    return things if found.reading.measure != "list" else sorted(map(str, things))


def _narrower(draft: Draft, reading: Reading, found: Found) -> str:
    """Say what the answer would be if 项目 were projects alone."""
    word = loose_word(draft) or "工程"
    if reading.focus == "item":
        number = len(found.apart) if found.apart else len(found.rows)
        return f"“{word}”按各类工作事项理解；只算实事工程的共 {number} 项。"
    names = "、".join(str(row["name"]) for row in found.rows[:_FEW]) or "没有"
    return f"“{word}”按各类工作事项理解；只算实事工程的是{names}。"


_FEW = 3


def _evaluated(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    if reading.focus == "target":
        return find_figures(draft, reading, opened)
    if reading.focus == "item":
        return find_items(draft, reading, opened)
    return _groups(draft, with_numbers(reading, opened), opened)


def _groups(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    compiled = compile_reading(reading, draft.language)
    rows, doubts, apart = _group_rows(draft, reading, compiled.answer, opened)
    doubts += _annex_doubts(draft, reading, rows) + _count_doubts(draft, reading, rows)
    doubts += _exclusion_doubts(draft, reading, opened)
    if apart is None:
        items = {source["item"] for row in rows for source in row["sources"]}
        doubts += number_doubts(draft, {len(rows), len(items)})
    sentence = groups_sentence(reading, rows, draft.language)
    if reading.measure == "compare" and _asks_which(draft) and not reading.claimed:
        rows, sentence = _with_first(reading, rows, sentence, draft.language)
    if reading.measure == "compare" and not reading.claimed:
        sentence = _with_gap(draft, reading, rows, sentence)
    if reading.measure == "rank" and _asks_sum(draft):
        sentence, added = _with_sum(rows, sentence, draft.language)
        doubts += added
    if ANY_OF_THEM in reading.asks:
        found = any(row["class"] != "group" for row in rows)
        sentence = any_words(found=found, zh=draft.language == "zh") + sentence
    if reading.claimed:
        sentence = claimed_words(reading, rows, draft.language) + sentence
    return Found(reading, sentence, _GROUP_COLUMNS, rows, compiled.answer, doubts, apart=apart)


def _group_rows(
    draft: Draft, reading: Reading, sparql: str, opened: OpenSnapshot
) -> tuple[list[Row], tuple[str, ...], Items | None]:
    """Return the rows of things with what is doubtful; the items of those left out are not read.

    Where those of all rows are many they are returned apart, and no row tells any.
    """
    kinds = _kinds(opened) if reading.focus == "kind" else NO_KINDS
    groups = count_groups(reading, opened.index, kinds)
    if groups is None:
        return (*_rows_of_graph(draft, reading, sparql, opened), None)
    rows, doubts = _ranked(draft, reading, rows_of_groups(reading, groups))
    held = held_by(reading, [row["thing"] for row in rows], opened.index, kinds)
    if sum(int(one.pairs.sum()) for one in held) > draft.most_told:
        items = all_items(held, opened.columns.count)
        return rows, doubts, Items(items, opened.index)
    return with_items(rows, items_behind(held), opened.index), doubts, None


def _kinds(opened: OpenSnapshot) -> Kinds:
    """Return what the classes of work items are called in the rows of an answer."""
    return {one["class"]: one["kind"] for one in solutions(opened, kinds_query("zh"))}


def _ranked(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """Return the rows that are asked for, with what is doubtful of their places."""
    if reading.measure not in ("rank", "compare"):
        return rows, ()
    doubts = place_doubts(reading, numbers_of(reading, rows), draft.language)
    doubts += _nothing_doubts(draft, reading, rows)
    return ranked(reading, rows), doubts


def _rows_of_graph(
    draft: Draft, reading: Reading, sparql: str, opened: OpenSnapshot
) -> tuple[list[Row], tuple[str, ...]]:
    if reading.measure not in ("rank", "compare"):
        found, sources = found_items(opened, sparql, sources_query(reading))
        return with_sources(group_rows(reading, found), sources, opened.index), ()
    rows, doubts = _ranked(draft, reading, group_rows(reading, found_items(opened, sparql)[0]))
    held = [row["thing"] for row in rows if row["items"]]
    sources = found_items(opened, sources_query(reading, held))[0] if held else []
    return with_sources(rows, sources, opened.index), doubts


def _asks_which(draft: Draft) -> bool:
    """`A和B谁的任务多`: who has more; `各多少`, `比…多几项` ask for both."""
    each = any(t.has("every", "asks") or _tells_both(t) for t in draft.tokens)
    each = each or any(t.has("count") and not _COUNTED & {t.text[-1:]} for t in draft.tokens)
    either = draft.language == "en" and any(t.has("or") for t in draft.tokens)
    either = either or any(t.text in _EITHER for t in draft.tokens)
    if either and not each:
        return True
    return not each and any(t.has("who", "which", "wh") for t in draft.tokens)


def _tells_both(token: Token) -> bool:
    """Tell whether a word compares by itself: 相差, 对比; 比 before 谁 only joins the two."""
    return token.has("difference") and token.text not in ("比", "相比", "than", "compared with")


def _with_gap(draft: Draft, reading: Reading, rows: list[Row], sentence: str) -> str:
    """`A比B多几项`: say first what is asked for."""
    asked = any(
        (t.has("count") and not _COUNTED & {t.text[-1:]})
        or (t.has("difference", "more") and _HOW_MANY & set(t.text))
        or (t.has("difference") and t.text.endswith("倍"))
        for t in draft.tokens
    )
    compared = any(t.has("more", "difference") for t in draft.tokens)
    if not (asked and compared and len(rows) == _TWO):
        return sentence
    less, more = sorted(rows, key=lambda row: int(row["items"]))
    gap = int(more["items"]) - int(less["items"])
    if any(t.has("difference") and t.text.endswith("倍") for t in draft.tokens):
        return _with_ratio(reading, rows, sentence)
    if draft.language != "zh":
        return f"By {gap}: {sentence}"
    part = "附件" if reading.focus == "annex" else ""
    return (
        f"{part}{more['name']}比{part}{less['name']}多 {gap} 项。{sentence}"
        if gap
        else f"相差 0 项。{sentence}"
    )


def _asks_sum(draft: Draft) -> bool:
    """`排名前三的单位合计牵头多少项`: one number is asked for, and not one of each."""
    return any(t.has("total") for t in draft.tokens) and any(t.has("count") for t in draft.tokens)


def _with_sum(rows: list[Row], sentence: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Say first what the numbers of all come to, and doubt it where items are counted twice."""
    total = sum(int(row["items"]) for row in rows)
    items = {source["item"] for row in rows for source in row["sources"]}
    if len(rows) < _TWO or not items:
        return sentence, ()
    zh = language == "zh"
    once = f"，其中不同的事项 {len(items)} 项" if zh else f", {len(items)} items once each"
    once = once if len(items) != total else ""
    told = f"合计 {total} 项{once}。" if zh else f"In all {total}{once}: "
    doubt = (
        "没有把握：几家共有的事项算了几次。" if zh else "Unsure: shared items count several times."
    )
    return told + sentence, (doubt,) if once else ()


def _with_ratio(reading: Reading, rows: list[Row], sentence: str) -> str:
    """`A是B的几倍`: say how many times as many as the second the first has that is named."""
    known = {row["thing"]: row for row in rows}
    first, second = (known[node.iri] for node in reading.among)
    if not int(second["items"]):
        return sentence
    ratio = f"{int(first['items']) / int(second['items']):.2f}".rstrip("0").rstrip(".")
    return f"{first['name']}是{second['name']}的 {ratio} 倍。{sentence}"


_EITHER = ("还是", "一位", "那位", "那家", "那一位", "那一家")
"""`A多还是B多`, `A和B中任务较多的一位`: what asks for one of the two."""
_COUNTED = frozenset("数量")
"""How words for a number end that ask for none: 任务条数多."""
_TWO = 2
_HOW_MANY = frozenset("几少")


def _with_first(
    reading: Reading, rows: list[Row], sentence: str, language: str
) -> tuple[list[Row], str]:
    """Return the rows that have more (or fewer), and the sentence that names them before all."""
    fewer = reading.order == "least"
    best = (min if fewer else max)((row["items"] for row in rows), default=0)
    first = [row for row in rows if row["items"] == best]
    if len(first) == len(rows):
        return rows, sentence
    names = "、".join(str(row["name"]) for row in first)
    if language == "zh":
        names = f"附件{names}" if reading.focus == "annex" else names
        return first, f"{names}更{'少' if fewer else '多'}。{sentence}"
    return first, f"{names} has {'fewer' if fewer else 'more'}: {sentence}"


def _annex_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where a row was asked for without its annex, and several annexes have it."""
    slots = {c.slot for c in reading.conditions}
    if not slots & {"row", "rows"} or slots & {"annex", "kind", "category"}:
        return ()
    if len({s["annexNumber"] for row in rows for s in row["sources"]}) < _TWO:
        return ()
    zh = "没有写明附件：几个附件里的这些行都算上了。"
    en = "No annex was named: these rows of all annexes are counted."
    return (zh if draft.language == "zh" else en,)


def _count_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where bodies are counted and a column names collectives, too."""
    counted = rows if reading.measure == "count" else []
    groups = [row["name"] for row in counted if row["class"] == "group"]
    if not groups:
        return ()
    if draft.language == "zh":
        return (f"集合主体（{'、'.join(groups)}）没有计入；计入的话共 {len(rows)} 个。",)
    return (f"Collectives are not counted; with them, it is {len(rows)}.",)


def _exclusion_doubts(draft: Draft, reading: Reading, opened: OpenSnapshot) -> tuple[str, ...]:
    """Say so where no work item is like those that are denied, so that nobody is left out."""
    masks = [select_items(c.conditions, opened.index) for c in reading.clauses if c.negated]
    if not any(mask is not None and not mask.any() for mask in masks):
        return ()
    zh = "没有把握：没有所否定的那种事项，谁也没有因此除外。"
    en = "Unsure: there is no item of those denied, so that nobody is left out."
    return (zh if draft.language == "zh" else en,)


def _nothing_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where things are compared of which none has anything of what is counted."""
    if reading.measure != "compare" or any(row["items"] for row in rows):
        return ()
    zh = "没有把握：相比的各方都没有一项，问的可能是别的数。"
    en = "Unsure: none of those compared has any; another number may be meant."
    return (zh if draft.language == "zh" else en,)
