"""Write to the current snapshot: a copy of it is changed, and published as the next one.

The files of the store and of the index are linked, not copied, so that a write takes as long as the
graphs that it changes. Readers keep the snapshot that they have; a kill leaves the old one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from graph.publish import building, locked, publish_edited
from graph.serving.jobs import Job
from graph.serving.pool import Pool
from graph.storage.files import link_folder
from graph.storage.parts import PARTS, Part, take_part
from graph.storage.snapshot import DOCUMENTS, REPORT, Snapshot, open_current, snapshot_id
from graph.storage.store import copy_store
from graph.writing.edits import Author, Edit, Edited, Request, apply_edit
from graph.writing.reading import BODY_BYTES
from ontology import ids
from ontology.ids import rebase

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Written:
    """The snapshot that a write made, or the old one where it changed nothing."""

    snapshot: str
    previous: str
    added: int
    removed: int
    existed: bool


@dataclass(frozen=True)
class Desk:
    """Where writes are made: the snapshots of `home`, by a process of `pool` within `seconds`, from
    bodies of `most_bytes`."""

    home: Path
    pool: Pool
    seconds: float
    most_bytes: int = BODY_BYTES


def write(desk: Desk, request: Request, author: Author) -> Written:
    """Carry out `request` of `author`, and publish the snapshot that comes of it.

    Raises what is wrong with the request, Forbidden, SnapshotError while a load is running, or
    QueryTimeout.
    """
    with _one_at_a_time, locked(desk.home), building(desk.home) as folder:
        previous = open_current(desk.home)
        reserved = tuple(rebase(root, previous.base_iri) for root in (ids.ID, ids.DEFINITIONS))
        author = replace(author, reserved=reserved)
        base_iri, is_union = previous.base_iri, previous.is_union
        edit = Edit(request, author, previous.id, base_iri, is_union, desk.most_bytes)
        return _write(desk, folder, previous, edit)


def _write(desk: Desk, folder: Path, previous: Snapshot, edit: Edit) -> Written:
    store_path = folder / str(previous.manifest["store"])
    copy_store(previous.store_path, store_path)
    arguments = (str(folder), str(store_path), edit)
    edited: Edited = desk.pool.submit(Job(apply_edit, arguments, desk.seconds)).result()
    if not edited.parts:
        return Written(previous.id, previous.id, 0, 0, edited.existed)
    manifest = _manifest(previous, edited)
    _take_over(previous, folder, edited)
    publish_edited(desk.home, folder, manifest)
    return Written(manifest["id"], previous.id, edited.added, edited.removed, edited.existed)


def _manifest(previous: Snapshot, edited: Edited) -> dict[str, Any]:
    """Return the manifest of `previous` with the graphs that were written."""
    written: dict[str, Part | None] = {**dict(previous.written()), **edited.parts}
    kept = {name: part for name, part in sorted(written.items()) if part}
    described = edited.description or previous.description()
    parts = [*_untouched(previous), *([described] if described else []), *kept.values()]
    graphs: dict[str, int] = {}
    for part in parts:
        for name, count in part.graphs.items():
            graphs[name] = graphs.get(name, 0) + count
    return {
        **previous.manifest,
        "id": snapshot_id(parts),
        "description": asdict(described) if described else None,
        "written": [{"graph": name, "part": asdict(part)} for name, part in kept.items()],
        "counts": {"quads": sum(graphs.values()), "graphs": dict(sorted(graphs.items()))},
        "edited_from": previous.id,
    }


def _untouched(previous: Snapshot) -> Iterator[Part]:
    """Yield the parts that no write changes: all that a load made, but for the description."""
    description = previous.description()
    yield from (part for part in previous.loaded_parts() if part != description)


def _take_over(previous: Snapshot, folder: Path, edited: Edited) -> None:
    """Show what did not change in the new folder too."""
    link_folder(previous.folder / DOCUMENTS, folder / DOCUMENTS)
    link_folder(previous.index_path, folder / str(previous.manifest["index"]))
    report = previous.folder / REPORT
    (folder / REPORT).write_bytes(report.read_bytes())
    kept = [part for name, part in previous.written() if name not in edited.parts]
    description = previous.description()
    kept += [description] if description and not edited.description else []
    for part in (*_untouched(previous), *kept):
        take_part(previous.parts_path, folder / PARTS, part)
