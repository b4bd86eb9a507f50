"""Why a surface means a body. The application reads no register: what answers is handed to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.state import Opened, once_each
from graph.opened import OpenSnapshot
from ontology.errors import SettingError

Explain = Callable[[str, str, OpenSnapshot], dict[str, Any]]

router = APIRouter(prefix="/api/resolve", tags=["resolve"], dependencies=[Depends(once_each)])


@router.get("")
async def resolve(
    request: Request, opened: Opened, surface: str, document: str = ""
) -> dict[str, Any]:
    """Say who `surface` is in `document` (number, title or IRI), and by which steps."""
    explain = cast(Explain | None, request.app.state.explain)
    if explain is None:
        raise SettingError("this server was started without registers; run 'zhengtu serve'")
    return await run_in_threadpool(explain, surface, document, opened)
