"""What helps to choose while reconciling: suggestions, proposed properties, previews."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response

from api.reconciliation.previews import facts, preview_page, property_facts, type_facts
from api.reconciliation.queries import key_of, type_of
from api.state import Opened, once_each
from graph.opened import OpenSnapshot
from graph.reconciliation.identities import Identity, Type
from graph.reconciliation.index import Restriction, TypeEntry
from graph.reconciliation.properties import BY_ID, PROPERTIES
from ontology.errors import UnknownName
from ontology.values import fold_width

router = APIRouter(prefix="/reconcile", tags=["reconciliation"], dependencies=[Depends(once_each)])

Json = dict[str, Any]
Kind = Literal["entity", "type", "property"]
Prefix = Annotated[str, Query(max_length=200)]
Cursor = Annotated[int, Query(ge=0, le=1_000)]
Limit = Annotated[int, Query(ge=1, le=100)]
Kept = TypeVar("Kept")
TypeId = Annotated[str, Query(alias="type", description="only members of this type")]


def named(type_: Type) -> Json:
    """Return a type as the protocol names it."""
    return {"id": type_.id, "name": type_.name}


def property_named(property_id: str) -> Json:
    """Return a property as the protocol names it."""
    return {"id": property_id, "name": BY_ID[property_id].name}


@router.get("/properties")
def propose_properties(
    opened: Opened, type_id: TypeId = "", limit: Annotated[int, Query(ge=0)] = 0
) -> Json:
    """Propose the properties that members of `type` have, to fetch them for matched cells."""
    index = opened.identities
    known: tuple[str, ...] = tuple(BY_ID)
    if type_id:
        known = index.types[type_of(type_id, index, opened.snapshot.base_iri)].properties
    properties = [property_named(p.id) for p in PROPERTIES if p.id in known]
    answer: Json = {"type": type_id, "properties": properties[: limit or None]}
    return {**answer, "limit": limit} if limit else answer


@router.get("/suggest/entity")
def suggest_entities(
    opened: Opened, prefix: Prefix, cursor: Cursor = 0, limit: Limit = 20, type_id: TypeId = ""
) -> Json:
    """Suggest things by the beginning of a name, by a similar name or by their identifier."""
    index, base_iri = opened.identities, opened.snapshot.base_iri
    within = Restriction((type_of(type_id, index, base_iri),) if type_id else ())
    key, most = key_of(prefix, base_iri), cursor + limit
    found = [*index.find([key]).values()]
    if key:
        found += [*index.beginning(key, within, most), *index.similar(key, within, most)]
    distinct = list({identity.id: identity for identity in found}.values())
    return {"result": [_suggested(identity) for identity in distinct[cursor:most]]}


def _suggested(identity: Identity) -> Json:
    return {
        "id": identity.id,
        "name": identity.label,
        "description": identity.description,
        "notable": [named(type_) for type_ in identity.types],
    }


@router.get("/suggest/type")
def suggest_types(opened: Opened, prefix: Prefix, cursor: Cursor = 0, limit: Limit = 20) -> Json:
    """Suggest types by their id or the beginning of a name."""
    key = fold_width(key_of(prefix, opened.snapshot.base_iri))
    entries = opened.identities.types.values()
    found = [e for e in entries if _begins(key, e.type.id, e.type.name, e.type.name_en)]
    return {"result": [_type(entry, opened) for entry in found[cursor : cursor + limit]]}


def _type(entry: TypeEntry, opened: OpenSnapshot) -> Json:
    shown = {**named(entry.type), "description": f"{entry.type.name_en} ({entry.count})"}
    if not entry.type.broader:
        return shown
    return {**shown, "broader": [named(opened.identities.types[entry.type.broader].type)]}


@router.get("/suggest/property")
def suggest_properties(prefix: Prefix, cursor: Cursor = 0, limit: Limit = 20) -> Json:
    """Suggest properties by their id or the beginning of a name."""
    key = fold_width(prefix)
    found = [p for p in PROPERTIES if _begins(key, p.id, p.name, p.name_en)]
    shown = [{**property_named(p.id), "description": p.name_en} for p in found]
    return {"result": shown[cursor : cursor + limit]}


def _begins(key: str, *names: str) -> bool:
    return any(fold_width(name).startswith(key) for name in names)


@router.get("/flyout")
def flyout(opened: Opened, id_: Annotated[str, Query(alias="id")], kind: Kind = "entity") -> Json:
    """Return a small piece of HTML about a suggested thing, type or property."""
    if kind == "entity":
        html = facts(_identity(id_, opened))
    elif kind == "type":
        html = type_facts(_known(id_, opened.identities.types, "type"))
    else:
        html = property_facts(_known(id_, BY_ID, "property"))
    return {"id": id_, "html": html}


@router.get("/preview")
def preview(request: Request, opened: Opened, id_: Annotated[str, Query(alias="id")]) -> Response:
    """Show a page about one thing, small enough for the window of a client."""
    identity = _identity(id_, opened)
    return preview_page(identity, f"{request.base_url}id/{quote(identity.id)}")


def _identity(id_: str, opened: OpenSnapshot) -> Identity:
    key = key_of(id_, opened.snapshot.base_iri)
    return _known(key, opened.identities.find([key]), "thing")


def _known(id_: str, known: dict[str, Kept], what: str) -> Kept:
    if id_ not in known:
        raise UnknownName(f"the graph has no {what} '{id_}'")
    return known[id_]
