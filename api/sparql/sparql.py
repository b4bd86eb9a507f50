"""The SPARQL 1.1 protocol: queries by GET and by both forms of POST. Read-only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.answering import answer_of, respond
from api.http.asked import MOST_FIELDS, split_options
from api.http.forms import FORM
from api.http.negotiation import best_type, packed_as
from api.http.percent import read_pairs
from api.pages.pages import table_page
from api.sparql.service_description import describe_service
from api.sparql.updates import USING, update
from api.state import Opened, snapshot_of
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import GRAPH_FORMATS, SOLUTION_FORMATS, Answer, Query
from graph.sparql.output import ZSTD
from ontology.errors import QueryError, QueryRefused, QueryTooLong

router = APIRouter(tags=["sparql"])

DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_BODY = 1_000_000
"""Bytes of a request's body at the most."""

JSON_RESULTS = "application/sparql-results+json"

_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
"""General media types that clients ask for, and what they mean for solutions."""

_GRAPHS = ("default-graph-uri", "named-graph-uri")
_IN_FORM = {"query", "update", *_GRAPHS, *USING}
"""Parameters of the protocol that a form has in itself."""

_QUERY_PARAMETER = {
    "name": "query",
    "in": "query",
    "required": True,
    "schema": {"type": "string"},
    "example": "SELECT ?name WHERE { ?agency a zt:Agency ; skos:prefLabel ?name } LIMIT 10",
}


@router.get("/sparql", openapi_extra={"parameters": [_QUERY_PARAMETER]})
async def query_by_get(request: Request, opened: Opened) -> Response:
    """Answer the SPARQL query in the parameter `query`; without one, describe the endpoint."""
    if not request.url.query and not wants_page(request, GRAPH_FORMATS):
        return describe_service(request, opened)
    return await _answer(request, opened, request.url.query)


@router.post("/sparql")
async def query_by_post(request: Request, opened: Opened) -> Response:
    """Answer the SPARQL query in a form, or in the body itself as application/sparql-query."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await _body(request)
    if media_type == FORM:
        form = "&".join([body, *_form_in_address(request)])
        fields = _fields(form)
        if any(name == "update" for name, _ in fields):
            return await update(request, fields)
        return await _answer(request, opened, form)
    if media_type == DIRECT:
        return await _answer(request, opened, request.url.query, query=body)
    if media_type == UPDATE:
        return await update(request, _fields(request.url.query), body)
    raise HTTPException(415, f"send {FORM} or {DIRECT}, not '{media_type}'")


def _form_in_address(request: Request) -> list[str]:
    """Return the pairs of the address that the protocol puts into a form: they count there, too."""
    pairs = request.url.query.split("&") if request.url.query else []
    return [pair for pair in pairs if any(name in _IN_FORM for name, _ in _fields(pair))]


async def _body(request: Request) -> str:
    """Return the body as text, decoded once.

    Raises QueryTooLong over the limit, QueryError if it is not UTF-8.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY:
            raise QueryTooLong(f"the request is over {MOST_BODY} bytes")
    return _decoded(body)


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8 at byte {error.start}") from None


async def _answer(
    request: Request, opened: OpenSnapshot, form: str, query: str | None = None
) -> Response:
    form, options = split_options(form)
    if options and query is None and request.method == "POST":
        opened = snapshot_of(request, options)
    asked = _query(request, form, query)
    as_page = wants_page(request, SOLUTION_FORMATS)
    if as_page:
        asked = replace(asked, solutions_as=JSON_RESULTS, encoding="")
    answer = await answer_of(request, opened, asked)
    if as_page and answer.media_type == JSON_RESULTS:
        return _page(opened, answer)
    return respond(opened, answer)


def wants_page(request: Request, formats: Iterable[str]) -> bool:
    """Tell whether the client is a browser that likes a page better than any of `formats`."""
    accept = request.headers.get("accept", "")
    return "text/html" in accept and best_type(accept, ["text/html", *formats]) == "text/html"


def _page(opened: OpenSnapshot, answer: Answer) -> Response:
    """Return solutions as a page with a table."""
    content = json.loads(answer.body)
    if "boolean" in content:
        columns, rows = ["answer"], [[str(content["boolean"]).lower()]]
    else:
        columns = content["head"]["vars"]
        found = content["results"]["bindings"]
        rows = [[solution.get(name, {}).get("value", "") for name in columns] for solution in found]
    page = table_page("SPARQL", columns, rows, opened.snapshot)
    truncated = str(answer.truncated).lower()
    headers = {
        "Vary": "Accept",
        "Zhengtu-Snapshot": opened.snapshot.id,
        "Zhengtu-Truncated": truncated,
    }
    return HTMLResponse(page, headers=headers)


def _fields(form: str) -> list[tuple[str, str]]:
    try:
        return read_pairs(form, MOST_FIELDS)
    except ValueError:
        raise QueryError("the parameters are not percent-encoded UTF-8") from None


def _query(request: Request, form: str, direct: str | None) -> Query:
    """Return the query of a request; `direct` is the body where that is the query itself."""
    fields = _fields(form)
    if any(name == "update" for name, _ in fields):
        raise QueryRefused("an update; this endpoint only reads, unless a token comes by POST")
    if using := next((name for name, _ in fields if name in USING), None):
        raise QueryError(f"'{using}' is for updates; a query has {' and '.join(_GRAPHS)}")
    queries = [value for name, value in fields if name == "query"]
    if direct is not None:
        queries.append(direct)
    if len(queries) != 1:
        raise QueryError(f"send one query in the parameter 'query', not {len(queries)}")
    headers = request.headers
    base = str(request.url.replace(query=""))
    fields = [*fields, *(() if direct is None else [("query", direct)])]
    return query_of(fields, headers.get("accept"), base, headers.get("accept-encoding"))


def query_of(
    fields: list[tuple[str, str]], accept: str | None, base: str, encoding: str | None
) -> Query:
    """Return the one query among `fields`, as the headers of its request want it answered."""
    return Query(
        next(value for name, value in fields if name == "query"),
        solutions_as=best_type(_aliased(accept), SOLUTION_FORMATS),
        graph_as=best_type(accept, GRAPH_FORMATS),
        default_graphs=_graphs(fields, _GRAPHS[0]),
        named_graphs=_graphs(fields, _GRAPHS[1]),
        base=base,
        encoding=packed_as(encoding, ZSTD),
    )


@lru_cache(maxsize=256)
def _aliased(accept: str | None) -> str | None:
    if not accept:
        return None
    parts = (part.partition(";") for part in accept.split(","))
    named = ((name.strip().lower(), rest) for name, _, rest in parts)
    return ", ".join(f"{_ALIASES.get(name, name)};{rest}" for name, rest in named)


def _graphs(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for field, value in fields if field == name)
