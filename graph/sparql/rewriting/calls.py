"""What functions take and give: where a value alone counts, and what may be a boolean or string."""

from __future__ import annotations

from graph.sparql.rewriting.constants import iri_of_name
from graph.sparql.syntax.expressions import AGGREGATES
from graph.sparql.syntax.operations import Operation, bare
from graph.sparql.syntax.tree import Prologue
from ontology.standards import PREFIXES

_XSD = PREFIXES["xsd"]
CASTS = {
    f"{_XSD}{name}": name
    for name in ("string", "boolean", "integer", "decimal", "double", "float", "dateTime")
}
"""The casts of 17.5 by their IRIs."""

_CHECKS = ("ISLITERAL", "ISIRI", "ISURI", "ISBLANK", "ISNUMERIC")
_PARTS_OF_DATES = ("YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE")
VALUES_ALONE = frozenset(
    ("ABS", "ROUND", "CEIL", "FLOOR", "SUM", "AVG", "LANG", *_CHECKS, *_PARTS_OF_DATES)
)
"""Functions of which all arguments count by their values alone, or by their kind."""

_ONE_OF_MANY = ("MIN", "MAX", "SAMPLE")
EITHER = frozenset({"COALESCE", *_ONE_OF_MANY})
"""Functions that give one of their arguments."""

_STRINGS = frozenset(
    ["UCASE", "LCASE", "SUBSTR", "STRBEFORE", "STRAFTER", "REPLACE", "CONCAT", "STRLANG", "STRDT"]
)
_TESTS = ("BOUND", "SAMETERM", "LANGMATCHES", "REGEX", "CONTAINS", "STRSTARTS", "STRENDS")
_TRUTHS = frozenset((*_CHECKS, *_TESTS, "EXISTS"))
_BOOLEANS = _TRUTHS | {"IF", "STRDT"}
ARITHMETIC = ("+", "-", "*", "/", "unary +", "unary -")

_NUMBERS = frozenset(("COUNT", "SUM", "AVG", "STRLEN", "ABS", "ROUND", "CEIL", "FLOOR", "RAND"))
_NUMBERS |= frozenset(_PARTS_OF_DATES[:-1])
_TEXTS = frozenset(("STR", "LANG", "DATATYPE", "UCASE", "LCASE", "SUBSTR", "STRBEFORE", "STRAFTER"))
_TEXTS |= {"REPLACE", "CONCAT", "GROUP_CONCAT", "ENCODE_FOR_URI", "STRLANG", "IRI", "URI", "BNODE"}
_TEXTS |= {"TZ", "MD5", "SHA1", "SHA256", "SHA384", "SHA512", "UUID", "STRUUID"}
_HIDING = frozenset((*AGGREGATES, "COALESCE", "BOUND", "EXISTS"))


def seen_in(node: Operation) -> frozenset[str]:
    """Return the variables that `node` needs, outside of aggregates."""
    if node.kind == "var":
        return frozenset({node.name})
    if node.name in _HIDING:
        return frozenset()
    return frozenset().union(*map(seen_in, node.parts))


def truth_is_sure(name: str) -> bool:
    """Tell whether what a function gives is surely no tagged string and of its datatype.

    IF gives what was written as its truth already.
    """
    return name in CASTS or (name.isalpha() and name not in EITHER and name not in _STRINGS)


def may_be_boolean(node: Operation, text: str, prologue: Prologue) -> bool:
    """Tell whether what `node` of `text` gives may be a boolean."""
    node = bare(node)
    match node.kind:
        case "var":
            return True
        case "literal":
            written = text[node.start : node.end]
            return written.lower() in ("true", "false") or "boolean" in written
        case "op":
            return node.name not in ARITHMETIC
        case "call" if node.name.isalpha():
            return node.name in EITHER or node.name in _BOOLEANS
        case "call":
            return CASTS.get(iri_of_name(node.name, prologue), "boolean") == "boolean"
    return False


def is_boolean(node: Operation) -> bool:
    """Tell whether what `node` gives is a boolean, if it is no error."""
    node = bare(node)
    if node.kind == "op":
        return node.name not in ARITHMETIC
    return node.kind == "call" and node.name in _TRUTHS


def is_ordered(node: Operation, text: str, prologue: Prologue, ordered: frozenset[str]) -> bool:
    """Tell whether the engine rightly compares whatever `node` of `text` gives: numbers alone, or
    what it compares by how it is written. The variables `ordered`, here without
    their mark, are known for such."""
    node = bare(node)
    match node.kind:
        case "literal" | "iri":
            return True
        case "var":
            return node.name[1:] in ordered
        case "op":
            are_any = node.name.removeprefix("unary ") not in ("+", "-")
            return are_any or any(_is_number(part, text) for part in node.parts)
    if node.name in _ONE_OF_MANY and node.parts:
        return is_ordered(node.parts[0], text, prologue, ordered)
    is_known = node.name in _NUMBERS or node.name in _TEXTS or node.name in _TRUTHS
    return is_known or CASTS.get(iri_of_name(node.name, prologue), "dateTime") != "dateTime"


def _is_number(node: Operation, text: str) -> bool:
    """Tell whether `node` is a number, if it is no error."""
    node = bare(node)
    is_written = node.kind == "literal" and text[node.start] not in "\"'"
    return is_written or node.name in _NUMBERS or node.name in ("*", "/")
