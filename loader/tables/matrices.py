"""Tables with a column for each body, in which a sign or a word says who does what.

序号 | 重点任务   | 市教育局 | 市财政局 | 市住建局         ●为牵头单位，○为配合单位
1    | 新建幼儿园 | ●       | ○        |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from loader.assignments.fields import CONTENT, PEOPLE, ROLES, fields_of
from loader.assignments.legends import SIGNS, Legend
from loader.assignments.plausibility import is_plausible
from loader.drafts import Mentioned
from loader.entities import Place, Printed
from loader.registers.registers import Registers
from loader.source import Paragraph, Table
from loader.tables.header import words_of_header
from loader.tables.table import Row
from loader.texts.collectives import is_collective
from loader.texts.units import split_list

_FEWEST = 2
_DEEPEST = 4
"""Bodies that have a column at the least, and rows at the top among which they are looked for."""

_MOST = 100
"""Signs that part the cells of a line at the most."""

_OF_WORK = re.compile("责任|任务|分工|牵头|负责|承担|落实|工作")

_STARS = frozenset("★☆*＊※")
"""Signs that single one body out of those that have another sign."""

TAKEN = "no legend explains these signs: they are taken so; check them, or print a legend"
"""What the report says of signs that are taken for roles."""

_RULE = re.compile(r"[\s|:\-]+")
"""The line below a header of pipes."""

_SHORT = {"主": "lead", "牵": "lead", "协": "supporting", "配": "supporting"}


@dataclass(frozen=True)
class Matrix:
    """The header rows of a table by body, the fields of its other columns, and its rows.

    `taken` says which roles its signs are taken for, where nothing explains them.
    """

    words: tuple[str, ...]
    fields: tuple[str | None, ...]
    rows: tuple[Row, ...]
    taken: str = ""


def read_matrix(table: Table, legend: Legend, registers: Registers) -> Matrix | None:
    """Return `table` as a matrix, or None if it is none, or its signs are not explained."""
    for position in range(min(_DEEPEST, len(table.rows) - 1)):
        bodies = _bodies(table.rows[position], registers)
        if len(bodies) < _FEWEST:
            continue
        below = [row for row in table.rows[position + 1 :] if any(cell.text for cell in row)]
        above = "".join(cell.text for row in table.rows[: position + 1] for cell in row)
        is_of_work = bool(_OF_WORK.search(above))
        roles = _roles(_signs(below, bodies), legend, registers, is_of_work=is_of_work)
        words = words_of_header(table.rows[max(0, position - 1) : position + 1], registers)
        fields = tuple(
            None if n in bodies else name for n, name in enumerate(fields_of(words, registers))
        )
        if roles and set(fields) & CONTENT:
            rows = tuple(_rows(below, bodies, roles, fields))
            return Matrix(words, fields, rows, _taken(roles, legend, registers))
    return None


def unexplained_signs(table: Table, registers: Registers) -> str:
    """Return the signs below the bodies of a table with a column for each, which nobody explains.

    It is asked of tables that were not read, so that it has none whose signs are known.
    """
    for position in range(min(_DEEPEST, len(table.rows) - 1)):
        bodies = _bodies(table.rows[position], registers)
        signs = _signs(table.rows[position + 1 :], bodies)
        if len(bodies) >= _FEWEST and signs and not signs - set(SIGNS):
            return "".join(sorted(signs))
    return ""


def _taken(roles: dict[str, str], legend: Legend, registers: Registers) -> str:
    """Return what signs are taken for that neither a legend nor their own words explain."""
    guessed = {sign: role for sign, role in roles.items() if not _role(sign, legend, registers)}
    return ", ".join(f"{sign} {role}" for sign, role in sorted(guessed.items()))


def matrix_in_lines(
    lines: Sequence[Paragraph], legend: Legend, registers: Registers
) -> tuple[range, Matrix] | None:
    """Return the first matrix whose cells TABs or pipes part, and which of `lines` it takes.

    Its header is among the first of the lines that have cells.
    """
    depth = 0
    for start, line in enumerate(lines):
        delimiter = next((one for one in "\t|" if line.words.count(one) >= _FEWEST), "")
        depth = depth + 1 if delimiter else 0
        if not 0 < depth <= _DEEPEST or line.words.count(delimiter) > _MOST:
            continue
        header = _cells_of(line, delimiter)
        if len(_bodies(header, registers)) < _FEWEST:
            continue
        below = _lines_with(delimiter, lines[start + 1 :])
        matrix = _matrix_of(header, below, delimiter, legend, registers)
        if matrix:
            return range(start, start + 1 + len(below)), matrix
    return None


def _lines_with(delimiter: str, lines: Sequence[Paragraph]) -> list[Paragraph]:
    return list(takewhile(lambda line: delimiter in line.words, lines))


def _matrix_of(
    header: tuple[Paragraph, ...],
    lines: Sequence[Paragraph],
    delimiter: str,
    legend: Legend,
    registers: Registers,
) -> Matrix | None:
    bodies = _bodies(header, registers)
    printed = (_cells_of(line, delimiter) for line in lines if not _RULE.fullmatch(line.text))
    below = [row for row in printed if any(cell.text for cell in row)]
    words = tuple("".join(cell.text.split()) for cell in header)
    is_of_work = bool(_OF_WORK.search("".join(words)))
    roles = _roles(_signs(below, bodies), legend, registers, is_of_work=is_of_work)
    known = enumerate(fields_of(words, registers))
    fields = tuple(None if n in bodies else name for n, name in known)
    if not roles or not set(fields) & CONTENT:
        return None
    rows = tuple(_rows(below, bodies, roles, fields))
    return Matrix(words, fields, rows, _taken(roles, legend, registers))


def _signs(rows: Sequence[tuple[Place, ...]], bodies: dict[int, Place]) -> set[str]:
    return {row[n].text for row in rows for n in bodies if n < len(row) and row[n].text}


def _cells_of(line: Paragraph, delimiter: str) -> tuple[Paragraph, ...]:
    """Return the cells of a line as paragraphs that it holds; a pipe at its ends is a frame."""
    text = line.words.strip("\r\n ")
    text = text.removeprefix("|").removesuffix("|") if delimiter == "|" else text
    parts = line.lines
    return tuple(replace(line, clean=cell.strip(), parts=parts) for cell in text.split(delimiter))


def _bodies(row: Sequence[Place], registers: Registers) -> dict[int, Place]:
    """Return the cells of a row that name one body or group each, by column from 0."""
    named: dict[int, Place] = {}
    for n, cell in enumerate(row):
        units = split_list(cell.text) if cell.text else []
        is_header = registers.role_of_label("".join(cell.text.split())) is not None
        if len(units) == 1 and is_plausible(units[0], registers) and not is_header:
            named[n] = cell
    return named


def _roles(
    signs: set[str], legend: Legend, registers: Registers, *, is_of_work: bool
) -> dict[str, str]:
    """Return the role of each of `signs`, none if one is not known.

    One sign alone needs no legend below a header of work: it says who answers. So does the one
    beside a star, which says who leads.
    """
    roles = {sign: role for sign in signs if (role := _role(sign, legend, registers))}
    if len(roles) == len(signs):
        return roles
    stars = signs & _STARS if len(signs) > 1 else set()
    if not is_of_work or signs - set(SIGNS) or (len(signs), len(stars)) not in ((1, 0), (2, 1)):
        return {}
    return {sign: ROLES["lead" if sign in stars else "responsible"] for sign in signs}


def _role(sign: str, legend: Legend, registers: Registers) -> str | None:
    if sign in legend.roles or sign in _SHORT:
        return legend.roles.get(sign) or _SHORT[sign]
    field = registers.role_of_label(sign)
    return ROLES[field] if field in ROLES and field not in PEOPLE else None


def _rows(
    rows: Sequence[tuple[Place, ...]],
    bodies: dict[int, Place],
    roles: dict[str, str],
    fields: tuple[str | None, ...],
) -> Iterator[Row]:
    """Yield the rows with those who have a sign in them, in the order of the roles of a row."""
    for cells in rows:
        named = zip(fields, cells, strict=False)
        values = {name: Printed(cell.text, cell) for name, cell in named if name and cell.text}
        marked = [(bodies[n], cells[n]) for n in bodies if n < len(cells) and cells[n].text]
        mentioned = tuple(
            Mentioned(role, body.text, body, "inherited", collective=is_collective(body.text))
            for role in ROLES.values()
            for body, cell in marked
            if roles[cell.text] == role
        )
        signs = tuple(cell for _, cell in marked)
        yield Row(cells[0].annex, values, mentioned=mentioned, signs=signs)
