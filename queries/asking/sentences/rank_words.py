"""What the items that come first in an order are said to be, as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queries.asking.readings.describing import SHOWN, THING_EN, THING_ZH, describe_conditions
from queries.asking.readings.reading import Reading
from queries.asking.rows.tables import Row
from queries.asking.understanding.extremes import MOST_OF_ONE


def ranked_sentence(reading: Reading, rows: Sequence[Row], number: int, language: str) -> str:
    """Say which of a number of items come first, each with the number by which it does."""
    said = describe_conditions(reading.conditions, language)
    zh = language == "zh"
    thing = (THING_ZH if zh else THING_EN)[reading.counted]
    if MOST_OF_ONE in reading.asks and rows:
        rest = ranked_sentence(replace(reading, asks=()), rows, number, language)
        return (
            f"{rows[0]['items']} 个{thing}：{rest}" if zh else f"{rows[0]['items']} {thing}: {rest}"
        )
    told = [
        f"附件{row['annexNumber']}第{row['rowNumber']}行（{thing} {row['items']} 个）"
        if zh
        else f"annex {row['annexNumber']}, row {row['rowNumber']} ({row['items']} {thing})"
        for row in rows[:SHOWN]
    ]
    if zh:
        return f"{said}的工作事项共 {number} 项：{'；'.join(told)}。".removeprefix("的")
    return f"{number} work items {said}: {'; '.join(told)}.".replace(" :", ":")
