"""Which media type a client gets, by its Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ontology.errors import NotAcceptable, UnknownValue

TABLES = {"json": "application/json", "csv": "text/csv"}
"""Formats of answers that are tables, by the name that the parameter `format` has."""


def best_type(accept: str | None, offered: Iterable[str]) -> str | None:
    """Return the offered media type that `accept` likes best, the first one on a draw, or None.

    >>> best_type("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    >>> best_type(None, ["text/turtle"])
    'text/turtle'
    """
    return _best(accept or "*/*", tuple(offered))


@lru_cache(maxsize=256)
def _best(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = _ranges(accept)
    rated = [(_quality(media_type, ranges), media_type) for media_type in offered]
    best = max(rated, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else None


def require_type(accept: str | None, offered: Iterable[str]) -> str:
    """Return the best offered type.

    Raises NotAcceptable, naming what is offered, if the client takes none.
    """
    offered = list(offered)
    found = best_type(accept, offered)
    if found is None:
        raise NotAcceptable(f"ask for one of {', '.join(offered)}")
    return found


def table_type(wanted: str | None, accept: str | None) -> str:
    """Return the media type of a table: that of the parameter `format`, else the client's best.

    Raises UnknownValue for another format, NotAcceptable where the client takes none.
    """
    if wanted is None:
        return require_type(accept, TABLES.values())
    if wanted not in TABLES:
        raise UnknownValue(f"no format '{wanted}', only {', '.join(TABLES)}", "format")
    return TABLES[wanted]


def packed_as(accept: str | None, offered: str) -> str:
    """Return the content coding `offered` to a client that asks for it alone, else "" for none.

    A client that names several, as most do unasked, gets the bytes as they are: what it may get is
    then limited by what it has to read.

    >>> packed_as("zstd", "zstd"), packed_as("gzip, deflate, zstd", "zstd"), packed_as(None, "zstd")
    ('zstd', '', '')
    """
    return offered if accept and _is_alone(accept, offered) else ""


@lru_cache(maxsize=256)
def _is_alone(accept: str, offered: str) -> bool:
    return _ranges(accept) == [(offered, 1.0)]


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header with their quality; parameters are ignored."""
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            ranges.append((name, _weight(parameters)))
    return ranges


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return the quality of `media_type`: the most specific range that covers it decides."""
    main = media_type.split("/", maxsplit=1)[0]
    for name in (media_type, f"{main}/*", "*/*"):
        found = [quality for range_, quality in ranges if range_ == name]
        if found:
            return max(found)
    return 0.0
