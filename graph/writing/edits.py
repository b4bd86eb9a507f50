"""What may be asked to change, and how it is carried out on a copy of a store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from graph.serving.worker import Stores
from graph.sparql.evaluate import GRAPH_FORMATS
from graph.storage.parts import KEY_LENGTH, PARTS, Content, Part, sorted_n_quads, write_part
from graph.storage.statistics import Tally, count_all, counted_in, recounted, settled
from graph.writing.changes import Updater
from graph.writing.editor import Editor, Name, Own
from graph.writing.loading import Loaded
from graph.writing.reading import BODY_BYTES, read_rdf
from ontology import ids
from ontology.errors import QueryError, UnknownName
from ontology.ids import DEFAULT_BASE, rebase
from ontology.standards import DCTERMS, PREFIXES, PROV, RDF, RDFS, XSD
from ontology.values import plain

_LONGEST_TEXT = 10_000
"""Characters of a request that are kept with the record of an edit."""


@dataclass(frozen=True)
class UpdateRequest:
    """A SPARQL Update; `base` is what relative IRIs are relative to, `loaded` what LOAD names."""

    text: str
    base: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    loaded: tuple[Loaded, ...] = ()

    def describe(self) -> str:
        return self.text[:_LONGEST_TEXT]


@dataclass(frozen=True)
class GraphRequest:
    """A request of the Graph Store Protocol: PUT, POST or DELETE of a graph, empty for the default.

    `contents` are texts with their media types.
    """

    method: str
    graph: str
    contents: tuple[tuple[bytes, str], ...] = ()
    base: str | None = None

    def describe(self) -> str:
        return f"{self.method} {self.graph or 'the default graph'}"


Request = UpdateRequest | GraphRequest


@dataclass(frozen=True)
class Author:
    """Who writes, and which graphs: their IRIs, or how they begin, with a `*` behind.

    Graphs under `reserved` are those of documents, registers and records: nobody writes them.
    """

    name: str
    graphs: frozenset[str]
    reserved: tuple[str, ...] = ()

    def may_write(self, iri: str) -> bool:
        if iri and iri.startswith(self.reserved):
            return False
        return any(
            iri.startswith(graph[:-1]) if graph.endswith("*") else iri == graph
            for graph in self.graphs
        )


@dataclass(frozen=True)
class Edit:
    """A request, its author, and the snapshot that it changes.

    A server that takes `most_bytes` at once reads some times as much, written out.
    """

    request: Request
    author: Author
    previous: str
    base_iri: str
    is_union: bool
    most_bytes: int = BODY_BYTES
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))


@dataclass(frozen=True)
class Edited:
    """What an edit came to: the new parts by graph, None for a graph that is no more.

    `existed` tells whether the graph of a GraphRequest was there before; `description` is the new
    part that says what the snapshot holds, if it has one.
    """

    parts: dict[str, Part | None]
    added: int
    removed: int
    existed: bool
    description: Part | None = None


def apply_edit(_: Stores, folder: str, store_path: str, edit: Edit) -> Edited:
    """Carry out `edit` on the store at `store_path`, a copy, and write the parts of its graphs."""
    store = Store(store_path)
    own = Own(*(NamedNode(rebase(g.value, edit.base_iri)) for g in (ids.EDITS, ids.DESCRIPTION)))
    editor = Editor(store, edit.author.may_write, is_union=edit.is_union, own=own, tally=Tally())
    existed = _carry_out(editor, edit)
    added, removed = editor.added, editor.removed
    if editor.touched:
        _record(editor, edit)
    parts = {name: _write_graph(Path(folder), editor, name) for name in sorted(editor.touched)}
    described = _describe(Path(folder), editor, edit.base_iri) if editor.touched else None
    store.flush()
    return Edited(parts, added, removed, existed, described)


def _describe(folder: Path, editor: Editor, base_iri: str) -> Part | None:
    """Let the description of the snapshot say what holds now, if there is one; return its part."""
    graph, store = editor.own.description, editor.store
    if not editor.is_union or not editor.holds(graph):
        return None
    before, is_new = counted_in(store, graph, base_iri), cache(editor.is_described_only)
    old, tally = set(before.triples(base_iri)), editor.tally if before.are_whole else Tally()
    for triple in old:
        if is_new(triple):
            tally.note(triple, -1)
    others = recounted(store, before if before.are_whole else count_all(store), tally)
    new = set(settled(others, (), is_new, base_iri).triples(base_iri))
    writer = Editor(store, _everything, is_union=True, own=editor.own, tally=Tally())
    writer.change(_quads(old - new, graph), _quads(new - old, graph))
    return _write_graph(folder, writer, graph.value)


def _quads(triples: Iterable[Triple], graph: NamedNode) -> list[Quad]:
    return [Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def _everything(_: str) -> bool:
    return True


def _carry_out(editor: Editor, edit: Edit) -> bool:
    request = edit.request
    if isinstance(request, UpdateRequest):
        prefixes = {name: rebase(iri, edit.base_iri) for name, iri in PREFIXES.items()}
        updater = Updater(editor, prefixes, request.base, request.loaded, edit.most_bytes)
        updater.run(request.text, request.using, request.using_named)
        return True
    name: Name = NamedNode(request.graph) if request.graph else DefaultGraph()
    editor.check_graph(name)
    existed = editor.holds(name)
    if request.method == "DELETE" and not existed:
        raise UnknownName(f"there is no graph {name}")
    added = [
        quad
        for content, media_type in request.contents
        for quad in _read(content, media_type, name, request.base, edit.most_bytes)
    ]
    kept = set(added)
    old = [] if request.method == "POST" else [q for q in editor.quads(name) if q not in kept]
    editor.change(old, added)
    return existed


def _read(
    content: bytes, media_type: str, name: Name, base: str | None, most: int
) -> Iterable[Quad]:
    """Read the triples of a body into the graph `name`; raises QueryError where they are none."""
    format_ = GRAPH_FORMATS.get(media_type, RdfFormat.TURTLE)
    try:
        found = list(read_rdf(content, format_, base, most))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the body is not {media_type}: {error}") from None
    return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in found]


def _record(editor: Editor, edit: Edit) -> None:
    """Say who changed what when, in the graph of edits (PROV)."""
    words = "\n".join((edit.previous, edit.at, edit.author.name, edit.request.describe()))
    node, agent = (
        NamedNode(rebase(iri.value, edit.base_iri))
        for iri in (ids.edit(words), ids.author(edit.author.name))
    )
    counted = f"{editor.added} statements added, {editor.removed} removed"
    statements: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (node, RDF.type, PROV.Activity),
        (node, PROV.endedAtTime, Literal(edit.at, datatype=XSD.dateTime)),
        (node, PROV.wasAssociatedWith, agent),
        (node, DCTERMS.description, plain(edit.request.describe())),
        (node, RDFS.comment, Literal(counted, language="en")),
        (node, DCTERMS.source, plain(edit.previous)),
        (agent, RDF.type, PROV.Agent),
        (agent, RDFS.label, plain(edit.author.name)),
    ]
    touched = sorted(name for name in editor.touched if name)
    statements += [(node, PROV.generated, NamedNode(name)) for name in touched]
    recorder = Editor(
        editor.store, _everything, is_union=editor.is_union, own=editor.own, tally=editor.tally
    )
    quads = [Quad(subject, term, value, editor.own.record) for subject, term, value in statements]
    recorder.change((), quads)
    editor.touched |= recorder.touched


def _write_graph(folder: Path, editor: Editor, name: str) -> Part | None:
    quads = editor.quads(NamedNode(name) if name else DefaultGraph())
    lines = sorted_n_quads(quads, DEFAULT_BASE)
    if not lines:
        return None
    digest = hashlib.sha256(name.encode() + b"\n" + b"".join(lines)).hexdigest()
    content = Content(lines, [], [], {})
    return write_part(folder / PARTS, digest[:KEY_LENGTH], content, DEFAULT_BASE)
