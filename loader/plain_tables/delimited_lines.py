"""Lines whose cells a delimiter parts, and rows that line breaks in a cell cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import AS_ABOVE, BLANK, PEOPLE, ROLES, UNITS
from loader.documents.lines import LONE_PAIR
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import CODE, COUNT, NUMBER, fit
from loader.texts.brackets import MARK
from loader.texts.outline import SECTION

DELIMITERS = (r"\|", r"\t", r"[ \u3000]{2,}")
"""What may stand between the cells of a line, the surest first."""

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
    above numbers. Those that keep it may go on with words of the line above: 分管 / 领导.
    """
    height = 1
    split = _split_column(header, below, registers)
    if split is not None:
        header, height = [*header[:split], *below[0], *header[split + 1 :]], 2
    while split is None and (longer := _longer_header(header, below[height - 1 :], registers)):
        header, height = longer, height + 1
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


def is_header(row: Cells, words: Sequence[str]) -> bool:
    """Tell whether a row prints the `words` of the header again."""
    return ["".join(cell.text.split()) for cell in row] == [*words]


def _longer_header(header: Cells, below: list[Cells], registers: Registers) -> Cells | None:
    """Return `header` with the words of the next line, if these go on with its own.

    Each ends a word that is no header by itself, or makes one with it; or it stands below a word
    that is split, the places right of it blank: 责任单位 | | / 牵头 | 配合. A line of one word goes
    on with the last cell: 完成 / 时限.
    """
    filler = replace(header[0], text="")
    line = below[0] if below else []
    rows = [header, [filler] * (len(header) - 1) + line if len(line) == 1 else line]
    width = max(map(len, rows))
    longer, line = ([*row, *[filler] * (width - len(row))] for row in rows)
    upper, lower = list(map(_word, longer)), list(map(_word, line))
    split = _columns_split(upper, lower, registers)
    known = []
    for n, word in enumerate(lower):
        if not word:
            continue
        whole = _whole_word(upper[n], word, registers) if n in split else upper[n] + word
        known.append(registers.role_of_label(whole))
        is_rest = upper[n] and (known[-1] or not registers.role_of_label(upper[n]))
        if len(word) > _LONGEST_REST or COUNT.match(word) or not (n in split or is_rest):
            return None
        longer[n] = replace(longer[n], text=whole)
    is_header = all(known) if all(lower) else any(known)
    return longer if known and is_header else None


def _columns_split(upper: list[str], lower: list[str], registers: Registers) -> set[int]:
    """Return the columns below a word and the blank places right of it: one says a role."""
    split: set[int] = set()
    for n in (n for n, word in enumerate(upper) if word and lower[n]):
        end = n + 1
        while end < len(upper) and lower[end] and not upper[end]:
            end += 1
        has_role = any(registers.role_of_label(word) in ROLES for word in lower[n:end])
        split |= {*range(n, end)} if end > n + 1 and has_role else set()
    return split


def _whole_word(above: str, word: str, registers: Registers) -> str:
    """Return the word of a column below a split one: its own, that with the upper, or the upper."""
    if registers.role_of_label(word) in ROLES:
        return word
    is_body = registers.role_of_label(above) in UNITS and not registers.role_of_label(above + word)
    return above if is_body else above + word


def _word(cell: DelimitedCell) -> str:
    return "".join(cell.text.split())


_LONGEST_REST = 6
"""Characters of a word at the most that a second line of a header goes on with."""


def _split_column(header: Cells, below: list[Cells], registers: Registers) -> int | None:
    """Return the column whose word is above those of the next line, all of roles."""
    lower = below[0] if below else []
    roles = [registers.role_of_label(cell.text) for cell in lower]
    above = [n for n, cell in enumerate(header) if _SPLIT.search("".join(cell.text.split()))]
    is_lower = 1 < len(roles) <= len(header) and set(roles) <= {*UNITS, *PEOPLE}
    return above[0] if is_lower and len(above) == 1 else None


_SPLIT = re.compile("(?:单位|部门|分工|责任|主体|体系|责任分解|责任落实)$")
"""How a header word ends that stands above words of roles."""


def with_cut_cells_joined(
    rows: list[Cells], fields: Fields, reader: ClauseReader
) -> Iterator[Cells]:
    """Yield `rows`, those one again that a line break in a cell made two.

    1 | 修路 | 牵头：市交通局          is a row of four cells
    配合：市财政局 | 6月底前

    So do a row that ends within its text and one below with nothing before the rest of it.
    """
    position = 0
    while position < len(rows):
        whole, taken = rows[position], 1
        if completed := _completed(rows[position : position + 2], fields, reader):
            yield completed
            position += 2
            continue
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


def _completed(rows: list[Cells], fields: Fields, reader: ClauseReader) -> Cells:
    """Return two rows as one if the second goes on where the first ends, else nothing.

    1 | 修路，          is a row of four cells
      | 架桥 | 市交通局 | 6月底前
    """
    if len(rows) < _FEWEST_PARTS:
        return []
    above, row = rows
    last = len(above) - 1
    is_left = last > 0 and len(above) < len(fields) == len(row)
    if not is_left or any(cell.text for cell in row[:last]) or not row[last].text:
        return []
    joined = _joined([above, row[last:]])
    return joined if _all_fit(joined, fields, reader) else []


_FEWEST_PARTS = 2


def _goes_on(row: Cells, above: Cells, fields: Fields, reader: ClauseReader) -> bool:
    """Tell whether the first cell of `row` may go on with the last one of the row above."""
    first = row[0].text
    if not first or NUMBER.match(first) or SECTION.match(first) or SECTION.match(above[0].text):
        return False
    if _is_framed(above[-1].place) or (MARK.match(first) and MARK.match(above[0].text)):
        return False
    is_whole = len(above) == len(fields)
    return not is_whole or fit(first, fields[-1], reader) > 0


def _is_framed(line: Paragraph) -> bool:
    """Tell whether a pipe closes a row, so that no cell of it goes on in the next line."""
    last = line.parts[-1] if line.parts else line
    return last.words.rstrip().endswith("|")


def _joined(rows: list[Cells]) -> Cells:
    """Return the cells of `rows`, the first of each one with the last of the row before."""
    cells = list(rows[0])
    for first, *others in rows[1:]:
        last = cells.pop()
        parts = (*last.place.lines, first.place)
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
    """Tell whether each cell with words of its own is of the kind that its column has, if any."""
    told = [(c.text, name) for c, name in zip(cells, fields, strict=True)]
    filled = [(text, name) for text, name in told if text not in BLANK | AS_ABOVE]
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
