"""In which order the triples of a look-up are read, found out once for all texts of a shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.sparql.lookups.trees import (
    MOST_SCANNED,
    Piece,
    Step,
    Told,
    Tree,
    scan_of,
    settled,
    tree_of,
)

Constant = NamedNode | Literal
Found = NamedNode | Literal | BlankNode
Node = NamedNode | int | str
"""A term of a triple: a constant that all texts of the shape have, the number of one that each text
has for itself, or a variable: its number, behind `/` for one that the text
does not name."""
Triple = tuple[Node, Node, Node]
Row = tuple[Found, ...]
"""What is known: first the constants of the text, then those of its shape, then what was read."""

_SUBJECT, _VALUE = 0, 2


@dataclass
class Habit:
    """What was seen when a plan was last carried out: whether many statements fitted, and how many
    times in a row more than are scanned."""

    finds_many: bool = False
    too_many: int = 0


@dataclass(frozen=True)
class Plan:
    """The steps of a look-up, and in which places of a row are the variables that it tells; None:
    of an ASK.

    There may be `limit` solutions. If it `is_broad` there are triples left behind the steps of
    which nobody can tell how many fit. Of one pattern `most` statements may be read.
    """

    told: Told | None
    fixed: tuple[NamedNode, ...]
    steps: tuple[Step, ...]
    limit: int | None = None
    is_broad: bool = False
    most: int = MOST_SCANNED
    scan: tuple[Piece, ...] | None = None
    """The text of a query for the engine that reads one pattern, with places in the row."""
    tree: Tree | None = None
    """The same for several; see `trees`."""
    habit: Habit = field(default_factory=Habit, compare=False, repr=False)


class Lookup(NamedTuple):
    """A plan, the row that it begins with, and the names of the variables by number."""

    plan: Plan
    row: Row
    names: tuple[str, ...] = ()


def plan_of(
    variables: tuple[str, ...] | None,
    triples: tuple[Triple, ...],
    count: int,
    limit: int | None,
    with_value: int = MOST_SCANNED,
) -> Plan:
    """Return the plan that tells `variables` of `triples`, whose text has `count` constants of its
    own; `with_value` statements may be read of a pattern whose value is one.

    >>> triples = (("0", NamedNode("http://p"), "1"), (0, NamedNode("http://p"), "0"))
    >>> plan_of(("1",), triples, 1, None).steps[0]
    Step(subject=0, verb=1, value=None, added=(2,), same=())
    """
    nodes = [node for triple in triples for node in triple]
    fixed = tuple(dict.fromkeys(node for node in nodes if isinstance(node, NamedNode)))
    places: dict[Node, int] = {number: number for number in range(count)}
    places.update({node: count + at for at, node in enumerate(fixed)})
    left, steps = list(triples), list[Step]()
    while left:
        triple = min(left, key=lambda triple: _breadth(triple, places))
        if _breadth(triple, places) > 2 and not _is_short(triples, limit):
            break
        left.remove(triple)
        steps.append(_step(triple, places))
    last = count + len(fixed)
    for node in (node for triple in left for node in triple):
        places.setdefault(node, last)  # nothing is told of it: it is broad
    told = tuple((int(name), places[name]) for name in variables) if variables else None
    if not told or left:
        return Plan(told, fixed, tuple(steps), limit, is_broad=bool(left))
    known = {count + at: str(node) for at, node in enumerate(fixed)}
    most = MOST_SCANNED if steps[0].value is None else with_value
    scan, tree = scan_of(told, tuple(steps), last, limit, most), tree_of(told, tuple(steps), last)
    scan, tree = scan and settled(scan, known), tree and tree.settled(known)
    return Plan(told, fixed, tuple(steps), limit, most=most, scan=scan, tree=tree)


def _is_short(triples: tuple[Triple, ...], limit: int | None) -> bool:
    """Tell whether the first statements that fit are all that is asked for."""
    variables = [node for triple in triples for node in triple if isinstance(node, str)]
    is_any = len(triples) == 1 and len(set(variables)) == len(variables)
    return is_any and limit is not None and limit <= MOST_SCANNED


def _breadth(triple: Triple, places: dict[Node, int]) -> int:
    """Return how many statements to expect, in a rough order; over 2 where nobody can tell."""
    if triple[_SUBJECT] in places:
        return 0 if triple[_VALUE] in places else 1
    return 2 if triple[_VALUE] in places else 3


def _step(triple: Triple, places: dict[Node, int]) -> Step:
    """Return the step that reads `triple`; its variables get their places."""
    subject, verb, value = (places.get(node) for node in triple)
    added, same = list[int](), list[tuple[int, int]]()
    for at, node in enumerate(triple):
        if node not in places:
            places[node] = len(places)
            added.append(at)
        elif (subject, verb, value)[at] is None:
            same.append((triple.index(node), at))
    return Step(subject, verb, value, tuple(added), tuple(same))
