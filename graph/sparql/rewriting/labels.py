"""The names of blank nodes in a query: each belongs to one sequence of triples (5.1.1).

FILTERs may stand between the triples; the engine takes one with EXISTS for the end of the sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import tokens_read
from graph.sparql.syntax.tree import OWN_BLANK, Exists, Filter, Group, Node, Triples

_COUNTED = re.compile(r"DISTINCT\s*\*", re.IGNORECASE)
"""Solutions of which it makes a difference what has a name."""


def misplaced(root: Node) -> tuple[str, Triples] | None:
    """Return a name that stands in two sequences, and where it is not the first time."""
    owners: dict[str, int] = {}
    for number, blocks in enumerate(_sequences(root)):
        for block in blocks:
            for label in sorted(named_in(block)):
                if owners.setdefault(label, number) != number:
                    return label, block
    return None


def with_variables(text: str) -> str:
    """Return the query `text` with variables for the blank nodes that EXISTS has names for.

    They mean the same there, and a condition may be written several times. A name that stands in
    two sequences is left, to be refused.

    >>> with_variables("ASK { FILTER EXISTS { _:a ?p [] } }")
    'ASK { FILTER EXISTS { ?_b_0 ?p [] } }'
    """
    if "_:" not in text or not may_have(text, ("EXISTS",)) or _COUNTED.search(text):
        return text
    tokens, query = tokens_read(text)
    if misplaced(query):
        return text
    prefix = "?_b_"
    while prefix[1:] in text:
        prefix += "_"
    names: dict[str, str] = {}
    groups = [(node.start, node.end) for node in _exists_groups(query)]
    pieces, done = [], 0
    for token in tokens:
        if token.kind == "blank" and any(start <= token.start < end for start, end in groups):
            name = names.setdefault(token.text, f"{prefix}{len(names)}")
            pieces += [text[done : token.start], name]
            done = token.end
    return "".join((*pieces, text[done:]))


def _exists_groups(node: Node) -> Iterator[Group]:
    if isinstance(node, Exists):
        yield node.group
    for child in node.children():
        yield from _exists_groups(child)


def is_split(root: Node) -> bool:
    """Tell whether a name stands before and behind a FILTER with EXISTS in one sequence."""
    whole = sum(len(_labels(blocks)) for blocks in _sequences(root))
    return whole < sum(len(_labels(blocks)) for blocks in _sequences(root, ends_at_exists=True))


def named_in(block: Triples) -> frozenset[str]:
    """Return the names of the blank nodes in `block`."""
    ends = (term for triple in block.triples for term in (triple.subject, triple.value))
    texts = (term.text for term in ends if term.kind == "blank")
    return frozenset(text for text in texts if not text.startswith(OWN_BLANK))


def _labels(blocks: list[Triples]) -> frozenset[str]:
    return frozenset().union(*map(named_in, blocks))


def _sequences(node: Node, *, ends_at_exists: bool = False) -> Iterator[list[Triples]]:
    """Yield the sequences of triples in `node`."""
    if isinstance(node, Group):
        blocks: list[Triples] = []
        for element in node.elements:
            if isinstance(element, Triples):
                blocks.append(element)
            elif not isinstance(element, Filter) or (ends_at_exists and _has_exists(element)):
                yield blocks
                blocks = []
        yield blocks
    for child in node.children():
        yield from _sequences(child, ends_at_exists=ends_at_exists)


def _has_exists(node: Node) -> bool:
    return any(isinstance(child, Exists) or _has_exists(child) for child in node.children())
