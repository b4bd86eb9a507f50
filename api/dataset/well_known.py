"""The description of the data set (VoID, DCAT), where programs look for it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from api.answering import answer_of
from api.http.negotiation import require_type
from api.state import Opened
from graph.serving.dumps import FORMATS
from graph.sparql.evaluate import GRAPH_FORMATS, Query
from graph.storage.snapshot import Snapshot
from ontology import ids
from ontology.ids import rebase
from ontology.standards import DCAT, DCTERMS, PREFIXES, RDF, VOID
from ontology.values import plain

router = APIRouter(tags=["sparql"])

PATH = "/.well-known/void"
_N_TRIPLES = "application/n-triples"


@router.get(PATH)
async def describe_dataset(request: Request, opened: Opened) -> Response:
    """Say what the data set holds: classes, properties, counts, examples, prefixes, questions."""
    accept = require_type(request.headers.get("accept"), GRAPH_FORMATS)
    snapshot = opened.snapshot
    graph = rebase(ids.DESCRIPTION.value, snapshot.base_iri)
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
    query = Query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", graph_as=_N_TRIPLES)
    answer = await answer_of(request, opened, query)
    said = [quad.triple for quad in parse(answer.body, format=RdfFormat.N_TRIPLES)]
    triples = [*said, *access_triples(str(request.base_url), snapshot)]
    body = serialize(triples, format=GRAPH_FORMATS[accept], prefixes=PREFIXES)
    return Response(body, media_type=accept, headers={"Vary": "Accept"})


def access_triples(address: str, snapshot: Snapshot) -> Iterator[Triple]:
    """Yield where the data set is asked and fetched, on the server at `address`."""
    dataset = NamedNode(rebase(ids.DATASET.value, snapshot.base_iri))
    endpoint = NamedNode(f"{address}sparql")
    yield Triple(dataset, VOID.sparqlEndpoint, endpoint)
    yield Triple(dataset, DCTERMS.identifier, plain(snapshot.id))
    yield Triple(endpoint, RDF.type, DCAT.DataService)
    yield Triple(endpoint, DCAT.endpointURL, endpoint)
    yield Triple(endpoint, DCAT.servesDataset, dataset)
    for name, media_type in FORMATS.items():
        file = NamedNode(f"{address}snapshots/{snapshot.id}/graph.{name}")
        yield Triple(dataset, DCAT.distribution, file)
        yield Triple(file, RDF.type, DCAT.Distribution)
        yield Triple(file, DCAT.downloadURL, file)
        yield Triple(file, DCAT.mediaType, Literal(media_type))
