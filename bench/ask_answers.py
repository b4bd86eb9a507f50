"""Whether an answer says exactly what somebody else found in the notice by reading it.

A line of `bench/questions/*.jsonl` has a question `q`, the `answer`, its `kind`, and `how` it was
found. The answers have the forms in which a person writes them down: places (`1-103`: annex 1, row
103), names, numbers, yes or no, words of the text, or a table of such.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ask_truth import Truth
from queries.asking.answers import Answer

_PLACE = re.compile(r"\d-\d+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COUNTED = re.compile(r"\d+[项条家]")
"""A number with its counter, between which an answer has a blank."""


@dataclass(frozen=True)
class Known:
    """A question with the answer that a person gave it."""

    question: str
    answer: Any
    how: str


def read_known(path: Path) -> list[Known]:
    """Return the questions of a file with their answers."""
    lines = path.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Known(row["q"], row["answer"], row.get("how", "")) for row in rows]


def says(answer: Answer, wanted: object, truth: Truth) -> bool:
    """Tell whether `answer` says what is wanted, and no more where rows are asked for."""
    if wanted is None:
        return not answer.rows
    if isinstance(wanted, bool):
        start = ("是", "Yes") if wanted else ("否", "No")
        return answer.sentence.startswith(start)
    if isinstance(wanted, int | float):
        return _says_number(answer, wanted)
    if isinstance(wanted, str):
        said = _letters(answer.sentence)
        first = next((row.get("name") for row in answer.rows), None)
        parts = re.split("[，；]", wanted)
        return all(
            _letters(part) in said
            or truth.name(part) == first
            or _letters(truth.name(part)) in said
            for part in parts
        )
    if isinstance(wanted, list):
        return _lists(answer, wanted, truth)
    return isinstance(wanted, dict) and _tabulates(answer, wanted, truth)


def _says_number(answer: Answer, wanted: float) -> bool:
    single = [row for row in answer.rows if row.get("class") != "group"]
    numbers = [float(number) for number in _NUMBER.findall(answer.sentence)]
    is_sum = f"合计 {wanted:g}" in answer.sentence
    return len(single) == wanted or is_sum or wanted in numbers[:1]


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c in ".%")


def _lists(answer: Answer, wanted: list[Any], truth: Truth) -> bool:
    if wanted and all(isinstance(one, str) and _PLACE.fullmatch(one) for one in wanted):
        chosen = _CHOSEN.search(answer.sentence)
        rows = [row for row in answer.rows if not chosen or row.get("measure") == chosen["name"]]
        return {f"{row.get('annexNumber')}-{row.get('rowNumber')}" for row in rows} == set(wanted)
    names = {row.get("name") for row in answer.rows if row.get("class") != "group"} - {None}
    of_names = all(isinstance(one, str) and not _NUMBER.match(one) for one in wanted)
    if of_names and names:
        every = {row.get("name") for row in answer.rows} - {None}
        parts = {row.get("name") for part in answer.also for row in part.rows} - {None}
        halves = {str(name).partition("，")[0] for name in names}
        whole = {truth.name(one) for one in wanted}
        return whole in (names, every, names | parts) or set(wanted) == halves != names
    return all(_is_said(answer, one, truth) for one in _leaves(wanted))


_CHOSEN = re.compile("，(?P<name>[^，。（]+)（[^（）]*）较[高低多少大小]")
"""Which of two items with a number an answer says has the greater."""


def _tabulates(answer: Answer, wanted: dict[str, Any], truth: Truth) -> bool:
    if all(type(value) is int for value in wanted.values()):
        found = {r.get("name"): r.get("items") for r in answer.rows if r.get("class") != "group"}
        if found == {truth.name(name): number for name, number in wanted.items()}:
            return True
    return all(_is_said(answer, one, truth) for one in _leaves(wanted))


def _leaves(wanted: object) -> Iterator[object]:
    if isinstance(wanted, dict):
        for value in wanted.values():
            yield from _leaves(value)
    elif isinstance(wanted, list):
        for value in wanted:
            yield from _leaves(value)
    else:
        yield wanted


def _is_said(answer: Answer, wanted: object, truth: Truth) -> bool:
    if isinstance(wanted, bool):
        return says(answer, wanted, truth)
    text = f"{wanted:g}" if isinstance(wanted, float) else str(wanted)
    places = {f"{row.get('annexNumber')}-{row.get('rowNumber')}" for row in answer.rows}
    if _PLACE.fullmatch(text):
        annex, row = text.split("-")
        return text in places or f"附件{annex}第{row}行" in answer.sentence
    counted = re.compile(rf"(?<![\d.]){re.escape(text)}") if _COUNTED.fullmatch(text) else None
    if counted is not None and counted.search(answer.sentence.replace(" ", "")):
        return True
    return text in answer.sentence or truth.name(text) in answer.sentence
