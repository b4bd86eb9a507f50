"""Task tables that came as a stream of cells: which cells make a row, and in which columns.

A page turned into text prints one cell per line, leaves out what is merged or empty, breaks names
over lines and puts page numbers and headers between. Of all ways to read the stream as rows the one
is taken in which the cells fit their columns best: a column left out, a cell in pieces and a row
more each cost a little, by what column it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import AS_ABOVE, BLANK, CONTENT, PEOPLE, ROLES, TOTALS, UNITS
from loader.entities import Printed
from loader.plain_tables.class_words import class_words, is_of_classes
from loader.plain_tables.figure_columns import OF_FIGURES, figures_of_lines
from loader.plain_tables.left_out import LEFT_OUT, Columns, Fields, next_to_number
from loader.plain_tables.parted_rows import parted_starts
from loader.plain_tables.proposers import with_proposers
from loader.plain_tables.stream_paths import Step, path_of, rows_of
from loader.plain_tables.stream_values import StreamValues, unread_cells
from loader.plain_tables.tokens import (
    Token,
    columns_of_whole_lines,
    counting_up,
    is_own_date,
    names_nobody,
    titles_alone,
    whole_cells,
)
from loader.plain_tables.whole_rows import (
    columns_of_even_lines,
    columns_of_whole_rows,
    said_again,
)
from loader.source import Paragraph
from loader.tables.alignment import NUMBER, are_one_official, fit, is_date
from loader.tables.table import Row
from loader.tables.wrapped_cells import are_one_name, is_cut_name
from loader.texts.deadlines import find_deadlines
from loader.texts.figures import is_figure, is_measure
from loader.texts.led import split_off_leaders
from loader.texts.outline import SECTION
from loader.texts.units import ENDINGS

_ROW, _OUTSIDE, _PIECE, _BROKEN_LINE, _SENTENCE = 0.5, 1.2, 1.4, 6.0, 2.0
_NO_TEXT, _NO_NUMBER, _BROKEN_ROW = 6.0, -6.0, 100.0
_IN_PLACE = 1.0
"""How well a text fits at the least that stands where its column does.

It stands behind the number that counts its row, or in a line with all cells: 游客服务中心.
"""

_FULL = 9.0
"""How much better a cell fits its column in a row that has a cell for each.

It tells columns apart, and no headers: these are compared without it.
"""

_PIECES = {
    "supervising": 0.7,
    "in_charge": 0.7,
    "lead": 0.9,
    "responsible": 0.75,
    "supporting": 0.7,
    "guiding": 0.7,
}
"""What a piece more of a cell costs, where it is less: units are often one on a line."""

_MORE_WORK = 2.0
"""What it costs more that work goes on in the cell of a date: 6月底前 / 新建住院楼。"""

_ASTRAY = 2.0
"""What a date of its own costs behind the columns of work, if one of these is of dates."""

_LONGEST_TITLE, _LONG_TEXT, _SHORTEST_TASK, _LONGEST_JOINT = 45, 14, 8, 200
_GROUPS = frozenset({"heading", "category"})

_TOLD = CONTENT | {*ROLES, "deadline"}
"""Columns of the work; behind the last, sentences are at home too: 推进情况."""

_HOPELESS = 9.0
"""How far behind the best a reading is that no piece of a cell brings back."""

_IS_LIST = re.compile("[、，]$")
"""How a list ends that the next line goes on with."""

_LISTED = 3.0
"""What the next piece of a list gains in its cell."""

_LEADS = 5.0
"""What bodies gain below their leader, who alone is no body and costs the column."""

_OF_LEVEL = re.compile("[省市县区州旗盟][\u4e00-\u9fff]{2}")
_WHOLE = 3.0
"""What it costs more that a body of a level, whole by itself, goes on with what is none."""

_OF_YEAR = re.compile(r"[≥≤><＞＜=±+\-－]?\s*\d[\d,，.]*\s*[%％‰]?(?:以上|以下|左右)?")
"""What is to be reached in a year, where its unit stands in a column of its own: ≥3%, 41."""

_GOES_ON = re.compile("[的和与及或、，]$")
"""How a text ends that a page cut."""


@dataclass(frozen=True)
class ReadHeader:
    """A way to read a header: its columns, and how many tokens after it are still words of it.

    One that `needs_all` is none unless all cells make rows of its width.
    """

    fields: Fields
    words: int = 0
    needs_all: bool = False


@dataclass(frozen=True)
class StreamReader:
    """Reads the rows of a stream; with `by_lines` a line is a row.

    The words of `classes` are no people, and at home in columns of classes. In columns of the
    fields `led` a leader may stand above the bodies led.
    """

    reader: ClauseReader
    by_lines: bool = False
    led: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    _fits: dict[tuple[str, str | None], float] = field(default_factory=dict)

    def rows(
        self, headers: Sequence[ReadHeader], tokens: Sequence[Token]
    ) -> Iterator[Row | Printed | Paragraph]:
        """Yield the rows of `tokens` in printed order, below that of `headers` that fits best.

        A section title comes as what it prints, a line that is in no row as it is.
        """
        if not tokens:
            return
        numbered = any("number" in header.fields for header in headers)
        cells = whole_cells(tokens, numbered=numbered)
        readings = [
            (self._read(one.fields, cells[one.words :]), one)
            for one in headers
            if not one.needs_all or self._full(one.fields, cells[one.words :])
        ]
        (_, path), header = max(readings, key=lambda reading: reading[0][0])
        fields, cells = header.fields, cells[header.words :]
        rows = [(cells[r.start : r.stop], [path[n].column for n in r]) for r in rows_of(path)]
        rows = with_proposers(fields, rows)
        if classes := frozenset() if self.classes else class_words(fields, rows):
            yield from replace(self, classes=classes, _fits={}).rows(headers, tokens)
            return
        read = StreamValues.of(
            fields, rows, self.reader.registers, self.led, in_lines=self.by_lines
        )
        above: dict[str, Printed] = {}
        for held, columns in rows:
            if columns[0] > len(fields):
                yield held[0].place
            elif columns[0] == len(fields):
                yield Printed(held[0].text, held[0].place)
            elif values := read.values(held, columns, above):
                above = {**above, **values}
                yield Row(held[0].place.annex, values, tuple(unread_cells(held, columns, fields)))

    def _read(self, fields: Fields, cells: list[Token]) -> tuple[float, list[Step]]:
        """Return how well `cells` fit as rows below `fields`, and the step that each takes.

        The column behind the last is for section titles, the next for what is in no row.
        """
        columns = Columns.of(fields)
        told = max((n for n, name in enumerate(fields) if name in _TOLD), default=columns.width)
        is_dated = "deadline" in fields
        counting, beside = counting_up(cells), next_to_number(fields)
        whole = columns_of_whole_lines(cells, columns.width) if self.by_lines else {}
        full = self._full(fields, cells)
        starts = frozenset() if self.by_lines else parted_starts(cells, fields, self._fit)
        titles = titles_alone(cells) if self.by_lines else set()
        figures = figures_of_lines(fields, cells, counting) if self.by_lines else frozenset[int]()
        ended, scores, backs = (0.0, columns.width), list[float](), list[list[Step]]()
        for n, cell in enumerate(cells):
            before = cells[n - 1] if n else None
            same_line = before is not None and before.line == cell.line
            ends = ended[0] - (_BROKEN_LINE if self.by_lines and same_line else 0.0)
            ends -= _BROKEN_ROW * (bool(starts) and n not in starts)
            on = _BROKEN_LINE if self.by_lines and not same_line else 0.0
            hopeless = max(scores, default=0.0) - _HOPELESS
            here, back = list[float](), list[Step]()
            astray = _ASTRAY * (is_dated and n > 0 and is_own_date(cells[n - 1].text, cell.text))
            for column, name in enumerate(fields):
                best, step = ends - columns.before[column] - _ROW, Step(ended[1], begins=True)
                for earlier in range(column + 1 if before and n not in starts else 0):
                    gap = columns.between(earlier, column)
                    if earlier == column and before and scores[column] > hopeless:
                        gap = self._joint(before.text, cell.text, name)
                    elif earlier == column:
                        continue
                    if scores[earlier] - gap - on > best:
                        best, step = scores[earlier] - gap - on, Step(earlier, begins=False)
                fits = self._fit(cell.text, name, counts=n in counting)
                behind = n - 1 in counting and column in beside
                is_full = full.get(n) == column
                if behind or ((is_full or whole.get(n) == column) and name in CONTENT):
                    fits = max(fits, _IN_PLACE)
                if column in figures and cell.text not in BLANK:
                    fits = OF_FIGURES if is_figure(cell.text) else _NO_NUMBER
                fits += _FULL * is_full
                if column > told:
                    fits += _SENTENCE * _is_sentence(cell.text) - astray
                here.append(best + fits)
                back.append(step)
            is_title = n in titles or SECTION.match(cell.text) is not None
            ends -= astray * (ended[1] > told)
            here += [ends + _fit_of_title(cell.text, is_title=is_title), ends - _OUTSIDE]
            back += [Step(ended[1], begins=True)] * 2
            ended = columns.best_end(here)
            scores = here
            backs.append(back)
        even = _FULL * (len(full) + said_again(full, cells, fields))
        return ended[0] - even, path_of(backs, ended[1])

    def _full(self, fields: Fields, cells: Sequence[Token]) -> dict[int, int]:
        columns = columns_of_even_lines if self.by_lines else columns_of_whole_rows
        return columns(cells, fields, self._fit)

    def _fit(self, text: str, name: str | None, *, counts: bool = False) -> float:
        """Return how well a cell fits a column; `counts`: it goes on with the numbers before."""
        if name == "number" and (counts or NUMBER.match(text)):
            return 3.0 if counts else -1.0
        if text in BLANK:
            return -LEFT_OUT.get(name or "", 0.1) / 2
        if text in AS_ABOVE:
            return 0.0 if name in (*ROLES, "deadline", "category", "heading") else -6.0
        told = self._told(text, name)
        if told is not None:
            return told
        key = text, name
        if key not in self._fits:
            plain = self._bodies_led(text)[0] if name in self.led else text
            found = fit(plain, name, self.reader) if name != "number" else _NO_NUMBER
            found -= _NO_TEXT * (name in CONTENT and found < 0)
            if name in CONTENT and found > 0:
                found += _SENTENCE * _is_sentence(text)
            self._fits[key] = found
        return self._fits[key]

    def _told(self, text: str, name: str | None) -> float | None:
        """Return how well words fit of which it is known what they are, None of others."""
        if text in ENDINGS and name in UNITS:
            return -2.0
        if text in TOTALS and name in _TOLD - CONTENT:
            return _NO_NUMBER
        if name == "annual_task" and _OF_YEAR.fullmatch(text):
            return _IN_PLACE
        if name in CONTENT and is_measure(text):
            return _NO_NUMBER
        if text in self.classes and (name in PEOPLE or is_of_classes(name)):
            return _NO_NUMBER if name in PEOPLE else _IN_PLACE
        return None

    def _gain_of_whole(self, before: str, text: str, name: str | None) -> float | None:
        """Return what two pieces gain that are one list, one name or a leader and the bodies led.

        None of others.
        """
        registers = self.reader.registers
        if name in UNITS and (_IS_LIST.search(before) or are_one_name(before, text, registers)):
            return _LISTED
        if name in self.led and self._is_led(before, text):
            return _LEADS
        return 0.0 if name in PEOPLE and are_one_official(before, text, self.reader) else None

    def _is_led(self, before: str, text: str) -> bool:
        """Tell whether `before` is but a leader, and `text` the bodies led."""
        return bool(self._bodies_led(f"{before}\n{text}")[1]) and not self._bodies_led(before)[1]

    def _bodies_led(self, text: str) -> tuple[str, list[str]]:
        """Return the bodies of a cell without their leaders, and these."""
        return split_off_leaders(text, self.reader.registers.ends_like_unit)

    def _joint(self, before: str, text: str, name: str | None) -> float:
        """Return what it costs that `text` goes on in the cell of `before`.

        It is a gain where only both together print a name: the page cut it.
        """
        is_none = name in ROLES and any(map(names_nobody, (before, text)))
        if is_none or name == "number" or {before, text} & (BLANK | AS_ABOVE):
            return _BROKEN_LINE
        gain = self._gain_of_whole(before, text, name)
        if gain is not None:
            return -gain
        cost, is_more = _PIECES.get(name or "", _PIECE), False
        if name == "deadline" and is_date(before):
            is_more = self._tells_more(text)
        if is_more or len(before) + len(text) > _LONGEST_JOINT:
            return cost + _MORE_WORK * is_more
        if name in CONTENT | _GROUPS:
            return 0.0 if _GOES_ON.search(before) else cost + max(0.0, self._fit(text, name))
        return cost + self._gain(before, text, name)

    def _gain(self, before: str, text: str, name: str | None) -> float:
        """Return what it costs more, or gains, that two pieces are read together."""
        cost = 0.0
        if name in UNITS and any(is_cut_name(one, self.reader.registers) for one in (before, text)):
            return self._fit(text, name)
        if name in UNITS and before not in ENDINGS and _OF_LEVEL.match(text):
            cost += _WHOLE * (self._fit(text, name) > 0 > self._fit(before, name))
        ended = 3.0 if before in ENDINGS else self._fit(before, name)
        apart = ended + self._fit(text, name)
        joined = [f"{before}\n{text}"]
        if name not in PEOPLE or 1 in (len(before), len(text)):
            joined.append(before + text)
        return cost + apart - max(self._fit(words, name) for words in joined)

    def _tells_more(self, text: str) -> bool:
        """Tell whether `text`, without a date, says what else is to be done."""
        is_long = len(text) >= _SHORTEST_TASK and self._fit(text, "text") > 0
        return is_long and not find_deadlines(text, 2000)


def _is_sentence(text: str) -> bool:
    return "。" in text or len(text) > _LONG_TEXT


def _fit_of_title(text: str, *, is_title: bool) -> float:
    return 3.0 if is_title and len(text) < _LONGEST_TITLE else -6.0
