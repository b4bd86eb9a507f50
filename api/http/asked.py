"""What the server notes of a request while it is answered, for its headers, log and figures.

Two options can be given at every address, whatever else it takes: `snapshot` and `timeout`. They
are taken out of the query string before a route sees it, so that no route must know them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import cast

from starlette.types import Scope

from api.http.percent import unquoted

MOST_FIELDS = 1_000
"""Parameters of a request at the most."""
OPTIONS = ("snapshot", "timeout")
_KEY = "zhengtu.asked"

Given = dict[str, list[str]]
"""Options by name, each with all the values that were given."""


@dataclass(slots=True)
class Asked:
    """A request: when it came, its options, and what became of it."""

    options: Given = field(default_factory=dict)
    begun: float = field(default_factory=time.perf_counter)
    snapshot: str = ""
    tag: str = ""
    query: str = ""
    rows: int | None = None
    from_cache: bool = False
    status: int = 0
    of_lookup: bool = False
    services: str = ""
    """Who was asked elsewhere, and when: such an answer is of no snapshot."""

    @property
    def is_pinned(self) -> bool:
        """Tell whether the request names its snapshot, so that its answer never changes."""
        return "snapshot" in self.options

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.begun


def asked_of(scope: Scope) -> Asked:
    """Return the notes on a request."""
    return cast(Asked, scope[_KEY])


def with_notes(scope: Scope) -> Scope:
    """Return the scope of a request with notes on it, its options taken out of the query."""
    if _KEY in scope:
        return scope
    query = scope["query_string"]
    if b"snapshot=" not in query and b"timeout=" not in query:
        return {**scope, _KEY: Asked()}
    kept, options = split_options(query.decode("latin-1"))
    return {**scope, "query_string": kept.encode("latin-1"), _KEY: Asked(options)}


def split_options(query: str) -> tuple[str, Given]:
    """Return `query` without its options, and these; the rest stays as it was written.

    Of a query with too many parameters nothing is read.

    >>> split_options("q=%E6%B0%B4&timeout=2&limit=3")
    ('q=%E6%B0%B4&limit=3', {'timeout': ['2']})
    """
    kept, options = list[str](), Given()
    if query.count("&") >= MOST_FIELDS:
        return query, options  # it is refused, and not read before
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name in OPTIONS or ("%" in name and _read(name) in OPTIONS):
            options.setdefault(_read(name), []).append(_read(value))
        else:
            kept.append(part)
    return "&".join(kept), options


def _read(text: str) -> str:
    try:
        return unquoted(text)
    except ValueError:
        return ""  # no option has such a name, and none such a value
