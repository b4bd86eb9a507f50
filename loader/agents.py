"""Who is meant: from a surface, as a document prints it, to a body, a group or an official.

Only registers identify a body. Similarity never does: an unknown surface stays an unresolved node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pyoxigraph import NamedNode

from loader.entities import Agent
from loader.registers import Registers
from ontology import ids
from ontology.errors import RegisterError
from ontology.values import fold_width

_LIST_SEPARATORS = str.maketrans(dict.fromkeys("、，,；;/\r", "\n"))


def split_units(text: str) -> list[str]:
    """Return the units or names that a cell lists, white space folded away.

    White space inside a line is padding, a line break or a list comma separates.

    >>> split_units("顾晓东\\n\\n高  彬"), split_units("水利（水务）局、农　委")
    (['顾晓东', '高彬'], ['水利（水务）局', '农委'])
    """
    lines = text.translate(_LIST_SEPARATORS).split("\n")
    folded = ("".join(line.split()) for line in lines)
    return [unit for unit in folded if unit]


@dataclass(frozen=True)
class Directory:
    """The agents of one division `code`: every surface that its registers know."""

    registers: Registers
    code: str

    def units(self, text: str) -> list[str]:
        """Return the units that a cell lists, collectives that run together taken apart."""
        return [part for unit in split_units(text) for part in self._take_apart(unit)]

    def body(self, surface: str) -> Agent:
        """Return the body or group that `surface` names, else an unresolved agency."""
        found = self._bodies.get(fold_width(surface))
        return found or self._unresolved(surface, "agency")

    def official(self, name: str) -> Agent:
        """Return the official called `name`, else an unresolved one."""
        return self._officials.get(fold_width(name)) or self._unresolved(name, "official")

    def _unresolved(self, surface: str, kind: Literal["agency", "official"]) -> Agent:
        mint = ids.agency if kind == "agency" else ids.person
        iri = mint(self.code, ids.unresolved(surface))
        return Agent(iri, surface, kind, "unresolved", "0")

    def _take_apart(self, unit: str) -> list[str]:
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
        agents = {agent.iri: agent for agent in self._named_bodies()}
        foreign = {ids.group(g.code, g.slug) for g in self.registers.groups if g.code != self.code}
        by_name = {fold_width(a.name): a for a in agents.values() if a.iri not in foreign}
        for row in self.registers.surfaces:
            if row.code == self.code:
                agent = agents.get(_iri(row.agent))
                if agent is None:
                    raise RegisterError(f"surfaces.csv: no register has {row.agent}")
                by_name[fold_width(row.as_written)] = replace(agent, confidence=row.confidence)
        return by_name

    def _named_bodies(self) -> Iterator[Agent]:
        for row in self.registers.agencies:
            iri = ids.agency(row.code, row.slug)
            yield Agent(iri, row.name_zh, "agency", "register", row.confidence)
        for group in self.registers.groups:
            iri = ids.group(group.code, group.slug)
            yield Agent(iri, group.label_zh, "group", "register", group.confidence)

    @cached_property
    def _officials(self) -> dict[str, Agent]:
        return {
            fold_width(row.name): Agent(
                ids.person(row.code, row.slug), row.name, "official", "register", "1"
            )
            for row in self.registers.officials
            if row.code == self.code
        }


def _iri(reference: str) -> NamedNode:
    """Return the identifier behind `agency:code/slug` or `group:code/slug`."""
    kind, _, key = reference.partition(":")
    code, _, slug = key.partition("/")
    return ids.group(code, slug) if kind == "group" else ids.agency(code, slug)


def _partition(text: str, known: frozenset[str]) -> list[str]:
    """Return `text` cut into known surfaces, longest first; empty if it cannot be cut so."""
    for end in range(len(text), 0, -1):
        head, tail = text[:end], text[end:]
        if fold_width(head) in known:
            rest = _partition(tail, known) if tail else []
            if rest or not tail:
                return [head, *rest]
    return []
