"""What the routes are given: the snapshot that a request asks for, opened."""

from __future__ import annotations

import ipaddress
import math
from functools import lru_cache
from typing import Annotated, cast

from fastapi import Depends, Request
from starlette.datastructures import QueryParams

from api.http.asked import asked_of
from api.http.tags import check_known
from graph.opened import CurrentSnapshot, OpenSnapshot
from ontology.errors import UnknownValue

_LONGEST = 10_000
"""Characters of a parameter at the most, but for those of SPARQL."""
_NETWORK = 64
"""Bits of an IPv6 address that name a client: the rest it chooses itself."""


async def current_snapshot(request: Request) -> OpenSnapshot:
    """Return the snapshot of a request; it works on one to its end.

    That is the one in the parameter `snapshot`, or the one that is served now. Its queries end by
    the deadline of `timeout`, if that comes before that of the server.
    """
    opened = snapshot_of(request, asked_of(request.scope).options)
    check_known(request, opened.snapshot)
    return opened


def snapshot_of(request: Request, options: dict[str, list[str]]) -> OpenSnapshot:
    """Return the snapshot that `options` ask for, for the client of `request`.

    Raises UnknownValue for an option that is given twice or is not valid.
    """
    current = cast(CurrentSnapshot, request.app.state.current)
    snapshot, timeout = (_single(options, name) for name in ("snapshot", "timeout"))
    opened = current.open(snapshot or "")
    asked_of(request.scope).snapshot = opened.snapshot.id
    return opened.of(client_of(request), _seconds(timeout) if timeout is not None else None)


def client_of(request: Request) -> str:
    """Return who asks: an address, or the network of one.

    What a proxy says of its client is believed only where the server was told to trust it.
    """
    return client_at(request.client.host) if request.client else "local"


@lru_cache(maxsize=4096)
def client_at(host: str) -> str:
    """Return who asks from the address `host`."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((address, _NETWORK), strict=False))
    return host


def _single(options: dict[str, list[str]], name: str) -> str | None:
    given = options.get(name, [])
    if len(given) > 1:
        raise UnknownValue(f"the parameter '{name}' is given more than once", name)
    return given[0] if given else None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise UnknownValue(f"timeout: '{text}' is no number of seconds above 0", "timeout")
    return seconds


Opened = Annotated[OpenSnapshot, Depends(current_snapshot)]


async def once_each(request: Request) -> None:
    """Refuse a query parameter that is given twice: one of the values would be lost.

    A very long one is refused too: what is compared with names takes time by its length.
    """
    given = request.query_params
    if is_once_each(given):
        return
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise UnknownValue(f"the parameter '{name}' is over {_LONGEST} characters", name)
        if len(given.getlist(name)) > 1:
            raise UnknownValue(f"the parameter '{name}' is given more than once", name)


def is_once_each(given: QueryParams) -> bool:
    """Tell whether each parameter is given once, and none is very long."""
    items = given.multi_items()
    names = {name for name, value in items if len(value) <= _LONGEST}
    return len(names) == len(items)
