"""Suggestions while somebody types into a search box."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from api.search.bounds import BOUNDED
from api.state import Opened, once_each
from graph.index.completion import SUGGESTED, complete
from graph.index.entries.fields import KINDS
from ontology.errors import UnknownValue

router = APIRouter(prefix="/api", tags=["search"])


class SuggestParameters(BaseModel):
    """What was typed; any other parameter is an error."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=100, description="beginning of a name", examples=["huanb"])
    type: str = Field("", description=" | ".join(SUGGESTED), examples=["agency"])
    limit: int = Field(10, ge=1, le=50)


class Suggestion(BaseModel):
    """A thing that may be meant: `matched` is the name that fits, `items` counts its work items.

    `by`: `name`, `sound` (pinyin, initials, a character that sounds the same) or `likeness`
    (letters are wrong or missing).
    """

    iri: str
    type: str
    label: str
    by: str
    matched: str
    items: int


class SuggestAnswer(BaseModel):
    suggestions: list[Suggestion]
    snapshot: str


@router.get("/suggest", dependencies=[BOUNDED, Depends(once_each)])
def suggest(opened: Opened, asked: Annotated[SuggestParameters, Query()]) -> SuggestAnswer:
    """Suggest agencies, officials, places, programmes, documents … by the beginning of a name."""
    known = sorted({*SUGGESTED, *KINDS} - {"item"})
    if asked.type and asked.type not in known:
        raise UnknownValue(f"no type '{asked.type}', only {', '.join(known)}", "type", known)
    found = complete(opened.index, asked.q, (asked.type,) if asked.type else SUGGESTED)
    items = opened.columns.items_of
    shown = [Suggestion(**vars(one), items=items.get(one.iri, 0)) for one in found]
    ranks = {by: rank for rank, by in enumerate(("name", "sound", "likeness"))}
    if all(one.by != "likeness" for one in shown):
        shown.sort(key=lambda one: (ranks[one.by], -one.items, len(one.label), one.iri))
    return SuggestAnswer(suggestions=shown[: asked.limit], snapshot=opened.snapshot.id)
