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
MOST_WITH_VALUE = 1_024
"""As many with a value that is named, where nothing else is done than to look up: 2 to 3 ms. What
is told of each is short then: an IRI, or two."""
MOST_ROWS = 32
"""Rows that such a query may give."""
_MOST_STEPS = 5

Piece = str | int
"""A part of the text of a query: itself, the place in the row of a constant, or `~number` for the
variable of that number."""
Told = tuple[tuple[int, int], ...]
"""The variables that are told: for each its number, and its place in the row."""


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
    told: Told,
    steps: tuple[Step, ...],
    constants: int,
    limit: int | None = None,
    most: int = MOST_SCANNED,
) -> tuple[Piece, ...] | None:
    """Return the text for one step of which each statement that is read is a solution, else None.

    It gives a row more than the `most` that may be read, if there are as many and the `limit` of
    the look-up is not below.

    >>> scan_of(((0, 1),), (Step(0, None, None, (1, 2), ()),), 1)
    ('SELECT', ' ', -1, ' {', ' ', 0, ' ', -1, ' ', '?_2', ' } LIMIT 129')
    """
    if len(steps) != 1 or not steps[0].added or steps[0].same:
        return None
    unknown = count(constants)
    pieces = _beginning(told)
    for at in (steps[0].subject, steps[0].verb, steps[0].value):
        pieces += [" ", _variable(told, next(unknown)) if at is None else at]
    return (*pieces, f" }} LIMIT {min(most + 1, most + 1 if limit is None else limit)}")


def _beginning(told: Told) -> list[Piece]:
    return ["SELECT", *(piece for number, _ in told for piece in (" ", ~number)), " {"]


def settled(text: tuple[Piece, ...], known: Mapping[int, str]) -> tuple[Piece, ...]:
    """Return `text` with the constants that are `known`, in as few pieces as it may be.

    >>> settled(("ASK {", ~0, " ", 1, " ", 0, "}"), {1: "<p>"})
    ('ASK {', -1, ' <p> ', 0, '}')
    """
    pieces = list[Piece]()
    for piece in text:
        filled = piece if isinstance(piece, str) else known.get(piece, piece)
        if pieces and isinstance(before := pieces[-1], str) and isinstance(filled, str):
            pieces[-1] = before + filled
        else:
            pieces.append(filled)
    return tuple(pieces)


def _variable(told: Told, place: int) -> Piece:
    return next((~number for number, at in told if at == place), f"?_{place}")


class Walk(NamedTuple):
    """A query of the engine, and the numbers of the variables that it tells."""

    text: tuple[Piece, ...]
    ends: tuple[int, ...]

    def settled(self, known: Mapping[int, str]) -> Walk:
        return Walk(settled(self.text, known), self.ends)


class Leaf(NamedTuple):
    """The value of a property of a constant, told by the variable of a number: both by place."""

    subject: int
    verb: int
    number: int


class Tree(NamedTuple):
    """The query for the `whole` tree, and for what is `bare` of the `leaves` that stand alone.

    A leaf has one value mostly, which need not be told anew by the engine in each row.
    """

    whole: Walk
    bare: Walk | None = None
    leaves: tuple[Leaf, ...] = ()

    def settled(self, known: Mapping[int, str]) -> Tree:
        """Return the tree with the constants that are `known` in its text."""
        bare = self.bare and self.bare.settled(known)
        return Tree(self.whole.settled(known), bare, self.leaves)


def tree_of(told: Told, steps: tuple[Step, ...], constants: int) -> Tree | None:
    """Return the tree of `steps` from one of `constants` on, None where it is not that simple.

    That is: each step reads the value of a property, and all ends are told.

    >>> steps = (Step(0, 1, None, (2,), ()), Step(4, 2, None, (2,), ()), Step(0, 3, None, (2,), ()))
    >>> tree = tree_of(((0, 5), (1, 6)), steps, 4)
    >>> "".join(map(str, tree.bare.text)), tree.leaves
    ('SELECT -1 {0 1 ?_4 OPTIONAL {?_4 2 -1 }} LIMIT 33', (Leaf(subject=0, verb=3, number=1),))
    """
    numbers = {place: number for number, place in told}
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
    if not below or len(steps) > _MOST_STEPS or not ends <= {*numbers}:
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
    leaves = [Leaf(subject, verb, numbers[value]) for subject, verb, value in alone]
    return Tree(whole, bare, tuple(leaves))


_Root = tuple[int, int, int]
"""A way to begin: the places of a constant, a property, and its value."""
_Branch = tuple[int, int]
"""A way on: the places of a property and its value."""


def _walk_of(told: Told, roots: list[_Root], below: Mapping[int, list[_Branch]]) -> Walk:
    def optional(place: int) -> list[Piece]:
        pieces = list[Piece]()
        for verb, value in below.get(place, ()):
            pieces += [" OPTIONAL {", _variable(told, place), " ", verb, " "]
            pieces += [_variable(told, value), *optional(value), " }"]
        return pieces

    pieces = _beginning(told)
    for subject, verb, value in roots:
        name = _variable(told, value)
        begun: list[Piece] = [subject, " ", verb, " ", name]
        if len(roots) > 1:
            begun = ["{SELECT ", name, " {", *begun, f"}} LIMIT {MOST_ROWS + 1}}}"]
        pieces += begun
    for _, _, value in roots:
        pieces += optional(value)
    text = (*pieces, f"}} LIMIT {MOST_ROWS + 1}")
    return Walk(text, tuple(number for number, _ in told))
