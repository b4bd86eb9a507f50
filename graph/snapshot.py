"""A snapshot: one immutable build of the graph, which everything that answers reads.

    {home}/{id}/graph.nq.zst     the sorted N-Quads; `id` is their hash
    {home}/{id}/store/{key}/     the same quads as a store for SPARQL
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

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import zstandard

from ontology.errors import SnapshotError, UnknownName

CURRENT = "current"
MANIFEST = "manifest.json"
REPORT = "report.json"
N_QUADS = "graph.nq.zst"
DOCUMENTS = "documents"
NAMES = "names"
_PARTS = frozenset({"id", "base_iri", "inputs", "store", "index", "documents"})
_REBUILD = "run 'zhengtu load --fresh' to rebuild"


Reading = Literal["tasks", "policy"]
"""As what a document is read: for its work items, or also for its provisions."""


@dataclass(frozen=True)
class StoredDocument:
    """A document of a snapshot: its node, the name it was loaded under and its bytes' hash."""

    iri: str
    name: str
    sha256: str
    path: Path
    reading: Reading = "tasks"


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk, read-only."""

    folder: Path

    @property
    def id(self) -> str:
        return str(self.manifest["id"])

    @property
    def base_iri(self) -> str:
        return str(self.manifest["base_iri"])

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return _read_json(self.folder / MANIFEST)

    @cached_property
    def report(self) -> dict[str, Any]:
        return _read_json(self.folder / REPORT)

    @property
    def store_path(self) -> Path:
        return self.folder / str(self.manifest["store"])

    @property
    def index_path(self) -> Path:
        return self.folder / str(self.manifest["index"])

    def documents(self) -> Iterator[StoredDocument]:
        for entry in self.manifest["documents"]:
            path = self.folder / DOCUMENTS / entry["stored_as"]
            reading = entry.get("read_as", "tasks")
            yield StoredDocument(entry["iri"], entry["file"], entry["sha256"], path, reading)

    def n_quads(self) -> Iterator[bytes]:
        """Yield the sorted N-Quads in chunks."""
        with (self.folder / N_QUADS).open("rb") as packed:
            yield from iter(zstandard.ZstdDecompressor().read_to_iter(packed))


def open_current(home: Path) -> Snapshot:
    """Open the snapshot that `home` serves.

    Raises SnapshotError if there is none, or if a part of it is missing.
    """
    link = home / CURRENT
    if not link.exists():
        raise SnapshotError(f"{home}: no snapshot yet; run 'zhengtu load' first")
    snapshot = Snapshot(link.resolve())
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
    if missing := _PARTS - set(snapshot.manifest):
        names = ", ".join(sorted(missing))
        raise SnapshotError(f"{snapshot.folder / MANIFEST}: lacks {names}; {_REBUILD}")
    store_file = snapshot.store_path / "CURRENT"
    files = [snapshot.folder / name for name in (N_QUADS, REPORT)]
    documents = [document.path for document in snapshot.documents()]
    for part in (*files, store_file, snapshot.index_path, *documents):
        if not part.exists():
            raise SnapshotError(f"{part}: missing; {_REBUILD}")


def open_snapshot(home: Path, snapshot_id: str) -> Snapshot:
    """Open a snapshot by its id, current or not.

    Raises UnknownName if there is none of that id.
    """
    folder = home / snapshot_id
    if not snapshot_id.isalnum() or not (folder / MANIFEST).is_file():
        raise UnknownName(f"{home}: no snapshot '{snapshot_id}'; 'zhengtu info' lists them")
    return Snapshot(folder)


def list_snapshots(home: Path) -> list[str]:
    """Return the ids of all snapshots of `home`."""
    folders = (path.parent for path in home.glob(f"[!.]*/{MANIFEST}"))
    return sorted(folder.name for folder in folders if not folder.is_symlink())


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{path}: damaged; {_REBUILD}") from error
    if not isinstance(content, dict):
        raise SnapshotError(f"{path}: not an object; {_REBUILD}")
    return content
