"""A load: from files and registers to a published snapshot, or to a clear error.

Every document of a snapshot is extracted again from its stored bytes, so that a snapshot is always
of one set of registers and one version of the code. Where nothing changed nothing is done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Quad

from graph.publish import Build, LoadedDocument, locked, publish
from graph.snapshot import CURRENT, Snapshot, StoredDocument, open_current
from loader.entities import Extraction
from loader.extract import extract
from loader.readers import READERS, read_document
from loader.register_triples import register_quads
from loader.registers import Registers
from loader.report import Report
from loader.source import Source
from loader.triples import document_quads
from ontology.errors import SnapshotError, UnreadableDocument, ZhengtuError

_PACKAGES = ("ontology", "graph", "loader")


@dataclass(frozen=True)
class Outcome:
    """What a load did: the snapshot that is served now, and the documents that failed."""

    snapshot: Snapshot
    changed: bool
    failures: tuple[ZhengtuError, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """A document as it was read and understood."""

    source: Source
    data: bytes
    extraction: Extraction
    report: Report

    @property
    def iri(self) -> str:
        return self.extraction.letter.iri.value


@dataclass(frozen=True)
class Loader:
    """Loads documents into the snapshots of `home`, with the registers and documents of `data`.

    `fresh` forgets the documents of the current snapshot.
    """

    home: Path
    data: Path
    base_iri: str
    fresh: bool = False
    progress: Callable[[str], None] = lambda _: None

    def load(self, paths: Iterable[Path] = ()) -> Outcome:
        """Load the files `paths`, or all of `data/documents/`, into the current snapshot.

        A document that fails is left out and its error returned; if the current snapshot has it,
        it stays as it was. Where no document can be loaded, or with `fresh`, the error is raised
        and the current snapshot stays.
        """
        wanted = sorted(paths) or self._default_paths()
        with locked(self.home):
            previous = self._previous()
            if previous and self._is_loaded(wanted, previous):
                return Outcome(previous, changed=False)
            documents = {loaded.iri: loaded for loaded in self._stored(previous)}
            failures = self._add(wanted, documents)
            if failures and (self.fresh or len(failures) == len(wanted)):
                raise failures[0]
            snapshot = publish(self.home, self._build(documents), self.progress)
        return Outcome(snapshot, changed=True, failures=tuple(failures))

    @cached_property
    def _registers(self) -> Registers:
        return Registers(self.data / "registers")

    def _default_paths(self) -> list[Path]:
        folder = self.data / "documents"
        found = [path for path in sorted(folder.glob("*")) if path.suffix.lower() in READERS]
        if not found:
            kinds = ", ".join(sorted(READERS))
            raise UnreadableDocument(f"{folder}: no document to load; put one there ({kinds})")
        return found

    def _previous(self) -> Snapshot | None:
        """Return the current snapshot; a damaged one is an error unless all begins anew."""
        if not (self.home / CURRENT).exists():
            return None
        try:
            return open_current(self.home)
        except SnapshotError:
            if self.fresh:
                return None
            raise

    def _is_loaded(self, wanted: list[Path], previous: Snapshot) -> bool:
        """Tell whether loading `wanted` would give the `previous` snapshot again."""
        held = {(document.name, document.sha256) for document in previous.documents()}
        asked = {(path.name, _sha256(path)) for path in wanted if path.is_file()}
        same = asked == held if self.fresh else asked <= held
        complete = len(asked) == len(wanted)
        return same and complete and self._inputs(held) == previous.manifest["inputs"]

    def _stored(self, previous: Snapshot | None) -> Iterator[Loaded]:
        if previous is None or self.fresh:
            return
        for document in previous.documents():
            yield self._read(document.path, document)

    def _add(self, wanted: list[Path], documents: dict[str, Loaded]) -> list[ZhengtuError]:
        """Read `wanted` into `documents`, by node; return the errors of those that failed."""
        failures: list[ZhengtuError] = []
        added: dict[str, Path] = {}
        for path in wanted:
            self.progress(f"reading {path.name}")
            try:
                loaded = self._read(path)
                _refuse_twin(loaded, path, added)
            except ZhengtuError as error:
                failures.append(error)
            else:
                documents[loaded.iri] = loaded
        return failures

    def _read(self, path: Path, stored: StoredDocument | None = None) -> Loaded:
        source = read_document(path)
        if stored:
            source = replace(source, name=stored.name)
        extraction, report = extract(source, self._registers)
        return Loaded(source, path.read_bytes(), extraction, report)

    def _build(self, documents: dict[str, Loaded]) -> Build:
        loaded = [documents[iri] for iri in sorted(documents)]
        kept = tuple(_kept(document) for document in loaded)
        return Build(
            quads=self._quads(loaded),
            documents=kept,
            report={"documents": [_report(document) for document in loaded]},
            versions=self._versions(),
            inputs=self._inputs({(document.name, document.sha256) for document in kept}),
            base_iri=self.base_iri,
        )

    def _quads(self, documents: Iterable[Loaded]) -> Iterator[Quad]:
        yield from register_quads(self._registers)
        for document in documents:
            yield from document_quads(document.source, document.extraction, self._registers)

    def _versions(self) -> dict[str, str]:
        return {
            "zhengtu": metadata.version("zhengtu"),
            "code": code_fingerprint(),
            "registers": self._registers.fingerprint(),
            "pyoxigraph": metadata.version("pyoxigraph"),
            "tantivy": metadata.version("tantivy"),
            "jieba": metadata.version("jieba"),
        }

    def _inputs(self, documents: set[tuple[str, str]]) -> str:
        """Return the hash of all that determines a snapshot and its index."""
        everything = [sorted(documents), self._versions(), self.base_iri]
        return hashlib.sha256(json.dumps(everything).encode()).hexdigest()


def code_fingerprint() -> str:
    """Return the SHA-256 of the code and ontology that make a snapshot."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        root = Path(str(files(package)))
        for path in sorted((*root.rglob("*.py"), *root.rglob("*.ttl"))):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refuse_twin(loaded: Loaded, path: Path, added: dict[str, Path]) -> None:
    twin = added.setdefault(loaded.iri, path)
    if twin != path:
        number = loaded.extraction.letter.number or loaded.extraction.letter.title
        raise UnreadableDocument(f"{path}: is {number}, as is {twin}; load one of the two")


def _kept(loaded: Loaded) -> LoadedDocument:
    items = loaded.extraction.items
    counts = {"items": len(items), "assignments": sum(len(item.assignments) for item in items)}
    source = loaded.source
    return LoadedDocument(loaded.iri, source.name, source.sha256, loaded.data, counts)


def _report(loaded: Loaded) -> dict[str, object]:
    return {"iri": loaded.iri, **loaded.report.as_json()}
