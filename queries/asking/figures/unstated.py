"""What documents of work hardly ever state: fees and prices, and points of an assessment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from queries.asking.figures.figure_doubts import said_in
from queries.asking.figures.targets import Nearest
from queries.asking.readings.draft import Draft


class _Sort(NamedTuple):
    """How a question asks for a number of a sort, and how a text that states it is worded."""

    asked: re.Pattern[str]
    printed: re.Pattern[str]


_FEES = "门票|票价|收费|租金|租费|单价|房价|票钱|学费|缴费|ticket|fee|fare"
_SORTS = (
    _Sort(
        re.compile(f"(?:{_FEES}).*(?:多少|几|how much)|(?:多少|几|how much).*(?:{_FEES})"),
        re.compile(f"(?:{_FEES})[^，。；]*\\d+[^，。；]*元"),
    ),
    _Sort(
        re.compile("扣.{0,3}(?:多少|几)|(?:多少|几)(?:考核|绩效)?分(?!之|[钟公])"),
        re.compile("\\d分(?![之钟公])"),
    ),
)


def without_others(draft: Draft, chosen: list[Nearest]) -> list[Nearest]:
    """Return the numbers that were chosen, or none where they are of another sort than asked for.

    `收费标准是多少` of bicycles of which a text says how many there are, `扣多少考核分` of work.
    """
    sort = next((one for one in _SORTS if one.asked.search(said_in(draft))), None)
    if sort is None or _states(chosen, sort.printed):
        return chosen
    return []


def _states(chosen: Sequence[Nearest], printed: re.Pattern[str]) -> bool:
    rows = (row for near in chosen for row in near.rows)
    return any(printed.search(str(row.get("sentence", ""))) for row in rows)
