"""How numbers compare, with one end or two: between 10 and 20 items, 介于3到5家之间."""

from __future__ import annotations

from fractions import Fraction

from queries.asking.readings.describing import COMPARED_EN, COMPARED_ZH
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Clause, Reading


def ends_of(value: str) -> tuple[int, int]:
    """Return both ends of a range, which count themselves.

    >>> ends_of("4-6")
    (4, 6)
    """
    lower, _, upper = value.partition("-")
    return int(lower), int(upper)


def number_words(clause: Clause, *, zh: bool) -> str:
    """Say how many items a clause asks for: at least 10 and at most 20."""
    compared = COMPARED_ZH if zh else COMPARED_EN
    said = f"{compared[clause.comparator]} {clause.number}"
    if clause.than is not None:
        return (
            f"{compared[clause.comparator]}{clause.than.label}的 {clause.number}"
            if zh
            else (f"{said}, the number of {clause.than.label}")
        )
    joint = "、" if zh else " and "
    return f"{said}{joint}{compared['le']} {clause.most}" if clause.most else said


def unheld_ranges(draft: Draft, reading: Reading) -> list[str]:
    """Return the ranges of a question of which its reading does not hold both ends."""
    held = {clause.number for clause in reading.clauses} | {c.most for c in reading.clauses}
    held |= {c.number for clause in reading.clauses for c in clause.conditions if c.comparator}
    said = ((token.text, token.value("range")) for token in draft.tokens)
    return [text for text, value in said if value and not {*ends_of(value)} <= held]


SHARE = "share "
"""How what is claimed of a share begins among what is asked for: share gt 1/2."""


def claimed_share(asks: tuple[str, ...], part: int, whole: int) -> bool | None:
    """Tell whether a share is as the question claims, None if it claims nothing.

    >>> claimed_share(("share gt 1/2",), 9, 15), claimed_share((), 9, 15)
    (True, None)
    """
    claim = next((one for one in asks if one.startswith(SHARE)), None)
    if claim is None or not whole:
        return None
    comparator, wanted = claim.removeprefix(SHARE).split()
    return holds(Fraction(part, whole), comparator, Fraction(wanted))


def holds(number: float | Fraction, comparator: str, wanted: float | Fraction) -> bool:
    """Tell whether a number compares as claimed.

    >>> holds(3, "ge", 2), holds(3, "eq", 2)
    (True, False)
    """
    return {
        "gt": number > wanted,
        "ge": number >= wanted,
        "lt": number < wanted,
        "le": number <= wanted,
        "eq": number == wanted,
        "ne": number != wanted,
    }[comparator]
