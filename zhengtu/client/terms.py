"""From a value of Python to a term of SPARQL, and between whole and shortened IRIs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from ontology.errors import UnknownValue
from ontology.standards import XSD

Prefixes = Mapping[str, str]

_SHORT = re.compile(r"(?P<prefix>[A-Za-z][\w-]*):(?P<rest>[^\s<>\"{}|^`\\]+)")


def expand(text: str, prefixes: Prefixes) -> str | None:
    """Return the IRI that `text` writes, whole, in angle brackets or shortened; None if it is none.

    >>> expand("id:theme/reform", {"id": "https://w3id.org/zhengtu/id/"})
    'https://w3id.org/zhengtu/id/theme/reform'
    >>> expand("注意: 环保", {}) is None
    True
    """
    text = text.removeprefix("<").removesuffix(">")
    found = _SHORT.fullmatch(text)
    if found is None:
        return None
    if found["prefix"] in ("http", "https", "urn"):
        return text
    namespace = prefixes.get(found["prefix"])
    return None if namespace is None else namespace + found["rest"]


def shorten(iri: str, prefixes: Prefixes) -> str:
    """Return `iri` with the prefix of the longest namespace that begins it.

    >>> shorten("https://w3id.org/zhengtu/def#Task", {"zt": "https://w3id.org/zhengtu/def#"})
    'zt:Task'
    """
    fitting = [(len(ns), name) for name, ns in prefixes.items() if iri.startswith(ns)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def term_text(name: str, value: object, prefixes: Prefixes) -> str:
    """Return `value` as it is written in SPARQL, escaped; `name` is the variable's, for errors.

    A string that is an IRI, whole or shortened, is that node; any other is text without language.
    Terms of rdflib and pyoxigraph are taken as they are.

    >>> term_text("x", "环保局", {}), term_text("x", 7, {}), term_text("x", "http://a.b/c", {})
    ('"环保局"', '7', '<http://a.b/c>')
    """
    if isinstance(value, BlankNode) or value is None:
        raise UnknownValue(f"{name}: {value} stands for no node or value of the graph", name)
    if isinstance(value, NamedNode | Literal):
        return str(value)
    if hasattr(value, "n3"):
        return str(value.n3())
    if isinstance(value, str):
        iri = expand(value, prefixes)
        return str(Literal(value)) if iri is None else _iri_text(name, iri)
    return _number_or_date(name, value)


def _iri_text(name: str, iri: str) -> str:
    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise UnknownValue(f"{name}: '{iri}' is no IRI: {error}", name) from None


def _number_or_date(name: str, value: object) -> str:
    if hasattr(value, "item"):  # a scalar of numpy
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(Literal(value))
    if isinstance(value, Decimal):
        digits = format(value if value else abs(value), "f")
        shortest = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return str(Literal(shortest, datatype=XSD.decimal))  # as the store writes it
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return str(Literal(value.isoformat(), datatype=XSD.date))
    kind = type(value).__name__
    raise UnknownValue(f"{name}: no value of SPARQL for a {kind}; give text or a number", name)
