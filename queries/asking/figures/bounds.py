"""Numbers of the texts that a question bounds: 目标为增长8%的指标有哪些, 投资超过1000万元的工程."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from queries.asking.figures.figure_claims import claimed_places
from queries.asking.figures.nearness import LOOSE, level_of
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.readings.ranges import holds
from queries.asking.readings.reading import Reading
from queries.asking.rows.tables import Row
from queries.asking.words.pieces import is_piece, words_of
from queries.asking.words.placing import place_all

BOUND = "bound"
"""What the words of the number are used for, and those that compare with it."""
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%|[亿万]?元|公里|亩|平方米)")
_ORDERS = ("gt", "ge", "lt", "le")
_BEHIND = {"以上": "ge", "及以上": "ge", "以内": "le", "以下": "le", "之内": "le"}
_TIMES = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
_GROWTH = re.compile("增速|增幅|涨幅|增长")
_OTHERWISE = ("yesno", "mention", "more", "most", "least", "neg", "or", "except", "share", "total")
_LISTING = ("list", "count", "tell")


@dataclass(frozen=True)
class Bound:
    """What a number must be: `eq` where nothing compares, `any` where the unit alone is said."""

    comparator: str
    number: float
    unit: str

    def admits(self, row: Row) -> bool:
        """Tell whether the number of a text is as it must be, in the same unit or one of money."""
        own, unit = str(row["unit"]), self.unit
        if not row["value"] or (own != unit and not {own, unit} <= {*_TIMES}):
            return False
        if self.comparator == "any":
            return True
        value = float(row["value"]) * _TIMES.get(own, 1.0)
        wanted = self.number * _TIMES.get(unit, 1.0)
        return holds(value, self.comparator, wanted)


def use_bound(draft: Draft, focus: Focus) -> None:
    """`增长8%的指标有哪些`: ask for the numbers of the texts, and use up the one that bounds them.

    A number that stands in the texts as a wording is looked for as one.
    """
    if focus.kind not in ("item", "target") or focus.measure not in _LISTING:
        return
    if draft.language != "zh":
        return
    if (shares := _percentage(draft)) and _asks_which(draft):
        for place in shares:
            draft.use(place, BOUND, "any 0%")
        focus.kind, focus.measure, focus.asks = "target", "list", ()
        return
    if any(t.has(*_OTHERWISE) for t in draft.tokens):
        return
    places = claimed_places(draft)
    said = "".join(draft.tokens[place].text for place in places)
    if not _NUMBER.fullmatch(said) or not _asks_which(draft):
        return
    if not (said.endswith("%") or _is_plain(draft, places[0])):
        return
    before, behind = draft.before(places[0]), draft.at(places[-1] + 1)
    order = "eq"
    if before is not None and draft.tokens[before].has(*_ORDERS):
        order = next(one for one in _ORDERS if draft.tokens[before].has(one))
        draft.use(before, BOUND, order)
    elif behind is not None and behind.text in _BEHIND:
        order = _BEHIND[behind.text]
        draft.use(places[-1] + 1, BOUND, order)
    for place in places:
        draft.use(place, BOUND, f"{order} {said}")
    for place in draft.find("and"):
        if draft.tokens[place].text in _ALIKE:
            draft.use(place, BOUND, "eq")
    focus.kind, focus.measure, focus.asks = "target", "list", ()


def _percentage(draft: Draft) -> range:
    """`目标带百分数的综合指标`: return where a number is said to be a share, whatever its value."""
    ends = [0, *accumulate(len(t.text) for t in draft.tokens)]
    found = _IS_SHARE.search("".join(t.text for t in draft.tokens))
    if found is None or not {found.start(), found.end()} <= {*ends}:
        return range(0)
    if any(t.has("neg", "yesno", "most", "least", "except") for t in draft.tokens):
        return range(0)
    return range(ends.index(found.start()), ends.index(found.end()))


_IS_SHARE = re.compile(
    "(?:目标值?|数值)?(?:里|中)?(?:带有?|含有?|有|是|为|用|以)(?:百分数|百分比)(?:表示|写|表述|表达)?"
)
_ALIKE = ("同为", "都为", "均为", "同是", "都是", "均是")


def _asks_which(draft: Draft) -> bool:
    """Tell whether it is asked which items, or how many: 哪些指标, 指标有几个, 是哪两项, 哪一条."""
    asked = [t for t in draft.tokens if t.has("which", "wh", "count")]
    counted = [t for t in draft.tokens if t.has("num") and t.text[-1:] in "项个条"]
    counted += [t for t in asked if t.text.endswith(("一条", "一项"))]
    return bool(asked) and (bool(counted) or any(map(is_item_noun, draft.tokens)))


def _is_plain(draft: Draft, place: int) -> bool:
    token = draft.tokens[place]
    return not token.nodes and not token.has("phrase", "name", "alias")


def bound_of(draft: Draft) -> Bound | None:
    """Return the bound that `use_bound` found."""
    for slot, meaning in draft.used.values():
        order, _, said = meaning.partition(" ")
        if slot == BOUND and (found := _NUMBER.fullmatch(said)):
            return Bound(order, float(found[1]), found[2])
    return None


def rows_within(draft: Draft, rows: Sequence[Row], bound: Bound) -> list[Row]:
    """Return the numbers within a bound by which the words of the question stand, in order."""
    words = [words_of(t) for i, t in enumerate(draft.tokens) if is_piece(t) and _is_said(draft, i)]
    growth = _GROWTH.search("".join(t.text for t in draft.tokens))
    found = {
        one.row["target"]: one.row
        for one in place_all(rows)
        if bound.admits(one.row)
        and all(level_of(one, word) >= LOOSE for word in words)
        and (not growth or "增" in one.measure + one.tight)
    }
    return [found[row["target"]] for row in rows if row["target"] in found]


def _is_said(draft: Draft, place: int) -> bool:
    return draft.used.get(place, ("",))[0] in ("topic", "text", "text words", "mention")


def printing(bound: Bound, draft: Draft) -> set[str]:
    """Return the items that print the number of a bound as it is."""
    said = f"{bound.number:g}{bound.unit}"
    cards = draft.index.cards_at(draft.printed(said).items).items()
    number = re.compile(rf"(?<![\d.]){re.escape(said)}")
    return {iri for iri, card in cards if number.search(f"{card['text']} {card['annual_task']}")}


def is_of_indicators(reading: Reading) -> bool:
    """Tell whether 指标 is all that is said of what has a number: 37.5%是什么指标."""
    [clause] = reading.clauses
    return [(c.slot, c.texts) for c in clause.conditions] == [("kind", ("indicator",))]


def bound_doubts(bound: Bound, rows: Sequence[Row], compared: Sequence[Row]) -> tuple[str, ...]:
    """Say so where nothing is within a bound, and where numbers may stand that were not taken out.

    An indicator is nothing but its number; in the text of a task one may not have been understood.
    What states a limit itself (3%以内) need not come to the number that it prints.
    """
    if bound.comparator != "any" and any(r["comparator"] not in ("", "eq", None) for r in rows):
        return ("没有把握：有的目标写的是上限或下限，不是确定的数。",)
    if rows and all(row["class"] == "indicator" for row in compared):
        return ()
    missing = "没有一项印有这样的数值。" if not rows else "没有把握：只比较了能够读出的数值。"
    return (missing,)
