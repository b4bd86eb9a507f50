"""Keyword search with filters and counts."""

from __future__ import annotations

from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from api.search.bounds import BOUNDED, require_size
from api.search.filters import FilterParameters, given_filters
from api.state import Opened, once_each
from graph.index.entries.cards import Card
from graph.index.ranking.orders import ORDERS
from graph.index.search.highlights import snippet
from graph.index.search.searches import MOST_FACETS, Search
from graph.index.search.ways import Term, words_of
from graph.index.text_query import why_found
from queries.filters import read_filters

router = APIRouter(prefix="/api", tags=["search"])


_SYNTAX = 'words, all must be found; "a phrase", a OR b, -not, ( )'
_LIKE = "https://w3id.org/zhengtu/id/task/320585/tzf-2018-3/a1-nrt45tx77n"


class SearchParameters(FilterParameters):
    """What may be asked; any other parameter is an error."""

    q: str = Field("", max_length=200, description=_SYNTAX, examples=["河长制", '"农村公路" -大修'])
    sort: str = Field("relevance", description=" | ".join(ORDERS), examples=["year"])
    like: str = Field("", max_length=500, description="IRI of what is resembled", examples=[_LIKE])
    facets: int = Field(20, ge=0, le=MOST_FACETS, description="values counted per facet")
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


class WhyModel(BaseModel):
    """`term` of the search is met by `found`, in the `field` of the result.

    `by`: `wording` (as it stands), `words` (its words, apart), `alias` (another name of the same
    thing), `synonym` (of the register), `link` (a thing so called has part in it), `sound` (pinyin
    or initials), `likeness` (a rare word of the entry that `like` names).
    """

    term: str
    by: str
    field: str
    found: str


class Hit(BaseModel):
    iri: str
    type: str
    label: str
    score: float
    snippet: SnippetModel
    why: list[WhyModel]
    document: Node | None
    category: Node | None
    year: str
    agencies: list[Responsible]
    officials: list[Responsible]
    themes: list[Node]
    places: list[Node]
    programmes: list[Node]


class Count(BaseModel):
    value: str
    label: str
    count: int


class SearchAnswer(BaseModel):
    """A page of `results` out of `total`; `facets` count all of them.

    `more_facets` names the facets that have more values than are counted.
    """

    total: int
    limit: int
    offset: int
    filters: dict[str, list[Node]]
    results: list[Hit]
    facets: dict[str, list[Count]]
    more_facets: list[str]
    snapshot: str


@router.get(
    "/search",
    dependencies=[BOUNDED, Depends(once_each)],
    responses={200: {"model": SearchAnswer}},
    response_class=Response,
)
def search(opened: Opened, asked: Annotated[SearchParameters, Query()]) -> Response:
    """Find work items, agencies, officials, documents and concepts by words and filters."""
    filters = read_filters(given_filters(asked), opened.index)
    wanted = Search(
        text=asked.q,
        conditions=filters.conditions(),
        limit=asked.limit,
        offset=asked.offset,
        role=filters.role,
        sort=asked.sort,
        like=asked.like,
        facets=asked.facets,
    )
    found = opened.index.search(wanted)
    words = words_of(found.terms)
    answer = {
        "total": found.total,
        "limit": asked.limit,
        "offset": asked.offset,
        "filters": filters.nodes(),
        "results": [_hit(score, card, found.terms, words) for score, card in found.hits],
        "facets": found.facets,
        "more_facets": found.more,
        "snapshot": opened.snapshot.id,
    }
    body = require_size(orjson.dumps(answer), opened)
    return Response(body, media_type="application/json")


def _hit(score: float, card: Card, terms: list[Term], words: list[str]) -> dict[str, object]:
    """Return a result; what it is made of is checked by the tests, not at every answer."""
    return {
        **{name: card[name] for name in _SHOWN},
        "score": round(score, 4),
        "snippet": snippet(card, words),
        "why": why_found(terms, card),
    }


_SHOWN = tuple(name for name in Hit.model_fields if name not in ("score", "snippet", "why"))
