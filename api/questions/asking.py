"""Free questions over HTTP: what was understood, the answer, its sources and its SPARQL."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from api.search.bounds import BOUNDED, require_size
from api.search.filters import FilterParameters, given_filters
from api.state import Opened, once_each
from ontology.errors import UnknownValue
from queries.asking.words.wording import MOST_CHARACTERS

router = APIRouter(prefix="/api", tags=["questions"])

_EXAMPLES = ["赵建初分管的涉农任务有哪些？", "Which agencies lead environmental tasks?"]


class AskParameters(FilterParameters):
    """What may be asked, and of which work items; any other parameter is an error."""

    q: str = Field(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description="a question in Chinese or English",
        examples=_EXAMPLES,
    )
    rows: Literal["told", "all"] = Field(
        "told", description="all: also the items behind a large number, each with its source"
    )
    format: Literal["json", "csv"] = Field("json", description="csv: the rows alone, all of them")


class SlotModel(BaseModel):
    """A part of the question, its offsets, and what it was taken for."""

    start: int
    end: int
    text: str
    slot: str
    meaning: str


class AskAnswer(BaseModel):
    """The complete answer: all `rows`, each with its source; `sparql` runs at /sparql.

    Where `apart` is not 0, a number counts so many items that they are not listed with it, or the
    rows have so many `sources`: `listing`, relative to this address, has them all.
    `also` answers what else the question asks, each in this same form.
    """

    question: str
    status: Literal["answered", "unsure", "ambiguous", "refused"]
    sentence: str
    language: Literal["zh", "en"]
    family: str
    count: int
    apart: int
    listing: str
    columns: list[str]
    rows: list[dict[str, Any]]
    understood: list[SlotModel]
    not_understood: list[str]
    notes: list[str]
    choices: list[dict[str, str | int]]
    saved_questions: list[str]
    sparql: str
    snapshot: str
    also: list[dict[str, Any]]


@router.get(
    "/ask",
    dependencies=[BOUNDED, Depends(once_each)],
    response_model=AskAnswer,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def ask_freely(
    request: Request, opened: Opened, asked: Annotated[AskParameters, Query()]
) -> Response:
    """Answer a free question: the sentence, the table, and what of the question was understood.

    `status` is `unsure` where a part was assumed or not understood, `ambiguous` where a name means
    several things, `refused` where a name is unknown. These two have no CSV: they are errors 422.
    """
    # takes long; it is imported when the server has begun
    from queries.asking.answers import AMBIGUOUS, REFUSED, ask, ask_rows
    from queries.asking.readings.apart import ALL, MOST_TOLD

    filters = given_filters(asked)
    answering = ask if asked.format == "json" else ask_rows
    answer = answering(asked.q, opened, filters, ALL if asked.rows == "all" else MOST_TOLD)
    headers = {"Zhengtu-Snapshot": opened.snapshot.id}
    if asked.format == "json":
        body = orjson.dumps({**answer.as_json(), "listing": _listing(request, answer.apart)})
        return Response(require_size(body, opened), headers=headers, media_type="application/json")
    if answer.status in (AMBIGUOUS, REFUSED):
        meant = (str(choice["iri"]) for choice in answer.choices)
        raise UnknownValue(answer.sentence, "q", meant)
    headers["Zhengtu-Status"] = answer.status
    body = require_size(answer.as_csv().encode(), opened)
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


def _listing(request: Request, apart: int) -> str:
    """Return where the items are that an answer counts and does not list, if there are any."""
    return f"?{request.url.include_query_params(rows='all').query}" if apart else ""
