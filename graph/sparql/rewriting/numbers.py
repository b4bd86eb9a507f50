"""Numbers that the engine does not keep: integers over 64 bits, decimals over 128 bits or with more
than 18 digits behind the point.

It takes them for texts of a datatype that it does not know: a FILTER on them is an error, and in an
order they stand anywhere.
"""

from __future__ import annotations

import re

from graph.sparql.syntax.guard import position, read_tokens
from ontology.errors import QueryRefused

_LONG = re.compile(r"[0-9]{19}")
_BARE = re.compile(r"(?<![\w.])(?=\.?\d)(\d*)(?:\.(\d*))?(?!\.?\w)", re.ASCII)
_NUMBER = re.compile(r"\s*([+-]?)([0-9]*)(?:\.([0-9]*))?\s*", re.ASCII)
_WHOLE = re.compile(
    r"[:#](?:integer|long|int|short|byte|(?:non)?(?:positive|negative)integer"
    r"|unsigned(?:long|int|short|byte))>?",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"[:#]decimal>?")
_LIMIT = re.compile(r"(?:limit|offset)\s*\Z", re.IGNORECASE)
_MOST_DIGITS = 40
_WAY = "round it, compare with a double, as in FILTER(?x < 1.5e30), or write it as a string"


def check_numbers(text: str) -> None:
    """Raise QueryRefused for a number in the query `text` that the engine does not keep."""
    if _LONG.search(text) is None:
        return
    bare = [" "] * len(text)
    tokens = [token for token in read_tokens(text) if token[0] != "comment"]
    for number, (kind, word, start) in enumerate(tokens):
        if kind in ("other", "word"):
            bare[start : start + len(word)] = word
        elif kind == "string" and [t[1] for t in tokens[number + 1 : number + 3]] == ["^", "^"]:
            datatype = tokens[number + 3][1] if len(tokens) > number + 3 else ""
            if is_too_long(word.strip("\"'"), datatype):
                raise _refusal(text, start, word)
    shown = "".join(bare)
    for found in _BARE.finditer(shown):
        is_limit = _LIMIT.search(shown, 0, found.start()) is not None
        if not is_limit and _is_too_long("", *found.groups()):
            raise _refusal(text, found.start(), found[0])


def is_too_long(text: str, datatype: str) -> bool:
    """Tell whether the engine does not keep the literal `text` as the number that it is.

    >>> is_too_long("9223372036854775808", "xsd:integer"), is_too_long("7", "xsd:integer")
    (True, False)
    """
    if len(text) < 19 or not (_WHOLE.search(datatype) or _DECIMAL.search(datatype)):
        return False
    found = _NUMBER.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        return False
    is_decimal = _DECIMAL.search(datatype) is not None
    return _is_too_long(found[1], found[2], found[3] or ("" if is_decimal else None))


def _is_too_long(sign: str, digits: str, behind: str | None) -> bool:
    """Tell whether a number is too long; `behind` is what stands behind its point, if it has one.

    The sign is one of a text: what stands before a number in a query is an operator to the engine.
    """
    digits = digits.lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return True
    if behind is None:
        return int(digits or "0") > 2**63 - (sign != "-")
    behind = behind.rstrip("0")
    return len(behind) > 18 or int(digits + behind.ljust(18, "0")) >= 2**127


def _refusal(text: str, start: int, word: str) -> QueryRefused:
    kept = "integers of 64 bits, decimals of 18 digits behind the point"
    what = f"{word} is over what numbers are kept and compared here ({kept})"
    return QueryRefused(f"{what}; {_WAY}", *position(text, start))
