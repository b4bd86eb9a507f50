"""Work items in running text: a bracket, label lines or a sentence at the end says who answers.

    （一）推进简政放权。……（发展改革委牵头，财政部配合）      a bracket closes its own item
    1.GDP增长6%以上。 / 部门分工：省发展改革委牵头，各地配合。   lines that begin with a label
    ……。由市发改委负责落实。                                a sentence

Titles (`一、…`) are categories, short numbered lines below them headings; the rest is reported.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import BracketReader
from loader.assignments.closings import Closing, ClosingReader
from loader.assignments.group_owners import GroupOwnerReader
from loader.assignments.headed import find_owner_headings
from loader.assignments.heading_points import heads_other_points
from loader.assignments.labels import read_label
from loader.assignments.shares import Clause, both
from loader.assignments.standing import HeldRules, find_standing
from loader.documents.lines import is_of_letter
from loader.documents.titles import (
    are_rules,
    is_of_event,
    is_of_portfolios,
    is_speech,
    lists_names,
    reports_past,
    speaks_of_next,
    tells_other,
    tells_past,
    tells_plan,
)
from loader.drafts import Draft
from loader.report import Report
from loader.running.announced import goes_on_with_list
from loader.running.charged_points import find_charged, titles_of_charged
from loader.running.drafting import NO_TEXT, Drafting
from loader.running.duties import heads_duties
from loader.running.forms import in_plain_forms, titles_at_head
from loader.running.label_lines import LabelLineReader
from loader.running.parts import join_parts
from loader.running.prose import ProseReader
from loader.running.restated import find_restated, stands_in_review
from loader.running.sections import State, section_below
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.outline import (
    SECTION,
    is_heading,
    is_title,
    split_at_item,
    style_of,
    without_mark,
)

_OF_PAST = "names who did it in a report on what was done"
_OF_REVIEW = "names who did it in a section on what was done or is amiss"
_OF_EVENT = "names who sees to a meeting, a budget or a tender"
_OF_PORTFOLIOS = "names what a leader is in charge of, in a notice on who has which field"
_OF_LETTER = "of the letter or a note, which is no work item"
_OF_LABEL = "names somebody beside a label, and no work"
_OF_SPEECH = "names who did it or is to do it in what a speaker says"
_OF_RULES = "names who is competent in an article of rules"
_SPOKEN = frozenset({"prose", "sentence"})
"""How an item is closed by the words of its text itself."""

_SPEAKER_LINES = 8
"""The first lines, in which a speaker addresses those who listen."""

_OPENING = 12
"""The first lines, in which a report says that it is one."""


@dataclass(frozen=True)
class ParagraphReader:
    """Reads the work items of a run of paragraphs of one annex."""

    reader: ClauseReader
    report: Report
    year: int | None
    limit_year: int | None
    rules: HeldRules
    title: str = ""

    @cached_property
    def _drafts(self) -> Drafting:
        return Drafting(self.reader, self.report, self.year, self.limit_year, self.rules)

    @cached_property
    def _labels(self) -> LabelLineReader:
        return LabelLineReader(self.reader, self.report, self.year, self.limit_year)

    @cached_property
    def _closings(self) -> ClosingReader:
        return ClosingReader(self.reader)

    @cached_property
    def _groups(self) -> GroupOwnerReader:
        return GroupOwnerReader(self.reader, self.report)

    @cached_property
    def _prose(self) -> ProseReader:
        return ProseReader(self.reader)

    @cached_property
    def _brackets(self) -> BracketReader:
        return BracketReader(self.reader, self.report, self.rules)

    def read(self, paragraphs: Iterable[Paragraph]) -> Iterator[Draft]:
        """Yield the items in printed order.

        In a report on what was done these are those of what is next, and those that it restates; in
        a speech those that a bracket or a label closes, which somebody put there.
        """
        lines = list(paragraphs)
        spoken = is_speech(self._titles(lines), lines[:_SPEAKER_LINES])
        unused = _OF_RULES if are_rules(self._titles(lines), lines) else ""
        unused = _OF_EVENT if is_of_event(self.title) else unused
        unused = _OF_PORTFOLIOS if is_of_portfolios(self.title) else unused
        drafts = list(self._all(lines))
        restated = {id(one) for one in self._restated(drafts, lines)}
        for draft in drafts:
            heading = draft.category or draft.heading
            past = id(draft) not in restated and not (heading and speaks_of_next(heading.text))
            is_label = self.reader.registers.role_of_label(draft.text.text) is not None
            said = _OF_SPEECH if spoken else _OF_REVIEW if stands_in_review(draft) else ""
            said = said if draft.layout in _SPOKEN else ""
            if message := _OF_PAST if past else unused or said or (_OF_LABEL if is_label else ""):
                self.report.add("unused", draft.text.cell, draft.text.text, message)
            else:
                yield draft

    def _restated(self, drafts: list[Draft], lines: list[Paragraph]) -> list[Draft]:
        """Return the items that are still to be done, as far as a report tells them apart."""
        is_past = tells_past(self.title) or reports_past(self._titles(lines), lines[:_OPENING])
        return find_restated(drafts, lines) if is_past else drafts

    def _all(self, paragraphs: Iterable[Paragraph]) -> Iterator[Draft]:
        prose, standing = self._prose, self.rules.standing
        lines, is_of_work = in_plain_forms(paragraphs, self.title, prose, standing, self.report)
        state = self._begun(lines)
        kinds = {"is_of_work": is_of_work, "is_plan": state.is_plan}
        headings, position = find_owner_headings(lines, self.reader, **kinds), 0
        starts = [*sorted(headings), len(lines)]
        while position < len(lines):
            heading = headings.get(position)
            of_points = heading is None and state.styles[1]
            if of_points and heads_other_points(lines, position, of_points):
                yield from self._drafts.point(state)
                state.begin_section(lines[position].text, lines[position])
            if heading or self._ends_point(lines[position], state):
                yield from self._drafts.point(state)
                if heading or not state.lists_titles:
                    state.end_owned(lines[position])
            if heading:
                if heading.is_item:
                    yield from self._paragraph(lines, position, state)
                end = position + heading.length
                state.begin_owned(heading, lines[position:end], style_of(lines[end]), self.rules)
                position = end
                continue
            stop = starts[bisect_right(starts, position)]
            drafts, length = self._step(lines, position, stop, state)
            yield from drafts
            position += length
        yield from self._drafts.point(state)

    def _begun(self, lines: list[Paragraph]) -> State:
        """Return where the outline begins: what may close items in these lines is known."""
        state = State(names_people=self._lists_names(lines))
        if not state.names_people:
            state.bare = self._brackets.are_bare(lines)
            state.dashed = self._closings.are_dashed(lines)
            titles = self._titles(lines)
            points = titles_of_charged(lines, self._prose)
            others = (one for one in titles if not heads_duties(one) and one not in points)
            state.charged = [] if tells_other(others) else find_charged(lines, self._prose)
            state.is_plan = bool(state.charged) or tells_plan(titles)
        return state

    def _step(
        self, lines: list[Paragraph], position: int, stop: int, state: State
    ) -> tuple[Iterable[Draft], int]:
        """Return the items that the next lines before `stop` close, and how many these are."""
        owned = self._owned(lines[position:stop], state)
        if owned:
            return owned
        labelled = self._labels.read(lines[position:stop], state.pending)
        if labelled and state.names_people and labelled.clause.only_names_people:
            labelled = None
        if labelled is None:
            return join_parts(self._paragraph(lines, position, state)), 1
        closing = lines[position : position + labelled.length]
        if state.takes_leader(labelled.clause, closing[0]):
            return (), labelled.length
        self.rules.hold(labelled.standing, closing[0])
        for unread in labelled.clause.rest:
            place = next((line for line in closing if unread in line.text), closing[0])
            self.report.add("unread", place, unread, "no rule reads it")
        draft = self._drafts.labelled(state, labelled.clause, closing, labelled.work)
        self.rules.release(labelled.standing)
        if not draft.text.text:
            self.report.add("unused", closing[0], closing[0].text, NO_TEXT)
        return (draft,) if draft.text.text else (), labelled.length

    def _lists_names(self, lines: list[Paragraph]) -> bool:
        return any(map(lists_names, self._titles(lines)))

    def _ends_point(self, line: Paragraph, state: State) -> bool:
        """Tell whether `line` stands in no point of a section with an owner that is still open."""
        said_of_it = read_label(line.text, self.reader.registers) or line.text[0] in "（(【〔["
        if said_of_it and not style_of(line):
            return False
        return state.ends_point(line)

    def _owned(self, lines: list[Paragraph], state: State) -> tuple[list[Draft], int] | None:
        """Return the items above lines that say who answers for them, and how many lines do."""
        found = self._groups.read(lines, state.passed, state.pending)
        if found is None:
            return None
        items, length = found
        return [self._drafts.owned(state, item, lines[:length]) for item in items], length

    def _paragraph(self, lines: list[Paragraph], position: int, state: State) -> Iterator[Draft]:
        paragraph = lines[position]
        text = paragraph.text
        below, closed = section_below(lines, position), 0
        brackets = list(self._brackets.find(text, paragraph, bare=state.bare))
        behind = self._brackets.behind(lines, position, brackets)
        holds_items = bool(brackets) and (
            self._closings.holds_items(below) or (state.bare and self._brackets.close_points(below))
        )
        for found, later in zip_longest(brackets, brackets[1:]):
            bracket, clause, standing = found.bracket, found.clause, found.standing
            if state.begin_led(bracket, clause, paragraph, holds_items=holds_items):
                return
            self.rules.hold(standing, paragraph)
            next_start = later.bracket.start if later else len(text)
            body, item = split_at_item(text[bracket.end : next_start])
            body = body if (item or len(brackets) == 1) and not behind else ""
            closing = Closing("bracket", closed, bracket.start, clause, body)
            draft = self._drafts.closed(state, paragraph, self._with_prose(text, closing, state))
            self.rules.release(standing)
            if draft:
                yield draft
            closed = bracket.end
        rest = text[closed:].strip("。；; ")
        if closed:
            state.pending = behind
        elif rest:
            is_point = state.is_point(paragraph, holds_lines=bool(below))
            following = [one for one in lines[position + 1 : position + 2] if not style_of(one)]
            yield from self._open_paragraph(paragraph, following, state, is_point=is_point)
            if self._brackets.close_unmarked(below) or self._labels.have_heads(below, lines):
                state.pending = []

    def _open_paragraph(
        self, paragraph: Paragraph, following: list[Paragraph], state: State, *, is_point: bool
    ) -> Iterator[Draft]:
        """Read a paragraph without an assigning bracket: a title, a sentence, or plain text.

        `is_point`: it is none of a section, since nothing stands below it. The line `following`, if
        it has no mark, may assign its own work, or say by a label who does this.
        """
        is_first = any(one.text[0] != "由" and self._prose.read(one.text) for one in following)
        text, is_labelled = paragraph.text, self._labels.say_who(paragraph, following)
        standing = find_standing(text, self.reader)
        self.rules.hold(replace(standing, goes_on=True), paragraph)
        ruled = self._sentence(standing.text, state) if standing.states_rule else None
        if ruled and not text.startswith(standing.text[: ruled[0]]):
            ruled = None
        states = standing.states_rule and not ruled
        found = None if is_labelled or states else self._sentence(text, state) or ruled
        said = found[1] if found else Clause()
        told = self._prose.told(paragraph, state, said) if not (is_labelled or states) else None
        if told:
            yield self._drafts.told(state, paragraph, told, is_first=is_first)
            return
        if found is None and state.dashed:
            found = self._closings.dashed(text)
        if found and is_of_letter(text):
            self.report.add("unused", paragraph, text, _OF_LETTER)
        elif found:
            start, clause = found
            for unread in clause.rest:
                self.report.add("unread", paragraph, unread, "no rule reads it")
            draft = self._drafts.closed(state, paragraph, Closing("sentence", 0, start, clause))
            if draft:
                yield draft
            state.pending = []
        elif state.opens_section(paragraph, self.limit_year) and not is_point:
            state.begin_section(SECTION.sub("", text), paragraph)
            state.pending = [paragraph]
        elif goes_on_with_list(paragraph, state.pending, self.reader):
            state.pending.append(paragraph)
        elif paragraph.level or (is_title(text) and MARK.match(text) and not text.endswith("。")):
            state.begin_heading(without_mark(text), paragraph)
            state.turn_to(paragraph)
        else:
            if is_heading(text) and MARK.match(text):
                state.begin_heading(without_mark(text).rstrip("。"), paragraph)
            state.pending.append(paragraph)

    def _sentence(self, text: str, state: State) -> tuple[int, Clause] | None:
        """Return the sentence that closes a paragraph; one that names helpers alone closes none."""
        found = self._closings.sentence(text)
        if found and state.names_people and found[1].only_names_people:
            return None
        if found is None or state.leads:
            return found
        opens = self.reader.opens(text[found[0] :]) and not found[1].only_guides
        return found if opens or not found[1].only_helps else None

    def _with_prose(self, text: str, closing: Closing, state: State) -> Closing:
        """Return `closing` with what the sentences before a bracket say that names no owner."""
        if state.is_plan and closing.clause.only_helps and not state.leads:
            told = self._prose.read(text[closing.begin : closing.end])
            return replace(closing, clause=both(told, closing.clause)) if told else closing
        return self._closings.with_prose(text, closing)

    def _titles(self, lines: list[Paragraph]) -> tuple[str, ...]:
        return titles_at_head(self.title, lines)
