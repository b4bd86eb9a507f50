"""Random data sets: few nodes, literals and graphs, so that much of it meets."""

from __future__ import annotations

from random import Random

from pyoxigraph import Literal, NamedNode

from bench.differential.brute import Dataset
from bench.differential.paths import Triples
from bench.differential.values import XSD, Node
from ontology.standards import RDF

E = "http://e/"
NODES = [NamedNode(E + name) for name in "abcd"]
STEPS = [NamedNode(E + "p"), NamedNode(E + "q"), RDF.type]
GRAPHS = [NamedNode(E + name) for name in ("g1", "g2", "g3")]
ABSENT = [NamedNode(E + "absent"), Literal("absent")]
LITERALS = [
    Literal("1", datatype=NamedNode(XSD + "integer")),
    Literal("2", datatype=NamedNode(XSD + "integer")),
    Literal("1.5", datatype=NamedNode(XSD + "decimal")),
    Literal("环保"),
    Literal("b"),
    Literal("环保", language="zh"),
    Literal("b", language="en"),
]

MIXED = [
    *LITERALS,
    *(Literal(text, datatype=NamedNode(XSD + "integer")) for text in ("9", "10", "-3")),
    *(Literal(text) for text in ("2x", "10", "9")),
    *(Literal(text, datatype=NamedNode(XSD + "date")) for text in ("2018-05-01", "2020-01-01")),
    *(Literal(text, datatype=NamedNode(XSD + "gYear")) for text in ("2018", "12000")),
    *(Literal(text, datatype=NamedNode(XSD + "boolean")) for text in ("true", "false")),
    *NODES,
]
"""Terms of kinds that no comparison is defined for, but an order."""


def random_dataset(random: Random) -> Dataset:
    """Return up to three named graphs and, as zhengtu stores it, their union by default.

    Now and then the default graph is one of its own.
    """
    graphs = random.sample(GRAPHS, random.choice((0, 1, 2, 2, 3)))
    named = {graph: _triples(random) for graph in graphs}
    union = frozenset(triple for triples in named.values() for triple in triples)
    own = random.random() < 0.3
    default = _triples(random) if own else union
    return Dataset(_typed(default) if random.random() < 0.5 else default, named)


def _typed(triples: Triples) -> Triples:
    """Add that all subjects of a property are of a class."""
    return triples | {(node, RDF.type, NODES[0]) for node, step, _ in triples if step == STEPS[0]}


def random_choice_of_graphs(random: Random) -> tuple[list[NamedNode], list[NamedNode]]:
    """Return the graphs of FROM and of FROM NAMED, mostly none."""
    if random.random() < 0.8:
        return [], []
    return random.choices(GRAPHS, k=random.randint(0, 3)), random.choices(
        GRAPHS, k=random.randint(0, 2)
    )


def _triples(random: Random) -> Triples:
    def value() -> Node:
        return random.choice([*NODES, *NODES, *LITERALS, GRAPHS[0]])

    count = random.randint(1, 7)
    return frozenset(
        (random.choice([*NODES, GRAPHS[0]]), random.choice(STEPS), value()) for _ in range(count)
    )
