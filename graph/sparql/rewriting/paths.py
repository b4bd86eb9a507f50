"""Property paths, put so that the engine counts them right.

It takes `p|q` and `!(p|^q)` for sets where they are bags, and misses that a path which may have
no step at all leads from any term to itself, also where the graph does not have the term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod

from graph.sparql.syntax.tree import Path, Term, Triple
from ontology.errors import QueryRefused

MOST_WAYS = 64
"""Alternatives that a path may come to."""


def ways(path: Path) -> list[Path]:
    """Return the alternatives of `path` as paths without any, but those in a closure."""
    found = list(_ways(path))
    if len(found) > MOST_WAYS:
        raise _too_many()
    return found


def _too_many() -> QueryRefused:
    return QueryRefused(f"a path has over {MOST_WAYS} alternatives; write several patterns")


def _ways(path: Path) -> Iterator[Path]:
    match path.kind:
        case "|":
            for part in path.parts:
                yield from _ways(part)
        case "/":
            yield from _sequences(path.parts)
        case "^":
            yield from (Path("^", (way,)) for way in _ways(path.parts[0]))
        case "!":
            yield from _negations(path)
        case _:
            yield path


def _sequences(parts: tuple[Path, ...]) -> Iterator[Path]:
    choices = [ways(part) for part in parts]
    if prod(map(len, choices)) > MOST_WAYS:
        raise _too_many()
    yield from (Path("/", steps) for steps in product(*choices))


def _negations(path: Path) -> Iterator[Path]:
    forward = tuple(part for part in path.parts if part.kind != "^")
    backward = tuple(part for part in path.parts if part.kind == "^")
    for parts in (forward, backward):
        if parts or not path.parts:
            yield Path("!", parts)
        if not path.parts:
            return


def idle(path: Path, *, left: bool, right: bool) -> int:  # noqa: PLR0911 - one for each kind
    """Return how often `path` leads from a term that no triple has to itself, without a step.

    `left` and `right` say whether the term is written there; where it is not, a variable stands
    there, which takes only terms of the graph (18.4).
    """
    match path.kind:
        case "*" | "?":
            return int(left or right)
        case "+":
            within = path.parts[0]
            once = idle(within, left=True, right=False) if left else 0
            return int(bool(once or (not left and right and idle(within, left=False, right=True))))
        case "^":
            return idle(path.parts[0], left=right, right=left)
        case "|":
            return sum(idle(part, left=left, right=right) for part in path.parts)
        case "/":
            if len(path.parts) > 2:  # between two variables nothing stands that no triple has
                return 0
            first, after = path.parts
            return idle(first, left=left, right=False) * idle(after, left=False, right=right)
    return 0


def may_be_idle(path: Path) -> bool:
    """Tell whether `path` may lead from a term to itself without a step."""
    match path.kind:
        case "*" | "?":
            return True
        case "+" | "^" | "/":
            return all(map(may_be_idle, path.parts))
        case "|":
            return any(map(may_be_idle, path.parts))
    return False


def _as_it_is(subject: Term, way: Path, value: Term) -> str:
    return f"{subject.text} {way} {value.text}"


def written(triple: Triple, write: Callable[[Term, Path, Term], str] = _as_it_is) -> list[str]:
    """Return the branches that together answer `triple`; a single one is the triple itself.

    `write` says how a way of a path is written.
    """
    path = triple.predicate
    if not isinstance(path, Path):
        return [f"{triple.subject.text} {path.text} {triple.value.text}"]
    subject, value = triple.subject, triple.value
    branches = []
    for way in ways(path):
        branches.append(write(subject, way, value))
        count = idle(way, left=subject.is_constant, right=value.is_constant)
        branches += [_standing(subject, value)] * count
    return branches


def _standing(subject: Term, value: Term) -> str:
    """Return a branch that gives a term which no triple has as both ends of a path."""
    constant, other = (subject, value) if subject.is_constant else (value, subject)
    unknown = [f"FILTER NOT EXISTS {{ ?_zt_s ?_zt_p {constant.text} }}"]
    if constant.kind == "iri":
        unknown.append(f"FILTER NOT EXISTS {{ {constant.text} ?_zt_p ?_zt_o }}")
    if other.is_constant:
        bound = f"FILTER (sameTerm({constant.text}, {other.text}))"
    else:
        bound = f"VALUES {other.text} {{ {constant.text} }}"
    return " ".join((bound, *unknown))
