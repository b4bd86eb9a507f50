"""Tables that print their header words at the left: a card per task, or a task per column.

项目名称 | 污水处理厂提标                     序号     | 1    | 2
牵头单位 | 市住建局 | 完成时限 | 11月底       工作任务 | 修路 | 架桥
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from loader.assignments.fields import CONTENT, IS_END, UNITS, names_work
from loader.entities import Printed
from loader.registers.registers import Registers
from loader.source import Cell, Paragraph, Table, parts_of
from loader.tables.table import Row

_LONGEST_LABEL = 12
_FEWEST_LABELS = 3
_PAIR = 2

Named = dict[str, Cell]


def read_cards(table: Table, registers: Registers) -> tuple[list[Row], list[Cell]]:
    """Return a row for each task of `table`, and the cells that no task takes.

    There are no rows where the words at the left are not those of a task's header.
    """
    labelled = _labelled(table, registers)
    if sum(len(_filled(line)) // _PAIR for line in labelled) < _FEWEST_LABELS:
        return [], []
    found = list(_cards(labelled, registers))
    named = [card for card in found if names_work(tuple(card))]
    if not named or len(named) < len(found):
        return [], []
    taken = {part for card in named for cell in card.values() for part in parts_of(cell)}
    left = [cell for cells in table.rows for cell in _filled(cells) if cell not in taken]
    return [_row(card, table.annex) for card in named], [
        cell for cell in left if not _field(cell, registers)
    ]


def stands_in_pairs(table: Table, registers: Registers) -> bool:
    """Tell whether each row prints label, value, label, value: no row of it heads the others."""
    lines = [cells for cells in table.rows if len(_filled(cells)) > 1]
    wide = [cells for cells in lines if len(_filled(cells)) > _PAIR]
    first = {_words(line[0]) for line in map(_filled, lines)}
    return len(lines) > 1 < len(wide) and all(_is_of_pairs(c, first, registers) for c in lines)


def _is_of_pairs(cells: tuple[Cell, ...], first: Container[str], registers: Registers) -> bool:
    """Tell whether the filled cells of a line are pairs, or all of them: a value may be blank."""
    printed = [cell for cell in cells if not cell.covered]
    return any(_are_pairs(line, first, registers) for line in (_filled(cells), printed))


def _are_pairs(line: list[Cell], first: Container[str], registers: Registers) -> bool:
    """Tell whether cells are labels and values; none of these is a label, if one may be a field.

    `first` are the words that begin lines: 任务类别 | 项目建设 has a value that is none of them.
    """
    labels, values = line[::2], line[1::2]
    named = [cell for cell in values if _field(cell, registers)]
    return (
        len(labels) == len(values)
        and all(_field(cell, registers) for cell in labels)
        and len(named) < _PAIR
        and not any(_words(cell) in first for cell in named)
    )


def are_cards(table: Table, registers: Registers) -> bool:
    """Tell whether all lines of `table`, titles apart, begin with words of a header."""
    lines = [cells for cells in table.rows if len(_filled(cells)) > 1]
    labelled = _labelled(table, registers)
    return len(labelled) == len(lines) >= _FEWEST_LABELS and bool(read_cards(table, registers)[0])


def _labelled(table: Table, registers: Registers) -> list[tuple[Cell, ...]]:
    """Return the lines of `table` that begin with a word of a header, and say something of it."""
    lines = ((cells, _filled(cells)) for cells in table.rows)
    return [
        cells
        for cells, line in lines
        if len(line) > 1
        and _field(line[0], registers)
        and not all(_field(cell, registers) for cell in line)
    ]


def _filled(cells: tuple[Cell, ...]) -> list[Cell]:
    return [cell for cell in cells if cell.text and not cell.covered]


def _words(cell: Cell) -> str:
    return "".join(cell.text.split()).rstrip("：:")


def _field(cell: Cell, registers: Registers) -> str | None:
    words = _words(cell)
    return registers.field_of(words) if len(words) <= _LONGEST_LABEL else None


def _cards(lines: list[tuple[Cell, ...]], registers: Registers) -> Iterator[Named]:
    """Yield what each card names; a label that comes again begins the next one.

    Of several labels with one meaning the first names the work, the next its steps.
    """
    columns = _columns_of(lines, registers)
    if columns:
        yield from _by_column(lines, columns, registers)
        return
    card: Named = {}
    words: set[str] = set()
    for printed, label, value in (p for line in lines for p in _pairs(_filled(line), registers)):
        if printed in words:
            yield card
            card, words = {}, set()
        words.add(printed)
        if label not in card or (label == "deadline" and IS_END.search(printed)):
            card[label] = value
        elif label in UNITS:
            words_of = f"{card[label].text}\n{value.text}"
            parts = (*parts_of(card[label]), value)
            card[label] = replace(card[label], clean=words_of, parts=_cells(parts))
        elif label == "text" and "measure" not in card:
            card["measure"] = value
    yield card


def _columns_of(lines: list[tuple[Cell, ...]], registers: Registers) -> list[int]:
    """Return the columns of several tasks, none if the lines are of cards.

    Labels stand only at the left; each task has a value in the line of the work, and no line has
    one beside these.
    """
    values = [list(_filled(line)[1:]) for line in lines]
    if any(_field(cell, registers) for line in values for cell in line):
        return []
    of_work = [
        [cell.column for cell in line]
        for line, cells in zip(values, lines, strict=True)
        if _field(_filled(cells)[0], registers) in CONTENT
    ]
    columns = max(of_work, key=len, default=[])
    are_tasks = len(columns) > 1 and all(set(line) <= set(columns) for line in of_work)
    beside = (cell for line in values for cell in line if cell.column not in columns)
    return columns if are_tasks and not any(beside) else []


def _by_column(
    lines: list[tuple[Cell, ...]], columns: list[int], registers: Registers
) -> Iterator[Named]:
    """Yield what each column names; a cell as wide as several is a value of each of them."""
    labels = [_field(_filled(line)[0], registers) for line in lines]
    for column in columns:
        named = zip(labels, (_cell_at(column, line) for line in lines), strict=True)
        yield {label: cell for label, cell in named if label and cell}


def _cell_at(column: int, line: tuple[Cell, ...]) -> Cell | None:
    reach = (cell for cell in _filled(line)[1:] if 0 <= column - cell.column < cell.colspan)
    return next(reach, None)


def _cells(parts: Iterable[Cell | Paragraph]) -> tuple[Cell, ...]:
    return tuple(part for part in parts if isinstance(part, Cell))


def _pairs(line: list[Cell], registers: Registers) -> Iterator[tuple[str, str, Cell]]:
    """Yield each label, its field and what stands behind it.

    Of labels side by side it is the last: 责任分工 | 牵头单位.
    """
    label: str | None = None
    printed = ""
    for cell in line:
        is_last = cell is line[-1]
        found = _field(cell, registers) if label is None or not is_last else None
        if label and not found:
            yield printed, label, cell
        label, printed = found, _words(cell)


def _row(card: Named, annex: int) -> Row:
    return Row(annex, {name: Printed(cell.text, cell) for name, cell in card.items()})
