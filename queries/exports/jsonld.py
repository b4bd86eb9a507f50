"""Work items as framed JSON-LD: a tree for each, with assignments, targets and names inside."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph.sparql.evaluate import Query
from ontology.ids import rebase
from ontology.standards import PREFIXES, RDF, XSD
from ontology.terms import ZT
from queries.exports.about import About
from queries.exports.tables import Ask, read_boolean

Nodes = dict[str, dict[str, list[Any]]]
"""The values of each node by predicate, in their order."""

_NATIVE: dict[str, Callable[[str], int]] = {XSD.integer.value: int, XSD.boolean.value: read_boolean}
"""Data types that JSON has itself, and that come back from it as they were."""


def write_jsonld(ask: Ask, about: About, path: Path) -> None:
    """Write all work items in the order of their identifiers; every statement is in the graph."""
    query = (files("queries") / "exports" / "framed-items.rq").read_text("utf-8")
    answer = ask(Query(rebase(query, about.base_iri), graph_as="application/n-triples"))
    nodes = _nodes(answer.body)
    prefixes = {name: rebase(iri, about.base_iri) for name, iri in PREFIXES.items()}
    kind = NamedNode(rebase(ZT.WorkItem.value, about.base_iri))
    items = [iri for iri in sorted(nodes) if kind in nodes[iri].get(RDF.type.value, ())]
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"@context": {json.dumps(prefixes)},\n"@graph": [\n')
        trees = (_tree(iri, nodes, frozenset(items), prefixes) for iri in items)
        texts = (json.dumps(tree, ensure_ascii=False) for tree in trees)
        file.write(",\n".join(texts))
        file.write("\n]}\n")


def _nodes(n_triples: bytes) -> Nodes:
    nodes: Nodes = {}
    for triple in sorted(parse(n_triples, format=RdfFormat.N_TRIPLES), key=str):
        values = nodes.setdefault(_iri(triple.subject), {})
        values.setdefault(triple.predicate.value, []).append(triple.object)
    return nodes


def _iri(term: object) -> str:
    assert isinstance(term, NamedNode)  # noqa: S101 - the graph has no blank nodes
    return term.value


def _tree(
    iri: str, nodes: Nodes, above: frozenset[str], prefixes: dict[str, str]
) -> dict[str, Any]:
    """Return a node with what it leads to inside; a node that stands above is only named."""
    tree: dict[str, Any] = {"@id": _short(iri, prefixes)}
    inside = above | {iri}
    for predicate, terms in nodes.get(iri, {}).items():
        if predicate == RDF.type.value:
            tree["@type"] = [_short(_iri(term), prefixes) for term in terms]
            continue
        values = [_value(term, nodes, inside, prefixes) for term in terms]
        tree[_short(predicate, prefixes)] = values[0] if len(values) == 1 else values
    return tree


def _value(term: object, nodes: Nodes, above: frozenset[str], prefixes: dict[str, str]) -> object:
    if not isinstance(term, Literal):
        iri = _iri(term)
        if iri in above:
            return {"@id": _short(iri, prefixes)}
        return _tree(iri, nodes, above, prefixes)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind in _NATIVE:
        return _NATIVE[kind](term.value)
    if kind == XSD.string.value:
        return term.value
    return {"@value": term.value, "@type": _short(kind, prefixes)}


def _short(iri: str, prefixes: dict[str, str]) -> str:
    """Return an IRI with its prefix, unless what is left could be taken for an authority."""
    fitting = [(len(ns), name) for name, ns in prefixes.items() if iri.startswith(ns)]
    if not fitting:
        return iri
    length, name = max(fitting)
    rest = iri[length:]
    return iri if rest.startswith("//") else f"{name}:{rest}"
