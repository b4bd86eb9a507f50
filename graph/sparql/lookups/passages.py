"""Look for words in the texts of a property that are kept in memory, as far as that is short.

    SELECT ?item ?text { ?item a zt:Task ; zt:text ?text FILTER(CONTAINS(?text, "河道")) } LIMIT 50

The engine reads one statement after the other, each time anew. So who looks into texts that were
looked into before lets a process send the first of them, in the order in which the engine reads
them. What these do not suffice for is left to the engine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from json.encoder import encode_basestring
from typing import NamedTuple

import orjson
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, Store

from graph.sparql.rewriting.sifting import FILTERS, FUNCTIONS, PATTERN
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.words import (
    BLANK,
    DECLARATION,
    KEYWORDS,
    LONGEST,
    SPACE,
    VARIABLE,
    iri_of,
    with_declared,
)
from ontology.standards import RDF

MOST_TEXTS = 10_000
MOST_LETTERS = 600_000
"""Of the texts that are kept: to go through them takes up to 1.5 ms."""
_MOST_TRIED = 1_000
"""Texts that are looked at closely for one query, and so its rows."""
_KEPT, _LATELY, _READ = 4, 16, 256
"""Properties whose texts are kept; that were asked for lately; queries that are read."""

_S, _B, _VAR = SPACE, BLANK, VARIABLE
_QUERY = re.compile(
    rf"{_S}(?P<prologue>(?:{DECLARATION}{_S})*+)SELECT(?P<told>(?:{_B}{_VAR})++){_S}(?:WHERE{_S})?"
    rf"\{{{_S}{PATTERN}{_S}(?:\.{_S})?(?P<filters>{FILTERS})\}}{_S}"
    rf"(?:LIMIT{_B}(?P<limit>\d{{1,9}})(?![\w.]){_S})?(?:\#[^\n\r]*+)?",
    KEYWORDS,
)
_TEST = re.compile(
    rf"({'|'.join(FUNCTIONS)}){_S}\({_S}(?:STR{_S}\({_S})?({_VAR})[^\"]*\"([^\"]*)\"", KEYWORDS
)
_PASSES = {"CONTAINS": str.__contains__, "STRSTARTS": str.startswith, "STRENDS": str.endswith}
_ROW, _VALUE = b'}},{"n":', b',"v":'
_HEAD, _END = b'{"head":{"vars":["n","v"]},"results":{"bindings":[{"n":', b"}}]}}"


class Texts(NamedTuple):
    """The values of the property `verb` of all nodes, or of those of the class `kind`."""

    verb: str
    kind: str | None


class Search(NamedTuple):
    """A query: the `tests` that texts must pass, by function and word; its variables, each with
    whether it is the text; how many rows it wants."""

    texts: Texts
    tests: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, bool], ...]
    limit: int | None


def read_search(text: str, prefixes: Mapping[str, str]) -> Search | None:
    """Return what `text` looks for, None for any other query.

    >>> query = 'SELECT ?x { ?s a x:C ; x:p ?x FILTER(STRSTARTS(?x, "水务")) } LIMIT 5'
    >>> search = read_search(query, {"x": "http://x/"})
    >>> search.texts, search.tests
    (Texts(verb='http://x/p', kind='http://x/C'), (('STRSTARTS', '水务'),))
    >>> read_search('SELECT ?x { ?s x:p ?x FILTER(REGEX(?x, "水")) }', {}) is None
    True
    """
    found = _QUERY.fullmatch(text)
    if found is None or (found["kind"] and found["last"]):
        return None
    known = with_declared(prefixes, found["prologue"])
    kind = found["kind"] or found["last"]
    verb, class_ = iri_of(found["verb"], known), kind and iri_of(kind, known)
    if verb is None or (kind and class_ is None):
        return None
    node, value = found["node"][1:], found["value"][1:]
    told = [name[1:] for name in found["told"].split()]
    tests = _TEST.findall(found["filters"])
    if node == value or len(set(told)) < len(told) or not {node, value}.issuperset(told):
        return None
    if any(name[1:] != value for _, name, _ in tests):
        return None
    return Search(
        Texts(verb, class_),
        tuple((function.upper(), word) for function, _, word in tests),
        tuple((name, name == value) for name in told),
        int(found["limit"]) if found["limit"] else None,
    )


@dataclass(frozen=True)
class Passages:
    """Texts in the order of the engine, all there are or the first; nodes and texts as JSON."""

    nodes: list[bytes]
    values: list[bytes]
    texts: list[str]
    is_whole: bool

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self.texts)))

    @cached_property
    def _joined(self) -> str:
        return "".join(self.texts)

    def rows(self, search: Search) -> list[int] | None:
        """Return the places of the texts that pass, None if there may be others."""
        most = _MOST_TRIED if search.limit is None else search.limit
        word = max((word for _, word in search.tests), key=len)
        found, at, joined, ends = list[int](), 0, self._joined, self._ends
        for _ in range(_MOST_TRIED):
            at = joined.find(word, at)
            if len(found) >= most:
                return found if search.limit is not None else None
            if at < 0:
                return found if self.is_whole else None
            row = bisect_right(ends, at)
            if at + len(word) > ends[row]:  # from one text into the next
                at += 1
                continue
            if all(_PASSES[name](self.texts[row], tested) for name, tested in search.tests):
                found.append(row)
            at = ends[row]
        return None

    def written(self, search: Search, rows: list[int]) -> bytes:
        """Return the texts in `rows` as the engine writes solutions in JSON."""
        names = [(encode_basestring(name).encode(), is_text) for name, is_text in search.told]
        columns = [(name + b":", self.values if is_text else self.nodes) for name, is_text in names]
        bindings = [b",".join([name + terms[row] for name, terms in columns]) for row in rows]
        head = b'{"head":{"vars":[%s]},"results":{"bindings":[' % b",".join(n for n, _ in names)
        return head + b",".join([b"{%s}" % row for row in bindings]) + b"]}}"


def collect(store: Store, texts: Texts) -> Passages | None:
    """Return the first of `texts`, None where one of them is no string."""
    try:
        kind = f"FILTER EXISTS {{ ?n {RDF.type} {NamedNode(texts.kind)} }}" if texts.kind else ""
        pattern = f"{{ ?n {NamedNode(texts.verb)} ?v {kind} }}"
    except ValueError:
        return None  # it is no IRI, and the engine says what is wrong with it
    found = store.query(f"SELECT ?n ?v {pattern} LIMIT {MOST_TEXTS + 1}")
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    body = found.serialize(format=QueryResultsFormat.JSON) or b""
    # within a string a quotation mark has a backslash before it, so that these marks stand in none
    rows = body[len(_HEAD) : -len(_END)].split(_ROW) if body.startswith(_HEAD) else []
    nodes, values, strings, left = list[bytes](), list[bytes](), list[str](), MOST_LETTERS
    for row in rows[:MOST_TEXTS]:
        node, _, value = row.partition(_VALUE)
        value += b"}"
        term = orjson.loads(value)
        if term["type"] != "literal" or "datatype" in term:
            return None
        left -= len(term["value"])
        if left < 0:
            break
        nodes.append(node)
        values.append(value)
        strings.append(term["value"])
    return Passages(nodes, values, strings, is_whole=len(strings) == len(rows))


class PassageSearch:
    """Answers searches on one store by the passages that were learnt; `prefixes` as in queries."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._read = lru_cache(maxsize=_READ)(partial(read_search, prefixes=prefixes))
        self._kept = OrderedDict[Texts, Passages | None]()
        self._lately = deque[Texts](maxlen=_LATELY)

    def answer(self, text: str) -> tuple[bytes, int] | None:
        """Return the answer to `text` as JSON and its number of rows, None if it is not known."""
        search = self._search_in(text)
        passages = self._kept.get(search.texts) if search else None
        if search is None or passages is None:
            return None
        self._kept.move_to_end(search.texts)
        rows = passages.rows(search)
        return None if rows is None else (passages.written(search, rows), len(rows))

    def wanted(self, text: str) -> Texts | None:
        """Return the texts in which `text` looks for words, if others did and they are not kept."""
        search = self._search_in(text)
        if search is None or search.texts in self._kept:
            return None
        if search.texts in self._lately:
            return search.texts
        self._lately.append(search.texts)
        return None

    def learn(self, texts: Texts, passages: Passages | None) -> None:
        """Keep the passages of `texts`, or that there are none; those not used longest go."""
        self._kept[texts] = passages
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _search_in(self, text: str) -> Search | None:
        if len(text) > LONGEST or not may_have(text, FUNCTIONS):
            return None
        return self._read(text)
