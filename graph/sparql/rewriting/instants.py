"""Where dates, times and durations stand in time, so that all of a datatype can be ordered.

XML Schema orders a date without a time zone and one with a zone only where they are 14 hours apart,
and months and days only where every month says the same. Here what has no zone is of UTC, and a
duration is counted from the first of the four dates that the standard compares them at: whatever
`<` tells of two values, their numbers tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_Y, _M, _D = r"(?P<year>-?\d{4,})", r"(?P<month>\d\d)", r"(?P<day>\d\d)"
_T = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d(?:\.\d+)?)"
_FORMS = {
    "dateTime": f"{_Y}-{_M}-{_D}T{_T}",
    "date": f"{_Y}-{_M}-{_D}",
    "time": _T,
    "gYearMonth": f"{_Y}-{_M}",
    "gYear": _Y,
    "gMonthDay": f"--{_M}-{_D}",
    "gMonth": f"--{_M}",
    "gDay": f"---{_D}",
}
_ZONE = r"(?:Z|(?P<sign>[-+])(?P<hours>\d\d):(?P<minutes>\d\d))?"
_INSTANTS = {name: re.compile(form + _ZONE, re.ASCII) for name, form in _FORMS.items()}
_DURATIONS = ("duration", "yearMonthDuration", "dayTimeDuration")
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_LEAP_YEAR = 1972
"""The year of a month or day that names none."""
_FIRST = (1696, 9)
_HOUR, _DAY = 3600, 86_400


def instant(name: str, text: str) -> tuple[str, Decimal] | None:
    """Return the kind of a value of the datatype xsd:`name`, and the second at which it stands.

    None for any other value. Values of one kind are compared.

    >>> instant("date", "1970-01-02+01:00"), instant("dayTimeDuration", "P1D")[0]
    (('date', Decimal('82800')), 'duration')
    """
    if name in _DURATIONS:
        found = _DURATION.fullmatch(text)
        return ("duration", _of_duration(found)) if found else None
    form = _INSTANTS.get("dateTime" if name == "dateTimeStamp" else name)
    found = form.fullmatch(text) if form else None
    return (name, _of_instant(found.groupdict())) if found else None


def _of_instant(parts: Mapping[str, str | None]) -> Decimal:
    year, month, day = (int(parts.get(name) or 0) for name in ("year", "month", "day"))
    if parts.get("year") is None:
        year = _LEAP_YEAR
    days = _days(year, month or 1, day or 1)
    hour, minute = (int(parts.get(name) or 0) for name in ("hour", "minute"))
    zone = int(parts["hours"] or 0) * _HOUR + int(parts["minutes"] or 0) * 60
    ahead = -zone if parts["sign"] == "-" else zone
    whole = days * _DAY + hour * _HOUR + minute * 60 - ahead
    return whole + Decimal(parts.get("second") or 0)


def _of_duration(found: re.Match[str]) -> Decimal:
    parts = {name: Decimal(part) for name, part in found.groupdict("0").items() if name != "sign"}
    months = int(parts["years"] * 12 + parts["months"])
    hours = parts["days"] * 24 + parts["hours"]
    seconds = hours * _HOUR + parts["minutes"] * 60 + parts["seconds"]
    if found["sign"]:
        months, seconds = -months, -seconds
    years, month = divmod(_FIRST[1] - 1 + months, 12)
    return (_days(_FIRST[0] + years, month + 1, 1) - _days(*_FIRST, 1)) * _DAY + seconds


def _days(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01, before and behind the years that Python knows too."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    before = year * 365 + year // 4 - year // 100 + year // 400
    return before + (153 * month + 2) // 5 + day - 1 - 719_468
