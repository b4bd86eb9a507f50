"""How a value is to stand to the number of a target, by the words around the number."""

from __future__ import annotations

from loader.registers.target_grammar import Grammar
from loader.targets.clauses import Clause
from loader.targets.quantities import Quantity


def find_comparator(quantity: Quantity, clause: Clause, grammar: Grammar) -> str:
    """Return the comparator: that of the word after the number, else of the nearest before it.

    A share may be told between: 不少于执法人员总数的5%.
    """
    if quantity.limit:
        return grammar.after[quantity.limit]
    before = [word for word in quantity.lead.words if word in grammar.before]
    if before:
        return grammar.before[before[-1]]
    if quantity.unit.kind == "percent" and (word := word_before_whole(clause.before, grammar)):
        return grammar.before[word]
    return "gt" if quantity.is_open else "eq"


def word_before_whole(words: str, grammar: Grammar) -> str:
    """Return the comparator in `words` before a whole of which the number is a share, or ''."""
    found = list(grammar.compared.finditer(words)) if words.endswith("的") else []
    return found[-1][0] if found else ""
