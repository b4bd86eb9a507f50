"""The last steps of a path: those by which it may come to a literal, which begins no statement."""

from __future__ import annotations

from collections.abc import Iterator

from graph.sparql.rewriting.paths import may_be_idle
from graph.sparql.syntax.tree import Path

Edge = tuple[Path | None, Path]
"""A last step, an IRI or a negated set, and the path that leads to its subject."""


def normal(path: Path, *, turned: bool = False) -> Path:
    """Return `path`, or its inverse if it is `turned`, with ^ before a single step only."""
    match path.kind:
        case "^":
            return normal(path.parts[0], turned=not turned)
        case "/":
            parts = tuple(normal(part, turned=turned) for part in path.parts)
            return Path("/", parts[::-1] if turned else parts)
        case "!":
            return _normal_negation(path, turned=turned)
        case "iri":
            return Path("^", (path,)) if turned else path
    return Path(path.kind, tuple(normal(part, turned=turned) for part in path.parts))


def _normal_negation(path: Path, *, turned: bool) -> Path:
    forward = tuple(part for part in path.parts if part.kind != "^")
    backward = tuple(part.parts[0] for part in path.parts if part.kind == "^")
    found = [
        Path("^", (Path("!", parts),)) if is_turned else Path("!", parts)
        for parts, is_turned in ((forward, turned), (backward, not turned))
        if parts or not path.parts
    ]
    return found[0] if len(found) == 1 or not path.parts else Path("|", tuple(found))


def edges(path: Path) -> list[Edge]:
    """Return the last steps of a normal path by which it may come to a literal."""
    match path.kind:
        case "iri" | "!":
            return [(None, path)]
        case "|":
            return [edge for part in path.parts for edge in edges(part)]
        case "?":
            return edges(path.parts[0])
        case "*" | "+":
            around = Path("*", path.parts)
            return [(_then(around, before), step) for before, step in edges(path.parts[0])]
        case "/":
            *first, last = path.parts
            before = first[0] if len(first) == 1 else Path("/", tuple(first))
            found: list[Edge] = [(_then(before, more), step) for more, step in edges(last)]
            return found + (edges(before) if may_be_idle(last) else [])
    return []


def _then(before: Path, more: Path | None) -> Path:
    return before if more is None else Path("/", (before, more))


def inverse(path: Path) -> Path:
    return normal(path, turned=True)


def passed(path: Path) -> Iterator[Path]:
    """Yield the steps by which a normal path may come to a literal and go on from there."""
    if path.kind in ("*", "+") and edges(inverse(path.parts[0])):
        yield from (step for _, step in edges(path.parts[0]))
    if path.kind == "/":
        for number, part in enumerate(path.parts[1:], 1):
            if edges(inverse(part)):
                before = path.parts[:number]
                yield from (
                    step for _, step in edges(Path("/", before) if number > 1 else before[0])
                )
    for part in path.parts:
        yield from passed(part)


def flat(path: Path) -> Iterator[Path]:
    """Yield the parts of a path that follow each other."""
    if path.kind != "/":
        yield path
    for part in path.parts if path.kind == "/" else ():
        yield from flat(part)
