"""A question as it was understood: a structured query, independent of its wording."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.index.entries.fields import Condition as FieldCondition
from queries.asking.words.tokens import Node

PERSONAL = ("supervising", "inCharge")
LEADING = ("lead", "responsible")
IMPERSONAL = ("lead", "responsible", "supporting", "guiding")
OPPOSITES = {"lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
"""Of each bound the one that holds where it does not."""

AGENT_FOCUSES = ("agency", "official", "agent")


@dataclass(frozen=True)
class Condition:
    """What a work item must be like: `slot` names the kind of condition, `values` its values.

    `every`: all of the values, else any. `only`: nothing else of the kind; `first`: before the
    others of its column. Conditions of the slots `agents` and `themes` compare a number; the
    `fields` of the index are those of `filter`.
    """

    slot: str
    nodes: tuple[Node, ...] = ()
    texts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    every: bool = False
    negated: bool = False
    only: bool = False
    first: bool = False
    comparator: str = ""
    number: int = 0
    fields: tuple[FieldCondition, ...] = ()

    @property
    def edge(self) -> str:
        """Return where in a text its words stand, if it says that: its slot has a column, too.

        >>> Condition("begins text", texts=("完成",)).edge, Condition("text").edge
        ('begins', '')
        """
        edge, _, column = self.slot.partition(" ")
        return edge if column else ""


@dataclass(frozen=True)
class Clause:
    """What is said of the thing asked for: its roles in items that fulfil the conditions.

    `most`: of a range of their number, whose lower end is `number`, the upper end. `than`: who has
    that number, which is known once the items are counted.
    """

    roles: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    negated: bool = False
    only: bool = False
    comparator: str = ""
    number: int = 0
    most: int = 0
    than: Node | None = None

    @property
    def is_of_objects(self) -> bool:
        """Tell whether all that it says of the items is what they are, not whose: 只牵头工程."""
        return bool(self.conditions) and all(c.slot in _OBJECTS for c in self.conditions)


_OBJECTS = ("kind", "theme", "annex", "category")


@dataclass(frozen=True)
class Reading:
    """The structured query. `focus` is what the rows are, `measure` what is done with them.

    `claimed` are things of which the question asks whether they are among the rows; `nth`: not the
    first `top` rows are wanted, but those in that place.
    """

    focus: str
    measure: str
    clauses: tuple[Clause, ...]
    among: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()
    types: tuple[str, ...] = ()
    counted: str = "item"
    counted_roles: tuple[str, ...] = ()
    order: str = ""
    top: int = 0
    asks: tuple[str, ...] = ()
    base: tuple[Condition, ...] = ()
    claimed: tuple[Node, ...] = ()
    nth: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return self.clauses[0].conditions

    @property
    def all_conditions(self) -> tuple[Condition, ...]:
        """Those of all clauses, and of what the base of a share or a claim is."""
        return (*(c for clause in self.clauses for c in clause.conditions), *self.base)

    @property
    def is_about_items(self) -> bool:
        return self.focus == "item"


@dataclass(frozen=True)
class Slot:
    """A part of the question and what it was taken for."""

    start: int
    end: int
    text: str
    slot: str
    meaning: str

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass
class Notes:
    """What is to be said of a reading beside its answer."""

    doubts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    unprinted: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    eased: list[str] = field(default_factory=list)
    """Doubts and words that were passed over, for they cannot change the answer."""
