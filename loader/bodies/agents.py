"""Who is meant: from a surface, as a document prints it, to a body, a group or an official.

Registers and rules identify a body. Similarity never does: what no step knows stays unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from loader.bodies.governments import committee_of, government_of
from loader.bodies.resolution import NamingContext, Resolution, registered_agents
from loader.bodies.resolving import resolve, similar_names
from loader.bodies.seats import Territory, level_shown, name_shown
from loader.entities import Agent
from loader.registers.divisions import COUNTRY
from loader.registers.registers import Registers
from loader.texts.elisions import GOVERNMENT, MINISTRY, OF_MINISTRY, TOWN_GROUP, place_end
from loader.texts.people import bare_name
from ontology import ids, keys
from ontology.errors import RegisterError
from ontology.values import WIDE_MARKS, fold_space, fold_width

_DEPARTMENT = re.compile("[^部委局署院]{2,}(?<!公)司")
"""The name of a department of a ministry that says not of which: 规划司."""

_NAMED_ALIKE = frozenset({"unresolved", "as printed"})
"""Rules of names that other ministries may have, too."""

_MINTS = {"agency": ids.agency, "group": ids.group, "official": ids.person}


@dataclass(frozen=True)
class Directory:
    """The agents of a document of the division `code` and of `year`.

    `shown` is what the document shows of a place that is not known: its level, or a name.
    `ministry` is that which issued it alone: its departments are 部规划司, or 规划司.
    """

    registers: Registers
    code: str
    year: int | None
    shown: str = ""
    ministry: str = ""

    def informed_by(self, surfaces: Iterable[str], title: str) -> Directory:
        """Return the directory that knows the level of the units and the name in the title.

        It matters only where the place of the document is not known.
        """
        if not self.code.startswith(keys.NO_DIVISION):
            return self
        level, name = level_shown(list(surfaces)), name_shown(title)
        return replace(self, shown=name if name.endswith(level) and name else level)

    def knows(self, surface: str) -> bool:
        """Tell whether a register knows `surface`, or each of the collectives in it."""
        return all(fold_width(part) in self._bodies for part in self.take_apart(surface))

    def body(self, surface: str, prefix: str = "", end: str = "") -> Agent:
        """Return the body or group that `surface` names, else an unresolved agency.

        `prefix` is what its list said before it once for all: 省 in 省教育厅、科技厅, or the place
        of a government, whose name is whole with it: 上饶市 in 上饶市党委、政府. `end` is the kind
        that a later name of it has: 部门 for 公安 in 公安、交通部门.
        """
        if len(prefix) > 1 and (seat := self.explain(prefix + surface)).rule != "unresolved":
            return seat.agent
        if self.code == COUNTRY and (own := self._department(surface, prefix)):
            return own
        prefix = "" if prefix == MINISTRY else prefix
        alone = self.explain(surface, prefix)
        if not end or alone.rule != "unresolved":
            return alone.agent
        return self._with_end(surface, prefix, end) or alone.agent

    def _with_end(self, surface: str, prefix: str, end: str) -> Agent | None:
        """Return who `surface` is with the kind that a later name has, None if nobody known is.

        What names a line of work is no place: 财政 in 财政、城东街道办事处.
        """
        names_work = self.registers.is_line_of_work(surface)
        if end == GOVERNMENT:
            return self._government_named(surface)
        if end == TOWN_GROUP and not names_work:
            return self.explain(surface).agent
        if names_work and (end == TOWN_GROUP or place_end(f"{surface}{end}")):
            return None
        whole = self.explain(surface + end, prefix)
        return whole.agent if whole.rule != "unresolved" or names_work else None

    def _government_named(self, name: str) -> Agent | None:
        """Return the government of the one place of that name in that of the document, if any."""
        divisions = self.registers.divisions
        found = divisions.named(name, self.year)
        inside = [one for one in found if divisions.lies_in(one, self.code, self.year)]
        if len(inside) != 1:
            return None
        whole = self.explain(f"{inside[0].name}{GOVERNMENT}")
        return None if whole.rule == "unresolved" else whole.agent

    def _department(self, surface: str, prefix: str) -> Agent | None:
        """Return a department of the ministry itself, named with it: 部水运局, 规划司 behind it.

        None for what is no such name, or a body of its own: 民航局, 部海事局.
        """
        is_called_so = OF_MINISTRY.match(surface) is not None
        if not (is_called_so or prefix == MINISTRY or _DEPARTMENT.fullmatch(surface)):
            return None
        alone = self.explain(surface)
        if alone.rule not in _NAMED_ALIKE:
            return alone.agent
        bare = surface.removeprefix(MINISTRY) if is_called_so else surface
        whole = f"{self.ministry or MINISTRY}{bare}"
        is_elided = is_called_so or prefix == MINISTRY
        return self.explain(whole).agent if self.ministry or is_elided else None

    def explain(self, surface: str, prefix: str = "") -> Resolution:
        """Return who `surface` is, with the steps and the rule that say so."""
        key = (fold_space(surface), prefix)
        if key not in self._explained:
            self._explained[key] = resolve(*key, self._context)
        return self._explained[key]

    @property
    def letter(self) -> str:
        """Return the word that stands for the place of the document in it: 市 for 太仓市."""
        return self._context.territory.own.letter

    def government(self, *, party: bool) -> Agent | None:
        """Return the government of the document's place, or its Party committee, if it is known."""
        own = self._context.territory.own
        found = committee_of(own) if party else government_of(own)
        return self._context.registered_twin(found) if found else None

    def hint(self, agent: Agent) -> str:
        """Return in words what an unresolved agent may be: one of similar names, or a part of one.

        A name that a line or a cell cut in two is the beginning or the end of a line of work.
        """
        similar = "、".join(self.similar(agent))
        found = f" (it looks like {similar})" if similar else ""
        is_cut = agent.kind == "agency" and self.registers.is_part_of_line(agent.name)
        return found + " (it may be a part of a name that a line or a cell cut)" * is_cut

    def similar(self, agent: Agent) -> list[str]:
        """Return names of bodies that look like that of an unresolved one: a hint, no result."""
        if agent.kind != "agency":
            return []
        if agent.name not in self._similar:
            self._similar[agent.name] = similar_names(agent.name, self._context)
        return self._similar[agent.name]

    @cached_property
    def _similar(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _explained(self) -> dict[tuple[str, str], Resolution]:
        return {}

    @cached_property
    def _context(self) -> NamingContext:
        registers = self.registers
        territory = Territory(
            registers.divisions, self.code, self.year, self.shown, registers.zone_names
        )
        return NamingContext(self.registers, territory, self._bodies)

    def group(self, surface: str) -> Agent:
        """Return the group that `surface` names, else an unresolved one."""
        return self._bodies.get(fold_width(surface)) or self._unresolved(surface, "group")

    def official(self, surface: str) -> Agent:
        """Return the official whose name, with or without post, is `surface`, else a new one.

        The head of a body without a name, 公安局长, is called so.
        """
        name = bare_name(surface)
        is_headed = surface.startswith(name) and self.registers.is_line_of_work(name)
        name = surface if is_headed else name
        return self._officials.get(fold_width(name)) or self._unresolved(name, "official")

    def _unresolved(self, surface: str, kind: Literal["group", "official"]) -> Agent:
        name = surface.translate(WIDE_MARKS)
        iri = _MINTS[kind](self.code, keys.unresolved(name))
        return Agent(iri, name, kind, "unresolved", "0")

    def take_apart(self, unit: str) -> list[str]:
        """Split `unit` if it is no name but a run of two or more known collectives."""
        if fold_width(unit) in self._bodies:
            return [unit]
        return _partition(unit, self._group_surfaces) or [unit]

    @cached_property
    def _group_surfaces(self) -> frozenset[str]:
        return frozenset(key for key, agent in self._bodies.items() if agent.kind == "group")

    @cached_property
    def _bodies(self) -> dict[str, Agent]:
        """Agents by folded surface: official names first, then the surfaces of the register.

        The name of a group, such as 有关部门, means another group in each division.
        """
        known = registered_agents(self.registers)
        agents = {agent.iri: agent for agent, _, _ in known}
        by_name = {name: agent for agent, name, code in known if code in ("", self.code)}
        for row in self.registers.surfaces:
            if row.code == self.code:
                agent = agents.get(ids.agent(row.agent))
                if agent is None:
                    raise RegisterError(f"surfaces.csv: no register has {row.agent}")
                by_name[fold_width(row.as_written)] = replace(agent, confidence=row.confidence)
        return by_name

    @cached_property
    def _officials(self) -> dict[str, Agent]:
        return {
            fold_width(row.name): Agent(
                ids.person(row.code, row.slug), row.name, "official", "register", "1"
            )
            for row in self.registers.officials
            if row.code == self.code
        }


def _partition(text: str, known: frozenset[str]) -> list[str]:
    """Return `text` cut into known surfaces, longest first; empty if it cannot be cut so."""
    for end in range(len(text), 0, -1):
        head, tail = text[:end], text[end:]
        if fold_width(head) in known:
            rest = _partition(tail, known) if tail else []
            if rest or not tail:
                return [head, *rest]
    return []
