"""The queries that run now: whoever has a token for it sees them and may stop one."""

from __future__ import annotations

import time
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Request, Response

from api.http.tokens import QUERIES, holder_of
from graph.opened import CurrentSnapshot
from graph.serving.jobs import Job
from graph.serving.pool import Pool
from ontology.errors import UnknownName

_SHOWN = 2_000


async def require_token(request: Request) -> None:
    """Let only a holder of a token that permits it see and stop queries."""
    holder_of(request).require(QUERIES)


router = APIRouter(prefix="/api/queries", tags=["operation"], dependencies=[Depends(require_token)])


@router.get("")
async def list_queries(request: Request) -> list[dict[str, Any]]:
    """List the queries that run or wait: number, client, seconds, the beginning of the text."""
    now = time.monotonic()
    return [_as_json(job, now) for job in _pool(request).jobs()]


@router.delete("/{number}", status_code=204)
async def stop_query(request: Request, number: Annotated[int, Path(ge=1)]) -> Response:
    """Stop the query `number`; its client is told that the operator did."""
    pool = _pool(request)
    job = next((job for job in pool.jobs() if job.number == number), None)
    if job is None:
        raise UnknownName(f"no query {number} runs now")
    pool.stop(job)
    return Response(status_code=204)


def _pool(request: Request) -> Pool:
    return cast(CurrentSnapshot, request.app.state.current).pool


def _as_json(job: Job, now: float) -> dict[str, Any]:
    return {
        "number": job.number,
        "client": job.client,
        "state": "running" if job.begun is not None else "waiting",
        "seconds": round(now - (job.begun or job.since), 3),
        "most_seconds": job.seconds,
        "query": job.text[:_SHOWN],
    }
