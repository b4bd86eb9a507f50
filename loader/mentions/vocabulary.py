"""What a text is read with: the registers, as the documents of one place and year see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from loader.divisions import AFTER, BEFORE, Division
from loader.jurisdictions import Jurisdiction
from loader.mentions.countries import Countries
from loader.mentions.lexicon import NameLexicon
from loader.mentions.names import Name
from loader.mentions.programmes import ProgrammeNames
from loader.place_lexicon import PlaceLexicon, lexicon_of

if TYPE_CHECKING:
    from loader.registers import Registers


@dataclass(frozen=True)
class Vocabulary:
    """What names mean in documents of one jurisdiction and year."""

    lexicon: PlaceLexicon
    countries: Countries
    names: NameLexicon
    programmes: ProgrammeNames

    @property
    def registers(self) -> Registers:
        return self.lexicon.registers

    @property
    def jurisdiction(self) -> Jurisdiction:
        return self.lexicon.jurisdiction

    @cached_property
    def home(self) -> Division:
        """The place whose documents are read."""
        chain, code = self.jurisdiction.chain, self.jurisdiction.code
        return chain[0] if chain else Division(code, "", "", BEFORE, AFTER)

    def place_named(self, words: str) -> Division | None:
        """Return the place that a name means by itself, or None."""
        meant = self.lexicon.meaning(words)
        return meant.place if meant else None

    def is_national(self, name: Name, words: str) -> bool:
        """Tell whether a name means the same in the whole country: 复旦大学, G15高速公路."""
        found = (self.names.by_ending.get(words[n:]) for n in range(len(words)))
        row = next(filter(None, found), None)
        return (
            name.kind in ("facility", "organization")
            and row is not None
            and (row.scope == "national")
        )


def vocabulary_of(jurisdiction: Jurisdiction, year: int, registers: Registers) -> Vocabulary:
    """Return the vocabulary of a jurisdiction."""
    lexicon = lexicon_of(jurisdiction, year, registers)
    own = frozenset(place.code for place in jurisdiction.chain)
    programmes = registers.programmes.known_in(own)
    return Vocabulary(lexicon, registers.countries, registers.names, programmes)
