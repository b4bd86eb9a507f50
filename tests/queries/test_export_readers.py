"""What a framing processor, a graph database and rdflib make of the exports for their kind."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import ladybug
import pytest
import rdflib
from pyld import jsonld
from pyoxigraph import RdfFormat, Triple, parse

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from ontology.ids import rebase
from queries.exports.about import About
from queries.exports.tables import Filled
from queries.exports.workbook import write_workbook

Export = Callable[[str], Path]
OURS = files("queries") / "exports"


@pytest.fixture(scope="module")
def document(export: Export) -> dict[str, Any]:
    found = json.loads(export("jsonld").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def known(export: Export) -> set[Triple]:
    return {quad.triple for quad in parse(path=export("nq"), format=RdfFormat.N_QUADS)}


def test_the_trees_are_what_a_framing_processor_makes_of_the_flat_graph(
    opened: OpenSnapshot, document: dict[str, Any]
) -> None:
    """Some items, those that they elaborate, and all that these lead to: framing all is slow."""
    context = document["@context"]
    query = rebase((OURS / "framed-items.rq").read_text("utf-8"), opened.snapshot.base_iri)
    flat = opened.workers.answer(Query(query, graph_as="application/n-triples")).body.decode()
    elaborating = [item for item in document["@graph"] if "zt:elaborates" in item][:3]
    assert len(elaborating) == 3
    names = [item["@id"] for item in elaborating]
    names += [one["@id"] for item in elaborating for one in _several(item["zt:elaborates"])]
    names += [item["@id"] for item in document["@graph"] if "zt:hasTarget" in item][:2]
    graph = "".join(_led_to([_whole(name, context) for name in names], flat))
    frame = {"@context": context, **json.loads((OURS / "items-frame.json").read_text("utf-8"))}
    native = {"format": "application/n-quads", "useNativeTypes": True}
    framed = jsonld.frame(jsonld.from_rdf(graph, native), frame, {"omitGraph": False})
    ours = [item for item in document["@graph"] if item["@id"] in names]
    assert len(ours) == len(set(names)) > 5
    assert _in_order(framed["@graph"]) == _in_order(ours)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _whole(name: str, context: dict[str, str]) -> str:
    prefix, _, rest = name.partition(":")
    return f"<{context[prefix]}{rest}>"


def _led_to(nodes: list[str], n_triples: str) -> Iterator[str]:
    """Yield the lines of `nodes` and of all that they lead to."""
    lines: dict[str, list[str]] = {}
    for line in n_triples.splitlines(keepends=True):
        lines.setdefault(line.partition(" ")[0], []).append(line)
    seen: set[str] = set()
    while nodes:
        if (node := nodes.pop()) not in seen:
            seen.add(node)
            for line in lines.get(node, ()):
                yield line
                nodes += re.findall(r"> (<[^>]*>) \.$", line)


def _in_order(value: Any) -> Any:
    """Return `value` with its sets in one order, and each type in a list."""
    if isinstance(value, dict):
        made = {name: _in_order(inner) for name, inner in value.items()}
        return (
            made | {"@type": _several(made["@type"])} if "@id" in made and "@type" in made else made
        )
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", ["nq", "trig", "ttl"])
def test_the_graph_is_read_by_rdflib(export: Export, known: set[Triple], name: str) -> None:
    """All by what wrote them, which is fast; the first hundreds by rdflib, which is not."""
    kinds = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "ttl": RdfFormat.TURTLE}
    text = export(name).read_text("utf-8")
    whole = {quad.triple for quad in parse(text, format=kinds[name])}
    assert whole == known
    part = _beginning(text, name)
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=part, format={"nq": "nquads", "ttl": "turtle"}.get(name, name))
    found = {quad.triple for quad in parse(part, format=kinds[name])}
    read = graph.serialize(format="nquads")
    assert {quad.triple for quad in parse(read, format=RdfFormat.N_QUADS)} == found
    assert len(found) > 100


def _beginning(text: str, name: str) -> str:
    """Return the prefixes and the first statements, up to the end of one."""
    end = " .\n"
    part, _, _ = text[:40_000].rpartition(end)
    return part + end + "}\n" * (name == "trig")


TYPES = {
    "string": "STRING",
    "long": "INT64",
    "double": "DOUBLE",
    "boolean": "BOOL",
    "date": "DATE",
}
"""Data types of Neo4j's headers that we write, and what they are in a property-graph database."""
HEADER = re.compile(
    rf"(?P<name>\w*)(?::(?P<kind>ID|START_ID|END_ID|LABEL|TYPE|{'|'.join(TYPES)}))?"
)
"""A field of a header, as Neo4j's manual describes it; without a type it is a string."""


@dataclass(frozen=True)
class Neo4jFile:
    """A CSV file for the import: names and types of its columns, and its rows."""

    path: Path
    columns: list[tuple[str, str]]
    rows: list[list[str]]

    def of(self, kind: str) -> list[str]:
        """Return the cells of the one column of a `kind`."""
        (position,) = [i for i, (_, one) in enumerate(self.columns) if one == kind]
        return [row[position] for row in self.rows]

    def typed(self, chosen: str) -> str:
        """Return Cypher that reads the file with the types that its header says."""
        columns = [(name or f"_{kind}", TYPES.get(kind, "STRING")) for name, kind in self.columns]
        headers = ", ".join(f"`{name}` {kind}" for name, kind in columns)
        options = "(HEADER=true, PARALLEL=false)"
        return f"LOAD WITH HEADERS ({headers}) FROM '{self.path}' {options} {chosen}"


def _neo4j_file(path: Path) -> Neo4jFile:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    fields = [HEADER.fullmatch(field) for field in header]
    columns = [(field["name"], field["kind"] or "string") for field in fields if field]
    kinds = Counter(kind for _, kind in columns)
    needed = ("ID", "LABEL") if path.name.startswith("nodes-") else ("START_ID", "END_ID", "TYPE")
    assert len(columns) == len(header)
    assert {kind for kind in kinds if kind.isupper()} == set(needed)
    assert all(kinds[kind] == 1 for kind in needed)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    return Neo4jFile(path, columns, rows)


@pytest.fixture(scope="module")
def neo4j(export: Export) -> list[Neo4jFile]:
    folder = export("neo4j")
    told = (folder / "import.txt").read_text("utf-8")
    named = re.findall(r"--(?:nodes|relationships)=(\S+)", told)
    assert sorted(named) == sorted(path.name for path in folder.glob("*.csv"))
    return [_neo4j_file(folder / name) for name in named]


def test_neo4j_files_fit_together(neo4j: list[Neo4jFile]) -> None:
    """An identifier is that of one node, and no relationship leads nowhere: the import stops."""
    nodes = [file for file in neo4j if file.path.name.startswith("nodes-")]
    keys = [key for file in nodes for key in file.of("ID")]
    assert len(set(keys)) == len(keys) > 500
    for file in neo4j:
        if file in nodes:
            assert len(set(file.of("LABEL"))) == 1
        else:
            assert {*file.of("START_ID"), *file.of("END_ID")} <= set(keys)
            assert len(set(file.of("TYPE"))) == 1


def test_neo4j_files_are_loaded_and_asked_in_cypher(
    neo4j: list[Neo4jFile], filled: list[Filled], tmp_path: Path
) -> None:
    """Load them with the types of their headers into a property-graph database."""
    with (
        ladybug.Database(str(tmp_path / "graph")) as database,
        ladybug.Connection(database) as graph,
    ):
        graph.execute("CREATE NODE TABLE Node (iri STRING PRIMARY KEY, label STRING, kind STRING)")
        for file in neo4j:
            _load(graph, file)
        asked = "MATCH (i:Node {kind: 'WorkItem'})-[:lead]->(a:Node) RETURN a.label, COUNT(*)"
        found = dict(graph.execute(asked).get_all())
        (sure,) = graph.execute("MATCH ()-[r:lead]->() RETURN SUM(r.position)").get_next()
    (assignments,) = [one for one in filled if one.table.name == "assignments"]
    names = [column.name for column in assignments.table.columns]
    leads = [
        row
        for row in (dict(zip(names, r, strict=True)) for r in assignments.rows)
        if row["role"] == "lead"
    ]
    assert found == Counter(row["agentName"] for row in leads)
    assert sure == sum(row["position"] for row in leads)


def _load(graph: ladybug.Connection, file: Neo4jFile) -> None:
    kind = next(iter({*file.of("LABEL" if "nodes-" in file.path.name else "TYPE")}))
    (count,) = graph.execute(file.typed("RETURN COUNT(*)")).get_next()
    assert count == len(file.rows)
    if "nodes-" in file.path.name:
        graph.execute(f"COPY Node FROM ({file.typed('RETURN iri, label, _LABEL')})")
        return
    own = [(name, TYPES[type_]) for name, type_ in file.columns if name]
    columns = "".join(f", `{name}` {type_}" for name, type_ in own)
    graph.execute(f"CREATE REL TABLE `{kind}` (FROM Node TO Node{columns})")
    names = "".join(f", `{name}`" for name, _ in own)
    graph.execute(f"COPY `{kind}` FROM ({file.typed(f'RETURN _START_ID, _END_ID{names}')})")


def test_the_workbook_is_opened_by_a_spreadsheet(filled: list[Filled], tmp_path: Path) -> None:
    """LibreOffice reads its sheets, and takes no text for a formula."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    (officials,) = [one for one in filled if one.table.name == "officials"]
    texts = ["=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"]
    rows = [*officials.rows, *([f"http://e/{text}", text, None, None] for text in texts)]
    book = tmp_path / "book.xlsx"
    write_workbook([Filled(officials.table, rows)], About("0123456789abcdef", ""), book)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", every_sheet, "--outdir", tmp_path, book],
        capture_output=True,
        check=True,
        timeout=120,
    )
    with (tmp_path / "book-officials.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert names == [row[1] for row in rows]
