"""The manifests of the suite, read into tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

Node = NamedNode | BlankNode | Literal
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}


class Manifest:
    """A graph of descriptions, with the look-ups that a list of tests needs."""

    def __init__(self, path: Path) -> None:
        self._store = Store()
        self._store.load(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.absolute().as_uri())

    def all(self, node: Node | None, term: str) -> list[Node]:
        if node is None or isinstance(node, Literal):
            return []
        return [q.object for q in self._store.quads_for_pattern(node, NamedNode(term), None, None)]

    def one(self, node: Node | None, term: str) -> Node | None:
        return next(iter(self.all(node, term)), None)

    def text(self, node: Node | None, term: str) -> str:
        found = self.one(node, term)
        return "" if found is None else str(getattr(found, "value", found))

    def items(self, head: Node | None) -> Iterator[Node]:
        """Yield the members of an RDF list."""
        while head is not None and getattr(head, "value", "") != RDF + "nil":
            first = self.one(head, RDF + "first")
            if first is not None:
                yield first
            head = self.one(head, RDF + "rest")

    def entries(self) -> Iterator[Node]:
        for quad in self._store.quads_for_pattern(None, NamedNode(MF + "entries"), None, None):
            yield from self.items(quad.object)


@dataclass(frozen=True)
class Test:
    """A test: `kind` is the name of its class, `node` its description in `manifest`."""

    group: str
    name: str
    kind: str
    node: Node
    manifest: Manifest

    @property
    def action(self) -> Node | None:
        return self.manifest.one(self.node, MF + "action")

    @property
    def result(self) -> Node | None:
        return self.manifest.one(self.node, MF + "result")


def read_tests(root: Path, folder: str, file: str = "manifest.ttl") -> Iterator[Test]:
    """Yield the tests of a folder of the suite in the order of its manifest."""
    manifest = Manifest(root / folder / file)
    for node in manifest.entries():
        kind = manifest.text(node, RDF + "type").rsplit("#", 1)[-1]
        name = str(getattr(node, "value", node)).rsplit("#", 1)[-1]
        yield Test(folder, name, kind, node, manifest)


def path_of(node: Node | None) -> Path:
    """Return the file that an IRI of the suite names."""
    assert isinstance(node, NamedNode)  # noqa: S101 - what the suite's files say
    return Path(unquote(urlsplit(node.value).path))
