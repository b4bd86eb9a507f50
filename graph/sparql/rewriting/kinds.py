"""Variables that have values of one kind alone, which the engine compares rightly.

    SELECT (MAX(?date) AS ?last) { ?document zt:date ?date }

The key of a term (`orders`) takes some microseconds. Where all values of a property are dates
without a time zone, say, none is needed. To look at 100,000 dates takes 50 ms, once for a store
that never changes. Its default graph is asked, and so what is bound in a GRAPH counts for unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import NamedNode, Store

from graph.sparql.rewriting.prefixes import resolved
from graph.sparql.rewriting.scope import in_scope, mentioned
from graph.sparql.rewriting.traits import blocks
from graph.sparql.rewriting.types import Told, ValueKind, iri_at
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.syntax.tree import (
    Bind,
    Column,
    Graph,
    Node,
    Path,
    Prologue,
    Select,
    Service,
    Term,
    Triple,
    Triples,
    Values,
)
from ontology.standards import PREFIXES, RDF

IRI, NUMBER, STRING, DATE = "iri", "number", "string", "date"
"""How kinds begin: a string is of one language, a date or time of one datatype and time zone."""
KindOf = Callable[[str], str]
"""Tells of what kind all values of a property are, given by its IRI; nothing where they differ."""
Kinds = frozenset[tuple[str, str]]
"""Variables, without their mark, with the kind of all their values."""
NONE: Kinds = frozenset()

_XSD = PREFIXES["xsd"]
_DATES = tuple(f"{_XSD}{name}" for name in ("date", "dateTime", "time"))
_STRING, _TAGGED = f"{_XSD}string", PREFIXES["rdf"] + "langString"
_QUESTION = "SELECT DISTINCT ({} AS ?found) {{ ?s {} ?o }} LIMIT 2"
_WORDS = ("ORDER", "MIN", "MAX")
_EXTREME = re.compile(
    r"(?:MIN|MAX)\s*+\(\s*+(?:DISTINCT\s++)?+[?$](\w++)\s*+\)", re.IGNORECASE | re.ASCII
)
_SORTED = re.compile(
    r"ORDER\s++BY\s++((?:(?:ASC|DESC)?+\s*+\(?+\s*+[?$]\w++\s*+\)?+\s*+)++)", re.IGNORECASE
)
_NAME = re.compile(r"[?$](\w++)")


class Found:
    """Tells of what kind the values of a property in `store` are, by what is `known` of them.

    What is not known is found out, and `learnt`: for many statements that takes seconds.
    """

    def __init__(self, store: Store, known: Iterable[Told] = ()) -> None:
        self._store = store
        self._known = {one.verb: one.kind for one in known if isinstance(one, ValueKind)}
        self.learnt: tuple[ValueKind, ...] = ()

    def known(self, verb: str) -> str:
        """Return what is known already."""
        return self._known.get(verb, "")

    def looked_up(self, verb: str) -> str:
        if verb not in self._known:
            self._known[verb] = kind = kind_in(self._store, verb)
            self.learnt += (ValueKind(verb, kind),)
        return self._known[verb]


def kind_in(store: Store, verb: str) -> str:
    """Return of what kind all values of a property are in the default graph of `store`."""
    datatype = _only(store, verb, "DATATYPE(?o)")
    if datatype is None:
        return ""
    if datatype == "":
        return IRI if _only(store, verb, "isIRI(?o)") == "true" else ""
    if datatype == _STRING:
        return STRING
    if datatype == _TAGGED:
        language = _only(store, verb, "LANG(?o)")
        return f"{STRING} {language}" if language else ""
    if datatype in _DATES:
        # an error where the value is ill-typed, for which "" stands
        zone = _only(store, verb, 'CONCAT("in ", TZ(?o))')
        return f"{DATE} {datatype} {zone}" if zone else ""
    return NUMBER if _only(store, verb, "isNumeric(?o)") == "true" else ""


def _only(store: Store, verb: str, expression: str) -> str | None:
    """Return what `expression` says of all values, "" if it is an error; None if it differs."""
    found = list(store.query(_QUESTION.format(expression, NamedNode(verb))))  # type: ignore[arg-type]
    if len(found) != 1:
        return None
    return found[0][0].value if found[0][0] else ""


def may_compare(text: str) -> bool:
    """Tell whether the query `text` may have such a variable to compare."""
    return may_have(text, _WORDS) and bool(_wanted(text))


def _wanted(text: str) -> set[str]:
    """Return the names of variables that stand alone in MIN, MAX or ORDER BY, and of some more."""
    names = set(_EXTREME.findall(text))
    return names.union(*(_NAME.findall(keys) for keys in _SORTED.findall(text)))


@dataclass(frozen=True)
class _Compared:
    """What a query compares: variables with the places that bind them, as in `_places`.

    `reads_all` says that it names no thing, so that much may be read for it.
    """

    prologue: Prologue = field(default_factory=Prologue)
    places: Mapping[str, tuple[Triples | None, ...]] = field(default_factory=dict)
    reads_all: bool = False


def kinds_in(text: str, prefixes: Mapping[str, str], base: str | None, found: Found) -> Kinds:
    """Return the kinds of those variables that the query `text` compares.

    Where it names things, few statements are read of it: then no more is found out.
    """
    if not may_have(text, _WORDS):
        return NONE
    compared = _read(text)
    look = found.looked_up if compared.reads_all else found.known

    def kind_of(name: str) -> str:
        try:
            return look(resolved(name, compared.prologue, prefixes, base).value)
        except ValueError:
            return ""  # the engine says what is wrong with it

    kinds = ((name, _kind_at(name, places, kind_of)) for name, places in compared.places.items())
    return frozenset((name, kind) for name, kind in kinds if kind)


@lru_cache(maxsize=256)
def _read(text: str) -> _Compared:
    """Return what `text` compares; nothing where it names graphs, or cannot be read."""
    wanted = _wanted(text)
    if not wanted:
        return _Compared()
    try:
        prologue, query = read_query(text)
    except (NotUnderstood, RecursionError):
        return _Compared()
    if query.default_graphs or query.named_graphs:
        return _Compared()
    bound = [*_places(query)]
    places = {name: tuple(block for var, block in bound if var[1:] == name) for name in wanted}
    reads_all = all(_is_open(t, prologue) for block in blocks(query) for t in block.triples)
    return _Compared(prologue, places, reads_all)


def _is_open(triple: Triple, prologue: Prologue) -> bool:
    """Tell whether a triple names nothing but a property or a class."""
    names_class = iri_at(triple.predicate, prologue) == RDF.type.value
    return not triple.subject.is_constant and (names_class or not triple.value.is_constant)


def _places(node: Node) -> Iterator[tuple[str, Triples | None]]:
    """Yield each variable that `node` may bind, with the triples that do so, None for all else."""
    others: Iterable[str] = ()
    match node:
        case Triples():
            yield from ((name, node) for name in in_scope(node))
        case Graph() | Service():
            yield from ((name, None) for name in mentioned(node))
            return
        case Bind():
            others = (node.var,)
        case Column() if node.expression:
            others = (node.var,)
        case Values():
            others = node.names
        case Select():
            others = node.key_names - (in_scope(node.where) if node.where else frozenset())
    yield from ((name, None) for name in others)
    for child in node.children():
        yield from _places(child)


def _kind_at(name: str, places: tuple[Triples | None, ...], kind_of: KindOf) -> str:
    """Return the kind that a variable has wherever it is bound."""
    kinds = set[str]()
    for block in places:
        if block is None:
            return ""
        ends = (t for t in block.triples if t.value.kind == "var" and t.value.text[1:] == name)
        verbs = filter(None, (_last(t.predicate) for t in ends))
        kinds.add(next(filter(None, map(kind_of, verbs)), ""))
        if len(kinds) > 1 or "" in kinds:
            return ""
    return next(iter(kinds), "")


def _last(verb: Term | Path) -> str:
    """Return the name of the property at the end of a path, if it surely is one."""
    if isinstance(verb, Path) and verb.kind == "/":
        return _last(verb.parts[-1])
    return verb.text if verb.kind == "iri" else ""
