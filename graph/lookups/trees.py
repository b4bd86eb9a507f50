"""Look-ups that go on from what they find, as one query of the engine that cannot take long.

    {SELECT ?1 {<task> zt:hasAssignment ?1} LIMIT 33} {SELECT ?2 {<task> zt:text ?2} LIMIT 33}
    OPTIONAL {?1 zt:agent ?3 OPTIONAL {?3 …}}

To read statement by statement takes the store as long as a small query each time. But joined, what
leads to nothing would be read without end. An OPTIONAL gives a row for all that it is asked of, so
that with a LIMIT no more is read than is told; the engine joins it by looking up, as long as the
variable that it goes on from is always bound: hence they stand in each other. Where a row then
lacks something, it is no solution. Where there is one way to begin only, each of its statements
gives a row, so that the LIMIT of the whole is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

MOST_READ = 64
"""Statements that are read for one look-up at the most."""
MOST_SCANNED = 128
"""Statements of one pattern that the engine reads and writes at the most, which it does quicker."""
MOST_ROWS = 32
"""Rows that such a query may give."""
_MOST_STEPS = 5

Piece = str | int
"""A part of the text of a query: itself, or the place in the row of a constant."""


@dataclass(frozen=True)
class Step:
    """One triple: where in the row its terms stand, None for those that are read.

    `added` are the places in the triple that the row gets, `same` those that must be equal.
    """

    subject: int | None
    verb: int | None
    value: int | None
    added: tuple[int, ...]
    same: tuple[tuple[int, int], ...]


def scan_of(
    told: tuple[tuple[str, int], ...],
    steps: tuple[Step, ...],
    constants: int,
    limit: int | None = None,
) -> tuple[Piece, ...] | None:
    """Return the text for one step of which each statement that is read is a solution, else None.

    It gives a row more than may be read, if there are as many and the `limit` of the look-up is
    not below.

    >>> pieces = scan_of((("p", 1), ("o", 2)), (Step(0, None, None, (1, 2), ()),), 1)
    >>> "".join(map(str, pieces))
    'SELECT ?p ?o { 0 ?p ?o } LIMIT 129'
    """
    if len(steps) != 1 or not steps[0].added or steps[0].same:
        return None
    names = {place: f"?{name}" for name, place in told}
    unknown = count(constants)
    pieces: list[Piece] = [f"SELECT {' '.join(names.values())} {{"]
    for at in (steps[0].subject, steps[0].verb, steps[0].value):
        pieces += [" ", names.get(place := next(unknown), f"?_{place}") if at is None else at]
    most = MOST_SCANNED + 1 if limit is None else min(limit, MOST_SCANNED + 1)
    return (*pieces, f" }} LIMIT {most}")


class Walk(NamedTuple):
    """A query of the engine, and what stands in its result once for each time that a variable that
    it tells is bound."""

    text: tuple[Piece, ...]
    ends: tuple[bytes, ...]


class Leaf(NamedTuple):
    """The value of a property of a constant, told by the variable `name`: both by place."""

    subject: int
    verb: int
    name: str


class Tree(NamedTuple):
    """The query for the `whole` tree, and for what is `bare` of the `leaves` that stand alone.

    A leaf has one value mostly, which need not be told anew by the engine in each row.
    """

    whole: Walk
    bare: Walk | None = None
    leaves: tuple[Leaf, ...] = ()


def tree_of(
    told: tuple[tuple[str, int], ...], steps: tuple[Step, ...], constants: int
) -> Tree | None:
    """Return the tree of `steps` from one of `constants` on, None where it is not that simple.

    That is: each step reads the value of a property, and all ends are told.

    >>> steps = (Step(0, 1, None, (2,), ()), Step(4, 2, None, (2,), ()), Step(0, 3, None, (2,), ()))
    >>> tree = tree_of((("n", 5), ("t", 6)), steps, 4)
    >>> "".join(map(str, tree.bare.text)), tree.leaves
    ('SELECT ?n {0 1 ?_4 OPTIONAL {?_4 2 ?n }} LIMIT 33', (Leaf(subject=0, verb=3, name='t'),))
    """
    names = {place: name for name, place in told}
    below = defaultdict[int, list[_Branch]](list)
    roots = list[_Root]()
    for value, step in enumerate(steps, start=constants):
        subject, verb = step.subject, step.verb
        if subject is None or verb is None or verb >= constants or step.added != (2,) or step.same:
            return None
        if subject < constants:
            roots.append((subject, verb, value))
        else:
            below[subject].append((verb, value))
    ends = {*range(constants, constants + len(steps))} - {*below}
    if not below or len(steps) > _MOST_STEPS or not ends <= {*names}:
        return None
    alone = [root for root in roots if root[2] in ends]
    whole = _walk_of(told, roots, below)
    if not alone:
        return Tree(whole)
    places = {value for _, _, value in alone}
    bare = _walk_of(
        tuple(pair for pair in told if pair[1] not in places),
        [root for root in roots if root not in alone],
        below,
    )
    leaves = [Leaf(subject, verb, names[value]) for subject, verb, value in alone]
    return Tree(whole, bare, tuple(leaves))


_Root = tuple[int, int, int]
"""A way to begin: the places of a constant, a property, and its value."""
_Branch = tuple[int, int]
"""A way on: the places of a property and its value."""


def _walk_of(
    told: tuple[tuple[str, int], ...], roots: list[_Root], below: Mapping[int, list[_Branch]]
) -> Walk:
    names = {place: name for name, place in told}

    def variable(place: int) -> str:
        return f"?{names.get(place, f'_{place}')}"

    def optional(place: int) -> list[Piece]:
        pieces = list[Piece]()
        for verb, value in below.get(place, ()):
            pieces += [f" OPTIONAL {{{variable(place)} ", verb, f" {variable(value)}"]
            pieces += [*optional(value), " }"]
        return pieces

    pieces: list[Piece] = [f"SELECT {' '.join(f'?{name}' for name, _ in told)} {{"]
    for subject, verb, value in roots:
        name = variable(value)
        begun: list[Piece] = [subject, " ", verb, f" {name}"]
        if len(roots) > 1:
            begun = [f"{{SELECT {name} {{", *begun, f"}} LIMIT {MOST_ROWS + 1}}}"]
        pieces += begun
    for _, _, value in roots:
        pieces += optional(value)
    text = (*pieces, f"}} LIMIT {MOST_ROWS + 1}")
    return Walk(text, tuple(f'"{name}":{{'.encode() for name, _ in told))
