"""Read the text of a query that looks something up: few triples, no more.

A text is read only if all of it is of this small language, in which nothing can be meant that the
engine reads otherwise: no relative IRIs, no escapes, no numbers, no blank nodes, no comments but
at the end. All else is no look-up, whether it is a query or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ontology.standards import RDF

LONGEST = 2_000
"""Characters of a look-up at the most."""
_MOST_TRIPLES = 12

_S = r"[ \t\r\n]*"
_IRI = r"<(https?://[^<>\"{}|^`\\\x00-\x20]*)>"
_PREFIX = re.compile(rf"{_S}PREFIX[ \t\r\n]+([A-Za-z][A-Za-z0-9_-]*|):{_S}{_IRI}", re.IGNORECASE)
_HEAD = re.compile(
    rf"{_S}(?:ASK|SELECT((?:[ \t\r\n]+[?$][A-Za-z][A-Za-z0-9_]*)+)){_S}(?:WHERE{_S})?\{{",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"{_S}(?:LIMIT[ \t\r\n]+(\d{{1,9}})(?![\w.]))?{_S}(?:\#[^\n\r]*)?\Z", re.IGNORECASE
)
_TOKEN = re.compile(
    rf"""{_S}(?:
      (?P<var>[?$][A-Za-z][A-Za-z0-9_]*)(?![^ \t\r\n.;,}}])
    | {_IRI}
    | (?P<name>[A-Za-z][A-Za-z0-9_-]*|):(?P<local>[A-Za-z0-9_-]+)(?![^ \t\r\n.;,/}}])
    | \"(?P<string>[^\"\\\n\r]*)\"(?!\")(?:@(?P<language>[A-Za-z]{{2,8}})(?![^ \t\r\n.;,}}]))?
    | (?P<a>a)(?=[ \t\r\n])
    | (?P<mark>[.;,/}}])
    )""",
    re.VERBOSE,
)

Node = NamedNode | Literal | str
"""A term of a triple; a variable is its name."""
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Lookup:
    """The variables to tell, None to tell only whether there is anything, of all `triples`.

    There may be `limit` solutions; which they are is open, if there are more.
    """

    variables: tuple[str, ...] | None
    triples: tuple[Triple, ...]
    limit: int | None = None


class _NoLookup(Exception):
    """The text is something else."""


def read_lookup(text: str, prefixes: Mapping[str, str]) -> Lookup | None:
    """Return what `text` looks up, None if it is no look-up; `prefixes` may be used undeclared.

    >>> found = read_lookup("ASK { <http://a> skos:broader/skos:prefLabel ?n } # 1", {"skos": "s:"})
    >>> [str(term) for term in found.triples[0]]
    ['<http://a>', '<s:broader>', '/1']
    >>> read_lookup("SELECT ?x { ?x a 5 }", {}) is None
    True
    """
    if len(text) > LONGEST:
        return None
    known, at = dict(prefixes), 0
    while found := _PREFIX.match(text, at):
        known[found[1]] = found[2]
        at = found.end()
    head = _HEAD.match(text, at)
    if head is None:
        return None
    reader = _Triples(text, head.end(), known)
    try:
        triples = reader.read()
    except (_NoLookup, ValueError):
        return None
    tail = _TAIL.match(text, reader.at)
    if tail is None or (tail[1] and not head[1]):
        return None
    limit = int(tail[1]) if tail[1] else None
    variables = tuple(name[1:] for name in head[1].split()) if head[1] else None
    lookup = Lookup(variables, triples, limit)
    return lookup if _is_plain(lookup) else None


def _is_plain(lookup: Lookup) -> bool:
    """Tell whether what is asked for is there to be told, each once."""
    used = {node for triple in lookup.triples for node in triple if isinstance(node, str)}
    told = lookup.variables or ()
    return len(set(told)) == len(told) and used.issuperset(told)


class _Triples:
    """Reads the triples of a group, from behind its brace to behind the one that ends it."""

    def __init__(self, text: str, at: int, prefixes: Mapping[str, str]) -> None:
        self.at = at
        self._text = text
        self._prefixes = prefixes
        self._triples: list[Triple] = []
        self._hidden = 0

    def read(self) -> tuple[Triple, ...]:
        mark = "."
        subject: Node = ""
        while mark != "}":
            found = self._take()
            if found["mark"] == "}" and mark == "." and self._triples:
                break
            if mark == ".":
                subject, found = self._node(found), self._take()
            mark = self._sentence(subject, found)
        if not self._triples or len(self._triples) > _MOST_TRIPLES:
            raise _NoLookup
        return tuple(self._triples)

    def _sentence(self, subject: Node, verb: re.Match[str]) -> str:
        """Read one verb and its objects; return the mark behind them."""
        steps = [self._verb(verb)]
        found = self._take()
        while found["mark"] == "/" and isinstance(steps[-1], NamedNode):
            steps.append(self._verb(self._take()))
            found = self._take()
        if len(steps) > 1 and not all(isinstance(step, NamedNode) for step in steps):
            raise _NoLookup
        while True:
            self._add(subject, steps, self._node(found))
            mark = self._take()["mark"]
            if mark != ",":
                break
            found = self._take()
        if mark not in (".", ";", "}"):
            raise _NoLookup
        return mark

    def _add(self, subject: Node, steps: list[Node], value: Node) -> None:
        for step in steps[:-1]:
            self._hidden += 1
            between = f"/{self._hidden}"
            self._triples.append((subject, step, between))
            subject = between
        self._triples.append((subject, steps[-1], value))

    def _take(self) -> re.Match[str]:
        found = _TOKEN.match(self._text, self.at)
        if found is None:
            raise _NoLookup
        self.at = found.end()
        return found

    def _verb(self, found: re.Match[str]) -> Node:
        if found["a"]:
            return RDF.type
        node = self._node(found)
        if isinstance(node, Literal):
            raise _NoLookup
        return node

    def _node(self, found: re.Match[str]) -> Node:
        if variable := found["var"]:
            return variable[1:]
        if found["name"] is not None and found["name"] in self._prefixes:
            return NamedNode(self._prefixes[found["name"]] + found["local"])
        if (iri := found[2]) is not None:
            return NamedNode(iri)
        if (string := found["string"]) is not None:
            return Literal(string, language=found["language"])
        raise _NoLookup
