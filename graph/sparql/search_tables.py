"""The tables that stand in a query for what a search found; they are filled last.

What is found may be long. So a table has one row that names it, until the query has been looked at.
"""

from __future__ import annotations

import re

Hits = tuple[tuple[str, float], ...]
"""IRIs of what was found, each with its score."""

_ROW = "urn:zhengtu:found:"
_EMPTY = re.compile(rf"\(\s*<{_ROW}(?P<number>\d+)>\s*(?P<score>0)?\s*\)")
_SCORE = "<http://www.w3.org/2001/XMLSchema#decimal>"


def table(number: int, variables: tuple[str, ...]) -> str:
    """Return the table `number` of a query, not yet filled: for things, or with their scores.

    >>> table(0, ("?item", "?score"))
    'VALUES (?item ?score) { (<urn:zhengtu:found:0> 0) }'
    """
    score = " 0" if len(variables) > 1 else ""
    return f"VALUES ({' '.join(variables)}) {{ (<{_ROW}{number}>{score}) }}"


def filled(text: str, hits: tuple[Hits, ...]) -> str:
    """Return `text` with the rows of its tables: a query that any SPARQL engine understands.

    >>> filled(table(0, ("?item",)), ((("http://e/1", 2.5),),))
    'VALUES (?item) { (<http://e/1>) }'
    """

    def rows(found: re.Match[str]) -> str:
        if found["score"] is None:
            return " ".join(f"(<{iri}>)" for iri, _ in hits[int(found["number"])])
        scored = hits[int(found["number"])]
        return " ".join(f'(<{iri}> "{score:.4f}"^^{_SCORE})' for iri, score in scored)

    return _EMPTY.sub(rows, text) if hits else text
