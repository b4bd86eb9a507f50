"""Questions about whoever comes first, or has a work: 任务最多的单位由谁分管, 牵头X的单位还管哪些.

Who that is, is asked first; the words for it are then a name like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.opened import OpenSnapshot
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import is_agent_noun, is_item_noun
from queries.asking.readings.reading import Notes
from queries.asking.rows.tables import Row
from queries.asking.understanding.extremes import words_on_first, words_on_most
from queries.asking.understanding.understanding import understand
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token


class Nested(NamedTuple):
    """A question with names for those whom it describes, and the sentence that names them."""

    draft: Draft
    told: str


class _Described(NamedTuple):
    """Where somebody is described, by which kind of question that is asked, and what `kinds` fit.

    What stands at `work` is left out of what else is asked: 牵头河长制的部门还牵头哪些任务.
    """

    span: range
    measure: str
    work: range = range(0)
    kinds: tuple[str, ...] = ("agency", "official")


def name_the_described(draft: Draft, opened: OpenSnapshot) -> Nested:
    """Return the question with those named who have most or fewest, or the work that is named.

    An item that has most of its kind is named too: 牵头单位最多的任务由谁分管.
    """
    unchanged = Nested(draft, "")
    described = _first(draft) or _record(draft) or _worker(draft)
    if described is None or words_on_most(draft) or words_on_first(draft):
        return unchanged
    span = described.span
    part = draft.tokens[span.start : span.stop]
    inner = replace(draft, tokens=part, notes=Notes(), used={})
    reading = understand(inner)
    if reading.measure != described.measure or reading.focus not in described.kinds:
        return unchanged
    if inner.left_over() or inner.notes.doubts or inner.notes.unknown:
        return unchanged
    found = evaluate_reading(inner, reading, opened)
    rows = [row for row in found.rows if row["class"] != "group" and row["items"]]
    rest = draft.tokens[span.stop :]
    summed = any(t.has("total") for t in rest)
    several = any(t.has("count") for t in rest) or described.measure != "rank"
    if not rows or (len(rows) > 1 and several and not summed):
        return unchanged
    left_out = _left_out([draft.tokens[place] for place in described.work])
    named = [*_named(part, rows, summed=summed), *left_out]
    tokens = [*draft.tokens[: span.start], *named, *rest]
    return Nested(replace(draft, tokens=tokens), found.sentence)


def _worker(draft: Draft) -> _Described | None:
    """Return where somebody is described by a work, if other items of the same are asked for."""
    if draft.language != "zh" or not draft.tokens or not draft.tokens[0].has("role"):
        return None
    noun = next((i for i in draft.find("noun") if is_agent_noun(draft, i)), None)
    if noun is None or noun < _CLOSE or draft.tokens[noun - 1].text != "的":
        return None
    rest, work = draft.tokens[noun + 1 :], range(1, noun - 1)
    agents = any(
        t.has("who", "rolenoun", "by") or is_agent_noun(draft, noun + 1 + i)
        for i, t in enumerate(rest)
    )
    asked = any(t.has("wh", "which", "count") for t in rest)
    items = any(is_item_noun(t) or t.text[-1:] in "项件条" for t in rest)
    others = any(t.has("role", *_COMPARING) for t in draft.tokens[1:noun])
    others = others or any(t.has(*_COMPARING, "yesno", "except") for t in rest)
    if agents or others or not asked or not items or not any(t.has("role") for t in rest):
        return None
    besides = any(t.text in _BESIDES for t in rest)
    return _Described(range(noun + 1), "list", work if besides else range(0))


_BESIDES = ("还", "也", "又", "另", "另外", "同时", "此外", "另外还", "还要", "还在")


def _left_out(work: Sequence[Token]) -> list[Token]:
    """Return the words that leave a work out of what is asked: 除X外."""
    if not work:
        return []
    without = replace(work[0], text="除", senses=(Sense("except", ""),), nodes=())
    return [without, *work, replace(without, text="外", senses=(Sense("exceptend", ""),))]


def _first(draft: Draft) -> _Described | None:
    """Return where the words for who comes first stand, if there is more in the question."""
    first = draft.find("most", "least")
    if draft.language != "zh" or len(first) != 1:
        return None
    [most] = first
    noun = draft.after(most, "num")
    if noun is None or noun - most > _CLOSE or not is_agent_noun(draft, noun):
        return None
    start = _beginning(draft, most)
    rest = draft.tokens[noun + 1 :]
    said = any(t.has("role", "rolenoun", "asks") or is_item_noun(t) for t in rest)
    asked = any(t.has("wh", "which", "who", "count", "asks", "rolenoun", "yesno") for t in rest)
    beside = any(t.has(*_COMPARING) for t in rest) or any(t.text in _SAME for t in rest)
    if start == most or not said or not asked or beside or _says_who(rest[0]):
        return None
    return _Described(range(start, noun + 1), "rank")


def _record(draft: Draft) -> _Described | None:
    """Return where the item stands that has most or fewest, if it is asked who has it."""
    first = draft.find("most", "least")
    if draft.language != "zh" or len(first) != 1:
        return None
    [most] = first
    behind = range(most + 1, min(most + _CLOSE + 1, len(draft.tokens)))
    noun = next((i for i in behind if _is_item(draft.tokens[i])), None)
    while noun is not None and (more := draft.at(noun + 1)) is not None and _is_item(more):
        noun += 1
    start = _beginning(draft, most)
    if noun is None or not any(is_agent_noun(draft, i) for i in range(start, most)):
        return None
    rest = range(noun + 1, len(draft.tokens))
    who = any(draft.tokens[i].has("who") for i in rest)
    asked = who or any(draft.tokens[i].has("wh", "which", "count") for i in rest)
    beside = any(draft.tokens[i].has(*_COMPARING) for i in rest)
    if not asked or beside or not (who or any(is_agent_noun(draft, i) for i in rest)):
        return None
    return _Described(range(start, noun + 1), "rank", kinds=("item",))


def _is_item(token: Token) -> bool:
    return is_item_noun(token) or token.text in ("那项", "那一项", "那条", "那一条", "那件", "一项")


def _beginning(draft: Draft, place: int) -> int:
    """Return where the part of the question begins that `place` is in."""
    while (before := draft.at(place - 1)) is not None and not before.has(*_BEGINNINGS):
        place -= 1
    return place


def _says_who(behind: Token) -> bool:
    """`牵头最多的是哪家`: it is asked who comes first, and no more of them."""
    return behind.has("mark", "be", "rank") or behind.text.startswith("是")


_CLOSE = 3
_BEGINNINGS = ("mark", "by", "wh", "which", "who", "difference", "except")
_COMPARING = ("difference", "more", "equal", "every", "share", "most", "least", "rank")
_SAME = ("其", "他", "它", "她", "该", "其中")


def _named(part: list[Token], rows: list[Row], *, summed: bool) -> list[Token]:
    """Return tokens that name the things of `rows`, any of which may be meant, or their sum."""
    whole = replace(part[0], end=part[-1].end, senses=(Sense("name", ""),))
    nodes = [_node(row) for row in rows]
    named = [replace(whole, text=node.label, nodes=(node,)) for node in nodes]
    word, kind = ("、", "and") if summed else ("或", "or")
    joint = replace(whole, text=word, senses=(Sense(kind, ""),), nodes=())
    return [token for one in named for token in (joint, one)][1:]


def _node(row: Row) -> Node:
    if "item" in row:
        place = f"附件{row['annexNumber']}第{row['rowNumber']}行"
        return Node(str(row["item"]), "task", str(row["title"] or place))
    return Node(str(row["thing"]), str(row["class"]), str(row["name"]))
