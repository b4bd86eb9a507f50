"""How a value is to stand to the number of a target, by the words around the number."""

from __future__ import annotations

from loader.targets.grammar import Grammar
from loader.targets.quantities import Quantity


def find_comparator(quantity: Quantity, grammar: Grammar) -> str:
    """Return the comparator: that of the word after the number, else of the nearest before it."""
    if quantity.limit:
        return grammar.after[quantity.limit]
    before = [word for word in quantity.lead.words if word in grammar.before]
    if before:
        return grammar.before[before[-1]]
    return "gt" if quantity.is_open else "eq"
