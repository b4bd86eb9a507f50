"""What a clause says: who has which role, until when, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from loader.assignments.fields import PERSONAL, ROLES
from loader.texts.units import Unit, split_list


@dataclass(frozen=True)
class Share:
    """One unit in one role; `severally`: each of its list has it for its own part, 分别负责.

    `of_body`: it is a person who stands behind the body of which he is the head.
    """

    role: str
    unit: Unit
    severally: bool = False
    of_body: bool = False


@dataclass
class Clause:
    """What a clause says: who in which role, until when, and what was not understood."""

    shares: list[Share] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    @property
    def is_assignment(self) -> bool:
        """Tell whether the clause assigns work and says nothing that is not understood."""
        return bool(self.shares) and not self.rest

    @property
    def only_guides(self) -> bool:
        """Tell whether it names those who watch over work, and nobody who does it."""
        return bool(self.shares) and {share.role for share in self.shares} == {ROLES["guiding"]}

    @property
    def only_helps(self) -> bool:
        """Tell whether it names those who help and nobody whom they help."""
        helping = {ROLES["supporting"], ROLES["guiding"]}
        return bool(self.shares) and {share.role for share in self.shares} <= helping

    @property
    def only_names_people(self) -> bool:
        """Tell whether it names people, and no body."""
        return bool(self.shares) and all(share.role in PERSONAL for share in self.shares)


def role_beside(others: str, role: str, owners: str) -> str:
    """Return the role of `owners`, who do with `others` what gives `role`: A会同B负责 has A lead.

    Of several owners none is named as the lead: A、B会同各地区负责.

    >>> role_beside("财政部", "responsible", "商务部"), role_beside("", "responsible", "商务部")
    ('lead', 'responsible')
    >>> role_beside("有关部门", "responsible", "商务部、公安部")
    'responsible'
    """
    calls_in_others = others and role == ROLES["responsible"]
    return ROLES["lead"] if calls_in_others and len(split_list(owners)) == 1 else role


def both(first: Clause, second: Clause) -> Clause:
    """Return what two clauses say of one item."""
    return Clause(first.shares + second.shares, first.deadlines + second.deadlines)


def says_when(clause: Clause) -> bool:
    """Tell whether a clause is a date and nothing else: the second of （A负责）（6月底前完成）."""
    return bool(clause.deadlines) and not clause.shares and not clause.rest
