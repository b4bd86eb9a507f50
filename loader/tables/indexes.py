"""Indexes that list bodies with the numbers of items, which stand in another annex or a table.

附件2　责任单位索引                          单位　　　牵头事项　　配合事项
市教育局：牵头第1项；配合第2、3项               市教育局　1　　　　　2、3

The lines of such an index, and the rows of such a table, are put behind the items that they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK
from loader.assignments.plausibility import are_plausible
from loader.assignments.references import REFERENCES, find_points, resolve
from loader.running.charges import VERB, charges_among, read_charges
from loader.source import Paragraph, Table
from loader.texts.units import split_list

Block = Paragraph | Table

_VERB = re.compile(VERB)
_NUMBERED = re.compile("事项|任务|工作|项目|条目|序号|编号|条款")
_NUMBERS = re.compile(rf"{REFERENCES}(?:任务|工作|事项)?")
_BESIDE = re.compile(r"(?<=[\d项）)])[\s;；/]+(?=[\d第（(])")
_COUNTED = re.compile("序号|编号")
_DELIMITER = re.compile(r"[\t|｜]")
_FEWEST = 2


def with_indexes_beside(runs: Sequence[Sequence[Block]], reader: ClauseReader) -> list[list[Block]]:
    """Return `runs` of paragraphs or tables with each index behind the run that it speaks of.

    An index that names no points of any other run stays where it is.
    """
    moved = {n: found for n, run in enumerate(runs) if (found := find_index(run, reader))}
    behind: dict[int, list[Paragraph]] = {}
    spent: set[int] = set()
    for n, index in moved.items():
        lines = [line for _, line in index]
        target = _target(index, n, runs, reader)
        if target is not None and (target != n or any(line.clean for line in lines)):
            behind.setdefault(target, []).extend(lines)
            spent |= {id(block) for block, _ in index}
    if not behind:
        return [list(run) for run in runs]
    left = [
        [*(block for block in run if id(block) not in spent), *behind.get(n, ())]
        for n, run in enumerate(runs)
    ]
    return [run for run in left if run]


def find_index(run: Sequence[Block], reader: ClauseReader) -> list[tuple[Block, Paragraph]]:
    """Return the lines of an index in `run`, each with the paragraph or table that prints it."""
    printed = [block for block in run if isinstance(block, Paragraph)]
    lines: list[tuple[Block, Paragraph]] = [
        (printed[n], printed[n]) for n in sorted(charges_among(printed, reader))
    ]
    for table in (block for block in run if isinstance(block, Table)):
        lines += [(table, line) for line in _rows(table, reader)]
    lines = lines or list(_delimited(printed, reader))
    return lines if len(lines) >= _FEWEST else []


def _rows(table: Table, reader: ClauseReader) -> Iterator[Paragraph]:
    rows = [[cell.text for cell in row] for row in table.rows]
    for n, (said, used) in enumerate(_said_by_row(rows, reader), 1):
        cells = tuple(table.rows[n][column] for column in used)
        yield Paragraph(0, cells[0].raw, None, table.annex, clean=said, row=cells)


def _delimited(
    lines: Sequence[Paragraph], reader: ClauseReader
) -> Iterator[tuple[Block, Paragraph]]:
    """Yield the rows of an index whose cells pipes or TABs part, the first as its header."""
    cut = [[cell.strip() for cell in _DELIMITER.split(line.text.strip("|"))] for line in lines]
    head = next((n for n, cells in enumerate(cut) if _verbs(cells)), len(cut))
    width = len(cut[head]) if head < len(cut) else 0
    rows = list(takewhile(lambda cells: 1 < len(cells) <= width, cut[head:]))
    for line, (said, _) in zip(lines[head + 1 :], _said_by_row(rows, reader), strict=False):
        yield line, replace(line, clean=said, parts=(line,))


def _target(
    index: Sequence[tuple[Block, Paragraph]],
    own: int,
    runs: Sequence[Sequence[Block]],
    reader: ClauseReader,
) -> int | None:
    """Return the run that has the points which `lines` name: their own, one before it, or after."""
    order: list[int] = [own, *reversed(range(own)), *range(own + 1, len(runs))]
    printed = {id(block) for block, _ in index}
    charges = [charge for _, line in index for charge in read_charges(line, reader)]
    references = [one for charge in charges for one in charge.references]
    for n in order:
        paragraphs = [
            one for one in runs[n] if isinstance(one, Paragraph) and id(one) not in printed
        ]
        points = find_points(paragraphs)
        if points and any(resolve(one, points)[0] for one in references):
            return n
    return None


def _said_by_row(
    rows: Sequence[Sequence[str]], reader: ClauseReader
) -> list[tuple[str, list[int]]]:
    """Return what each row below the first says in words, and in which columns it says so.

    Nothing if the first is no header of an index, or one of the others does not fit.
    """
    verbs = _verbs(rows[0]) if rows else {}
    if not verbs or min(verbs) == 0:
        return []
    said = [_said(row, min(verbs) - 1, verbs, reader) for row in rows[1:]]
    told = [one for one in said if one]
    return told if len(told) == len(said) else []


def _verbs(head: Sequence[str]) -> dict[int, str]:
    """Return the columns of numbers, each with what a body does with the points that they name."""
    titles = {n: "".join(title.split()) for n, title in enumerate(head) if n}
    numbered = {n: title for n, title in titles.items() if _NUMBERED.search(title)}
    verbs = {n: verb[0] for n, title in numbered.items() if (verb := _VERB.search(title))}
    if verbs or len(numbered) != 1:
        return verbs
    return {n: "负责" for n, title in numbered.items() if _COUNTED.search(title)}


def _said(
    row: Sequence[str], who: int, verbs: dict[int, str], reader: ClauseReader
) -> tuple[str, list[int]] | None:
    """Return what a row says, None if it does not say which points a body has."""
    named = row[who] if len(row) > who else ""
    said = {n: _BESIDE.sub("、", row[n]) for n in verbs if n < len(row) and row[n] not in BLANK}
    fits = all(_NUMBERS.fullmatch(words) for words in said.values())
    if not said or not fits or not are_plausible(split_list(named), reader.registers):
        return None
    clauses = "；".join(f"{verbs[n]}{words}" for n, words in said.items())
    return f"{named}：{clauses}", [who, *said]
