"""The snapshots that can be asked, cited and taken away."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi.responses import PlainTextResponse, StreamingResponse

from api.http.asked import asked_of
from api.http.ranges import FileWithParts
from api.http.tags import check_content, check_file
from graph.opened import CurrentSnapshot
from graph.serving.dumps import FORMATS, dump_of, unpacked, unpacked_length
from graph.storage.snapshot import CURRENT, MANIFEST, Snapshot, list_snapshots, open_snapshot
from ontology.errors import SnapshotError

router = APIRouter(prefix="/snapshots", tags=["snapshot"])

Id = Annotated[str, InPath(description="id of a snapshot", max_length=64)]


@router.get("")
def list_all(request: Request) -> dict[str, Any]:
    """List the snapshots, the newest first, and say which one is current."""
    home = _home(request)
    current = (home / CURRENT).resolve().name if (home / CURRENT).is_symlink() else None
    found = [_described(home / name, str(request.base_url)) for name in list_snapshots(home)]
    listed = [entry for entry in found if entry is not None]
    listed.sort(key=lambda entry: (entry["published"], entry["id"]), reverse=True)
    return _known({"current": current, "snapshots": listed}, request)


@router.get("/{snapshot_id}")
def describe(request: Request, snapshot_id: Id) -> dict[str, Any]:
    """Describe one snapshot: what it holds, where its dumps are, how it is cited."""
    return _known(_describe(request, snapshot_id), request)


def _describe(request: Request, snapshot_id: str) -> dict[str, Any]:
    snapshot = open_snapshot(_home(request), snapshot_id)
    described = _described(snapshot.folder, str(request.base_url))
    assert described is not None  # noqa: S101 - opened above
    return described


@router.get("/{snapshot_id}/citation")
def cite(request: Request, snapshot_id: Id) -> PlainTextResponse:
    """Return a sentence that cites the snapshot."""
    citation = _describe(request, snapshot_id)["citation"] + "\n"
    check_content(request, citation)
    return PlainTextResponse(citation)


@router.get("/{snapshot_id}/graph.{format_name}")
def dump(request: Request, snapshot_id: Id, format_name: str) -> Response:
    """Return all statements: `nq` or `trig`, packed with zstd as `nq.zst` or `trig.zst`.

    A packed one is a file, of which a part can be fetched again (Range, If-Range).
    """
    home, (name, _, packing) = _home(request), format_name.partition(".")
    snapshot = open_snapshot(home, snapshot_id)
    path = dump_of(home, snapshot, name if packing in ("", "zst") else format_name)
    asked = asked_of(request.scope)
    asked.snapshot, asked.options["snapshot"] = snapshot.id, [snapshot.id]
    tag = check_file(request, snapshot.id, format_name, str(path.stat().st_size))
    published = (snapshot.folder / MANIFEST).stat().st_mtime
    headers = {"ETag": tag, "Last-Modified": formatdate(published, usegmt=True)}
    if packing:
        filename = f"zhengtu-{snapshot.id}.{format_name}"
        return FileWithParts(path, 200, headers, "application/zstd", filename=filename)
    headers["Content-Length"] = str(unpacked_length(path))
    return StreamingResponse(unpacked(path), 200, headers, FORMATS[name])


def _known(content: dict[str, Any], request: Request) -> dict[str, Any]:
    """Return `content`; raises NotModified if the client has it."""
    check_content(request, json.dumps(content))
    return content


def _home(request: Request) -> Path:
    return cast(CurrentSnapshot, request.app.state.current).home


def _described(folder: Path, root: str) -> dict[str, Any] | None:
    """Return what is said of the snapshot in `folder`, or None if it has just gone away."""
    try:
        facts = _facts(folder, (folder / MANIFEST).stat().st_mtime_ns)
    except (OSError, SnapshotError):
        return None
    address = f"{root}snapshots/{facts['id']}"
    dumps = {end: f"{address}/graph.{end}" for name in FORMATS for end in (name, f"{name}.zst")}
    citation = (
        f"政图 zhengtu: Chinese government task documents as a knowledge graph. "
        f"Snapshot {facts['id']}, {facts['published'][:10]}, {facts['documents']} documents, "
        f"{facts['statements']} statements. {address}"
    )
    return {**facts, "url": address, "dumps": dumps, "citation": citation}


@lru_cache(maxsize=1024)
def _facts(folder: Path, changed: int) -> dict[str, Any]:
    manifest = Snapshot(folder).manifest
    return {
        "id": manifest["id"],
        "published": datetime.fromtimestamp(changed / 1e9, UTC).isoformat(timespec="seconds"),
        "documents": len(manifest["documents"]),
        "statements": manifest["counts"]["quads"],
        "versions": manifest["versions"],
    }
