"""Prose that says within an item who does it, before the work or beside each part of it.

（一）治理污水。由市水务局牵头，市财政局配合，6月底前建成两座泵站。
（二）美化街区。市城管局负责拆除违建，市园林局负责补植行道树。

So plans speak. In regulations, reports and notices of meetings the same words tell who is
competent, what was done, or who sees to the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from loader.assignments.clause_words import with_objects_as_verbs
from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import OWNING, PEOPLE, ROLES
from loader.assignments.plausibility import are_plausible
from loader.assignments.shares import Clause, Share, role_beside
from loader.documents.lines import is_of_letter
from loader.running.prose_words import (
    ACTS,
    APPROVES,
    ASIDE,
    ASKED,
    BEFORE,
    BY,
    CALLS_IN,
    DATE_ALONE,
    DONE,
    FEWEST,
    IS_OWNER,
    JOINED,
    MECHANISM,
    NAMED_OWNER,
    NO_BODY,
    NO_TASK,
    NO_WORK,
    OF_ABOVE,
    OF_DUTY,
    OF_MEETING,
    OPENING_ORDER,
    ORDERED,
    ORDINAL,
    OVERSEES,
    PAST,
    PROPOSES,
    STOPS,
    TO_ACT,
    TO_JOIN,
    TO_OWNERS,
    TOGETHER,
    VERB,
    VERB_IN_LIST,
    VERBAL,
    WHICH_WORK,
    WITH,
    WORK,
)
from loader.running.sections import State
from loader.source import Paragraph
from loader.texts.brackets import split_outside
from loader.texts.called_in import with_partners_called
from loader.texts.leaders import read_leaders, read_overseers
from loader.texts.outline import style_of, without_mark
from loader.texts.people import names_officials, split_people
from loader.texts.units import Unit, split_list


def _holds_work(clause: Clause) -> bool:
    """Tell whether what a clause has as its dates says what is done by then: 9月底前改造街巷."""
    return any(len(DATE_ALONE.sub("", said)) >= FEWEST for said in clause.deadlines)


@dataclass(frozen=True)
class ProseReader:
    """Finds whom the sentences of a paragraph charge with its work."""

    reader: ClauseReader

    def told(self, paragraph: Paragraph, state: State, closing: Clause) -> Clause | None:
        """Return whom the prose of a plan charges, if that is more than its last sentence says.

        A line without a mark, and no title above it, must say who leads, or who helps too.
        """
        told = self.read(paragraph.text) if state.is_plan else None
        text = paragraph.text
        if told is None or is_of_letter(text) or TO_OWNERS.search(text):
            return None
        if OF_ABOVE.match(paragraph.text) and not any(map(style_of, state.pending)):
            return None
        above = state.pending if paragraph.text.startswith("由") else state.pending[-1:]
        is_of_point = any(map(style_of, (paragraph, *above)))
        is_of_point = is_of_point or ORDINAL.match(paragraph.text) is not None
        is_of_point = is_of_point or paragraph in state.charged
        roles = {share.role for share in told.shares}
        if not is_of_point and ROLES["lead"] not in roles and not (roles & OWNING < roles):
            return None
        known, said = ({(one.role, one.unit.surface) for one in c.shares} for c in (told, closing))
        if known < said or (known == said and not _holds_work(closing)):
            return None
        others = [one for one in closing.shares if (one.role, one.unit.surface) not in known]
        return Clause([*told.shares, *others], closing.deadlines)

    def read(self, text: str) -> Clause | None:
        """Return whom `text` charges, None if nobody; a group alone must be told so by a 由.

        Who is told to act counts beside those. What a bracket says is read where brackets are.
        """
        shares: dict[tuple[str, str], Share] = {}
        told: list[Share] = []
        is_charged = False
        words = without_mark(text)
        plain = with_partners_called(MECHANISM.sub("", ASIDE.sub("", words)))
        for n, sentence in enumerate(split_outside(plain, STOPS)):
            if NO_TASK.search(sentence) or OF_MEETING.match(sentence.strip()):
                continue
            told += self._told_to_act(sentence)
            for share, by in self._sentence(sentence, opens=n == 0 or words != text):
                shares.setdefault((share.role, share.unit.surface), share)
                is_charged |= share.role in OWNING and (by or not share.unit.collective)
        is_led = any(role == ROLES["lead"] for role, _ in shares)
        charged = {surface for _, surface in shares}
        for share in () if is_led else told:
            if share.unit.surface not in charged:
                shares[share.role, share.unit.surface] = share
        return Clause(list(shares.values())) if is_charged else None

    def _sentence(self, sentence: str, *, opens: bool) -> Iterator[tuple[Share, bool]]:
        """Yield who is charged in a sentence, and whether a 由 says so of its first clause.

        One that opens a text, or of a point, may charge those with whose names it begins:
        A会同B修桥.
        """
        role: str | None = None
        waiting = ""
        held: list[Share] = []
        by = is_condition = False
        for printed in split_outside(VERB_IN_LIST.sub("，", sentence), "，,"):
            if is_condition and BY.match(printed.strip()):
                return
            is_condition = printed.endswith("的")
            piece = f"{waiting}、{printed}" if waiting else printed
            by_words = BY.match(printed.strip())
            if by_words and (BEFORE.search(by_words["what"]) or PAST.match(by_words["what"])):
                waiting = ""
                continue
            if by_words and not by_words["what"].endswith("的"):
                piece, by = by_words["rest"], True
            shares = self._piece(piece.strip()) or self._piece(printed.strip())
            if role in OWNING and not shares:
                shares = self._lending(printed.strip())
            together = TOGETHER.match(piece) if role in OWNING and not shares else None
            if together:
                shares = self._partners(together["units"])
            elif not shares and (TO_JOIN.search(printed) or (opens and CALLS_IN.match(sentence))):
                shares = self._told_to_join(printed.strip())
            elif by_words and not shares:
                shares = self._joined_by(piece) or self._proposing(by_words)
            ordered = None if shares else ORDERED.match(piece.strip())
            if ordered:
                shares = self._ordered(ordered["who"])
            waiting = piece if not shares and self._units(piece.strip()) else ""
            role = shares[0].role if shares else role
            if by_words and not shares:
                held = held or self._acting(by_words["rest"])
            elif shares:
                yield from ((share, True) for share in held)
                held = []
            yield from ((share, by) for share in shares)

    def _lending(self, piece: str) -> list[Share]:
        """Return who lends those before a hand, and no verb of a role says so: A做好保障."""
        told = with_objects_as_verbs(piece)
        return self._piece(told) if told != piece else []

    def _ordered(self, rest: str) -> list[Share]:
        """Return whom an order names before the work: 请A会同B修路 has A lead."""
        rest = ASKED.sub("", rest)
        who, _, others = rest.partition("会同")
        if others and (shares := self._shares(who, role_beside(others, "responsible", who))):
            return [*shares, *self._partners(others)]
        return self._partners(rest, ROLES["responsible"])

    def _piece(self, piece: str) -> list[Share]:
        """Return who a piece says that does work, or helps: A牵头, A负责修路, A会同B负责."""
        if named := self._overseers(piece) or self._owners(piece):
            return named
        for before, match, rest in self._tasks(piece):
            if DONE.match(rest) or WHICH_WORK.match(rest) or rest.startswith("的"):
                return []
            role = self._role(match["verb"])
            units, *joined = WITH.split(OPENING_ORDER.sub("", before), maxsplit=1)
            others = "".join(joined)
            shares = self._shares(units, role_beside(others, role, units))
            if not shares:
                continue
            partners = self._partners(rest) if match["with"] else []
            if match["with"] and not partners:
                return []
            if match["verb"] in OF_DUTY and not match["with"] and NO_WORK.match(rest) and rest:
                return []
            return [*shares, *self._shares(others, "supporting"), *partners]
        return self._verbless(piece)

    def _overseers(self, piece: str) -> list[Share]:
        return [Share(ROLES["supervising"], Unit(name)) for name in read_overseers(piece)]

    def _owners(self, piece: str) -> list[Share]:
        """Return whom a piece calls the owner, or the lead, of the work: A为项目业主.

        So does 责任单位为A.
        """
        found = IS_OWNER.match(piece)
        if found is None:
            return self._named(piece)
        role = "lead" if found["lead"] else "supporting" if found["help"] else "responsible"
        return self._shares(found["who"], ROLES[role])

    def _named(self, piece: str) -> list[Share]:
        """Return whom a piece names beside a label and 为: 牵头单位为A, 王明为责任人."""
        found = NAMED_OWNER.fullmatch(piece)
        label, who = (
            (found["label"] or found["post"], found["who"] or found["named"]) if found else ("", "")
        )
        role = self.reader.registers.role_of_label(label) if label else None
        if role in PEOPLE:
            people = split_people(who) if names_officials(who) else []
            return [Share(ROLES[role], Unit(name)) for name in people]
        return self._shares(who, ROLES[role]) if role in ROLES else []

    def _tasks(self, piece: str) -> Iterator[tuple[str, re.Match[str], str]]:
        """Yield the ways in which a verb outside of brackets cuts a piece in two."""
        for match in VERB.finditer(piece, 2):
            before = piece[: match.start()]
            if not list(split_outside(f"{before}|", "|"))[-1]:
                yield before, match, piece[match.end() :]

    def _verbless(self, piece: str) -> list[Share]:
        """Return who a piece names before a word of a role that ends it: A具体落实."""
        if piece.endswith("会同"):
            return self._shares(piece.removesuffix("会同"), "supporting")
        units, role = self.reader.split_verb(piece)
        units, _, others = units.partition("会同")
        shares = self._shares(units, role_beside(others, role, units)) if role else []
        if not shares or not others:
            return shares
        return [*shares, *(self._shares(others, "supporting") or self._partners(others))]

    def _joined_by(self, piece: str) -> list[Share]:
        """Return whom a 由 charges with others, whatever they do: 由A会同B、C研究提出意见.

        Of 由A与B共同审查 both answer alike.
        """
        match = JOINED.match(piece)
        if match is None or DONE.match(match["rest"]):
            return []
        partner = "responsible" if match["how"] == "与" else "supporting"
        others = match["rest"] if partner == "supporting" else ""
        shares = self._shares(match["who"], role_beside(others, "responsible", match["who"]))
        partners = self._partners(match["rest"], partner)
        return [*shares, *partners] if shares and partners else []

    def _told_to_act(self, sentence: str) -> list[Share]:
        """Return whom a sentence tells to do work, not to watch over it: A要抓紧修路.

        It counts beside others whom the text charges in words of roles, none of whom leads.
        """
        found = TO_ACT.match(sentence.strip())
        if found is None or OVERSEES.search(found["work"]) or not WORK.match(found["work"]):
            return []
        shares = self._shares(found["who"], ROLES["responsible"])
        return [] if any(share.unit.collective for share in shares) else shares

    def _told_to_join(self, piece: str) -> list[Share]:
        """Return whom a piece tells to do work, and what, with bodies by name: A要会同B制定方案.

        So does A会同B制定方案.
        """
        shares = self._joined_by(TO_JOIN.sub("", piece, count=1))
        work = piece.rpartition(shares[-1].unit.surface)[2] if shares else ""
        is_named = any(not share.unit.collective for share in shares[1:])
        return shares if is_named and WORK.match(work) and not OVERSEES.search(work) else []

    def _proposing(self, by: re.Match[str]) -> list[Share]:
        """Return whom a clause of its own charges to propose something: 由A、B研究提出意见."""
        match = None if by["what"] else PROPOSES.match(by["rest"])
        return self._shares(match["who"], "responsible") if match else []

    def _acting(self, rest: str) -> list[Share]:
        """Return whom a 由 charges by what they do: 由A从预备费中列支.

        It tells so where the sentence goes on with those whom it charges in words of roles.
        """
        shares = self._partners(rest, ROLES["responsible"])
        work = rest.partition(shares[-1].unit.surface)[2] if shares else ""
        acts = WORK.match(work) or ACTS.match(work)
        return shares if acts and not APPROVES.match(work) else []

    def _partners(self, rest: str, role: str = "supporting") -> list[Share]:
        """Return the bodies that `rest` begins with: 市财政局、市审计局编制方案.

        They end before the first word for work, else as late as a name may.
        """
        before_work = [match.start() for match in WORK.finditer(rest, 3)]
        for end in [*before_work, *range(len(rest), 2, -1)]:
            shares = self._shares(rest[:end], role)
            if shares:
                return shares
        return []

    def _shares(self, words: str, role: str) -> list[Share]:
        units = self._units(words)
        leaders = read_leaders(words) if words and not units else []
        named = [Share(ROLES["supervising"], Unit(name)) for name in leaders]
        return [*named, *(Share(unit.role or role, unit) for unit in units)]

    def _units(self, words: str) -> list[Unit]:
        units = split_list(words) if words else []
        if any(VERBAL.match(one.surface) or NO_BODY.search(one.surface) for one in units):
            return []
        return units if are_plausible(units, self.reader.registers) else []

    def _role(self, verb: str) -> str:
        return self._roles[verb.removeprefix("总").removesuffix("负责") or "负责"]

    @cached_property
    def _roles(self) -> dict[str, str]:
        verbs = ("牵头", "负责", "承担", "承办", "主办", "配合", "协助", "参与", "指导", "督导")
        return {verb: self.reader.registers.role_of_word(verb) or "" for verb in verbs}
