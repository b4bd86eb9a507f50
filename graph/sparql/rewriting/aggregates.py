"""Aggregates of expressions that have no value in some solutions.

COUNT leaves these out (18.5.1.2); the engine gives no value then. MIN and MAX are written by
`expressions`, in the order of `orders`. GROUP_CONCAT takes no values but strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.sparql.syntax.expressions import AGGREGATES
from graph.sparql.syntax.guard import may_have, position
from graph.sparql.syntax.operations import Operation, read_operations
from ontology.errors import QueryRefused

_WORD = re.compile(r"(?<![?$:\w])COUNT(?!\w)", re.IGNORECASE | re.ASCII)
_VARIABLE = r"\s*\(\s*(?:DISTINCT\b\s*)?[?$]\w+\s*\)"
_PLAIN = re.compile(rf"COUNT(?:\s*\(\s*(?:DISTINCT\b\s*)?\*\s*\)|{_VARIABLE})", re.IGNORECASE)
_CALL = re.compile(
    rf"(?<![?$:\w])(?:{'|'.join(sorted(AGGREGATES))})(?:\s|#[^\r\n]{{0,300}}+[\r\n])*+\(",
    re.IGNORECASE | re.ASCII,
)
_HIDING = re.compile("[\"'#]")
"""What may hide brackets: strings and comments."""
_CONSTANT = re.compile(r"\*|\d+|true|false|<[^<>\s]*>|'\w*'|\"\w*\"", re.IGNORECASE)
_OPENED, _CLOSED = "\ufdd0", "\ufdd1"
"""What text does not have: no characters (Unicode 23.7), for a program's own use."""
_NONE = "<urn:zhengtu:no-value>"


def check_nested(text: str) -> None:
    """Refuse an aggregate within an aggregate, of which the engine makes no value or 0.

    Raises NotUnderstood for a text that is no query.

    >>> check_nested("SELECT (SUM(?x) + COUNT(*) AS ?n) { ?s ?p ?x }")
    """
    if not _may_be_nested(text):
        return
    _, query = read_operations(text)
    if found := next(_nested(query), None):
        outer, inner = found
        what = f"{inner.name} within {outer.name} is not SPARQL, and is not answered here"
        way = f"work {inner.name} out in a sub-select with its own GROUP BY"
        raise QueryRefused(f"{what}; {way}", *position(text, inner.start))


def _may_be_nested(text: str) -> bool:
    """Tell whether the brackets of an aggregate may have another in them."""
    calls = list(_CALL.finditer(text))
    for call, following in pairwise(calls):
        between = text[call.end() : following.start()]
        if between.count("(") >= between.count(")") or _HIDING.search(between):
            return True
    return False


def _nested(
    node: Operation, outer: Operation | None = None
) -> Iterator[tuple[Operation, Operation]]:
    """Yield each aggregate that stands within another, but in a sub-select."""
    is_one = node.kind == "call" and node.name in AGGREGATES
    if is_one and outer:
        yield outer, node
    within = None if node.kind == "group" else node if is_one else outer
    for part in node.parts:
        yield from _nested(part, within)


def may_lack_values(text: str) -> bool:
    """Tell whether `text` may have a COUNT of what has no value in some solutions.

    >>> may_lack_values("SELECT (COUNT(DISTINCT ?x) AS ?count) { ?x ?p ?o }")
    False
    >>> may_lack_values("SELECT (COUNT(STR(?x)) AS ?n) { ?x ?p ?o }")
    True
    """
    if not may_have(text, ("COUNT",)):
        return False
    return len(_WORD.findall(text)) > len(_PLAIN.findall(text))


def counted(inner: str, *, distinct: bool) -> str:
    """Return how many values `inner` has."""
    if not distinct:
        return f"SUM(COALESCE(IF(sameTerm({inner}, 0), 1, 1), 0))"
    lacks = f"SUM(COALESCE(IF(sameTerm({inner}, 0), 0, 0), 1)) = 0"
    return f"(COUNT(DISTINCT COALESCE({inner}, {_NONE})) - IF({lacks}, 0, 1))"


def distinct_strings(inner: str, behind: str) -> str:
    """Return GROUP_CONCAT of the strings of different values, each marked with its kind until then.

    `behind` is what stands behind the expression `inner`.
    """
    kind = f'IF(isLiteral({inner}), CONCAT(LANG({inner}), " ", STR(DATATYPE({inner}))), "")'
    marked = f'CONCAT(STR({inner}), "{_OPENED}", {kind}, "{_CLOSED}")'
    marks = f"{_OPENED}[^{_CLOSED}]*{_CLOSED}"
    return f'REPLACE(GROUP_CONCAT(DISTINCT {marked}{behind}, "{marks}", "")'


def has_values(inner: str) -> bool:
    """Tell whether `inner` is a constant, or all solutions."""
    return _CONSTANT.fullmatch(inner.strip()) is not None
