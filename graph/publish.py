"""Build a snapshot beside the current one and publish it by one rename."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.build import Building, Progress
from graph.storage.files import link_file
from graph.storage.parts import PARTS, Part, read_report
from graph.storage.snapshot import (
    CURRENT,
    DOCUMENTS,
    ID_LENGTH,
    MANIFEST,
    REPORT,
    LinkedYears,
    LoadedDocument,
    Snapshot,
    is_whole,
    snapshot_id,
)
from ontology.errors import SnapshotError

_BUILDING = ".building-"


@dataclass(frozen=True)
class Build:
    """What a snapshot is made from, beside what stands in its building.

    `inputs` is the hash of all that determines the snapshot and its index.
    """

    registers: Part
    documents: tuple[LoadedDocument, ...]
    versions: dict[str, str]
    inputs: str
    base_iri: str
    written: tuple[tuple[str, Part], ...] = ()
    links: tuple[LinkedYears, ...] = ()
    policy_links: tuple[Part, ...] = ()
    description: Part | None = None

    def parts(self) -> list[Part]:
        documents = [document.part for document in self.documents]
        links = [*(linked.part for linked in self.links), *self.policy_links]
        described = [self.description] if self.description else []
        written = [part for _, part in self.written]
        return [self.registers, *documents, *links, *described, *written]

    def id(self) -> str:
        return snapshot_id(self.parts())


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
    (folder / PARTS).mkdir()
    (folder / DOCUMENTS).mkdir()
    try:
        yield folder
    finally:
        _clear_unfinished(home)


def publish(
    home: Path, folder: Path, building: Building, build: Build, progress: Progress
) -> Snapshot:
    """Finish the build in `folder` and make it current. The caller holds the lock.

    Equal quads give the equal snapshot: its parts are then not written again.
    """
    key = build.inputs[:ID_LENGTH]
    building.finish(key, progress)
    progress("publishing")
    _write_report(folder, build)
    _write_manifest(folder, key, build)
    _place(folder, home / build.id())
    _turn_current(home, build.id())
    return Snapshot(home / build.id())


def publish_edited(home: Path, folder: Path, manifest: dict[str, Any]) -> None:
    """Make the changed copy of a snapshot in `folder` current. The caller holds the lock."""
    _dump_manifest(folder, manifest)
    _place(folder, home / str(manifest["id"]))
    _turn_current(home, str(manifest["id"]))


def keep_document(folder: Path, document: LoadedDocument, data: bytes | Path) -> None:
    """Keep the bytes of `document`, or the file that holds them, in the build in `folder`."""
    path = folder / DOCUMENTS / _stored_as(document)
    path.write_bytes(data) if isinstance(data, bytes) else link_file(data, path)


def _stored_as(document: LoadedDocument) -> str:
    return document.sha256 + Path(document.name).suffix.lower()


def _write_report(folder: Path, build: Build) -> None:
    """Write the reports of all documents and of their links, one at a time in memory."""
    with (folder / REPORT).open("w", encoding="utf-8") as file:
        file.write(f'{{"snapshot": "{build.id()}"')
        documents = [document.part for document in build.documents]
        links = [linked.part for linked in build.links]
        for name, parts in (("documents", documents), ("links", links)):
            file.write(f', "{name}": [')
            for number, part in enumerate(parts):
                file.write(",\n" if number else "\n")
                file.write(read_report(folder / PARTS, part))
            file.write("\n]")
        file.write("}\n")


def _write_manifest(folder: Path, key: str, build: Build) -> None:
    graphs: Counter[str] = Counter()
    for part in build.parts():
        graphs.update(part.graphs)
    content = {
        "id": build.id(),
        "base_iri": build.base_iri,
        "inputs": build.inputs,
        "store": f"store/{key}",
        "index": f"index/{key}",
        "registers": asdict(build.registers),
        "documents": [_described(document) for document in build.documents],
        "links": [asdict(linked) for linked in build.links],
        "policy_links": [asdict(part) for part in build.policy_links],
        "written": [{"graph": name, "part": asdict(part)} for name, part in build.written],
        "description": asdict(build.description) if build.description else None,
        "counts": {"quads": graphs.total(), "graphs": dict(sorted(graphs.items()))},
        "versions": build.versions,
    }
    _dump_manifest(folder, content)


def _dump_manifest(folder: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _described(document: LoadedDocument) -> dict[str, Any]:
    return {
        "iri": document.iri,
        "file": document.name,
        "sha256": document.sha256,
        "stored_as": _stored_as(document),
        "read_as": document.reading,
        "label": document.label,
        "counts": document.counts,
        "issue": document.issue and asdict(document.issue),
        "part": asdict(document.part),
    }


def _place(building: Path, target: Path) -> None:
    """Show the finished build as `target`.

    Where the same quads were published before, by other code or registers, the folder gains the
    new store, index and parts and then, by one rename, the manifest that names them.
    """
    _sync(building)
    if not is_whole(target):
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
    else:
        for path in (*(building / "store").iterdir(), *(building / "index").iterdir()):
            place = target / path.relative_to(building)
            if not place.exists():
                path.rename(place)
        for path in (building / PARTS).iterdir():
            path.replace(target / PARTS / path.name)
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
    """Have everything on disk; a file that another snapshot shows too is there already."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            _sync_folder(path)
        elif path.stat().st_nlink == 1:
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
