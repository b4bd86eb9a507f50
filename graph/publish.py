"""Build a snapshot beside the current one and publish it by one rename."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import Quad, RdfFormat, Store, serialize

from graph.identities import IdentityReader
from graph.identity_index import write_identities
from graph.index import write_index
from graph.snapshot import (
    CURRENT,
    DOCUMENTS,
    MANIFEST,
    N_QUADS,
    NAMES,
    REPORT,
    Reading,
    Snapshot,
    is_whole,
)
from graph.spool import Spool, Written, write_graph
from ontology.errors import SnapshotError
from ontology.ids import rebase


class Progress(Protocol):
    """Told what a load is doing: the step, and how many of how many where they are counted."""

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


_BUILDING = ".building-"
_SPOOL = "spool"
_ID_LENGTH = 16


@dataclass(frozen=True)
class LoadedDocument:
    """A document of a snapshot: node, name, hash, and what the manifest says of it."""

    iri: str
    name: str
    sha256: str
    counts: dict[str, int]
    reading: Reading = "tasks"


@dataclass(frozen=True)
class Build:
    """What a snapshot is made from, beside its quads.

    `inputs` is the hash of all that determines the snapshot and its index.
    """

    documents: tuple[LoadedDocument, ...]
    report: dict[str, Any]
    versions: dict[str, str]
    inputs: str
    base_iri: str


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the lock of `home` so that one load works on it at a time.

    Raises SnapshotError if another process holds it or the folder cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = (home / ".lock").open("w")
    except OSError as error:
        raise SnapshotError(f"{home}: cannot be written: {error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SnapshotError(f"{home}: another load is running; wait for it to end") from None
        yield


@contextmanager
def building(home: Path) -> Iterator[Path]:
    """Yield a hidden folder of `home` for a build, and remove it and all unfinished ones after."""
    _clear_unfinished(home)
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=home))
    folder.chmod(0o755)
    (folder / _SPOOL).mkdir()
    (folder / DOCUMENTS).mkdir()
    try:
        yield folder
    finally:
        _clear_unfinished(home)


def spool_of(folder: Path) -> Spool:
    """Return the spool of a build's folder, into which the quads of the documents go."""
    return Spool(folder / _SPOOL)


def publish(home: Path, folder: Path, spool: Spool, build: Build, progress: Progress) -> Snapshot:
    """Finish the build in `folder` and make it current. The caller holds the lock.

    Equal quads give the equal snapshot: it is then not written again.
    """
    key = build.inputs[:_ID_LENGTH]
    progress("sorting")
    quads, triples = folder / _SPOOL / "all.nq", folder / _SPOOL / "all.nt"
    written = write_graph(spool.merged(), folder / N_QUADS, quads, triples)
    progress("storing")
    _write_store(folder / "store" / key, quads, triples)
    progress("indexing")
    _write_index(folder, key, build.base_iri)
    shutil.rmtree(folder / _SPOOL)
    snapshot_id = written.sha256[:_ID_LENGTH]
    _write_json(folder / REPORT, {"snapshot": snapshot_id, **build.report})
    _write_json(folder / MANIFEST, _manifest(snapshot_id, key, written, build))
    progress("publishing")
    _place(folder, home / snapshot_id)
    _turn_current(home, snapshot_id)
    return Snapshot(home / snapshot_id)


def sorted_n_quads(quads: Iterable[Quad], base_iri: str) -> list[bytes]:
    """Return the distinct N-Quads lines in the order of their bytes."""
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    rebased = rebase(written.decode(), base_iri).encode()
    return sorted(set(rebased.splitlines(keepends=True)))


def _write_store(folder: Path, quads: Path, triples: Path) -> None:
    """Load the named graphs, and all their triples once more as the default graph: their union.

    The engine's own union counts a triple once for each graph that holds it.
    """
    folder.parent.mkdir()
    store = Store(str(folder))
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    store.bulk_load(path=str(triples), format=RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    del store


def _write_index(folder: Path, key: str, base_iri: str) -> None:
    (folder / "index").mkdir()
    store = Store.read_only(str(folder / "store" / key))
    write_index(folder / "index" / key, store, base_iri)
    names = IdentityReader(store, base_iri).identities()
    write_identities(folder / "index" / key / NAMES, names)
    del store


def keep_document(folder: Path, document: LoadedDocument, data: bytes) -> None:
    """Write the bytes of `document` into the build in `folder`."""
    (folder / DOCUMENTS / _stored_as(document)).write_bytes(data)


def _stored_as(document: LoadedDocument) -> str:
    return document.sha256 + Path(document.name).suffix.lower()


def _manifest(snapshot_id: str, key: str, written: Written, build: Build) -> dict[str, Any]:
    return {
        "id": snapshot_id,
        "base_iri": build.base_iri,
        "inputs": build.inputs,
        "store": f"store/{key}",
        "index": f"index/{key}",
        "documents": [
            {
                "iri": rebase(document.iri, build.base_iri),
                "file": document.name,
                "sha256": document.sha256,
                "stored_as": _stored_as(document),
                "read_as": document.reading,
                "counts": document.counts,
            }
            for document in build.documents
        ],
        "counts": {"quads": written.quads, "graphs": written.graphs},
        "versions": build.versions,
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _place(building: Path, target: Path) -> None:
    """Show the finished build as `target`.

    Where the same quads were published before, by other code or registers, the folder gains the
    new store and index and then, by one rename, the manifest that names them.
    """
    _sync(building)
    if not is_whole(target):
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    else:
        for part in (*(building / "store").iterdir(), *(building / "index").iterdir()):
            place = target / part.relative_to(building)
            if not place.exists():
                part.rename(place)
        for name in (REPORT, MANIFEST):
            (building / name).replace(target / name)
        shutil.rmtree(building)
    _sync_folder(target.parent)


def _turn_current(home: Path, snapshot_id: str) -> None:
    link = home / f"{_BUILDING}{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(snapshot_id)
    link.replace(home / CURRENT)
    _sync_folder(home)


def _clear_unfinished(home: Path) -> None:
    for path in home.glob(f"{_BUILDING}*"):
        path.unlink() if path.is_symlink() else shutil.rmtree(path)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            _sync_folder(path)
        else:
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
