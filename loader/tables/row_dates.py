"""By when the work of a row is to be done: its date, one in its text, or that of its section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loader.assignments.fields import QUARTER
from loader.entities import Place, Printed
from loader.report import Report
from loader.texts.deadlines import (
    FIRST_PLAN,
    YEARLESS,
    Deadline,
    find_deadlines,
    lacks_year,
    names_no_day,
)
from loader.texts.group_limits import find_group_limits, year_of_group
from loader.texts.limits import find_limits, limits_without_year
from loader.texts.outline import SECTION

_DONE = re.compile(
    r"竣工|完工|投入使用|投用|投产|通车|交付使用|[完通]?[成过]验收|建成(?=$|[，。；]|并|投|使|开)|全[面部]完成(?!\d|投资)"
)
"""What ends work, and no part of it: 完成投资两亿元 does not."""

_YEAR = re.compile(r"20\d{2}")

_STEP = re.compile(r"过半|一半|\d[%％]|[五六七八九]成|开工|启动|前期|立项|招标|上报|报送|起$|至今")
"""What is said of a date by which the work is not yet done: 6月底前完成过半."""

_IN_REMARKS = re.compile(
    r"(?:备注|说明)[一该]?[栏列]?(?:目|[中内里])?[已未没有另作]*(?:[注标列写载]明|标注|明确|规定|说明|确定)"
    r"的?(?:完成|办结)?的?(?:时间|时限|期限|日期)"
)

_UNREAD = ("unread", "no date is found in it")
_GOING_ON = ("undated", "work that goes on, or that has no day of its own")


@dataclass(frozen=True)
class RowDates:
    """Reads the dates of rows; in texts those without a year are of `limit_year`, if known.

    They may stand `in_remarks`, as a note says.
    """

    year: int | None
    limit_year: int | None
    report: Report
    in_remarks: bool = False

    def of(
        self,
        values: dict[str, Printed],
        texts: tuple[Printed | None, ...],
        section: Printed | None,
    ) -> tuple[str, ...]:
        """Return the dates of a row that prints one or none, and report one that names no day.

        Where it prints none, the first of its `texts` that states a limit tells it, else the last
        of its quarters. What tells it is popped from `values`.
        """
        told = year_of_group(SECTION.sub("", section.text)) if section else None
        year, limit_year = told or self.year, told or self.limit_year
        printed = values.pop("deadline", None) or self._remarked(values)
        stated = _stated(printed.text, year) if printed else []
        if printed and not stated and printed.status == "explicit":
            kind, message = _why_undated(printed.text)
            self.report.add(kind, printed.cell, printed.text, message)
        title = section.text if section and not printed else ""
        limits = (find_limits(text.text, limit_year) for text in texts if text)
        found = stated or next(filter(None, limits), [])
        found = found or find_group_limits(SECTION.sub("", title), limit_year)
        dates = [deadline.value for deadline in found] or self._of_quarters(values)
        if not dates:
            self._report_without_year(texts)
        return tuple(dict.fromkeys(dates))

    def _report_without_year(self, texts: Iterable[Printed | None]) -> None:
        """Report the first limit in `texts` that no year dates."""
        for text in filter(None, texts):
            for limit in limits_without_year(text.text, self.limit_year)[:1]:
                self.report.add("undated", text.cell, limit.quote, YEARLESS)
                return

    def _remarked(self, values: dict[str, Printed]) -> Printed | None:
        """Return the remark of a row, popped, if it states one date by which all is done.

        It is no more than that (上半年完成), or a note says that remarks state limits.
        """
        remark = values.get("remark")
        if remark is None or _STEP.search(remark.text):
            return None
        if not (self.in_remarks or _is_limit_alone(remark.text)):
            return None
        dates = find_deadlines(remark.text, self.limit_year) if self.limit_year else []
        return values.pop("remark") if len(dates) == 1 else None

    def _of_quarters(self, values: dict[str, Printed]) -> list[str]:
        """Return the limit that the last quarter with words states, or the end of that quarter.

        It ends there if the cell says that the work does: 通过验收 in 三季度.
        """
        name = max((name for name in values if name.startswith(QUARTER)), default="")
        if not name:
            return []
        limits = find_limits(values[name].text, self.limit_year)
        is_end = self.limit_year and _DONE.search(values[name].text)
        if not limits and not is_end:
            return []
        values.pop(name)
        return [limits[-1].value] if limits else [f"{self.limit_year}-{int(name[-1]) * 3:02}"]


def are_in_remarks(lines: Iterable[Place]) -> bool:
    """Tell whether one of `lines` says that remarks on items state by when these are done.

    所列任务除备注栏注明时间的外，均须于12月20日前完成。
    """
    return any(_IN_REMARKS.search(line.text) for line in lines)


_DONE_ALONE = re.compile("(?:完成|完工|竣工|建成|办结|投[用产])?")


def _is_limit_alone(text: str) -> bool:
    """Tell whether a remark is a date by which the work is done, and nothing else.

    >>> [_is_limit_alone(one) for one in ("上半年完成", "6月底前", "6月完成设计")]
    [True, True, False]
    """
    limits = find_limits(text, FIRST_PLAN)
    words = text.strip("。 ")
    is_first = len(limits) == 1 and words.startswith(limits[0].quote)
    return is_first and _DONE_ALONE.fullmatch(words, len(limits[0].quote)) is not None


def _stated(text: str, year: int | None) -> list[Deadline]:
    """Return the dates in a column of time limits, a year alone too: 建设年限 above 2017."""
    alone = _YEAR.fullmatch(text.strip())
    return [Deadline(alone[0], text, 0)] if alone else find_deadlines(text, year)


def _why_undated(text: str) -> tuple[str, str]:
    """Return the kind of note on a time limit in which no date is found, and its message."""
    if names_no_day(text):
        return _GOING_ON
    return ("undated", YEARLESS) if lacks_year(text) else _UNREAD
