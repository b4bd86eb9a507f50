"""From the text of a query to a text that the engine answers rightly, or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from graph.sparql.rewriting.aggregates import check_nested, may_lack_values
from graph.sparql.rewriting.edges import Edges, doubt
from graph.sparql.rewriting.expressions import with_right_expressions
from graph.sparql.rewriting.graphs import with_graphs
from graph.sparql.rewriting.kinds import NONE, Kinds
from graph.sparql.rewriting.labels import with_variables
from graph.sparql.rewriting.newer import check_newer
from graph.sparql.rewriting.numbers import check_numbers
from graph.sparql.rewriting.reaches import with_all_nodes
from graph.sparql.rewriting.render import Renderer
from graph.sparql.rewriting.signs import check_signs
from graph.sparql.rewriting.spellings import check_escapes
from graph.sparql.rewriting.traits import hidden_uses
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query, tokens_read
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.syntax.tree import Prologue
from ontology.errors import QueryRefused

_WORDS = ("GRAPH", "GROUP_CONCAT", "BNODE", "EXISTS", "FROM", "\\U", "|", "^")
_PLAIN_STAR = re.compile(r"(?:(?:^|[\s{>])select\s|\()\*", re.IGNORECASE)
_PLUS = re.compile(r"[^\s(,=|&]\s*\+")
"""A + behind an operand: a path or a sum."""
_NOT = re.compile(r"!(?![=!]|\s*(?:\w+\s*\(|[?$]|(?:true|false)\b(?!\s*:)))")
"""A ! before a path, or before other brackets than those of a function; not before a variable."""
_OPTIONAL_STEP = re.compile(r"\?(?!\w)")


def is_plain(text: str) -> bool:
    """Tell whether nothing in `text` can be a construct that the engine answers wrongly.

    That is a graph, path, negation or list of strings.
    """
    if may_have(text, _WORDS) or _OPTIONAL_STEP.search(text):
        return False
    if ("+" in text and _PLUS.search(text)) or ("!" in text and _NOT.search(text)):
        return False
    if may_lack_values(text):
        return False
    stars = text.count("*")
    return not stars or len(_PLAIN_STAR.findall(text)) == stars


RESERVED = "_zt_"
"""How the names of variables begin that rewriting adds."""


@dataclass(frozen=True)
class Rewritten:
    """A text to evaluate, and the graphs that FROM and FROM NAMED name, as they are written."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prologue: Prologue = field(default_factory=Prologue)
    doubt: str = ""
    """A query for whether the store has values with which the text is answered wrongly."""


@lru_cache(maxsize=256)
def rewrite_query(text: str, *, is_bound: bool = False, kinds: Kinds = NONE) -> Rewritten:
    """Return the query to evaluate in place of `text`; `is_bound` if variables get values.

    `kinds` says of what kind all values of some variables are, where that is known.

    Raises QueryRefused for what cannot be rewritten, NotUnderstood for what is no query.

    >>> rewrite_query("ASK { GRAPH ?g { VALUES ?x { 1 } } }").text
    'ASK { GRAPH ?g { GRAPH ?g {}  VALUES ?x { 1 } } }'
    """
    check_newer(text)
    check_numbers(text)
    if "\\u" in text or "\\U" in text:
        check_escapes(text)
    try:
        check_signs(text)
        check_nested(text)
        is_done = is_plain(text)
        text = with_right_expressions(with_variables(text), kinds)
        if is_done:
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
    doubted = ""
    if written is None:
        renderer = Renderer(text, Edges(query, is_bound=is_bound))
        written = renderer.render(query)
        written = written if renderer.changed else text
        if steps := renderer.edges.passed:
            doubted = text[: query.start] + doubt(steps)
    return Rewritten(
        written,
        tuple(term.text for term in query.default_graphs),
        tuple(term.text for term in query.named_graphs),
        prologue,
        doubted,
    )


def _renamed(text: str, start: int, end: int, name: str) -> str:
    """Return `text` with the variable `name` between two places called otherwise."""
    own = f"?{RESERVED}{len(text)}_{name[1:]}"
    pieces, done = [], 0
    for token in tokens_read(text)[0]:
        is_own = token.kind == "var" and start <= token.start < end
        if is_own and token.text[1:] == name[1:]:
            pieces += [text[done : token.start], own]
            done = token.end
    return "".join((*pieces, text[done:]))
