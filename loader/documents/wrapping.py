"""Text that is wrapped hard: how wide the page was that cut its lines, what sets them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from loader.documents.cut_lines import places_of
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.outline import begins_line

SENTENCE_END = tuple("。；;：:！!？?）)〕]】”")
"""What a sentence, a clause before a list, or a bracket ends with."""

_FEWEST_WRAPPED, _FEWEST_ALL = 5, 3
_WRAPPED_WIDTH = (18, 60)
"""Characters of a full line of hard-wrapped text."""

_WRAPPED_SHARE, _EDGE_SHARE = 0.35, 0.1
"""The least part of the lines that have a common width, or that reach the edge of a page."""

_GOING_ON_SHARE, _RAGGED, _LINE_END = 0.9, 3, 2


@dataclass(frozen=True)
class Page:
    """How wide the lines of hard-wrapped text are, in characters or in places of a screen.

    `sets_off`: a blank line or an indent stands before each paragraph; `is_tight`: no blank line
    stands in any but a few. `since`: the number of the first line that it cut, or may have cut.
    """

    measure: Callable[[str], int]
    width: int
    sets_off: bool = False
    is_tight: bool = False
    since: int = 0

    def fills(self, line: Paragraph) -> bool:
        """Tell whether a line reaches the edge, or ends where the next word would cross it."""
        is_wide = self.measure(line.words.rstrip()) >= self.width - _RAGGED
        return is_wide and line.number >= self.since


def page_of(
    printed: list[Paragraph],
    registers: Registers,
    begins: Callable[[str], object] = begins_line,
) -> Page | None:
    """Return the page that cut the lines, or None if they are paragraphs.

    Cut lines are as wide as the page and end inside of a sentence; others go on with them, which
    are no new points, or begin something else, and no lists of bodies. Lines set at the right of a
    page, as dates are, tell nothing of it. Where a letter is whole, the lines below it may be cut.
    """
    lines = [line for line in printed if not _is_at_right(line)]
    last = max((n for n, line in enumerate(lines) if _is_whole(line)), default=-1)
    page = _page_of(lines, registers, begins)
    if page or last < 0:
        return page
    below = _page_of(lines[last + 1 :], registers, begins)
    return replace(below, since=lines[last].number + 1) if below else None


def _is_whole(line: Paragraph) -> bool:
    return len(line.text) > _WRAPPED_WIDTH[1]


def _page_of(
    lines: list[Paragraph], registers: Registers, begins: Callable[[str], object]
) -> Page | None:
    for measure, unit in ((len, 1), (places_of, 2)):
        widths = [measure(line.words.rstrip()) for line in lines]
        page = Page(measure, max(widths, default=0))
        common = _common_width(lines, widths, unit, begins)
        if common:
            return _with_gaps(Page(measure, common), lines)
        if page.width > _WRAPPED_WIDTH[1] * unit or page.width < _WRAPPED_WIDTH[0] * unit:
            continue
        full = [n for n, line in enumerate(lines) if page.fills(line) and _is_open(line)]
        below = [one.text for n in full for one in lines[n + 1 : n + 2]]
        go_on = sum(not (begins(one) or _names_body(one, registers)) for one in below)
        least = _FEWEST_ALL if go_on == len(full) else _FEWEST_WRAPPED
        fewest = max(least, _EDGE_SHARE * len(lines))
        if len(full) >= fewest and go_on >= _GOING_ON_SHARE * len(full):
            return _with_gaps(page, lines)
    return None


def _names_body(text: str, registers: Registers) -> bool:
    """Tell whether a line may be the cell of a body, and is no sentence that ends like one."""
    return "。" not in text and registers.ends_like_unit(text)


def _with_gaps(page: Page, lines: list[Paragraph]) -> Page:
    """Return `page` with what stands between its lines, as all but a few of them tell."""
    marked = [two for two in pairwise(lines) if begins_line(two[1].text)]
    apart = sum(is_apart(line, before) for before, line in marked)
    full = [two for two in pairwise(lines) if page.fills(two[0]) and _is_open(two[0])]
    tight = sum(not is_below_blank(line, before) for before, line in full)
    others = [two for two in full if not begins_line(two[1].text)]
    going_on = sum(not is_apart(line, before) for before, line in others)
    return replace(
        page,
        sets_off=1 < apart >= _GOING_ON_SHARE * len(marked) and going_on * 2 >= len(others),
        is_tight=tight >= _GOING_ON_SHARE * len(full),
    )


def is_apart(line: Paragraph, before: Paragraph) -> bool:
    """Tell whether a line is indented, or a blank line stands before it."""
    return line.words[:1].isspace() or is_below_blank(line, before)


def is_below_blank(line: Paragraph, before: Paragraph) -> bool:
    gap = line.span.start - before.span.end if line.span and before.span else 0
    return gap > _LINE_END


def _common_width(
    lines: list[Paragraph], widths: list[int], unit: int, begins: Callable[[str], object]
) -> int:
    """Return the width that a third of the lines have which end inside of a sentence, or 0.

    One that a list mark follows is whole.
    """
    least, most = (limit * unit for limit in _WRAPPED_WIDTH)
    step = 2 * unit
    counted = Counter(
        width // step
        for (line, following), width in zip(pairwise(lines), widths, strict=False)
        if width >= least and _is_open(line) and not begins(following.text)
    )
    if not counted:
        return 0
    best = max(counted, key=lambda n: counted[n - 1] + counted[n] + counted[n + 1])
    cut = sum(counted[n] for n in (best - 1, best, best + 1))
    is_cut = cut >= max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(lines))
    return best * step if is_cut and best * step <= most else 0


def _is_at_right(line: Paragraph) -> bool:
    """Tell whether more blanks stand before the words of a line than it has characters."""
    indent = len(line.words) - len(line.words.lstrip())
    return indent > max(_WRAPPED_WIDTH[0] // 2, len(line.text))


def _is_open(line: Paragraph) -> bool:
    return not line.text.endswith(SENTENCE_END)
