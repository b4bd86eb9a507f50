"""What a reconciliation client may send, and what it means for the index.

The shapes are those of the Reconciliation Service API 0.2 of the W3C Community Group:
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from graph.reconciliation.index import IdentityIndex
from graph.reconciliation.matching import Condition, Wanted
from graph.reconciliation.properties import BY_ID
from ontology.errors import QueryTooLong, UnknownValue, UnreadableRequest
from ontology.ids import ID, rebase
from ontology.standards import PREFIXES

BATCH_SIZE = 100
"""Queries in a batch that clients are told to send at the most."""
MOST_QUERIES = 1_000
"""Queries, or identifiers to extend, in one request at the most."""
MOST_BYTES = 8_000_000
MOST_CHARACTERS = 1_000
MOST_CANDIDATES = 100
_DEFAULT_CANDIDATES = 10
_MOST_PROPERTIES = 50


class Reference(BaseModel):
    """A thing as the value of a property, for instance one that was matched before."""

    id: str


Scalar = str | bool | int | Annotated[float, Field(allow_inf_nan=False)] | Reference


class PropertyValues(BaseModel):
    pid: str
    v: Scalar | list[Scalar]


class ReconciliationQuery(BaseModel):
    """One cell of a table; `query` or `properties` must be given."""

    model_config = ConfigDict(extra="forbid")

    query: str | None = Field(None, max_length=MOST_CHARACTERS)
    type: str | list[str] = []
    limit: int = Field(_DEFAULT_CANDIDATES, ge=1)
    properties: list[PropertyValues] = Field([], max_length=_MOST_PROPERTIES)
    type_strict: Literal["any", "all", "should"] = "should"


class PropertySettings(BaseModel):
    """`limit` values at the most; 0, or a field of a form that was left empty, is all of them."""

    limit: Annotated[int, Field(ge=0), BeforeValidator(lambda given: given or 0)] = 0


class WantedProperty(BaseModel):
    id: str
    settings: PropertySettings = PropertySettings()


class ExtensionQuery(BaseModel):
    ids: list[str]
    properties: list[WantedProperty] = Field(max_length=_MOST_PROPERTIES)


Read = TypeVar("Read")


def read_batch(text: str) -> dict[str, ReconciliationQuery]:
    """Return the queries of a batch.

    Raises UnreadableRequest, UnknownValue or QueryTooLong.
    """
    batch = _read(TypeAdapter(dict[str, ReconciliationQuery]), text, "queries")
    _require_few(batch, "queries")
    for name, query in batch.items():
        if query.query is None and not query.properties:
            raise UnknownValue(f"{name}: give 'query' or 'properties'", "queries")
    return batch


def read_extension(text: str) -> ExtensionQuery:
    """Return what to fetch for which identifiers.

    Raises UnreadableRequest, UnknownValue or QueryTooLong.
    """
    extension = _read(TypeAdapter(ExtensionQuery), text, "extend")
    _require_few(extension.ids, "identifiers")
    for property_ in extension.properties:
        _require_property(property_.id, "extend")
    return extension


def _require_few(things: Iterable[str], what: str) -> None:
    if (count := len(list(things))) > MOST_QUERIES:
        raise QueryTooLong(f"{count} {what}; send {MOST_QUERIES} at a time, or fewer")


def _read(adapter: TypeAdapter[Read], text: str, field: str) -> Read:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise UnreadableRequest(f"'{field}' is not JSON: {first['msg']}") from None
        where = ".".join(str(part) for part in first["loc"]) or field
        raise UnknownValue(f"{where}: {first['msg']}", field) from None


def wanted_of(name: str, query: ReconciliationQuery, index: IdentityIndex, base_iri: str) -> Wanted:
    """Return what the query `name` of a batch looks for under `base_iri`.

    Raises UnknownValue for a type or property that does not exist.
    """
    types = [query.type] if isinstance(query.type, str) else query.type
    return Wanted(
        text=key_of(query.query or "", base_iri),
        types=tuple(type_of(type_, index, base_iri, f"{name}: ") for type_ in types if type_),
        all_types=query.type_strict == "all",
        conditions=tuple(_conditions(name, query.properties, base_iri)),
        limit=min(query.limit, MOST_CANDIDATES),
    )


def key_of(text: str, base_iri: str) -> str:
    """Return an identifier as the index has it, and any other text as it is.

    >>> key_of(" https://example.org/id/place/320585", "https://example.org/")
    'place/320585'
    """
    return text.strip().removeprefix(rebase(ID, base_iri))


def type_of(type_: str, index: IdentityIndex, base_iri: str, where: str = "") -> str:
    """Return the id of a type.

    Raises UnknownValue, naming the classes, if the graph has no such type.
    """
    key = key_of(type_, base_iri).removeprefix(rebase(PREFIXES["zt"], base_iri))
    if key not in index.types:
        classes = ", ".join(e.type.id for e in index.types.values() if not e.type.broader)
        raise UnknownValue(f"{where}no type '{type_}'; the classes are {classes}", "type")
    return key


def _conditions(
    name: str, properties: Iterable[PropertyValues], base_iri: str
) -> Iterable[Condition]:
    for asked in properties:
        _require_property(asked.pid, "queries", f"{name}: ")
        given = asked.v if isinstance(asked.v, list) else [asked.v]
        values = tuple(word for value in given if (word := key_of(_words(value), base_iri)))
        if values:
            yield Condition(asked.pid, values)


def _words(value: Scalar) -> str:
    if isinstance(value, Reference):
        return value.id
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _require_property(property_id: str, field: str, where: str = "") -> None:
    if property_id not in BY_ID:
        known = ", ".join(BY_ID)
        raise UnknownValue(f"{where}no property '{property_id}', only {known}", field)
