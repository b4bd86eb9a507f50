"""Who is spoken of in a question: agents, numbers of agents, and what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import (
    AGENT_FOCUSES,
    IMPERSONAL,
    LEADING,
    PERSONAL,
    Clause,
    Condition,
)
from queries.asking.words.tokens import Node

_LISTED = {
    "lead": ("lead",),
    "responsible": LEADING,
    "supporting": ("supporting",),
    "guiding": ("guiding",),
    "supervising": LEADING,
    "any": IMPERSONAL,
}
"""The roles of bodies that a word means: what a body 管 is what it leads or answers for."""


@dataclass
class Quantity:
    """`三个以上部门`: a number of things, at the places of its words.

    `most`: the upper end of a range whose lower end is `number`.
    """

    place: int
    noun: int | None
    kind: str
    comparator: str
    number: int
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    most: int = 0

    def conditions(self, roles: tuple[str, ...]) -> tuple[Condition, ...]:
        """Return it as conditions: one, or for a range one for either end."""
        first = self.condition(roles)
        upper = replace(first, comparator="le", number=self.most)
        return (first, upper) if self.most else (first,)

    def condition(self, roles: tuple[str, ...]) -> Condition:
        """Return it as a condition; of bodies that lead, all that the column names count."""
        in_column = self.kind == "agency" and not self.types and set(roles) <= set(LEADING)
        return Condition(
            "agents",
            texts=("entry" if in_column else self.kind, *self.types),
            roles=roles,
            comparator=self.comparator,
            number=self.number,
        )


@dataclass
class Mention:
    """An agent, a number of agents, or what is asked for, as the subject or object of a role."""

    place: int
    kind: str
    negated: bool = False
    nodes: tuple[Node, ...] = ()
    quantity: Quantity | None = None

    @property
    def is_official(self) -> bool:
        if self.quantity is not None:
            return self.quantity.kind == "official"
        return any(node.type == "official" for node in self.nodes)


@dataclass(frozen=True)
class RoleWord:
    """A role that is spoken of, where, and whether it is negated or restricted."""

    place: int
    role: str
    negated: bool = False
    only: bool = False


@dataclass
class FocusClause:
    """A role of what is asked for."""

    roles: tuple[str, ...]
    place: int
    negated: bool = False
    only: bool = False

    def clause(self, conditions: tuple[Condition, ...]) -> Clause:
        return Clause(self.roles, tuple(dict.fromkeys(conditions)), self.negated, self.only)


@dataclass
class Binding:
    """What is found while roles are bound.

    `conditions` and `clauses` are the result; `pending` are agents that wait for their role, `last`
    those that had the role before, `unbound` roles without an agent.
    """

    draft: Draft
    focus: Focus
    conditions: list[tuple[int, Condition]] = field(default_factory=list)
    clauses: list[FocusClause] = field(default_factory=list)
    partners: list[Node] = field(default_factory=list)
    excluded: list[Node] = field(default_factory=list)
    pending: list[Mention] = field(default_factory=list)
    last: list[Mention] = field(default_factory=list)
    last_role: int = -1
    negated: int | None = None
    only: int | None = None
    excepting: bool = False
    before_exception: int = 0
    excepted_from: int = 0
    last_word: RoleWord | None = None
    unbound: list[RoleWord] = field(default_factory=list)

    @property
    def asks_for_agents(self) -> bool:
        return self.focus.kind in AGENT_FOCUSES

    def role_word(self, place: int, role: str) -> RoleWord:
        """Return the role with the negation and restriction that wait for it."""
        for flag, slot in ((self.negated, "negation"), (self.only, "only")):
            if flag is not None:
                self.draft.use(flag, slot)
        word = RoleWord(place, role, self.negated is not None, self.only is not None)
        self.negated = self.only = None
        self.draft.use(place, "role", role)
        return word

    def bound(self, mentions: list[Mention], word: RoleWord) -> None:
        self.last, self.last_role, self.last_word = mentions, word.place, word


def roles_for(role: str, kind: str) -> tuple[str, ...]:
    """Return the roles that a word for a role means of a kind of agent."""
    return PERSONAL if kind == "official" else _LISTED[role]


def focus_roles(role: str, focus: Focus) -> tuple[str, ...]:
    """Return the roles that a word for a role means of what is asked for."""
    if focus.wants_all:
        return PERSONAL + LEADING
    if focus.kind == "official" or (focus.kind == "agent" and role == "supervising"):
        return PERSONAL
    if focus.kind == "agent" and role in ("responsible", "any"):
        return PERSONAL + _LISTED[role]
    return _LISTED[role]
