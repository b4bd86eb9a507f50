"""Tables of a PDF that go on over page breaks, put together.

A page break cuts rows and merged cells in two. The lower part of a cut row goes back to its row;
the lower part of a merged cell, which is empty, goes to the cell above the break.
"""

from __future__ import annotations

from collections.abc import Sequence

from loader.readers.pdf_habits import Habits, habits_of, repeated, words_of
from loader.readers.pdf_rests import at_break, is_cut, is_cut_header, is_doubtful, is_rest
from loader.readers.pdf_rules import TOLERANCE
from loader.readers.pdf_tables import FARTHEST_MOVED, Placed, Ruled, nearest, number_columns


def goes_on(table: Ruled, following: Ruled) -> bool:
    """Tell whether `following`, first on its page, has its vertical lines where `table` has.

    Of as many columns the borders may have been moved.
    """
    sides = (table.edges[0] - following.edges[0], table.edges[-1] - following.edges[-1])
    if any(abs(side) > TOLERANCE for side in sides):
        return False
    if len(table.edges) == len(following.edges):
        return all(
            abs(edge - other) <= FARTHEST_MOVED
            for edge, other in zip(table.edges, following.edges, strict=True)
        )
    return all(
        abs(table.edges[nearest(table.edges, edge)] - edge) <= TOLERANCE for edge in following.edges
    )


def put_together(parts: Sequence[Ruled]) -> Ruled:
    """Return the table whose parts stand on consecutive pages."""
    table = parts[0]
    for part in parts[1:]:
        if len(part.edges) != len(table.edges):
            number_columns(part, [nearest(table.edges, edge) for edge in part.edges])
    habits = habits_of(parts)
    for part in parts[1:]:
        _append(table, part, habits)
    return table


def _append(table: Ruled, part: Ruled, habits: Habits) -> None:
    """Add the rows of `part`, on the next page, to `table`.

    Below a header that is printed again at the foot of a page nothing goes on.
    """
    header = repeated(table, part)
    last = table.rows - 1
    habits = at_break(table, part.row(header), habits)
    is_foot = not habits.opens and words_of(table, last) == words_of(table, 0)
    if header:
        # The line below the header closes the cells that go on, too.
        for cell in part.row(header):
            cell.begun = True
    first = part.row(header)
    cut = is_cut_header(table, first) if is_foot else is_cut(table, first, habits)
    shift = table.rows - (1 if cut else 0)
    for cell in part.cells:
        above = table.at(last, cell.column) if cell.row == header and (cut or not is_foot) else None
        before = table.at(above.row - 1, above.column) if above is not None else None
        if above is not None and (cut or is_rest(above, cell, before, habits)):
            _lengthen(above, cell, cell.row + cell.rowspan + shift)
        else:
            if above is not None and is_doubtful(above, cell, habits):
                table.doubts.append("\n".join(line.text for line in cell.lines))
            cell.again = cut and cell.row < header
            cell.row += table.rows if cell.row < header else shift
            table.cells.append(cell)
    table.rows += part.rows - (1 if cut else 0)


def _lengthen(above: Placed, rest: Placed, end: int) -> None:
    """Let `above` cover the rows before `end`, with the lines of `rest` below its own.

    A row that is cut in two ends where it ended before.
    """
    above.first = len(above.lines)
    above.lines += rest.lines
    above.box, above.open = rest.box, rest.open
    above.rowspan = max(above.rowspan, end - above.row)
