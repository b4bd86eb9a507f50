"""Agencies and other bodies in running text, by the resolver that reads the cells of units.

A name ends with a word of `body_closings.csv` and begins where a place, a level or 国家 is named:
市环保局, 国家发展改革委, 苏州市政府. One that begins with none of these counts if a register or a
sure rule knows it: 环保局. What the resolver does not know is no body, except for a bureau of a
level: 市林水局.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loader.bodies.agents import Directory
from loader.entities import Agent
from loader.places.lexicon import PlaceLexicon
from loader.registers.name_lexicon import NameLexicon
from loader.registers.names import Name
from loader.texts.words import Words
from ontology.values import fold_width

_FARTHEST = 24
_LEAST_BARE = 3
"""Characters of a name that begins with no place: 妇联 and 团委 are too common alone."""

_STOP = re.compile(r"[^\u4e00-\u9fff]")
_JOINED = re.compile(r"[、和与及]|以及|会同|联合|协同|配合")
_JOINTS = frozenset("和与及")

_ALL = frozenset("各每两全多跨级")
"""Before a level these mean all places of it: 各市政府."""

_LEVEL = re.compile(
    r"(?:中共|团|共青团)?(?:自治区|自治州|[省市县区州盟旗])"
    r"(?!场监|政[工设建公园所]|[级内域外区县镇]|直(?!机关工委|机关工作))"
)
_NATIONAL = re.compile("国家|国务院|中央|中国|中共|全国|共青团|人民银行|国网|最高")
_BUREAU = re.compile(r"[省市县区州盟旗](?P<stem>[\u4e00-\u9fff]{2,6})[局厅]")
_LETTER = re.compile(r"自治区|[省市县区州]")

_SURE = frozenset(("correction", "register", "national", "expansion", "pattern", "register before"))
"""Rules by which a name is known that no place begins."""

_PLACED = _SURE | {
    "government",
    "town",
    "zone",
    "branch",
    "compound",
    "expansion outside its years",
}
"""Rules by which a name is known that begins with a place, a level or 国家."""

_UNSURE = "0.6"


@dataclass(frozen=True)
class BodyReader:
    """Reads the bodies in one text."""

    words: Words
    lexicon: PlaceLexicon
    names: NameLexicon
    directory: Directory

    def find(self) -> Iterator[Name]:
        """Yield the bodies that the text names, in printed order, none within another."""
        last: Name | None = None
        for start in self._starts:
            if last and start < last.end:
                continue
            name = self._at(start, last)
            if name:
                yield name
                last = name

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(sorted(self.names.closings.ends(self.words.text)))

    @cached_property
    def _starts(self) -> list[int]:
        """Return where a name can begin: where words do, or where another name ended."""
        return sorted(self.words.edges.union(self._ends)) if self._ends else []

    def _at(self, start: int, last: Name | None) -> Name | None:
        """Return the longest name at `start` that the resolver knows."""
        text = self.words.text
        stop = _STOP.search(text, start, start + _FARTHEST)
        farthest = stop.start() if stop else start + _FARTHEST
        ends = self._ends[bisect_right(self._ends, start + 1) : bisect_right(self._ends, farthest)]
        joined = next(
            (n for n, end in enumerate(ends) if text[end : end + 1] in _JOINTS), len(ends)
        )
        ends = ends[: joined + 1]
        if not ends or (text[start - 1 : start] in _ALL and start):
            return None
        is_listed = last is not None and _JOINED.fullmatch(text, last.end, start) is not None
        prefix = _prefix(text, last) if is_listed and last else ""
        for end in reversed(ends):
            agent = self._agent(text[start:end], prefix)
            if agent:
                return _name(start, end, agent)
        return self._bureau(start, ends)

    def _agent(self, surface: str, prefix: str) -> Agent | None:
        """Return who `surface` is, if that is sure enough for words of a text."""
        if self._is_placed(surface):
            agent = self.directory.body(surface)
            return agent if agent.rule in _PLACED and _is_local(agent) else None
        if not (prefix or len(surface) >= _LEAST_BARE) or not self._is_form(surface):
            return None
        agent = self.directory.body(surface, prefix)
        return agent if agent.rule in _SURE and agent.kind == "agency" else None

    def _is_placed(self, surface: str) -> bool:
        if _LEVEL.match(surface) or _NATIONAL.match(surface):
            return True
        longest = min(self.lexicon.longest, len(surface) - 1)
        return self.lexicon.begins(surface, 0) and any(
            self.lexicon.has(surface[:n]) for n in range(2, longest + 1)
        )

    def _is_form(self, surface: str) -> bool:
        """Tell whether a register has `surface` as a name or form, which costs nothing to ask."""
        registers = self.directory.registers
        return bool(
            self.directory.knows(surface)
            or registers.national.bodies(fold_width(surface), "any")
            or registers.rulebook.rules(surface, "")
        )

    def _bureau(self, start: int, ends: Sequence[int]) -> Name | None:
        """Return a bureau of a level that no rule knows; no verb stands in its name."""
        for end in ends:
            found = _BUREAU.fullmatch(self.words.text, start, end)
            if found and not self._has_verb(found.start("stem"), found.end("stem")):
                return Name(start, end, "organization", "ending", _UNSURE)
        return None

    def _has_verb(self, start: int, end: int) -> bool:
        words = self.words.within(start, end)
        return any(w.tag[:1] in ("v", "d", "p") and self.names.opens(w.text) for w in words)


def _prefix(text: str, last: Name) -> str:
    """Return the level that a list names once for all: 省 in 省教育厅、科技厅."""
    letter = _LETTER.match(text, last.start)
    return letter[0] if letter else ""


def _is_local(agent: Agent) -> bool:
    """Tell whether an agent is a body whose place is known, or of a place known by its level."""
    return agent.kind == "agency" and (agent.rule != "government" or _has_place(agent))


def _has_place(agent: Agent) -> bool:
    return bool(agent.body and agent.body.place) or agent.resolution == "register"


def _name(start: int, end: int, agent: Agent) -> Name:
    confidence = min("0.9", agent.confidence, key=float)
    return Name(start, end, "organization", "body", confidence, agent=agent)
