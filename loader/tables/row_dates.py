"""By when the work of a row is to be done: its date, one in its text, or that of its section."""

from __future__ import annotations

from dataclasses import dataclass

from loader.entities import Printed
from loader.report import Report
from loader.texts.deadlines import (
    YEARLESS,
    find_deadlines,
    find_group_limits,
    find_limits,
    lacks_year,
    names_no_day,
)
from loader.texts.outline import SECTION

_UNREAD = ("unread", "no date is found in it")
_GOING_ON = ("undated", "work that goes on, or that has no day of its own")


@dataclass(frozen=True)
class RowDates:
    """Reads the dates of rows; in texts those without a year are of `limit_year`, if known."""

    year: int | None
    limit_year: int | None
    report: Report

    def of(
        self,
        printed: Printed | None,
        texts: tuple[Printed | None, ...],
        section: Printed | None,
    ) -> tuple[str, ...]:
        """Return the dates of a row that prints one or none, and report one that names no day.

        Where it prints none, the first of its `texts` that states a limit tells it.
        """
        stated = find_deadlines(printed.text, self.year) if printed else []
        if printed and not stated and printed.status == "explicit":
            kind, message = _why_undated(printed.text)
            self.report.add(kind, printed.cell, printed.text, message)
        title = section.text if section and not printed else ""
        limits = (find_limits(text.text, self.limit_year) for text in texts if text)
        found = stated or next(filter(None, limits), [])
        found = found or find_group_limits(SECTION.sub("", title), self.limit_year)
        return tuple(dict.fromkeys(deadline.value for deadline in found))


def _why_undated(text: str) -> tuple[str, str]:
    """Return the kind of note on a time limit in which no date is found, and its message."""
    if names_no_day(text):
        return _GOING_ON
    return ("undated", YEARLESS) if lacks_year(text) else _UNREAD
