"""Count the statements of a property by value, where the snapshot says that there are few.

    SELECT ?theme (COUNT(?item) AS ?n) { ?item zt:theme ?theme } GROUP BY ?theme ORDER BY DESC(?n)

The engine takes for that what it takes to read them, and that is known: a snapshot has the numbers
of statements of each property in it (VoID).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial

from pyoxigraph import Store

from graph.lookups.finding import ask
from graph.lookups.words import BLANK, DECLARATION, IRI, LONGEST, SPACE, VARIABLE
from graph.rewriting.prefixes import mentioned
from graph.statistics import statements_of

MOST_COUNTED = 256
"""Statements of the property at the most."""
_PROPERTIES = 256
"""Properties whose statements are known at the same time."""

_S, _B, _VAR = SPACE, BLANK, VARIABLE
_COUNTED = rf"\({_S}COUNT{_S}\({_S}(?:DISTINCT{_B})?(?:{_VAR}|\*){_S}\){_B}AS{_B}{_VAR}{_S}\)"
_VERB = rf"(?:{IRI.replace('(', '(?P<iri>', 1)}|(?P<name>[A-Za-z][\w-]*+|):(?P<local>[\w-]++))"
_QUERY = re.compile(
    rf"{_S}(?P<prologue>(?:{DECLARATION}{_S})*+)"
    rf"SELECT(?:{_B}(?:{_VAR}|{_COUNTED}))+{_S}(?:WHERE{_S})?"
    rf"\{{{_S}{_VAR}{_B}{_VERB}{_B}{_VAR}{_S}(?:\.{_S})?\}}{_S}GROUP{_B}BY(?:{_B}{_VAR})+{_S}"
    rf"(?:ORDER{_B}BY(?:{_B}(?:{_VAR}|(?:ASC|DESC){_S}\({_S}{_VAR}{_S}\)))+{_S})?"
    rf"(?:LIMIT{_B}\d{{1,9}}(?![\w.]){_S})?(?:\#[^\n\r]*+)?\Z",
    re.IGNORECASE | re.ASCII,
)
_DECLARED = re.compile(DECLARATION, re.IGNORECASE | re.ASCII)


def counted_property(text: str, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI of the property that `text` counts by value, None for any other query.

    >>> counted_property("SELECT ?o (COUNT(*) AS ?n) {?s x:p ?o} GROUP BY ?o", {"x": "http://x/"})
    'http://x/p'
    >>> counted_property("SELECT ?o (SUM(?s) AS ?n) {?s x:p ?o} GROUP BY ?o", {"x": "http://x/"})
    """
    found = _QUERY.match(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    if found["iri"] is not None:
        return found["iri"]
    known = {**prefixes, **dict(_DECLARED.findall(found["prologue"]))}
    return known[found["name"]] + found["local"] if found["name"] in known else None


class SmallCounts:
    """Answers counts on `store`, which does not change: what it says of a property is read once."""

    def __init__(self, store: Store, prefixes: Mapping[str, str], base_iri: str) -> None:
        self._store, self._prefixes = store, prefixes
        said = partial(statements_of, store, base_iri=base_iri)
        self._statements = lru_cache(maxsize=_PROPERTIES)(said)

    def answer(self, text: str) -> tuple[bytes, int] | None:
        """Return the answer to `text` as JSON and its number of rows, None for what may take long
        or is no count."""
        verb = counted_property(text, self._prefixes)
        try:
            statements = None if verb is None else self._statements(verb)
        except ValueError:
            return None  # it is no IRI, and the engine says what is wrong with it
        if statements is None or statements > MOST_COUNTED:
            return None
        return ask(self._store, text, mentioned(self._prefixes, text))
