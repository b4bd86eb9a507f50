"""Whoever has a token may write graphs of their own; each write is a new snapshot."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from zlib import crc32

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from starlette.testclient import TestClient

from api.app import create_app
from api.http.tokens import new_token
from api.serving import Serving
from graph.outward.hosts import Outward, read_hosts
from graph.serving.workers import Limits
from graph.storage.snapshot import CURRENT, Snapshot, open_current
from graph.storage.statistics import counted_in, values_of
from loader.load import Loader
from ontology.standards import RDF
from ontology.terms import ZT

Invent = Callable[..., str]
UPDATE = {"Content-Type": "application/sparql-update"}
MINE = "https://example.org/mine/notes"
NOTE = f'INSERT DATA {{ GRAPH <{MINE}> {{ <http://e/a> <http://e/says> "关于治水" }} }}'
SAYS = "SELECT ?o { ?s <http://e/says> ?o }"


@pytest.fixture(scope="module")
def home(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of the loaded notice that may be written."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(snapshot.folder, folder / snapshot.id)
    (folder / CURRENT).symlink_to(snapshot.id)
    return folder


@pytest.fixture(scope="module")
def secrets(home: Path) -> dict[str, str]:
    """Make tokens: of one who writes under example.org, one who writes all, one who may not."""
    permissions = {"ada": "write:https://example.org/mine/*", "eve": "write:*", "bob": "queries"}
    made = {name: new_token(name, [permitted]) for name, permitted in permissions.items()}
    (home / "tokens").write_text("\n".join(line for _, line in made.values()), encoding="utf-8")
    return {name: token for name, (token, _) in made.items()}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve the files of another server; return its port."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "a.ttl").write_text('<#a> <http://e/loaded> "取来" .', encoding="utf-8")
    (folder / "bad.ttl").write_text("<a> <b>", encoding="utf-8")
    (folder / "a.bin").write_bytes(b"0")

    class Files(SimpleHTTPRequestHandler):
        extensions_map: ClassVar = {".ttl": "text/turtle", ".bin": "application/octet-stream"}

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="module")
def client(home: Path, secrets: dict[str, str], other: int) -> Iterator[TestClient]:
    assert secrets
    hosts = read_hosts(f"localhost:{other}")
    outward = Outward(hosts, may_reach=lambda address: str(address) == "127.0.0.1")
    app = create_app(home, Limits(), serving=Serving(tokens=home / "tokens", outward=outward))
    with TestClient(app) as client:
        yield client


Send = Callable[..., Any]


@pytest.fixture(scope="module")
def send(client: TestClient, secrets: dict[str, str]) -> Send:
    """Return a function that sends an update with the token of somebody."""

    def post(text: str, who: str = "ada", status: int = 200) -> Any:
        headers = {**UPDATE, "Authorization": f"Bearer {secrets[who]}"}
        response = client.post("/sparql", content=text.encode(), headers=headers)
        assert response.status_code == status, response.text
        return response.json()

    return post


def values(client: TestClient, query: str, **parameters: str) -> list[str]:
    """Return the first column of an answer, sorted."""
    response = client.get("/sparql", params={"query": query, **parameters})
    assert response.status_code == 200, response.text
    content = response.json()
    name = content["head"]["vars"][0]
    return sorted(row[name]["value"] for row in content["results"]["bindings"])


def test_a_write_is_a_new_snapshot_that_says_who_wrote_what(
    client: TestClient, send: Send, home: Path
) -> None:
    graph = f"{MINE}/first"
    note = NOTE.replace(MINE, graph)
    before = open_current(home).id
    told = send(note)
    assert (told["previous"], told["added"], told["removed"]) == (before, 1, 0)
    assert open_current(home).id == told["snapshot"] != before
    assert values(client, SAYS) == ["关于治水"]
    within = f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    assert values(client, within) == ["关于治水"]
    assert values(client, within, snapshot=before) == []
    edit = f"""?e a prov:Activity ; prov:generated ?g ; prov:endedAtTime ?at ; dcterms:source
        '{before}' ; dcterms:description ?what ; prov:wasAssociatedWith/rdfs:label ?who"""
    asked = f"SELECT (CONCAT(?who, ' ', STR(?g), ' ', ?what) AS ?said) {{ {edit} }}"
    assert values(client, asked) == [f"ada {graph} {note}"]


def test_a_write_of_nothing_makes_no_snapshot(send: Send, home: Path) -> None:
    before = open_current(home).id
    assert send(NOTE)["snapshot"] == send(NOTE)["snapshot"]
    assert send(f"DELETE DATA {{ GRAPH <{MINE}> {{ <http://e/x> <http://e/y> 1 }} }}")["added"] == 0
    assert open_current(home).id in (before, send(NOTE)["snapshot"])


def test_what_was_written_is_deleted_as_it_was_written(client: TestClient, send: Send) -> None:
    data = f"{{ GRAPH <{MINE}> {{ <http://e/n> <http://e/v> 1.50 , 2.0 }} }}"
    asked = "SELECT ?v { <http://e/n> <http://e/v> ?v }"
    assert send(f"INSERT DATA {data}")["added"] == 2
    assert values(client, asked) == ["1.5", "2"]
    assert send(f"DELETE WHERE {data}")["removed"] == 2
    assert values(client, asked) == []


DOCUMENT = "https://w3id.org/zhengtu/id/doc/320585/tzf-2018-3/graph"
REGISTER = "https://w3id.org/zhengtu/id/graph/agencies"
DATA = "{ <http://e/a> <http://e/b> 1 }"
NEW = "https://w3id.org/zhengtu/id/graph/new"
DESCRIPTION = "https://w3id.org/zhengtu/id/graph/description"
EDITS = "https://w3id.org/zhengtu/id/graph/edits"
FORGET = "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s a prov:Activity ; ?p ?o } }"
FETCH = "INSERT { GRAPH <http://e/g> { ?s ?p ?o } } WHERE { SERVICE <http://e/> { ?s ?p ?o } }"
EARLY = "INSERT { GRAPH <x:g> { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o FILTER(?g = <x:y>) } }"
OTHER = "localhost:OTHER"
BYTE = 'INSERT DATA { GRAPH <http://e/g> { <x:a> <x:b> "1"^^xsd:byte } }'

BIG = "INSERT DATA { GRAPH <http://e/g> { <x:a> <x:b> 99999999999999999999 } }"
WAY = 'INSERT DATA { GRAPH <http://e/g> { <x:a> <x:b> "a"@en--ltr } }'


@pytest.mark.parametrize(
    ("text", "who", "status", "said"),
    [
        (NOTE, "", 401, "Authorization"),
        (NOTE, "nobody", 401, "not known"),
        (NOTE, "bob", 403, "write:"),
        (f"INSERT DATA {{ GRAPH <https://example.org/other> {DATA} }}", "ada", 403, "other"),
        (f"INSERT DATA {{ GRAPH <{DOCUMENT}> {DATA} }}", "eve", 403, "tzf-2018-3"),
        (f"INSERT DATA {{ GRAPH <{REGISTER}> {DATA} }}", "eve", 403, "agencies"),
        (f"INSERT DATA {{ GRAPH <{NEW}> {DATA} }}", "eve", 403, "new"),
        ("DELETE WHERE { GRAPH ?g { ?s a zt:Task } }", "eve", 403, "/graph>"),
        (FORGET, "eve", 403, "edits"),
        ("CLEAR ALL", "eve", 403, "not permit"),
        (f"DROP GRAPH <{EDITS}>", "eve", 403, "edits"),
        (f"COPY <{REGISTER}> TO <{DOCUMENT}>", "eve", 403, "tzf"),
        (f"INSERT DATA {DATA}", "eve", 403, "GRAPH <…>"),
        ("DELETE WHERE { ?s a zt:Task }", "eve", 403, "WITH <…>"),
        ("LOAD <http://e/x> INTO GRAPH <http://e/g>", "eve", 403, "ZHENGTU_ALLOWED_HOSTS"),
        ("LOAD <file:///etc/passwd> INTO GRAPH <http://e/g>", "eve", 403, "only http and https"),
        ("LOAD <http://e/x> INTO", "eve", 400, ""),
        (f"LOAD <http://{OTHER}/a.ttl>", "eve", 403, "GRAPH <…>"),
        (f"LOAD <http://{OTHER}/a.ttl> INTO GRAPH <{NEW}>", "eve", 403, "new"),
        (f"LOAD <http://{OTHER}/none> INTO GRAPH <http://e/g>", "eve", 502, "answers 404"),
        (f"LOAD <http://{OTHER}/a.bin> INTO GRAPH <http://e/g>", "eve", 502, "octet-stream"),
        (f"LOAD <http://{OTHER}/bad.ttl> INTO GRAPH <http://e/g>", "eve", 502, "is not text"),
        (FETCH, "eve", 400, "SERVICE"),
        ("INSERT DATA { GRAPH <http://e/g> { <x:a> <x:b> } }", "eve", 400, ""),
        ("SELECT * { ?s ?p ?o }", "eve", 400, ""),
        ("DROP GRAPH <http://e/none>", "eve", 404, "SILENT"),
        (BYTE, "eve", 422, "integer"),
        (BIG, "eve", 422, "write a double"),
        (WAY, "eve", 400, ""),
        (EARLY, "eve", 400, "behind the group"),
        ("INSERT DATA { GRAPH <http://e/g> " + "{" * 200, "eve", 413, "nested"),
    ],
)
def test_what_may_not_be_written_changes_nothing(  # noqa: PLR0917 - five of them are fixtures
    client: TestClient,
    send: Send,
    secrets: dict[str, str],
    home: Path,
    other: int,
    text: str,
    who: str,
    status: int,
    said: str,
) -> None:
    send(NOTE)  # so that there is an edit, which may not be changed either
    before = open_current(home).id
    token = {"Authorization": f"Bearer {secrets.get(who, 'x')}"} if who else {}
    text = text.replace(OTHER, f"localhost:{other}")
    response = client.post("/sparql", content=text.encode(), headers={**UPDATE, **token})
    assert response.status_code == status, response.text
    assert said in response.json()["detail"]
    assert open_current(home).id == before
    assert not list(home.glob(".building-*"))


def test_a_form_and_parameters_of_the_protocol(
    client: TestClient, send: Send, secrets: dict[str, str]
) -> None:
    graph = "https://example.org/mine/form"
    send(f"INSERT DATA {{ GRAPH <{graph}> {{ <http://e/a> <http://e/n> 1, 2 }} }}")
    update = f"WITH <{graph}> DELETE {{ ?s ?p 1 }} INSERT {{ ?s ?p 3 }} WHERE {{ ?s ?p 1 }}"
    token = {"Authorization": f"Bearer {secrets['ada']}"}
    assert client.post("/sparql", data={"update": update}, headers=token).json()["removed"] == 1
    assert values(client, f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") == ["2", "3"]
    both = client.post("/sparql", data={"update": update, "using-graph-uri": graph}, headers=token)
    assert both.status_code == 400
    assert client.get("/sparql", params={"update": update}, headers=token).status_code == 400


def test_a_document_of_a_listed_host_is_loaded(client: TestClient, send: Send, other: int) -> None:
    address = f"http://localhost:{other}"
    told = send(
        f"""BASE <{address}/> PREFIX o: <{address}/>
        LOAD SILENT <none.ttl> INTO GRAPH <https://example.org/mine/l> ;
        LOAD o:a.ttl INTO GRAPH <https://example.org/mine/l>"""
    )
    assert told["added"] == 1
    assert values(client, "SELECT ?s { ?s <http://e/loaded> '取来' }") == [f"{address}/a.ttl#a"]
    assert send("DROP GRAPH <https://example.org/mine/l>")["removed"] == 1


def test_what_a_document_states_too_counts_once_and_stays(client: TestClient, send: Send) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a zt:Project }"
    before = values(client, count)
    graph = "https://example.org/mine/copy"
    told = send(f"INSERT {{ GRAPH <{graph}> {{ ?s a zt:Project }} }} WHERE {{ ?s a zt:Project }}")
    assert [str(told["added"])] == before
    assert values(client, count) == before
    assert send(f"DROP GRAPH <{graph}>")["removed"] == told["added"]
    assert values(client, count) == before


def test_the_description_counts_what_was_written(send: Send, home: Path) -> None:
    graph = "https://example.org/mine/counted"
    tell = f"""INSERT {{ GRAPH <{graph}> {{ ?s a zt:Project, <x:New> ; <x:new> 1 }} }}
        WHERE {{ SELECT ?s {{ ?s a zt:Project }} LIMIT 2 }} ;
        INSERT DATA {{ GRAPH <{graph}/2> {{
            <x:a> a <x:New> ; zt:role <x:r>, zt:lead . [] a <x:Blank> }} }}"""
    again = f"""INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{
        GRAPH <{DESCRIPTION}> {{ ?s void:property rdf:type ; ?p ?o }} }}"""
    for text in (tell, again, f"DROP GRAPH <{graph}>", f"DROP GRAPH <{graph}/2>"):
        send(text)
        assert stated(open_current(home)) == counted(open_current(home)), text


def stated(snapshot: Snapshot) -> tuple[Any, Any, Any]:
    """Return what the description of a snapshot says of it, by class, property, and role."""
    store = Store.read_only(str(snapshot.store_path))
    counts = counted_in(store, NamedNode(DESCRIPTION), snapshot.base_iri)
    for class_, example in counts.examples.items():
        assert Quad(example, RDF.type, class_) in store
    assert "x:Blank" not in {class_.value for class_ in counts.examples}
    return counts.classes, counts.properties, values_of(store, ZT.role.value, snapshot.base_iri)


def counted(snapshot: Snapshot) -> tuple[Any, Any, Any]:
    """Count what is stated, the description too."""
    quads = Store.read_only(str(snapshot.store_path))
    triples = {quad.triple for quad in quads if quad.graph_name != DefaultGraph()}
    types = (t.object for t in triples if t.predicate == RDF.type)
    roles = (t.object.value for t in triples if t.predicate == ZT.role)  # type: ignore[union-attr]
    return Counter(types), Counter(t.predicate for t in triples), Counter(roles)


def test_graphs_are_put_read_and_removed(client: TestClient, secrets: dict[str, str]) -> None:
    token = {"Authorization": f"Bearer {secrets['ada']}"}
    graph = {"graph": "https://example.org/mine/people"}
    turtle = {**token, "Content-Type": "text/turtle"}
    text = '<http://e/p> <http://e/name> "张三" ; <http://e/knows> [ <http://e/name> "李四" ] .'
    assert client.get("/graphs", params=graph).status_code == 404
    assert client.put("/graphs", params=graph, content=text.encode()).status_code == 401
    sent = [
        client.put("/graphs", params=graph, content=text.encode(), headers=turtle) for _ in "12"
    ]
    assert [response.status_code for response in sent] == [201, 200]
    got = client.get("/graphs", params=graph)
    assert "张三" in got.text
    assert "李四" in got.text
    more = client.post("/graphs", params=graph, content=b"<x:a> <x:b> 1 .", headers=turtle)
    assert more.json()["added"] == 1
    assert client.delete("/graphs", params=graph, headers=token).json()["removed"] == 4
    assert client.delete("/graphs", params=graph, headers=token).status_code == 404
    assert client.put("/graphs?default", content=b"", headers=turtle).status_code == 403
    bad = client.put("/graphs", params=graph, content=b"<x:a> <x:b>", headers=turtle)
    assert bad.status_code == 400
    other = {**token, "Content-Type": "application/pdf"}
    assert client.put("/graphs", params=graph, content=b"%PDF", headers=other).status_code == 415
    assert client.get("/graphs").status_code == 400


def test_written_graphs_survive_the_next_load(  # noqa: PLR0917 - all of them are fixtures
    client: TestClient,
    send: Send,
    home: Path,
    root: Path,
    base: str,
    invent: Invent,
    tmp_path: Path,
) -> None:
    send('INSERT DATA { GRAPH <https://example.org/mine/kept> { _:x <http://e/kept> "还在" } }')
    written = open_current(home)
    path = tmp_path / "invented.txt"
    path.write_text(invent(), encoding="utf-8")
    assert not Loader(home, root / "data", base).load().changed
    loaded = Loader(home, root / "data", base).load([path]).snapshot
    assert len(list(loaded.documents())) == 2
    assert list(loaded.written()) == list(written.written())
    kept = "SELECT ?o { ?s <http://e/kept> ?o }"
    assert values(client, kept) == ["还在"]
    assert send("DROP GRAPH <https://example.org/mine/kept>")["removed"] == 1
    assert values(client, kept) == []
    assert values(client, kept, snapshot=loaded.id) == ["还在"]


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        ("99999999999999999999", 422, "too long for a number"),
        ("0.1234567890123456789", 422, "round it"),
        ('"a"@en--ltr', 422, "has a direction"),
        ("2.5, -1, 255, 300", 201, ""),
    ],
)
def test_a_graph_is_put_whole_or_not_at_all(
    client: TestClient, secrets: dict[str, str], value: str, status: int, said: str
) -> None:
    """A value whose neighbours stand beside it is none that would be kept as another."""
    headers = {"Authorization": f"Bearer {secrets['ada']}", "Content-Type": "text/turtle"}
    graph = {"graph": "https://example.org/mine/values"}
    body = f"<x:a> <x:b> {value} ."
    response = client.put("/graphs", params=graph, content=body.encode(), headers=headers)
    assert response.status_code == status, response.text
    assert said in response.text


def entities(*declared: str, used: str = "&z;") -> str:
    """Return RDF/XML that declares entities and states one of them."""
    return (
        f"<!DOCTYPE r [{''.join(f'<!ENTITY {entity}>' for entity in declared)}]>"
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="x:a"><p xmlns="http://e/">{used}</p>'
        "</rdf:Description></rdf:RDF>"
    )


def nested(opened: str, closed: str, depth: int, before: str = "<x:a> <x:b> ") -> str:
    """Return a statement whose value is nested `depth` deep."""
    return f"{before}{opened * depth}1{closed * depth}{' .' if before else ''}"


def elements(depth: int) -> str:
    """Return RDF/XML of so many elements within each other."""
    head = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://e/">'
    pairs = depth // 2
    return f"{head}{'<x:A><x:p>' * pairs}{'</x:p></x:A>' * pairs}</r:RDF>"


ONE = entities('z "1"')
HIDING = '<!DOCTYPE r [<!ATTLIST x y CDATA "<!-->">]>'
"""What is no comment, although it looks like the beginning of one."""
TENFOLD = [
    f'{name} "{f"&{before};" * 10}"' for before, name in zip("abcdefg", "bcdefgz", strict=True)
]
LONG = f"<x:{'a' * 5_000_000}>"
TYPED = "'1'^^p:t," * 50
TAG = "en" + "-abcdefgh" * 500_000
SAID = f'"@id": "x:a", "x:b": {[f"{number}" for number in range(50)]}'.replace("'", '"')


@pytest.mark.parametrize(
    ("media_type", "body", "status", "said"),
    [
        ("application/rdf+xml", entities('z "http://e/"'), 201, ""),
        ("application/rdf+xml", entities('a "0123456789"', *TENFOLD), 413, "entities written out"),
        ("application/rdf+xml", entities('z\u3000"0"'), 400, 'as <!ENTITY name "text">'),
        ("application/rdf+xml", f"<!-- as <!ENTITY b --> {ONE}", 201, ""),
        ("application/rdf+xml", f"{ONE}<!-- as <!ENTITY b -->", 201, ""),
        ("application/rdf+xml", entities('z "1"><!-- a > or <!ENTITY b --'), 201, ""),
        ("application/rdf+xml", entities("x '<!--'", "z 'b'", "y '-->'"), 400, "as <!ENTITY"),
        ("application/rdf+xml", ONE + "<!DOCTYPE r []>", 400, "two document types"),
        ("application/rdf+xml", elements(900), 201, ""),
        ("application/rdf+xml", elements(40_000), 413, "elements of the body are nested deeper"),
        ("application/rdf+xml", f"{HIDING}{elements(40_000)}<!-- -->", 413, "nested deeper"),
        ("text/turtle", nested("[ <x:b> ", "]", 99), 201, ""),
        ("text/turtle", f"<x:a> <x:b> ({' 1' * 500} '((' )  .", 201, ""),
        ("text/turtle", nested("[ <x:b> ", "]", 20_000), 413, "brackets of the body are nested"),
        ("text/turtle", nested('[ <x:b> "]", ', "]", 101), 413, "nested deeper than 100"),
        ("text/turtle", nested("[ <x:b> p:\\', ", "]", 101), 413, "nested deeper than 100"),
        ("application/n-triples", nested("<<( <x:a> <x:b> ", ")>>", 30_000), 413, "nested deeper"),
        ("application/ld+json", nested('{"x:b": ', "}", 30_000, ""), 413, "nested deeper"),
        ("text/turtle", f"@prefix p: {LONG} . <x:a> <x:b> {'p:1,' * 50}p:2 .", 413, "at a time"),
        ("text/turtle", f"@prefix p: {LONG} . <x:a> <x:b> {TYPED}'2' .", 413, "at a time"),
        ("application/ld+json", f'{{"@context": {{"@language": "{TAG}"}}, {SAID}}}', 413, "a time"),
    ],
)
def test_what_little_text_stands_for_is_bounded(  # noqa: PLR0917 - one of them is a case
    client: TestClient,
    secrets: dict[str, str],
    media_type: str,
    body: str,
    status: int,
    said: str,
) -> None:
    headers = {"Authorization": f"Bearer {secrets['ada']}", "Content-Type": media_type}
    graph = {"graph": f"https://example.org/mine/{crc32(body.encode())}"}
    response = client.put("/graphs", params=graph, content=body.encode(), headers=headers)
    assert response.status_code == status, response.text
    assert said in response.json().get("detail", "")


def test_data_may_have_many_constants(client: TestClient, secrets: dict[str, str]) -> None:
    """As columns of one query, each nested into the next, they ended the process."""
    values = ", ".join(f'"{number}"' for number in range(5_000))
    text = f"INSERT DATA {{ GRAPH <{MINE}> {{ <http://e/a> <http://e/counts> {values} }} }}"
    headers = {"Authorization": f"Bearer {secrets['ada']}", **UPDATE}
    response = client.post("/sparql", content=text, headers=headers)
    assert response.status_code == 200, response.text
