"""Read the text of a query that looks something up: few triples, no more.

A text is read only if all of it is of this small language, in which nothing can be meant that the
engine reads otherwise: no relative IRIs, no escapes, no numbers, no blank nodes, no comments but
at the end. All else is no look-up, whether it is a query or not.

Texts that differ in their constants alone have one shape, in which variables are looked for once.
Shapes that differ in the names of their variables alone have one plan, which is made once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest

from pyoxigraph import Literal, NamedNode

from graph.sparql.lookups.plans import Constant, Lookup, Node, Plan, Triple, plan_of
from graph.sparql.lookups.trees import MOST_SCANNED
from graph.sparql.syntax.words import (
    BLANK,
    DECLARATION,
    IRI,
    KEYWORDS,
    LONGEST,
    NAME,
    SPACE,
    VARIABLE,
)
from ontology.standards import RDF

_MOST_TRIPLES = 12
_SHAPES = 512
"""Shapes, and plans, that are known at the same time."""

_IRI_MARK, _STRING_MARK, _TAGGED_MARK, _VARIABLE_MARK = "\x01", "\x02", "\x03", "\x04"
"""Stand in a shape for an IRI, a string, and one with its language; and, with its number behind it,
for a variable."""
_MARKS = re.compile("[\x01-\x04]")
_NUMBERED = f"{_VARIABLE_MARK}[0-9]++"

_S = SPACE
_TOLD, _USED = re.compile(rf"(?<=[ \t\r\n])({VARIABLE})"), re.compile(rf"({VARIABLE})")
"""A variable in the head, where IRIs stand, too, which have no blanks in them; and in the group."""
_CONSTANT = re.compile(rf"{IRI}|\"([^\"\\\n\r]*)\"(?:@([A-Za-z]{{2,8}}))?")
_PREFIX = re.compile(rf"{_S}{DECLARATION}", KEYWORDS)
_HEAD = re.compile(rf"{_S}(?:ASK|SELECT((?:{BLANK}{_NUMBERED})+)){_S}(?:WHERE{_S})?\{{", KEYWORDS)
_TAIL = re.compile(rf"{_S}(?:LIMIT{BLANK}(\d{{1,9}})(?![\w.]))?{_S}(?:\#[^\n\r]*)?\Z", KEYWORDS)
_TOKEN = re.compile(
    rf"""{_S}(?:
      (?P<var>{_NUMBERED})(?![^ \t\r\n.;,}}])
    | (?P<iri>{_IRI_MARK})
    | (?P<name>{NAME}):(?P<local>[A-Za-z0-9_-]+)(?![^ \t\r\n.;,/}}])
    | (?P<string>{_STRING_MARK}(?!["{_STRING_MARK}{_TAGGED_MARK}])
                |{_TAGGED_MARK}(?![^ \t\r\n.;,}}]))
    | (?P<a>a)(?=[ \t\r\n])
    | (?P<mark>[.;,/}}])
    )""",
    re.VERBOSE,
)


class _NoLookup(Exception):
    """The text is something else."""


class LookupReader:
    """Reads texts in which `prefixes` may be used undeclared; for `with_value` see `plan_of`.

    >>> reader = LookupReader({"skos": "http://s/"})
    >>> reader.read("ASK { <http://a> skos:broader/skos:prefLabel ?n } # 1").row
    (<NamedNode value=http://a>, <NamedNode value=http://s/broader>, \
<NamedNode value=http://s/prefLabel>)
    >>> reader.read("SELECT ?x { ?x a 5 }") is None
    True
    """

    def __init__(self, prefixes: Mapping[str, str], with_value: int = MOST_SCANNED) -> None:
        self._prefixes, self._with_value = prefixes, with_value
        self._shape_of = lru_cache(maxsize=_SHAPES)(self._read_shape)
        self._plan_of = lru_cache(maxsize=_SHAPES)(self._read_numbered)

    def read(self, text: str) -> Lookup | None:
        """Return what `text` looks up, None if it is no look-up."""
        if len(text) > LONGEST:
            return None
        head, _, body = text.partition("{")
        parts = _CONSTANT.split(body)
        constants, marks = list[Constant](), ""
        try:
            for at in range(1, len(parts), 4):
                iri, string, language = parts[at : at + 3]
                if iri is not None:
                    constants.append(NamedNode(iri))
                    marks += _IRI_MARK
                else:
                    constants.append(Literal(string, language=language))
                    marks += _TAGGED_MARK if language else _STRING_MARK
        except ValueError:
            return None
        plan, names = self._shape_of(head, tuple(parts[::4]), marks)
        return Lookup(plan, (*constants, *plan.fixed), names) if plan else None

    def _read_shape(
        self, head: str, parts: tuple[str, ...], marks: str
    ) -> tuple[Plan | None, tuple[str, ...]]:
        """Return the plan for texts with `parts` behind their first brace, and constants between
        them of the kinds that `marks` say; and the names of its variables."""
        if any(map(_MARKS.search, (head, *parts))):
            return None, ()
        body = "".join([part + mark for part, mark in zip_longest(parts, marks, fillvalue="")])
        numbers = dict[str, str]()
        plan = self._plan_of(_numbered(_TOLD, head, numbers), _numbered(_USED, body, numbers))
        return plan, tuple(numbers)

    def _read_numbered(self, head: str, body: str) -> Plan | None:
        """Return the plan for a text before its first brace and behind it, in which variables have
        numbers."""
        head += "{"
        known, at = dict(self._prefixes), 0
        while found := _PREFIX.match(head, at):
            known[found[1]] = found[2]
            at = found.end()
        begun = _HEAD.fullmatch(head, at)
        if begun is None:
            return None
        reader = _Triples(body, known)
        try:
            triples = reader.read()
        except (_NoLookup, ValueError):
            return None
        tail = _TAIL.match(body, reader.at)
        if tail is None or (tail[1] and not begun[1]):
            return None
        variables = tuple(name[1:] for name in begun[1].split()) if begun[1] else None
        if not _is_plain(variables or (), triples):
            return None
        count = sum(map(body.count, (_IRI_MARK, _STRING_MARK, _TAGGED_MARK)))
        limit = int(tail[1]) if tail[1] else None
        return plan_of(variables, triples, count, limit, self._with_value)


def _numbered(variable: re.Pattern[str], text: str, numbers: dict[str, str]) -> str:
    """Return `text` with the number of each variable instead of its name, new ones in `numbers`.

    >>> _numbered(_USED, "?b ?c $b", {"a": "_0"}).split(_VARIABLE_MARK)
    ['', '1 ', '2 ', '1']
    """
    parts = variable.split(text)
    parts[1::2] = [
        numbers.setdefault(name[1:], f"{_VARIABLE_MARK}{len(numbers)}") for name in parts[1::2]
    ]
    return "".join(parts)


def _is_plain(told: tuple[str, ...], triples: tuple[Triple, ...]) -> bool:
    """Tell whether what is asked for is there to be told, each once."""
    used = {node for triple in triples for node in triple if isinstance(node, str)}
    return len(set(told)) == len(told) and used.issuperset(told)


class _Triples:
    """Reads the triples of a group, from behind its brace to behind the one that ends it.

    Its constants are numbers, in the order of the text.
    """

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self.at = 0
        self._text = text
        self._prefixes = prefixes
        self._triples: list[Triple] = []
        self._constants = 0
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
        while found["mark"] == "/" and not isinstance(steps[-1], str):
            steps.append(self._verb(self._take()))
            found = self._take()
        if len(steps) > 1 and any(isinstance(step, str) for step in steps):
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
        if found["string"]:
            raise _NoLookup
        return self._node(found)

    def _node(self, found: re.Match[str]) -> Node:
        if variable := found["var"]:
            return variable[1:]
        if found["name"] is not None and found["name"] in self._prefixes:
            return NamedNode(self._prefixes[found["name"]] + found["local"])
        if found["iri"] or found["string"]:
            self._constants += 1
            return self._constants - 1
        raise _NoLookup
