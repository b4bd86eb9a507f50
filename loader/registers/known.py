"""Programmes and features that a register knows, by all the ways in which they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from loader.registers.name_lexicon import longest_first
from loader.registers.name_rows import FeatureRow, KnownRow, ProgrammeRow
from loader.registers.names import Kind, Name
from loader.texts.words import Words

_EVERYWHERE = frozenset({"100000", "000000"})


@dataclass(frozen=True)
class KnownNames:
    """What documents of one place can mean by the surfaces of the registers."""

    by_surface: dict[str, KnownRow]

    def find(self, words: Words) -> Iterator[Name]:
        """Yield what a text names; a feature must begin and end with words."""
        for name, row in self._find(words.text):
            if not isinstance(row, FeatureRow) or {name.start, name.end} <= words.edges:
                yield name

    def find_programmes(self, text: str) -> Iterator[Name]:
        """Yield the programmes that a text names, which need not be cut into words for it."""
        for name, _ in self._find(text):
            if name.kind == "programme":
                yield name

    def _find(self, text: str) -> Iterator[tuple[Name, KnownRow]]:
        """Yield what a text names; quotes around a name belong to it."""
        for found in self._pattern.finditer(text):
            start, end = found.span()
            row = self.by_surface[found[0]]
            if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
                start, end = start - 1, end + 1
            yield Name(start, end, kind_of(row), "register", row.confidence, row=row.slug), row

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return longest_first(self.by_surface)


@dataclass(frozen=True)
class Known:
    """The registers of programmes and of features."""

    programmes: Sequence[ProgrammeRow]
    features: Sequence[FeatureRow]
    _in_places: dict[frozenset[str], KnownNames] = field(default_factory=dict, compare=False)

    @property
    def rows(self) -> tuple[KnownRow, ...]:
        return (*self.features, *self.programmes)

    def in_places(self, places: frozenset[str]) -> KnownNames:
        """Return what is known in the country and in `places`, the codes of a place and above."""
        if places not in self._in_places:
            rows = [row for row in self.rows if row.code in places | _EVERYWHERE]
            surfaces = {surface: row for row in rows for surface in row.surfaces.split("|")}
            self._in_places[places] = KnownNames(surfaces)
        return self._in_places[places]

    @cached_property
    def by_slug(self) -> dict[tuple[Kind, str], KnownRow]:
        return {(kind_of(row), row.slug): row for row in self.rows}


def kind_of(row: KnownRow) -> Kind:
    """Return what a row is: its own kind, or a programme."""
    return row.kind if isinstance(row, FeatureRow) else "programme"  # type: ignore[return-value]
