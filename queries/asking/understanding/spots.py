"""Several rows that are named each with its annex: 附件1第11项和附件2第3项."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.understanding.adjoining import Found
from queries.asking.words.tokens import Token

_NUMBERED = ("annex", "rows", "spot", "number", "row", "year")


def find_spots(draft: Draft) -> list[int]:
    """Return where an annex stands with the row or number right behind it."""
    return [i for i in draft.find("annex") if _row_behind(draft, i) is not None]


def spots_at(draft: Draft, places: list[int]) -> Condition:
    """Return the condition to be one of those rows; the words that name them are used up."""
    texts = []
    for place in places:
        row = _row_behind(draft, place) or place
        number = draft.tokens[row].value("row") or draft.tokens[row].value("number") or ""
        texts.append(f"{draft.tokens[place].value('annex')}-{number}")
        draft.use(place, "spot", texts[-1])
        draft.use(row, "spot", texts[-1])
    return Condition("spot", texts=tuple(texts))


def _row_behind(draft: Draft, place: int) -> int | None:
    following = draft.at(place + 1)
    at = place + 2 if following is not None and following.text in ("的", "里", "中") else place + 1
    token = draft.at(at)
    return at if token is not None and token.has("row", "number") else None


def numbered(token: Token) -> Condition | None:
    if token.has("annexes"):
        return Condition("annex", texts=("1", "2"), every=True)
    if token.has("nofigure"):
        return Condition("nofigure")
    if (nth := token.value("fromend")) is not None:
        return Condition("last", number=int(nth), comparator="eq")
    if (last := token.value("last")) is not None:
        return Condition("last", number=int(last) if last.isdigit() else 1)
    values = ((slot, token.value(slot)) for slot in _NUMBERED)
    return next((Condition(slot, texts=(v,)) for slot, v in values if v is not None), None)


def rows_for_numbers(draft: Draft, found: list[Found]) -> list[Found]:
    """`附件1第63号任务`: where no item there prints such a number, the row is meant."""
    annexes = [c for _, c in found if c.slot == "annex"]
    return [(place, _as_row(draft, c, annexes) if c.slot == "number" else c) for place, c in found]


def _as_row(draft: Draft, number: Condition, annexes: list[Condition]) -> Condition:
    row = replace(number, slot="row")
    numbered, standing = (
        select_items((replace(c, negated=False), *annexes), draft.index) for c in (number, row)
    )
    prints = numbered is None or numbered.any()
    return number if prints or standing is None or not standing.any() else row
