"""The files that pages load: they stand in the package, since many users reach no other place."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, Response

from ontology.errors import UnknownName

router = APIRouter(prefix="/assets", include_in_schema=False)

_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@router.get("/{name}")
def asset(name: str) -> Response:
    """Return the style or script `name` of the package."""
    media_type = _TYPES.get(name.rpartition(".")[2])
    names = {file.name for file in files("api.pages").iterdir()}
    if media_type is None or name not in names:
        raise UnknownName(f"there is no file '{name}' of a page")
    return Response(files("api.pages").joinpath(name).read_bytes(), media_type=media_type)
