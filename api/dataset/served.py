"""What is served, and how: the manifest, whether there is a snapshot, figures of the server."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.http.observing import Observer
from api.state import Opened
from graph.opened import CurrentSnapshot
from graph.sparql.evaluate import Query

router = APIRouter(tags=["snapshot"])

_EASY = Query("ASK {}")


@router.get("/api/info")
def info(opened: Opened) -> dict[str, Any]:
    """Say what is served: the manifest of the snapshot."""
    return opened.snapshot.manifest


@router.get("/health")
async def health(opened: Opened) -> dict[str, str]:
    """Say that a snapshot is served."""
    return {"status": "ok", "snapshot": opened.snapshot.id}


@router.get("/ready")
async def ready(opened: Opened) -> dict[str, str]:
    """Say that a query is answered now: a process is up and its store is open."""
    await asyncio.wrap_future(opened.workers.of("", 5).submit(_EASY))
    return {"status": "ready", "snapshot": opened.snapshot.id}


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Return the figures of the server in the text format of Prometheus."""
    observer: Observer = request.app.state.observer
    pool = cast(CurrentSnapshot, request.app.state.current).pool
    return Response(observer.figures([pool]), media_type=CONTENT_TYPE_LATEST)
