"""Dates of documents, in figures or numerals: 2018年3月5日, 二○一八年三月五日, 2018-03-05."""

from __future__ import annotations

import re

from loader.texts.marks import numeral
from loader.texts.years import NUMERALS, in_digits

YEAR = rf"(?:\d{{4}}|[{NUMERALS}]{{4}})"
DATE = re.compile(
    rf"(?P<year>{YEAR})\s*年\s*(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
    r"\s*(?P<day>3[01]|[12]\d|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])\s*日"
)
_FIGURES = re.compile(
    r"(?P<year>(?:19|20)\d{2})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_PRINTED = re.compile(rf"[\u4e00-\u9fff]{{0,28}}?\s*{DATE.pattern}\s*印发")


def iso_date(match: re.Match[str]) -> str:
    """Return the date that `DATE` found.

    >>> iso_date(DATE.match("二○一八年十二月二十一日"))
    '2018-12-21'
    """
    year = int(in_digits(match["year"]))
    return f"{year:04d}-{numeral(match['month']):02d}-{numeral(match['day']):02d}"


def read_date(text: str) -> str | None:
    """Return the date that `text` begins with, None if it begins with none.

    >>> read_date("2018-03-05"), read_date("2018年3月5日 09:30"), read_date("2018年")
    ('2018-03-05', '2018-03-05', None)
    """
    found = DATE.match(text) or _FIGURES.match(text)
    return iso_date(found) if found else None


def date_of_print(line: str) -> str | None:
    """Return the date of a line at the end of a document that says when it was printed.

    >>> date_of_print("临江市人民政府办公室 2018年3月5日印发"), date_of_print("2018年3月5日")
    ('2018-03-05', None)
    """
    found = _PRINTED.fullmatch(line)
    return iso_date(found) if found else None
