"""Brackets that close an item of running text, or a part of one, and say who answers for it.

    1.修桥。（甲局负责）                        an item
    1.修桥（甲局负责）；铺路（乙局负责）。          its parts

What looks like an assignment and is none goes to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from loader.assignments.clause_words import OF_PROPOSAL, UNSETTLED
from loader.assignments.clauses import ClauseReader
from loader.assignments.explanations import explains, names_kinds
from loader.assignments.fields import OWNING, ROLES
from loader.assignments.helpers import helpers_behind, limit_behind
from loader.assignments.labels import read_label
from loader.assignments.shares import Clause, both, says_when
from loader.assignments.standing import HeldRules, Standing, find_standing
from loader.report import Report
from loader.source import Paragraph
from loader.texts.brackets import MARK, Bracket, find_brackets
from loader.texts.outline import SENTENCE_END, leading_mark

_SENTENCE = re.compile(
    r"[^。；;！，,、：:（）()]{6,}$|[，,、][^。；;！（）()]{2,}$"
    r"|[\u4e00-\u9fff]{2}(?:建设|改造|[整防]治|治理|工程|项目)$"
)
"""Words before a bracket that are a sentence, or a short title of work: 沼气池建设（县农业局）."""

_BODY = re.compile(
    r"(?:[局委办厅院室署]|(?<![全内外])部|(?<![社机展大峰盛])会|(?<![运施推执进举实试先通出航旅暂现])行"
    r"|[\u4e00-\u9fff]{2}(?<![办代等各此几数两多出何余用分])处|(?:管理|监管|监督|财务|计划|规划|法规|综合|人事|业务|建设|审批|教育|执法|安全)[科股]"
    r"|政府|公司|集团|中心|部门|供销社|[工商妇残文侨科社]联|[^车]站|[^厕]所|大队|中队"
    r"|^[省市县区州旗盟](?![道内级直属域])[\u4e00-\u9fff]{2,}[队段])$"
)
"""The ends of names that are no places: a bracket of towns alone assigns nothing. 运行 is none."""

_WITHIN = re.compile("(?![省市县区州镇乡国中各])[^、，,；;]{1,8}[室处科组队股]")
"""A part of the body that stands before its bracket: 国务院办公厅（督查室）."""

_OF_ANY = re.compile("(?:单位|部门|机构|[处科股]室|[、或和及])+")
"""What a bracket says that names a kind of bodies and none: 牵头处室（单位）."""

_ALONE = re.compile(r"[（(〔\[【].*[）)〕\]】][。；;]?")
_AROUND = "（(〔[【】]〕)）。；;"
"""A bracket that is a line of its own, and what stands around what it says."""

_OF_ISSUERS = re.compile(
    "括号[内里中](?:所[列注])?的?(?:机关|部门|单位|内容|文字)?(?:均|都)?(?:[为是系]|注明)[^，。；：]{0,8}"
    "(?:制定|发布|印发|出台|颁布|公布|发文|解释|提供|依据|来源|出处|文号)"
)
"""A note on brackets that name who issued what stands before them: 括号内为政策制定机关及文号."""

_ASIDE = re.compile(r"(?<=[^。；;！\s])[（(](?P<inner>[^（()）。；;]{1,30})[）)]")
"""A bracket within the sentence that another closes: 出口（含加工贸易）增长12%（市商务局）."""

_GOES_ON = re.compile("[，,、]|以?及|和|并")
"""What joins work to the work before it in a sentence."""

_VERB = re.compile("牵头|负责|参与|参加|配合|协助|协办|指导|落实")
"""What a bracket that nothing closes may end with."""

_ASTRAY = "looks like an assignment, but is not at the end of an item or names no unit"
_EXPLAINS = "says who does something beside the work, and so charges nobody with it"
_COMMAS = tuple("，,；;")
_BESIDE = 60
"""Characters before and after a bracket that tell whether it ends an item."""


@dataclass(frozen=True)
class Closed:
    """A bracket, what it says, the rules that it states, and what follows those whom it names."""

    bracket: Bracket
    clause: Clause
    standing: Standing
    unread: str = ""


@dataclass(frozen=True)
class BracketReader:
    """Finds the brackets of paragraphs that close items or parts of them."""

    reader: ClauseReader
    report: Report
    rules: HeldRules

    def are_bare(self, lines: list[Paragraph]) -> bool:
        """Tell whether brackets of bare units close items here: two at least, and no note says
        that they are issuers.
        """
        if any(_OF_ISSUERS.search(line.text) for line in lines):
            return False
        found = (
            bracket
            for line in lines
            for bracket in find_brackets(line.text)
            if self._is_bare(line.text, bracket)
        )
        return len(list(islice(found, 2))) == 2

    def close_unmarked(self, section: list[Paragraph]) -> bool:
        """Tell whether brackets on lines of their own close items without marks, two at least.

        They stand in the lines of one section, whose title is then no part of the first of them.
        """
        alone = [line for line in section if _ALONE.fullmatch(line.text)]
        if len(alone) < 2 or any(line.mark or MARK.match(line.text) for line in section):
            return False
        return all(self.reader.for_brackets.read(line.text.strip(_AROUND)).shares for line in alone)

    def close_points(self, section: list[Paragraph]) -> bool:
        """Tell whether the lines of a section are points, and bare units in a bracket close one."""
        if not section or not (section[0].mark or MARK.match(section[0].text)):
            return False
        texts = (line.text for line in section)
        return any(self._is_bare(text, one) for text in texts for one in find_brackets(text))

    def behind(self, lines: list[Paragraph], position: int, found: list[Closed]) -> list[Paragraph]:
        """Return the words of a line behind the last bracket `found` that the next line closes.

        1.修桥。（A负责）铺路。 / （B负责）  has a part that a bracket on a line of its own closes.
        """
        line, below = lines[position], lines[position + 1 : position + 2]
        words = line.text[found[-1].bracket.end :].strip("。；; ") if found else ""
        if not words or not below or MARK.match(below[0].text):
            return []
        label = read_label(below[0].text, self.reader.registers)
        if not _ALONE.fullmatch(below[0].text) and not (label and label.field in ROLES):
            return []
        mark = line.mark or leading_mark(line.text)
        return [line.with_words(words, mark=mark)]

    def _is_bare(self, text: str, bracket: Bracket) -> bool:
        """Tell whether a bracket at the end of a sentence holds units and nothing else."""
        before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
        after = text[bracket.end : bracket.end + _BESIDE].lstrip()
        is_line = not before and not after
        before = self._without_asides(before)
        after_sentence = is_line or before[-1:] in tuple("。；;！」”』")
        in_sentence = after[:1] in ("", "。", "；", ";") and _SENTENCE.search(before)
        if not (after_sentence or in_sentence):
            return False
        if not _ends_item(text, bracket) and not (after[:1] and not _BODY.search(before)):
            return False
        if names_kinds(text, bracket):
            return False
        if in_sentence and _BODY.search(before) and _WITHIN.fullmatch(bracket.inner):
            return False
        clause = self.reader.read(bracket.inner, "responsible")
        if self._are_told():
            return clause.is_assignment and not _OF_ANY.fullmatch(bracket.inner)
        return assigns_to_body(clause)

    def _without_asides(self, words: str) -> str:
        """Return the words of a sentence without brackets, but for one at its end of bodies."""
        last = [one for one in _ASIDE.finditer(words) if one.end() == len(words)]
        if any(assigns_to_body(self.reader.read(o["inner"], "responsible")) for o in last):
            return words
        return _ASIDE.sub("", words)

    def _are_told(self) -> bool:
        """Tell whether a note says what those in brackets are: 括号内为责任单位, 排在首位的牵头."""
        placed = self.rules.standing.placed
        return placed.bracketed is not None or placed.ranked

    def find(self, text: str, paragraph: Paragraph, *, bare: bool) -> Iterator[Closed]:
        """Yield the brackets of `text` that assign work, those side by side as one."""
        found = _with_help_joined(text, list(self._assigning(text, paragraph, bare=bare)))
        held: Closed | None = None
        for one, behind in zip_longest(found, found[1:]):
            between = text[held.bracket.end : one.bracket.start] if held else ""
            if held and self._is_aside(held, one, between):
                self._leave_out(text, held.bracket, paragraph)
                held = None
            if held and not between.strip("。；; \u3000"):
                held = _joined(held, one)
            else:
                if held:
                    yield held
                held = None
                if says_when(one.clause):
                    continue
                closes = _closes_part(text, one.bracket, behind.bracket if behind else None)
                held = one if closes else None
            if held is None:
                self._leave_out(text, one.bracket, paragraph)
            elif one.unread:
                message = "a bracket says it behind those whom it names, and no rule reads it"
                self.report.add("unread", paragraph, one.unread, message)
        if held:
            yield held

    def _is_aside(self, held: Closed, one: Closed, between: str) -> bool:
        """Tell whether bare names stand in brackets before those who answer: `one` says who do.

        建站（县医院、各卫生院）。（县卫健委负责）
        """
        is_bare = not self.reader.for_brackets.read(held.bracket.inner).is_assignment
        says_who = any(share.role in OWNING for share in one.clause.shares)
        is_told = self.reader.for_brackets.read(one.bracket.inner).is_assignment
        is_beside = not between.strip("。；; \u3000")
        return is_beside and is_bare and says_who and (is_told or "。" in between)

    def _assigning(self, text: str, paragraph: Paragraph, *, bare: bool) -> Iterator[Closed]:
        """Yield the brackets of `text` that name units in roles, outer ones before inner ones."""
        taken = 0
        for bracket in find_brackets(text):
            if bracket.start < taken:
                continue
            closed = self._with_helpers(text, self._read(text, bracket, bare=bare))
            if closed.clause.shares and explains(text, bracket, closed.clause):
                self._leave_out(text, bracket, paragraph, _EXPLAINS)
            elif closed.clause.is_assignment or (taken and says_when(closed.clause)):
                taken = closed.bracket.end
                yield closed
            elif closed.clause.shares or self._speaks_of_roles(bracket.inner):
                self._leave_out(text, bracket, paragraph)

    def _with_helpers(self, text: str, closed: Closed) -> Closed:
        """Return `closed` with the words behind it that say who helps or when: （A负责）B配合。"""
        found = helpers_behind(text, closed.bracket.end, closed.clause, self.reader)
        found = found or limit_behind(text, closed.bracket.end, closed.clause, self.reader)
        if found is None:
            return closed
        whole = replace(closed.bracket, end=found[0])
        return replace(closed, bracket=whole, clause=both(closed.clause, found[1]))

    def _read(self, text: str, bracket: Bracket, *, bare: bool) -> Closed:
        """Return what `bracket` says: all of it, or only who answers, where more follows."""
        standing = find_standing(OF_PROPOSAL.sub("", bracket.inner), self.reader)
        clause = self.reader.for_brackets.read(standing.text)
        tells_all = clause.is_assignment and not clause.rest
        if not tells_all and (standing.first_is_lead or (bare and self._is_bare(text, bracket))):
            clause = self.reader.for_brackets.read(standing.text, "responsible")
        if clause.is_assignment:
            return Closed(bracket, clause, standing)
        if not bracket.is_closed and "。" in bracket.inner:
            return self._read(text, _ended_by_stop(bracket), bare=bare)
        if not bracket.is_closed and (ended := self._ended_by_verb(bracket)):
            return self._read(text, ended, bare=bare)
        start, unread = self.reader.for_brackets.read_partly(standing.text)
        return Closed(bracket, start if start.shares else clause, standing, unread)

    def _ended_by_verb(self, bracket: Bracket) -> Bracket | None:
        """Return `bracket`, which nothing closes, as if the last of its verbs did that can.

        （A牵头，B参与铺路三公里。 names A and B, and what is to be done next.
        """
        for verb in reversed(list(_VERB.finditer(bracket.inner))):
            inner = bracket.inner[: verb.end()]
            if (
                verb.end() < len(bracket.inner)
                and self.reader.for_brackets.read(inner).is_assignment
            ):
                return _cut(bracket, inner)
        return None

    def _leave_out(
        self, text: str, bracket: Bracket, paragraph: Paragraph, message: str = _ASTRAY
    ) -> None:
        self.report.add("unused", paragraph, text[bracket.start : bracket.end], message)

    def _speaks_of_roles(self, inner: str) -> bool:
        is_role = self.reader.split_verb(inner)[1] is not None
        return len(inner) < 200 and (is_role or UNSETTLED.search(inner) is not None)


def assigns_to_body(clause: Clause) -> bool:
    """Tell whether a clause assigns work, and not to towns alone."""
    units = (share.unit for share in clause.shares)
    named = any(unit.collective or _BODY.search(unit.surface) for unit in units)
    return clause.is_assignment and named


def _with_help_joined(text: str, found: list[Closed]) -> list[Closed]:
    """Return `found` with who helps, in a bracket within the first clause, beside who answers.

    修桥（A配合），年底通车。（B负责） is one item. Where more brackets assign, each is of its part.
    """
    if len(found) != 2 or not found[0].clause.only_helps or found[1].clause.only_helps:
        return found
    within = text[found[0].bracket.end : found[1].bracket.start].rstrip("。；; ")
    if not within.startswith(_COMMAS) or "。" in within:
        return found
    return [replace(found[1], clause=both(found[1].clause, found[0].clause))]


def _joined(first: Closed, second: Closed) -> Closed:
    """Return two brackets side by side as one: 【责任单位：…】（市领导：…）."""
    return Closed(
        replace(first.bracket, end=second.bracket.end),
        both(first.clause, second.clause),
        first.standing if first.standing.states_rule else second.standing,
    )


def _ended_by_stop(bracket: Bracket) -> Bracket:
    """Return `bracket`, which nothing closes, as if its first full stop did: （A负责。Work."""
    return _cut(bracket, bracket.inner.partition("。")[0])


def _cut(bracket: Bracket, inner: str) -> Bracket:
    return replace(bracket, end=bracket.start + 1 + len(inner), inner=inner)


def _closes_part(text: str, bracket: Bracket, behind: Bracket | None) -> bool:
    """Tell whether `bracket` closes an item or a part of one: `behind` is the next that assigns.

    修路（A负责）。架桥（B负责）；植树（C负责），立碑（D负责）。 are four. Behind a comma the
    sentence goes on: there another bracket must close what follows in it. So it must where a comma
    stands before the bracket: 修路，（A负责）架桥；（B负责）.
    """
    after = text[bracket.end : bracket.end + _BESIDE].lstrip()
    if _ends_item(text, bracket) or after[:1] in tuple("。；;"):
        return True
    before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
    if behind is None or not (_GOES_ON.match(after) or before.endswith(_COMMAS)):
        return False
    between = text[bracket.end : behind.start]
    return "。" not in between.rstrip("。") and _ends_clause(text, behind)


def _ends_clause(text: str, bracket: Bracket) -> bool:
    after = text[bracket.end : bracket.end + _BESIDE].lstrip()
    before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
    is_behind = before.endswith((*_COMMAS, *SENTENCE_END))
    return is_behind or after[:1] in ("", *"。；;，,、") or _GOES_ON.match(after) is not None


def _ends_item(text: str, bracket: Bracket) -> bool:
    """Tell whether nothing of the same sentence follows `bracket`."""
    rest = text[bracket.end : bracket.end + _BESIDE].lstrip("）)〕]】")
    after = rest.lstrip("。；;.， " if not rest.strip("。；;. ") else "。；; ")
    if not after or MARK.match(after) or after[0] in "（(〔[【":
        return True
    before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
    return before[-1:] in tuple(SENTENCE_END) and after[0] not in "，,、：:的和及或等"
