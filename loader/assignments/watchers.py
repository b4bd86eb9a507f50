"""Who watches over all the work: a line below the last item that says so (督查单位：县委督查室)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.fields import ROLES
from loader.drafts import Draft
from loader.report import Report
from loader.source import Paragraph

_GUIDING = ROLES["guiding"]
_FEWEST = 3
"""Items of a document in which it is told that the last alone has somebody who watches."""


def without_closing_watchers(drafts: Sequence[Draft], report: Report) -> list[Draft]:
    """Return `drafts`, the last without those whom a line below it names for all of them.

    They are of no item by itself where no other has any; the line is reported.
    """
    *before, last = drafts if len(drafts) >= _FEWEST else (None,)
    if last is None or any(_GUIDING in _roles(one) for one in before if one):
        return list(drafts)
    closing = max(last.places, key=_order)
    of_line = {one.role for one in last.mentioned if one.where == closing}
    if not isinstance(closing, Paragraph) or of_line != {_GUIDING} or closing == last.text.cell:
        return list(drafts)
    message = "names who watches over all items, below the last"
    report.add("unused", closing, closing.text, message)
    mentioned = tuple(one for one in last.mentioned if one.where != closing)
    places = tuple(place for place in last.places if place != closing)
    return [*drafts[:-1], replace(last, mentioned=mentioned, places=places)]


def _roles(draft: Draft) -> set[str]:
    return {one.role for one in draft.mentioned}


def _order(place: object) -> int:
    return place.number if isinstance(place, Paragraph) else -1
