"""Where the numbers of a text stand, and which words stand by each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.index.words.words import fold

Row = dict[str, Any]
SENTENCE_END = re.compile("[。；;]")
_CLAUSE = re.compile("[，。；;,、和及与]|\\d")
_BEHIND = re.compile("[，。；;,、和及与]")
_FARTHEST = 16


@dataclass(frozen=True)
class Placed:
    """A number with the letters around it.

    `tight` stand in the same clause, `loose` between it and the number before, `sentence` in its
    sentence; `item` are all letters of the work item.
    """

    row: Row
    measure: str
    tight: str
    loose: str
    sentence: str
    item: str


def letters(text: str) -> str:
    """Return the folded letters and digits of `text`.

    >>> letters("“263”专项 行动")
    '263专项行动'
    """
    return "".join(c for c in fold(text).text if c.isalnum())


def place_all(rows: Iterable[Row]) -> list[Placed]:
    """Place each number in its text; those of one text stand there in the order of their IRIs."""
    by_text: defaultdict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        by_text[row["item"], row["quoted"] == "annualTask"].append(row)
    return [placed for (_, annual), same in by_text.items() for placed in _place(same, annual)]


def _order(row: Row) -> tuple[str, int]:
    number = row["target"].rpartition("-")[2]
    return row["item"], int(number) if number.isdigit() else 0


def _place(rows: list[Row], annual: bool) -> Iterable[Placed]:  # noqa: FBT001
    text = str(rows[0]["annualTask" if annual else "text"])
    spans, last = [], 0
    for row in rows:
        start = text.find(row["quote"], last)
        start = start if start >= 0 else max(text.find(row["quote"]), 0)
        last = start + len(row["quote"])
        spans.append((start, last))
    for number, (row, (start, end)) in enumerate(zip(rows, spans, strict=True)):
        before = spans[number - 1][1] if number else 0
        after = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        yield _placed(row, text, (start, end), (before, after))


def _placed(row: Row, text: str, own: tuple[int, int], others: tuple[int, int]) -> Placed:
    """Return a number with its letters; `others` are the end of that before, the start behind."""
    (start, end), (before, after) = own, others
    first, last = _sentence(text, start, end)
    loose = text[max(first, min(before, start)) : start]
    behind = _BEHIND.split(text[end : min(after, end + _FARTHEST, last)])[0]
    tight = _CLAUSE.split(loose)[-1]
    measure = row["title"] if row["class"] == "indicator" else row["measure"]
    whole = f"{row['title']} {row['text']} {row['annualTask']}"
    return Placed(
        {**row, "before": _beginning(text[first:start]), "sentence": text[first:last]},
        letters(measure),
        letters(tight) + " " + letters(row["quote"] + behind),
        letters(loose),
        letters(text[first:last]),
        letters(whole),
    )


def _beginning(before: str) -> str:
    """Return how the sentence of a number begins, which tells the number from its like."""
    clause = before.replace(",", "，").split("，")[0]
    return _LISTED.sub("", clause)[:_LONGEST].strip()


_LISTED = re.compile(r"^\s*\d+[.．、]")
_LONGEST = 20


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((m.end() for m in SENTENCE_END.finditer(text, 0, start)), default=0)
    found = SENTENCE_END.search(text, end)
    return first, found.start() if found else len(text)
