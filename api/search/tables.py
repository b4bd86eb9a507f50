"""Tables and networks: work items counted by two dimensions, as JSON or CSV."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from api.http.negotiation import TABLES, require_type
from api.search.bounds import BOUNDED, require_size
from api.search.filters import FilterParameters, given_filters
from api.state import Opened, once_each
from graph.index.entries.fields import FACETS as DIMENSIONS
from graph.opened import OpenSnapshot
from ontology.errors import UnknownValue
from queries.network import HEAVIEST, KINDS, network
from queries.pivot import MEASURES, SHAPES, Axes, pivot

router = APIRouter(prefix="/api", tags=["tables"], dependencies=[Depends(once_each)])


class Described(BaseModel):
    """What is counted: its value, what it is called, what all its items count for."""

    value: str
    label: str
    total: int


class Dimension(BaseModel):
    dimension: str
    values: list[Described]


class Named(BaseModel):
    iri: str
    label: str


class PivotAnswer(BaseModel):
    """`cells` are (row, column, number) by position; a pair that is missing counts 0.

    `items` meet the filters; `counted` of them have both a row and a column.
    """

    rows: Dimension
    columns: Dimension
    measure: str
    cells: list[tuple[int, int, int]]
    items: int
    counted: int
    filters: dict[str, list[Named]]
    snapshot: str


class NodeModel(BaseModel):
    """`items` counts the work items of the node, in its role."""

    id: str
    label: str
    type: str
    items: int


class EdgeModel(BaseModel):
    """`weight` counts the work items that the two have in common."""

    source: str
    target: str
    weight: int


class NetworkAnswer(BaseModel):
    """`items` meet the filters; edges between two of a kind have no direction.

    `role` is that of the agencies or officials that are joined: agencies never supervise.
    `weight` is the least of an edge: lighter ones, and nodes without any, are left out.
    """

    kind: str
    role: str
    weight: int
    nodes: list[NodeModel]
    edges: list[EdgeModel]
    items: int
    filters: dict[str, list[Named]]
    snapshot: str


def _format() -> Any:  # noqa: ANN401 - as pydantic types its Field
    return Field("", description=f"{' or '.join(TABLES)}; else by Accept", examples=["csv"])


class PivotParameters(FilterParameters):
    """What to count by what; any other parameter is an error."""

    rows: str = Field(description=" | ".join(DIMENSIONS), examples=["theme"])
    columns: str = Field(description=" | ".join(DIMENSIONS), examples=["agency"])
    measure: str = Field("count", description=" | ".join(MEASURES), examples=["count"])
    shape: str = Field("wide", description=f"of CSV: {' | '.join(SHAPES)}", examples=["long"])
    format: str = _format()


class NetworkParameters(FilterParameters):
    """Which network; any other parameter is an error."""

    kind: str = Field(description=" | ".join(KINDS), examples=["co-lead"])
    weight: int = Field(1, ge=1, le=HEAVIEST, description="least weight of an edge", examples=[2])
    format: str = _format()


def _answers(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "content": {TABLES["csv"]: {"schema": {"type": "string"}}}}}


@router.get(
    "/pivot", dependencies=[BOUNDED], responses=_answers(PivotAnswer), response_class=Response
)
def pivot_table(
    request: Request, opened: Opened, asked: Annotated[PivotParameters, Query()]
) -> Response:
    """Count work items, or their targets, by two dimensions: themes by agencies and so on."""
    media_type = _media_type(asked.format, request)
    if asked.shape not in SHAPES:
        message = f"shape: no '{asked.shape}', only {', '.join(SHAPES)}"
        raise UnknownValue(message, "shape", SHAPES)
    found = pivot(Axes(asked.rows, asked.columns, asked.measure), given_filters(asked), opened)
    as_csv = media_type == TABLES["csv"]
    body = found.as_csv(asked.shape).encode() if as_csv else found.as_json()
    return _respond(body, media_type, opened)


@router.get(
    "/network", dependencies=[BOUNDED], responses=_answers(NetworkAnswer), response_class=Response
)
def network_of(
    request: Request, opened: Opened, asked: Annotated[NetworkParameters, Query()]
) -> Response:
    """Join agencies, officials or themes that have work items in common: nodes and edges."""
    media_type = _media_type(asked.format, request)
    found = network(asked.kind, given_filters(asked), opened, asked.weight)
    as_csv = media_type == TABLES["csv"]
    return _respond(found.as_csv().encode() if as_csv else found.as_json(), media_type, opened)


def _media_type(wanted: str, request: Request) -> str:
    if not wanted:
        return require_type(request.headers.get("accept"), TABLES.values())
    if wanted not in TABLES:
        raise UnknownValue(f"no format '{wanted}', only {', '.join(TABLES)}", "format", TABLES)
    return TABLES[wanted]


def _respond(whole: bytes, media_type: str, opened: OpenSnapshot) -> Response:
    """Return a complete answer, unless it is too large."""
    body = require_size(whole, opened)
    headers = {"Vary": "Accept", "Zhengtu-Snapshot": opened.snapshot.id}
    return Response(body, headers=headers, media_type=f"{media_type}; charset=utf-8")
