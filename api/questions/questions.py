"""The saved questions: their list, and their answers as JSON, CSV or TSV with typed terms."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse

from api.answering import answer_of, respond
from api.http.negotiation import require_type
from api.pages.pages import table_page
from api.sparql.sparql import wants_page
from api.state import Opened, once_each
from ontology.errors import UnknownValue
from queries.ask import query_of, read_result
from queries.catalogue import Question, catalogue, find_question

router = APIRouter(prefix="/api/questions", tags=["questions"])

_FORMATS = {"json": "application/json", "csv": "text/csv", "tsv": "text/tab-separated-values"}
_PAGE = "text/html"
"""What a browser gets that names no format."""


@router.get("")
def list_questions() -> list[dict[str, Any]]:
    """List all saved questions with their parameters and SPARQL."""
    return [_as_json(question) for question in catalogue().values()]


@router.get("/{name}", dependencies=[Depends(once_each)])
async def ask(name: str, request: Request, opened: Opened) -> Response:
    """Answer the question `name`: its parameters as query parameters, `format` json, csv or tsv."""
    question = find_question(name)
    given = dict(request.query_params)
    media_type = _media_type(given.pop("format", None), request)
    query = await run_in_threadpool(query_of, question, given, opened)
    if media_type == _FORMATS["tsv"]:
        typed = replace(query, solutions_as=media_type)
        return respond(opened, await answer_of(request, opened, typed))
    answer = await answer_of(request, opened, query)
    result = read_result(question, query, answer.body, opened.snapshot.id)
    headers = {"Vary": "Accept", "Zhengtu-Snapshot": opened.snapshot.id}
    if media_type == _PAGE:
        rows = [["" if cell is None else str(cell) for cell in row.values()] for row in result.rows]
        page = table_page(question.title_zh, result.columns, rows, opened.snapshot)
        return HTMLResponse(page, headers=headers)
    if media_type == _FORMATS["csv"]:
        return Response(result.as_csv(), headers=headers, media_type="text/csv; charset=utf-8")
    return JSONResponse(result.as_json(), headers=headers)


def _media_type(wanted: str | None, request: Request) -> str:
    if wanted is None and wants_page(request, _FORMATS.values()):
        return _PAGE
    if wanted is None:
        return require_type(request.headers.get("accept"), _FORMATS.values())
    if wanted not in _FORMATS:
        raise UnknownValue(f"no format '{wanted}', only {', '.join(_FORMATS)}", "format")
    return _FORMATS[wanted]


def _as_json(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": {"zh": question.title_zh, "en": question.title_en},
        "parameters": [asdict(parameter) for parameter in question.parameters],
        "row": question.row,
        "sparql": question.sparql,
        "url": f"/api/questions/{question.name}",
    }
