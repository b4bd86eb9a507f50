"""What is served: the snapshot's manifest, and whether there is a snapshot at all."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api.state import Opened

router = APIRouter(tags=["snapshot"])


@router.get("/api/info")
def info(opened: Opened) -> dict[str, Any]:
    """Say what is served: the manifest of the snapshot."""
    return opened.snapshot.manifest


@router.get("/health")
def health(opened: Opened) -> dict[str, str]:
    """Say that a snapshot is served."""
    return {"status": "ok", "snapshot": opened.snapshot.id}
