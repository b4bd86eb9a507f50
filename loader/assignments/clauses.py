"""Clauses that assign work: `A、B牵头，C等按职责分工负责`, `牵头单位：A；配合单位：B、C`.

A clause is cut at its commas and semicolons. A piece that ends in a word of a role (a verb of
`role_words.csv`) gives that role to its units and to those of the pieces before it that have none
yet; in a bracket where nobody else answers, who helps is the last piece alone: A、B，C配合. A label
(`columns.csv`) gives its role to what follows. What is a unit is for `units.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby, pairwise

from loader.assignments.clause_words import (
    AFTER,
    BARS,
    BRACKETED_MANNER,
    BY_DATE,
    DATE_BEHIND,
    DENIED,
    DENIES,
    KIND_OF_WORK,
    LONG_LABELS,
    NEGATION,
    ORDER,
    SCHEDULE,
    SHORT_LABEL,
    TOGETHER,
    UNSETTLED,
    is_date,
    with_groups_apart,
    with_marks_as_verbs,
    with_parts_as_verbs,
    with_sides_labelled,
    with_words_whole,
)
from loader.assignments.fields import OWNING, PEOPLE, ROLES
from loader.assignments.labels import find_labels, read_bare_label
from loader.assignments.leading_words import with_leading_words_labelled, with_verbs_apart
from loader.assignments.plausibility import are_mostly_plausible, are_plausible, may_be_body
from loader.assignments.shares import Clause, Share, role_beside
from loader.assignments.verbs import VerbReader
from loader.registers.registers import Registers
from loader.texts.brackets import split_outside
from loader.texts.called_in import with_partners_called
from loader.texts.leaders import read_overseers
from loader.texts.people import (
    WHOLE_NAME,
    names_officials,
    split_off_people,
    split_people,
    with_heads_bare,
    without_telephones,
)
from loader.texts.units import SLASH, Unit, apart_from_leaders, split_list, with_stops

_ORDER = re.compile(f"^{ORDER}由?")
_LABEL = re.compile(
    r"^\s*(?P<label>[^：:（）()，,；;。、]{2,12})\s*[：:]\s*(?P<rest>.*)$", re.DOTALL
)

_JOINTLY = re.compile(f"(?:共同|联合|协同|一起)*{AFTER}*$")
"""How what they do together ends: 与市统计局共同完成."""

_SEPARATORS = "，,；;。\n"

_FEWEST_SURE = 4
"""Names of a list of which one or the other may be of an unknown kind: 五金城."""

_OF_PLACE = re.compile(
    "[省市县区州旗镇乡村庄屯沟湾寨店集铺街园湖河山港桥坝岭坪塘口]$|^(?:高新|经开)"
)
"""How names of places end, and the short names of zones."""

_MOST_PIECES = 12
"""Pieces of a clause that is read in part; a bracket that has more says something else."""


@dataclass(frozen=True)
class ClauseReader:
    """Reads clauses with the words of the registers.

    `in_bracket`: they stand in a bracket, where words give a role that have an object elsewhere:
    A推动 there, 推动改革 in a sentence.
    """

    registers: Registers
    in_bracket: bool = False

    @cached_property
    def for_brackets(self) -> ClauseReader:
        """The same reader for what stands in brackets."""
        return replace(self, in_bracket=True)

    @cached_property
    def _verbs(self) -> VerbReader:
        return VerbReader(self.registers, self.in_bracket)

    def split_verb(self, piece: str) -> tuple[str, str | None]:
        """Return the units of `piece` and the role of the verb that ends it, if one does."""
        return self._verbs.split(piece)

    def read(self, text: str, role: str | None = None) -> Clause:
        """Return what `text` says; `role` is for units that the text gives none.

        A text that is no clause comes back with what was not understood in `rest`.
        """
        if (text, role) not in self._kept:
            self._kept[text, role] = self._read(text, role)
        kept = self._kept[text, role]
        return Clause([*kept.shares], [*kept.deadlines], [*kept.rest])

    @cached_property
    def _kept(self) -> dict[tuple[str, str | None], Clause]:
        """What was read before: several ways to read a document look at the same brackets."""
        return {}

    def _read(self, text: str, role: str | None) -> Clause:
        text, talk = self._without_talk(text)
        clause = Clause(rest=[talk] if talk else [])
        pending: list[str] = []
        labelled = verbal = False
        for printed in split_outside(self._set_apart(text), _SEPARATORS):
            label, piece = self._label(printed)
            piece = self._without_part(piece)
            if not (label or labelled) and UNSETTLED.search(piece):
                clause.rest.append(piece)
                continue
            if self._is_denied(piece):
                continue
            if label:
                label = role if role in PEOPLE and self._helps(label, piece) else label
                self._settle(pending, role, clause, is_labelled=labelled)
                pending, role, labelled, verbal = [], label, True, False
            elif labelled and not verbal and pending and self._gives_other(piece, role):
                self._settle(pending, role, clause, is_labelled=True)
                pending = []
            pending = self._piece(piece, pending, role, clause)
            verbal |= bool(clause.shares) and not pending
        self._settle(pending, role, clause, is_labelled=labelled)
        units = with_stops((share.unit for share in clause.shares), text)
        clause.shares = [replace(o, unit=u) for o, u in zip(clause.shares, units, strict=True)]
        return clause

    def read_partly(self, text: str) -> tuple[Clause, str]:
        """Return what `text` says without one piece, or the longest start that assigns work.

        With it comes what is left out: 财政部负责，地方参照执行 says who is responsible, and more.
        """
        pieces = list(split_outside(text, _SEPARATORS))
        if len(pieces) > _MOST_PIECES:
            return Clause(), ""
        for left_out in range(1, len(pieces)):
            clause = self.read("，".join(pieces[:left_out] + pieces[left_out + 1 :]))
            if clause.is_assignment:
                return clause, pieces[left_out]
        for count in range(len(pieces) - 2, 0, -1):
            clause = self.read("，".join(pieces[:count]))
            if clause.is_assignment:
                return clause, "，".join(pieces[count:])
        return Clause(), ""

    def _set_apart(self, text: str) -> str:
        """Return `text` with its pieces apart where only white space or nothing separates them.

        A牵头、B配合 and A牵头 B配合 are two pieces, 牵头单位：A 配合单位：B too.
        """
        text = DATE_BEHIND.sub("；", with_partners_called(with_heads_bare(text)))
        text = with_verbs_apart(text, self.registers)
        text = with_leading_words_labelled(text, self.registers)
        text = with_sides_labelled(text, self.registers.role_of_label)
        text = SHORT_LABEL.sub(lambda found: LONG_LABELS[found[1]], text)
        text = BARS.sub("；", BRACKETED_MANNER.sub(r"\g<manner>", text))
        text = with_groups_apart(with_words_whole(text) if self.in_bracket else text)
        text = with_marks_as_verbs(with_parts_as_verbs(text) if self.in_bracket else text)
        text = self._verbs.in_list.sub(r"\g<0>，", text)
        starts = [label.start for label in find_labels(text, self.registers)]
        starts = sorted({*starts, *(one.start(1) for one in self._verbs.label.finditer(text))})
        cuts = [0, *(start for start in starts if start), len(text)]
        return "；".join(text[start:end] for start, end in pairwise(cuts))

    def _without_talk(self, text: str) -> tuple[str, str]:
        """Return `text` without the sentences behind the last names of people, and these.

        责任人：王明。全面负责工程建设 names one.
        """
        labels = list(find_labels(text, self.registers)) if "。" in text.strip()[:-1] else []
        start = labels[-1].end if labels and labels[-1].field in PEOPLE else len(text)
        stop = text.find("。", start)
        talk = text[stop + 1 :].strip() if stop >= 0 else ""
        pieces = filter(None, map(str.strip, split_outside(talk, _SEPARATORS)))
        says = any(self.split_verb(piece)[1] or is_date(piece) for piece in pieces)
        return (text, "") if says or not talk or names_officials(talk) else (text[:stop], talk)

    def opens(self, piece: str) -> bool:
        """Tell whether `piece` begins with a label that gives a role: 牵头：市发改委."""
        return self._label(piece)[0] in ROLES

    def _label(self, piece: str) -> tuple[str | None, str]:
        """Return the role that `piece` begins with as a label, and what follows."""
        match = _LABEL.match(piece)
        field_ = self.registers.role_of_line(match["label"]) if match else None
        if match is None or (field_ not in ROLES and field_ != "deadline"):
            return read_bare_label(piece.strip(), self.registers) or (None, piece)
        return field_, match["rest"]

    def _without_part(self, piece: str) -> str:
        """Return `piece` without the part of the work that it is about: 教育装备：省教育厅牵头."""
        match = _LABEL.match(piece) if self.in_bracket else None
        return match["rest"] if match and self._names_units(match["rest"]) else piece

    def _is_denied(self, piece: str) -> bool:
        """Tell whether `piece` names those who do not do the work: 不由甲局负责."""
        if not NEGATION.search(piece):
            return False
        units, role = self.split_verb(piece.strip())
        denies = DENIES.match(piece.strip()) or DENIED.search(units)
        return role is not None and denies is not None

    def _piece(self, piece: str, pending: list[str], role: str | None, clause: Clause) -> list[str]:
        """Add what `piece` says to `clause`; return the pieces that still wait for a role."""
        piece = _ORDER.sub("", piece.strip().removeprefix("、"))
        tells_kind = self.in_bracket and not pending and KIND_OF_WORK.fullmatch(piece)
        if not piece or tells_kind or (SCHEDULE.match(piece) and not is_date(piece)):
            return pending
        if role == "deadline" or (is_date(piece) and not self.registers.role_of(piece)):
            clause.deadlines.append(piece)
            return pending
        if self.in_bracket and (date := BY_DATE.match(piece)):
            clause.deadlines.append(date[0])
            piece = piece[date.end() :]
            if not self._names_units(piece):
                return pending
        if leaders := read_overseers(piece):
            clause.shares += [Share(ROLES["supervising"], Unit(name)) for name in leaders]
            return pending
        units, verb_role = self.split_verb(piece)
        if verb_role is None:
            return self._joined(piece, pending, clause)
        manner = piece.removeprefix(units)
        severally = "分别" in manner
        is_shared = sum("会同" in one for one in (*pending, units)) > 1
        units, _, others = units.partition("会同")
        if role in PEOPLE:
            self._settle(pending, role, clause)
            pending = []
        roles = {share.role for share in clause.shares}
        if verb_role == "responsible" and roles & OWNING and manner.startswith("协同"):
            verb_role = "supporting"
        is_owned = verb_role in OWNING or bool(roles & OWNING)
        before = "responsible" if self.in_bracket and not is_owned else verb_role
        for with_called, names in groupby(pending, lambda one: one if "会同" in one else ""):
            first, _, called = with_called.partition("会同")
            own = before if is_shared else role_beside(called, before, first)
            self._settle(list(names), own, clause, severally=severally)
        owners = "、".join([*pending, units])
        beside = verb_role if ROLES["lead"] in roles else role_beside(others, verb_role, owners)
        self._settle([units], beside, clause, severally=severally)
        self._settle([others], verb_role if verb_role == "guiding" else "supporting", clause)
        return []

    def _joined(self, piece: str, pending: list[str], clause: Clause) -> list[str]:
        """Add those with whom the work is done, 会同市财政局; else `piece` waits for its role.

        The verb of 由甲局，乙局负责 stands in a later piece.
        """
        together = TOGETHER.match(piece)
        units = _JOINTLY.sub("", piece[together.end() :]) if together else ""
        if not units or not are_plausible(split_list(units), self.registers):
            doers = piece.removeprefix("由")
            are_named = doers != piece and are_plausible(split_list(doers), self.registers)
            return [*pending, doers if are_named else piece]
        self._settle([units], "supporting", clause)
        return pending

    def _helps(self, label: str, piece: str) -> bool:
        """Tell whether a label behind one of people names people: 分管领导：王明，协助：江红."""
        names = split_people(piece) if label == "supporting" else []
        bodies = filter(self.registers.ends_like_unit, names)
        return bool(names) and not any(bodies) and all(map(WHOLE_NAME.fullmatch, names))

    def _gives_other(self, piece: str, role: str | None) -> bool:
        """Tell whether a verb gives `piece` another role than the label before it has.

        Those between the two have that of the label, 牵头单位：A，B配合, unless another verb stands
        before them: 责任分工：A牵头，B，C配合.
        """
        verb_role = self.split_verb(piece.strip())[1]
        is_other = verb_role is not None and verb_role != role
        return is_other and role in ROLES and role not in PEOPLE

    def _names_units(self, piece: str) -> bool:
        units, verb_role = self.split_verb(piece)
        return verb_role is not None and are_plausible(split_list(units), self.registers)

    def _settle(
        self,
        pieces: list[str],
        role: str | None,
        clause: Clause,
        *,
        is_labelled: bool = False,
        severally: bool = False,
    ) -> None:
        """Give `role` to the units of `pieces`, or note the pieces as not understood.

        Behind a label, and in a longer list, a few names may be of kinds that no register knows.
        """
        is_behind = False
        for piece in filter(None, map(str.strip, pieces)):
            if role in PEOPLE:
                clause.shares += [Share(ROLES[role], Unit(name)) for name in split_people(piece)]
                continue
            bodies, heads = self._without_heads(piece) if role else (piece, [])
            units = split_list(bodies)
            units = [replace(unit, behind=SLASH) for unit in units] if is_behind else units
            is_behind = any(SLASH in unit.behind for unit in units)
            leaders, units = apart_from_leaders(units) if role else ([], units)
            clause.shares += [Share(ROLES["supervising"], unit) for unit in leaders]
            if leaders and not units:
                continue
            is_list = is_labelled or len(units) >= _FEWEST_SURE
            named = are_plausible(units, self.registers) or (
                is_list and are_mostly_plausible(units, self.registers)
            )
            given = role or ("responsible" if any(unit.role for unit in units) else None)
            if given in OWNING and not named and clause.shares and self._are_people(units):
                clause.shares += [Share(ROLES["supervising"], unit) for unit in units]
                continue
            if given is None or not named:
                clause.rest.append(piece)
                continue
            clause.shares += [Share(u.role or given, u, severally) for u in units]
            clause.shares += [Share(ROLES["in_charge"], Unit(name), of_body=True) for name in heads]

    def _are_people(self, units: list[Unit]) -> bool:
        """Tell whether names behind bodies in a bracket are of people: A牵头，B配合，李卫东负责."""
        names = [unit.surface for unit in units]
        are_whole = bool(names) and all(map(WHOLE_NAME.fullmatch, names))
        places = self.registers.divisions.all_names
        others = (
            n in places or may_be_body(n, self.registers) or _OF_PLACE.search(n) for n in names
        )
        return self.in_bracket and are_whole and not any(others)

    def _without_heads(self, piece: str) -> tuple[str, list[str]]:
        """Return a list of bodies without the people named behind them, 甲局（王明）, and these."""
        is_body = partial(may_be_body, registers=self.registers)
        return split_off_people(without_telephones(piece), is_body)
