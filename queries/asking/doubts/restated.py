"""Numbers of items that a question knows already: 附件1的142条里, 顾建康分管的16项中."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

import numpy as np

from graph.index.index import TextIndex
from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft
from queries.asking.readings.expected import RESTATED
from queries.asking.readings.reading import Reading
from queries.asking.rows.selecting import select_items

_MOST_CONDITIONS, _MOST_TOGETHER = 5, 2


def use_restated(draft: Draft, reading: Reading, index: TextIndex) -> None:
    """Use up left numbers of items that are as many as fulfil some of the conditions, or none.

    They say what holds, and restrict nothing; another number stays a doubt.
    """
    places = [place for place in draft.left_over() if _counts_items(draft, place)]
    counts = set(_counts(reading, index)) if places else set()
    for place in places:
        if int(draft.tokens[place].value("num") or 0) in counts:
            draft.use(place, "number", RESTATED)


def _counts_items(draft: Draft, place: int) -> bool:
    token = draft.tokens[place]
    return int(token.value("num") or 0) > 1 and token.text[-1:] in ITEM_COUNTERS


def _counts(reading: Reading, index: TextIndex) -> Iterator[int]:
    """Yield how many items fulfil no condition, each of them, and each two together."""
    said = dict.fromkeys(c for c in reading.all_conditions if not c.negated)
    held = list(said)[:_MOST_CONDITIONS]
    chosen = chain.from_iterable(combinations(held, n) for n in range(_MOST_TOGETHER + 1))
    for conditions in chosen:
        mask = select_items(conditions, index)
        if mask is not None:
            yield int(np.count_nonzero(mask))
