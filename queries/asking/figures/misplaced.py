"""Whether the numbers that were found stand in the items that the question names."""

from __future__ import annotations

import numpy as np

from graph.opened import OpenSnapshot
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Reading
from queries.asking.rows.selecting import select_items
from queries.asking.rows.tables import Row


def misplaced(
    draft: Draft, reading: Reading, rows: list[Row], opened: OpenSnapshot
) -> tuple[str, ...]:
    """Say so where something is named and the numbers are all of items that do not name it."""
    told = {row["item"] for row in rows}
    for condition in reading.conditions:
        mask = select_items((condition,), opened.index) if condition.slot == "mention" else None
        if rows and mask is not None and not condition.negated:
            naming = set(opened.index.items.iris(np.flatnonzero(mask)))
            if not naming & told:
                name = condition.nodes[0].label
                zh = f"没有把握：写有“{name}”的事项没有这样的数值。"
                en = f"Unsure: no item that names {name} states such a number."
                return (zh if draft.language == "zh" else en,)
    return ()
