"""What the snapshot says to a reading: the rows, and the sentence that tells them."""

from __future__ import annotations

from dataclasses import replace

from graph.opened import OpenSnapshot
from queries.asking.compiling import (
    Compiled,
    collective_query,
    compile_reading,
    kinds_query,
    sources_query,
    total_query,
)
from queries.asking.deeds import check_deeds
from queries.asking.describing import describe_conditions
from queries.asking.draft import Draft
from queries.asking.figures import find_figures
from queries.asking.quantities import holds, number_doubts
from queries.asking.reading import AGENT_FOCUSES, Clause, Condition, Reading
from queries.asking.sentences import (
    claimed_words,
    count_items,
    groups_sentence,
    items_sentence,
    share_sentence,
    universal_sentence,
)
from queries.asking.solutions import Found, found_items, solutions
from queries.asking.tables import (
    Row,
    group_rows,
    indexed_rows,
    is_tied,
    item_rows,
    kinds_by_type,
    ranked,
    with_agents,
    with_sources,
)
from queries.asking.tokens import Token

_ITEM_COLUMNS: tuple[str, ...] = ("kind", "annexNumber", "rowNumber", "title", "text", "annualTask")
_ITEM_COLUMNS += ("officials", "lead", "responsible", "supporting", "document", "item")
_GROUP_COLUMNS = ("name", "kind", "items", "thing")


def evaluate_reading(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    """Return all rows of the reading with their sentence."""
    if reading.focus == "target":
        return find_figures(draft, reading, opened)
    if reading.focus == "item":
        return _items(draft, reading, opened)
    return _groups(draft, reading, opened)


def _items(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found:
    compiled = compile_reading(reading, draft.language)
    rows = _item_rows(compiled, draft.language, opened)
    doubts: tuple[str, ...] = ()
    if reading.measure == "rank":
        doubts = _place_doubts(draft, reading, rows)
        rows = ranked(reading, rows)
    doubts += _kind_doubts(draft, reading, opened, len(rows))
    doubts += _collective_doubts(draft, reading, opened, len(rows))
    doubts += _theme_doubts(draft, reading, opened) + number_doubts(draft, {len(rows)})
    sentence = items_sentence(reading, rows, draft.language)
    if reading.measure == "share":
        sentence = share_sentence(len(rows), _total(reading, opened), draft.language)
    if reading.asks == ("deadline",) and not any(row["deadlines"] for row in rows):
        rows = []
    if reading.measure == "exists" and rows:
        sentence, unclear = _claimed(draft, reading, rows, sentence)
        doubts += unclear
    if reading.measure == "universal":
        rows, sentence = _universal(draft, reading, rows, opened)
    return Found(reading, sentence, _ITEM_COLUMNS, rows, compiled.answer, doubts)


def _item_rows(compiled: Compiled, language: str, opened: OpenSnapshot) -> list[Row]:
    """Return what the query of an answer finds; texts and agents are read from the index.

    To ask the graph for each text of some thousand items takes it a second.
    """
    if compiled.items:
        found, kinds = found_items(opened, compiled.items, kinds_query(language))
        rows = indexed_rows(found, kinds_by_type(kinds), opened.index)
        if rows is not None:
            return rows
    return with_agents(item_rows(solutions(opened, compiled.answer)), opened.index)


def _claimed(
    draft: Draft, reading: Reading, rows: list[Row], sentence: str
) -> tuple[str, tuple[str, ...]]:
    """Say yes only to what the rows state: as many items as claimed, and the deed asked about."""
    number = reading.clauses[0]
    if number.comparator and not holds(len(rows), number.comparator, number.number):
        said = describe_conditions(reading.conditions, draft.language)
        found = count_items([str(row["class"]) for row in rows], draft.language)
        if draft.language == "zh":
            return f"否：{said}的工作事项共 {found}。", ()
        return f"No: {found} {said}.", ()
    claim = check_deeds(draft, reading, rows)
    where = f"附件{rows[0]['annexNumber']}第{rows[0]['rowNumber']}行写的是“{claim.clause}”。"
    if not claim.holds:
        return f"否：{where}", ()
    told = sentence + where if claim.clause else sentence
    return told, tuple(f"没有把握：{word}。" for word in claim.doubts)


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
    [found] = solutions(opened, total_query(tuple(others)))
    if found["items"] == "0":
        return ()
    if draft.language == "zh":
        return (f"另有 {found['items']} 项的原文有“{said[0]}”，但不属于这个主题，没有计入。",)
    return (f"{found['items']} more items print “{said[0]}” but are not of the theme.",)


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
    others = tuple(
        replace(c, texts=(_OTHERWISE[c.texts[0]], *c.texts[1:])) if c in counted else c
        for c in reading.conditions
    )
    [found] = solutions(opened, total_query(others))
    if int(found["items"]) == number:
        return ()
    are, if_not = ("计", "不计") if counted[0].texts[0] == "entry" else ("没有计", "计")
    if draft.language == "zh":
        return (f"集合主体（如“相关园区”）{are}为一家；{if_not}的话共 {found['items']} 项。",)
    return (f"Collectives may count as a body or not; else it is {found['items']} items.",)


_OTHERWISE = {"entry": "agency", "agency": "entry"}


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
    rows, doubts = _group_rows(draft, reading, compiled.answer, opened)
    doubts += _annex_doubts(draft, reading, rows) + _count_doubts(draft, reading, rows)
    sentence = groups_sentence(reading, rows, draft.language)
    if reading.measure == "compare" and _asks_which(draft) and not reading.claimed:
        rows, sentence = _with_first(reading, rows, sentence, draft.language)
    if reading.measure == "compare" and not reading.claimed:
        sentence = _with_gap(draft, rows, sentence)
    if reading.claimed:
        sentence = claimed_words(reading, rows, draft.language) + sentence
    return Found(reading, sentence, _GROUP_COLUMNS, rows, compiled.answer, doubts)


def _group_rows(
    draft: Draft, reading: Reading, sparql: str, opened: OpenSnapshot
) -> tuple[list[Row], tuple[str, ...]]:
    """Return the rows of things with what is doubtful; the items of those left out are not read."""
    if reading.measure not in ("rank", "compare"):
        found, sources = found_items(opened, sparql, sources_query(reading))
        return with_sources(group_rows(reading, found), sources, opened.index), ()
    rows = group_rows(reading, found_items(opened, sparql)[0])
    doubts = _place_doubts(draft, reading, rows) + _nothing_doubts(draft, reading, rows)
    rows = ranked(reading, rows)
    held = [row["thing"] for row in rows if row["items"]]
    sources = found_items(opened, sources_query(reading, held))[0] if held else []
    return with_sources(rows, sources, opened.index), doubts


def _asks_which(draft: Draft) -> bool:
    """`A和B谁的任务多`: who has more; `各多少`, `比…多几项` ask for both."""
    each = any(t.has("every", "asks") or _tells_both(t) for t in draft.tokens)
    each = each or any(t.has("count") and not _COUNTED & {t.text[-1:]} for t in draft.tokens)
    either = draft.language == "en" and any(t.has("or") for t in draft.tokens)
    if either and not each:
        return True
    return not each and any(t.has("who", "which", "wh") for t in draft.tokens)


def _tells_both(token: Token) -> bool:
    """Tell whether a word compares by itself: 相差, 对比; 比 before 谁 only joins the two."""
    return token.has("difference") and token.text not in ("比", "相比", "than", "compared with")


def _with_gap(draft: Draft, rows: list[Row], sentence: str) -> str:
    """`A比B多几项`: say first what is asked for."""
    asked = any(
        (t.has("count") and not _COUNTED & {t.text[-1:]})
        or (t.has("difference", "more") and _HOW_MANY & set(t.text))
        for t in draft.tokens
    )
    compared = any(t.has("more", "difference") for t in draft.tokens)
    if not (asked and compared and len(rows) == _TWO):
        return sentence
    gap = abs(int(rows[0]["items"]) - int(rows[1]["items"]))
    return f"相差 {gap} 项。{sentence}" if draft.language == "zh" else f"By {gap}: {sentence}"


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
        return first, f"{names}更{'少' if fewer else '多'}。{sentence}"
    return first, f"{names} has {'fewer' if fewer else 'more'}: {sentence}"


def _annex_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where a row was asked for without its annex, and several annexes have it."""
    slots = {c.slot for c in reading.conditions}
    annexes = {s["annexNumber"] for row in rows for s in row["sources"]}
    if not slots & {"row", "rows"} or slots & {"annex", "kind", "category"} or len(annexes) < 2:
        return ()
    zh = "没有写明附件：几个附件里的这些行都算上了。"
    en = "No annex was named: these rows of all annexes are counted."
    return (zh if draft.language == "zh" else en,)


def _count_doubts(draft: Draft, reading: Reading, rows: list[Row]) -> tuple[str, ...]:
    """Say so where bodies are counted and a column names collectives, too."""
    groups = [row["name"] for row in rows if row["class"] == "group"]
    if reading.measure != "count" or not groups:
        return ()
    if draft.language == "zh":
        return (f"集合主体（{'、'.join(groups)}）没有计入；计入的话共 {len(rows)} 个。",)
    return (f"Collectives are not counted; with them, it is {len(rows)}.",)


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
