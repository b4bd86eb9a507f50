"""What a text is read with: the registers, as the documents of one place and year see them."""

from __future__ import annotations

from dataclasses import dataclass

from loader.jurisdictions import Jurisdiction
from loader.mentions.countries import Countries
from loader.place_lexicon import PlaceLexicon, lexicon_of
from loader.registers import Registers


@dataclass(frozen=True)
class Vocabulary:
    """What names mean in documents of one jurisdiction and year."""

    lexicon: PlaceLexicon
    countries: Countries

    @property
    def registers(self) -> Registers:
        return self.lexicon.registers


def vocabulary_of(jurisdiction: Jurisdiction, year: int, registers: Registers) -> Vocabulary:
    """Return the vocabulary of a jurisdiction."""
    return Vocabulary(lexicon_of(jurisdiction, year, registers), registers.countries)
