"""How large the properties and classes of a store are, by which rewriting tells what is quicker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from pyoxigraph import Store

from graph.storage.statistics import entities_of, statements_of

_KNOWN = 256


@dataclass(frozen=True)
class Sizes:
    """Tells how many statements a property has, and how many nodes a class; None is not known."""

    statements: Callable[[str], int | None]
    entities: Callable[[str], int | None]


def sizes_in(store: Store, base_iri: str) -> Sizes:
    """Return the sizes in `store`, which does not change; each is read once."""
    kept = lru_cache(maxsize=_KNOWN)
    return Sizes(
        kept(partial(statements_of, store, base_iri=base_iri)),
        kept(partial(entities_of, store, base_iri=base_iri)),
    )
