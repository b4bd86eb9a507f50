"""What closes an item of running text: a bracket or a sentence at its end that says who answers.

What looks like an assignment and is none goes to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile

from loader.brackets import MARK, Bracket, find_brackets
from loader.clauses import Clause, ClauseReader
from loader.labels import find_labels
from loader.outline import SECTION, SENTENCE_END
from loader.report import Report
from loader.source import Paragraph
from loader.standing import Standing, find_standing
from loader.tables import PERSONAL, ROLES, UNITS
from loader.units import is_collective

_INLINE_LABEL = re.compile(r"(?:^|(?<=[。；;！，,\s]))(?P<label>[^：:。，,；;（(\s]{2,12})[：:]")
_BY = re.compile(r"(?:(?<=[。；，,])|^)\s*(?:(?:以上|上述|此|该|本)项?(?:工作|任务|事项)?)?由(?=.)")
_SENTENCE = re.compile(r"[^。；;！，,、：:（）()]{6,}$|[，,、][^。；;！（）()]{2,}$")
_DASHED = re.compile(
    r"^(?P<words>.{4,}?)(?P<dash>\s*(?:[—－―]{1,3}|-{2,3}|→|：)\s*|[ \u3000]{2,}|\t+)"
    r"(?P<units>[^—－―→：:。；]{2,300})[。；]?$"
)
_COMMA = re.compile("[，,]")
_BODY = re.compile(r"(?:[局委办厅部院会]|政府|公司|集团|中心|部门|[^车]站|[^厕]所|大队|中队)$")
"""The ends of names that are no places: a bracket of towns alone assigns nothing."""

_PLACES = re.compile(r"(?:[镇乡县区市州旗]|街道)$")
"""Kinds of places that a bracket goes on with: 各镇（街道）."""

_GOES_ON = re.compile("[，,、]|以?及|和|并")
"""What joins work to the work before it in a sentence."""

_BESIDE = 60
"""Characters before and after a bracket that tell whether it ends an item."""

_LONGEST = 1_000
"""Characters at the end of a paragraph, or after a label, that a closing sentence takes."""


@dataclass(frozen=True)
class Closing:
    """What closes an item, a bracket or a sentence: the text `begin` to `end` is the item's."""

    layout: str
    begin: int
    end: int
    clause: Clause


@dataclass(frozen=True)
class ClosingReader:
    """Finds the closings of paragraphs."""

    reader: ClauseReader
    report: Report

    @cached_property
    def _in_bracket(self) -> ClauseReader:
        return replace(self.reader, in_bracket=True)

    def are_bare(self, lines: list[Paragraph]) -> bool:
        """Tell whether brackets of bare units close items here: two at least."""
        found = (
            bracket
            for line in lines
            for bracket in find_brackets(line.text)
            if self._is_bare(line.text, bracket)
        )
        return len(list(islice(found, 2))) == 2

    def _is_bare(self, text: str, bracket: Bracket) -> bool:
        """Tell whether a bracket at the end of a sentence holds units and nothing else."""
        before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
        after = text[bracket.end : bracket.end + _BESIDE].lstrip()
        after_sentence = before[-1:] in tuple("。；;！」”』")
        in_sentence = after[:1] in ("", "。", "；", ";") and _SENTENCE.search(before)
        if not (after_sentence or in_sentence) or not _ends_item(text, bracket):
            return False
        if _PLACES.search(before) and is_collective(bracket.inner):
            return False
        clause = self.reader.read(bracket.inner, "responsible")
        units = [share.unit for share in clause.shares]
        is_body = any(unit.collective or _BODY.search(unit.surface) for unit in units)
        return clause.is_assignment and is_body

    def brackets(
        self, text: str, paragraph: Paragraph, *, bare: bool
    ) -> Iterator[tuple[Bracket, Clause, Standing]]:
        """Yield the brackets of `text` that assign work, those side by side as one."""
        found = list(self._brackets(text, paragraph, bare=bare))
        held: tuple[Bracket, Clause, Standing] | None = None
        for position, one in enumerate(found):
            if held and not text[held[0].end : one[0].start].strip("。；; \u3000"):
                held = _joined(held, one)
                continue
            if held:
                yield held
            behind = found[position + 1][0] if position + 1 < len(found) else None
            held = one if _closes_part(text, one[0], behind) else None
            if held is None:
                self._leave_out(text, one[0], paragraph)
        if held:
            yield held

    def _brackets(
        self, text: str, paragraph: Paragraph, *, bare: bool
    ) -> Iterator[tuple[Bracket, Clause, Standing]]:
        """Yield the brackets of `text` that name units in roles, outer ones before inner ones."""
        taken = 0
        for bracket in find_brackets(text):
            if bracket.start < taken:
                continue
            standing = find_standing(bracket.inner, self.reader)
            is_bare = standing.first_is_lead or (bare and self._is_bare(text, bracket))
            role = "responsible" if is_bare else None
            clause = self._in_bracket.read(standing.text, role)
            if clause.is_assignment:
                taken = bracket.end
                yield bracket, clause, standing
            elif clause.shares or self._speaks_of_roles(bracket.inner):
                self._leave_out(text, bracket, paragraph)

    def _leave_out(self, text: str, bracket: Bracket, paragraph: Paragraph) -> None:
        message = "looks like an assignment, but is not at the end of an item or names no unit"
        self.report.add("unused", paragraph, text[bracket.start : bracket.end], message)

    def _speaks_of_roles(self, inner: str) -> bool:
        return len(inner) < 200 and self.reader.split_verb(inner)[1] is not None

    def sentence(self, text: str) -> tuple[int, Clause] | None:
        """Return where the final sentence or label that assigns work begins, and what it says."""
        for match in _INLINE_LABEL.finditer(text):
            if self.reader.registers.role_of_label(match["label"]) in ROLES:
                stated = text[match.start() : match.start() + _LONGEST]
                for words in (stated, stated.partition("。")[0]):
                    clause = self.reader.read(words)
                    if clause.is_assignment:
                        return match.start(), clause
        start = max(self._last_sentence(text), len(text) - _LONGEST)
        by_words = (match.end() for match in _BY.finditer(text, start))
        commas = (match.end() for match in _COMMA.finditer(text, start))
        for border in (start, *by_words, *commas):
            clause = self.reader.read(text[border:].rstrip("。；"))
            if clause.is_assignment:
                return _before_by(text, border), clause
        return None

    def _last_sentence(self, text: str) -> int:
        """Return where the last sentence begins, with it one behind that says when alone."""
        start = _sentence_start(text, len(text))
        while start and self._says_when(text[start:]):
            start = _sentence_start(text, start)
        return start

    def _says_when(self, text: str) -> bool:
        clause = self.reader.read(text.strip("。； "))
        return not clause.shares and not clause.rest

    def with_prose(self, text: str, closing: Closing) -> Closing:
        """Return `closing` with what the sentence before it says, if it names leaders alone.

        A牵头，B配合。【省政府负责同志：X】
        """
        alone = all(share.role in PERSONAL for share in closing.clause.shares)
        found = self.sentence(text[closing.begin : closing.end].rstrip()) if alone else None
        if found is None:
            return closing
        start, said = found
        clause = _both(closing.clause, said)
        return replace(closing, end=closing.begin + start, clause=clause)

    def holds_items(self, below: list[Paragraph]) -> bool:
        """Tell whether points stand `below` a section title, one of which names units itself."""
        points = list(takewhile(lambda line: not SECTION.match(line.text), below))
        if not points or not (points[0].mark or MARK.match(points[0].text)):
            return False
        return any(self._names_units(line.text) for line in points)

    def _names_units(self, text: str) -> bool:
        if any(label.field in UNITS for label in find_labels(text, self.reader.registers)):
            return True
        clauses = [self._in_bracket.read(bracket.inner) for bracket in find_brackets(text)]
        found = self.sentence(text)
        clauses += [found[1]] if found else []
        return any(c.is_assignment and _are_of_units(c) for c in clauses)

    def are_dashed(self, lines: list[Paragraph]) -> bool:
        """Tell whether units behind a dash close items here: two at least."""
        found = (line for line in lines if MARK.match(line.text) and self.dashed(line.text))
        return len(list(islice(found, 2))) == 2

    def dashed(self, text: str) -> tuple[int, Clause] | None:
        """Return where the dash stands that only units follow, and what they are, or None."""
        match = _DASHED.match(text)
        if match is None or match["words"].endswith(tuple("、，,；和与及")):
            return None
        clause = self.reader.read(match["units"].rstrip("。；; "), "responsible")
        units = [share.unit for share in clause.shares]
        is_body = any(unit.collective or _BODY.search(unit.surface) for unit in units)
        return (match.start("dash"), clause) if clause.is_assignment and is_body else None


def _joined(
    first: tuple[Bracket, Clause, Standing], second: tuple[Bracket, Clause, Standing]
) -> tuple[Bracket, Clause, Standing]:
    """Return two brackets side by side as one: 【责任单位：…】（市领导：…）."""
    bracket = replace(first[0], end=second[0].end)
    return bracket, _both(first[1], second[1]), first[2] if first[2].states_rule else second[2]


def _are_of_units(clause: Clause) -> bool:
    return any(share.role not in PERSONAL for share in clause.shares)


def _both(first: Clause, second: Clause) -> Clause:
    return Clause(first.shares + second.shares, first.deadlines + second.deadlines)


def _sentence_start(text: str, end: int) -> int:
    """Return where the sentence begins that ends at `end`."""
    return max((text.rfind(mark, 0, end - 1) for mark in "。；"), default=-1) + 1


def _before_by(text: str, border: int) -> int:
    """Return where a clause begins whose units begin at `border`: with its 由, if it has one."""
    by = next((match for match in _BY.finditer(text) if match.end() == border), None)
    return by.start() if by else border


def _closes_part(text: str, bracket: Bracket, behind: Bracket | None) -> bool:
    """Tell whether `bracket` closes an item or a part of one: `behind` is the next that assigns.

    修路（A负责）。架桥（B负责）；植树（C负责），立碑（D负责）。 are four. Behind a comma the
    sentence goes on: there another bracket must close what follows in it.
    """
    after = text[bracket.end : bracket.end + _BESIDE].lstrip()
    if _ends_item(text, bracket) or after[:1] in tuple("。；;"):
        return True
    if behind is None or not _GOES_ON.match(after):
        return False
    between = text[bracket.end : behind.start]
    return "。" not in between and _ends_clause(text, behind)


def _ends_clause(text: str, bracket: Bracket) -> bool:
    after = text[bracket.end : bracket.end + _BESIDE].lstrip()
    return after[:1] in ("", *"。；;，,、") or _GOES_ON.match(after) is not None


def _ends_item(text: str, bracket: Bracket) -> bool:
    """Tell whether nothing of the same sentence follows `bracket`."""
    rest = text[bracket.end : bracket.end + _BESIDE].lstrip("）)〕]】")
    after = rest.lstrip("。；;.， " if not rest.strip("。；;. ") else "。；; ")
    if not after or MARK.match(after) or after[0] in "（(〔[【":
        return True
    before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
    return before[-1:] in tuple(SENTENCE_END) and after[0] not in "，,、：:的和及或等"
