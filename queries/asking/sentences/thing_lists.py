"""The things that were found, one after the other: bodies and leaders apart where both are."""

from __future__ import annotations

from collections.abc import Sequence

from queries.asking.readings.describing import SHOWN, THING_EN, THING_ZH

Row = dict[str, object]


def list_things(rows: Sequence[Row], mark: str, number: str) -> str:
    """Return the names of rows, each with its number of items as `number` writes it.

    >>> list_things([{"name": "环保局", "items": 3}], "、", "（{} 项）")
    '环保局（3 项）'
    """
    shown = [f"{row['name']}{number.format(row['items'])}" for row in rows[:SHOWN]]
    more = "" if len(rows) <= SHOWN else " …"
    return mark.join(shown) + more


def list_agents(rows: Sequence[Row], number: str, language: str) -> str:
    """Return bodies, then officials, each with how many they are; plain names where all are alike.

    >>> list_agents([{"name": "王局", "items": 1, "class": "official"}], "（{} 项）", "zh")
    '王局（1 项）'
    """
    mark = "、" if language == "zh" else ", "
    sorts = {
        sort: [row for row in rows if (row["class"] == "official") == (sort == "official")]
        for sort in ("agency", "official")
    }
    if not all(sorts.values()):
        return list_things(rows, mark, number)
    if language == "zh":
        told = [
            f"{THING_ZH[sort]} {len(own)} 个：{list_things(own, mark, number)}"
            for sort, own in sorts.items()
        ]
        return "；".join(told)
    told = [
        f"{len(own)} {THING_EN[s]}: {list_things(own, mark, number)}" for s, own in sorts.items()
    ]
    return "; ".join(told)
