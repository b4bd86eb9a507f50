"""The service description: three tests that the suite describes in words."""

from __future__ import annotations

import httpx
from pyoxigraph import RdfFormat, Store

from bench.conformance.manifests import Test
from bench.conformance.outcome import FAILED, PASSED, Outcome

SD = "http://www.w3.org/ns/sparql-service-description#"
_SHAPE = f"""PREFIX sd: <{SD}>
ASK {{ ?service a sd:Service ; sd:supportedLanguage ?language ; sd:resultFormat ?format ;
             sd:defaultDataset ?dataset . ?dataset sd:defaultGraph ?graph . ?graph a sd:Graph
       FILTER (isIRI(?language) && isIRI(?format))
       FILTER NOT EXISTS {{ ?dataset sd:namedGraph ?named
                            FILTER NOT EXISTS {{ ?named sd:name ?name ; sd:graph ?its }} }} }}"""


async def run_description_test(client: httpx.AsyncClient, test: Test) -> Outcome:
    """Run one test on the answer to a GET without a query."""
    response = await client.get("/sparql", headers={"Accept": "text/turtle"})
    endpoint = str(response.url)
    store = Store()
    if response.headers["content-type"].startswith("text/turtle"):
        store.load(response.content, RdfFormat.TURTLE)
    held = {
        "returns-rdf": len(store) > 0,
        "has-endpoint-triple": bool(store.query(f"ASK {{ ?s <{SD}endpoint> <{endpoint}> }}")),
        "conforms-to-schema": bool(store.query(_SHAPE)),
    }
    return Outcome(test.group, test.name, PASSED if held[test.name] else FAILED)
