"""The targets of a work item, each with the cell that prints it and where in its raw text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loader.entities import LocatedTarget, Part, Printed, Target, WorkItem
from loader.registers.indicators import measures_of_title
from loader.registers.registers import Registers
from loader.source import parts_of
from loader.targets.finding import find_targets


def locate_targets(
    item: WorkItem, year: int | None, registers: Registers
) -> tuple[LocatedTarget, ...]:
    """Return the targets of the item's text, then those of its annual task.

    One wording for the two measures of a title is two targets: 能耗及减排 | 完成上级下达任务.
    """
    title = item.title.text if item.title and item.kind == "indicator" else ""
    measures = measures_of_title(title, registers)
    return tuple(
        _located(printed, replace(one, part=part))
        for part, printed in _literals(item)
        for target in find_targets(
            printed.text, registers.target_grammar, title=title, year=year or 0
        )
        for one in _of_each(measures, target, title)
    )


def _of_each(measures: Sequence[str], target: Target, title: str) -> Iterator[Target]:
    """Yield the target once for each measure of the title that it is about; a number but once."""
    if target.value is None and title and target.measure == title:
        yield from (replace(target, measure=measure) for measure in measures)
    else:
        yield target


def _literals(item: WorkItem) -> Iterator[tuple[Part, Printed]]:
    yield "text", Printed(item.text, item.text_cell)
    if item.annual_task:
        yield "annual_task", item.annual_task


def _located(printed: Printed, target: Target) -> LocatedTarget:
    """Return the target with its place: the line that prints it, where a text has several."""
    cell = printed.cell
    if printed.text in cell.raw:
        return LocatedTarget(target, cell, cell.raw.index(printed.text) + target.start)
    before = printed.text[: target.start].count(target.quote)
    for part in parts_of(cell):
        here = part.raw.count(target.quote)
        if before < here:
            return LocatedTarget(target, part, _nth(part.raw, target.quote, before))
        before -= here
    return LocatedTarget(target, cell, -1)


def _nth(text: str, quote: str, number: int) -> int:
    """Return where the `number`th `quote` of `text` begins, counted from 0.

    >>> _nth("5家、15家", "5家", 1)
    4
    """
    at = -1
    for _ in range(number + 1):
        at = text.index(quote, at + 1)
    return at
