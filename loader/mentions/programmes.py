"""Programmes that the register knows, by all the ways in which they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from loader.mentions.lexicon import longest_first
from loader.mentions.names import Name
from loader.mentions.rows import ProgrammeRow
from loader.words import Words

NATIONAL = frozenset({"100000", "000000"})
_QUOTES = str.maketrans('"「」『』〝〞', "”“”“”“”")


@dataclass(frozen=True)
class ProgrammeNames:
    """The programmes that documents of one place can mean, by their surfaces."""

    by_surface: dict[str, ProgrammeRow]

    def find(self, words: Words) -> Iterator[Name]:
        """Yield the programmes that a text names; quotes around a name belong to it."""
        text = words.text.translate(_QUOTES)
        for found in self._pattern.finditer(text):
            start, end = found.span()
            if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
                start, end = start - 1, end + 1
            row = self.by_surface[found[0]]
            yield Name(start, end, "programme", "register", row.confidence, row=row.slug)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return longest_first(self.by_surface)


@dataclass(frozen=True)
class Programmes:
    """The register of programmes."""

    rows: tuple[ProgrammeRow, ...]
    _known: dict[frozenset[str], ProgrammeNames] = field(default_factory=dict, compare=False)

    def known_in(self, places: frozenset[str]) -> ProgrammeNames:
        """Return the programmes of the country and of `places`, the codes of a place and above."""
        if places not in self._known:
            rows = [row for row in self.rows if row.code in places | NATIONAL]
            surfaces = {surface: row for row in rows for surface in row.surfaces.split("|")}
            self._known[places] = ProgrammeNames(surfaces)
        return self._known[places]

    @cached_property
    def by_slug(self) -> dict[str, ProgrammeRow]:
        return {row.slug: row for row in self.rows}
