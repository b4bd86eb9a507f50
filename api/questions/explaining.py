"""Where a statement comes from: its cells, with the exact characters."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from api.answering import wait_for
from api.state import Opened, once_each
from queries.explanation import begin_explanation, read_explanation

router = APIRouter(prefix="/api/explain", tags=["explain"], dependencies=[Depends(once_each)])


@router.get("")
async def explain(request: Request, response: Response, opened: Opened, iri: str) -> dict[str, Any]:
    """Say which cells the node `iri` was read from, and which characters of them.

    A body, indicator or category is explained by the first statements that lead to it.
    """
    answer = await wait_for(request, begin_explanation(iri, opened))
    response.headers["Zhengtu-Snapshot"] = opened.snapshot.id
    return read_explanation(answer.body, opened.snapshot.id)
