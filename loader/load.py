"""A load: from files and registers to a published snapshot, or to a clear error.

A snapshot is always of one set of registers and one version of the code: where one of them changed,
every document is extracted again from its stored bytes. Where none did, the parts that documents
made before are taken over; where nothing changed at all, nothing is done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from graph.build import Building, Progress
from graph.index.writer import shared_nodes
from graph.publish import Build, building, locked, publish
from graph.storage.parts import (
    KEY_LENGTH,
    PARTS,
    REBUILD,
    Content,
    Part,
    is_intact,
    sorted_n_quads,
    take_part,
    write_part,
)
from graph.storage.snapshot import CURRENT, Reading, Snapshot, open_current
from loader.assembly import Assembly, Held, sha256_of
from loader.continuations import link_years
from loader.parts import Known, Making, Task, known_of
from loader.policy_links import link_policies
from loader.readers import READERS
from loader.registers.registers import Registers
from loader.triples.self_description import questions_fingerprint, self_description
from loader.workers import prepare_workers
from ontology.errors import SnapshotError, UnreadableDocument, ZhengtuError

POLICIES = "policies"
"""The folder of `data` whose documents are read as policies unless something else is asked for."""

_PACKAGES = ("ontology", "graph", "loader")


@dataclass(frozen=True)
class Outcome:
    """What a load did: the snapshot that is served now, and the documents that failed."""

    snapshot: Snapshot
    changed: bool
    failures: tuple[ZhengtuError, ...] = ()


Written = tuple[tuple[str, Part], ...]
"""Graphs that were written with a token, and their parts."""


def _silent(step: str, done: int = 0, total: int = 0) -> None:
    """Show no progress."""


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
        prepare_workers()
        kept = None if self.fresh else previous
        tasks = [self._task(path, path.name, reading, folder) for path, reading in wanted.items()]
        held = Held(kept, self._fingerprint)
        with held.made(tasks, self.processes) as made:
            self._registers.check()
            known = known_of(self._registers)
            registers = self._write_registers(known, folder)
            base = kept if held.saves_work(tasks) else None
            with Building(folder, self.base_iri, known.lexicon, base) as growing:
                growing.add("", registers)
                written = _take_written(previous, folder, growing)
                loaded = Assembly(folder, growing)
                failures = self._read(tasks, made, loaded)
                if failures and (self.fresh or len(failures) == len(wanted)):
                    raise failures[0]
                self._read_stored(kept, held, loaded)
                build = self._completed(self._described(registers, loaded, written), held, loaded)
                snapshot = publish(self.home, folder, growing, build, self.progress)
        return Outcome(snapshot, changed=True, failures=tuple(failures))

    def _completed(self, build: Build, held: Held, loaded: Assembly) -> Build:
        """Add what all documents together tell: their links, and what the snapshot holds."""
        made_by = (self._registers, self._fingerprint, self.base_iri)
        links = link_years(loaded, held, *made_by, progress=self.progress)
        policies = link_policies(loaded, self._fingerprint, self.base_iri)
        said = loaded.building.describe(self_description())
        return replace(build, links=links, policy_links=policies, description=said)

    def _described(self, registers: Part, loaded: Assembly, written: Written) -> Build:
        documents = loaded.sorted_documents()
        inputs = self._inputs({(d.name, d.sha256, d.reading) for d in documents})
        return Build(registers, documents, self._versions, inputs, self.base_iri, written)

    def _write_registers(self, known: Known, folder: Path) -> Part:
        lines = sorted_n_quads(known.quads, self.base_iri)
        content = Content(lines, [], shared_nodes(known.statements), {})
        return write_part(folder / PARTS, self._fingerprint[:KEY_LENGTH], content, self.base_iri)

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
        policies = (self.data / POLICIES).absolute()
        return {
            path: self.reading
            or ("policy" if path.absolute().parent == policies else before.get(path.name, "tasks"))
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
        digests = [(path, sha256_of(path), reading) for path, reading in wanted.items()]
        asked = {(path.name, digest, reading) for path, digest, reading in digests if digest}
        same = asked == held if self.fresh else asked <= held
        complete = len(asked) == len(wanted)
        equal = same and complete and self._inputs(held) == previous.manifest["inputs"]
        return equal and all(is_intact(previous.parts_path, part) for part in previous.parts())

    def _read(self, tasks: list[Task], made: Making, loaded: Assembly) -> list[ZhengtuError]:
        """Read the files of `tasks`; return the errors of those that failed."""
        failures: list[ZhengtuError] = []
        self.progress(f"reading {tasks[0].name}", 0, len(tasks))
        for number, (task, one) in enumerate(made, 1):
            self.progress(f"reading {task.name}", number, len(tasks))
            if isinstance(one, ZhengtuError):
                failures.append(one)
            elif twin := loaded.twin_of(one):
                message = f"{task.path}: is {one.document.label}, as is {twin}; load one of the two"
                failures.append(UnreadableDocument(message))
            else:
                loaded.add(one)
        return failures

    def _read_stored(self, previous: Snapshot | None, held: Held, loaded: Assembly) -> None:
        """Take over the documents of the previous snapshot that were not replaced."""
        if previous is None:
            return
        kept = [d for d in previous.documents() if d.iri not in loaded.documents]
        for document in kept:
            if sha256_of(document.path) != document.sha256:
                raise SnapshotError(f"{document.path}: missing or damaged; {REBUILD}")
        tasks = [self._task(d.path, d.name, d.reading, loaded.folder) for d in kept]
        with held.made(tasks, self.processes) as made:
            for number, (task, one) in enumerate(made, 1):
                self.progress(f"taking over {task.name}", number, len(tasks))
                if isinstance(one, ZhengtuError):
                    said = "it is in the current snapshot and would be lost, so nothing was loaded"
                    raise type(one)(f"{one}; {said}")
                if not loaded.twin_of(one):
                    loaded.add(one)

    def _task(self, path: Path, name: str, reading: Reading, folder: Path) -> Task:
        registers, parts = self.data / "registers", folder / PARTS
        return Task(path, name, registers, self.base_iri, self._fingerprint, parts, reading)

    @cached_property
    def _fingerprint(self) -> str:
        """Return the hash of all that determines a part beside its document."""
        return hashlib.sha256(json.dumps([self._versions, self.base_iri]).encode()).hexdigest()

    @cached_property
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
        questions = questions_fingerprint()
        everything = [sorted(documents), self._versions, questions, self.base_iri]
        return hashlib.sha256(json.dumps(everything).encode()).hexdigest()


def _take_written(previous: Snapshot | None, folder: Path, growing: Building) -> Written:
    """Take over the graphs that were written with a token: no load changes them."""
    written = tuple(previous.written()) if previous else ()
    for name, part in written:
        take_part(previous.parts_path, folder / PARTS, part)  # type: ignore[union-attr]
        growing.add_written(name, part)
    return written


def code_fingerprint() -> str:
    """Return the SHA-256 of the code and ontology that make a snapshot."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        root = Path(str(files(package)))
        for path in sorted((*root.rglob("*.py"), *root.rglob("*.ttl"))):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
