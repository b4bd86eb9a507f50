"""Snapshots of a test's data, where the application finds them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.storage.parts import PARTS, Content, sorted_n_quads, write_part
from graph.storage.snapshot import CURRENT, DOCUMENTS, ID_LENGTH, MANIFEST, REPORT

Graphs = Mapping[str, bytes]
"""N-Triples by the IRI of their graph; the default graph goes by an empty one."""


def write_snapshot(home: Path, graphs: Mapping[str, list[Quad]]) -> str:
    """Write a snapshot of `graphs` to `home`, turn `current` to it, and return its id.

    Its default graph is one of its own, as the suite has it. Graphs other than that are those of
    no document and no register, so that whoever has a token may write them.
    """
    quads = [quad for name in sorted(graphs) for quad in graphs[name]]
    text = "\n".join(sorted(map(str, quads)))
    key = hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]
    folder = home / key
    if not folder.exists():
        _write(folder, key, graphs)
    link = home / CURRENT
    link.unlink(missing_ok=True)
    link.symlink_to(key)
    return key


def _write(folder: Path, key: str, graphs: Mapping[str, list[Quad]]) -> None:
    for name in ("store", PARTS, DOCUMENTS, "index"):
        (folder / name).mkdir(parents=True)
    store = Store(str(folder / "store" / key))
    written = []
    for name, quads in graphs.items():
        store.extend(quads)
        lines = sorted_n_quads(quads, "https://w3id.org/zhengtu/")
        part_key = hashlib.sha256(name.encode()).hexdigest()[:32]
        part = write_part(folder / PARTS, part_key, Content(lines, [], [], {}), "")
        written.append({"graph": name, "part": asdict(part)})
    store.flush()
    del store
    empty = write_part(folder / PARTS, "0" * 32, Content([], [], [], {}), "")
    manifest = {
        "id": key,
        "base_iri": "https://w3id.org/zhengtu/",
        "inputs": key,
        "store": f"store/{key}",
        "index": "index",
        "registers": asdict(empty),
        "documents": [],
        "links": [],
        "policy_links": [],
        "written": written,
        "default_graph": "own",
        "counts": {"quads": sum(map(len, graphs.values())), "graphs": {}},
        "versions": {},
    }
    (folder / REPORT).write_text("{}", encoding="utf-8")
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def read_graph(path: Path, format_: RdfFormat, name: str, base: str) -> list[Quad]:
    """Return the triples of a file as quads of the graph `name`, empty for the default graph."""
    graph = NamedNode(name) if name else DefaultGraph()
    found = parse(path.read_bytes(), format=format_, base_iri=base, rename_blank_nodes=True)
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]
