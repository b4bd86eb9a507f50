"""Which rows come first, second or last, and whether places are shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from queries.asking.readings.reading import Reading
from queries.asking.rows.tables import Row


def ranked(reading: Reading, rows: list[Row]) -> list[Row]:
    """Return the first rows in order; who has as much as the last one is among them."""
    groups = [row for row in rows if row["class"] == "group"]
    single = [row for row in rows if row["class"] != "group"]
    sign = 1 if reading.order == "least" else -1
    single.sort(key=lambda row: sign * row["items"])
    if reading.nth:
        numbers = [row["items"] for row in single]
        return [row for row in single if row["items"] == number_in_place(reading, numbers)]
    if not reading.top or len(single) <= reading.top:
        return [*single, *groups]
    last = single[reading.top - 1]["items"]
    return [row for row in single if sign * row["items"] <= sign * last]


def number_in_place(reading: Reading, numbers: Sequence[int]) -> int | None:
    """Return the number in the place asked for, of all in order; None if no such place is there."""
    return numbers[reading.top - 1] if len(numbers) >= reading.top else None


def is_tied(reading: Reading, numbers: Sequence[int]) -> bool:
    """Tell whether a place is shared, so that another count of places gives other rows."""
    before = numbers[: reading.top]
    return len(set(before)) < len(before)


def place_doubts(reading: Reading, numbers: Sequence[int], language: str) -> tuple[str, ...]:
    """Say so where places are shared: who is second behind two first ones is open.

    `numbers` are those of all, those that come first first. Where each has one nobody is first, and
    the first of a column may be meant.
    """
    if reading.measure == "rank" and len(numbers) > 1 and set(numbers) == {1}:
        zh, en = "没有把握：各只有 1 项，分不出先后。", "Unsure: each has one."
        return (zh if language == "zh" else en,)
    if not reading.nth or not is_tied(reading, numbers):
        return ()
    zh = f"前{reading.top}位中有并列，名次按并列者都占位计算。"
    en = f"Places among the first {reading.top} are shared; each of those takes a place."
    return (zh if language == "zh" else en,)


def numbers_of(reading: Reading, rows: Iterable[Row]) -> list[int]:
    """Return the numbers of rows in the order asked for; collectives take no place."""
    numbers = [row["items"] for row in rows if row["class"] != "group"]
    return sorted(numbers, reverse=reading.order != "least")
