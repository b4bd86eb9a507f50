"""The queries that servers are compared on, with things in them that a snapshot has."""

from __future__ import annotations

from pyoxigraph import QuerySolutions, Store

from graph.storage.snapshot import Snapshot
from ontology.ids import rebase
from ontology.standards import PREFIXES

QUERIES = {
    "thing": "SELECT ?p ?o { <{agency}> ?p ?o }",
    "name": 'SELECT ?a { ?a skos:prefLabel "{name}"@zh }',
    "task": "SELECT ?t ?r ?g { <{task}> zt:text ?t ; zt:hasAssignment ?s . "
    "?s zt:role ?r ; zt:agent ?g }",
    "ask": "ASK { <{task}> zt:leadAgency ?a }",
    "agency": "SELECT ?t { ?t zt:leadAgency <{agency}> } LIMIT 50",
    "themes": "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h",
    "years": "SELECT ?h ?a ?y (COUNT(?t) AS ?n) "
    "{ ?t zt:theme ?h ; zt:leadAgency ?a ; zt:inDocument/zt:period ?y }"
    " GROUP BY ?h ?a ?y ORDER BY DESC(?n) LIMIT 100",
    "roles": "SELECT ?r (COUNT(*) AS ?n) { ?s a zt:Assignment ; zt:role ?r } GROUP BY ?r",
    "path": "SELECT ?n { <{task}> zt:hasAssignment/zt:agent/skos:prefLabel ?n }",
    "tree": "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a skos:broader* ?b }",
    "text": 'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) } LIMIT 50',
    "graph": "CONSTRUCT { ?t zt:leadAgency ?a } { ?t zt:leadAgency ?a ; zt:theme ?h } LIMIT 500",
}
"""The twelve: look-ups, aggregates, paths, text and a graph."""

AGGREGATES = {
    "all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "tasks": "SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }",
    "leads": "SELECT (COUNT(?a) AS ?n) { ?t zt:leadAgency ?a }",
    "bodies": "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?s zt:agent ?a }",
    "classes": "SELECT ?c (COUNT(?x) AS ?n) { ?x a ?c } GROUP BY ?c",
    "properties": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "leading": "SELECT ?a (COUNT(?t) AS ?n) { ?t zt:leadAgency ?a } GROUP BY ?a",
    "matrix": "SELECT ?h ?a (COUNT(?t) AS ?n) { ?t zt:theme ?h ; zt:leadAgency ?a } GROUP BY ?h ?a",
    "shares": "SELECT ?h ?r (COUNT(*) AS ?n) "
    "{ ?t zt:theme ?h ; zt:hasAssignment/zt:role ?r } GROUP BY ?h ?r",
    "busy": "SELECT ?a (COUNT(?t) AS ?n) { ?t zt:leadAgency ?a } GROUP BY ?a HAVING(COUNT(?t) > 5)",
    "mean": "SELECT (AVG(?n) AS ?mean) "
    "{ SELECT ?t (COUNT(?s) AS ?n) { ?t zt:hasAssignment ?s } GROUP BY ?t }",
    "documents": "SELECT ?d (COUNT(?t) AS ?n) { ?t a zt:Task ; zt:inDocument ?d } GROUP BY ?d",
}
"""More that count, of other kinds than the four among the twelve."""


def queries_on(snapshot: Snapshot) -> dict[str, str]:
    """Return the queries with things in them that the snapshot has, all prefixes declared."""
    prefixes = {name: rebase(iri, snapshot.base_iri) for name, iri in PREFIXES.items()}
    store = Store.read_only(str(snapshot.store_path))
    some = store.query(
        "SELECT ?task ?agency ?name { ?task a zt:Task ; zt:leadAgency ?agency . "
        '?agency skos:prefLabel ?name FILTER(LANG(?name) = "zh") } LIMIT 1',
        prefixes=prefixes,
    )
    assert isinstance(some, QuerySolutions)  # noqa: S101 - a SELECT
    found = next(some)
    written = dict[str, str]()
    for name, text in {**QUERIES, **AGGREGATES}.items():
        for part in ("task", "agency", "name"):
            text = text.replace("{" + part + "}", found[part].value)  # noqa: PLW2901
        used = [p for p in prefixes if f"{p}:" in text]
        written[name] = "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in used) + text
    return written
