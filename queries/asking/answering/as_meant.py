"""What the rows show of a reading: it is read again where they cannot be what was asked for.

Who is named and stands among the bodies or leaders found is no answer: their items are asked for
(主责栏里有A、有B的是哪几条), or who is beside them (陪它的主责单位). And who names a body as the
columns do (港区) asks for rows that print it so, and by no other name of the registers (国开区).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.index.index import TextIndex
from graph.opened import OpenSnapshot
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.cutting.name_ends import NAME_END, NAMES_ENDING
from queries.asking.doubts.misgivings import is_unclaimed
from queries.asking.doubts.same_bodies import printed_names, printed_otherwise, short_names
from queries.asking.figures.figure_claims import YES_OR_NO
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import (
    AGENT_FOCUSES,
    IMPERSONAL,
    PERSONAL,
    Clause,
    Condition,
    Reading,
)
from queries.asking.rows.solutions import Found
from queries.asking.words.tokens import Node

_COUNTER = "[条项件行回次]"
_ASKS_FOR_ITEMS = re.compile(
    f"(?:[哪几各逐何每]|多少|若干|那几|哪些){_COUNTER}|编号|行号|序号|[条项件行]数"
    "|(?:活儿?|事儿?|任务|条目|工作|事项)(?:都)?(?:有|是)?哪些"
)
_HOW_MANY = re.compile(f"(?:几|多少|若干){_COUNTER}|[条项件行]数")
_ASKS_FOR_AGENTS = re.compile(
    "[哪几][几些一]?[家位]|哪[几些一]?个?(?:单位|部门|领导|机构|局|委|办|镇)|谁|何[人局]"
    "|(?:单位|部门|领导|机构)都?[有是]|哪[几些]?个(?![条项])|(?:及其?|以及)[^,。]*(?:单位|领导)"
)
_BESIDE = re.compile(
    "陪|搭|伙|并[排列]|共同|共担|共事|同[一列在条担]|一[起道同]|还[有出冒]|其[他它余]|另|别的"
)
_IN_PRINT = re.compile(
    "[写印列]|栏|作为|出现|字样?|二字|称|main responsible|\\b(?:listed|printed|column)\\b"
)
"""What says that the name stands in a column, and not only whose the work is."""


def as_meant(draft: Draft, found: Found, opened: OpenSnapshot) -> Found:
    """Return what is found once more, where the rows show that something else is meant."""
    if found.apart:
        return found
    if draft.language != "zh":
        return _as_printed(draft, found, opened)
    if (other := _of_those_named(draft, found)) is not None:
        found = evaluate_reading(draft, other, opened)
    found = _with_names_ending(draft, _as_printed(draft, found, opened), opened)
    return _with_yes_or_no(draft, found)


def _with_yes_or_no(draft: Draft, found: Found) -> Found:
    """`有没有哪一行写了公安局`: yes or no, where items or numbers are listed."""
    reading = found.reading
    tells = reading.measure == "tell" and (found.is_empty or {*reading.asks} <= {"where", "number"})
    lists = reading.focus in ("item", "target") and (reading.measure == "list" or tells)
    said = "".join(token.text for token in draft.tokens)
    if not lists or not _ASKS_FOR_ANY.search(said) or not is_unclaimed(draft, found.sentence):
        return found
    begin = YES_OR_NO[found.is_empty]
    return replace(found, sentence=begin + found.sentence)


_ASKS_FOR_ANY = re.compile("有没有|有无|可曾|是否有|是否曾|[里中内]有(?:过|了)?[吗么]|是不是.+之一")


def _of_those_named(draft: Draft, found: Found) -> Reading | None:
    """Return a reading for the items of those who are named, or for who is beside them."""
    reading = found.reading
    things = {row.get("thing") for row in found.rows}
    named = [node for node in _named(reading) if node.iri in things]
    lists = reading.measure in ("list", "count") and not reading.among and not reading.claimed
    if not named or not lists or reading.focus not in AGENT_FOCUSES:
        return None
    said = "".join(token.text for token in draft.tokens)
    if not _ASKS_FOR_AGENTS.search(said) and (_ASKS_FOR_ITEMS.search(said) or _asks_nothing(draft)):
        return _for_items(reading, counts=_HOW_MANY.search(said) is not None)
    if _BESIDE.search(said) and not reading.excluded:
        return replace(reading, excluded=tuple(dict.fromkeys(named)))
    return None


def _named(reading: Reading) -> Iterator[Node]:
    for clause in reading.clauses:
        agents = (c for c in clause.conditions if c.slot == "agent" and not c.negated)
        yield from (node for condition in agents for node in condition.nodes)


def _asks_nothing(draft: Draft) -> bool:
    """`实事工程里，水利局担主要责任单位的列一下`: of what a relative clause says all are listed."""
    asks = any(t.has("wh", "which", "who", "count", "asks", "yesno") for t in draft.tokens)
    noun = any(t.value("noun") in ("agency", "official") for t in draft.tokens)
    return not asks and not noun and any(t.text == "的" for t in draft.tokens)


def _for_items(reading: Reading, *, counts: bool) -> Reading | None:
    """Return a reading for the items in which those who are named have the roles asked for."""
    found: dict[Condition, None] = {}
    for clause in reading.clauses:
        if clause.comparator or (clause.negated and len(clause.conditions) > 1):
            return None
        found |= dict.fromkeys(_in_role(clause, condition) for condition in clause.conditions)
    return Reading("item", "count" if counts else "list", (Clause((), tuple(found)),))


def _in_role(clause: Clause, condition: Condition) -> Condition:
    """Return a condition on somebody with the role that a clause asks for, if of their kind."""
    if condition.slot != "agent":
        return condition
    kinds = (PERSONAL, IMPERSONAL)
    alike = any({*clause.roles} <= {*kind} and {*condition.roles} <= {*kind} for kind in kinds)
    return replace(
        condition,
        roles=clause.roles if alike else condition.roles,
        only=condition.only or (clause.only and alike),
        negated=condition.negated != clause.negated,
    )


def _as_printed(draft: Draft, found: Found, opened: OpenSnapshot) -> Found:
    """Return only the items that print a body by the name that the question has for it."""
    reading = found.reading
    if reading.focus not in ("item", *AGENT_FOCUSES) or reading.measure not in _LISTS:
        return found
    others = dict(printed_otherwise(draft, found, opened.index))
    if len(others) != 1:
        return found
    [(asked, other)] = others.items()
    narrowed = replace(
        reading,
        clauses=tuple(_printing(clause, asked, draft, opened.index) for clause in reading.clauses),
    )
    if narrowed == reading:
        return found
    again = evaluate_reading(draft, narrowed, opened)
    told = _SAME_BODY[draft.language].format(asked, other)
    joint = "" if draft.language == "zh" else " "
    if _IN_PRINT.search(joint.join(token.text for token in draft.tokens)):
        return replace(again, remarks=(*again.remarks, told))
    return replace(again, doubts=(*again.doubts, told))


_SAME_BODY = {
    "zh": "“{0}”按登记与“{1}”是同一单位，栏中印作“{1}”的没有计入。",
    "en": "By the registers “{0}” is the same body as “{1}”; “{1}” in print is not counted.",
}
_LISTS = ("list", "count", "tell")


def _with_names_ending(draft: Draft, found: Found, opened: OpenSnapshot) -> Found:
    """`名称末字为“局”的单位`: only the bodies that the columns print by such a name."""
    places = draft.find(NAME_END)
    reading = found.reading
    if len(places) != 1 or reading.focus != "agency" or reading.measure not in _LISTS:
        return found
    character = draft.tokens[places[0]].value(NAME_END) or ""
    printed = printed_names(found.rows, opened.index)
    kept = [iri for iri, names in printed.items() if all(n.endswith(character) for n in names)]
    unlike = [iri for iri, names in printed.items() if any(n.endswith(character) for n in names)]
    if kept != unlike:
        return found
    draft.use(places[0], "names end with", character)
    cards = opened.index.cards_at(kept)
    nodes = tuple(Node(iri, "agency", cards[iri]["label"]) for iri in kept)
    ending = f"{NAMES_ENDING}{character}”的"
    told = f"{ending}：" if nodes else f"没有{ending}单位。"
    if not nodes:
        return replace(found, rows=[], sentence=told)
    again = evaluate_reading(draft, replace(reading, among=nodes), opened)
    return replace(again, sentence=told + again.sentence)


def _printing(clause: Clause, asked: str, draft: Draft, index: TextIndex) -> Clause:
    """Return a clause with who is asked for as the column prints them."""
    tokens = [token for token in draft.tokens if token.text == asked]
    bodies = {node.iri for token in tokens for node in token.named("agency")}
    conditions: list[Condition] = []
    for condition in clause.conditions:
        conditions.append(condition)
        own = [node for node in condition.nodes if node.iri in bodies]
        if condition.slot == "agent" and own == [*condition.nodes] and not condition.negated:
            names = dict.fromkeys([asked, *short_names(asked, own[0], index)])
            conditions.append(Condition("printed", tuple(own), tuple(names)))
    return replace(clause, conditions=tuple(dict.fromkeys(conditions)))
