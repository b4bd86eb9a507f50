"""Questions about whoever comes first: 牵头任务最多的单位由谁分管.

Who that is, is asked first; the words for it are then a name like any other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from graph.opened import OpenSnapshot
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import is_agent_noun, is_item_noun
from queries.asking.readings.reading import Notes
from queries.asking.rows.tables import Row
from queries.asking.understanding.understanding import understand
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token


class Nested(NamedTuple):
    """A question with names for whoever comes first, and the sentence that says who that is."""

    draft: Draft
    told: str


def name_the_first(draft: Draft, opened: OpenSnapshot) -> Nested:
    """Return the question with those named who have most or fewest, if more is asked of them."""
    unchanged = Nested(draft, "")
    if (span := _span(draft)) is None:
        return unchanged
    part = draft.tokens[span.start : span.stop]
    inner = replace(draft, tokens=part, notes=Notes(), used={})
    reading = understand(inner)
    if reading.measure != "rank" or reading.focus not in ("agency", "official"):
        return unchanged
    if inner.left_over() or inner.notes.doubts or inner.notes.unknown:
        return unchanged
    found = evaluate_reading(inner, reading, opened)
    rows = [row for row in found.rows if row["class"] != "group" and row["items"]]
    rest = draft.tokens[span.stop :]
    summed = any(t.has("total") for t in rest)
    if not rows or (len(rows) > 1 and any(t.has("count") for t in rest) and not summed):
        return unchanged
    tokens = [*draft.tokens[: span.start], *_named(part, rows, summed=summed), *rest]
    return Nested(replace(draft, tokens=tokens), found.sentence)


def _span(draft: Draft) -> range | None:
    """Return where the words for who comes first stand, if there is more in the question."""
    first = draft.find("most", "least")
    if draft.language != "zh" or len(first) != 1:
        return None
    [most] = first
    noun = draft.after(most, "num")
    if noun is None or noun - most > _CLOSE or not is_agent_noun(draft, noun):
        return None
    start = most
    while (before := draft.at(start - 1)) is not None and not before.has(*_BEGINNINGS):
        start -= 1
    rest = draft.tokens[noun + 1 :]
    said = any(t.has("role", "rolenoun", "asks") or is_item_noun(t) for t in rest)
    asked = any(t.has("wh", "which", "who", "count", "asks", "rolenoun", "yesno") for t in rest)
    beside = any(t.has(*_COMPARING) for t in rest) or any(t.text in _SAME for t in rest)
    if start == most or not said or not asked or beside or _says_who(rest[0]):
        return None
    return range(start, noun + 1)


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
    named = [replace(whole, text=str(row["name"]), nodes=(_node(row),)) for row in rows]
    word, kind = ("、", "and") if summed else ("或", "or")
    joint = replace(whole, text=word, senses=(Sense(kind, ""),), nodes=())
    return [token for one in named for token in (joint, one)][1:]


def _node(row: Row) -> Node:
    return Node(str(row["thing"]), str(row["class"]), str(row["name"]))
