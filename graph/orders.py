"""The orders in which results may be listed."""

from __future__ import annotations

import tantivy

ORDERS = {
    "relevance": None,
    "year": ("year", tantivy.Order.Desc),
    "agency": ("leader", tantivy.Order.Asc),
}
"""`year`: the latest first. `agency`: by the name of who leads. What has none comes last."""

NOBODY = "\uffff"
"""The leader of what nobody leads."""

Hits = list[tuple[float, tantivy.DocAddress]]


def in_order(
    searcher: tantivy.Searcher, query: tantivy.Query, sort: str, limit: int, offset: int
) -> tuple[int, Hits]:
    """Return the number of results, and a page of them in one of `ORDERS`.

    Only relevance has scores.
    """
    order = ORDERS[sort]
    if order is None:
        found = searcher.search(query, limit=limit, offset=offset)
        return _count(found), [(float(score), address) for score, address in found.hits]
    found = searcher.search(
        query, limit=limit, offset=offset, order_by_field=order[0], order=order[1]
    )
    return _count(found), [(0.0, address) for _, address in found.hits]


def _count(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined] # its stub lacks it
    return count
