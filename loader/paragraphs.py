"""Work items in running text: a bracket, label lines or a sentence at the end says who answers.

    （一）推进简政放权。……（发展改革委牵头，财政部配合）      a bracket closes its own item
    1.GDP增长6%以上。 / 部门分工：省发展改革委牵头，各地配合。   lines that begin with a label
    ……。由市发改委负责落实。                                a sentence

Section titles (`一、…`) are categories, short numbered lines below them headings. What looks like
an assignment and is none goes to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile, zip_longest

from loader.brackets import MARK
from loader.clauses import Clause, ClauseReader
from loader.closing_brackets import BracketReader
from loader.closings import Closing, ClosingReader
from loader.deadlines import find_deadlines, find_limits
from loader.drafts import Draft, Mentioned
from loader.entities import Place, Printed
from loader.headed import find_owner_headings, lists_names, speaks_of_work, style_of
from loader.item_parts import join_parts
from loader.labels import LabelLine, is_label, read_label, read_labelled_text, read_owner
from loader.lines import NOTE, whole_lines
from loader.outline import (
    SECTION,
    is_heading,
    is_title,
    item_lines,
    item_start,
    last_points,
    leading_mark,
    split_at_item,
    without_mark,
)
from loader.report import Report
from loader.sections import State
from loader.source import Paragraph, parts_of
from loader.standing import HeldRules, Standing, find_standing
from loader.tables import PERSONAL, ROLES
from loader.turned import with_tasks_first

_NAME = r"[\u4e00-\u9fff·\s]{2,8}"
_HEAD_LINES = 15
_MOST_LABELS = 60
"""Lines that the labels below an item take at the most."""

_JOINT = re.compile(r"^(?:以及|及(?!时)|和|[\s。；;，,、]+)")
"""What joins work to the part of an item before it."""

_LONGEST_REST = 80
"""Characters of a line that goes on with the list of the label before it."""

_FAR = 3
"""Lines among which a known label is looked for behind one that no register knows."""

_CONTENT_LABELS = ("text", "annual_task", "heading", "remark", "outcome")


@dataclass(frozen=True)
class ParagraphReader:
    """Reads the work items of a run of paragraphs of one annex."""

    reader: ClauseReader
    report: Report
    year: int
    limit_year: int | None
    rules: HeldRules

    @cached_property
    def _closings(self) -> ClosingReader:
        return ClosingReader(self.reader)

    @cached_property
    def _brackets(self) -> BracketReader:
        return BracketReader(self.reader, self.report)

    def read(self, paragraphs: Iterable[Paragraph]) -> Iterator[Draft]:
        """Yield the items in printed order."""
        whole = list(whole_lines(paragraphs, self.reader.registers))
        lines = with_tasks_first(whole, self.reader)
        closings = self._closings
        state = State()
        if not any(map(lists_names, _titles(lines))):
            state.bare, state.dashed = self._brackets.are_bare(lines), closings.are_dashed(lines)
        headings = find_owner_headings(lines, self.reader, is_of_work=self._is_of_work(lines))
        position = 0
        while position < len(lines):
            heading = headings.get(position)
            if heading or self._ends_point(lines[position], state):
                yield from self._point(state)
                state.end_owned(lines[position])
            if heading:
                below = position + heading.length
                state.begin_owned(heading, lines[position:below], style_of(lines[below]))
                position = below
                continue
            owned = self._owned(lines[position], state)
            if owned:
                yield from owned
                position += 1
                continue
            labelled = self._label_lines(lines, position, state) if state.pending else None
            if labelled:
                clause, standing, length = labelled
                closing = lines[position : position + length]
                position += length
                if state.takes_leader(clause, closing[0]):
                    continue
                self.rules.hold(standing, closing[0])
                yield self._labelled_item(state, clause, closing)
                self.rules.release(standing)
                continue
            yield from join_parts(self._paragraph(lines, position, state))
            position += 1
        yield from self._point(state)

    def _is_of_work(self, lines: list[Paragraph]) -> bool:
        return any(map(speaks_of_work, _titles(lines)))

    def _ends_point(self, line: Paragraph, state: State) -> bool:
        """Tell whether `line` stands in no point of a section with an owner that is still open."""
        said_of_it = read_label(line.text, self.reader.registers) or line.text[0] in "（(【〔["
        if said_of_it and not style_of(line):
            return False
        return state.ends_point(line)

    def _point(self, state: State) -> Iterator[Draft]:
        """Yield the open point of a section whose title names who answers, and close it."""
        if state.owner is None:
            return
        begins = (n for n, one in enumerate(state.pending) if style_of(one) == state.styles[1])
        item = state.pending[next(begins, len(state.pending)) :]
        if item and state.owner.names_bodies:
            mentioned = state.led(self._mentioned(Clause(), item))
            yield Draft(
                layout="owner in the heading",
                annex=item[0].annex,
                text=Printed(words := _text_of(item), _joint(item)),
                mentioned=mentioned,
                places=_places(item, mentioned),
                number=item[0].mark or leading_mark(item[0].text) or None,
                category=state.category,
                deadlines=self._deadlines(Clause(), words),
            )
        if item:
            state.pending = []

    def _owned(self, paragraph: Paragraph, state: State) -> list[Draft]:
        """Return the items above a sentence that names who answers for them."""
        owner = read_owner(paragraph.text, self.reader.registers)
        if owner is None:
            return []
        items = last_points(state.pending)
        items = items[-owner.count :] if owner.count else items
        clause = self.reader.read(owner.clause)
        if not clause.is_assignment or not items or len(items) < owner.count:
            return []
        drafts = []
        for item in items:
            state.pending = [item]
            drafts.append(self._labelled_item(state, clause, [paragraph]))
        return drafts

    def _paragraph(self, lines: list[Paragraph], position: int, state: State) -> Iterator[Draft]:
        paragraph = lines[position]
        text = paragraph.text
        below = _section_below(lines, position)
        closed = 0
        brackets = list(self._brackets.find(text, paragraph, bare=state.bare))
        holds_items = bool(brackets) and self._closings.holds_items(below)
        for found, behind in zip_longest(brackets, brackets[1:]):
            bracket, clause, standing = found.bracket, found.clause, found.standing
            if state.begin_led(bracket, clause, paragraph, holds_items=holds_items):
                return
            self.rules.hold(standing, paragraph)
            next_start = behind.bracket.start if behind else len(text)
            body, item = split_at_item(text[bracket.end : next_start])
            body = body if item or len(brackets) == 1 else ""
            closing = Closing("bracket", closed, bracket.start, clause, body)
            draft = self._item(state, paragraph, self._closings.with_prose(text, closing))
            self.rules.release(standing)
            if draft:
                yield draft
            closed = bracket.end
        rest = text[closed:].strip("。；; ")
        if closed:
            state.pending = []
        elif rest:
            yield from self._open_paragraph(paragraph, state)
            if below and self._brackets.close_unmarked(below):
                state.pending = []

    def _open_paragraph(self, paragraph: Paragraph, state: State) -> Iterator[Draft]:
        """Read a paragraph without an assigning bracket: a title, a sentence, or plain text."""
        text = paragraph.text
        self.rules.hold(replace(find_standing(text, self.reader), goes_on=True), paragraph)
        found = self._closings.sentence(text)
        if found is None and state.dashed:
            found = self._closings.dashed(text)
        if found and NOTE.match(text):
            self.report.add("unused", paragraph, text, "a note, which is no work item")
        elif found:
            start, clause = found
            draft = self._item(state, paragraph, Closing("sentence", 0, start, clause))
            if draft:
                yield draft
            state.pending = []
        elif is_title(text) and SECTION.match(text):
            state.begin_section(SECTION.sub("", text), paragraph)
            state.pending = [paragraph]
        elif is_title(text) and MARK.match(text) and not text.endswith("。"):
            state.begin_heading(without_mark(text), paragraph)
            state.pending = [paragraph]
        else:
            if is_heading(text) and MARK.match(text):
                state.begin_heading(without_mark(text).rstrip("。"), paragraph)
            state.pending.append(paragraph)

    def _begins_block(self, label: LabelLine, state: State) -> bool:
        """Tell whether a label of content opened the text that waits for its labels, too.

        A number always opens one.
        """
        if label.field == "number":
            return True
        opened = (read_label(line.text, self.reader.registers) for line in state.pending)
        return label.field in _CONTENT_LABELS and any(o and o.label == label.label for o in opened)

    def _label_lines(
        self, lines: list[Paragraph], start: int, state: State
    ) -> tuple[Clause, Standing, int] | None:
        """Return what the lines from `start` on say that begin with labels, and their number.

        A line without a label goes on with the list of the one before.
        """
        position, texts, seen = start, list[str](), set[str]()
        while position < min(len(lines), start + _MOST_LABELS):
            text = lines[position].text
            label = read_label(text, self.reader.registers)
            if label and (label.label in seen or self._begins_block(label, state)):
                break
            seen |= {label.label} if label else set()
            if label and texts and label.field in _CONTENT_LABELS:
                limits = find_limits(label.rest, self.limit_year)
                texts += [f"完成时限：{limit.quote}" for limit in limits]
            elif label and (label.field in ROLES or label.field == "deadline"):
                texts.append(f"{label.label}：{label.rest}")
            elif texts and (longer := self._gone_on(text, texts[-1])):
                texts[-1] = longer
            elif (
                not texts
                or _counts_on(lines[position], state.pending)
                or not self._is_among_labels(lines[position : position + _FAR], seen)
            ):
                break
            else:
                self.report.add("unread", lines[position], text, "no register knows this label")
            position += 1
        standing = find_standing("；".join(texts), self.reader)
        clause = self.reader.read(standing.text) if texts else Clause()
        return (clause, standing, position - start) if clause.shares else None

    def _is_among_labels(self, lines: list[Paragraph], seen: set[str]) -> bool:
        """Tell whether a label that no register knows opens `lines`, and a known one follows."""
        registers = self.reader.registers
        if not is_label(lines[0].text) or read_label(lines[0].text, registers):
            return False
        for line in lines[1:]:
            label = read_label(line.text, registers)
            if label:
                known = label.field in ROLES or label.field == "deadline"
                return known and label.label not in seen
        return False

    def _gone_on(self, text: str, before: str) -> str | None:
        """Return what a label says with a line that goes on with it, or None if `text` does not.

        Such a line holds nothing but units, names or dates; the first may be the end of a name that
        the page cut.
        """
        if len(text) > _LONGEST_REST or MARK.match(text):
            return None
        begins = before.endswith("：")
        if begins and (re.fullmatch(_NAME, text) or find_deadlines(text, self.year)):
            return before + text
        whole = begins or before.endswith("、") or self.reader.registers.ends_like_unit(before)
        longer = f"{before}、{text}" if whole and not begins and text[0] != "、" else before + text
        clause = self.reader.read(longer)
        of_bodies = all(share.role not in PERSONAL for share in clause.shares)
        return longer if clause.is_assignment and of_bodies else None

    def _labelled_item(self, state: State, clause: Clause, lines: list[Paragraph]) -> Draft:
        """Return the item that the label `lines` below its text close."""
        said = read_labelled_text(state.pending, self.reader.registers)
        item = said.lines if said else item_lines(state.pending, whole_group=False)
        words = said.text if said else _text_of(item)
        number = said.number if said else item[0].mark or leading_mark(item[0].text)
        heading = state.heading_of(item, number)
        state.pending = []
        mentioned = state.led(self._mentioned(clause, lines))
        return Draft(
            layout="label lines",
            annex=item[0].annex,
            text=Printed(words, _joint(item)),
            mentioned=mentioned,
            places=_places((*item, *lines), mentioned),
            title=Printed(said.title, item[0]) if said and said.title else None,
            number=number or None,
            category=state.category,
            heading=heading,
            deadlines=self._deadlines(clause, words),
        )

    def _item(self, state: State, paragraph: Paragraph, closing: Closing) -> Draft | None:
        """Return the item that `closing` closes."""
        segment = paragraph.text[closing.begin : closing.end]
        title, begin = item_start(segment)
        if title:
            state.begin_section(title, paragraph)
        printed = (_JOINT.sub("", segment[begin:]) if closing.begin else segment[begin:]).strip()
        item = [paragraph]
        if not printed and state.pending:
            item = item_lines(state.pending, whole_group=True)
            printed = item[0].text
        rendered = item[0].mark if item[0] is not paragraph or begin == closing.begin == 0 else ""
        mark = rendered or leading_mark(printed)
        words = _text_of(item) if item[0] is not paragraph else without_mark(printed)
        if not words:
            self.report.add(
                "unused", paragraph, paragraph.text, "assigns work, but no text says which"
            )
            return None
        if closing.body and mark and is_title(words):
            words = f"{words}。{closing.body}"
        heading = state.heading_of(item, mark)
        mentioned = state.led(self._mentioned(closing.clause, [paragraph]))
        return Draft(
            layout=closing.layout,
            annex=paragraph.annex,
            text=Printed(words, _joint(item)),
            mentioned=mentioned,
            places=_places((*item, paragraph), mentioned),
            number=mark or None,
            category=state.category,
            heading=heading,
            deadlines=self._deadlines(closing.clause, words),
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
            )
            for share in clause.shares
        ]
        return tuple(self.rules.apply(named))

    def _deadlines(self, clause: Clause, words: str) -> tuple[str, ...]:
        stated = [d for text in clause.deadlines for d in find_deadlines(text, self.year)]
        found = stated or find_limits(words, self.limit_year)
        return tuple(dict.fromkeys(deadline.value for deadline in found))


def _titles(lines: list[Paragraph]) -> Iterator[str]:
    return (line.text for line in lines[:_HEAD_LINES] if is_title(line.text))


def _section_below(lines: list[Paragraph], position: int) -> list[Paragraph]:
    """Return the lines of the section whose title stands at `position`, none if no title does."""
    if not SECTION.match(lines[position].text):
        return []
    return list(takewhile(lambda line: not SECTION.match(line.text), lines[position + 1 :]))


def _counts_on(line: Paragraph, pending: list[Paragraph]) -> bool:
    """Tell whether the mark of `line` is of the kind that opens the item in `pending`."""
    style = style_of(line)
    return bool(style) and style in map(style_of, item_lines(pending, whole_group=False))


def _text_of(item: list[Paragraph]) -> str:
    """Return the words of an item without its list mark, one line per paragraph."""
    first, *others = item
    return "\n".join((without_mark(first.text), *(line.text for line in others)))


def _joint(item: list[Paragraph]) -> Paragraph:
    """Return the first paragraph of an item, made of the printed lines of all of them."""
    parts = tuple(part for line in item for part in line.parts or (line,))
    return replace(item[0], parts=parts) if len(parts) > 1 else item[0]


def _places(lines: Iterable[Paragraph], mentioned: Iterable[Mentioned]) -> tuple[Place, ...]:
    """Return the printed paragraphs of `lines`, before them a title that names a leader."""
    titles = (one.where for one in mentioned if one.status == "inherited")
    places = (*titles, *lines)
    return tuple(dict.fromkeys(part for place in places for part in parts_of(place)))


def _place_of(surface: str, places: list[Paragraph]) -> Paragraph:
    """Return the first of `places` that prints `surface`, else the first."""
    if len(places) == 1:
        return places[0]
    key = "".join(surface.split())
    return next((p for p in places if key in "".join(p.text.split())), places[0])
