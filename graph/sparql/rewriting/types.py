"""Leave out of an aggregate what is known anyway: that the subjects of a property are of a class.

To count 800 roles the engine looks 800 times whether a node is an assignment, which takes ten times
as long as to count. Where every subject of the property is of the class, nothing is lost with that
triple: it says of each solution what is so, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from pyoxigraph import NamedNode, Store

from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.syntax.tree import Node, Path, Prologue, Select, Term, Triple, Triples
from ontology.standards import RDF

Holds = Callable[[str, str], bool]
"""Tells whether every subject of a property is of a class, both given by their IRIs."""

_MOST_FACTS = 64
_Thing = TypeVar("_Thing", bound=Hashable)
AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP")
_TYPED = re.compile(r"\sa\s|:type\b|#type>", re.IGNORECASE)


class Fact(NamedTuple):
    """Whether every subject of the property `verb` is of the class `kind`."""

    verb: str
    kind: str
    holds: bool


class ValueKind(NamedTuple):
    """Of what kind (`kinds`) all values of the property `verb` are."""

    verb: str
    kind: str


Told = Fact | ValueKind


def without_known_types(text: str, prefixes: Mapping[str, str], holds: Holds) -> str:
    """Return the query `text` without the types that say nothing; any other text as it is.

    >>> query = "SELECT (COUNT(*) AS ?n) { ?s a <x:C> ; <x:p> ?o }"
    >>> without_known_types(query, {}, lambda verb, kind: (verb, kind) == ("x:p", "x:C"))
    'SELECT (COUNT(*) AS ?n) { ?s <x:p> ?o }'
    """
    try:
        prologue, query = read_query(text)
    except (NotUnderstood, RecursionError):
        return text
    if query.form != "SELECT" or not query.aggregated:
        return text
    known = Prologue(prologue.base, {**prefixes, **prologue.prefixes})
    changes = [
        (block.start, block.end, kept)
        for block in _blocks(query)
        if (kept := _kept(block, known, holds))
    ]
    for start, end, kept in sorted(changes, reverse=True, key=lambda change: change[0]):
        text = f"{text[:start]}{kept}{text[end:]}"
    return text


def may_be_shorter(text: str) -> bool:
    """Tell whether `text` may be an aggregate with a type in it."""
    return may_have(text, AGGREGATES) and _TYPED.search(text) is not None


class Implied:
    """Tells what is so in `store`, by what is `known` of it and does not change.

    What is not known is found out, and `learnt`: for many statements that takes seconds.
    """

    def __init__(self, store: Store, known: Iterable[Told] = ()) -> None:
        self._store = store
        self._known = {
            (fact.verb, fact.kind): fact.holds for fact in known if isinstance(fact, Fact)
        }
        self.learnt: tuple[Fact, ...] = ()

    def __call__(self, verb: str, kind: str) -> bool:
        if (verb, kind) not in self._known:
            self._known[verb, kind] = holds = _all_subjects_are(self._store, verb, kind)
            self.learnt += (Fact(verb, kind, holds),)
        return self._known[verb, kind]


def _all_subjects_are(store: Store, verb: str, kind: str) -> bool:
    # nothing that the query does not tell can be bound in it; a NamedNode is written as SPARQL does
    strangers = f"{{ ?s {RDF.type} {NamedNode(kind)} }}"
    return not store.query(f"ASK {{ ?s {NamedNode(verb)} ?o FILTER NOT EXISTS {strangers} }}")


class Facts:
    """What was learnt of one store lately: facts, and others of their kind.

    >>> facts = Facts()
    >>> facts.learn([Fact("x:p", "x:C", True)])
    >>> facts.holds("x:p", "x:C"), facts.holds("x:q", "x:C")
    (True, False)
    """

    def __init__(self) -> None:
        self.known: tuple[Told, ...] = ()
        self._asked = set[Hashable]()

    def unasked(self, things: Iterable[_Thing]) -> tuple[_Thing, ...]:
        """Return those of `things` for which this was not called before."""
        found = tuple(thing for thing in things if thing not in self._asked)
        self._asked.update(found)
        return found

    def holds(self, verb: str, kind: str) -> bool:
        """Tell whether it is known that every subject of `verb` is of `kind`."""
        return Fact(verb, kind, holds=True) in self.known

    def learn(self, facts: Iterable[Told]) -> None:
        """Remember `facts`, and forget the oldest of too many."""
        self.known = (*self.known, *(f for f in facts if f not in self.known))[-_MOST_FACTS:]


def _blocks(node: Node) -> Iterator[Triples]:
    if isinstance(node, Triples):
        yield node
    elif isinstance(node, Select) and not node.aggregated:
        return
    for child in node.children():
        yield from _blocks(child)


def _kept(block: Triples, prologue: Prologue, holds: Holds) -> str:
    """Return what is left of `block`, nothing if all of it says something."""
    terms = [term for triple in block.triples for term in (triple.subject, triple.value)]
    if any(term.kind == "blank" for term in terms):
        return ""
    left = [t for t in block.triples if not _is_known(t, block.triples, prologue, holds)]
    if len(left) == len(block.triples):
        return ""
    return " . ".join(f"{t.subject.text} {_verb(t)} {t.value.text}" for t in left)


def _verb(triple: Triple) -> str:
    verb = triple.predicate
    return verb.text if isinstance(verb, Term) else str(verb)


def _is_known(triple: Triple, others: tuple[Triple, ...], prologue: Prologue, holds: Holds) -> bool:
    """Tell whether `triple` is a type that follows from another property of its subject."""
    if triple.subject.kind != "var" or triple.value.kind != "iri":
        return False
    if iri_at(triple.predicate, prologue) != RDF.type.value:
        return False
    kind = iri_at(triple.value, prologue)
    verbs = [iri_at(t.predicate, prologue) for t in others if t.subject == triple.subject]
    return any(holds(verb, kind) for verb in verbs if kind and verb and verb != RDF.type.value)


def iri_at(node: Term | Path, prologue: Prologue) -> str:
    """Return the IRI that a term or a step stands for, nothing for any other.

    One that BASE makes whole counts as any other.
    """
    if node.kind != "iri":
        return ""
    if node.text in ("a", "A"):
        return RDF.type.value
    if node.text.startswith("<"):
        iri = node.text[1:-1]
    else:
        prefix, _, name = node.text.partition(":")
        iri = prologue.prefixes.get(prefix, "") + name.replace("\\", "")
    try:
        return NamedNode(iri).value
    except ValueError:
        return ""
