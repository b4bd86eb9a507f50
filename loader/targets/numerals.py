"""Where numbers stand in a text, and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_WIDE = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")
_CHINESE = "零〇一二两三四五六七八九十百千万亿"

_NUMERAL = re.compile(
    r"(?P<half>一半|半数)"
    rf"|(?P<fraction>(?P<below>[{_CHINESE}]+)分之(?P<above>[{_CHINESE}]+(?:点[{_CHINESE}]+)?))"
    r"|(?P<arabic>(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    rf"|(?P<chinese>(?:(?<![0-9])|(?![百千万亿]))[{_CHINESE}]+)"
)
_CODE = re.compile(r"[0-9]{30,}")
_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Numeral:
    """A number at `start` to `end`; `unit` is printed before it in 百分之五.

    `is_bare`: no digit, only a power (百亿).
    """

    start: int
    end: int
    value: Decimal
    is_chinese: bool = False
    unit: str = ""
    is_bare: bool = False


def fold_digits(text: str) -> str:
    """Return `text` with digits of half width; no character moves.

    A run of digits too long for a number is hidden: patterns would take long over it.

    >>> fold_digits("达５０．５％")
    '达50.5%'
    """
    return _CODE.sub(lambda match: "*" * len(match[0]), text.translate(_WIDE))


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers of `text` (digits folded) in order; 万 of 15万 belongs to the unit.

    >>> [str(n.value) for n in find_numerals("1,250个、一百二十、两万、三分之一、百分之二点五")]
    ['1250', '120', '20000', '0.333333', '2.5']
    """
    for match in _NUMERAL.finditer(text):
        numeral = _read(match)
        if numeral:
            yield numeral


def _read(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["arabic"]:
        return Numeral(start, end, Decimal(match[0].replace(",", "")))
    if match["half"]:
        return Numeral(start, end, Decimal("0.5"), is_chinese=True)
    if match["fraction"]:
        return _fraction(match)
    value = read_chinese(match["chinese"])
    is_bare = match[0][0] in "百千万亿"
    return None if value is None else Numeral(start, end, value, is_chinese=True, is_bare=is_bare)


def _fraction(match: re.Match[str]) -> Numeral | None:
    above, below = read_chinese(match["above"]), read_chinese(match["below"])
    if above is None or not below:
        return None
    start, end = match.span()
    if below in (100, 1000):
        unit = f"{match['below']}分之"
        return Numeral(start, end, above, is_chinese=True, unit=unit)
    return Numeral(start, end, (above / below).quantize(_PLACES), is_chinese=True)


def read_chinese(words: str) -> Decimal | None:
    """Return the number that Chinese numerals write, or None if they write none.

    >>> [str(read_chinese(w)) for w in ("十二", "一百零五", "三千五百", "两万", "百亿", "一二")]
    ['12', '105', '3500', '20000', '10000000000', 'None']
    """
    whole, _, decimals = words.partition("点")
    number = _read_whole(whole)
    if number is None or not decimals:
        return number
    if any(c not in _DIGITS for c in decimals):
        return None
    return Decimal(f"{number}.{''.join(str(_DIGITS[c]) for c in decimals)}")


def _read_whole(words: str) -> Decimal | None:
    total, section, digit = 0, 0, -1
    for character in words:
        if character in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[character]
        elif character in _POWERS:
            section += (1 if digit < 0 else digit) * _POWERS[character]
            digit = -1
        else:
            section = (section + max(digit, 0)) or 1
            total = (total + section) * _MYRIADS[character]
            section, digit = 0, -1
    return Decimal(total + section + max(digit, 0))
