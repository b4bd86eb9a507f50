"""Keyword search with filters and counts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.filters import FilterParameters, given_filters
from api.state import Opened, once_each
from graph.highlights import snippet
from graph.index import Found, Search
from queries.filters import read_filters

router = APIRouter(prefix="/api", tags=["search"])


class SearchParameters(FilterParameters):
    """What may be asked; any other parameter is an error."""

    q: str = Field("", max_length=200, description="words; all must be found", examples=["河长制"])
    limit: int = Field(20, ge=1, le=200)
    offset: int = Field(0, ge=0, le=100_000)


class Node(BaseModel):
    iri: str
    label: str


class Responsible(Node):
    """An agent with its role: lead, responsible, supporting, guiding, supervising, inCharge."""

    role: str


class SnippetModel(BaseModel):
    """An extract of `field`, from its character `start` on; `highlights` are offsets in `text`."""

    field: str
    text: str
    start: int
    highlights: list[tuple[int, int]]


class Hit(BaseModel):
    iri: str
    type: str
    label: str
    score: float
    snippet: SnippetModel
    document: Node | None
    category: Node | None
    year: str
    agencies: list[Responsible]
    officials: list[Responsible]
    themes: list[Node]


class Count(BaseModel):
    value: str
    label: str
    count: int


class SearchAnswer(BaseModel):
    """A page of `results` out of `total`; `facets` count all of them."""

    total: int
    limit: int
    offset: int
    filters: dict[str, list[Node]]
    results: list[Hit]
    facets: dict[str, list[Count]]
    snapshot: str


@router.get("/search", dependencies=[Depends(once_each)])
def search(opened: Opened, asked: Annotated[SearchParameters, Query()]) -> SearchAnswer:
    """Find work items, agencies, officials, documents and concepts by words and filters."""
    filters = read_filters(given_filters(asked), opened.index)
    wanted = Search(asked.q, filters.conditions(), asked.limit, asked.offset, filters.role)
    found = opened.index.search(wanted)
    terms = opened.index.terms(asked.q)
    return SearchAnswer(
        total=found.total,
        limit=asked.limit,
        offset=asked.offset,
        filters={name: _nodes(nodes) for name, nodes in filters.nodes().items()},
        results=[_hit(score, card, terms) for score, card in found.hits],
        facets=_facets(found),
        snapshot=opened.snapshot.id,
    )


def _nodes(nodes: list[Any]) -> list[Node]:
    return [Node(iri=node.iri, label=node.label) for node in nodes]


def _facets(found: Found) -> dict[str, list[Count]]:
    return {
        name: [Count(value=f.value, label=f.label, count=f.count) for f in facets]
        for name, facets in found.facets.items()
    }


def _hit(score: float, card: dict[str, Any], terms: list[str]) -> Hit:
    extract = snippet(card, terms)
    shown = SnippetModel(
        field=extract.field,
        text=extract.text,
        start=extract.start,
        highlights=extract.highlights,
    )
    return Hit.model_validate({**card, "score": round(score, 4), "snippet": shown})
