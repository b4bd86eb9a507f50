"""Which number of a text a question asks for: the one that stands by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graph.words import fold

Row = dict[str, Any]
_CLAUSE_MARKS = "，。；;,."
_FARTHEST = 14


def nearest_targets(rows: Sequence[Row], wordings: Sequence[str]) -> list[Row]:
    """Return the targets that the first of `wordings` that stands in a text speaks of.

    They are of the same thing, or next to the words; all where nothing tells them apart.
    """
    for wording in wordings:
        if any(_distance(row, _letters(wording)) is not None for row in rows):
            return _nearest(rows, _letters(wording))
    return _nearest(rows, _letters(wordings[-1])) if wordings else list(rows)


def _nearest(rows: Sequence[Row], key: str) -> list[Row]:
    same = [row for row in rows if _is_same(_letters(row["measure"]), key)]
    by_place = [(distance, row) for row in rows if (distance := _distance(row, key)) is not None]
    if not by_place:
        return same or list(rows)
    least = min(distance for distance, _ in by_place)
    near = [row for distance, row in by_place if distance == least]
    if same and not any(row in same for row in near):
        return same
    return near


def _letters(text: str) -> str:
    return "".join(c for c in fold(text).text if c.isalnum())


def _is_same(measure: str, key: str) -> bool:
    return bool(measure) and (measure in key or key in measure)


def _distance(row: Row, key: str) -> int | None:
    """Return how far the number stands from the words in its text, None if in no common clause."""
    text = row["annualTask"] if row["quote"] in row["annualTask"] else row["text"]
    if row["quote"] not in text:
        return None
    found = []
    for number in re.finditer(re.escape(row["quote"]), text):
        for start, end in _occurrences(text, key):
            gap = (
                text[end : number.start()] if number.start() >= end else text[number.end() : start]
            )
            if len(gap) <= _FARTHEST and not any(mark in gap for mark in _CLAUSE_MARKS):
                found.append(len(_letters(gap)))
    return min(found, default=None)


def _occurrences(text: str, key: str) -> list[tuple[int, int]]:
    folded = fold(text)
    kept = [(c, o) for c, o in zip(folded.text, folded.origin, strict=True) if c.isalnum()]
    letters = "".join(c for c, _ in kept)
    starts = [m.start() for m in re.finditer(re.escape(key), letters)]
    return [(kept[s][1], kept[s + len(key) - 1][1] + 1) for s in starts]
