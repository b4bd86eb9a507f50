"""Numbers and dates of a sheet as their cell prints them.

A sheet stores 0.07 and prints 7%. The codes are those of ECMA-376 part 1, 18.8.31; what is not
known here (fractions, exponents) is printed as stored. Dates are printed in ISO 8601, as precise
as their code: 2018年6月 gives 2018-06.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|[_*].|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<percent>%)|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|\Z)', re.DOTALL)
_AS_STORED = re.compile(r"general|@|[eE][+-]|[0#?]\s*/", re.IGNORECASE)
_MOST_DIGITS = 15
"""A sheet's numbers are binary; beyond so many digits they are noise."""


def print_value(value: object, code: str) -> str:
    """Return `value` of a cell with the number format `code`.

    >>> print_value(0.07, "0%"), print_value(1.0, "General"), print_value(True, "General")
    ('7%', '1', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return print_number(value, code)
    if isinstance(value, date | time):
        return print_date(value, code)
    return str(value)


def print_number(value: float, code: str) -> str:
    """Return `value` as the number format `code` prints it.

    >>> print_number(1234.5, '#,##0.00"万元"'), print_number(7, "000"), print_number(-2, "0;(0)")
    ('1,234.50万元', '007', '(2)')
    """
    sections = _SECTION.findall(code)[:3]
    section = _section(value, sections)
    tokens = list(_TOKEN.finditer(section))
    digits = [token for token in tokens if token["digits"]]
    if not section or _AS_STORED.search(section) or len(digits) > 1:
        return _stored(value)
    negative = value < 0 and section == sections[0]
    number = abs(Decimal(_stored(value))) * 100 ** sum(bool(t["percent"]) for t in tokens)
    return "-" * negative + "".join(_print_token(token, number) for token in tokens).strip()


def _section(value: float, sections: list[str]) -> str:
    """Return the section for positive, negative or zero values."""
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1]
    if value == 0 and len(sections) > 2 and sections[2]:
        return sections[2]
    return sections[0] if sections else ""


def _print_token(token: re.Match[str], number: Decimal) -> str:
    if token["digits"]:
        return _print_digits(number, token["digits"])
    parts = (token[name] for name in ("quoted", "escaped", "currency", "percent", "other"))
    return "".join(part or "" for part in parts)


def _print_digits(number: Decimal, pattern: str) -> str:
    shown = pattern.rstrip(",")
    number /= 1000 ** (len(pattern) - len(shown))
    whole, _, fraction = shown.partition(".")
    places = len(fraction)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    units, _, decimals = f"{rounded:f}".partition(".")
    required = len(fraction.rstrip("#?"))
    decimals = decimals[:required] + decimals[required:].rstrip("0")
    units = units.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole and units:
        units = f"{int(units):,}"
    return units + ("." + decimals if decimals else "")


def _stored(value: float) -> str:
    """Return a number without an exponent, and without a fraction that is zero.

    >>> _stored(0.1 + 0.2), _stored(8.0), _stored(1e-7)
    ('0.3', '8', '0.0000001')
    """
    if isinstance(value, int):
        return str(value)
    printed = f"{Decimal(f'{value:.{_MOST_DIGITS}g}'):f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def print_date(value: date | time, code: str) -> str:
    """Return a date or time in ISO 8601, as precise as the number format `code`.

    >>> print_date(date(2018, 6, 30), 'yyyy"年"m"月"'), print_date(time(9, 30), "h:mm")
    ('2018-06', '09:30')
    """
    letters = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).lower()
    if isinstance(value, time) or not set(letters) & set("ymd"):
        return f"{value:%H:%M:%S}" if "s" in letters else f"{value:%H:%M}"
    if "h" in letters:
        return f"{value:%Y-%m-%d %H:%M}"
    if "d" in letters or "y" not in letters:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in letters else f"{value:%Y}"
