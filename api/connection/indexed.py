"""What the index answers, called without the layers of the framework: they take three times as long
as a search that was made before.

A request that is odd in any way, from a parameter given twice to a value that is not valid, takes
the whole way, where it is said what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ValidationError

from api.questions.asking import AskParameters, ask_freely
from api.search.bounds import counted
from api.search.search import SearchParameters, search
from api.search.tables import NetworkParameters, PivotParameters, network_of, pivot_table
from api.state import current_snapshot, is_once_each
from graph.opened import OpenSnapshot


class Indexed(NamedTuple):
    """A route that the index answers: what it may be asked, and how it answers."""

    parameters: type[BaseModel]
    answer: Callable[[Request, OpenSnapshot, Any], Response]

    def read(self, request: Request) -> BaseModel | None:
        """Return what is asked, None where that is not as it should be."""
        if not is_once_each(request.query_params):
            return None
        try:
            return self.parameters.model_validate(dict(request.query_params))
        except ValidationError:
            return None

    async def respond(self, request: Request, asked: BaseModel) -> Response:
        """Return the answer, or raise what the route raises."""
        with counted(request):
            opened = await current_snapshot(request)
            return await run_in_threadpool(self.answer, request, opened, asked)


def _search(_: Request, opened: OpenSnapshot, asked: SearchParameters) -> Response:
    return search(opened, asked)


INDEXED = {
    "/api/search": Indexed(SearchParameters, _search),
    "/api/ask": Indexed(AskParameters, ask_freely),
    "/api/pivot": Indexed(PivotParameters, pivot_table),
    "/api/network": Indexed(NetworkParameters, network_of),
}
