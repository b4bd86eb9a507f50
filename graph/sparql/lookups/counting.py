"""Count the statements of a property by value, where the snapshot knows the counts, or has few.

    SELECT ?theme (COUNT(?item) AS ?n) { ?item zt:theme ?theme } GROUP BY ?theme ORDER BY DESC(?n)

A snapshot says of itself how many statements of each property it has, and of some how many by value
(see `graph.storage.statistics`). The engine takes for such a count what it takes to read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from pyoxigraph import Store

from graph.sparql.lookups.finding import ask
from graph.sparql.lookups.forms import ORDERED, TOLD, Form, form_of, row_of, written
from graph.sparql.lookups.totals import Totals
from graph.sparql.rewriting.prefixes import mentioned
from graph.sparql.rewriting.types import Facts
from graph.sparql.syntax.words import (
    BLANK,
    DECLARATION,
    KEYWORDS,
    LONGEST,
    SPACE,
    TERM,
    VARIABLE,
    iri_of,
    with_declared,
)
from graph.storage.statistics import statements_of, values_of

MOST_COUNTED = 256
"""Statements of the property at the most, where their counts are not known."""
_PROPERTIES = 256
"""Properties whose statements are known at the same time, and texts that are."""

_S, _B, _VAR = SPACE, BLANK, VARIABLE
_QUERY = re.compile(
    rf"{_S}(?P<prologue>(?:{DECLARATION}{_S})*+)"
    rf"SELECT{TOLD}{_S}(?:WHERE{_S})?"
    rf"\{{{_S}(?P<node>{_VAR}){_B}(?:(?-i:a){_B}(?P<kind>{TERM}){_S};{_S})?"
    rf"(?P<verb>{TERM}){_B}(?P<value>{_VAR}){_S}(?:\.{_S})?\}}{_S}"
    rf"GROUP{_B}BY(?P<groups>(?:{_B}{_VAR})+){_S}{ORDERED}(?:\#[^\n\r]*+)?\Z",
    KEYWORDS,
)


class Counting(NamedTuple):
    """A count by value of the statements of `verb`, whose subjects are of `kind` if it names one.

    It has no `form` where its rows must be asked for.
    """

    verb: str
    kind: str | None
    form: Form | None


def read_counting(text: str, prefixes: Mapping[str, str]) -> Counting | None:
    """Return what `text` counts by value, None for any other query.

    >>> query = "SELECT ?o (COUNT(*) AS ?n) {?s a x:C ; x:p ?o} GROUP BY ?o ORDER BY DESC(?n)"
    >>> read_counting(query, {"x": "http://x/"})
    Counting(verb='http://x/p', kind='http://x/C', \
form=Form(told=(('o', False), ('n', True)), falls=True, limit=None))
    >>> read_counting("SELECT ?o (SUM(?s) AS ?n) {?s x:p ?o} GROUP BY ?o", {"x": "http://x/"})
    """
    found = _QUERY.match(text)
    if found is None:
        return None
    known = with_declared(prefixes, found["prologue"])
    verb, kind = (found[name] and iri_of(found[name], known) for name in ("verb", "kind"))
    if verb is None or (found["kind"] and kind is None):
        return None
    return Counting(verb, kind, _form_of(found))


def _form_of(found: re.Match[str]) -> Form | None:
    """Return the form of a count whose rows are the values and their numbers, in no other order."""
    node, value = found["node"][1:], found["value"][1:]
    if node == value or found["groups"].split() not in (["?" + value], ["$" + value]):
        return None
    return form_of(found, value, {node}, {node, value})


class SmallCounts:
    """Answers counts on `store`, which does not change: what it says of a property is read once.

    `facts` are what is known of it.
    """

    def __init__(
        self, store: Store, prefixes: Mapping[str, str], base_iri: str, facts: Facts
    ) -> None:
        self._store, self._prefixes, self._facts = store, prefixes, facts
        kept = lru_cache(maxsize=_PROPERTIES)
        self._read = kept(partial(read_counting, prefixes=prefixes))
        self._statements = kept(partial(statements_of, store, base_iri=base_iri))
        self._values = kept(partial(_values, store, base_iri=base_iri))
        self._totals = Totals(store, prefixes, base_iri)

    def answer(self, text: str) -> tuple[bytes, int] | None:
        """Return the answer to `text` as JSON and its number of rows, None for what may take long
        or is no count."""
        counting = self._read(text) if len(text) <= LONGEST else None
        if counting is None:
            return self._totals.answer(text)
        verb, kind, form = counting
        try:
            is_known = form and (kind is None or self._facts.holds(verb, kind))
            if form and is_known and (values := self._values(verb)):
                return written(form, values)
            statements = self._statements(verb)
        except ValueError:
            return None  # it is no IRI, and the engine says what is wrong with it
        if kind or statements is None or statements > MOST_COUNTED:
            return None
        return ask(self._store, text, mentioned(self._prefixes, text))


def _values(store: Store, verb: str, base_iri: str) -> list[tuple[str, str]]:
    """Return each value and its count as they are written, the largest count first; none if the
    counts are not known."""
    found = values_of(store, verb, base_iri) or {}
    falling = sorted(found.items(), key=lambda pair: -pair[1])
    return [row_of(value, count) for value, count in falling]
