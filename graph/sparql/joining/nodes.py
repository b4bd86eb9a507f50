"""How many different nodes a graph has: counted once for each snapshot, then only read.

    SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }
    SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a skos:broader* ?b }

A path that may have no step leads from every node to itself (SPARQL 1.1, 18.4), so that all nodes
are its ends. The engine reads every statement for that: 20 s for 26 million.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, QuerySolutions, Store

from graph.sparql.joining.plans import Key
from graph.sparql.syntax.words import BLANK, DECLARATION, KEYWORDS, SPACE, TERM, VARIABLE

_S, _B, _VAR = SPACE, BLANK, VARIABLE
_QUERY = re.compile(
    rf"{_S}(?:{DECLARATION}{_S})*+"
    rf"SELECT{_S}\({_S}COUNT{_S}\({_S}DISTINCT{_B}(?P<told>{_VAR}){_S}\){_S}"
    rf"AS{_B}(?P<name>{_VAR}){_S}\){_S}(?:WHERE{_S})?"
    rf"\{{{_S}(?P<node>{_VAR}){_B}(?:(?P<verb>{_VAR})|(?:{TERM}|(?-i:a))[*?]){_B}(?P<value>{_VAR}){_S}"
    rf"(?:\.{_S})?\}}{_S}(?:\#[^\n\r]*+)?\Z",
    KEYWORDS,
)
_PATTERNS = {
    "subjects": "?x ?p ?o",
    "values": "?s ?p ?x",
    "nodes": "{ ?x ?p ?o } UNION { ?s ?p ?x }",
}
_FILE = "number"


class Nodes(NamedTuple):
    """Which nodes are counted, and what their number is called."""

    key: Key
    name: str

    @property
    def keys(self) -> list[Key]:
        """What must be kept for it."""
        return [self.key]


def read_nodes(text: str) -> Nodes | None:
    """Return what nodes `text` counts, None for any other query. The engine must read it, too.

    >>> read_nodes("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }")
    Nodes(key=Key(verb='', kind='values'), name='n')
    >>> read_nodes("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a* ?o }").key.kind
    'nodes'
    >>> read_nodes("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s x:p+ ?o }")
    """
    found = _QUERY.match(text)
    if found is None:
        return None
    node, value, told = (found[name][1:] for name in ("node", "value", "told"))
    names = [found["name"][1:], node, value, *([found["verb"][1:]] if found["verb"] else [])]
    if len(set(names)) < len(names) or told not in (node, value):
        return None
    which = "nodes" if not found["verb"] else "subjects" if told == node else "values"
    return Nodes(Key("", which), found["name"][1:])


class Number(NamedTuple):
    """How many nodes there are."""

    value: int

    def save(self, folder: Path) -> None:
        """Write the number into `folder`, which is there."""
        (folder / _FILE).write_text(str(self.value), "ascii")


def opened_number(folder: Path) -> Number:
    """Return the number that was saved in `folder`; raises OSError or ValueError for none."""
    return Number(int((folder / _FILE).read_text("ascii")))


def count_nodes(store: Store, kind: str) -> Number:
    """Count the different nodes of a kind in the union of `store`."""
    found = store.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {_PATTERNS[kind]} }}")
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    number = next(found)["n"]
    assert isinstance(number, Literal)  # noqa: S101 - a count
    return Number(int(number.value))
