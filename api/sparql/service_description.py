"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi import Request, Response
from pyoxigraph import Literal, NamedNode, Triple, serialize

from api.http.negotiation import require_type
from api.http.tokens import Tokens
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import GRAPH_FORMATS, SOLUTION_FORMATS
from graph.sparql.federation.joining import Federation
from graph.storage.snapshot import Snapshot
from ontology.standards import PREFIXES, RDF, SD, VOID
from ontology.values import integer

MOST_GRAPHS = 1_000
"""Named graphs that are listed; `/.well-known/void` has those of documents too."""
_FORMAT = "http://www.w3.org/ns/formats/"
_FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
}


def describe_service(request: Request, opened: OpenSnapshot) -> Response:
    """Return the description of the endpoint in the RDF format that the client likes best."""
    accept = require_type(request.headers.get("accept"), GRAPH_FORMATS)
    tokens: Tokens = request.app.state.tokens
    federation: Federation = request.app.state.federation
    endpoint = NamedNode(str(request.url.replace(query="")))
    triples = service_triples(
        endpoint, opened.snapshot, writes=tokens.is_set, asks=federation.is_open
    )
    body = serialize(triples, format=GRAPH_FORMATS[accept], prefixes=PREFIXES)
    return Response(body, media_type=accept, headers={"Vary": "Accept"})


def service_triples(
    endpoint: NamedNode, snapshot: Snapshot, *, writes: bool, asks: bool
) -> Iterator[Triple]:
    """Yield what is to be said of the service at `endpoint`."""
    service, dataset, default = (
        NamedNode(f"{endpoint.value}#{name}") for name in ("service", "dataset", "default-graph")
    )
    languages = [SD.SPARQL11Query, *([SD.SPARQL11Update] if writes else [])]
    yield from _each(service, RDF.type, [SD.Service])
    yield from _each(service, SD.endpoint, [endpoint])
    yield from _each(service, SD.supportedLanguage, languages)
    formats = (_FORMATS[name] for name in (*SOLUTION_FORMATS, *GRAPH_FORMATS))
    yield from _each(service, SD.resultFormat, [NamedNode(_FORMAT + name) for name in formats])
    yield from _each(service, SD.feature, [SD.UnionDefaultGraph] if snapshot.is_union else [])
    yield from _each(service, SD.feature, [SD.BasicFederatedQuery] if asks else [])
    yield from _each(service, SD.defaultDataset, [dataset])
    yield from _each(dataset, RDF.type, [SD.Dataset, VOID.Dataset])
    yield from _each(dataset, SD.defaultGraph, [default])
    yield from _each(default, RDF.type, [SD.Graph])
    yield from _named_graphs(endpoint, dataset, snapshot.manifest["counts"]["graphs"])


def _named_graphs(
    endpoint: NamedNode, dataset: NamedNode, counts: dict[str, int]
) -> Iterator[Triple]:
    for number, (name, count) in enumerate(sorted(counts.items())[:MOST_GRAPHS], start=1):
        described, graph = (NamedNode(f"{endpoint.value}#{n}-{number}") for n in ("named", "graph"))
        yield Triple(dataset, SD.namedGraph, described)
        yield Triple(described, RDF.type, SD.NamedGraph)
        yield Triple(described, SD.name, NamedNode(name))
        yield Triple(described, SD.graph, graph)
        yield Triple(graph, RDF.type, SD.Graph)
        yield Triple(graph, VOID.triples, integer(count))


def _each(
    subject: NamedNode, term: NamedNode, values: Iterable[NamedNode | Literal]
) -> Iterator[Triple]:
    for value in values:
        yield Triple(subject, term, value)
