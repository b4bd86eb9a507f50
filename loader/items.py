"""From rows to work items: each with its texts, its classification and who is assigned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from loader.agents import Directory
from loader.entities import Agent, Assignment, Kind, Letter, Printed, WorkItem
from loader.registers import Registers
from loader.report import Report
from loader.source import Cell, Source
from loader.tables import ROLES, Row, read_rows
from ontology import ids
from ontology.values import fold_space


@dataclass
class _Context:
    """What the rows of one document share; `seen` counts equal texts, `rows` items per annex."""

    letter: Letter
    directory: Directory
    registers: Registers
    report: Report
    seen: Counter[NamedNode] = field(default_factory=Counter)
    rows: Counter[int] = field(default_factory=Counter)


def read_items(
    source: Source, letter: Letter, registers: Registers, report: Report
) -> Iterator[WorkItem]:
    """Yield the work items of all tables of `source`, in printed order.

    Raises LayoutError, naming file, annex and row, for a table that is not understood.
    """
    context = _Context(letter, Directory(registers, letter.code), registers, report)
    for table in source.tables():
        for row in read_rows(table, registers, report):
            item = _item(row, context)
            if item is not None:
                yield item


def _item(row: Row, context: _Context) -> WorkItem | None:
    """Return the work item of `row`; every value is popped, and what is left is reported."""
    values = dict(row.values)
    cells = _cells(row)
    assignments = tuple(_assignments(values, context))
    text = values.pop("text", None) or values.pop("annual_task", None)
    if text is None or not assignments:
        _report_left(row.values, context.report, "the row is no work item: no text or nobody")
        return None
    category = _label("category", values, context)
    kind = _kind(values, category, context.registers)
    heading = _label("heading", values, context)
    title = values.pop("title", None) or (row.values["heading"] if kind == "indicator" else None)
    number = values.pop("number", None)
    annual_task = values.pop("annual_task", None)
    _report_left(values, context.report, "no part of a work item takes this field yet")
    context.rows[row.annex] += 1
    order = context.rows[row.annex]
    if kind == "project":
        iri = _unique(ids.project(context.letter.iri, row.annex, _ordinal(number, order)), context)
    else:
        words = (title.text if title else "") + text.text
        iri = _unique(ids.task(context.letter.iri, row.annex, words), context)
    return WorkItem(
        iri=iri,
        kind=kind,
        annex=row.annex,
        row=order,
        text=text.text,
        cells=cells,
        assignments=assignments,
        text_cell=text.cell,
        title=title,
        annual_task=annual_task,
        number=number.text if number else None,
        category=category,
        heading=heading if kind == "task" else None,
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    cells = {value.cell for value in row.values.values()}
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _kind(values: dict[str, Printed], category: str | None, registers: Registers) -> Kind:
    if category and registers.kind_of(category) == "indicator":
        return "indicator"
    return "project" if "title" in values else "task"


def _ordinal(number: Printed | None, order: int) -> int:
    """Return the printed number of a project, or its place in the table where it has none."""
    return int(number.text) if number and number.text.isdecimal() else order


def _unique(iri: NamedNode, context: _Context) -> NamedNode:
    """Return `iri`, with -2, -3 … for items of the same document that are equal to it."""
    context.seen[iri] += 1
    return ids.repeated(iri, context.seen[iri])


def _label(name: str, values: dict[str, Printed], context: _Context) -> str | None:
    """Return a category or heading without white space, damage repaired by the register."""
    value = values.pop(name, None)
    if value is None:
        return None
    printed = fold_space(value.text)
    correction = context.registers.corrections.get((context.letter.number or "", name, printed))
    if correction is None:
        return printed
    if value.status == "explicit":
        message = f"read as {correction.meant}: {correction.why} (corrections.csv)"
        context.report.add("corrected", value.cell, printed, message)
    return correction.meant


def _assignments(values: dict[str, Printed], context: _Context) -> Iterator[Assignment]:
    for name, role in ROLES.items():
        value = values.pop(name, None)
        if value is not None:
            yield from _role_assignments(role, value, context)


def _role_assignments(role: str, value: Printed, context: _Context) -> Iterator[Assignment]:
    directory = context.directory
    names_people = role in ("supervising", "inCharge")
    for position, surface in enumerate(directory.units(value.text), 1):
        agent = directory.official(surface) if names_people else directory.body(surface)
        _report_unresolved(agent, surface, value, context.report)
        yield Assignment(role, position, surface, agent, value.status, value.cell)


def _report_unresolved(agent: Agent, surface: str, value: Printed, report: Report) -> None:
    if agent.resolution == "unresolved" and value.status == "explicit":
        message = f"no register knows this {agent.kind}; add it to data/registers/"
        report.add("unresolved", value.cell, surface, message)


def _report_left(values: dict[str, Printed], report: Report, message: str) -> None:
    for name, value in values.items():
        if value.status == "explicit":
            report.add("unread", value.cell, value.text, f"{name}: {message}")
