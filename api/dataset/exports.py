"""Exports over HTTP: the graph, its tables or an answer, in the formats of other tools."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.http.ranges import FileWithParts
from api.state import Opened, once_each
from graph.opened import OpenSnapshot
from ontology.errors import ResultTooLarge, UnknownValue
from queries.catalogue import find_question
from queries.exports.formats import (
    FORMATS,
    Wanted,
    find_format,
    media_type_of,
    suffix_of,
    write_one_file,
)
from queries.exports.tables import tables

router = APIRouter(prefix="/export", tags=["exports"])

MOST_QUADS = 3_000_000
"""Statements of a snapshot that is exported over HTTP at the most."""
_one_at_a_time = asyncio.Semaphore(1)
"""Writing takes a processor and memory: others wait, queries do not."""
_OPTIONS = ("table", "question", "bom")


@router.get("")
def list_exports() -> dict[str, Any]:
    """List the formats and the tables with their columns."""
    return {
        "formats": [
            {"name": one.name, "url": f"/export/{one.name}", "description": one.description}
            for one in FORMATS.values()
        ],
        "tables": [
            {
                "name": table.name,
                "title": {"zh": table.title_zh, "en": table.title_en},
                "row": table.row,
                "columns": [
                    {"name": c.name, "type": c.type, "description": c.description}
                    for c in table.columns
                ],
            }
            for table in tables().values()
        ],
    }


_PARAMETERS = [
    {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, **more}
    for name, more in (
        ("table", {"description": "only this table"}),
        ("question", {"description": "the answer to this saved question, with its parameters"}),
        ("bom", {"description": "true: CSV for Excel, marked as UTF-8, no text is a formula"}),
    )
]


@router.get(
    "/{format_name}",
    dependencies=[Depends(once_each)],
    openapi_extra={"parameters": _PARAMETERS},
    response_class=FileResponse,
)
async def export(format_name: str, request: Request, opened: Opened) -> FileResponse:
    """Export everything, one `table`, or the answer to a `question` in a format."""
    wanted = _wanted(format_name, dict(request.query_params))
    if opened.snapshot.manifest["counts"]["quads"] > MOST_QUADS:
        message = "the snapshot is too large to be exported over HTTP: use 'zhengtu export'"
        raise ResultTooLarge(message)
    async with _one_at_a_time:
        path = await run_in_threadpool(_write, wanted, opened)
    name = f"zhengtu-{opened.snapshot.id}-{wanted.name}{suffix_of(wanted)}"
    return FileWithParts(
        path,
        media_type=media_type_of(wanted),
        filename=name,
        headers={"Zhengtu-Snapshot": opened.snapshot.id},
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


def _wanted(format_name: str, given: dict[str, str]) -> Wanted:
    format_ = find_format(format_name)
    table, question = given.pop("table", ""), given.pop("question", "")
    bom = _truth("bom", given.pop("bom", ""))
    if question:
        find_question(question)
    elif given:
        name = next(iter(given))
        raise UnknownValue(f"no parameter '{name}', only {', '.join(_OPTIONS)}", name)
    return Wanted(format_, table, question, given, bom)


def _truth(name: str, value: str) -> bool:
    if value not in ("", "true", "false"):
        raise UnknownValue(f"{name}: '{value}' is neither true nor false", name)
    return value == "true"


def _write(wanted: Wanted, opened: OpenSnapshot) -> Path:
    """Return a file of its own with what is wanted; whoever sends it removes it."""
    with tempfile.NamedTemporaryFile(prefix="zhengtu-", delete=False) as file:
        path = Path(file.name)
    try:
        write_one_file(wanted, opened, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
