"""Lines whose cells a delimiter parts, and rows that line breaks in a cell cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK, ROLES, UNITS
from loader.documents.lines import LONE_PAIR
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import CODE, COUNT, NUMBER, fit
from loader.texts.outline import SECTION

_OPEN_QUOTE = re.compile(r'(?:^|\t|\|)"(?!\s*(?:[\t|]|$))')
"""A cell in quotes; a quote that stands alone says that the cell is as the one above."""
_MOST_QUOTED = 40
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class DelimitedCell:
    text: str
    place: Paragraph


Cells = list[DelimitedCell]
Fields = tuple[str | None, ...]


def whole_header(header: Cells, below: list[Cells], registers: Registers) -> tuple[Cells, int]:
    """Return a cell of the header for each column, and how many lines print them.

    Lines that leave out what is blank print 牵头 and 配合 below a word that is split, and no word
    above numbers. The last word may go on in the next line: 完成 / 时限.
    """
    height = 1
    if below and (whole := _goes_on_below(header, below, registers)):
        return whole, 2
    split = _split_column(header, below, registers)
    if split is not None:
        header, height = [*header[:split], *below[0], *header[split + 1 :]], 2
    rows = [row for row in below[height - 1 :] if len(row) > 2]
    first = (row[0].text for row in rows)
    is_longer = max(map(len, rows), default=0) == len(header) + 1
    if len(rows) > 1 and is_longer and all(map(COUNT.match, first)):
        header = [DelimitedCell("", header[0].place), *header]
    return header, height


def below_header(rows: list[Cells], header: Cells, height: int) -> Iterator[Cells]:
    """Yield `rows` without the first `height`, and the whole `header` where these come again."""
    printed = [[cell.text for cell in row] for row in rows]
    position = height
    while position < len(rows):
        is_header = printed[position : position + height] == printed[:height]
        yield header if is_header else rows[position]
        position += height if is_header else 1


def _split_column(header: Cells, below: list[Cells], registers: Registers) -> int | None:
    """Return the column whose word is above those of the next line, all of roles of bodies."""
    lower = below[0] if below else []
    roles = [registers.role_of_label(cell.text) for cell in lower]
    above = [n for n, cell in enumerate(header) if _SPLIT.search("".join(cell.text.split()))]
    is_lower = 1 < len(roles) < len(header) and set(roles) <= set(UNITS)
    return above[0] if is_lower and len(above) == 1 else None


def _goes_on_below(header: Cells, below: list[Cells], registers: Registers) -> Cells | None:
    """Return a header whose words go on in the line below it, None if they do not.

    Those of some columns to the last do, or the last one, and other words follow it.
    """
    lower = [*dropwhile(lambda cell: not cell.text, below[0])]
    first = len(header) - len(lower)
    upper = header[max(0, first) :]
    words = [_cut_word(*two, registers) for two in zip(upper, lower, strict=False)]
    is_cut = len(lower) == 1 or any(registers.field_of(one.text) is None for one in upper)
    if first > 0 and is_cut and all(words):
        return [*header[:first], *(one for one in words if one)]
    word = _cut_word(header[-1], lower[0], registers) if lower else None
    is_longer = any(len(row) == len(header) + len(lower) - 1 for row in below[1:])
    return [*header[:-1], word, *lower[1:]] if word and is_longer and len(lower) > 1 else None


def _cut_word(
    upper: DelimitedCell, lower: DelimitedCell, registers: Registers
) -> DelimitedCell | None:
    """Return a word of a header that a line cut, 完成 / 时限, None if both parts are known.

    Where nothing stands below a word it is whole.
    """
    words = [upper.text, lower.text]
    is_cut = all(map(_WORD.fullmatch, words)) and not all(map(registers.field_of, words))
    is_known = is_cut and registers.field_of("".join(words))
    if not is_known and lower.text:
        return None
    return replace(upper, text="".join(words))


_WORD = re.compile(r"[\u4e00-\u9fff]{1,6}")

_SPLIT = re.compile("(?:单位|部门|分工|责任)$")
"""How a header word ends that stands above words of roles."""


def with_cut_cells_joined(
    rows: list[Cells], fields: Fields, reader: ClauseReader
) -> Iterator[Cells]:
    """Yield `rows`, those one again that a line break in a cell made two.

    1 | 修路 | 牵头：市交通局          is a row of four cells
    配合：市财政局 | 6月底前
    """
    position = 0
    while position < len(rows):
        whole, taken = rows[position], 1
        for length in range(2, min(_MOST_QUOTED, len(rows) - position) + 1):
            parts = rows[position : position + length]
            if len(parts[-1]) == len(fields) or not _goes_on(parts[-1], whole, fields, reader):
                break
            joined = _joined(parts)
            if len(joined) > len(fields):
                break
            if len(joined) == len(fields):
                joined = _with_names_whole(joined, fields, reader)
            if len(joined) == len(fields) and _all_fit(joined, fields, reader):
                whole, taken = joined, length
        yield whole
        position += taken


def _goes_on(row: Cells, above: Cells, fields: Fields, reader: ClauseReader) -> bool:
    """Tell whether the first cell of `row` may go on with the last one of the row above."""
    first = row[0].text
    if not first or NUMBER.match(first) or SECTION.match(first) or SECTION.match(above[0].text):
        return False
    is_whole = len(above) == len(fields)
    return not is_whole or fit(first, fields[-1], reader) > 0


def _joined(rows: list[Cells]) -> Cells:
    """Return the cells of `rows`, the first of each one with the last of the row before."""
    cells = list(rows[0])
    for first, *others in rows[1:]:
        last = cells.pop()
        parts = (*(last.place.parts or (last.place,)), first.place)
        text = f"{last.text}\n{first.text}".strip()
        cells += [DelimitedCell(text, replace(last.place, parts=parts)), *others]
    return cells


def _with_names_whole(cells: Cells, fields: Fields, reader: ClauseReader) -> Cells:
    """Return `cells`, in those of bodies the names whole that a line break cut: 县金融 / 办."""
    found = []
    for cell, name in zip(cells, fields, strict=True):
        text = cell.text.replace("\n", "")
        is_cut = name in UNITS and fit(cell.text, name, reader) <= 0 < fit(text, name, reader)
        found.append(replace(cell, text=text) if is_cut else cell)
    return found


def _all_fit(cells: Cells, fields: Fields, reader: ClauseReader) -> bool:
    """Tell whether each filled cell is of the kind of its column, where that has one."""
    filled = [(c.text, name) for c, name in zip(cells, fields, strict=True) if c.text not in BLANK]
    return all(
        fit(text, name, reader) > 0
        for text, name in filled
        if name in (*ROLES, "deadline") or (name == "number" and not CODE.match(text))
    )


def whole_row(lines: list[Paragraph], position: int) -> tuple[Paragraph, int]:
    """Return the line at `position` with those that a cell in quotes goes on over, and how many."""
    first = lines[position]
    if not _OPEN_QUOTE.search(first.text):
        return first, 1
    for length in range(1, min(_MOST_QUOTED, len(lines) - position + 1)):
        parts = lines[position : position + length]
        text = "\n".join(line.words for line in parts)
        if text.count('"') % 2 == 0:
            whole = replace(first, clean=text, parts=tuple(parts))
            return (whole if length > 1 else first), length
    return first, 1


def cells_of_line(line: Paragraph, delimiter: str) -> Cells:
    """Return the cells of a line; a pipe at its start or end is a frame."""
    text = line.words.strip("\r\n ")
    text = text.strip().removeprefix("|").removesuffix("|") if "|" in delimiter else text
    text = LONE_PAIR.sub(r"\1\2", _BREAK.sub("\n", text))
    return [DelimitedCell(_unquoted(part), line) for part in re.split(delimiter, text)]


def _unquoted(cell: str) -> str:
    """Return a cell without the quotes that a spreadsheet sets around one of several lines."""
    cell = cell.strip()
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"').strip() if quoted else cell


def without_filling(row: Cells) -> Cells:
    """Return the cells of `row` to the last that is not empty."""
    filled = [position for position, cell in enumerate(row) if cell.text]
    return row[: filled[-1] + 1] if filled else []
