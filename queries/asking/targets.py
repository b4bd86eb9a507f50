"""Which number of a text a question asks for: the one that stands by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.words import fold

Row = dict[str, Any]
_CLAUSE_MARKS = "，。；;,."
_LISTING = "、和及与"
"""What sets a number apart from the words behind it: 乡村30个、特色村1个."""
_FARTHEST = 14


@dataclass(frozen=True)
class Nearest:
    """The targets that some words speak of; `sure`: the words stand by them."""

    rows: list[Row]
    sure: bool


@dataclass(frozen=True)
class Topic:
    """What a number is asked of: its wordings, the most telling first, and the words it needs."""

    wordings: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


def nearest_targets(rows: Sequence[Row], topic: Topic) -> Nearest:
    """Return the targets that the first wording of the topic that stands in a text speaks of.

    They are of the same thing, or next to the words; all where nothing tells them apart.
    """
    needed = [_letters(word) for word in topic.needed]
    for wording in topic.wordings:
        key = _letters(wording)
        if any(_distance(row, key) is not None for row in rows):
            is_whole = all(word in key for word in needed)
            return _sure(rows, key) if is_whole else _nearest_of_all(rows, key, needed)
    for wording in topic.wordings:
        key = _letters(wording)
        if same := [row for row in rows if _is_same(_letters(row["measure"]), key)]:
            return Nearest(same, sure=all(_letters(row["measure"]) == key for row in same))
    return Nearest(list(rows), sure=not topic.wordings)


def _sure(rows: Sequence[Row], key: str) -> Nearest:
    return Nearest(_nearest(rows, key), sure=True)


def _nearest_of_all(rows: Sequence[Row], key: str, needed: Sequence[str]) -> Nearest:
    """Return the targets with all words of the question in their clause, else the nearest."""
    full = [row for row in rows if all(word in _letters(_clause(row)) for word in needed)]
    if not full and (spoken := [row for row in rows if _speaks_of(row, needed)]):
        return _nearest_of_last(spoken, needed[-1])
    if any(_distance(row, key) is not None for row in full):
        return _sure(full, key)
    return Nearest(full or _nearest(rows, key), sure=bool(full))


def _nearest_of_last(rows: Sequence[Row], last: str) -> Nearest:
    """Of the numbers in a sentence keep those of the last word: 双凤镇公共自行车投资额."""
    named = [row for row in rows if last in _letters(_clause(row))]
    if any(_distance(row, last) is not None for row in named):
        return _sure(named, last)
    return Nearest(named or list(rows), sure=len(named) == 1)


def _speaks_of(row: Row, needed: Sequence[str]) -> bool:
    """Tell whether title and sentence of a number hold all words: 南郊小学…，学位1080个；."""
    said = [_letters(row["title"] + sentence) for sentence in _sentences(row)]
    return any(all(word in letters for word in needed) for letters in said)


def beside(near: Nearest, first: Nearest) -> Nearest:
    """Of several numbers keep those in the sentences of the number that was asked for first.

    `双凤镇新建站点多少个、投放多少辆`: what stands in the sentence on 双凤镇.
    """
    sentences = {(row["item"], part) for row in first.rows for part in _sentences(row)}
    kept = [r for r in near.rows if any((r["item"], p) in sentences for p in _sentences(r))]
    return replace(near, rows=kept) if kept else near


def of_place(rows: Sequence[Row], places: Sequence[str]) -> list[Row]:
    """Return the targets in whose sentence a place of the question stands; all if there are none.

    `2.双凤镇新建站点26个，投放450辆；3.璜泾镇新建…`: the numbers of one town are not the other's.
    """
    kept = [r for r in rows if any(place in s for place in places for s in _sentences(r))]
    return kept or list(rows)


def _sentences(row: Row) -> list[str]:
    """Return the parts between full stops and semicolons in which the number may stand."""
    parts = re.split("[。；;]", _text(row))
    return [part for part in parts if row["quote"] in part and row["measure"] in part] or [
        part for part in parts if row["quote"] in part
    ]


def _text(row: Row) -> str:
    """Return the text of the item that prints the number."""
    in_annual = row["quote"] in row["annualTask"]
    return str(row["annualTask"] if in_annual else row["text"])


def _clause(row: Row) -> str:
    """Return the part of the sentence in which the number of a target stands."""
    text = _text(row)
    parts: list[str] = re.split("[，。；;,]", text)
    return next((part for part in parts if row["quote"] in part), "")


_ADDING = ("新建", "新增", "增加", "增设")
"""Words for the same deed."""
_DEEDS = ("新建", "新增", "启动", "建成", "完成", "增加", "引进", "申请", "授权", "培育", "关停")


def with_deed(rows: Sequence[Row], words: Sequence[str]) -> list[Row]:
    """Return the targets in whose clause the question's 新建, 启动 … stands; all if there are none.

    Where the text says 完成 of one number and 启动 of another, the question means the one it names.
    """
    deeds = [deed for deed in _DEEDS if any(deed in word for word in words)]
    kept = [row for row in rows if any(_does(row, deed) for deed in deeds)]
    return kept or list(rows)


def _does(row: Row, deed: str) -> bool:
    """Tell whether a deed stands before the number, in the same part of the sentence."""
    text = _text(row)
    end = text.find(row["quote"])
    before = re.split("[，。；;,.]", text[: max(end, 0)])[-1]
    return any(same in before for same in (_ADDING if deed in _ADDING else (deed,)))


def _nearest(rows: Sequence[Row], key: str) -> list[Row]:
    same = [row for row in rows if _is_same(_letters(row["measure"]), key)]
    by_place = [(distance, row) for row in rows if (distance := _distance(row, key)) is not None]
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
    text = _text(row)
    if row["quote"] not in text:
        return None
    found = []
    for number in re.finditer(re.escape(row["quote"]), text):
        for start, end in _occurrences(text, key):
            gap = (
                text[end : number.start()] if number.start() >= end else text[number.end() : start]
            )
            marks = _CLAUSE_MARKS if number.start() >= end else _CLAUSE_MARKS + _LISTING
            if len(gap) <= _FARTHEST and not any(mark in gap for mark in marks):
                found.append(len(_letters(gap)))
    return min(found, default=None)


def _occurrences(text: str, key: str) -> list[tuple[int, int]]:
    folded = fold(text)
    kept = [(c, o) for c, o in zip(folded.text, folded.origin, strict=True) if c.isalnum()]
    letters = "".join(c for c, _ in kept)
    starts = [m.start() for m in re.finditer(re.escape(key), letters)]
    return [(kept[s][1], kept[s + len(key) - 1][1] + 1) for s in starts]
