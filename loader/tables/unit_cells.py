"""Cells of bodies: who stands in one, in the role of its column or of the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from loader.assignments.clause_words import SHORT_LABEL
from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, ROLES
from loader.assignments.joint_marks import as_joint
from loader.assignments.leading_words import with_leading_words_labelled, with_verbs_apart
from loader.assignments.legends import Legend
from loader.assignments.plausibility import may_be_body
from loader.assignments.run_together import with_leader_apart
from loader.assignments.shares import Clause, Share, both
from loader.bodies.agents import Directory
from loader.drafts import Mentioned
from loader.entities import Printed
from loader.source import Cell
from loader.tables.wrapped_cells import with_names_joined
from loader.texts.led import split_off_leaders
from loader.texts.people import split_off_people, split_people, with_heads_bare, without_telephones
from loader.texts.units import split_list

_OF_BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fff（）()]{3,20})[\s、，,/]+(?P<name>[\u4e00-\u9fff]{2,3})[\s、，,/]+"
    r"[\u4e00-\u9fff]{0,6}(?:长|主任|书记|主席|经理|干部|科员)"
)
"""Body, name and post in the cell of one person: 县民政局 张亮 局长."""

_HELPING = frozenset({ROLES["supporting"], ROLES["guiding"]})

_BRACKET_LAST = re.compile(r"[（(](?P<words>[^（）()]+)[）)]\s*$")


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of a table in columns of roles.

    In `led_columns` officials stand before the bodies; those behind the bodies in `leader_columns`
    are leaders too, and heads of the bodies in others; the header of `people_columns` names people.
    Signs have the roles of `legend`; `widths` are those of columns whose cells are wrapped. A mark
    of who leads is of all names before it in cells with `has_joint_marks`.
    """

    reader: ClauseReader
    directory: Directory
    led_columns: frozenset[str] = frozenset()
    leader_columns: frozenset[str] = frozenset()
    people_columns: frozenset[str] = frozenset()
    legend: Legend = field(default_factory=Legend)
    widths: Mapping[str, int] = field(default_factory=dict)
    has_joint_marks: bool = False

    def pop_mentioned(self, values: dict[str, Printed]) -> Iterator[Mentioned]:
        """Yield whom the cells of a row name in a role; these are popped from `values`."""
        named = [*self._pop_columns(values)]
        yield from named
        yield from self._helping(values.get("text"), {one.surface for one in named})

    def _helping(self, text: Printed | None, named: set[str]) -> Iterator[Mentioned]:
        """Yield who helps by a bracket at the end of the work, if its row names others alone."""
        said = text.text.rstrip("。；; ") if text and named else ""
        bracket = _BRACKET_LAST.search(said)
        clause = self.reader.for_brackets.read(bracket["words"]) if bracket else Clause()
        is_of_others = all(
            one.role in _HELPING and one.unit.surface not in named for one in clause.shares
        )
        if text and clause.is_assignment and is_of_others and not clause.deadlines:
            yield from self._mentioned(clause.shares, text)

    def _pop_columns(self, values: dict[str, Printed]) -> Iterator[Mentioned]:
        """Yield whom the columns of roles name; these are popped from `values`."""
        for name, role in ROLES.items():
            value = values.pop(name, None)
            if value is None:
                continue
            if name in PEOPLE:
                body, names = self._people(without_telephones(value.text))
                owner = replace(value, text=body)
                yield from self._units(ROLES["responsible"], owner) if body else ()
                yield from (Mentioned(role, one, value.cell, value.status) for one in names)
            else:
                width = self.widths.get(name, 0)
                whole = with_names_joined(value.text, width, self.reader.registers)
                value = replace(value, text=as_joint(whole) if self.has_joint_marks else whole)
                yield from self._units(role, value)
                self._take_limit(values, self._clause(value.text, role), value)

    @staticmethod
    def _take_limit(values: dict[str, Printed], clause: Clause, value: Printed) -> None:
        """Add the date that a cell of bodies states to `values` without one: 完成时限：9月底."""
        if clause.deadlines and "deadline" not in values:
            values["deadline"] = replace(value, text="；".join(clause.deadlines))

    def _people(self, text: str) -> tuple[str, list[str]]:
        """Return the people of a cell, and the body that stands before one with a post behind."""
        found = _OF_BODY.fullmatch(text.strip())
        if found and self.reader.registers.ends_like_unit(found["body"]):
            return found["body"], [found["name"]]
        return "", split_people(text)

    def _units(self, role: str, value: Printed) -> Iterator[Mentioned]:
        """Yield the units of a cell in the role of its column, or of the words in the cell.

        The leader may stand before them, who answers in a body behind its name: 市教育局 王明.
        """
        ends_body = partial(may_be_body, registers=self.reader.registers)
        text, leaders = (
            without_telephones(self.legend.in_cell(value.text, _strong(value))),
            list[str](),
        )
        if role in self.led_columns | self.leader_columns:
            apart = with_leader_apart(text, self.reader.registers)
            text, leaders = split_off_leaders(apart, ends_body)
        named = role in self.people_columns
        text, people = split_off_people(with_heads_bare(text), ends_body, names_people=named)
        in_charge = ROLES["supervising" if role in self.leader_columns else "in_charge"]
        yield from (Mentioned(ROLES["supervising"], n, value.cell, value.status) for n in leaders)
        for one in people:
            yield Mentioned(in_charge, one, value.cell, value.status, of_body=True)
        value = replace(value, text=text)
        clause = self._clause(value.text, role)
        shares = clause.shares or [Share(role, one) for one in split_list(text)]
        yield from self._mentioned(shares, value)

    def _mentioned(self, shares: Iterable[Share], value: Printed) -> Iterator[Mentioned]:
        """Yield the bodies of `shares`, which a cell prints, and those in charge in them."""
        for share in shares:
            unit = share.unit
            for surface in self.directory.take_apart(unit.surface):
                yield Mentioned(
                    unit.role or share.role,
                    surface,
                    value.cell,
                    value.status,
                    is_open=unit.is_open,
                    collective=unit.collective,
                    behind=unit.behind,
                    of_body=share.of_body,
                )

    def _clause(self, text: str, role: str) -> Clause:
        """Return what the words of a cell say, nothing if it lists names and no role.

        A bracket at its end may give others a role: 县商务局（县供销社配合）.
        """
        if bracket := _BRACKET_LAST.search(text):
            others = self.reader.for_brackets.read(bracket["words"])
            if others.is_assignment and not others.only_names_people:
                owners = self.reader.read(text[: bracket.start()], role)
                return both(owners, others)
        if not self._has_roles(text):
            return Clause()
        read = (reader.read(text, role) for reader in (self.reader, self.reader.for_brackets))
        return next((clause for clause in read if clause.is_assignment), Clause())

    def _has_roles(self, text: str) -> bool:
        registers = self.reader.registers
        apart = with_leading_words_labelled(with_verbs_apart(text, registers), registers)
        lines = re.split(r"[，,；;。\n]", apart)
        return SHORT_LABEL.search(text) is not None or any(
            self.reader.split_verb(line)[1] or self.reader.opens(line) for line in lines
        )


def _strong(value: Printed) -> Sequence[str]:
    """Return the words of a cell in bold print; a text of another cell has its own."""
    return value.cell.strong if isinstance(value.cell, Cell) else ()
