"""Header words as compounds: 牵头责任单位 is 牵头 (a lead) + 责任 + 单位 (a unit).

`columns.csv` names whole headers. A header that it lacks is understood if it is made of nothing but
the parts of `header_parts.csv`: heads say what a column holds, modifiers in which role, fillers
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from loader.registers.rows import HeaderPartRow

LONGEST_HEADER = 24
"""Characters of the longest header that is taken apart."""

_YEAR = re.compile(r"\d{4}(?=年)")
JOINED = "[的和与及、或以()（）/]+"
_ALONE = frozenset({"unit", "leader", "person"})
_BESIDE = "beside"
"""What stands beside the work: where it is, for how much."""

_BY_ROLE = ("supporting", "guiding", "responsible")
"""Roles of units in the order in which a modifier decides, where none makes a lead."""

_PLAIN = frozenset({"lead", "supporting"})
"""Roles whose words say so in any company: 牵头起草部门, but not 建设监理单位."""

_NEVER = "(?!)"
"""A pattern that nothing matches."""


@dataclass(frozen=True)
class HeaderParts:
    """All parts by their words; headers that were taken apart are remembered."""

    by_words: dict[str, list[HeaderPartRow]]
    known: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Iterable[HeaderPartRow]) -> HeaderParts:
        """Return `parts` by their words.

        >>> lead = HeaderPartRow("牵头", "modifier", "lead")
        >>> parts = HeaderParts.of([lead, HeaderPartRow("单位", "head", "unit")])
        >>> parts.field_of("牵头单位"), parts.field_of("牵头羊单位")
        ('lead', None)
        """
        by_words: dict[str, list[HeaderPartRow]] = {}
        for part in parts:
            by_words.setdefault(part.part, []).append(part)
        return cls(by_words)

    @cached_property
    def pattern(self) -> str:
        """The pattern of one compound: modifiers and fillers, then heads.

        Heads of texts and dates run together (目标任务), those of bodies, people and places stand
        alone.
        """
        others = self._words(lambda part: part.kind != "head")
        single = {*_ALONE, _BESIDE}
        alone = self._words(lambda part: part.kind == "head" and part.meaning in single)
        heads = self._words(lambda part: part.kind == "head" and part.meaning not in single)
        return f"(?!{JOINED})(?:{others})*(?:{alone}|(?:{heads})+)"

    def _words(self, is_meant: Callable[[HeaderPartRow], bool]) -> str:
        parts = (part for found in self.by_words.values() for part in found)
        words = {part.part for part in parts if is_meant(part)}
        return "|".join(map(year_pattern, sorted(words, key=lambda word: (-len(word), word))))

    def field_of(self, header: str) -> str | None:
        """Return the field of a folded header that is made of known parts, or None."""
        if len(header) > LONGEST_HEADER:
            return None
        if header not in self.known:
            whole = self._compounds.fullmatch(header)
            self.known[header] = self._field(header) if whole else None
        return self.known[header]

    def role_around(self, header: str) -> str | None:
        """Return the role that the ends of a header give, whatever few words stand between.

        >>> lead = HeaderPartRow("牵头", "modifier", "lead")
        >>> parts = HeaderParts.of([lead, HeaderPartRow("部门", "head", "unit")])
        >>> parts.role_around("牵头起草部门"), parts.role_around("起草部门")
        ('lead', None)
        """
        found = self._around.fullmatch(header)
        if found is None:
            return None
        given = {part.meaning for part in self.by_words[found[1]] if part.kind == "modifier"}
        return _field_of_agents({"unit"}, given)

    def is_cut(self, word: str, following: str) -> bool:
        """Tell whether a narrow column cut a header word behind its role: 责任 / 领导, 牵头 / 单位.

        >>> rows = [("责任", "modifier", "responsible"), ("领导", "head", "leader")]
        >>> parts = HeaderParts.of(HeaderPartRow(*row) for row in rows)
        >>> parts.is_cut("责任", "领导"), parts.is_cut("领导", "责任")
        (True, False)
        """
        given = {part.kind for part in self.by_words.get(word, ())}
        heads = {part.meaning for part in self.by_words.get(following, ()) if part.kind == "head"}
        return "modifier" in given and "head" not in given and bool(heads & _ALONE)

    @cached_property
    def _around(self) -> re.Pattern[str]:
        fillers = self._words(lambda part: part.kind == "filler")
        plain = self._words(lambda part: part.kind == "modifier" and part.meaning in _PLAIN)
        units = self._words(lambda part: part.kind == "head" and part.meaning == "unit")
        return re.compile(f"(?:{fillers or _NEVER})*({plain})[\u4e00-\u9fff]{{1,4}}?(?:{units})")

    @cached_property
    def _compounds(self) -> re.Pattern[str]:
        return re.compile(rf"{self.pattern}(?:{JOINED}{self.pattern})*[)）]?")

    def _field(self, header: str) -> str | None:
        """Return what the heads and modifiers in `header` say together."""
        pieces = [one for one in re.split(JOINED, header) if one]
        if pieces and all(map(self._is_beside, pieces)):
            return "remark"
        words = _taken_apart(_YEAR.sub("{year}", header), self.by_words)
        found = [part for word in words for part in self.by_words[word]]
        heads = {part.meaning for part in found if part.kind == "head"}
        return _field(heads, {part.meaning for part in found if part.kind == "modifier"})

    def _is_beside(self, header: str) -> bool:
        """Tell whether a header says where work is, or for how much: its last word does."""
        words = _taken_apart(_YEAR.sub("{year}", header), self.by_words)
        return any(part.meaning == _BESIDE for word in words[-1:] for part in self.by_words[word])


def year_pattern(words: str) -> str:
    """Return the pattern of `words`, in which {year} stands for four digits."""
    return re.escape(words).replace(re.escape("{year}"), r"\d{4}")


def _taken_apart(header: str, known: dict[str, list[HeaderPartRow]]) -> list[str]:
    """Return the fewest known parts that make `header`; none if it cannot be made of them."""
    best: list[list[str] | None] = [[], *[None] * len(header)]
    for end in range(1, len(header) + 1):
        for start in range(end):
            before, now = best[start], best[end]
            if before is None or header[start:end] not in known:
                continue
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, header[start:end]]
    return best[-1] or []


def _field(heads: set[str], modifiers: set[str]) -> str | None:
    if "approval" in modifiers:
        return "approval"
    if heads & _ALONE:
        return _field_of_agents(heads, modifiers)
    for name in ("remark", "deadline", "title", "text"):
        if name in heads:
            return "annual_task" if name == "text" and "annual" in modifiers else name
    return "text" if "project" in heads else None


def _field_of_agents(heads: set[str], modifiers: set[str]) -> str | None:
    """Return the role of those whom a header names; bodies beside who leads them answer.

    >>> _field_of_agents({"leader", "unit"}, {"supervising"}), _field_of_agents({"unit"}, set())
    ('responsible', None)
    """
    if "unit" in heads:
        if "lead" in modifiers:
            return "responsible" if "supporting" in modifiers else "lead"
        led = "responsible" if "leader" in heads and "supervising" in modifiers else None
        return next((role for role in _BY_ROLE if role in modifiers), led)
    return "supervising" if "leader" in heads or "supervising" in modifiers else "in_charge"
