"""What a text is read with: the registers, as the documents of one place and year see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from loader.bodies.agents import Directory
from loader.documents.letter import reference_of
from loader.entities import Reference
from loader.places.jurisdictions import Jurisdiction
from loader.places.lexicon import PlaceLexicon, lexicon_of
from loader.registers.countries import Countries
from loader.registers.divisions import AFTER, BEFORE, COUNTRY, Division, place_as_division
from loader.registers.known import KnownNames
from loader.registers.name_lexicon import NameLexicon
from loader.registers.names import Name
from ontology import keys

if TYPE_CHECKING:
    from loader.registers.registers import Registers


_NATIONAL = re.compile("国务院|国办|国发|国函|中共中央|中华人民共和国|中发|中办|厅字|全国")
_PROVINCIAL = re.compile(r"(?P<name>[\u4e00-\u9fff])(?:政|发|办|委|府)[发办字函]{0,2}〔")


@dataclass(frozen=True)
class Vocabulary:
    """What names mean in documents of one jurisdiction and year."""

    lexicon: PlaceLexicon
    countries: Countries
    names: NameLexicon
    known: KnownNames
    directory: Directory

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
        listed = next((row for row in self.registers.places if row.name_zh == words), None)
        return meant.place if meant else place_as_division(listed) if listed else None

    def place_of_document(self, words: str) -> str:
        """Return the code of the place that a number or title shows to be the issuer's."""
        if _NATIONAL.match(words):
            return COUNTRY
        province = _PROVINCIAL.match(words)
        place = self.lexicon.abbreviations.get(province["name"]) if province else None
        return place.code if place else self.jurisdiction.code

    def reference(self, words: str) -> Reference | None:
        """Return the document that letters of this place and year call `words`."""
        rows = self.registers.references
        key = (self.jurisdiction.code, str(self.lexicon.year), keys.bare(words), "document")
        row = next((r for r in rows if (r.code, r.year, keys.bare(r.surface), r.kind) == key), None)
        return reference_of(row, self.registers) if row else None

    def is_national(self, name: Name, words: str) -> bool:
        """Tell whether a name means the same in the whole country: 复旦大学, G15高速公路."""
        found = (self.names.by_ending.get(words[n:]) for n in range(len(words)))
        row = next(filter(None, found), None)
        return (
            name.kind in ("facility", "organization")
            and row is not None
            and (row.scope == "national")
        )


def vocabulary_of(
    jurisdiction: Jurisdiction,
    year: int | None,
    registers: Registers,
    directory: Directory | None = None,
) -> Vocabulary:
    """Return the vocabulary of a jurisdiction; `directory` is its document's, if it has one."""
    lexicon = lexicon_of(jurisdiction, year, registers)
    own = frozenset(place.code for place in jurisdiction.chain)
    known = registers.known.in_places(own)
    directory = directory or Directory(registers, jurisdiction.code, year)
    return Vocabulary(lexicon, registers.countries, registers.names, known, directory)
