"""A snapshot: one immutable build of the graph, which everything that answers reads.

    {home}/{id}/parts/           the sorted N-Quads of each document and of the registers, packed;
                                 `id` is the hash of their hashes
    {home}/{id}/store/{key}/     the quads of all parts as a store for SPARQL
    {home}/{id}/index/{key}/     the text index over them; `key` is of what made the two
    {home}/{id}/index/{key}/names/   the index of names for reconciliation
    {home}/{id}/documents/       the bytes of the documents that were loaded
    {home}/{id}/manifest.json    identity, documents, counts, versions
    {home}/{id}/report.json      what the load could not read
    {home}/current               a link to the snapshot that is served

A build stands in a hidden folder until all of it is on disk; then one rename shows it and one
rename turns `current` to it. A kill at any moment leaves the previous snapshot in place.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from graph.storage.merge import merged_lines
from graph.storage.parts import PARTS, REBUILD, Part, n_quads_path, read_report
from ontology.errors import SnapshotError, UnknownName

CURRENT = "current"
MANIFEST = "manifest.json"
REPORT = "report.json"
DOCUMENTS = "documents"
NAMES = "names"
ID_LENGTH = 16
_ID = re.compile("[0-9A-Za-z]{1,64}")
_REQUIRED = frozenset(
    {"id", "base_iri", "inputs", "store", "index", "registers", "documents", "links"}
)


Reading = Literal["tasks", "policy"]
"""As what a document is read: for its work items, or also for its provisions."""


@dataclass(frozen=True)
class Issue:
    """A document as one of a series that goes on each year: of a place, in a year, by a title."""

    place: str
    year: int
    title: str


@dataclass(frozen=True)
class LoadedDocument:
    """A document that was loaded: its node, the name it is known by, the hash of its bytes.

    `label` is its number or title, `counts` what was found in it. It is no `issue` where it assigns
    no work or its place is not known.
    """

    iri: str
    name: str
    sha256: str
    label: str
    counts: dict[str, int]
    part: Part
    reading: Reading
    issue: Issue | None


@dataclass(frozen=True)
class StoredDocument(LoadedDocument):
    """A document of a snapshot, with the place of its bytes."""

    path: Path


@dataclass(frozen=True)
class LinkedYears:
    """The links from a document to that of the year before, by their nodes."""

    newer: str
    older: str
    part: Part


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk, read-only."""

    folder: Path

    @cached_property
    def id(self) -> str:
        return str(self.manifest["id"])

    @cached_property
    def base_iri(self) -> str:
        return str(self.manifest["base_iri"])

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return _read_json(self.folder / MANIFEST)

    @cached_property
    def report(self) -> dict[str, Any]:
        return _read_json(self.folder / REPORT)

    @cached_property
    def store_path(self) -> Path:
        return self.folder / str(self.manifest["store"])

    @cached_property
    def index_path(self) -> Path:
        return self.folder / str(self.manifest["index"])

    def documents(self) -> Iterator[StoredDocument]:
        for entry in self.manifest["documents"]:
            yield StoredDocument(
                iri=entry["iri"],
                name=entry["file"],
                sha256=entry["sha256"],
                label=entry["label"],
                counts=entry["counts"],
                part=Part(**entry["part"]),
                reading=entry["read_as"],
                issue=Issue(**issue) if (issue := entry.get("issue")) else None,
                path=self.folder / DOCUMENTS / entry["stored_as"],
            )

    @property
    def parts_path(self) -> Path:
        return self.folder / PARTS

    @property
    def is_union(self) -> bool:
        """Whether the default graph is the union of all others, as a load makes it."""
        return self.manifest.get("default_graph") != "own"

    def written(self) -> Iterator[tuple[str, Part]]:
        """Yield the graphs that were written with a token, and their parts."""
        for entry in self.manifest.get("written", ()):
            yield entry["graph"], Part(**entry["part"])

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the registers, of all documents, and of graphs that were written."""
        yield from self.loaded_parts()
        yield from (part for _, part in self.written())

    def description(self) -> Part | None:
        """Return the part that says what the snapshot holds."""
        entry = self.manifest.get("description")
        return Part(**entry) if entry else None

    def loaded_parts(self) -> Iterator[Part]:
        """Yield the parts of the registers, of documents and their links, and the description."""
        if description := self.description():
            yield description
        yield Part(**self.manifest["registers"])
        yield from (document.part for document in self.documents())
        yield from (linked.part for linked in self.links())
        yield from self.policy_links()

    def policy_links(self) -> Iterator[Part]:
        """Yield the part with the links from work items to policies, if there are any."""
        for entry in self.manifest.get("policy_links", ()):
            yield Part(**entry)

    def links(self) -> Iterator[LinkedYears]:
        for entry in self.manifest.get("links", ()):
            yield LinkedYears(entry["newer"], entry["older"], Part(**entry["part"]))

    def n_quads(self) -> Iterator[bytes]:
        """Yield the lines of all parts as sorted N-Quads.

        Raises SnapshotError if a part is missing or damaged.
        """
        return merged_lines([n_quads_path(self.parts_path, part) for part in self.parts()])

    def reports(self, names: Collection[str] = ()) -> Iterator[dict[str, Any]]:
        """Yield the reports of the documents loaded as one of `names`, or of all."""
        for document in self.documents():
            if not names or document.name in names:
                yield json.loads(read_report(self.parts_path, document.part))

    def link_reports(self) -> Iterator[dict[str, Any]]:
        """Yield what was found of each two years, with the pairs that are worth a look."""
        for linked in self.links():
            yield json.loads(read_report(self.parts_path, linked.part))


def snapshot_id(parts: Iterable[Part]) -> str:
    """Return the id of the snapshot of `parts`: equal statements have the equal id."""
    hashes = sorted(part.sha256 for part in parts)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:ID_LENGTH]


def target_of(link: str) -> str:
    """Return the name of the folder that the link to the current snapshot leads to, if it does."""
    try:
        return os.readlink(link)  # noqa: PTH115 - a path takes ten times as long
    except OSError:
        return CURRENT


def open_current(home: Path) -> Snapshot:
    """Open the snapshot that `home` serves.

    Raises SnapshotError if there is none, or if a part of it is missing.
    """
    return open_target(home, CURRENT)


def open_target(home: Path, target: str) -> Snapshot:
    """Open the snapshot in the folder `target` of `home`, see `target_of`; raises as the above."""
    folder = home / target
    if not folder.exists():
        raise SnapshotError(f"{home}: no snapshot yet; run 'zhengtu load' first")
    snapshot = Snapshot(folder.resolve())
    _require_whole(snapshot)
    return snapshot


def is_whole(folder: Path) -> bool:
    """Tell whether `folder` holds a snapshot with all of its parts."""
    try:
        _require_whole(Snapshot(folder))
    except SnapshotError:
        return False
    return True


def _require_whole(snapshot: Snapshot) -> None:
    if missing := _REQUIRED - set(snapshot.manifest):
        names = ", ".join(sorted(missing))
        raise SnapshotError(f"{snapshot.folder / MANIFEST}: lacks {names}; {REBUILD}")
    store_file = snapshot.store_path / "CURRENT"
    files = [snapshot.folder / REPORT, snapshot.parts_path]
    documents = [document.path for document in snapshot.documents()]
    for part in (*files, store_file, snapshot.index_path, *documents):
        if not part.exists():
            raise SnapshotError(f"{part}: missing; {REBUILD}")


def open_snapshot(home: Path, snapshot_id: str) -> Snapshot:
    """Open a snapshot by its id, current or not.

    Raises UnknownName if there is none of that id, SnapshotError if it is not whole.
    """
    folder = home / snapshot_id
    if not _ID.fullmatch(snapshot_id) or not (folder / MANIFEST).is_file():
        raise UnknownName(f"no snapshot '{snapshot_id}'; /snapshots and 'zhengtu info' list them")
    snapshot = Snapshot(folder)
    _require_whole(snapshot)
    return snapshot


def list_snapshots(home: Path) -> list[str]:
    """Return the ids of all snapshots of `home`."""
    folders = (path.parent for path in home.glob(f"[!.]*/{MANIFEST}"))
    return sorted(folder.name for folder in folders if not folder.is_symlink())


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{path}: damaged; {REBUILD}") from error
    if not isinstance(content, dict):
        raise SnapshotError(f"{path}: not an object; {REBUILD}")
    return content
