"""One order of all terms, in place of the engine's.

That compares numbers, dates and the like by value among each other, and with anything else by how
they are written: 10 is before "2x", that before 9, and 9 before 10. A sort ends with a panic then,
and MAX depends on what comes first.

SPARQL 15.1 wants no value, blank nodes, IRIs, literals; and of literals those in their order that
`<` compares. Here numbers come first of literals, then strings and all others by how they are
written, then durations, then dates and times by datatype. To each term belongs a text, its key:
strings are what the engine orders rightly.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.sparql.rewriting.instants import instant
from graph.sparql.rewriting.kinds import IRI
from graph.sparql.rewriting.singles import FLOATING, exact_float
from ontology.standards import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
_XSD = PREFIXES["xsd"]
_STRING, _LANGUAGE = f"{_XSD}string", PREFIXES["rdf"] + "langString"
_WHOLE = (f"{_XSD}integer", f"{_XSD}decimal")
_BLANK, _IRI, _NUMBER, _TEXT, _DURATION, _INSTANT = "!", "#", "1", "2", "3", "4"
"""How keys begin, in their order."""
_UTC = f'"PT0S"^^<{_XSD}dayTimeDuration>'
_END = "\0"
"""Ends a part of a key. It is no character of XML, hence of no xsd:string."""
_LAST = "~"
"""A text behind all keys and numbers."""
_NONE = "<urn:zhengtu:no-value>"
"""A term before all numbers."""
_TAG = "~"
"""Before a language, so that a plain string is before a tagged one."""
_COMPLEMENTS = str.maketrans("0123456789", "9876543210")
_ZERO = "2"
_MIDDLE = 50_000
"""Added to exponents, so that all have five digits and none a sign."""
_KNOWN = 4_096


def key(term: Term) -> Literal | None:
    """Return the key of `term`, from which `term_of` makes it again.

    >>> terms = [Literal(10), Literal("2x"), Literal(9), NamedNode("x:"), Literal(1.5)]
    >>> [term_of(k).value for k in sorted(map(key, terms), key=lambda found: found.value)]
    ['x:', '1.5', '9', '10', '2x']
    """
    match term:
        case Literal():
            return Literal(_of_literal(term))
        case NamedNode():
            return Literal(_IRI + term.value)
        case BlankNode():
            return Literal(_BLANK + term.value)
    return None


def term_of(found: Term) -> Term | None:
    """Return the term whose key was `found`, None for any other term."""
    if not isinstance(found, Literal) or found.value in ("", _LAST):
        return None
    text = found.value
    if text[0] in (_BLANK, _IRI):
        return (BlankNode if text[0] == _BLANK else NamedNode)(text[1:])
    head, _, tail = text.rpartition(_END)
    length, _, kind = tail.partition(" ")
    value = head[len(head) - int(length) :]
    if kind.startswith(_TAG):
        return Literal(value, language=kind[1:])
    return Literal(value, datatype=NamedNode(kind))


def rank(term: Term) -> Term | None:
    """Return what stands among others as `term` does: itself if it is a number, else a text.

    Terms of the same value have the same.

    >>> dates = [Literal(f"2020-01-0{text}", datatype=NamedNode(f"{_XSD}date")) for text in "122"]
    >>> first, second, third = (str(rank(date)) for date in dates)
    >>> first < second, second == third, rank(Literal(2.5)) == Literal(2.5)
    (True, True, True)
    """
    if not isinstance(term, Literal):
        return key(term)
    place = _place_of(term)
    if place.startswith(_NUMBER):
        return term
    has_value = place != _TEXT
    return Literal(_LAST + (place if has_value else _of_literal(term)))


def _of_literal(literal: Literal) -> str:
    value, kind = literal.value, literal.datatype.value
    if kind == _STRING:
        return f"{_TEXT}{value}{_END}{len(value)} {kind}"
    if kind == _LANGUAGE:
        return f"{_TEXT}{value}{_END}{len(value)} {_TAG}{literal.language}"
    return f"{_place_of(literal)}{value}{_END}{len(value)} {kind}"


def _place_of(literal: Literal) -> str:
    kind = literal.datatype.value
    is_text = kind in (_STRING, _LANGUAGE) or not kind.startswith(_XSD)
    return _TEXT if is_text else _place(literal.value, kind)


@lru_cache(maxsize=_KNOWN)
def _place(value: str, kind: str) -> str:
    """Return how the key of a literal begins before its `value`."""
    try:
        if kind in _WHOLE:
            return f"{_NUMBER}{_written(Decimal(value))} "
        if kind in FLOATING:
            return f"{_NUMBER}{_written(Decimal(exact_float(value, kind)))} "
        if found := instant(kind.removeprefix(_XSD), value):
            name, second = found
            first = _DURATION if name == "duration" else _INSTANT
            return f"{first}{name} {_written(second)} "
    except (ValueError, ArithmeticError):
        pass  # it is written as none, and a text like others
    return _TEXT


def _written(number: Decimal) -> str:
    """Return a text that stands among others as the number among other numbers.

    >>> numbers = [Decimal(text) for text in ("-Infinity", "-10", "-9.5", "-9", "0", "1e-9", "9.5")]
    >>> texts = list(map(_written, numbers))
    >>> texts == sorted(texts)
    True
    """
    if not number.is_finite():
        return "5" if number.is_nan() else "4" if number > 0 else "0"
    if not number:
        return _ZERO
    sign, digits, _ = number.as_tuple()
    text = f"{number.adjusted() + _MIDDLE:05}" + "".join(map(str, digits)).rstrip("0")
    return f"1{text.translate(_COMPLEMENTS)}~" if sign else f"3{text}"


# How they stand in a query

BY_NAME: dict[str, Callable[..., Term | None]] = {"key": key, "rank": rank, "term": term_of}
"""The functions by the ends of their names, which `functions` has in front of them."""


def keys_of(text: str, direction: str, functions: str) -> str:
    """Return what ORDER BY takes for the expression `text`, ASC or DESC.

    First its kind, which is 0 for all numbers and the datatype of dates and times, or its key; then
    the value, in UTC where it has no time zone.
    """
    written = f'IF(TZ({text}) = "", ADJUST({text}, {_UTC}), {text})'
    kind = f"IF(isNumeric({text}), 0, STR(DATATYPE({written})))"
    first = f"COALESCE({kind}, <{functions}key>({text}))"
    return f"{direction}({first}) {direction}(COALESCE({written}, {text}))"


def rank_of(text: str, direction: str, functions: str) -> str:
    """Return the same as one key, for an expression that takes long: it is worked out once."""
    return f"{direction}(<{functions}rank>({text}))"


def extreme(name: str, inner: str, kind: str, functions: str) -> str:
    """Return MIN or MAX of `inner`: the engine's own where all values are of one `kind`."""
    if name == "MIN":
        return f"MIN({inner})" if kind else least(inner, functions)
    return largest(inner, functions) if kind in ("", IRI) else _largest_literal(inner)


def _largest_literal(inner: str) -> str:
    """Return MAX of `inner`, which is literals of one kind or has no value."""
    found = f"MAX(COALESCE({inner}, {_NONE}))"
    return f"IF(isLiteral({found}), {found}, 1/0)"


def largest(inner: str, functions: str) -> str:
    """Return MAX of `inner`, in which solutions without a value are the lowest (18.5.1.6).

    The engine finds the largest number; it works out the same aggregate once.
    """
    number = f"MAX(COALESCE(IF(isNumeric({inner}), {inner}, {_NONE}), {_NONE}))"
    other = f'MAX(COALESCE(IF(isNumeric({inner}), "", <{functions}key>({inner})), ""))'
    return _either(f'{other} > "0"', other, number, functions)


def least(inner: str, functions: str) -> str:
    """Return MIN of `inner`, an error where a solution has no value."""
    number = f'MIN(IF(isNumeric({inner}), {inner}, "{_LAST}"))'
    other = f'MIN(IF(isNumeric({inner}), "{_LAST}", <{functions}key>({inner})))'
    return _either(f'{other} < "0"', other, number, functions)


def _either(is_other: str, other: str, number: str, functions: str) -> str:
    """Return the term of the key `other` if it `is_other`, or there is no `number`."""
    term = f"<{functions}term>({other})"
    return f"IF({is_other}, {term}, IF(isNumeric({number}), {number}, {term}))"
