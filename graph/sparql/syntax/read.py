"""Read the text of a query into a tree."""

from __future__ import annotations

from graph.sparql.syntax.patterns import PatternReader
from graph.sparql.syntax.tokens import Token, Tokens
from graph.sparql.syntax.tree import Prologue, Select


def read_query(text: str) -> tuple[Prologue, Select]:
    """Return the prologue and the tree of a query.

    Raises NotUnderstood for a text that is no query.
    """
    return _read(Tokens(text))


def tokens_read(text: str) -> tuple[list[Token], Select]:
    """Return the tokens of a query, of which `<` begins an IRI or is an operator, and its tree.

    >>> [token.text for token in tokens_read("ASK { FILTER(0<?a&&?c>0) }")[0][4:9]]
    ['0', '<', '?a', '&&', '?c']
    """
    tokens = Tokens(text)
    _, query = _read(tokens)
    return tokens.taken, query


def _read(tokens: Tokens) -> tuple[Prologue, Select]:
    prologue = read_prologue(tokens, Prologue())
    return prologue, PatternReader(tokens).query()


def read_prologue(tokens: Tokens, before: Prologue) -> Prologue:
    """Read BASE and PREFIX, and return what holds after them."""
    base, prefixes, text = before.base, dict(before.prefixes), before.text
    while word := tokens.took("BASE", "PREFIX"):
        name = tokens.expect_kind("name").text if word.word == "PREFIX" else ""
        iri = tokens.expect_kind("iri").text
        if name:
            prefixes[name.removesuffix(":")] = iri[1:-1]
        else:
            base = iri
        text += f"{word.word} {name} {iri} "
    return Prologue(base, prefixes, text)
