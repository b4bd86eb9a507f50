"""Tables of a PDF that go on over page breaks, put together.

A page break cuts rows and merged cells in two. The lower part of a cut row goes back to its row;
the lower part of a merged cell, which is empty, goes to the cell above the break.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.readers.pdf_lines import Line, Measure, find_people, find_wraps, wraps
from loader.readers.pdf_rules import TOLERANCE
from loader.readers.pdf_tables import (
    FARTHEST_MOVED,
    MOST_PADDING,
    Placed,
    Ruled,
    nearest,
    number_columns,
)

MOST_SPACE = 2
"""Space between the lines of a cell and the page break that cuts it, in characters."""

MOST_ROOM = 1.2
"""Space at the foot of a cell that is too low for a line, in characters."""


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
    habits = _habits(parts)
    for part in parts[1:]:
        _append(table, part, habits)
    return table


@dataclass(frozen=True)
class _Habits:
    """How a table is written, as the cells tell that stand at no page break.

    `main`: the column with most words. `merged`: columns with cells over several rows. `full`:
    columns without empty cells. `told`: column and words of each cell. `sentences`: most cells of
    the main column end as a sentence does. `opens`: no line is drawn where a page break cuts a
    cell. `tops`: all cells begin at their head.
    """

    main: int
    merged: frozenset[int]
    full: frozenset[int]
    told: frozenset[tuple[int, str]]
    sentences: bool
    opens: bool
    tops: bool

    @property
    def filled(self) -> frozenset[int]:
        """Return the columns that each row fills."""
        return self.full - self.merged


def _habits(parts: Sequence[Ruled]) -> _Habits:
    cells = [cell for part in parts for cell in part.cells]
    below = [cell for part in parts for cell in _below(part, _header(parts, part))]
    whole = [cell for part in parts for cell in _whole(part, parts)]
    words: Counter[int] = Counter()
    for cell in cells:
        words[cell.column] += sum(len(line.text) for line in cell.lines)
    main = words.most_common(1)[0][0]
    ends = [cell.lines[-1].ends_sentence() for cell in cells if cell.column == main and cell.lines]
    return _Habits(
        main,
        frozenset(cell.column for cell in below if cell.rowspan > 1),
        frozenset(c.column for c in whole) - {c.column for c in whole if not c.lines},
        frozenset((cell.column, cell.words()) for cell in whole),
        2 * sum(ends) > len(ends),
        any(part.is_open for part in parts) and not _is_frameless(parts),
        all(_head(cell) < 0.5 * cell.lines[0].size for cell in whole if cell.lines),
    )


def _head(cell: Placed) -> float:
    """Return the space between the head of a cell and its first line."""
    return cell.lines[0].top - cell.box[1]


def _is_frameless(parts: Sequence[Ruled]) -> bool:
    """Tell whether no line is drawn above or below a table, so that none is at a page break."""
    return any(cell.begun for cell in parts[0].row(0)) or any(
        cell.open for cell in parts[-1].ends()
    )


def _header(parts: Sequence[Ruled], part: Ruled) -> int:
    """Return how many rows on top of `part` are certainly a header."""
    return 1 if part is parts[0] else _repeated(parts[0], part)


def _below(part: Ruled, row: int) -> list[Placed]:
    return [cell for cell in part.cells if cell.row >= row]


def _whole(part: Ruled, parts: Sequence[Ruled]) -> Iterator[Placed]:
    """Yield the cells of `part` below its header that stand at no page break."""
    first = _header(parts, part) + (part is not parts[0])
    for cell in _below(part, first):
        if part is parts[-1] or cell.row + cell.rowspan < part.rows:
            yield cell


def _append(table: Ruled, part: Ruled, habits: _Habits) -> None:
    """Add the rows of `part`, on the next page, to `table`.

    Below a header that is printed again at the foot of a page nothing goes on.
    """
    header = _repeated(table, part)
    last = table.rows - 1
    habits = _at_break(table, part.row(header), habits)
    is_foot = not habits.opens and _words(table, last) == _words(table, 0)
    if header:
        # The line below the header closes the cells that go on, too.
        for cell in part.row(header):
            cell.begun = True
    cut = not is_foot and _is_cut(table, part.row(header), habits)
    shift = table.rows - (1 if cut else 0)
    for cell in part.cells:
        above = table.at(last, cell.column) if cell.row == header and not is_foot else None
        before = table.at(above.row - 1, above.column) if above is not None else None
        if above is not None and (cut or _is_rest(above, cell, before, habits)):
            _lengthen(above, cell, cell.row + cell.rowspan + shift)
        else:
            if above is not None and _is_doubtful(above, cell, habits):
                table.doubts.append("\n".join(line.text for line in cell.lines))
            cell.again = cut and cell.row < header
            cell.row += table.rows if cell.row < header else shift
            table.cells.append(cell)
    table.rows += part.rows - (1 if cut else 0)


def _at_break(table: Ruled, row: Sequence[Placed], habits: _Habits) -> _Habits:
    """Return the habits that tell what goes on in `row` below a page break.

    A table that ends with its page, and begins anew with the rest of its merged cells, closes all.
    A line that falls between two pages is drawn on neither.
    """
    if not habits.opens:
        return habits
    above = table.at(table.rows - 1, habits.main)
    lower = next((cell for cell in row if cell.column == habits.main), None)
    cut = habits.merged & habits.full
    begun = any(not cell.lines for cell in row if cell.column in cut)
    closed = begun and not any(cell.open for cell in table.ends())
    lost = above is not None and lower is not None and above.open and _is_off(above, lower)
    return replace(habits, opens=False) if closed or lost else habits


def _lengthen(above: Placed, rest: Placed, end: int) -> None:
    """Let `above` cover the rows before `end`, with the lines of `rest` below its own.

    A row that is cut in two ends where it ended before.
    """
    above.first = len(above.lines)
    above.lines += rest.lines
    above.box, above.open = rest.box, rest.open
    above.rowspan = max(above.rowspan, end - above.row)


def _repeated(table: Ruled, following: Ruled) -> int:
    """Return how many rows on top of `following` print those on top of `table` again."""
    for number in range(min(table.rows, following.rows)):
        words = [_words(one, number) for one in (table, following)]
        if words[0] != words[1] or not any(words[0].values()):
            return number
    return 0


def _words(table: Ruled, row: int) -> dict[int, str]:
    return {cell.column: cell.words() for cell in table.row(row) if not cell.again}


def _is_cut(table: Ruled, row: Sequence[Placed], habits: _Habits) -> bool:
    """Tell whether `row`, on top of a page, is the lower part of the last row of `table`.

    Where cut cells are left open, that of the main column tells. Else a column that is never empty
    does, and if it counts the rows, tells for certain. So does the main column, where a sentence
    runs on, and words do beside which a cell of the row is empty.
    """
    last = table.at(table.rows - 1, habits.main)
    cells = {cell.column: cell for cell in row}
    if habits.opens:
        lower = cells.get(habits.main)
        return last is not None and lower is not None and _is_open(last, lower)
    filled = [cells[column] for column in habits.filled if column in cells]
    if any(_counts_on(table.at(table.rows - 1, cell.column), cell) for cell in filled):
        return False
    if any(not cell.lines for cell in filled):
        return any(cell.lines for cell in row)
    lower, upper = cells.get(habits.main), last
    if lower is None or upper is None or not lower.lines:
        return False
    beside = [c for c in row if c.column != habits.main and c.column not in habits.merged]
    whole = all(cell.lines for cell in beside or row)
    return _in_sentence(upper, lower, habits) or (not whole and _runs_on(upper, lower))


def _counts_on(upper: Placed | None, lower: Placed) -> bool:
    """Tell whether `lower` holds the number after that in `upper`."""
    above, below = (cell.words() if cell else "" for cell in (upper, lower))
    return above.isdecimal() and below.isdecimal() and int(below) == int(above) + 1


def _is_rest(upper: Placed, lower: Placed, before: Placed | None, habits: _Habits) -> bool:
    """Tell whether `lower`, below a page break, is the rest of `upper`, that stands below `before`.

    Words below an empty cell are its own in a column without empty cells.
    """
    if habits.opens:
        return _is_open(upper, lower)
    if upper.column not in habits.merged:
        return False
    if not upper.lines or not lower.lines:
        return not lower.lines or upper.column in habits.full
    return _reads_on(upper, lower, before, habits)


def _reads_on(upper: Placed, lower: Placed, before: Placed | None, habits: _Habits) -> bool:
    """Tell whether the words of a merged cell go on in `lower`, below a page break.

    One that prints all words of the upper part again is a cell of its own; so is one whose words do
    not begin at the head of the page, or do below words that end above the foot.
    """
    last = upper.last_line()
    if last is None or lower.words() == upper.words():
        return False
    both, above, below = (
        (upper.column, words) in habits.told
        for words in (upper.words() + lower.words(), upper.words(), lower.words())
    )
    apart = _is_apart(last, upper, lower)
    if both and not below and not (apart and above):
        return True
    if apart:
        return False
    if habits.tops and _head(lower) > 0.8 * last.size:
        # No cell begins with a blank line.
        return True
    lines = [*upper.lines, *lower.lines]
    if people := find_people(lines):
        return people[len(upper.lines) - 1]
    upright = all(len(line.text) <= 2 for line in lines)
    return upright or (_runs_on(upper, lower) and not _are_single(before, upper, lower))


def _are_single(*cells: Placed | None) -> bool:
    """Tell whether cells are of one row each, so that each may be whole."""
    return all(cell is not None and cell.rowspan == 1 for cell in cells)


def _is_doubtful(upper: Placed, lower: Placed, habits: _Habits) -> bool:
    """Tell whether `lower`, read as a cell of its own, may be the rest of `upper`.

    It is none if `upper` has room for one line more, if other cells hold the same words, or if a
    name stands in both.
    """
    last = upper.last_line()
    if habits.opens or upper.column not in habits.merged or last is None or not lower.lines:
        return False
    if (lower.column, lower.words()) in habits.told or last.ends_sentence():
        return False
    if {line.text for line in upper.lines} & {line.text for line in lower.lines}:
        return False
    return upper.box[3] - last.bottom < MOST_ROOM * last.size and not _is_apart(last, upper, lower)


def _is_open(upper: Placed, lower: Placed) -> bool:
    """Tell whether no line parts two cells at a page break, nor space in the middle of words."""
    return upper.open and lower.begun and not _is_off(upper, lower)


def _is_off(upper: Placed, lower: Placed) -> bool:
    """Tell whether the words of two cells end and begin away from the page break.

    A browser may leave space at a break, too, but then the words run on.
    """
    last = upper.last_line()
    if last is None or not lower.lines or not _is_apart(last, upper, lower):
        return False
    return not _runs_on(upper, lower)


def _is_apart(last: Line, upper: Placed, lower: Placed) -> bool:
    """Tell whether `last`, the last line of `upper`, or the first of `lower` is off the break.

    Below a part that is full the rest may stand in the middle of what is left of the cell.
    """
    space, head = upper.box[3] - last.bottom, _head(lower)
    foot = lower.box[3] - lower.lines[-1].bottom
    is_centred = abs(head - foot) < 0.5 * last.size and space < last.size
    return max(space, 0.0 if is_centred else head) > MOST_SPACE * last.size


def _in_sentence(upper: Placed, lower: Placed, habits: _Habits) -> bool:
    """Tell whether `upper` ends in mid-sentence, in a table whose cells end as sentences do."""
    if not habits.sentences or not upper.lines or upper.lines[-1].ends_sentence():
        return False
    return wraps(upper.lines[-1], lower.lines[0], _page_measure(upper))


def _runs_on(upper: Placed, lower: Placed) -> bool:
    """Tell whether the last line of `upper` had no room for the first word of `lower`."""
    if not upper.lines or upper.lines[-1].ends_sentence():
        return False
    wrapped = find_wraps([*upper.lines, *lower.lines], _page_measure(upper))
    return wrapped[len(upper.lines) - 1]


def _page_measure(cell: Placed) -> Measure:
    padding = MOST_PADDING * cell.lines[-1].size
    return Measure(cell.box[0] + padding, cell.box[2] - padding)
