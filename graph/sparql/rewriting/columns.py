"""What is written into the clauses of a SELECT so that it shows what it should."""

from __future__ import annotations

from graph.sparql.rewriting.scope import columns_of
from graph.sparql.syntax.tree import Select

Edit = tuple[int, int, str]
_NOTHING = "?_zt_0"
"""Shown by a sub-select that has no variable to show."""


def shows_nothing(select: Select) -> bool:
    """Tell whether the * of a query stands for no variable."""
    return select.star is not None and not columns_of(select)


def edits_of(select: Select, graph: str, *, has_own: bool) -> list[Edit]:
    """Return places in the text of a SELECT and what stands there instead.

    `graph` is the variable of the GRAPH around it or empty; `has_own` says that there are variables
    of our own in the query, which a * must not show.
    """
    added = f" {graph}" if graph and graph not in columns_of(select) else ""
    is_grouped = select.aggregated or select.keys is not None
    if select.star is None:
        edits = [(select.shown, select.shown, added)] if added else []
    elif is_grouped or not (graph or has_own):
        return []  # with groups, the engine says that there may be no *
    else:
        shown = " ".join(sorted(columns_of(select))) + added
        edits = [(select.star, select.star + 1, shown or _NOTHING)]
    if added and select.keys is not None:
        edits.append((select.keys, select.keys, f" {graph}"))
    return edits
