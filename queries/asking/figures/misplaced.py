"""Whether the numbers that were found stand in the items, and are of the towns, that are named."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from graph.opened import OpenSnapshot
from queries.asking.figures.targets import Nearest
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Reading
from queries.asking.rows.selecting import select_items
from queries.asking.rows.tables import Row
from queries.asking.words.pieces import words_of

_TOWN = re.compile("[一-龥]{2}镇")


def without_other_towns(draft: Draft, chosen: list[Nearest]) -> list[Nearest]:
    """`沙溪镇新设多少个站点`: leave out numbers of other towns, if no text prints this one."""
    towns = {words_of(t) for t in draft.tokens if t.named("place") and _TOWN.fullmatch(t.text)}
    return [
        replace(near, rows=()) if _is_of_others(near, towns & {*near.missing}) else near
        for near in chosen
    ]


def _is_of_others(near: Nearest, towns: set[str]) -> bool:
    printed = "".join(f"{row['title']}{row['text']}{row['annualTask']}" for row in near.rows)
    return bool(towns and _TOWN.search(printed)) and not any(town in printed for town in towns)


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
