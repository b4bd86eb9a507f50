"""A load: from files and registers to a published snapshot, or to a clear error.

Every document of a snapshot is extracted again from its stored bytes, so that a snapshot is always
of one set of registers and one version of the code. Where nothing changed nothing is done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.publish import (
    Build,
    LoadedDocument,
    Progress,
    building,
    keep_document,
    locked,
    publish,
    sorted_n_quads,
    spool_of,
)
from graph.snapshot import CURRENT, Reading, Snapshot, open_current
from graph.spool import Spool
from loader.parts import Part, Task, make_parts
from loader.readers import READERS
from loader.register_triples import register_quads
from loader.registers import Registers
from ontology.errors import SnapshotError, UnreadableDocument, ZhengtuError
from ontology.ids import rebase

POLICIES = "policies"
"""The folder of `data` whose documents are read as policies unless something else is asked for."""

_PACKAGES = ("ontology", "graph", "loader")


@dataclass(frozen=True)
class Outcome:
    """What a load did: the snapshot that is served now, and the documents that failed."""

    snapshot: Snapshot
    changed: bool
    failures: tuple[ZhengtuError, ...] = ()


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Show no progress."""


@dataclass
class _Loaded:
    """What has been read into the build in `folder`, by the document's node."""

    folder: Path
    spool: Spool
    documents: dict[str, LoadedDocument] = field(default_factory=dict)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)

    def twin_of(self, part: Part) -> str | None:
        """Return the name of the file that is the same document, if one was read."""
        twin = self.documents.get(part.document.iri)
        return twin.name if twin else None

    def add(self, part: Part) -> None:
        self.spool.add(part.lines)
        keep_document(self.folder, part.document, part.data)
        self.documents[part.document.iri] = part.document
        self.reports[part.document.iri] = part.report


@dataclass(frozen=True)
class Loader:
    """Loads documents into the snapshots of `home`, with the registers and documents of `data`.

    `fresh` forgets the documents of the current snapshot. `reading` is as what the given files are
    read; by default as they were before, else as policies if they lie in `policies/` of `data`.
    """

    home: Path
    data: Path
    base_iri: str
    fresh: bool = False
    progress: Progress = _silent
    processes: int = 1
    reading: Reading | None = None

    def load(self, paths: Iterable[Path] = ()) -> Outcome:
        """Load the files `paths`, or all of `data/`, into the current snapshot.

        A document that fails is left out and its error returned; if the current snapshot has it,
        it stays as it was. Where no document can be loaded, or with `fresh`, the error is raised
        and the current snapshot stays.
        """
        wanted = sorted(paths) or self._default_paths()
        with locked(self.home):
            previous = self._previous()
            readings = self._readings(wanted, previous)
            if previous and self._is_loaded(readings, previous):
                return Outcome(previous, changed=False)
            with building(self.home) as folder:
                return self._build(readings, previous, folder)

    def _build(
        self, wanted: dict[Path, Reading], previous: Snapshot | None, folder: Path
    ) -> Outcome:
        self._registers.check()
        spool = spool_of(folder)
        spool.add(sorted_n_quads(register_quads(self._registers), self.base_iri))
        loaded = _Loaded(folder, spool)
        failures = self._read(wanted, loaded)
        if failures and (self.fresh or len(failures) == len(wanted)):
            raise failures[0]
        self._read_stored(previous, loaded)
        documents = tuple(loaded.documents[iri] for iri in sorted(loaded.documents))
        reports = [loaded.reports[document.iri] for document in documents]
        inputs = self._inputs({(d.name, d.sha256, d.reading) for d in documents})
        build = Build(documents, {"documents": reports}, self._versions(), inputs, self.base_iri)
        snapshot = publish(self.home, folder, spool, build, self.progress)
        return Outcome(snapshot, changed=True, failures=tuple(failures))

    @cached_property
    def _registers(self) -> Registers:
        return Registers(self.data / "registers")

    def _default_paths(self) -> list[Path]:
        folders = (self.data / "documents", self.data / POLICIES)
        paths = (path for folder in folders for path in sorted(folder.glob("*")))
        visible = (path for path in paths if path.name[:1] not in ".~")
        found = [path for path in visible if path.suffix.lower() in READERS]
        if not found:
            kinds = ", ".join(sorted(READERS))
            raise UnreadableDocument(f"{folders[0]}: no document to load; put one there ({kinds})")
        return found

    def _readings(self, paths: Iterable[Path], previous: Snapshot | None) -> dict[Path, Reading]:
        """Return as what each file is read."""
        held = previous.documents() if previous and not self.fresh else ()
        before = {document.name: document.reading for document in held}
        policies = (self.data / POLICIES).resolve()
        return {
            path: self.reading
            or ("policy" if path.resolve().parent == policies else before.get(path.name, "tasks"))
            for path in paths
        }

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

    def _is_loaded(self, wanted: dict[Path, Reading], previous: Snapshot) -> bool:
        """Tell whether loading `wanted` would give the `previous` snapshot again."""
        held = {(d.name, d.sha256, d.reading) for d in previous.documents()}
        asked = {(p.name, _sha256(p), reading) for p, reading in wanted.items() if p.is_file()}
        same = asked == held if self.fresh else asked <= held
        complete = len(asked) == len(wanted)
        return same and complete and self._inputs(held) == previous.manifest["inputs"]

    def _read(self, wanted: dict[Path, Reading], loaded: _Loaded) -> list[ZhengtuError]:
        """Read the files `wanted`; return the errors of those that failed."""
        failures: list[ZhengtuError] = []
        tasks = [self._task(path, path.name, reading) for path, reading in wanted.items()]
        self.progress(f"reading {tasks[0].name}", 0, len(tasks))
        for number, (task, part) in enumerate(make_parts(tasks, self.processes), 1):
            self.progress(f"reading {task.name}", number, len(tasks))
            if isinstance(part, ZhengtuError):
                failures.append(part)
            elif twin := loaded.twin_of(part):
                message = f"{task.path}: is {part.label}, as is {twin}; load one of the two"
                failures.append(UnreadableDocument(message))
            else:
                loaded.add(part)
        return failures

    def _read_stored(self, previous: Snapshot | None, loaded: _Loaded) -> None:
        """Read the documents of the previous snapshot again that were not replaced."""
        if previous is None or self.fresh:
            return
        new = {rebase(iri, self.base_iri) for iri in loaded.documents}
        kept = [document for document in previous.documents() if document.iri not in new]
        tasks = [self._task(one.path, one.name, one.reading) for one in kept]
        for number, (task, part) in enumerate(make_parts(tasks, self.processes), 1):
            self.progress(f"reading {task.name} again", number, len(tasks))
            if isinstance(part, ZhengtuError):
                raise part
            if not loaded.twin_of(part):
                loaded.add(part)

    def _task(self, path: Path, name: str, reading: Reading) -> Task:
        return Task(path, name, self.data / "registers", self.base_iri, reading)

    def _versions(self) -> dict[str, str]:
        return {
            "zhengtu": metadata.version("zhengtu"),
            "code": code_fingerprint(),
            "registers": self._registers.fingerprint(),
            "pyoxigraph": metadata.version("pyoxigraph"),
            "tantivy": metadata.version("tantivy"),
            "jieba": metadata.version("jieba"),
        }

    def _inputs(self, documents: set[tuple[str, str, Reading]]) -> str:
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
