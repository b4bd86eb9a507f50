"""Words that texts begin or end with, as conditions: 内容以“完成”开头的, 年度任务恰为“…”的."""

from __future__ import annotations

from queries.asking.cutting.edges import EDGE, JOINT
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Condition
from queries.asking.rows.patterns import ANY
from queries.asking.words.tokens import Token

_OF_TEXTS = "1"
"""The annex whose items have nothing but a text."""


def edged(draft: Draft, place: int, token: Token) -> Condition | None:
    """Return what texts begin or end with, if a word says that.

    Whether names are meant is unsure: 门类以…开头的.
    """
    if not token.has(EDGE):
        return None
    edge, column, no = (token.value(EDGE) or "").split(" ")
    of_one = {t.value("annex") for t in draft.tokens if t.has("annex")} == {_OF_TEXTS}
    if not column and _stands_by_other_noun(draft, place):
        draft.notes.doubts.append(token.text)
    column = column or ("text" if of_one else ANY)
    return Condition(f"{edge} {column}", texts=tuple(token.text.split(JOINT)), negated=bool(no))


def _stands_by_other_noun(draft: Draft, place: int) -> bool:
    """Tell whether a category or heading stands beside it: in annex 1 项目 are headings."""
    near = [*draft.tokens[max(place - 2, 0) : place], *draft.tokens[place + 1 : place + 3]]
    kinds = {"heading" if t.text == "项目" else t.value("noun") for t in near} - {None}
    return bool(kinds - {"item", "project", "indicator"})
