"""Aggregates of expressions that have no value in some solutions.

COUNT leaves these out (18.5.1.2); to MAX they are the lowest, as in ORDER BY (18.5.1.6). The engine
gives no value for either. Nor does it for MIN, where the lowest is no value: that is right.
GROUP_CONCAT takes no values but strings.
"""

from __future__ import annotations

import re

from graph.sparql.syntax.guard import may_have

_WORD = re.compile(r"(?<![?$:\w])(?:COUNT|MAX)(?!\w)", re.IGNORECASE | re.ASCII)
_VARIABLE = r"\s*\(\s*(?:DISTINCT\b\s*)?[?$]\w+\s*\)"
_PLAIN = re.compile(rf"COUNT(?:\s*\(\s*(?:DISTINCT\b\s*)?\*\s*\)|{_VARIABLE})", re.IGNORECASE)
_PLAIN_MAX = re.compile(rf"MAX{_VARIABLE}", re.IGNORECASE)
_LACKING = ("OPTIONAL", "UNION", "UNDEF", "BIND", "VALUES")
_CONSTANT = re.compile(r"\*|\d+|true|false|<[^<>\s]*>|'\w*'|\"\w*\"", re.IGNORECASE)
_OPENED, _CLOSED = "\ufdd0", "\ufdd1"
"""What text does not have: no characters (Unicode 23.7), for a program's own use."""
_NONE = "<urn:zhengtu:no-value>"


def may_lack_values(text: str) -> bool:
    """Tell whether `text` may have a COUNT or MAX of what has no value in some solutions.

    >>> may_lack_values("SELECT (COUNT(DISTINCT ?x) AS ?count) { ?x ?p ?o }")
    False
    >>> may_lack_values("SELECT (COUNT(STR(?x)) AS ?n) { ?x ?p ?o }")
    True
    """
    if not may_have(text, ("COUNT", "MAX")):
        return False
    plain = len(_PLAIN.findall(text))
    if not may_have(text, _LACKING) and len(re.findall("select", text, re.IGNORECASE)) < 2:
        plain += len(_PLAIN_MAX.findall(text))
    return len(_WORD.findall(text)) > plain


def counted(inner: str, *, distinct: bool) -> str:
    """Return how many values `inner` has."""
    if not distinct:
        return f"SUM(COALESCE(IF(sameTerm({inner}, 0), 1, 1), 0))"
    lacks = f"SUM(COALESCE(IF(sameTerm({inner}, 0), 0, 0), 1)) = 0"
    return f"(COUNT(DISTINCT COALESCE({inner}, {_NONE})) - IF({lacks}, 0, 1))"


def largest(inner: str, *, is_variable: bool) -> str:
    """Return the largest value of `inner`, an error where it has none."""
    found = f"COUNT({inner})" if is_variable else counted(inner, distinct=False)
    return f"IF({found} = 0, 1/0, MAX(COALESCE({inner}, BNODE())))"


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
