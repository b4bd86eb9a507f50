"""What a store holds, counted: its classes with examples, its properties, and some by value (VoID).

A load from nothing counts all. One that goes on from a snapshot, and a write, count what they
change, and bring the counts of before up to date. The description that states the counts is stated
as well, and counted with the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Triple

from ontology import ids
from ontology.ids import rebase
from ontology.standards import RDF, VOID, expand
from ontology.terms import ZT
from ontology.values import integer

_CLASSES = (
    f"SELECT ?what (COUNT(*) AS ?n) (MIN(?s) AS ?example) {{ ?s {RDF.type} ?what }} GROUP BY ?what"
)
_BY_VALUE = "SELECT ?what (COUNT(*) AS ?n) {{ ?s {} ?what }} GROUP BY ?what"
_PROPERTIES = "SELECT ?what (COUNT(*) AS ?n) { ?s ?what ?o } GROUP BY ?what"
_CLASS = expand("void:class")
_DIMENSIONS = tuple(
    term.value.removeprefix(ids.DEFAULT_BASE)
    for term in (ZT.role, ZT.theme, ZT.cellStatus, ZT.resolution)
)
"""How properties end, under any base, of which the statements are counted by value: many have them,
and they have few values."""
_MOST_VALUES = 256
"""Values of such a property that are told; where it has more, none is."""

_Key = TypeVar("_Key")


@dataclass
class Tally:
    """How many more statements of each class and property the union of all graphs has.

    `least` is the first node, by its IRI, that each class has gained; `lost` lost some.
    """

    classes: Counter[NamedNode] = field(default_factory=Counter)
    properties: Counter[NamedNode] = field(default_factory=Counter)
    values: Counter[tuple[NamedNode, NamedNode]] = field(default_factory=Counter)
    least: dict[NamedNode, NamedNode] = field(default_factory=dict)
    lost: set[NamedNode] = field(default_factory=set)

    def note(self, triple: Triple, change: int) -> None:
        """Note that the union has gained (1) or lost (-1) `triple`."""
        node, term, value = triple
        assert isinstance(term, NamedNode)  # noqa: S101 - as RDF says
        self.properties[term] += change
        if term.value.endswith(_DIMENSIONS) and isinstance(value, NamedNode):
            self.values[term, value] += change
        if term != RDF.type or not isinstance(value, NamedNode):
            return
        self.classes[value] += change
        if change < 0:
            self.lost.add(value)
        elif isinstance(node, NamedNode):
            self.least[value] = _lesser(node, self.least.get(value))


@dataclass(frozen=True)
class Counts:
    """Statements by class and by property, and for a class its first node, if that has a name.

    `values` has the statements of some properties by value. It may lack some: then they are fewer
    than all statements of the property.
    """

    classes: Mapping[NamedNode, int]
    properties: Mapping[NamedNode, int]
    examples: Mapping[NamedNode, NamedNode]
    values: Mapping[tuple[NamedNode, NamedNode], int]

    @property
    def are_whole(self) -> bool:
        """Tell whether the description is counted too, in which each property has a part; earlier
        code left it out."""
        return self.properties.get(VOID.propertyPartition, 0) >= len(self.properties)

    def triples(self, base_iri: str) -> Iterator[Triple]:
        """Yield what is to be said of the union: statements, classes, properties."""
        dataset = _dataset(base_iri)
        yield Triple(dataset, VOID.triples, integer(sum(self.properties.values())))
        yield Triple(dataset, VOID.classes, integer(len(self.classes)))
        yield Triple(dataset, VOID.properties, integer(len(self.properties)))
        for class_, count in self.classes.items():
            part = ids.partition(dataset, "class", _own(class_, base_iri))
            yield Triple(dataset, VOID.classPartition, part)
            yield Triple(part, _CLASS, class_)
            yield Triple(part, VOID.entities, integer(count))
            if class_ in self.examples:
                yield Triple(part, VOID.exampleResource, self.examples[class_])
        for property_, count in self.properties.items():
            part = _property_part(property_, base_iri)
            yield Triple(dataset, VOID.propertyPartition, part)
            yield Triple(part, VOID.property, property_)
            yield Triple(part, VOID.triples, integer(count))
        many = Counter(property_ for property_, _ in self.values)
        for (property_, value), count in self.values.items():
            if many[property_] <= _MOST_VALUES:
                part = _property_part(property_, base_iri)
                subset = ids.partition(part, "value", _own(value, base_iri))
                yield Triple(part, VOID.subset, subset)
                yield Triple(subset, RDF.value, value)
                yield Triple(subset, VOID.triples, integer(count))


def count_all(store: Store) -> Counts:
    """Count the union of all graphs of `store`; both large counts at the same time."""
    with ThreadPoolExecutor(max_workers=2) as threads:
        counting = [threads.submit(_counted, store, query) for query in (_CLASSES, _PROPERTIES)]
    classes, properties = [counted.result() for counted in counting]
    dimensions = [
        property_ for property_, _, _ in properties if property_.value.endswith(_DIMENSIONS)
    ]
    return Counts(
        {class_: count for class_, count, _ in classes},
        {property_: count for property_, count, _ in properties},
        {class_: node for class_, _, node in classes if isinstance(node, NamedNode)},
        {
            (property_, value): count
            for property_ in dimensions
            for value, count, _ in _counted(store, _BY_VALUE.format(property_))
        },
    )


def counted_in(store: Store, graph: NamedNode, base_iri: str) -> Counts:
    """Return the counts that `graph` states."""
    dataset = _dataset(base_iri)

    def parts(term: NamedNode) -> Iterator[dict[NamedNode, object]]:
        for quad in store.quads_for_pattern(dataset, term, None, graph):
            assert isinstance(quad.object, NamedNode)  # noqa: S101 - as `triples` says it
            said = store.quads_for_pattern(quad.object, None, None, graph)
            yield {each.predicate: each.object for each in said}

    classes, properties = list(parts(VOID.classPartition)), list(parts(VOID.propertyPartition))
    return Counts(
        {_name(part[_CLASS]): _number(part[VOID.entities]) for part in classes},
        {_name(part[VOID.property]): _number(part[VOID.triples]) for part in properties},
        {
            _name(part[_CLASS]): _name(part[VOID.exampleResource])
            for part in classes
            if VOID.exampleResource in part
        },
        {
            (_name(part[VOID.property]), value): count
            for part in properties
            for value, count in _by_value(store, _name(part[VOID.property]), graph, base_iri)
        },
    )


def _by_value(
    store: Store, property_: NamedNode, graph: NamedNode, base_iri: str
) -> Iterator[tuple[NamedNode, int]]:
    part = _property_part(property_, base_iri)
    for subset in store.quads_for_pattern(part, VOID.subset, None, graph):
        assert isinstance(subset.object, NamedNode)  # noqa: S101 - as `triples` says it
        said = store.quads_for_pattern(subset.object, None, None, graph)
        found = {each.predicate: each.object for each in said}
        yield _name(found[RDF.value]), _number(found[VOID.triples])


def values_of(store: Store, property_: str, base_iri: str) -> dict[str, int] | None:
    """Return the statements of a property by the IRI of their value, None where `store` does not
    say them all.

    It is believed of its own description alone, in which nobody may write.
    """
    verb, graph = NamedNode(property_), NamedNode(rebase(ids.DESCRIPTION.value, base_iri))
    found = {value.value: count for value, count in _by_value(store, verb, graph, base_iri)}
    part = _property_part(verb, base_iri)
    said = store.quads_for_pattern(part, VOID.triples, None, graph)
    return found if sum(found.values()) in {_number(quad.object) for quad in said} else None


def all_statements(store: Store, base_iri: str) -> int | None:
    """Return how many statements `store` says that it has, None if it does not say."""
    return _most(store, _dataset(base_iri), VOID.triples)


def statements_of(store: Store, property_: str, base_iri: str) -> int | None:
    """Return how many statements of a property `store` says that it has, None if it does not say.

    Whoever may write could say less in a graph of theirs: the most counts.
    """
    return _most(store, _property_part(NamedNode(property_), base_iri), VOID.triples)


def entities_of(store: Store, class_: str, base_iri: str) -> int | None:
    """Return how many nodes of a class `store` says that it has, None if it does not say."""
    part = ids.partition(_dataset(base_iri), "class", _own(NamedNode(class_), base_iri))
    return _most(store, part, VOID.entities)


def _most(store: Store, part: NamedNode, term: NamedNode) -> int | None:
    said = store.quads_for_pattern(part, term, None, DefaultGraph())
    numbers = [quad.object.value for quad in said if isinstance(quad.object, Literal)]
    return max((int(number) for number in numbers if number.isdecimal()), default=None)


def recounted(store: Store, before: Counts, tally: Tally) -> Counts:
    """Return the counts `before` with what `tally` says has changed until `store` was as it is."""
    classes = _changed(before.classes, tally.classes)
    properties = _changed(before.properties, tally.properties)
    values = _changed(before.values, tally.values)
    found = {class_: _example(store, class_, before, tally) for class_ in classes}
    return Counts(classes, properties, {c: node for c, node in found.items() if node}, values)


def settled(
    found: Counts, said: Iterable[Triple], is_new: Callable[[Triple], bool], base_iri: str
) -> Counts:
    """Return the counts `found` with those of a description that is made of `said` and of what is
    returned, as far as a statement of it `is_new`.

    A number that is another one makes no statement more, so that this comes to an end.
    """
    counts, said = found, set(said)
    while True:
        tally = Tally()
        for triple in said.union(counts.triples(base_iri)):
            if is_new(triple):
                tally.note(triple, 1)
        more = _grown(found, tally)
        if more == counts:
            return counts
        counts = more


def _grown(before: Counts, tally: Tally) -> Counts:
    """Return the counts `before` with what is gained, by nodes that have names."""
    examples = dict(before.examples)
    for class_, node in tally.least.items():
        if class_ in examples or class_ not in before.classes:
            examples[class_] = _lesser(node, examples.get(class_))
    return Counts(
        _changed(before.classes, tally.classes),
        _changed(before.properties, tally.properties),
        examples,
        _changed(before.values, tally.values),
    )


def _changed(before: Mapping[_Key, int], change: Counter[_Key]) -> dict[_Key, int]:
    """Return the counts `before` with their `change`; none is below one."""
    return {
        key: count for key in {*before, *change} if (count := before.get(key, 0) + change[key]) > 0
    }


def _example(store: Store, class_: NamedNode, before: Counts, tally: Tally) -> NamedNode | None:
    """Return the first node of a class; one without a name would come before all others."""
    known = before.examples.get(class_)
    is_new = class_ not in before.classes
    if class_ in tally.lost or (is_new and class_ in tally.classes):
        query = f"SELECT (MIN(?s) AS ?what) (0 AS ?n) {{ ?s {RDF.type} {class_} }}"
        return next((node for node, _, _ in _counted(store, query)), None)
    gained = tally.least.get(class_)
    return _lesser(gained, known) if known and gained else known


def _lesser(one: NamedNode, other: NamedNode | None) -> NamedNode:
    return one if other is None or one.value < other.value else other


def _counted(store: Store, query: str) -> list[tuple[NamedNode, int, object]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - the query is a SELECT
    names = [variable.value for variable in found.variables]
    rows = []
    for row in found:
        what, count = row["what"], row["n"]
        if isinstance(what, NamedNode) and isinstance(count, Literal):
            rows.append((what, int(count.value), row["example"] if "example" in names else None))
    return rows


def _dataset(base_iri: str) -> NamedNode:
    return NamedNode(rebase(ids.DATASET.value, base_iri))


def _property_part(property_: NamedNode, base_iri: str) -> NamedNode:
    return ids.partition(_dataset(base_iri), "property", _own(property_, base_iri))


def _name(node: object) -> NamedNode:
    assert isinstance(node, NamedNode)  # noqa: S101 - as `triples` says it
    return node


def _number(node: object) -> int:
    assert isinstance(node, Literal)  # noqa: S101 - as `triples` says it
    return int(node.value)


def _own(term: NamedNode, base_iri: str) -> NamedNode:
    """Return `term` under the default base: what is minted from it is the same for any base."""
    return NamedNode(term.value.replace(base_iri, ids.DEFAULT_BASE))
