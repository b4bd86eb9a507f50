"""Value types: how text is folded, and how numbers, years and labels become RDF literals.

Literals are written in the form the store would give back, so that the hash of what was written
is the hash of what is served.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal

from ontology.standards import XSD

_NAMES, _LONGEST_NAME = 16_384, 40
"""How many names are kept as they are folded, and up to which length: a document repeats them."""

_NUMBERS = 4_096
"""How many numbers are kept as literals: positions and confidences stand in each row."""


def fold_space(text: str) -> str:
    """Return `text` without any white space, ideographic spaces included.

    >>> fold_space("高  彬"), fold_space("农　委")
    ('高彬', '农委')
    """
    return "".join(text.split())


INVISIBLE = dict.fromkeys(
    (
        *(0xAD, 0x61C, 0xFE0E, 0xFE0F, 0xFEFF),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)),
    )
)
"""Characters that are not printed: of no width, for the form of a sign, for how writing runs."""

WIDE_MARKS = str.maketrans("(),;:", "（），；：")
"""Marks as Chinese text prints them."""


def fold_width(text: str) -> str:
    """Return the key under which a name is looked up: NFKC, no white space, lower case.

    >>> fold_width("水利（水务）局") == fold_width("水利 (水务)局")
    True
    """
    return _folded_name(text) if len(text) <= _LONGEST_NAME else _folded(text)


def _folded(text: str) -> str:
    return fold_space(unicodedata.normalize("NFKC", text)).lower()


_folded_name = lru_cache(_NAMES)(_folded)


def plain(text: str) -> Literal:
    """Return words of the source: a string without language tag."""
    return Literal(text)


def label(text: str, language: str = "zh") -> Literal:
    """Return a name or title in `language`."""
    return Literal(text, language=language)


@lru_cache(_NUMBERS)
def integer(number: int) -> Literal:
    """Return an xsd:integer.

    >>> integer(7).value
    '7'
    """
    return Literal(str(number), datatype=XSD.integer)


@lru_cache(_NUMBERS)
def decimal(number: str | Decimal) -> Literal:
    """Return an xsd:decimal in canonical form.

    >>> decimal("0.90").value, decimal("1.0").value
    ('0.9', '1')
    """
    digits = format(Decimal(number).normalize(), "f")
    return Literal(digits, datatype=XSD.decimal)


def year(number: int) -> Literal:
    """Return an xsd:gYear.

    >>> year(2018).value
    '2018'
    """
    return Literal(f"{number:04d}", datatype=XSD.gYear)


def date(value: str) -> Literal:
    """Return a date as precise as `value` is: a year, a month or a day.

    >>> [date(value).datatype.value.rsplit("#")[-1] for value in ("2018", "2018-12", "2018-12-31")]
    ['gYear', 'gYearMonth', 'date']
    """
    types = {0: XSD.gYear, 1: XSD.gYearMonth, 2: XSD.date}
    return Literal(value, datatype=types[value.count("-")])


def boolean(*, value: bool) -> Literal:
    """Return an xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)
