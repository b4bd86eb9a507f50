"""Rows, one cell per line, in which the name of who leads stands first, cut by its narrow column.

市教                      merged over its tasks: 市教育局
育局
新建小学3所
市财政局
                          a wider gap: bodies above it end a row, names below it lead the next
市财政局
收入增长5%
市税务局

The reader of streams gives a row that names nobody else the body below it, who leads the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from loader.assignments.fields import CONTENT, UNITS
from loader.assignments.plausibility import are_plausible, is_plausible
from loader.entities import Printed
from loader.plain_tables.glued_names import glued_names
from loader.plain_tables.loose import LooseTable
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.source import Paragraph, gap_between
from loader.tables.table import Row
from loader.texts.units import Unit, split_list

_WIDTH = 3
"""Columns: who leads, the task, who else answers."""

_WIDEST = 5
"""Characters of a piece of a name, at the most."""

_SHORTEST = 3
"""Characters of a whole name, at the least."""

_FEWEST_CUT = 2
"""Names in pieces, at the least."""


@dataclass
class _Task:
    """The cells of a row: who leads, the task, and who else answers.

    `is_last`: the name of who leads the next rows stands below it.
    """

    leads: list[Token]
    text: Token
    others: list[Token] = field(default_factory=list)
    is_last: bool = False


def rows_with_leads_first(table: LooseTable, registers: Registers) -> list[Row | Paragraph]:
    """Return the rows of `table` if names of its first column are cut, nothing if they are not.

    A line comes as it is where it cannot be told who leads or who else answers: in no row.
    """
    fields = table.fields
    is_told = len(fields) == _WIDTH and fields[0] in UNITS and fields[-1] in UNITS
    if not is_told or fields[1] not in CONTENT or fields[0] == fields[-1] or table.by_lines:
        return []
    tasks, left = _tasks(table.tokens, registers)
    groups = [
        task.leads for n, task in enumerate(tasks) if not n or task.leads is not tasks[n - 1].leads
    ]
    names = [_name_of(leads, registers) for leads in groups]
    cut = sum(
        name is not None and len(leads) > 1 for leads, name in zip(groups, names, strict=True)
    )
    is_wide = any(len(one.text) > _WIDEST for task in tasks for one in task.others)
    if cut < _FEWEST_CUT or not is_wide or 2 * names.count(None) > len(names):
        return []
    return [*_rows(tasks, [name or "" for name in fields], registers), *left]


def _tasks(tokens: Sequence[Token], registers: Registers) -> tuple[list[_Task], list[Paragraph]]:
    """Return the rows of `tokens`, and the lines behind the last of them."""
    wide = _below_wide_gaps(tokens)
    tasks: list[_Task] = []
    leads: list[Token] = []
    is_lead = True
    for n, token in enumerate(tokens):
        if _is_text(token.text, registers):
            tasks.append(_Task(leads, token))
            is_lead = False
        elif is_lead:
            leads.append(token)
        elif n in wide and (tasks[-1].others or _begins_cut_name(tokens[n:], registers)):
            tasks[-1].is_last = True
            leads, is_lead = [token], True
        else:
            tasks[-1].others.append(token)
    return tasks, [token.place for token in leads] if is_lead else []


def _below_wide_gaps(tokens: Sequence[Token]) -> set[int]:
    gaps = [gap_between(above.place, below.place) for above, below in pairwise(tokens)]
    return {n for n, gap in enumerate(gaps, 1) if gap > min(gaps)}


def _begins_cut_name(tokens: Sequence[Token], registers: Registers) -> bool:
    """Tell whether all cells above the next task are pieces of one name."""
    run = list(takewhile(lambda token: not _is_text(token.text, registers), tokens))
    return 1 < len(run) < len(tokens) and _name_of(run, registers) is not None


def _is_text(text: str, registers: Registers) -> bool:
    return len(text) > _WIDEST and not are_plausible(split_list(text), registers)


def _rows(
    tasks: Sequence[_Task], fields: Sequence[str], registers: Registers
) -> Iterator[Row | Paragraph]:
    above: list[Token] = []
    for task in tasks:
        lead, is_again = _name_of(task.leads, registers), task.leads is above
        above = task.leads
        others = "\n".join(token.text for token in task.others)
        is_whole = are_plausible(split_list(others), registers) if others else task.is_last
        if lead is None or not is_whole:
            cells = [*([] if is_again else task.leads), task.text, *task.others]
            yield from (cell.place for cell in cells)
            continue
        values = {
            fields[0]: Printed(lead.text, lead.place, "inherited" if is_again else "explicit"),
            fields[1]: Printed(task.text.text, task.text.place),
        }
        if others:
            values[fields[2]] = Printed(others, _joined(task.others))
        yield Row(task.text.place.annex, values)


def _name_of(pieces: Sequence[Token], registers: Registers) -> Token | None:
    """Return the one name that `pieces` print, None if they print no name or several."""
    words = ["".join(piece.text.split()) for piece in pieces]
    name = "".join(words)
    if not (registers.ends_like_unit(name) and is_plausible(Unit(name), registers)):
        return None
    if len(pieces) > 1:
        are_names = all(_is_whole(word, registers) for word in words)
        is_one = glued_names(name, registers) == [name]
        if max(map(len, words)) > _WIDEST or are_names or not is_one:
            return None
    return replace(pieces[0], text=name, place=_joined(pieces))


def _is_whole(word: str, registers: Registers) -> bool:
    """Tell whether a piece is a name by itself, and none of two characters: 技局."""
    return len(word) >= _SHORTEST and is_plausible(Unit(word), registers)


def _joined(cells: Sequence[Token]) -> Paragraph:
    parts = tuple(cell.place for cell in cells)
    return replace(parts[0], parts=parts) if len(parts) > 1 else parts[0]
