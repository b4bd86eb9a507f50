"""From the text of a query to a text that the engine answers rightly, or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from graph.sparql.rewriting.expressions import with_right_expressions
from graph.sparql.rewriting.graphs import with_graphs
from graph.sparql.rewriting.reaches import with_all_nodes
from graph.sparql.rewriting.render import Renderer
from graph.sparql.rewriting.traits import hidden_uses
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood, tokens_of
from graph.sparql.syntax.tree import Prologue
from ontology.errors import QueryRefused

_WORDS = ("GRAPH", "GROUP_CONCAT", "BNODE", "EXISTS", "FROM", "\\U", "|", "^")
_STAR = re.compile(r"(?<!select )(?<!\()\*", re.IGNORECASE)
_OPTIONAL_STEP = re.compile(r"\?(?!\w)")


def is_plain(text: str) -> bool:
    """Tell whether nothing in `text` can be a construct that the engine answers wrongly.

    That is a graph, path, negation or list of strings.
    """
    if may_have(text, _WORDS) or _OPTIONAL_STEP.search(text):
        return False
    return "*" not in text or _STAR.search(text) is None


RESERVED = "_zt_"
"""How the names of variables begin that rewriting adds."""


@dataclass(frozen=True)
class Rewritten:
    """A text to evaluate, and the graphs that FROM and FROM NAMED name, as they are written."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prologue: Prologue = field(default_factory=Prologue)


@lru_cache(maxsize=256)
def rewrite_query(text: str, *, is_bound: bool = False) -> Rewritten:
    """Return the query to evaluate in place of `text`; `is_bound` if variables get values.

    Raises QueryRefused for what cannot be rewritten, NotUnderstood for what is no query.

    >>> rewrite_query("ASK { GRAPH ?g { VALUES ?x { 1 } } }").text
    'ASK { GRAPH ?g { GRAPH ?g {}  VALUES ?x { 1 } } }'
    """
    try:
        text = with_right_expressions(text)
        if is_plain(text):
            return Rewritten(text)
        prologue, query = read_query(text)
    except RecursionError:
        raise NotUnderstood("it is nested too deep") from None
    if RESERVED in text:
        raise QueryRefused(f"names with '{RESERVED}' in them are kept for our own; choose others")
    while uses := hidden_uses(query):
        text = _renamed(text, *uses[0])
        prologue, query = read_query(text)
    written = None if is_bound else with_all_nodes(text, query) or with_graphs(text, query)
    if written is None:
        renderer = Renderer(text)
        written = renderer.render(query)
        written = written if renderer.changed else text
    return Rewritten(
        written,
        tuple(term.text for term in query.default_graphs),
        tuple(term.text for term in query.named_graphs),
        prologue,
    )


def _renamed(text: str, start: int, end: int, name: str) -> str:
    """Return `text` with the variable `name` between two places called otherwise."""
    own = f"?{RESERVED}{len(text)}_{name[1:]}"
    pieces = [
        own if token.kind == "var" and token.text[1:] == name[1:] else token.text
        for token in tokens_of(text[start:end])
    ]
    return f"{text[:start]}{' '.join(pieces)}{text[end:]}"
