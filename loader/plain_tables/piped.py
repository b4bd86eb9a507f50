"""Task tables whose cells a pipe ends, one per line; a merged cell is left out, a blank one not.

    序号 |
    工作任务 |
    牵头单位 |
    是否达序 |
    1 |

All words before the first number are of the header, whether a register knows them or not. A line of
nothing but pipes ends a row where all rows end so; a pipe more stands for a blank cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.plain_tables.counted_rows import counted_table
from loader.plain_tables.delimited import DelimitedTable, table_of
from loader.plain_tables.delimited_lines import Cells, DelimitedCell
from loader.plain_tables.loose import MOST_COLUMNS, LooseTable, header_of, without_headers
from loader.plain_tables.merged_cells import with_merged_cells
from loader.plain_tables.tokens import Token, is_page_number
from loader.registers.header_words import LONGEST_HEADER
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import NUMBER
from loader.texts.outline import SECTION

_FEWEST_ENDED = 3
_MOST_WITHOUT_PIPE = 6
"""Lines without a pipe that a cell may hold."""


def find_piped(
    lines: list[Paragraph], position: int, reader: ClauseReader
) -> tuple[LooseTable | DelimitedTable, int] | None:
    """Return the table at `position` whose cells a pipe ends, one per line, and its lines."""
    head, registers = lines[position : position + 2], reader.registers
    ends = "|" in head[0].text or (len(head) > 1 and head[1].text.startswith("|"))
    if not ends:
        return None
    taken = _length(lines[position:])
    if position == 0 or "|" not in lines[position - 1].text:
        table = table_of(_ended_rows(lines[position : position + taken]), reader)
        if table and 2 * sum(name is not None for name in table.fields) > len(table.fields):
            return table, taken
    if registers.field_of(head[0].text.strip("| ")) is None:
        return None
    tokens = _cells(lines[position : position + taken])
    fields, length = header_of(tokens, registers)
    if not length:
        counted = counted_table(tokens, registers)
        return (counted, taken) if counted else None
    unknown = _words_left(tokens[length:]) if fields[0] == "number" else 0
    words = tuple(token.text for token in tokens[: length + unknown])
    merged = _merged(lines[position : position + taken], fields, registers)
    rest = merged or list(without_headers(list(_without(words, tokens[len(words) :])), registers))
    return LooseTable((*fields, *[None] * unknown), rest, is_whole=True), taken


def _merged(
    lines: list[Paragraph], fields: tuple[str | None, ...], registers: Registers
) -> list[Token]:
    """Return the cells below the header with those that merged cells leave out, if pipes on lines
    of their own end the rows, and the header too.
    """
    rows: list[list[Token]] = []
    start = 0
    for position, line in enumerate(lines):
        if line.text.strip() == "|":
            rows.append(_cells(lines[start : position + 1]))
            start = position + 1
    rows = [row for row in [*rows, _cells(lines[start:])] if row]
    is_headed = bool(rows) and len(rows[0]) == len(fields)
    return with_merged_cells(rows[1:], fields, registers) if is_headed else []


def _ended_rows(lines: list[Paragraph]) -> list[Cells]:
    """Return the header and the rows of a table, nothing if no lines of pipes end the rows.

    The header ends with the first row, or as rows do. These leave merged cells out, but half of one
    is there at the least, and one is whole.
    """
    rows: list[Cells] = []
    start = 0
    for position, line in enumerate(lines):
        if line.text and not line.text.strip("| "):
            cells = _cells(lines[start : position + 1])[:-1]
            rows.append([DelimitedCell(one.text, one.place) for one in cells])
            start = position + 1
    widths = [len(row) for row in rows[1:]]
    width = max(widths, default=0)
    if len(rows) < _FEWEST_ENDED or start < len(lines) or width >= 2 * min(widths):
        return []
    if len(rows[0]) == 2 * width:
        return [rows[0][:width], rows[0][width:], *rows[1:]]
    return rows if len(rows[0]) == width else []


def _words_left(tokens: Sequence[Token]) -> int:
    """Return how many words the header has that no register knows, before the first number."""
    words = list(takewhile(lambda one: not NUMBER.match(one.text), tokens[:MOST_COLUMNS]))
    are_words = all(0 < len(one.text) <= LONGEST_HEADER and "。" not in one.text for one in words)
    return len(words) if are_words and len(words) < len(tokens) else 0


def _without(words: Sequence[str], tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield `tokens` without the `words` of the header where all of them come again."""
    position = 0
    while position < len(tokens):
        again = [token.text for token in tokens[position : position + len(words)]] == [*words]
        if not again:
            yield tokens[position]
        position += len(words) if again else 1


def _length(lines: list[Paragraph]) -> int:
    """Return how many of `lines` the table takes: to its last pipe."""
    last = 0
    for position, line in enumerate(lines):
        if "|" in line.text:
            last = position
        elif position - last > _MOST_WITHOUT_PIPE:
            break
    return last + 1


def _cells(lines: list[Paragraph]) -> list[Token]:
    """Return the cells of `lines`; a pipe ends each, or `opens` each but the first of a row."""
    piped = [line.text for line in lines if "|" in line.text]
    opens = all(text.startswith("|") and not text.endswith("|") for text in piped if text != "|")
    opens = opens and any(text != "|" for text in piped)
    cells: list[Token] = []
    begun: Token | None = None
    for line in (line for line in lines if not is_page_number(line)):
        *ended, rest = [part.strip() for part in line.text.split("|")]
        if opens and begun and not ended and (NUMBER.match(rest) or SECTION.match(rest)):
            cells.append(begun)
            begun = None
        for part in ended:
            cells.append(_joined(begun, Token(part, line, line.number)))
            begun = None
        if rest and begun is None and SECTION.match(rest):
            cells.append(Token(rest, line, line.number))
        elif rest:
            begun = _joined(begun, Token(rest, line, line.number))
    return [*cells, begun] if begun else cells


def _joined(begun: Token | None, cell: Token) -> Token:
    """Return a cell with the words of its next line, if one is begun."""
    if begun is None:
        return cell
    lines = (*begun.place.lines, cell.place)
    text = f"{begun.text}\n{cell.text}".strip()
    return replace(
        begun, text=text, place=replace(begun.place, parts=lines) if cell.text else begun.place
    )
