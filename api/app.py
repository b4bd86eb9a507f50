"""The application: one router per concern, one open snapshot, problem documents for errors."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import metadata
from pathlib import Path
from threading import Timer
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answering import Underway
from api.connection.direct import Direct
from api.connection.known import Known
from api.connection.plain import read_plain
from api.connection.prompt import Prompt
from api.connection.soon import Soon
from api.dataset import exports, served, snapshots, things, well_known
from api.description import with_common
from api.http import problems
from api.http.bodies import BoundedBody
from api.http.cross_origin import CrossOrigin
from api.http.envelope import Envelope
from api.http.observing import Observer
from api.http.public import at_public
from api.http.tokens import Tokens
from api.idle import give_back_memory
from api.pages import assets, pages
from api.questions import asking, comparing, explaining, questions, resolving
from api.reconciliation import reconcile, suggestions
from api.search import completing, search, tables
from api.serving import Serving
from api.sparql import graph_store, running, sparql
from graph.opened import CurrentSnapshot
from graph.serving.shares import Shares
from graph.serving.workers import Limits
from graph.sparql.federation.joining import Federation
from graph.sparql.results import Results
from ontology.errors import ZhengtuError

_DEFAULTS = Serving()
_FIRST = 0.5
"""Seconds that a server has for its first answers alone."""

CONCERNS = (
    comparing,
    explaining,
    sparql,
    search,
    tables,
    completing,
    questions,
    asking,
    resolving,
    things,
    exports,
    reconcile,
    suggestions,
    running,
    served,
    graph_store,
    well_known,
    snapshots,
    pages,
    assets,
)
"""The modules whose routes the application has; of two that fit an address the first answers."""


class Application(FastAPI):
    """An application whose every answer, errors included, has the headers that all have.

    Its connections ask what is `known`, from the first request on.
    """

    known: Known | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.state.public:
            scope = at_public(scope, self.state.public)
        await super().__call__(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        state, observe = self.state, self.state.observer.observe
        app = Envelope(Direct(super().build_middleware_stack(), self, state.body_bytes), observe)
        self.known = Known(
            app,
            state.current.target,
            state.room,
            observe,
            read=partial(read_plain, current=state.current, public=state.public),
            prompt=Prompt().answer,
            begin=Soon(self).begin,
        )
        return self.known

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = with_common(super().openapi())
        return self.openapi_schema


def create_app(
    home: Path,
    limits: Limits,
    processes: int = 2,
    explain: resolving.Explain | None = None,
    serving: Serving = _DEFAULTS,
) -> Application:
    """Return the application that serves the current snapshot of `home`.

    `processes` is the number of queries that run at the same time, `explain` what says why a
    surface means a body. The page of the documentation
    that FastAPI offers loads from a content delivery network, so it is left out.
    """
    current = CurrentSnapshot(
        home, limits, processes, serving.crew, serving.open_snapshots, outward=serving.outward
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current.start(asyncio.get_running_loop())
        soon = _warm(current)
        observer: Observer = app.state.observer
        idle = asyncio.create_task(give_back_memory(observer.answered, current.pool.is_busy))
        yield
        idle.cancel()
        with suppress(asyncio.CancelledError):
            await idle
        soon.cancel()
        current.close()

    app = Application(
        title="政图 zhengtu",
        version=metadata.version("zhengtu"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(BoundedBody, most_bytes=serving.body_bytes)
    app.add_middleware(CrossOrigin, prefix=reconcile.PATH, origins=serving.origins)
    app.state.current = current
    app.state.public = serving.public
    app.state.body_bytes = serving.body_bytes
    app.state.room = serving.cache_bytes // 2
    app.state.results = Results(serving.cache_bytes // 2)
    app.state.federation = Federation(serving.services)
    app.state.underway = Underway()
    app.state.observer = Observer(with_text=serving.log_text)
    app.state.shares = Shares()
    app.state.per_client = serving.crew.per_client
    app.state.tokens = Tokens(serving.tokens)
    app.state.explain = explain
    problems.handle_errors(app)
    for module in CONCERNS:
        app.include_router(module.router)
    return app


class HeadAsGet:
    """Answers HEAD as GET; the server itself leaves the body out (RFC 9110, section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


def _warm(current: CurrentSnapshot) -> Timer:
    """Start the workers, and soon what takes longer: it would hold the first answers up."""
    soon = Timer(_FIRST, _warm_rest, [current])
    soon.daemon = True
    with suppress(ZhengtuError):
        current.open().workers.warm()
        soon.start()
    return soon


def _warm_rest(current: CurrentSnapshot) -> None:
    """Import what questions need, and load the word list: it takes jieba about a second."""
    from queries.asking.warming import warm

    with suppress(ZhengtuError, RuntimeError):  # the server may stop, and its loop, meanwhile
        opened = current.open()
        opened.index.warm()
        warm(opened)
    gc.freeze()  # what is there now stays: each collection would take 40 ms to look at it
