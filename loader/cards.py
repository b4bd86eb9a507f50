"""Tables that print their header words at the left: a card per task, or a task per column.

项目名称 | 污水处理厂提标                     序号     | 1    | 2
牵头单位 | 市住建局 | 完成时限 | 11月底       工作任务 | 修路 | 架桥
"""

from __future__ import annotations

from collections.abc import Iterator

from loader.entities import Printed
from loader.fields import names_work
from loader.registers import Registers
from loader.source import Cell, Table
from loader.tables import Row

_LONGEST_LABEL = 12
_FEWEST_LABELS = 3
_PAIR = 2

Named = dict[str, Cell]


def read_cards(table: Table, registers: Registers) -> tuple[list[Row], list[Cell]]:
    """Return a row for each task of `table`, and the cells that no task takes.

    There are no rows where the words at the left are not those of a task's header.
    """
    lines = [_filled(cells) for cells in table.rows]
    labelled = [line for line in lines if len(line) > 1 and _field(line[0], registers)]
    labelled = [line for line in labelled if not all(_field(cell, registers) for cell in line)]
    if sum(len(line) // _PAIR for line in labelled) < _FEWEST_LABELS:
        return [], []
    found = list(_cards(labelled, registers))
    named = [card for card in found if names_work(tuple(card))]
    if not named or len(named) < len(found):
        return [], []
    taken = {cell for card in named for cell in card.values()}
    left = [cell for line in lines for cell in line if cell not in taken]
    return [_row(card, table.annex) for card in named], [
        cell for cell in left if not _field(cell, registers)
    ]


def stands_in_pairs(table: Table, registers: Registers) -> bool:
    """Tell whether each row prints label, value, label, value: no row of it heads the others."""
    lines = [line for line in map(_filled, table.rows) if len(line) > 1]
    wide = [line for line in lines if len(line) > _PAIR]
    return len(lines) > 1 < len(wide) and all(_is_of_pairs(line, registers) for line in lines)


def _is_of_pairs(line: list[Cell], registers: Registers) -> bool:
    labels, values = line[::2], line[1::2]
    return (
        len(labels) == len(values)
        and all(_field(cell, registers) for cell in labels)
        and not any(_field(cell, registers) for cell in values)
    )


def _filled(cells: tuple[Cell, ...]) -> list[Cell]:
    return [cell for cell in cells if cell.text and not cell.covered]


def _field(cell: Cell, registers: Registers) -> str | None:
    words = "".join(cell.text.split()).rstrip("：:")
    return registers.field_of(words) if len(words) <= _LONGEST_LABEL else None


def _cards(lines: list[list[Cell]], registers: Registers) -> Iterator[Named]:
    """Yield what each card names; a label that comes again begins the next one."""
    if _are_columns(lines, registers):
        yield from _columns(lines, registers)
        return
    card: Named = {}
    for label, value in (pair for line in lines for pair in _pairs(line, registers)):
        if label in card:
            yield card
            card = {}
        card[label] = value
    yield card


def _are_columns(lines: list[list[Cell]], registers: Registers) -> bool:
    """Tell whether a label stands only at the left and each line has values for several tasks."""
    widths = {len(line) for line in lines}
    values = (cell for line in lines for cell in line[1:])
    return len(widths) == 1 and min(widths) > 2 and not any(_field(c, registers) for c in values)


def _columns(lines: list[list[Cell]], registers: Registers) -> Iterator[Named]:
    labels = [_field(line[0], registers) for line in lines]
    for values in zip(*(line[1:] for line in lines), strict=True):
        yield {label: cell for label, cell in zip(labels, values, strict=True) if label}


def _pairs(line: list[Cell], registers: Registers) -> Iterator[tuple[str, Cell]]:
    label: str | None = None
    for cell in line:
        found = _field(cell, registers) if label is None else None
        if label and not found:
            yield label, cell
        label = found


def _row(card: Named, annex: int) -> Row:
    return Row(annex, {name: Printed(cell.text, cell) for name, cell in card.items()})
