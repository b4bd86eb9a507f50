"""What the OpenAPI description says of all addresses at once: options, and errors."""

from __future__ import annotations

from typing import Any

_OPTIONS = {
    "snapshot": {
        "name": "snapshot",
        "in": "query",
        "description": "id of the snapshot to answer from; the current one without it",
        "schema": {"type": "string", "pattern": "^[0-9A-Za-z]{1,64}$"},
    },
    "timeout": {
        "name": "timeout",
        "in": "query",
        "description": "seconds after which a query is stopped, if not before",
        "schema": {"type": "number", "exclusiveMinimum": 0},
    },
}
_PROBLEM = {
    "type": "object",
    "description": "what was wrong, where, and what to do (RFC 9457)",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_ERROR = {
    "description": "An error; nothing was answered",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def with_common(description: dict[str, Any]) -> dict[str, Any]:
    """Return `description` with what holds for every address; it is changed in place."""
    components = description.setdefault("components", {})
    components["parameters"] = _OPTIONS
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
    for item in description["paths"].values():
        for operation in item.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _ERROR
        item["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in _OPTIONS]
    return description
