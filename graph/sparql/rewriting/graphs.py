"""Which graphs state anything.

    SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g

The engine reads all statements for that, 12 s for 26 million; to look into each graph takes it 10
microseconds. Of graphs that state nothing it may know the names, too.
"""

from __future__ import annotations

import re

from graph.sparql.rewriting.reaches import ONE_END
from graph.sparql.syntax.tree import Graph, Select, Term, Triples

_NAME = re.compile(r"[?$](\w+)")
_GROUPS = re.compile(r"GROUP|HAVING|VALUES", re.IGNORECASE)


def with_graphs(text: str, query: Select) -> str | None:
    """Return `text` with a look into each graph in place of all statements, None for any other
    query.

    >>> from graph.sparql.syntax.read import read_query
    >>> text = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 3"
    >>> with_graphs(text, read_query(text)[1])
    'SELECT DISTINCT ?g { GRAPH ?g {} FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } } LIMIT 3'
    """
    shown = ONE_END.fullmatch(text[query.start : query.shown].strip())
    if shown is None or query.where is None or len(query.where.elements) != 1:
        return None
    (graph,) = query.where.elements
    told, rest = shown[1] or shown[2], text[query.where.end :]
    if not isinstance(graph, Graph) or graph.name.kind != "var" or graph.name.text[1:] != told:
        return None
    block = graph.group.elements[0] if len(graph.group.elements) == 1 else None
    if not isinstance(block, Triples) or len(block.triples) != 1:
        return None
    (triple,) = block.triples
    terms = [t for t in (triple.subject, triple.predicate, triple.value) if isinstance(t, Term)]
    names = {told, *(term.text[1:] for term in terms if term.kind == "var")}
    is_whole = len(names) == 4 and shown[3] not in names
    if not is_whole or _GROUPS.search(rest) or {*_NAME.findall(rest)} - {told, shown[3]}:
        return None
    pattern = " ".join(term.text for term in terms)
    looked = f"GRAPH ?{told} {{}} FILTER EXISTS {{ GRAPH ?{told} {{ {pattern} }} }}"
    return f"{text[: query.where.start]}{{ {looked} }}{rest}"
