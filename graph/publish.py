"""Build a snapshot beside the current one and publish it by one rename."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard
from pyoxigraph import Quad, RdfFormat, Store, serialize

from graph.index import write_index
from graph.snapshot import CURRENT, DOCUMENTS, MANIFEST, N_QUADS, REPORT, Snapshot, is_whole
from ontology.errors import SnapshotError
from ontology.ids import rebase

_BUILDING = ".building-"
_ID_LENGTH = 16


@dataclass(frozen=True)
class LoadedDocument:
    """A document to keep in a snapshot: node, name, bytes, and what the manifest says of it."""

    iri: str
    name: str
    sha256: str
    data: bytes
    counts: dict[str, int]


@dataclass(frozen=True)
class Build:
    """What a snapshot is made from. `inputs` is the hash of all that determines it."""

    quads: Iterable[Quad]
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


def publish(home: Path, build: Build, progress: Callable[[str], None]) -> Snapshot:
    """Write `build` to `home` and make it current. The caller holds the lock.

    Equal quads give the equal snapshot: it is then not written again.
    """
    _clear_unfinished(home)
    progress("sorting")
    lines = sorted_n_quads(build.quads, build.base_iri)
    snapshot_id = hashlib.sha256(b"".join(lines)).hexdigest()[:_ID_LENGTH]
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=home))
    building.chmod(0o755)
    target = home / snapshot_id
    key = build.inputs[:_ID_LENGTH]
    (building / N_QUADS).write_bytes(zstandard.ZstdCompressor(10).compress(b"".join(lines)))
    progress("storing")
    _write_store(building / "store" / key, lines)
    progress("indexing")
    _write_index(building, key, build.base_iri)
    _write_documents(building, build.documents)
    _write_json(building / REPORT, {"snapshot": snapshot_id, **build.report})
    _write_json(building / MANIFEST, _manifest(snapshot_id, key, lines, build))
    progress("publishing")
    _place(building, target)
    _turn_current(home, snapshot_id)
    return Snapshot(target)


def sorted_n_quads(quads: Iterable[Quad], base_iri: str) -> list[bytes]:
    """Return the distinct N-Quads lines in the order of their bytes."""
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    rebased = rebase(written.decode(), base_iri).encode()
    return sorted(set(rebased.splitlines(keepends=True)))


def _write_store(folder: Path, lines: list[bytes]) -> None:
    folder.parent.mkdir()
    store = Store(str(folder))
    store.bulk_load(b"".join(lines), format=RdfFormat.N_QUADS)
    store.bulk_load(b"".join(triples_of(lines)), format=RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    del store


def triples_of(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the N-Triples of sorted N-Quads, each once.

    They fill the default graph of the store, which is then the union of the named graphs. The
    engine's own union counts a triple once for each graph that holds it.
    """
    return (triple + b" .\n" for triple in sorted({line.rsplit(b" ", 2)[0] for line in lines}))


def _write_index(folder: Path, key: str, base_iri: str) -> None:
    (folder / "index").mkdir()
    store = Store.read_only(str(folder / "store" / key))
    write_index(folder / "index" / key, store, base_iri)
    del store


def _write_documents(folder: Path, documents: Iterable[LoadedDocument]) -> None:
    (folder / DOCUMENTS).mkdir()
    for document in documents:
        (folder / DOCUMENTS / _stored_as(document)).write_bytes(document.data)


def _stored_as(document: LoadedDocument) -> str:
    return document.sha256 + Path(document.name).suffix.lower()


def _manifest(snapshot_id: str, key: str, lines: list[bytes], build: Build) -> dict[str, Any]:
    graphs = Counter(line.rsplit(b" ", 2)[1].decode().strip("<>") for line in lines)
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
                "counts": document.counts,
            }
            for document in build.documents
        ],
        "counts": {"quads": len(lines), "graphs": dict(sorted(graphs.items()))},
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
