"""Which cells below a page break of a PDF are the rest of those above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.readers.pdf_habits import Habits, head_of
from loader.readers.pdf_lines import Line, Measure, find_people, find_wraps, wraps
from loader.readers.pdf_tables import MOST_PADDING, Placed, Ruled

MOST_SPACE = 2
"""Space between the lines of a cell and the page break that cuts it, in characters."""

NARROWEST = 4
"""A column of fewer characters sets its words two to a line."""

MOST_ROOM = 1.2
"""Space at the foot of a cell that is too low for a line, in characters."""


def at_break(table: Ruled, row: Sequence[Placed], habits: Habits) -> Habits:
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


def is_cut(table: Ruled, row: Sequence[Placed], habits: Habits) -> bool:
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


def is_cut_header(table: Ruled, row: Sequence[Placed]) -> bool:
    """Tell whether `row` holds nothing but the rest of words of the header, alone on its page."""
    filled = [cell for cell in row if cell.lines]
    uppers = [table.at(table.rows - 1, cell.column) for cell in filled]
    return len(row) > 2 * len(filled) > 0 and all(
        upper is not None and _runs_on(upper, cell)
        for upper, cell in zip(uppers, filled, strict=True)
    )


def _counts_on(upper: Placed | None, lower: Placed) -> bool:
    """Tell whether `lower` holds the number after that in `upper`."""
    above, below = (cell.words() if cell else "" for cell in (upper, lower))
    return above.isdecimal() and below.isdecimal() and int(below) == int(above) + 1


def is_rest(upper: Placed, lower: Placed, before: Placed | None, habits: Habits) -> bool:
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


def _reads_on(upper: Placed, lower: Placed, before: Placed | None, habits: Habits) -> bool:
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
    if habits.tops and head_of(lower) > 0.8 * last.size:
        # No cell begins with a blank line.
        return True
    lines = [*upper.lines, *lower.lines]
    if people := find_people(lines):
        return people[len(upper.lines) - 1]
    most = 2 if upper.box[2] - upper.box[0] < NARROWEST * last.size else 1
    upright = all(len(line.text) <= most for line in lines)
    return upright or (_runs_on(upper, lower) and not _are_single(before, upper, lower))


def _are_single(*cells: Placed | None) -> bool:
    """Tell whether cells are of one row each, so that each may be whole."""
    return all(cell is not None and cell.rowspan == 1 for cell in cells)


def is_doubtful(upper: Placed, lower: Placed, habits: Habits) -> bool:
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
    space, head = upper.box[3] - last.bottom, head_of(lower)
    foot = lower.box[3] - lower.lines[-1].bottom
    is_centred = abs(head - foot) < 0.5 * last.size and space < last.size
    return max(space, 0.0 if is_centred else head) > MOST_SPACE * last.size


def _in_sentence(upper: Placed, lower: Placed, habits: Habits) -> bool:
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
