"""Where a path of any number of steps leads, if nobody asks from where.

    SELECT (COUNT(DISTINCT ?end) AS ?n) { ?start skos:broader* ?end }

A path that may have no step leads from every node of the graph to itself (18.4), so that all nodes
are its ends, whatever its steps are. The engine goes all ways from each node to find that out.
"""

from __future__ import annotations

import re

from graph.sparql.syntax.tree import Path, Select, Triples

_END = r"[?$](\w+)"
ONE_END = re.compile(
    rf"SELECT(?:\s+DISTINCT\s+{_END}|\s*\(\s*COUNT\s*\(\s*DISTINCT\s+{_END}\s*\)\s*AS\s+{_END}\s*\))",
    re.IGNORECASE,
)
"""A SELECT that tells the different values of one variable, or their number."""


def with_all_nodes(text: str, query: Select) -> str | None:
    """Return `text` with all nodes in place of such a path, None for any other query.

    >>> from graph.sparql.syntax.read import read_query
    >>> text = "SELECT DISTINCT ?b { ?a <x:p>* ?b } LIMIT 3"
    >>> with_all_nodes(text, read_query(text)[1])
    'SELECT DISTINCT ?b { { ?b ?_zt_p ?_zt_o } UNION { ?_zt_s ?_zt_p ?b } \
UNION { ?a <x:p>* ?b FILTER(false) } } LIMIT 3'
    """
    shown = ONE_END.fullmatch(text[query.start : query.shown].strip())
    if shown is None or query.tail or query.where is None or len(query.where.elements) != 1:
        return None
    (block,) = query.where.elements
    if not isinstance(block, Triples) or len(block.triples) != 1:
        return None
    (triple,) = block.triples
    path, ends = triple.predicate, (triple.subject, triple.value)
    if not isinstance(path, Path) or path.kind not in ("*", "?"):
        return None
    if ends[0] == ends[1] or any(end.kind != "var" for end in ends):
        return None
    end = f"?{shown[1] or shown[2]}"
    names = [each.text for each in ends]
    if end not in names or f"?{shown[3]}" in names:
        return None
    # the path stays, so that what is wrong with its names is still said
    path_itself = f"{{ {names[0]} {path} {names[1]} FILTER(false) }}"
    nodes = f"{{ {end} ?_zt_p ?_zt_o }} UNION {{ ?_zt_s ?_zt_p {end} }} UNION {path_itself}"
    return f"{text[: query.where.start]}{{ {nodes} }}{text[query.where.end :]}"
