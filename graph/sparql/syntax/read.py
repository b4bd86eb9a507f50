"""Read the text of a query into a tree."""

from __future__ import annotations

from graph.sparql.syntax.patterns import PatternReader
from graph.sparql.syntax.tokens import Tokens
from graph.sparql.syntax.tree import Prologue, Select


def read_query(text: str) -> tuple[Prologue, Select]:
    """Return the prologue and the tree of a query.

    Raises NotUnderstood for a text that is no query.
    """
    tokens = Tokens(text)
    prologue = read_prologue(tokens, Prologue())
    return prologue, PatternReader(tokens).query()


def read_prologue(tokens: Tokens, before: Prologue) -> Prologue:
    """Read BASE and PREFIX, and return what holds after them."""
    base, prefixes = before.base, dict(before.prefixes)
    while word := tokens.took("BASE", "PREFIX"):
        if word.word == "BASE":
            base = tokens.expect_kind("iri").text
        else:
            name = tokens.expect_kind("name").text
            prefixes[name.removesuffix(":")] = tokens.expect_kind("iri").text[1:-1]
    return Prologue(base, prefixes)
