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
) -> Hits:
    """Return a page of the results in one of `ORDERS`. Only relevance has scores."""
    order = ORDERS[sort]
    if order is None:
        found = searcher.search(query, limit, count=False, offset=offset)
        return [(float(score), address) for score, address in found.hits]
    field, direction = order
    found = searcher.search(
        query, limit, count=False, order_by_field=field, offset=offset, order=direction
    )
    return [(0.0, address) for _, address in found.hits]
