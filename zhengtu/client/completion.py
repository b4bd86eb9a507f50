"""What may follow in a query: prefixes, terms of the vocabularies, variables, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode

from ontology import standards, terms
from ontology.standards import PREFIXES
from zhengtu.client.terms import shorten

_WORD = re.compile(r"(?:[?$]\w*|[A-Za-z][\w-]*:[\w-]*|\w+)$")
_VARIABLE = re.compile(r"[?$]\w+")
KEYWORDS = (
    *("SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "VALUES", "BIND"),
    *("GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET", "COUNT", "SUM", "AVG", "MIN", "MAX"),
    *("GROUP_CONCAT", "SAMPLE", "LANG", "STR", "CONTAINS", "STRSTARTS", "REGEX", "NOT EXISTS"),
    *("ASK", "CONSTRUCT", "DESCRIBE", "GRAPH", "PREFIX", "DESC", "AS", "IN"),
)


@cache
def known_terms() -> tuple[str, ...]:
    """Return all terms of our vocabulary and of those that we borrow from, shortened."""
    return tuple(sorted({shorten(node.value, PREFIXES) for node in _nodes()}))


def _nodes() -> Iterator[NamedNode]:
    for module in (terms, standards):
        for vocabulary in vars(module).values():
            if isinstance(vocabulary, type):
                yield from (v for v in vars(vocabulary).values() if isinstance(v, NamedNode))


def fragment(before: str) -> str:
    """Return the part of a word that stands before the cursor.

    >>> fragment("SELECT ?item { ?item zt:lead")
    'zt:lead'
    """
    found = _WORD.search(before)
    return found[0] if found else ""


def complete(before: str, query: str) -> list[str]:
    """Return what the word before the cursor may become in `query`.

    >>> complete("?item zt:leadA", "")
    ['zt:leadAgency']
    >>> complete("ORDER BY ?it", "SELECT ?item { ?item a zt:Task } ORDER BY ?it")
    ['?item']
    """
    begun = fragment(before)
    if not begun:
        return []
    if begun[0] in "?$":
        found = [name for name in _VARIABLE.findall(query) if name != begun]
    elif ":" in begun:
        found = list(known_terms())
    else:
        found = [*(f"{prefix}:" for prefix in PREFIXES), *KEYWORDS]
    folded = begun.lower()
    return sorted({word for word in found if word.lower().startswith(folded)})
