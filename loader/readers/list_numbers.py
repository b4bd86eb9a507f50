"""How a list number is written: the number formats of Word (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def write_number(number: int, style: str) -> str:
    """Return `number` in the format called `style`; decimal where the format cannot write it.

    >>> [write_number(12, style) for style in ("chineseCounting", "lowerRoman", "decimalZero")]
    ['十二', 'xii', '12']
    >>> write_number(3, "decimalEnclosedCircle"), write_number(27, "upperLetter")
    ('③', 'AA')
    """
    if style in ("none", "bullet"):
        return ""
    write = FORMATS.get(style)
    return (write(number) if write and number > 0 else "") or str(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _tens(number: int) -> str:
    """Count in tens below a hundred, digit by digit above."""
    if number >= 100:
        return _digits(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def _thousands(number: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千") -> str:
    """Count in thousands, a gap written as zero: 一百零一."""
    if number >= 10_000:
        return ""
    written = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            written = digits[int(digit)] + ("", *units)[place] + written
        elif written and not written.startswith(digits[0]):
            written = digits[0] + written
    return written


def _counting(number: int) -> str:
    written = _thousands(number)
    return written[1:] if 10 <= number < 20 else written


def _japanese(number: int) -> str:
    """Count without zeros, and without a one before a unit: 百一."""
    written = _thousands(number).replace("零", "")
    for unit in "十百千":
        written = written.replace(f"一{unit}", unit)
    return written


def _letters(number: int) -> str:
    """Repeat the letter after z: aa, bb."""
    turns, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (turns + 1) if turns < 30 else ""


def _roman(number: int) -> str:
    if number >= 4000:
        return ""
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else endings.get(number % 10, 'th')}"


def _circled(number: int) -> str:
    return _run("①", 20)(number) or _run("㉑", 15)(number - 20) or _run("㊱", 15)(number - 35)


def _run(first: str, length: int) -> Callable[[int], str]:
    """Return what writes 1 … `length` as the characters from `first` on."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= length else ""


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "numberInDash": "- {} -".format,
    "ordinal": _ordinal,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _tens,
    "taiwaneseCounting": _tens,
    "chineseCountingThousand": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": lambda number: _thousands(number, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: _thousands(number, _FORMAL_TRADITIONAL, "拾佰仟"),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _run("㊀", 10),
}
