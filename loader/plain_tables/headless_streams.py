"""Tables without a header that lost their lines: one cell per line, rows told by what comes again.

    1
    新建口袋公园12处
    市城市管理局
    2

A row begins with a number that counts up; where no line is a number, with words below a line of
bodies, people or a date, or, where words end the rows too, as far above its names as the first
below the title. The columns are told by the rows that have as many cells as most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from loader.documents.dates import DATE
from loader.documents.head import SIGNATURE
from loader.documents.lines import ANNEXED, NOTE, TAIL
from loader.documents.titles import speaks_of_work
from loader.plain_tables.loose import LooseTable
from loader.plain_tables.tokens import Token, counting_up, is_page_number
from loader.source import Paragraph
from loader.tables.cell_columns import kind_of
from loader.tables.headless import LINES_ABOVE, HeadlessTables
from loader.texts.outline import SECTION, is_title
from ontology.values import fold_space

_FEWEST_COLUMNS, _FEWEST_ROWS, _FEWEST_UNNUMBERED = 3, 2, 3
_MOST = 0.5
"""In which part of the rows all columns are filled at the least."""

_LONGEST_NAMES = 80
_FAR = 10**9

Run = tuple[int, int, list[list[str]]]
"""Where a table begins and ends among lines, and the cells of its rows."""


@dataclass(frozen=True)
class HeadlessStreams:
    """Finds such tables among plain lines."""

    tables: HeadlessTables

    def find(self, lines: Sequence[Paragraph]) -> tuple[LooseTable, int, int] | None:
        """Return the table among `lines`, and where it begins and ends; None if there is none."""
        found = self._numbered(lines) or self._unnumbered(lines)
        if found is None:
            return None
        start, end, rows = found
        usual = Counter(map(len, rows)).most_common(1)[0]
        if usual[0] < _FEWEST_COLUMNS or usual[1] < max(_FEWEST_ROWS, _MOST * len(rows)):
            return None
        above = [line.text for line in lines[max(0, start - LINES_ABOVE) : start]]
        fields = self.tables.tell_alike(above, rows)
        if fields is None:
            return None
        cells = [Token(line.text, line, line.number) for line in lines[start:end]]
        return LooseTable(fields, cells, is_whole=True), start, end

    def _numbered(self, lines: Sequence[Paragraph]) -> Run | None:
        """Return the rows that begin with numbers, and the title of a section above the first."""
        starts = sorted(counting_up([Token(line.text, line, line.number) for line in lines]))
        if len(starts) < _FEWEST_ROWS:
            return None
        rows = [_cells(lines[a:b]) for a, b in pairwise(starts)]
        longest = min(len(lines), starts[-1] + max(map(len, rows)))
        last = list(takewhile(lambda line: not _ends(line), lines[starts[-1] : longest]))
        rows.append(_cells(last))
        return _with_section(lines, starts[0]), starts[-1] + len(last), rows

    def _unnumbered(self, lines: Sequence[Paragraph]) -> Run | None:
        """Return the rows that begin with words below a line of names or dates, the last one whole.

        The first begins as many lines before its names as others do, and is as long as most: above
        an unknown header it is not.
        """
        if sum(map(self._may_be_body, lines)) < _FEWEST_UNNUMBERED:
            return None
        kinds = ["" for _ in lines[: _letter_above(lines)]]
        kinds += [self._kind(line) for line in lines[len(kinds) :]]
        named = [n for n, kind in enumerate(kinds) if kind == "names"]
        named = _without_signature(named, lines)
        if ending_in_words := self._ending_in_words(lines, named):
            return ending_in_words
        end = named[-1] + 1 if named else 0
        begins = [n for n in range(1, end) if kinds[n] == "words" and kinds[n - 1] == "names"]
        if len(begins) + 1 < _FEWEST_UNNUMBERED or not all(map(_ends, lines[end : end + 1])):
            return None
        leading = Counter(next(m for m in named if m > n) - n for n in begins)
        start = named[0] - leading.most_common(1)[0][0]
        if start < 0:
            return None
        rows = [_cells(lines[a:b]) for a, b in pairwise([start, *begins, end])]
        is_regular = len(rows[0]) == Counter(map(len, rows)).most_common(1)[0][0]
        return (_with_section(lines, start), end, rows) if is_regular else None

    def _ending_in_words(self, lines: Sequence[Paragraph], named: Sequence[int]) -> Run | None:
        """Return the rows in which words stand before the names and behind them: a remark.

        As many stand before as between the title of the table and its first names.
        """
        if len(named) < _FEWEST_UNNUMBERED:
            return None
        firsts = [n for n, before in zip(named, [-2, *named], strict=False) if n > before + 1]
        lasts = [n for n, after in zip(named, [*named[1:], _FAR], strict=True) if n < after - 1]
        gaps = Counter(first - last - 1 for last, first in zip(lasts, firsts[1:], strict=False))
        gap, often = max(gaps.items(), default=(0, 0))
        title = next((n for n in reversed(range(firsts[0])) if _is_title(lines[n])), -1)
        leading = firsts[0] - title - 1
        if often < max(_FEWEST_ROWS, _MOST * gaps.total()) or not 0 < leading < gap:
            return None
        begins = [first - leading for first in firsts]
        last = lines[lasts[-1] + 1 : lasts[-1] + 1 + gap - leading]
        trailing = list(takewhile(lambda line: not _ends(line), last))
        end = lasts[-1] + 1 + len(trailing)
        rows = [_cells(lines[a:b]) for a, b in pairwise([*begins, end])]
        return _with_section(lines, begins[0]), end, rows

    def _may_be_body(self, line: Paragraph) -> bool:
        """Tell at little cost whether a line may be of bodies alone."""
        is_short = len(line.text) <= _LONGEST_NAMES and "：" not in line.text
        return is_short and self.tables.reader.registers.ends_like_unit(line.text)

    def _kind(self, line: Paragraph) -> str:
        """Return whether a line is of "names" or a date, a "section" title, or of "words"."""
        if SECTION.match(line.text):
            return "section"
        is_short = len(line.text) <= _LONGEST_NAMES and "。" not in line.text
        kind = kind_of([line.text], self.tables.reader) if is_short else ""
        return "names" if kind in ("bodies", "people", "dates") else "words"


def _cells(lines: Sequence[Paragraph]) -> list[str]:
    return [line.text for line in lines if not (SECTION.match(line.text) or is_page_number(line))]


def _with_section(lines: Sequence[Paragraph], start: int) -> int:
    return start - 1 if start and SECTION.match(lines[start - 1].text) else start


def _is_title(line: Paragraph) -> bool:
    return is_title(line.text) and speaks_of_work(line.text)


def _without_signature(named: Sequence[int], lines: Sequence[Paragraph]) -> list[int]:
    """Return the lines of names and dates without who signs the document below them, and when."""
    dated = [n for n in named if DATE.fullmatch(fold_space(lines[n].text))]
    signs = bool(named) and dated == named[-1:] and named[-2:-1] == [dated[0] - 1]
    signs = signs and SIGNATURE.match(lines[named[-2]].text) is not None
    return [*(named[:-2] if signs else named)]


def _letter_above(lines: Sequence[Paragraph]) -> int:
    """Return how many lines a letter takes: to the title of work below who signed it, and when."""
    for n, (line, title) in enumerate(pairwise(lines), 2):
        if DATE.fullmatch(fold_space(line.text)) and speaks_of_work(title.text):
            return n
    return 0


def _ends(line: Paragraph) -> bool:
    """Tell whether a line stands below a table."""
    text = line.text
    below = NOTE.match(text) or ANNEXED.match(text) or TAIL.search(text)
    return bool(below or DATE.fullmatch(fold_space(text)))
