"""Count all statements, those of a property or of a class, as the snapshot says that they are, and
tell which properties and classes there are.

    SELECT (COUNT(?item) AS ?n) { ?item a zt:Task }
    SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n)

The engine reads all that it counts: 14 ms for the 53,000 statements of one document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.sparql.lookups.forms import ORDERED, TOLD, Form, form_of, row_of, written
from graph.sparql.lookups.kinds import Kinds, read_kinds
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
from graph.statements.matching import matching
from graph.storage.statistics import all_statements, counted_in
from ontology import ids
from ontology.ids import rebase
from ontology.standards import RDF

_KNOWN = 256
_S, _B, _VAR = SPACE, BLANK, VARIABLE
_QUERY = re.compile(
    rf"{_S}(?P<prologue>(?:{DECLARATION}{_S})*+)"
    rf"SELECT{TOLD}{_S}(?:WHERE{_S})?"
    rf"\{{{_S}(?P<node>{_VAR}){_B}(?P<verb>{_VAR}|{TERM}|(?-i:a)){_B}(?P<value>{_VAR}|{TERM}){_S}"
    rf"(?:\.{_S})?\}}{_S}(?:GROUP{_B}BY{_B}(?P<by>{_VAR}){_S}{ORDERED})?"
    rf"(?:\#[^\n\r]*+)?\Z",
    KEYWORDS,
)


@dataclass(frozen=True)
class Total:
    """What is counted: a property, a class, or both None for all; `by` says what there is a row
    for: `property`, `class`, or nothing."""

    verb: str | None
    kind: str | None
    by: str
    form: Form


def read_total(text: str, prefixes: Mapping[str, str]) -> Total | None:
    """Return what `text` counts in all, None for any other query.

    >>> total = read_total("SELECT (COUNT(?s) AS ?n) { ?s a x:C }", {"x": "http://x/"})
    >>> total.kind, total.by
    ('http://x/C', '')
    >>> read_total("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p", {}).by
    'property'
    >>> read_total("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s x:p ?o }", {"x": "http://x/"})
    """
    found = _QUERY.match(text)
    if found is None:
        return None
    known = with_declared(prefixes, found["prologue"])
    verb, value = (_meant(found[name], known) for name in ("verb", "value"))
    names = [found[part][1:] for part in ("node", "verb", "value") if found[part][0] in "?$"]
    is_type = verb == RDF.type.value
    if "" in (verb, value) or len(set(names)) < len(names) or (value and not is_type):
        return None
    by = _by(found, is_type=is_type)
    if by is None:
        return None
    # a node is of a class once, and so is a row of a pattern there once
    unique = {found["node"][1:]} if value or by == "class" else set[str]()
    form = form_of(found, found["by"] and found["by"][1:], unique, {*names})
    return form and Total(None if by else verb, value, by, form)


def _meant(term: str, known: Mapping[str, str]) -> str | None:
    """Return the IRI of a term, None for a variable, nothing where its prefix is not known."""
    if term[0] in "?$":
        return None
    return RDF.type.value if term == "a" else iri_of(term, known) or ""


def _by(found: re.Match[str], *, is_type: bool) -> str | None:
    """Return what the rows are for, None where that is not known."""
    by = found["by"] and found["by"][1:]
    if not by:
        return ""
    if is_type and found["value"][1:] == by:
        return "class"
    return "property" if found["verb"][1:] == by and found["verb"][0] in "?$" else None


def _read_any(text: str, prefixes: Mapping[str, str]) -> Total | Kinds | None:
    return read_total(text, prefixes) or read_kinds(text, prefixes)


class Totals:
    """Answers such counts on `store`, which does not change, from what it says of itself."""

    def __init__(self, store: Store, prefixes: Mapping[str, str], base_iri: str) -> None:
        self._store, self._base_iri = store, base_iri
        self._read = lru_cache(maxsize=_KNOWN)(partial(_read_any, prefixes=prefixes))

    def answer(self, text: str) -> tuple[bytes, int] | None:
        """Return the answer to `text` as JSON and its number of rows, None for any other query, or
        where the store does not say it."""
        total = self._read(text) if len(text) <= LONGEST else None
        if total is None or self._known is None:
            return None
        properties, classes = self._known
        if isinstance(total, Kinds):
            return total.answer(properties if total.what == "property" else classes)
        if total.by:
            counts = properties if total.by == "property" else classes
            falling = sorted(counts.items(), key=lambda pair: -pair[1])
            return written(total.form, [row_of(value, count) for value, count in falling])
        if total.kind is not None:
            number = classes[total.kind]
        elif total.verb is not None:
            number = properties[total.verb]
        else:
            number = properties.total()
        return written(total.form, [row_of("", number)])

    @cached_property
    def _known(self) -> tuple[Counter[str], Counter[str]] | None:
        """The statements by property and by class; None where the store does not say them all."""
        graph = NamedNode(rebase(ids.DESCRIPTION.value, self._base_iri))
        said = counted_in(self._store, graph, self._base_iri)
        own = (Counter[str](), Counter[str]()) if said.are_whole else self._own(graph)
        properties, classes = (
            Counter({term.value: count for term, count in counts.items()})
            for counts in (said.properties, said.classes)
        )
        whole = properties.total() == all_statements(self._store, self._base_iri)
        if own is None or not whole or classes.total() != properties[RDF.type.value]:
            return None
        return properties + own[0], classes + own[1]

    def _own(self, graph: NamedNode) -> tuple[Counter[str], Counter[str]] | None:
        """Count the statements of a description whose counts leave it out, as earlier ones did.

        None where others state one of them too: whether it was counted nobody knows.
        """
        properties, classes = Counter[str](), Counter[str]()
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            places = matching(self._store, quad.subject, quad.predicate, quad.object, None)
            if any(place.graph_name not in (graph, DefaultGraph()) for place in islice(places, 3)):
                return None
            properties[quad.predicate.value] += 1
            if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
                classes[quad.object.value] += 1
        return properties, classes
