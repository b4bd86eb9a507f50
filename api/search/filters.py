"""The filters as parameters of a route: the same names, values and errors everywhere."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from queries.filters import FILTERS

_LONGEST = 1_000
"""Characters of a filter's value."""


def _value_of(name: str) -> Any:  # noqa: ANN401 - as pydantic types its Field
    """Return the field of a filter, described as the grammar describes it."""
    one = FILTERS[name]
    extents = "".join(f"; `:{extent}` widens it" for extent in one.extents)
    signs = "" if name == "role" else "; `a,b` any, `a;b` all, `!a` not"
    meaning = f"{one.label_zh}: {one.meaning}{extents}{signs}"
    return Field("", max_length=_LONGEST, description=meaning, examples=[one.example])


class FilterParameters(BaseModel):
    """The filters of `queries.filters`; any other parameter is an error."""

    model_config = ConfigDict(extra="forbid")

    type: str = _value_of("type")
    theme: str = _value_of("theme")
    agency: str = _value_of("agency")
    role: str = _value_of("role")
    official: str = _value_of("official")
    line: str = _value_of("line")
    category: str = _value_of("category")
    place: str = _value_of("place")
    jurisdiction: str = _value_of("jurisdiction")
    year: str = _value_of("year")
    document: str = _value_of("document")
    programme: str = _value_of("programme")


def given_filters(parameters: FilterParameters) -> dict[str, str]:
    """Return the filters among `parameters` as they were written; an empty one is not given."""
    return {name: value for name in FILTERS if (value := getattr(parameters, name))}
