"""Property paths by section 18.4 of SPARQL 1.1, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from bench.differential.syntax import Path
from bench.differential.values import Node

Triples = frozenset[tuple[Node, Node, Node]]
Pair = tuple[Node, Node]


def nodes_of(graph: Triples) -> set[Node]:
    return {node for subject, _, value in graph for node in (subject, value)}


def path_pairs(
    graph: Triples, path: Path | NamedNode, start: Node | None, end: Node | None
) -> list[Pair]:
    """Return the pairs that `path` joins, as a bag; `start` and `end` are None for variables."""
    if isinstance(path, NamedNode):
        found = [(s, o) for s, p, o in graph if p == path]
        return _between(found, start, end)
    match path.kind:
        case "^":
            return [(a, b) for b, a in path_pairs(graph, path.parts[0], end, start)]
        case "|":
            return [pair for part in path.parts for pair in path_pairs(graph, part, start, end)]
        case "/":
            return _sequence(graph, path.parts, start, end)
        case "!":
            return _between(_negated(graph, path.parts), start, end)
        case _:
            return list(_closure(graph, path, start, end))


def _between(pairs: Iterable[Pair], start: Node | None, end: Node | None) -> list[Pair]:
    return [(a, b) for a, b in pairs if start in (None, a) and end in (None, b)]


def _negated(graph: Triples, parts: tuple[Path | NamedNode, ...]) -> Iterator[Pair]:
    forward = {part for part in parts if isinstance(part, NamedNode)}
    backward = {part.parts[0] for part in parts if isinstance(part, Path)}
    for subject, predicate, value in graph:
        if (forward or not backward) and predicate not in forward:
            yield subject, value
        if backward and predicate not in backward:
            yield value, subject


def _sequence(
    graph: Triples, parts: tuple[Path | NamedNode, ...], start: Node | None, end: Node | None
) -> list[Pair]:
    """Join the parts; the variables between them are bound by neither side alone."""
    if len(parts) == 1:
        return path_pairs(graph, parts[0], start, end)
    left = path_pairs(graph, parts[0], start, None)
    right = _sequence(graph, parts[1:], None, end)
    return [(a, b) for a, middle in left for other, b in right if middle == other]


def _closure(graph: Triples, path: Path, start: Node | None, end: Node | None) -> set[Pair]:
    """Return the pairs of a path with `*`, `+` or `?`, as a set."""
    if start is None and end is not None:
        turned = Path(path.kind, (Path("^", path.parts),))
        return {(b, a) for a, b in _closure(graph, turned, end, None)}
    starts = nodes_of(graph) if start is None else {start}
    found = {(a, b) for a in starts for b in _reached(graph, path, a)}
    return {(a, b) for a, b in found if end in (None, b)}


def _reached(graph: Triples, path: Path, start: Node) -> set[Node]:
    step = path.parts[0]
    first = {b for _, b in path_pairs(graph, step, start, None)}
    if path.kind == "?":
        return {start, *first}
    reached = {start} if path.kind == "*" else set()
    waiting = [*first]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += [b for _, b in path_pairs(graph, step, node, None)]
    return reached
