"""Whether the numbers found are of the kind that is asked for: 进出口总额要增长百分之几.

A target may be in words (保持稳定增长), or say which level is reached where it is asked by how
much something changes; a share, a cost or people may be asked for where a text counts things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from queries.asking.figures.figure_doubts import said_in
from queries.asking.figures.targets import Nearest
from queries.asking.figures.unit_words import units_asked
from queries.asking.readings.draft import Draft
from queries.asking.rows.tables import Row

_NUMBER_ASKED = re.compile(
    "多少|几|多[大高快长久远宽重深]|具体数|how (?:much|many|high|fast)|percent|number"
)
_NO_NUMBER = {"zh": "原文没有写明数值，写的是：", "en": "The text states no number, but: "}
_SOME_NONE = {"zh": "“{}”不是数值。", "en": " “{}” is no number."}


def numberless_words(draft: Draft, chosen: Sequence[Nearest]) -> tuple[str, str]:
    """Return what to say before and behind numbers that were asked for, of those in words alone.

    Before them stands that there is no number at all, behind them which of several is none.
    """
    if not _NUMBER_ASKED.search(said_in(draft)):
        return "", ""
    found = [near.rows for near in chosen if near.rows]
    worded = [rows for rows in found if all(map(is_worded, rows))]
    if not worded:
        return "", ""
    if len(worded) == len(found):
        return _NO_NUMBER[draft.language], ""
    return "", _SOME_NONE[draft.language].format("、".join(_quotes(worded)))


def _quotes(worded: Iterable[Iterable[Row]]) -> list[str]:
    return list(dict.fromkeys(str(row["quote"]) for rows in worded for row in rows))


def is_worded(row: Row) -> bool:
    """Tell whether a target has no number: 与上年持平, 保持稳定增长."""
    return not row["value"] and not any(map(str.isdigit, str(row["quote"])))


_CHANGE_ASKED = re.compile(
    "(?:增长|增加|提高|提升|上升|上涨|涨|下降|降低|减少|降)[了约]?"
    "(?:百分之[几多]|几(?:个百分点|个点|点)?(?![\u4e00-\u9fff])|多少)"
    "|how m(?:uch|any).*(?:rise|grow|increase|fall|drop|decrease|decline)(?!to)"
)
_CHANGES = re.compile("[增提升涨降减]")
_LEVELS = re.compile("率$|比重$|比例$|占比$|覆盖面$")


def kind_doubts(draft: Draft, rows: Sequence[Row]) -> tuple[str, ...]:
    """Say so where the numbers found are of another kind than asked for."""
    judges = (_level_doubts, _share_doubts, _cost_doubts, _unit_doubts)
    return tuple(doubt for judge in judges for doubt in judge(draft, rows))


def _level_doubts(draft: Draft, rows: Sequence[Row]) -> tuple[str, ...]:
    """Say so where a change is asked for and the text states a level: 贡献率要提高几个百分点."""
    if not _CHANGE_ASKED.search(said_in(draft)) or not any(map(_is_level, rows)):
        return ()
    zh, en = "没有把握：问的是增减多少，原文写的是达到的水平。", "Unsure: the text states a level."
    return (zh if draft.language == "zh" else en,)


def _is_level(row: Row) -> bool:
    is_share = row["unit"] == "%" and _LEVELS.search(str(row["measure"])) is not None
    return is_share and not _CHANGES.search(str(row["quote"]))


_SHARE_ASKED = re.compile("几成|比例|比重|百分之[几多]|(?<![频效])率[^,。;]{0,6}(?:多少|几)")
_SHARES = re.compile("占(?!地)|比|率|份额|%|百分")


def _share_doubts(draft: Draft, rows: Sequence[Row]) -> tuple[str, ...]:
    """Say so where a share is asked for, and a number of no share is found: 占到…的多少, 覆盖率."""
    said = said_in(draft)
    asked = [t.text for t in draft.tokens if t.has("share") and t.text[:1] == "占"]
    asked += [match[0] for match in _SHARE_ASKED.finditer(said)]
    told = all(is_worded(r) or _SHARES.search(f"{r['measure']}{r['quote']}") for r in rows)
    if not asked or told or draft.language != "zh" or "占多大" in said:
        return ()
    return (f"没有把握：{asked[0]}。",)


_COST_ASKED = re.compile("花|费用|预算|成本|造价")
_COSTS = re.compile("投资|资金|经费|投入|预算|费|造价|花")


def _cost_doubts(draft: Draft, rows: Sequence[Row]) -> tuple[str, ...]:
    """Say so where it is asked what something costs, and money of another kind is found: 外资."""
    if not _COST_ASKED.search(said_in(draft)) or draft.language != "zh":
        return ()
    others = [str(row["measure"]) for row in rows if not _COSTS.search(str(row["measure"]))]
    return tuple(f"没有把握：问的是花费，给出的是“{measure}”。" for measure in others[:1])


_THINGS = frozenset("个家条张户辆座所件处台套块片班只根盏栋")
"""Units by which texts and questions count things, and which stand for each other."""


def _unit_doubts(draft: Draft, rows: Sequence[Row]) -> tuple[str, ...]:
    """Say so where no number found has the unit that is asked for: 示范车间多少人, 10个."""
    asked = units_asked(draft)
    wanted = asked | _THINGS if asked & _THINGS else asked
    counted = [row for row in rows if row["value"]]
    if not wanted or not counted or any(row["unit"] in wanted for row in counted):
        return ()
    unit = counted[0]["unit"]
    zh, en = f"没有把握：给出的数以“{unit}”计，问的是别的单位。", f"Unsure: its unit is {unit}."
    return (zh if draft.language == "zh" else en,)
