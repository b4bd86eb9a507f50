"""The names of blank nodes in a query: each belongs to one sequence of triples (5.1.1).

FILTERs may stand between the triples; the engine takes one with EXISTS for the end of the sequence.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.sparql.syntax.tree import OWN_BLANK, Exists, Filter, Group, Node, Triples


def misplaced(root: Node) -> tuple[str, Triples] | None:
    """Return a name that stands in two sequences, and where it is not the first time."""
    owners: dict[str, int] = {}
    for number, blocks in enumerate(_sequences(root)):
        for block in blocks:
            for label in sorted(named_in(block)):
                if owners.setdefault(label, number) != number:
                    return label, block
    return None


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
