"""Two documents side by side: as JSON, CSV, or a page for a browser."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse

from api.answering import wait_for
from api.http.negotiation import TABLES, table_type
from api.pages.pages import table_page
from api.sparql.sparql import wants_page
from api.state import Opened, once_each
from queries.comparison import COLUMNS, begin_comparison, read_comparison

router = APIRouter(prefix="/api/compare", tags=["compare"], dependencies=[Depends(once_each)])


@router.get("")
async def compare(
    request: Request,
    opened: Opened,
    older: str = Query(alias="from"),
    newer: str = Query(alias="to"),
    format: str | None = None,  # noqa: A002
) -> Response:
    """Say what of the document `from` goes on in `to`, what changed, was dropped, and is new."""
    is_page = format is None and wants_page(request, TABLES.values())
    media_type = "text/html" if is_page else table_type(format, request.headers.get("accept"))
    first, second, answer = await run_in_threadpool(begin_comparison, older, newer, opened)
    body = (await wait_for(request, answer)).body
    found = read_comparison(first, second, body, opened.snapshot.id)
    headers = {"Vary": "Accept", "Zhengtu-Snapshot": opened.snapshot.id}
    if is_page:
        rows = [list(line.values()) for line in found.as_table()]
        page = table_page("文件对比", list(COLUMNS), rows, opened.snapshot)
        return HTMLResponse(page, headers=headers)
    if media_type == TABLES["csv"]:
        return Response(found.as_csv(), headers=headers, media_type="text/csv; charset=utf-8")
    return JSONResponse(found.as_json(), headers=headers)
