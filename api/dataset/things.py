"""Any node of the graph by its identifier, in the format that the client asks for."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.answering import respond, wait_for
from api.http.negotiation import require_type
from api.state import Opened
from graph.sparql.evaluate import GRAPH_FORMATS

router = APIRouter(tags=["things"])


@router.get("/id/{path:path}")
async def thing(path: str, request: Request, opened: Opened) -> Response:
    """Answer with all that the graph says of a node, its neighbours' labels included."""
    offered = ["application/json", *GRAPH_FORMATS]
    media_type = require_type(request.headers.get("accept"), offered)
    iri = f"{opened.snapshot.base_iri}id/{path}"
    future = opened.workers.submit_description(iri, media_type)
    return respond(opened, await wait_for(request, future))
