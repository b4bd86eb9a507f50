"""The reconciliation service (Reconciliation Service API 0.2), as OpenRefine uses it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.http.forms import read_fields, read_form
from api.reconciliation.previews import HEIGHT, WIDTH
from api.reconciliation.queries import (
    BATCH_SIZE,
    MOST_BYTES,
    key_of,
    read_batch,
    read_extension,
    wanted_of,
)
from api.reconciliation.suggestions import Json, named, property_named
from api.state import Opened, once_each
from graph.opened import OpenSnapshot
from graph.reconciliation.identities import Identity, Value
from graph.reconciliation.matching import Candidate, find_candidates
from ontology.errors import UnknownName, UnknownValue
from ontology.ids import ID, rebase
from ontology.standards import PREFIXES

PATH = "/reconcile"
router = APIRouter(prefix=PATH, tags=["reconciliation"], dependencies=[Depends(once_each)])

_LIMIT_SETTING = {
    "name": "limit",
    "label": "Values at the most",
    "type": "number",
    "default": 0,
    "help_text": "0: all values",
}


@router.get("")
async def answer_get(request: Request, opened: Opened) -> Response:
    """Return the service manifest; or answer `queries` (a batch) or `extend`, as a POST does."""
    fields = read_fields(request.url.query)
    if not fields.keys() & {"queries", "extend"}:
        return JSONResponse(_manifest(request, opened))
    return await run_in_threadpool(_answer, fields, opened)


@router.post("")
async def answer_post(request: Request, opened: Opened) -> Response:
    """Answer a form with `queries` (a reconciliation query batch) or `extend`, each as JSON."""
    fields = await read_form(request, MOST_BYTES)
    return await run_in_threadpool(_answer, fields, opened)


def _answer(fields: dict[str, str], opened: OpenSnapshot) -> Response:
    given = fields.keys() & {"queries", "extend"}
    if len(given) != 1:
        raise UnknownValue("send one of 'queries' and 'extend'", "queries")
    answer = _matched if "queries" in given else _extended
    headers = {"Zhengtu-Snapshot": opened.snapshot.id}
    return JSONResponse(answer(fields[given.pop()], opened), headers=headers)


def _matched(text: str, opened: OpenSnapshot) -> Json:
    index, base_iri = opened.identities, opened.snapshot.base_iri
    batch = {name: wanted_of(name, q, index, base_iri) for name, q in read_batch(text).items()}
    return {
        name: {"result": [_candidate(found) for found in find_candidates(index, wanted)]}
        for name, wanted in batch.items()
    }


def _candidate(candidate: Candidate) -> Json:
    identity = candidate.identity
    features = {
        "name_exact": candidate.is_exact,
        "name_similarity": candidate.similarity,
        "names_place": candidate.names_place,
        **{f"property_{name}": fits for name, fits in candidate.fits.items()},
    }
    return {
        "id": identity.id,
        "name": identity.label,
        "description": identity.description,
        "type": [named(type_) for type_ in identity.types],
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": name, "value": value} for name, value in features.items()],
    }


def _extended(text: str, opened: OpenSnapshot) -> Json:
    asked, base_iri = read_extension(text), opened.snapshot.base_iri
    keys = {name: key_of(name, base_iri) for name in asked.ids}
    found = opened.identities.find(list(keys.values()))
    if unknown := [name for name, key in keys.items() if key not in found]:
        listed = ", ".join(f"'{name}'" for name in unknown[:10])
        raise UnknownName(f"the graph has no {listed} ({len(unknown)} of {len(keys)} identifiers)")
    rows = {
        name: {p.id: _cells(found[key], p.id, p.settings.limit) for p in asked.properties}
        for name, key in keys.items()
    }
    return {"meta": [property_named(p.id) for p in asked.properties], "rows": rows}


def _cells(identity: Identity, property_id: str, limit: int) -> list[Value]:
    values = identity.values.get(property_id, [])
    return values[:limit] if limit else values


def _manifest(request: Request, opened: OpenSnapshot) -> Json:
    root = str(request.base_url).rstrip("/")
    classes = [entry.type for entry in opened.identities.types.values() if not entry.type.broader]
    return {
        "versions": ["0.2"],
        "name": f"{request.app.title}: agencies, officials, places and documents",
        "identifierSpace": rebase(ID, opened.snapshot.base_iri),
        "schemaSpace": rebase(PREFIXES["zt"], opened.snapshot.base_iri),
        "serviceVersion": request.app.version,
        "defaultTypes": [named(type_) for type_ in classes],
        "batchSize": BATCH_SIZE,
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {
            "url": f"{root}{PATH}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {kind: _suggest(root, kind) for kind in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": f"{PATH}/properties"},
            "property_settings": [_LIMIT_SETTING],
        },
    }


def _suggest(root: str, kind: str) -> Json:
    return {
        "service_url": root,
        "service_path": f"{PATH}/suggest/{kind}",
        "flyout_service_url": root,
        "flyout_service_path": f"{PATH}/flyout?kind={kind}&id=${{id}}",
    }
