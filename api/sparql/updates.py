"""SPARQL Update and the writes of graphs: for holders of a token, each a new snapshot."""

from __future__ import annotations

from typing import cast

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.http.asked import asked_of
from api.http.tokens import Holder, Tokens, holder_of
from graph.opened import CurrentSnapshot
from graph.sparql.syntax.guard import check_update
from graph.writing.edits import Author, UpdateRequest
from graph.writing.edits import Request as Wanted
from graph.writing.loading import Loaded, load_all
from graph.writing.write import Desk, Written, write
from ontology.errors import QueryError, QueryRefused
from ontology.ids import rebase
from ontology.standards import PREFIXES

USING = ("using-graph-uri", "using-named-graph-uri")
"""Parameters with the graphs in which an update looks for what its patterns say."""
WRITE = "write:"
"""How a permission to write begins; the IRI of a graph follows, or `…*` for all that begin so."""

Fields = list[tuple[str, str]]


def writer_of(request: Request) -> tuple[Holder, frozenset[str]]:
    """Return who sends `request`, and which graphs the token permits to write.

    Raises QueryRefused where the server has no tokens, NotAuthorized or Forbidden.
    """
    tokens: Tokens = request.app.state.tokens
    if not tokens.is_set:
        raise QueryRefused("an update; this endpoint only reads")
    holder = holder_of(request)
    begins = (p.removeprefix(WRITE) for p in holder.permissions if p.startswith(WRITE))
    graphs = frozenset(begins)
    if not graphs:
        holder.require(f"{WRITE}…")
    return holder, graphs


async def update(request: Request, fields: Fields, direct: str | None = None) -> Response:
    """Carry out the update in `fields`, or in the body itself if that is `direct`."""
    writer_of(request)
    texts = [value for name, value in fields if name == "update"]
    texts += [direct] if direct is not None else []
    if request.method != "POST" or len(texts) != 1 or any(name == "query" for name, _ in fields):
        raise QueryError("send one update, by POST, and no query beside it")
    if other := next((n for n, _ in fields if n.endswith("-graph-uri") and n not in USING), None):
        raise QueryError(f"'{other}' is for queries; an update has {' and '.join(USING)}")
    limits = cast(CurrentSnapshot, request.app.state.current).limits
    check_update(texts[0], limits.characters, limits.depth)
    using, named = (tuple(value for name, value in fields if name == wanted) for wanted in USING)
    base = str(request.url.replace(query=""))
    loaded = await run_in_threadpool(_loaded, request, texts[0], base)
    written = await write_for(request, UpdateRequest(texts[0], base, using, named, loaded))
    return told(written, 200)


def _loaded(request: Request, text: str, base: str) -> tuple[Loaded, ...]:
    current = cast(CurrentSnapshot, request.app.state.current)
    base_iri = current.open().snapshot.base_iri
    prefixes = {name: rebase(iri, base_iri) for name, iri in PREFIXES.items()}
    return load_all(text, prefixes, base, current.outward)


async def write_for(request: Request, wanted: Wanted) -> Written:
    """Write what is `wanted` for the holder of the request's token."""
    holder, graphs = writer_of(request)
    current = cast(CurrentSnapshot, request.app.state.current)
    most_bytes: int = request.app.state.body_bytes
    desk = Desk(current.home, current.pool, current.limits.seconds, most_bytes)
    written = await run_in_threadpool(write, desk, wanted, Author(holder.name, graphs))
    asked_of(request.scope).snapshot = written.snapshot
    return written


def told(written: Written, status: int) -> Response:
    """Return what a write did, and which snapshot it made."""
    content = {
        "snapshot": written.snapshot,
        "previous": written.previous,
        "added": written.added,
        "removed": written.removed,
    }
    return JSONResponse(content, status_code=status)
