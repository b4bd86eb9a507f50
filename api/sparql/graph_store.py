"""The SPARQL 1.1 Graph Store Protocol: graphs read by everyone, written with a token.

A graph is named by `?graph=`, `?default`, or the address itself: `/graphs/person/1` stands for the
graph of that IRI.
"""

from __future__ import annotations

import re
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response
from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException

from api.answering import answer_of, respond
from api.http.negotiation import require_type
from api.sparql.updates import told, write_for, writer_of
from api.state import Opened
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import GRAPH_FORMATS, Query
from graph.writing.edits import GraphRequest
from ontology.errors import QueryError, UnknownName

router = APIRouter(tags=["graph store"])

PATH = "/graphs"
_MULTIPART = "multipart/form-data"
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))', re.IGNORECASE)
_PART_TYPE = re.compile(rb"^content-type:([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 100


def graph_of(request: Request) -> str:
    """Return the IRI of the graph that the parameters name, empty for the default graph.

    Raises QueryError unless they name exactly one.
    """
    named = request.query_params.getlist("graph")
    named += [""] if "default" in request.query_params else []
    if len(named) != 1:
        raise QueryError("name one graph: ?graph=<its IRI>, ?default, or its own address")
    try:
        return NamedNode(named[0]).value if named[0] else ""
    except ValueError as error:
        raise QueryError(f"?graph: {error}") from None


def graph_at(request: Request, path: str) -> str:
    """Return the IRI of the graph that has the address of the request."""
    address = str(request.url.replace(query=""))
    try:
        return NamedNode(address).value
    except ValueError:
        raise QueryError(f"the address of '{path}' is no IRI") from None


Named = Annotated[str, Depends(graph_of)]
Placed = Annotated[str, Depends(graph_at)]


@router.get(PATH)
async def read_graph(request: Request, opened: Opened, graph: Named) -> Response:
    """Return all that a graph states; 404 if it states nothing."""
    return await _read(request, opened, graph)


@router.get(PATH + "/{path:path}")
async def read_graph_here(request: Request, opened: Opened, graph: Placed) -> Response:
    """Return all that the graph of this address states; 404 if it states nothing."""
    return await _read(request, opened, graph)


@router.put(PATH)
async def put_graph(request: Request, graph: Named) -> Response:
    """Let a graph state what the body does, and nothing else."""
    return await _write(request, "PUT", graph)


@router.put(PATH + "/{path:path}")
async def put_graph_here(request: Request, graph: Placed) -> Response:
    """Let the graph of this address state what the body does, and nothing else."""
    return await _write(request, "PUT", graph)


@router.delete(PATH)
async def delete_graph(request: Request, graph: Named) -> Response:
    """Remove a graph."""
    return told(await write_for(request, GraphRequest("DELETE", graph)), 200)


@router.delete(PATH + "/{path:path}")
async def delete_graph_here(request: Request, graph: Placed) -> Response:
    """Remove the graph of this address."""
    return told(await write_for(request, GraphRequest("DELETE", graph)), 200)


@router.post(PATH)
async def post_graph(request: Request) -> Response:
    """Add what the body states to a graph; to a new one, if none is named."""
    if {"graph", "default"} & set(request.query_params):
        return await _write(request, "POST", graph_of(request))
    address = str(request.url.replace(query="", path=f"{PATH}/{uuid4()}"))
    response = await _write(request, "POST", address)
    response.headers["Location"] = address
    return response


@router.post(PATH + "/{path:path}")
async def post_graph_here(request: Request, graph: Placed) -> Response:
    """Add what the body states to the graph of this address."""
    return await _write(request, "POST", graph)


async def _read(request: Request, opened: OpenSnapshot, graph: str) -> Response:
    accept = require_type(request.headers.get("accept"), GRAPH_FORMATS)
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    query = Query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", graph_as=accept)
    answer = await answer_of(request, opened, query)
    if graph and not answer.rows:
        raise UnknownName(f"there is no graph <{graph}>")
    return respond(opened, answer)


async def _write(request: Request, method: str, graph: str) -> Response:
    writer_of(request)
    contents = _contents(await request.body(), request.headers.get("content-type", ""))
    base = graph or str(request.url.replace(query=""))
    written = await write_for(request, GraphRequest(method, graph, contents, base))
    return told(written, 200 if written.existed else 201)


def _contents(body: bytes, content_type: str) -> tuple[tuple[bytes, str], ...]:
    """Return the texts of a body with their media types; a form may have several."""
    media_type = content_type.split(";", maxsplit=1)[0].strip().lower()
    if media_type != _MULTIPART:
        return ((body, _known(media_type)),)
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise QueryError("the form does not say what stands between its parts")
    line = b"\r\n" if b"\r\n" in body else b"\n"
    mark = line + b"--" + (boundary[1] or boundary[2]).encode("latin-1")
    parts = (line + body).split(mark)
    if not 2 < len(parts) <= _MOST_PARTS or not parts[-1].startswith(b"--"):
        raise QueryError(f"the form has no parts, over {_MOST_PARTS}, or does not end")
    return tuple(_part(part, line) for part in parts[1:-1])


def _part(part: bytes, line: bytes) -> tuple[bytes, str]:
    """Return the text of a part of a form, and its media type."""
    head, _, text = part.partition(line * 2)
    found = _PART_TYPE.search(head)
    return text, _known(found[1].decode("latin-1").strip().lower() if found else "")


def _known(media_type: str) -> str:
    if media_type and media_type not in GRAPH_FORMATS:
        raise HTTPException(415, f"send one of {', '.join(GRAPH_FORMATS)}, not '{media_type}'")
    return media_type or "text/turtle"
