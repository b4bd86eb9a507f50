"""Constants of a query: what the engine makes of them, and where that makes a difference.

It keeps the value of a number, a boolean or a date, and writes it in its own way: 1.50 is "1.5" to
it, and "1"^^xsd:byte an integer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, Store

from graph.sparql.rewriting.prefixes import resolved
from graph.sparql.syntax.operations import Operation, read_operations
from graph.sparql.syntax.tree import Prologue
from ontology.standards import PREFIXES

_XSD = PREFIXES["xsd"]
_TYPED = re.compile(r"(?P<string>.*[\"'])\s*\^\^\s*(?P<datatype>.+)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?P<digits>[\d.]+)(?P<exponent>[eE].+)?")
_ZONED = re.compile(r"(?:Z|[+-]\d\d:\d\d)")
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
"""The least and the largest of the integers that the engine takes for xsd:integer."""


class Constant(NamedTuple):
    """A literal as it is written, and as the engine keeps it."""

    lexical: str
    datatype: str
    kept: Literal

    @property
    def is_changed(self) -> bool:
        """Whether the engine keeps it as another."""
        return (self.lexical, self.datatype) != (self.kept.value, self.kept.datatype.value)

    @property
    def has_kept_datatype(self) -> bool:
        return self.datatype == self.kept.datatype.value

    @property
    def is_of_its_datatype(self) -> bool:
        """Whether the value that the engine keeps is one of the datatype that was written."""
        if self.has_kept_datatype:
            return True
        name = self.datatype.removeprefix(_XSD)
        if name == "dateTimeStamp":
            return _ZONED.search(self.lexical[-6:]) is not None
        least, most = _RANGES.get(name, (None, None))
        value = int(self.kept.value)
        return (least is None or value >= least) and (most is None or value <= most)


@lru_cache(maxsize=512)
def constant(text: str, iri: str) -> Constant | None:
    """Return the literal that `text` writes, of the datatype `iri`; None for a malformed one."""
    typed = f"{text}^^<{iri}>" if text[0] in "\"'" else text
    lexical = text if text[0] in "\"'" else f'"{text}"'
    try:
        row = next(iter(Store().query(f"SELECT ({typed} AS ?a) ({lexical} AS ?b) {{}}")))  # type: ignore[arg-type]
    except (SyntaxError, ValueError):
        return None  # the engine says what is wrong with the query
    return Constant(row["b"].value, iri, row["a"]) if row["a"] else None


def constant_at(text: str, prologue: Prologue) -> Constant | None:
    """Return the number or typed literal `text`, None for any other literal.

    >>> constant_at("1.50", Prologue()).kept.value
    '1.5'
    """
    if text[0] not in "\"'":
        number = _NUMBER.fullmatch(text)
        if number is None:
            return None
        kind = "double" if number["exponent"] else "decimal" if "." in number["digits"] else None
        return constant(text, _XSD + (kind or "integer"))
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    iri = iri_of_name(found["datatype"], prologue)
    return constant(found["string"], iri) if iri else None


def with_kept_constants(text: str) -> str:
    """Return the query `text`, whose patterns have no expressions, with constants as they are kept.

    Raises NotUnderstood for what is no query.

    >>> with_kept_constants("SELECT * { ?s ?p 1.50 , 2 }")
    'SELECT * { ?s ?p "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> , 2 }'
    """
    prologue, query = read_operations(text)
    for place in reversed([*_places(query)]):
        found = constant_at(text[place.start : place.end], prologue)
        if found and found.is_changed:
            text = f"{text[: place.start]}{found.kept}{text[place.end :]}"
    return text


def _places(node: Operation) -> Iterator[Operation]:
    """Yield what stands in groups within groups."""
    for part in node.parts:
        yield from _places(part) if part.kind == "group" else (part,)


def iri_of_name(name: str, prologue: Prologue) -> str:
    """Return the IRI that `name` stands for, an empty string where that is not known."""
    try:
        return resolved(name, prologue, PREFIXES, None).value
    except ValueError:
        return ""


def shown(literal: Literal) -> str:
    """Return how a query writes `literal`, so that the engine keeps it as it is.

    >>> from ontology.standards import XSD
    >>> shown(Literal("1.5", datatype=XSD.decimal)), shown(Literal("1", datatype=XSD.decimal))
    ('1.5', '"1"^^xsd:decimal')
    """
    name = literal.datatype.value.removeprefix(_XSD)
    is_short = name in ("integer", "boolean") or (name == "decimal" and "." in literal.value)
    return literal.value if is_short else f'"{literal.value}"^^xsd:{name}'
