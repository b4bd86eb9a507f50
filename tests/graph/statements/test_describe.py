"""The page of a node says all that the graph says of it, once, with names a reader knows."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph.statements.describe import MOST_INCOMING, as_json, describe
from graph.storage.snapshot import Snapshot
from ontology.standards import PREFIXES, RDF, SKOS

ID = PREFIXES["id"]
ZT = PREFIXES["zt"]


@pytest.fixture(scope="module")
def store(snapshot: Snapshot) -> Store:
    return Store.read_only(str(snapshot.store_path))


@pytest.mark.parametrize(
    "name",
    [
        "person/320585/gaobin",
        "agency/320585/fagaiwei",
        "group/320585/grp-all-towns",
        "theme/environment",
        "doc/320585/tzf-2018-3",
        "project/320585/tzf-2018-3/a2-01",
        "project/320585/tzf-2018-3/a2-01/lead-1",
        "place/320585",
    ],
)
def test_description_is_all_the_graph_says(name: str, store: Store, exported: Store) -> None:
    node = NamedNode(ID + name)
    found = describe(store, node.value)
    assert found is not None
    assert not found.truncated
    out = [str(quad.triple) for quad in found.outgoing]
    incoming = [str(quad.triple) for quad in found.incoming]
    assert out
    assert sorted(out) == sorted(
        {str(q.triple) for q in exported.quads_for_pattern(node, None, None)}
    )
    pointing = {str(quad.triple) for quad in exported.quads_for_pattern(None, None, node)}
    assert sorted(incoming) == sorted(pointing)
    triples = [str(triple) for triple in found.triples()]
    assert triples == sorted(set(triples))
    assert set(out) | set(incoming) <= set(triples)


def test_plain_data_of_an_official(store: Store) -> None:
    found = describe(store, f"{ID}person/320585/gaobin")
    assert found is not None
    data = as_json(found)
    json.dumps(data)
    assert (data["label"], data["truncated"]) == ("高彬", False)
    properties, incoming, labels = (data[name] for name in ("properties", "incoming", "labels"))
    assert properties[SKOS.prefLabel.value] == [
        {"value": "Gao Bin", "language": "en"},
        {"value": "高彬", "language": "zh"},
    ]
    assert properties[RDF.type.value] == [{"iri": f"{ZT}Official"}]
    items = incoming[f"{ZT}supervisedBy"]
    assert len(items) == len({item["iri"] for item in items}) > 5
    assert labels[f"{ZT}supervisedBy"]
    assert labels[f"{ID}place/320585"] == "太仓市"


def test_numbers_keep_their_type(store: Store) -> None:
    found = describe(store, f"{ID}project/320585/tzf-2018-3/a2-01")
    assert found is not None
    properties = as_json(found)["properties"]
    assert isinstance(properties, dict)
    xsd = PREFIXES["xsd"]
    assert properties[f"{ZT}rowNumber"] == [{"value": "1", "datatype": f"{xsd}integer"}]
    assert properties[f"{ZT}period"] == [{"value": "2018", "datatype": f"{xsd}gYear"}]
    assert set(properties[f"{ZT}text"][0]) == {"value"}


def test_node_that_much_points_to_is_cut_and_says_so(store: Store) -> None:
    found = describe(store, f"{ZT}Cell")
    assert found is not None
    assert found.truncated
    assert len(found.incoming) == MOST_INCOMING
    assert as_json(found)["truncated"] is True


@pytest.mark.parametrize(("more", "truncated"), [(0, False), (1, True)])
def test_only_more_than_is_shown_is_cut(more: int, truncated: bool) -> None:  # noqa: FBT001
    node, points_at = NamedNode("http://e/node"), NamedNode("http://e/p")
    subjects = (NamedNode(f"http://e/{number}") for number in range(MOST_INCOMING + more))
    store = Store()
    store.extend(Quad(subject, points_at, node) for subject in subjects)
    found = describe(store, node.value)
    assert found is not None
    assert len(found.incoming) == MOST_INCOMING
    assert found.truncated is truncated


def test_node_that_is_not_there_is_none(store: Store) -> None:
    assert describe(store, "http://e/nothing") is None


def test_description_is_the_same_every_time(store: Store) -> None:
    iri = f"{ID}agency/320585/fagaiwei"
    first, second = describe(store, iri), describe(store, iri)
    assert first is not None
    assert first == second
