"""Years as documents print them: 2015, 二○一五年, and in names of files 15年."""

from __future__ import annotations

import re

ZERO = "○〇零Ｏ０O"
"""How years print a nought."""

NUMERALS = f"{ZERO}一二三四五六七八九"
"""The numerals of a year: 二○一八."""

_DIGITS = str.maketrans(NUMERALS, "000000123456789")
_COUNTED = (
    r"\s*(?:[亩万亿吨米余多套辆盏株头只份次例件张栋间口眼百千]|元(?![旦宵])|个(?![人体])|户(?!籍)|家(?!庭)|座(?!谈)|处(?![置理])"
    r"|名(?![录单])|人(?![大民口社力才居])|条(?!例)|项(?!目)|台(?!账)|公[里顷斤]|[平立]方)"
)
"""What stands behind a number that counts and is no year: 2000个, 2000平方米."""

_YEAR = re.compile(
    rf"(?<!\d)(?:19|20)\d{{2}}(?!\d)(?!{_COUNTED})|(?:二[{ZERO}]|一九)[{NUMERALS}]{{2}}(?=年)"
)
_SHORT = re.compile(r"(?<!\d)\d{2}(?=年)")
_CENTURY, _LAST_OF_CENTURY = 2000, 50


def in_digits(year: str) -> str:
    """Return a year in digits: 二○一八 is 2018."""
    return year.translate(_DIGITS)


def years_in(text: str) -> list[int]:
    """Return the years that `text` names, in its order.

    >>> years_in("2015年重点工作"), years_in("二○○六年工作要点"), years_in("一九九八年至1999年")
    ([2015], [2006], [1998, 1999])
    >>> years_in("新增泊位2000个、绿地2000平方米"), years_in("2019项目表")
    ([], [2019])
    """
    return [int(in_digits(match[0])) for match in _YEAR.finditer(text)]


def year_of_name(name: str) -> int | None:
    """Return the first year in the name of a file, which may leave out the century.

    >>> year_of_name("22年任务分解.xlsx"), year_of_name("98年计划.doc"), year_of_name("3年行动.doc")
    (2022, 1998, None)
    """
    if years := years_in(name):
        return years[0]
    short = _SHORT.search(name)
    year = _CENTURY + int(short[0]) if short else None
    return year - 100 if year and year >= _CENTURY + _LAST_OF_CENTURY else year
