"""What closes an item of running text where no bracket does: a sentence, a label, or a dash."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.fields import PEOPLE, PERSONAL, ROLES, UNITS
from loader.assignments.helpers import helpers_before
from loader.assignments.labels import find_labels
from loader.assignments.plausibility import are_plausible
from loader.assignments.shares import Clause, both
from loader.source import Paragraph
from loader.texts.brackets import MARK, closes_bracket, find_brackets
from loader.texts.people import is_prose
from loader.texts.units import split_list

_INLINE_LABEL = re.compile(r"(?:^|(?<=[。；;！，,\s]))(?P<label>[^：:。，,；;（(\s]{2,12})[：:]")
_BY = re.compile(r"(?:(?<=[。；，,])|^)\s*(?:(?:以上|上述|此|该|本)项?(?:工作|任务|事项)?)?由(?=.)")
_LED_BEFORE = re.compile(r"(?<![。；，,\s])由[^，,。；]{2,30}(?:负责|牵头|承担|主办)")
"""What names the lead inside of a sentence: who supports it behind a comma is not all of it."""

_CHARGE = re.compile(
    r"(?:(?<=[。；，,])|^)\s*(?:以上|上述|此|该|本)项?(?:工作|任务|事项|项目|目标)由(?P<who>[^，,。；]{3,60})"
)
"""A sentence whose subject is the work itself: 此项工作由….."""

_DASHED = re.compile(
    r"^(?P<words>.{4,}?)"
    r"(?P<dash>\s*(?:[—－―]{1,3}|-{2,3}|→|：|…{2,}|[.·．]{4,})\s*|[ \u3000]{2,}"
    r"|(?<=。)[ \u3000]?(?!由)|\t+)"
    r"(?P<units>[^—－―→：:。；…]{2,300})[。；]?$"
)
_PROPOSES = re.compile("会同.{2,20}研究(?:提出|制定)$")
"""A sentence that says who does it in words that assign work in brackets only."""

_COMMA = re.compile("[，,]")
_FEWEST = 2
_LONGEST = 1_000
"""Characters at the end of a paragraph, or after a label, that a closing sentence takes."""


@dataclass(frozen=True)
class Closing:
    """What closes an item, a bracket or a sentence: the text `begin` to `end` is the item's.

    Where that is a title, the `body` behind a bracket is the item's too:
    1.扫地（A负责）。每日两次。
    """

    layout: str
    begin: int
    end: int
    clause: Clause
    body: str = ""


@dataclass(frozen=True)
class ClosingReader:
    """Finds the sentences and dashes that close paragraphs."""

    reader: ClauseReader

    def sentence(self, text: str) -> tuple[int, Clause] | None:
        """Return where the final sentence or label that assigns work begins, and what it says.

        What groups alone are told to do closes no item, unless a 由 charges them: 各部门抓好落实.
        """
        label, _, rest = text.partition("：")
        if self.reader.registers.role_of_label(label.strip()) in PEOPLE and is_prose(rest):
            return None
        for match in _INLINE_LABEL.finditer(text):
            if self.reader.registers.role_of_label(match["label"]) in ROLES:
                stated = text[match.start() : match.start() + _LONGEST]
                for words in (stated, stated.partition("。")[0]):
                    clause = self.reader.read(words)
                    if clause.is_assignment:
                        return match.start(), clause
        start = max(self._last_sentence(text), len(text) - _LONGEST)
        by_words = [match.end() for match in _BY.finditer(text, start)]
        commas = (match.end() for match in _COMMA.finditer(text, start))
        for border in (start, *by_words, *commas):
            said = text[border:].rstrip("。；")
            clause = self.reader.read(said)
            if border in by_words and not clause.is_assignment:
                clause = self._charged(said) or clause
            if border == start and not clause.is_assignment and _PROPOSES.search(said):
                clause = self.reader.for_brackets.read(said)
            begin = _before_by(text, border)
            if begin == border > start and _LED_BEFORE.search(text, start, border):
                continue
            told = begin == border and all(share.unit.collective for share in clause.shares)
            if clause.is_assignment and not told:
                return begin, clause
        return self._charge(text, start)

    def _charged(self, said: str) -> Clause | None:
        """Return what stands behind a 由 whose first words say who answers, and others more of it.

        由甲局负责，乙局督促检查。
        """
        first = self.reader.read(_COMMA.split(said)[0])
        return self.reader.for_brackets.read(said) if first.is_assignment else None

    def _charge(self, text: str, start: int) -> tuple[int, Clause] | None:
        """Return what a sentence says that charges somebody, left over what no rule reads.

        此项工作由甲局负责，乙局保障经费。
        """
        charge = _CHARGE.search(text, start)
        if charge is None or not self.reader.read(charge["who"]).is_assignment:
            return None
        clause, unread = self.reader.read_partly(text[charge.start("who") :].rstrip("。；"))
        return (charge.start(), replace(clause, rest=[unread])) if clause.shares else None

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
        Bodies that help stand there beside those who answer, too: 修路，B配合。（A负责）
        """
        alone = all(share.role in PERSONAL for share in closing.clause.shares)
        before = text[closing.begin : closing.end].rstrip()
        found = (self.sentence(before) or self.dashed(before)) if alone else None
        found = found or helpers_before(before, closing.clause, self.reader)
        if found is None:
            return closing
        start, said = found
        clause = both(closing.clause, said)
        return replace(closing, end=closing.begin + start, clause=clause)

    def holds_items(self, points: list[Paragraph]) -> bool:
        """Tell whether the lines of one section are points, one of which names units itself."""
        if not points or not (points[0].mark or MARK.match(points[0].text)):
            return False
        return any(self._names_units(line.text) for line in points)

    def _names_units(self, text: str) -> bool:
        if any(label.field in UNITS for label in find_labels(text, self.reader.registers)):
            return True
        for_brackets = self.reader.for_brackets
        clauses = [for_brackets.read(bracket.inner) for bracket in find_brackets(text)]
        found = self.sentence(text)
        clauses += [found[1]] if found else []
        return any(c.is_assignment and _are_of_units(c) for c in clauses)

    def are_dashed(self, lines: list[Paragraph]) -> bool:
        """Tell whether units behind a dash close items here: two at least.

        Where nothing but the stop of a sentence sets them apart, they close most.
        """
        points = [line.text for line in lines if MARK.match(line.text)]
        found = [_DASHED.match(text) for text in points if self.dashed(text)]
        apart = sum(1 for match in found if match and match["dash"])
        return apart >= _FEWEST or len(found) >= max(_FEWEST, len(points) / 2)

    def dashed(self, text: str) -> tuple[int, Clause] | None:
        """Return where the dash stands that only units follow, and what they are, or None."""
        match = _DASHED.match(text)
        if match is None or match["words"].endswith(tuple("、，,；和与及")):
            return None
        is_list = not MARK.match(text) and self._names_bodies(match["words"])
        if is_list or closes_bracket(match["units"]):
            return None
        clause = self.reader.read(match["units"].rstrip("。；; "), "responsible")
        return (match.start("dash"), clause) if assigns_to_body(clause) else None

    def _names_bodies(self, words: str) -> bool:
        """Tell whether what stands before a dash names bodies, too: a list in columns."""
        return are_plausible(split_list(words), self.reader.registers)


def _are_of_units(clause: Clause) -> bool:
    return any(share.role not in PERSONAL for share in clause.shares)


def _sentence_start(text: str, end: int) -> int:
    """Return where the sentence begins that ends at `end`."""
    return max((text.rfind(mark, 0, end - 1) for mark in "。；"), default=-1) + 1


def _before_by(text: str, border: int) -> int:
    """Return where a clause begins whose units begin at `border`: with its 由, if it has one."""
    by = next((match for match in _BY.finditer(text) if match.end() == border), None)
    return by.start() if by else border
