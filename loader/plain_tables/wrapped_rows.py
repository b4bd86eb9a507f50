"""Rows of a table that a PDF gave as running lines: cells apart by blanks, and wrapped over lines.

    序号 案由 提案者 主办单位 会办单位 督办领导
    1
    关于加快站北广场建
    设的提案
    民盟市委 市交通运输局
    市规划局、市住房
    城乡建设局
    王立新

A row begins with its number at the start of a line. Of all ways to cut the words of a row into
cells the one is taken in which these fit their columns best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK, CONTENT, PEOPLE, UNITS
from loader.entities import Printed
from loader.plain_tables.across_rows import LineCutter, Pieces, are_across, run_on, widths_of
from loader.plain_tables.cut_words import with_cut_names_whole
from loader.plain_tables.figure_columns import OF_FIGURES, columns_of_figures
from loader.plain_tables.stream_values import StreamValues, unread_cells
from loader.plain_tables.streams import ReadHeader
from loader.plain_tables.summed_lines import section_of, sums_up
from loader.plain_tables.tokens import Token
from loader.plain_tables.wrapped_words import starts_of
from loader.source import Paragraph
from loader.tables.alignment import are_one_official, fit, lists_units, names_body_beside_date
from loader.tables.table import Row
from loader.tables.wrapped_cells import are_one_name, goes_on
from loader.texts.brackets import NUMERAL
from loader.texts.deadlines import find_deadlines
from loader.texts.figures import is_figure
from loader.texts.outline import SECTION

_LEFT_OUT = {"text": 6.0, "annual_task": 3.0, "title": 4.0, "lead": 1.6, "responsible": 1.6}
_USUAL_COST = 0.6
"""What a row costs that has nothing in a column, by the field of the column."""

_APART = 3.0
"""What it costs that two words of a line, a blank between them, are of one cell of names."""

_LISTED = 0.6
"""What it costs instead in the last column of bodies, if both words are bodies."""

_KNOWN = 2.0
"""What it gains that two lines are the name of a known body."""

_CLOSE, _PARTED = 1.5, 2.0
"""What it costs that a cell ends where no blank line stands, or goes on below one."""

_MOST_OF_CELL = 40
"""Words of a cell, at the most."""

_FULL = 0.8
"""The part of the widest line from which on a line of text is taken to be full."""

_LONGEST_TITLE = 45
_CUT_WORD = re.compile(r"[\dA-Za-z%％+.]")
_ENDED = re.compile(r"(?:[。！；]|的(?:提案|建议|议案))$")
OF_LEVEL = re.compile("[省市县区州盟旗镇乡各]|有关|相关|国家|中国")
_MOST = 0.6
"""The part of the bodies from which on all of a table are taken to begin with their level."""

_SEPARATORS = tuple("、，,；;")
_TOLD = frozenset({*UNITS, *PEOPLE, "deadline", "number"})
"""Fields whose cells are told by their words, beside those of content."""


def wrapped_rows(
    headers: Sequence[ReadHeader], tokens: Sequence[Token], reader: ClauseReader
) -> Iterator[Row | Printed | Paragraph]:
    """Yield the rows of `tokens` in printed order, below that of `headers` that fits best.

    A section title comes as what it prints, a line that is in no row as it is.
    """
    starts = starts_of(tokens)
    parts = [tokens[one:other] for one, other in pairwise([*starts, len(tokens)])]
    rows = [_titles_apart(part) for part in parts]
    numbered = [header.fields for header in headers if header.fields[:1] == ("number",)]
    widest = max(_widths(tokens), default=0)
    levels = names_levels(tokens, reader)
    printed = [row for row, _ in rows]
    cutters = [
        RowCutter(fields, widest, levels, reader, columns_of_figures(fields, printed))
        for fields in numbered
    ]
    if not cutters:
        return
    cuts = [cutter.cuts(printed) for cutter in cutters]
    best = max(range(len(cutters)), key=lambda n: sum(score for score, _ in cuts[n]))
    fields = cutters[best].fields
    told = [cutters[best].cells(cut) for _, cut in cuts[best]]
    read = StreamValues.of(fields, told, reader.registers, in_lines=True)
    above: dict[str, Printed] = {}
    for line in dict.fromkeys(token.place for token in tokens[: starts[0]]):
        yield from _told(line)
    for (row, titles), (cells, filled) in zip(rows, told, strict=True):
        values = read.values(cells, filled, above)
        above = {**above, **values}
        yield Row(row[0].place.annex, values, tuple(unread_cells(cells, filled, fields)))
        yield from (one for line in titles for one in _told(line))


def _titles_apart(part: Sequence[Token]) -> tuple[list[Token], list[Paragraph]]:
    """Return the words of a row, and the titles of sections and the sums below it."""
    titles = [t.place for t in part if _title(t.place) or sums_up(t.place)]
    return [token for token in part if token.place not in titles], list(dict.fromkeys(titles))


def _told(line: Paragraph) -> Iterator[Printed | Paragraph]:
    """Yield the title that a line prints, and the line if it has sums besides, or no title."""
    title = _title(line)
    if title:
        yield title
    if title is None or title.text != line.text:
        yield line


def _title(line: Paragraph) -> Printed | None:
    """Return the title of a section that a line prints, without the sums of that."""
    opens = SECTION.match(line.text) or _LED.fullmatch(line.text)
    title = line.text if opens and len(line.text) < _LONGEST_TITLE else section_of(line)
    return Printed(title, line) if title else None


_LED = re.compile(
    rf"[（(]{NUMERAL}{{1,3}}[）)][^（()）。；]{{2,}}[（(][^（()）：:]{{2,8}}[：:][^（()）]+[）)]"
)
"""The title of rows with who leads them: （二）水利（牵头领导：王明）."""


def names_levels(tokens: Sequence[Token], reader: ClauseReader) -> bool:
    """Tell whether most bodies of a table are printed with their level: 市财政局."""
    words = [word for token in tokens for word in re.split("[、，,；;]", token.text)]
    bodies = [word for word in words if len(word) > 2 and reader.registers.ends_like_unit(word)]
    return sum(OF_LEVEL.match(body) is not None for body in bodies) > _MOST * len(bodies)


def _widths(tokens: Sequence[Token]) -> Iterator[int]:
    yield from (len(t.text) for t in tokens if not re.search("[、，,]", t.text[2:]))


@dataclass(frozen=True)
class RowCutter:
    """Cuts the words of a row into the cells of `fields`.

    The `widest` of all words tells which lines are full; in a table that `names_levels` the name of
    a body begins with its level. In the columns of `figures` nothing else stands.
    """

    fields: tuple[str | None, ...]
    widest: int
    names_levels: bool
    reader: ClauseReader
    figures: frozenset[int] = frozenset()
    _fits: dict[tuple[str, str | None], float] = field(default_factory=dict)

    def cells(self, cut: Pieces) -> tuple[list[Token], list[int]]:
        """Return the cells of a row, and their columns."""
        filled = [n for n, words in enumerate(cut) if words]
        return [self.cell(cut[n], self.fields[n]) for n in filled], filled

    def cuts(self, rows: Sequence[Sequence[Token]]) -> list[tuple[float, Pieces]]:
        """Return for each of `rows` how well it fits, and the words of the cells."""
        width = len(self.fields)
        has_people = bool(set(PEOPLE) & set(self.fields))
        rows = [
            with_cut_names_whole(row, self.reader.registers, has_people=has_people) for row in rows
        ]
        if not are_across(rows, width):
            return [self._cut(row) for row in rows]
        across = LineCutter(self.fields, widths_of(rows, width), self.reader.registers)
        if not (self.figures or run_on(rows, width)):
            return [self._cut_across(row, across) or self._cut(row) for row in rows]
        readings = ([self._cut_across(row, across), self._cut(row)] for row in rows)
        return [max(filter(None, found), key=lambda one: one[0]) for found in readings]

    def _cut_across(self, row: Sequence[Token], across: LineCutter) -> tuple[float, Pieces] | None:
        """Return the best way to give the pieces of lines to cells, if there is one."""
        found = [(self._fit_of(pieces) - cost, pieces) for cost, pieces in across.readings(row)]
        return max(found, key=lambda reading: reading[0], default=None)

    def _fit_of(self, row: Pieces) -> float:
        return sum(
            self._fit_in(n, self.cell(words, self.fields[n]).text)
            if words
            else -_LEFT_OUT.get(self.fields[n] or "", _USUAL_COST)
            for n, words in enumerate(row)
            if n
        )

    def _cut(self, row: Sequence[Token]) -> tuple[float, Pieces]:
        """Return how well `row` fits, and the words of its cells: first its number."""
        end, last = len(row), len(self.fields)

        @cache
        def best(begin: int, column: int) -> tuple[float, Pieces]:
            if column == last:
                return -_APART * (end - begin), ()
            name = self.fields[column]
            score, cut = best(begin, column + 1)
            found: tuple[float, Pieces]
            found = score - _LEFT_OUT.get(name or "", _USUAL_COST), ((), *cut)
            joints = 0.0
            for stop in range(begin + 1, min(end, begin + _MOST_OF_CELL) + 1):
                if stop > begin + 1:
                    above, word = row[stop - 2 : stop]
                    is_told = word.close is not None and above.line != word.line
                    told = _PARTED * (not word.close)
                    joints += told if is_told else self._joint(above, word, name)
                ends = _CLOSE if stop < end and row[stop].close else 0.0
                words = tuple(row[begin:stop])
                score, cut = best(stop, column + 1)
                score += self._fit_in(column, self.cell(words, name).text) - joints - ends
                if score > found[0]:
                    found = score, (words, *cut)
            return found

        score, cut = best(1, 1)
        return score, ((row[0],), *cut)

    def cell(self, words: Sequence[Token], name: str | None) -> Token:
        """Return the words of a cell as one; lines go on without a sign, but below a whole name."""
        text = words[0].text
        for before, word in pairwise(words):
            if before.line == word.line:
                text += f" {word.text}"
            else:
                text += f"\n{word.text}" if self._ends_name(before, word, name) else word.text
        places = tuple(dict.fromkeys(word.place for word in words))
        place = replace(places[0], parts=places) if len(places) > 1 else places[0]
        return Token(text, place, words[0].line)

    def _ends_name(self, before: Token, word: Token, name: str | None) -> bool:
        """Tell whether a line of a column of names ends with a whole one.

        It does where the next line is longer, since the column is as wide as that.
        """
        if name not in UNITS or before.text.endswith(_SEPARATORS):
            return name in PEOPLE
        last = re.split("[、，,；;]", before.text)[-1]
        if len(last) == 1 or not self.reader.registers.ends_like_unit(last):
            return False
        if len(before.text) + 1 < len(word.text):
            return True
        if goes_on(before.text, word.text, self.reader.registers, is_full=True):
            return False
        return not self.names_levels or OF_LEVEL.match(word.text) is not None

    def _joint(self, before: Token, word: Token, name: str | None) -> float:
        """Return what it costs that `word` goes on in the cell of `before`."""
        if before.line == word.line:
            is_cut = _CUT_WORD.match(before.text[-1:]) or (
                name != "deadline" and _CUT_WORD.match(word.text)
            )
            if name in UNITS or name in PEOPLE:
                return self._joint_of_names(before.text, word.text, name)
            return 0.0 if is_cut else _APART / 2
        if name in UNITS or name in PEOPLE:
            is_one = are_one_name(before.text, word.text, self.reader.registers)
            ends = 1.5 if self._ends_name(before, word, name) else 0.3
            return 0.0 if before.text.endswith(_SEPARATORS) else -_KNOWN if is_one else ends
        if name in CONTENT:
            is_full = len(before.text) >= _FULL * self.widest or _CUT_WORD.match(word.text)
            return 0.2 if is_full and not _ENDED.search(before.text) else 2.0
        return 1.0

    def _joint_of_names(self, before: str, word: str, name: str) -> float:
        """Return what it costs that two names of a line, a blank between them, are of one cell.

        Bodies may be in the last column of them, the only one that is sure to hold several.
        """
        last = [one for one in self.fields if one in UNITS][-1:]
        if [name] == last and all(lists_units(one, self.reader) for one in (before, word)):
            return _LISTED
        return 0.0 if are_one_official(before, word, self.reader) else _APART

    def _fit_in(self, column: int, text: str) -> float:
        if column in self.figures and text not in BLANK:
            return OF_FIGURES if is_figure(text) else -_APART
        return self._fit(text, self.fields[column])

    def _fit(self, text: str, name: str | None) -> float:
        if text in BLANK:
            return -_USUAL_COST / 2
        if name in CONTENT and text.isdecimal():
            return -_APART
        if name not in CONTENT and name not in _TOLD:
            return 0.0
        key = text, name
        if key not in self._fits:
            several = name == "deadline" and len(find_deadlines(text, 2000)) > 1
            waits = name in UNITS and text.endswith(_SEPARATORS)
            is_strange = name == "deadline" and names_body_beside_date(text, self.reader)
            cost = _APART / 2 * (several + waits) + 2 * _APART * is_strange
            self._fits[key] = fit(text, name, self.reader) - cost
        return self._fits[key]
