"""From the lines of an item and what closes them to its draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from loader.assignments.clauses import ClauseReader
from loader.assignments.closings import Closing
from loader.assignments.group_owners import OwnedItem
from loader.assignments.labels import read_label, read_labelled_text
from loader.assignments.shares import Clause
from loader.assignments.standing import HeldRules
from loader.drafts import Draft, Mentioned
from loader.entities import Place, Printed
from loader.report import Report
from loader.running.sections import State
from loader.source import Paragraph, parts_of
from loader.texts.deadlines import YEARLESS, find_deadlines, lacks_year
from loader.texts.group_limits import find_group_limits, year_of_group
from loader.texts.limits import find_limits, limits_without_year
from loader.texts.outline import (
    is_title,
    item_lines,
    item_start,
    mark_style,
    number_of,
    style_of,
    without_mark,
    without_number,
)
from ontology.values import fold_space

_JOINT = re.compile(r"^(?:以及|及(?!时)|和|[\s。；;，,、]+)")
"""What joins work to the part of an item before it."""

_NO_WORK = frozenset({"remark", "proposer"})
"""Fields of labels that say nothing of what is to be done."""

NO_TEXT = "assigns work, but no text says which"
_BESIDE_NAMES = "[：:、，,；;。（）()]"


@dataclass(frozen=True)
class Drafting:
    """Makes the drafts of the items of running text, standing rules applied."""

    reader: ClauseReader
    report: Report
    year: int | None
    limit_year: int | None
    rules: HeldRules

    def point(self, state: State) -> Iterator[Draft]:
        """Yield the open point of a section whose title names who answers, and close it.

        Below a sentence that says who leads, a line without a mark is one only with labels. One
        that nobody has yet waits for a line below that speaks of several.
        """
        if state.owner is None:
            return
        begins = (n for n, one in enumerate(state.pending) if style_of(one) == state.styles[1])
        lines = state.pending[next(begins, len(state.pending)) :]
        dated = [(line, self._limit_of(line)) for line in lines]
        item = [line for line, limit in dated if not limit]
        clause = Clause(deadlines=[limit for _, limit in dated if limit])
        is_point = bool(state.styles[1] or state.owner.title)
        if item and state.leads and is_point:
            mentioned = tuple(self.rules.apply(list(state.led(()))))
            mark = item[0].mark or number_of(item[0].text)
            yield Draft(
                layout="owner in the heading",
                annex=item[0].annex,
                text=Printed(words := _text_of(item), _joint(item)),
                mentioned=mentioned,
                places=_places(lines, mentioned),
                number=_printed(item[0], mark) or None,
                category=state.category,
                heading=state.heading_of(item, mark),
                deadlines=self._deadlines(clause, words, item[0])
                or self._deadlines(
                    Clause(deadlines=[*state.owner.deadlines]), "", item[0], [state.category]
                ),
            )
        elif not state.leads:
            state.passed += lines
        if lines:
            state.pending = []

    def _limit_of(self, line: Paragraph) -> str:
        """Return what a line says that is nothing but the label of a date and that: 时限：6月底."""
        label = read_label(line.text, self.reader.registers)
        return label.rest if label and label.field == "deadline" else ""

    def labelled(
        self,
        state: State,
        clause: Clause,
        lines: list[Paragraph],
        work: Sequence[Paragraph] = (),
    ) -> Draft:
        """Return the item that the label `lines` below its text close; `work` is its text too."""
        said = read_labelled_text(state.pending, self.reader.registers, lines[0].text)
        item = said.lines if said else self._item(self._work(state.pending), state)
        words = "\n".join((said.text if said else _text_of(item), *(one.text for one in work)))
        number = said.number if said else item[0].mark or number_of(item[0].text)
        heading = state.heading_of(item, number)
        state.pending = []
        state.closed.add(mark_style(number))
        mentioned = state.led(self._mentioned(clause, lines))
        return Draft(
            layout="label lines",
            annex=item[0].annex,
            text=Printed(words, _joint([*item, *work])),
            mentioned=mentioned,
            places=_places((*item, *lines), mentioned),
            title=Printed(said.title, item[0]) if said and said.title else None,
            number=_printed(item[0], number) or None,
            category=state.category,
            heading=heading,
            deadlines=self._deadlines(clause, words, lines[0], (heading, state.category)),
        )

    def _item(self, waiting: list[Paragraph], state: State) -> list[Paragraph]:
        """Return the lines that labels close: all points of a title, unless some had their own."""
        styles = list(filter(None, map(style_of, waiting)))
        return item_lines(waiting, whole_group=not styles or styles[-1] not in state.closed)

    def _work(self, lines: list[Paragraph]) -> list[Paragraph]:
        """Return `lines` without the last ones that a label says are no work: 提案人：…."""
        labels = [read_label(line.text, self.reader.registers) for line in lines]
        told = [n for n, label in enumerate(labels, 1) if not label or label.field not in _NO_WORK]
        return lines[: told[-1]] if told else lines

    def owned(self, state: State, item: OwnedItem, lines: list[Paragraph]) -> Draft:
        """Return an item that `lines` below it and others own; these others still wait."""
        for heading in item.above:
            state.begin_heading(without_mark(heading.text).rstrip("。"), heading)
        state.passed = _without(item, state.passed)
        waiting = _without(item, state.pending)
        state.pending = item.lines
        draft = self.labelled(state, item.clause, lines)
        state.pending = waiting
        return draft

    def told(self, state: State, paragraph: Paragraph, clause: Clause, *, is_first: bool) -> Draft:
        """Return the item in whose prose `clause` stands: `paragraph`, or a title above it too.

        `is_first`: more such paragraphs follow, so that the title is the heading of all of them.
        """
        above = state.pending if paragraph.text.startswith("由") else state.pending[-1:]
        titled = not is_first and not style_of(paragraph) and any(map(style_of, above))
        item = item_lines([*state.pending, paragraph] if titled else [paragraph], whole_group=False)
        words = _text_of(item)
        mark = item[0].mark or number_of(item[0].text)
        heading = state.heading_of(item, mark)
        mentioned = state.led(self._mentioned(clause, [paragraph]))
        state.pending = []
        return Draft(
            layout="prose",
            annex=paragraph.annex,
            text=Printed(words, _joint(item)),
            mentioned=mentioned,
            places=_places(item, mentioned),
            number=_printed(item[0], mark) or None,
            category=state.category,
            heading=heading,
            deadlines=self._deadlines(clause, words, paragraph, (heading, state.category)),
        )

    def closed(self, state: State, paragraph: Paragraph, closing: Closing) -> Draft | None:
        """Return the item that `closing` closes."""
        segment = paragraph.text[closing.begin : closing.end]
        title, begin = item_start(segment)
        if title:
            state.begin_section(title, paragraph)
        printed = (_JOINT.sub("", segment[begin:]) if closing.begin else segment[begin:]).strip(
            "，, \n\t\u3000"
        )
        item = [paragraph]
        if not printed and state.pending:
            item = item_lines(state.pending, whole_group=True)
            printed = item[0].text
        rendered = item[0].mark if item[0] is not paragraph or begin == closing.begin == 0 else ""
        mark = rendered or number_of(printed)
        words = _text_of(item) if item[0] is not paragraph else without_number(printed)
        if not words:
            self.report.add("unused", paragraph, paragraph.text, NO_TEXT)
            return None
        if closing.body and mark and is_title(words) and not _is_of_all(words, closing.body):
            words = f"{words.rstrip('。')}。{closing.body}"
        heading = state.heading_of(item, mark)
        mentioned = state.led(self._mentioned(closing.clause, [paragraph]))
        return Draft(
            layout=closing.layout,
            annex=paragraph.annex,
            text=Printed(words, _joint(item)),
            mentioned=mentioned,
            places=_places((*item, paragraph), mentioned),
            number=_printed(item[0], mark) or None,
            category=state.category,
            heading=heading,
            deadlines=self._deadlines(closing.clause, words, paragraph, (heading, state.category)),
        )

    def _mentioned(self, clause: Clause, places: list[Paragraph]) -> tuple[Mentioned, ...]:
        """Return who is named, standing rules applied."""
        named = [
            Mentioned(
                role=share.role,
                surface=share.unit.surface,
                where=_place_of(share.unit.surface, places),
                is_open=share.unit.is_open,
                collective=share.unit.collective,
                severally=share.severally,
                behind=share.unit.behind,
                of_body=share.of_body,
            )
            for share in clause.shares
        ]
        return tuple(self.rules.apply(named))

    def _deadlines(
        self,
        clause: Clause,
        words: str,
        where: Paragraph,
        above: Iterable[Printed | None] = (),
    ) -> tuple[str, ...]:
        """Return the dates of an item: its own, or those that a title `above` states for all.

        What is stated at `where` without a year, in a document that tells none, is reported.
        """
        titles = [title.text for title in above if title]
        told = next(filter(None, map(year_of_group, titles)), None)
        year, limit_year = told or self.year, told or self.limit_year
        stated = [d for text in clause.deadlines for d in find_deadlines(text, year)]
        for text in clause.deadlines if year is None else ():
            if lacks_year(text):
                self.report.add("undated", where, text, YEARLESS)
        found = stated or find_limits(words, limit_year)
        for title in titles:
            found = found or find_group_limits(title, limit_year)
        for limit in () if found else limits_without_year(words, limit_year)[:1]:
            self.report.add("undated", where, limit.quote, YEARLESS)
        return tuple(dict.fromkeys(deadline.value for deadline in found))


_TO_ALL = re.compile("(?:各|有关|所有)[^，。；]{1,24}(?:要|应当?|须|必须)")
"""How the sentences begin below all work that tell everybody to see to it: 各地区、各部门要…."""


def _is_of_all(words: str, body: str) -> bool:
    """Tell whether the `body` behind what closes a sentence is no part of the item."""
    return words.endswith("。") and _TO_ALL.match(body) is not None


def _without(item: OwnedItem, lines: list[Paragraph]) -> list[Paragraph]:
    """Return `lines` without those of `item`, from the first item on that is left of its list."""
    style = style_of(item.lines[0])
    left = [line for line in lines if line not in item.lines]
    return left[next((n for n, one in enumerate(left) if style_of(one) == style), len(left)) :]


def _printed(line: Paragraph, mark: str) -> str:
    """Return the `mark` of a line as it is printed: 第一件实事, read as （一）."""
    return line.printed_mark.strip() if line.printed_mark and line.mark == mark else mark


def _text_of(item: list[Paragraph]) -> str:
    """Return the words of an item without its list mark, one line per paragraph."""
    first, *others = item
    return "\n".join((without_number(first.text), *(line.text for line in others)))


def _joint(item: list[Paragraph]) -> Paragraph:
    """Return the first paragraph of an item, made of the printed lines of all of them."""
    parts = tuple(part for line in item for part in line.lines)
    return replace(item[0], parts=parts) if len(parts) > 1 else item[0]


def _places(lines: Iterable[Paragraph], mentioned: Iterable[Mentioned]) -> tuple[Place, ...]:
    """Return the printed paragraphs of `lines`, before them a title that names who answers."""
    lines = list(lines)
    titles = (
        one.where
        for one in mentioned
        if one.status == "inherited" or (one.rule and one.where not in (*lines, one.rule))
    )
    return tuple(dict.fromkeys(part for place in (*titles, *lines) for part in parts_of(place)))


def _place_of(surface: str, places: list[Paragraph]) -> Place:
    """Return the first of `places` that prints `surface`, as a whole name if one does so.

    Of one that stands for cells of a table it is the cell.
    """
    key = fold_space(surface)
    printed = [p for p in places if key in fold_space(p.text)]
    whole = (p for p in printed if key in _names_in(p.text))
    place = next(whole, printed[0] if printed else places[0])
    return next((cell for cell in place.row if key in fold_space(cell.text)), place)


@lru_cache(maxsize=64)
def _names_in(text: str) -> frozenset[str]:
    """Return what stands between the marks of `text`, which is asked for each of its names."""
    return frozenset(re.split(_BESIDE_NAMES, fold_space(text)))
