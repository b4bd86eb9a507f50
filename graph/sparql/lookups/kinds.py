"""Which properties and classes there are, and how many: the first that is asked of any graph.

    SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p
    SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }

The engine reads every statement for that: 7 s for 26 million.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from graph.sparql.lookups.forms import Form, row_of, written
from graph.sparql.syntax.words import (
    BLANK,
    DECLARATION,
    KEYWORDS,
    SPACE,
    TERM,
    VARIABLE,
    iri_of,
    with_declared,
)
from ontology.standards import RDF

_S, _B, _VAR = SPACE, BLANK, VARIABLE
_QUERY = re.compile(
    rf"{_S}(?P<prologue>(?:{DECLARATION}{_S})*+)SELECT(?:{_B}DISTINCT{_B}(?P<each>{_VAR})|"
    rf"{_S}\({_S}COUNT{_S}\({_S}DISTINCT{_B}(?P<counted>{_VAR}){_S}\){_S}"
    rf"AS{_B}(?P<name>{_VAR}){_S}\)){_S}(?:WHERE{_S})?"
    rf"\{{{_S}(?P<node>{_VAR}){_B}(?P<verb>{_VAR}|{TERM}|(?-i:a)){_B}(?P<value>{_VAR}){_S}"
    rf"(?:\.{_S})?\}}{_S}"
    rf"(?:ORDER{_B}BY{_B}(?:(?P<by>{_VAR})|(?P<down>ASC|DESC){_S}\({_S}(?P<of>{_VAR}){_S}\)){_S})?"
    rf"(?:LIMIT{_B}(?P<limit>\d{{1,9}})(?![\w.]){_S})?(?:\#[^\n\r]*+)?\Z",
    KEYWORDS,
)


class Kinds(NamedTuple):
    """What is asked for, `property` or `class`; what it, or the number of it, is called; the
    direction of the order by IRI, if it has one; and how many rows at the most."""

    what: str
    name: str
    is_number: bool
    falls: bool | None
    limit: int | None

    def answer(self, terms: Collection[str]) -> tuple[bytes, int] | None:
        """Return the answer, where `terms` are all there are, as JSON and its number of rows.

        None where there are more than may be told: which of them would be open.
        """
        form = Form(((self.name, self.is_number),))
        if self.is_number:
            return None if self.limit == 0 else written(form, [row_of("", len(terms))])
        if self.limit is not None and self.limit < len(terms):
            return None
        ordered = sorted(terms, reverse=bool(self.falls)) if self.falls is not None else terms
        return written(form, [row_of(term, 0) for term in ordered])


def read_kinds(text: str, prefixes: Mapping[str, str]) -> Kinds | None:
    """Return which properties or classes `text` asks for, None for any other query.

    >>> read_kinds("SELECT DISTINCT ?c { ?s a ?c } ORDER BY ?c LIMIT 9", {})
    Kinds(what='class', name='c', is_number=False, falls=False, limit=9)
    >>> read_kinds("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }", {}).what
    'property'
    >>> read_kinds("SELECT DISTINCT ?o { ?s ?p ?o }", {})
    """
    found = _QUERY.match(text)
    if found is None:
        return None
    told, name = (found["each"] or found["counted"])[1:], (found["name"] or "?")[1:]
    node, verb, value = (found[part] for part in ("node", "verb", "value"))
    names = [part[1:] for part in (node, verb, value) if part[0] in "?$"]
    order = (found["by"] or found["of"] or "?")[1:]
    if len(set(names)) < len(names) or name in names or (order and (name or order != told)):
        return None
    falls = (found["down"] or "").upper() == "DESC" if order else None
    limit = int(found["limit"]) if found["limit"] else None
    what = _what(verb, with_declared(prefixes, found["prologue"]))
    if told != (value if what == "class" else verb)[1:]:
        return None
    return Kinds(what, name or told, bool(name), falls, limit)


def _what(verb: str, known: Mapping[str, str]) -> str:
    """Return what the values of `verb`, or it, may be; nothing where that is neither."""
    if verb[0] in "?$":
        return "property"
    return "class" if verb == "a" or iri_of(verb, known) == RDF.type.value else ""
