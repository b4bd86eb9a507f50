"""What the routes are given: the current snapshot, opened."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from graph.opened import CurrentSnapshot, OpenSnapshot
from ontology.errors import UnknownValue


def current_snapshot(request: Request) -> OpenSnapshot:
    """Return the snapshot that is served now; one request works on one snapshot to its end."""
    return cast(CurrentSnapshot, request.app.state.current).open()


Opened = Annotated[OpenSnapshot, Depends(current_snapshot)]


def once_each(request: Request) -> None:
    """Refuse a query parameter that is given twice: one of the values would be lost."""
    for name in request.query_params:
        if len(request.query_params.getlist(name)) > 1:
            raise UnknownValue(f"the parameter '{name}' is given more than once", name)
