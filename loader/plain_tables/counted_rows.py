"""Tables of cells with sure borders whose rows a first column counts, whatever their headers say.

    序号 | 事项名称 | 事项程序 | 是否听证 | 承办单位 | 1 | 修建学校 | 论证 | 否 | 县教育局 | 2 | …

As many cells as stand before the first number stand between all: so many columns there are. The
last may be blank in all rows, where a sign more parts these.
"""

from __future__ import annotations

from collections.abc import Sequence

from loader.assignments.fields import ROLES, fields_of, names_work
from loader.plain_tables.delimited import DelimitedTable
from loader.plain_tables.delimited_lines import DelimitedCell
from loader.plain_tables.loose import MOST_COLUMNS
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3


def counted_table(tokens: Sequence[Token], registers: Registers) -> DelimitedTable | None:
    """Return the table of `tokens`, None if their numbers do not count rows of one width.

    One column must be of work, and one of those who answer.
    """
    first = (n for n, token in enumerate(tokens[: MOST_COLUMNS + 1]) if token.text == "1")
    step = next(first, 0)
    width = step - (step > 1 and not tokens[step - 1].text)
    if width < _FEWEST_COLUMNS or len(tokens) % step not in (0, width):
        return None
    rows = [tokens[start : start + width] for start in range(0, len(tokens), step)]
    last = tokens[width::step] if width < step else ()
    if any(token.text for token in last):
        return None
    numbers = [row[0].text for row in rows[1:]]
    if len(numbers) < _FEWEST_ROWS or numbers != [str(n + 1) for n in range(len(numbers))]:
        return None
    words = tuple("".join(token.text.split()) for token in rows[0])
    fields = fields_of(words, registers)
    if fields[0] != "number" or not names_work(fields) or not {*fields} & {*ROLES}:
        return None
    cells = [[DelimitedCell(one.text, one.place) for one in row] for row in rows[1:]]
    return DelimitedTable(fields, words, cells)
