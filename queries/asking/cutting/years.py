"""Years that are told by their bounds: 2020年以后, 2018到2020年, since 2019."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.index.index import TextIndex
from queries.asking.words.tokens import Token, taken_as

_EARLIER = ("之前", "以前", "before")
_LATER = ("之后", "以后", "后", "after")
_SINCE = ("以来", "起", "至今", "及以后", "及之后", "以后(含)", "since")
_UNTIL = ("及以前", "及之前", "until")
_TO = ("到", "至", "-", "—", "~", "to", "through")
_LEADS = ("from", "between", "从", "自")
_MOST = 60
"""Years that two bounds may have between them."""
_WORDS = 3
"""Tokens that a bound may be cut into: 以|后, 及|以后."""

_NEAR = 3
"""So many tokens behind a bound may be those of a deed that is due by then."""


def with_years(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Return the tokens with all years of documents in the place of bounds; one that nothing has
    where there are none.

    Behind which a deed follows (2018年之前完成) they are a date by which that is to be done.
    """
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end, years = _bounded(tokens, place, index) if token.has("year") else (place, [])
        if not years:
            found.append(token)
            place += 1
            continue
        if found and found[-1].text in _LEADS + _EARLIER + _LATER + _SINCE + _UNTIL:
            found.pop()
        found += _listed(tokens[place], tokens[end - 1], years)
        place = end
    return found


def _bounded(tokens: list[Token], place: int, index: TextIndex) -> tuple[int, list[int]]:
    """Return where bounds that begin with the year at `place` end, and the years within them."""
    year = int(tokens[place].value("year") or 0)
    joint, last = [*tokens[place + 1 : place + 3], None, None][:2]
    if joint is not None and last is not None and joint.text in (*_TO, "and") and last.has("year"):
        before = tokens[place - 1].text if place else ""
        until = int(last.value("year") or 0)
        if (joint.text != "and" or before == "between") and 0 < until - year < _MOST:
            return place + 3, [*range(year, until + 1)]
    held = sorted(int(one) for one in index.columns.held_values("year") if one.isdecimal())
    word = tokens[place - 1].text if place else ""
    if word.isascii() and (within := _within(word, year, held)):
        return place + 1, within
    for size in range(_WORDS, 0, -1):
        end = place + 1 + size
        word = "".join(t.text for t in tokens[place + 1 : end])
        is_date = any(t.value("noise") == "deed" for t in tokens[end : end + _NEAR])
        if not is_date and (within := _within(word, year, held)):
            return end, within
    return place, []


def _within(word: str, year: int, held: Iterable[int]) -> list[int]:
    """Return the years that a word bounds, or one without documents; none for any other word.

    >>> _within("以后", 2019, [2018, 2019, 2020, 2021]), _within("以来", 2020, [2018, 2020])
    ([2020, 2021], [2020])
    >>> _within("之前", 2018, [2018]), _within("的", 2018, [2018])
    ([2017], [])
    """
    if word in _EARLIER:
        return [one for one in held if one < year] or [year - 1]
    if word in _LATER:
        return [one for one in held if one > year] or [year + 1]
    if word in _SINCE:
        return [one for one in held if one >= year] or [year]
    if word in _UNTIL:
        return [one for one in held if one <= year] or [year]
    return []


def _listed(first: Token, last: Token, years: list[int]) -> list[Token]:
    whole = replace(first, end=last.end)
    found: list[Token] = []
    for year in years:
        if found:
            found.append(replace(taken_as(whole, "and"), text="和"))
        found.append(replace(taken_as(whole, "year", str(year)), text=f"{year}年"))
    return found
