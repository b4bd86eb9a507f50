"""Items whose line bars cut into the work and who does it, read as brackets say it.

★ 修桥三座｜县交通局｜8月底          is ★ 修桥三座（责任单位：县交通局；8月底）
（1）县水务局｜修渠五公里                （1）修渠五公里（责任单位：县水务局）
"""

from __future__ import annotations

from collections.abc import Sequence

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.labels import read_label
from loader.assignments.plausibility import is_surely_body
from loader.source import Paragraph
from loader.texts.brackets import MARK, split_outside
from loader.texts.outline import BULLET

_BARS = "|｜‖∥"
_FEWEST = 2
_MOST = 0.75
_SHORTEST_TASK, _LONGEST_DATE = 4, 12


def with_barred_items_closed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, such items with a bracket, if two and most lines with bars are some."""
    barred = [n for n, line in enumerate(lines) if len(_cells(line.text)) > 1]
    closed = {n: words for n in barred if (words := _closed(lines[n].text, reader))}
    if len(closed) < max(_FEWEST, _MOST * len(barred)):
        return list(lines)
    return [line.with_words(closed[n]) if n in closed else line for n, line in enumerate(lines)]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in split_outside(text, _BARS)]


def _closed(text: str, reader: ClauseReader) -> str:
    """Return a line with all but the work in a bracket at its end, "" if it is no such item."""
    mark = MARK.match(text) or BULLET.match(text)
    begin = mark.end() if mark else 0
    cells = _cells(text[begin:])
    said = [_said(cell, reader) for cell in cells]
    if all(said) and not is_surely_body(cells[0], reader.registers):
        said[0] = ""
    work = [cell for cell, words in zip(cells, said, strict=True) if not words]
    is_item = len(work) == 1 and work[0] in cells[:2] and len(work[0]) >= _SHORTEST_TASK
    if not is_item or read_label(work[0], reader.registers):
        return ""
    owners = "；".join(filter(None, said))
    return f"{text[:begin]}{work[0]}（{owners}）" if reader.read(owners).is_assignment else ""


def _said(cell: str, reader: ClauseReader) -> str:
    """Return what a cell says of who does the work or when, "" if it says something else."""
    clause = reader.for_brackets.read(cell)
    is_date = bool(clause.deadlines) and len(cell) <= _LONGEST_DATE and not clause.rest
    if clause.is_assignment or is_date:
        return cell
    named = reader.read(cell, "responsible")
    return f"责任单位：{cell}" if assigns_to_body(named) and not named.rest else ""
