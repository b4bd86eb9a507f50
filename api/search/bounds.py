"""The bounds of routes that the index answers: as many requests of a client as of its queries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import cast

from fastapi import Depends, Request

from api.state import client_of
from graph.opened import OpenSnapshot
from graph.serving.shares import Shares
from ontology.errors import ResultTooLarge


@contextmanager
def counted(request: Request) -> Iterator[None]:
    """Count a request of a client while it is answered.

    Raises TooManyQueries, which says when to come back, for one more than a client may have. It
    runs in the loop of the server, so that nobody else counts meanwhile.
    """
    shares = cast(Shares, request.app.state.shares)
    client = client_of(request)
    shares.admit(client, request.app.state.per_client)
    try:
        yield
    finally:
        shares.leave(client)


async def one_request_more(request: Request) -> AsyncIterator[None]:
    """Let a route count its requests, as `counted` does."""
    with counted(request):
        yield


BOUNDED = Depends(one_request_more)
"""For `dependencies=[…]` of a route that works beside the pool of queries."""


def require_size(body: bytes, opened: OpenSnapshot) -> bytes:
    """Return `body`, the whole of an answer.

    Raises ResultTooLarge for one over the limit that a query's result has.
    """
    most = opened.limits.result_bytes
    if len(body) > most:
        raise ResultTooLarge(f"the answer has {len(body)} bytes, over {most}; narrow it by filters")
    return body
