"""Solutions that a CONSTRUCT makes the same triples of, told once.

    CONSTRUCT { ?item zt:leadAgency ?agency } { ?item zt:leadAgency ?agency ; zt:theme ?theme }

What it makes is a set (SPARQL 1.1, 16.2), so that solutions which differ in what its template does
not have are one. The engine looks up how each term of each solution is written, which takes it half
of the time; to find out that a solution was there before takes it a tenth of that.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.sparql.rewriting.scans import LONGEST
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import VARIABLE, NotUnderstood
from graph.sparql.syntax.tree import Select, Term, Triples

_KNOWN = 256
_VARIABLE = re.compile(VARIABLE)
_GROUPED = re.compile(r"GROUP|HAVING|VALUES", re.IGNORECASE)


def with_each_once(text: str) -> str:
    """Return `text` with a DISTINCT for what its template has, and any other text as it is.

    It stands around the LIMIT, which counts all solutions.

    >>> with_each_once("CONSTRUCT { ?s <x:p> ?o } { ?s <x:p> ?o ; <x:q> ?v } LIMIT 9")
    'CONSTRUCT { ?s <x:p> ?o } { SELECT DISTINCT ?s ?o { SELECT ?s ?o \
{ ?s <x:p> ?o ; <x:q> ?v } LIMIT 9\\n} }'
    >>> with_each_once("CONSTRUCT { [] <x:p> ?o } { ?s <x:p> ?o }")
    'CONSTRUCT { [] <x:p> ?o } { ?s <x:p> ?o }'
    """
    return _written(text) if len(text) <= LONGEST and may_have(text, ("CONSTRUCT",)) else text


@lru_cache(maxsize=_KNOWN)
def _written(text: str) -> str:
    try:
        _, query = read_query(text)
    except (NotUnderstood, RecursionError):
        return text
    names = _names_in(query)
    if not names or query.where is None or query.default_graphs or query.named_graphs:
        return text
    pattern, rest = text[query.where.start : query.where.end], text[query.where.end :]
    others = {name[1:] for name in _VARIABLE.findall(pattern)}
    if not others > set(names) or _GROUPED.search(rest):
        return text
    told = " ".join(f"?{name}" for name in names)
    if rest.strip():  # it may end with a comment
        pattern = f"{{ SELECT {told} {pattern}{rest}\n}}"
    return f"{text[: query.where.start]}{{ SELECT DISTINCT {told} {pattern} }}"


def _names_in(query: Select) -> list[str]:
    """Return the variables of a template, none where it makes nodes, other ones each time."""
    blocks = [block for block in query.templates if isinstance(block, Triples)]
    triples = [triple for block in blocks for triple in block.triples]
    nodes = [node for t in triples for node in (t.subject, t.predicate, t.value)]
    terms = [node for node in nodes if isinstance(node, Term) and node.kind != "blank"]
    if len(terms) < len(nodes):
        return []
    return list(dict.fromkeys(term.text[1:] for term in terms if term.kind == "var"))
