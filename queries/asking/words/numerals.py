"""Numbers as questions write them: in digits, Chinese characters and English words."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_ENGLISH = {
    name: number
    for number, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"1st": 1, "a single": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBER = r"(?:\d+|[零〇一二两俩三四五六七八九十百]+|" + "|".join(_ENGLISH) + ")"
UNITS = "项个位家件条名种类次座所处"
"""What a number stands before that counts: 三项, 两位."""


def number_of(text: str) -> int:
    """Return the value of a number in digits, Chinese or English words.

    >>> [number_of(text) for text in ("12", "十二", "两", "二十", "three", "一百零五")]
    [12, 12, 2, 20, 3, 105]
    """
    if text.isascii():
        return int(text) if text.isdigit() else _ENGLISH[text]
    total, current = 0, 0
    for character in text:
        if character in "十百":
            unit = 10 if character == "十" else 100
            total, current = total + (current or 1) * unit, 0
        else:
            current = _DIGITS[character]
    return total + current
