"""The names that can mean a place in the documents of one jurisdiction and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loader.places.chains import stands_alone
from loader.places.jurisdictions import Jurisdiction
from loader.registers.divisions import Division
from loader.registers.registers import Registers
from ontology.values import fold_width

_TOWN = re.compile(r"(?P<stem>.{2,}?)(?:镇|乡|街道)")
_WATER = ("河", "江", "湖", "塘")
"""A town's short name that ends so is as likely the water: 浏河."""
_SHORT_EVERYWHERE = frozenset({"province", "prefecture"})


@dataclass(frozen=True)
class Meaning:
    """The place that a name means; `kind` is full, short or alias."""

    place: Division
    kind: str
    confidence: str


@dataclass(frozen=True)
class PlaceLexicon:
    """What names mean in documents of `jurisdiction` in `year`."""

    jurisdiction: Jurisdiction
    year: int | None
    registers: Registers

    def meaning(self, name: str, within: Sequence[Division] = ()) -> Meaning | None:
        """Return the one place that `name` means, or None if there is none, or a choice.

        `within` is the place whose name stands directly before.
        """
        if not self.has(name):
            return None
        if not within and (local := self._local.get(name)):
            return local
        divisions = self.registers.divisions
        found = [p for p in divisions.named(name, self.year) if p.begins_by(self.year)]
        if within:
            codes = {above.code for above in within}
            found = [p for p in found if p.code not in codes and codes & self._above(p)]
        else:
            found = [place for place in found if stands_alone(place)]
        full = any(place.name == name for place in found)
        if not (full or within):
            found = [place for place in found if self._may_be_short(place, name)]
        place = self._nearest(found)
        if place is None:
            return None
        sure = "0.95" if len(found) == 1 else "0.85"
        return Meaning(place, "full" if full else "short", sure if full else "0.8")

    def has(self, name: str) -> bool:
        """Tell whether a place of any time is called `name`: a quick look before a long one."""
        return name in self._local or fold_width(name) in self.registers.divisions.all_names

    def begins(self, text: str, start: int) -> bool:
        """Tell whether a name may begin at `start`, by its first two characters."""
        return text[start : start + 2] in self._beginnings

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        names = (*self._local, *self.registers.divisions.all_names)
        return frozenset(name[:2] for name in names)

    @cached_property
    def longest(self) -> int:
        return max(self.registers.divisions.longest_name, *map(len, self._local), 2)

    @cached_property
    def thing(self) -> re.Pattern[str]:
        """The pattern of what makes of a name before it something else."""
        words = [row.word for row in self.registers.place_words if row.kind == "thing"]
        longest_first = sorted(words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))

    @cached_property
    def between(self) -> re.Pattern[str]:
        """The pattern of what two places do together: 合作 in 沪苏合作."""
        words = [row.word for row in self.registers.place_words if row.kind == "between"]
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")

    @cached_property
    def abbreviations(self) -> dict[str, Division]:
        """The places that single characters stand for in documents of this jurisdiction."""
        rows = [row for row in self.registers.place_words if row.kind == "abbreviation"]
        mine = [row for row in rows if row.within in {"", *self._own}]
        found = ((row.word, self.registers.divisions.by_code(row.code, self.year)) for row in mine)
        return {word: place for word, place in found if place}

    @cached_property
    def abbreviated_run(self) -> re.Pattern[str]:
        """The pattern of characters that each stand for a place, where there are any."""
        return re.compile(f"[{''.join(self.abbreviations)}]+")

    def _may_be_short(self, place: Division, name: str) -> bool:
        """Tell whether a short name means the place although it may be a word."""
        if name in self.registers.names.opening:
            return False
        if self._own & {place.code, place.parent}:
            return True
        return name not in self.common and place.level in _SHORT_EVERYWHERE

    def _nearest(self, found: Sequence[Division]) -> Division | None:
        """Return the only place of `found`, or the only one nearest to the jurisdiction."""
        if len(found) == 1:
            return found[0]
        for above in self.jurisdiction.chain:
            inside = [place for place in found if above.code in self._above(place)]
            if len(inside) == 1:
                return inside[0]
            if inside:
                return None
        return None

    def _above(self, place: Division) -> set[str]:
        return {above.code for above in self.registers.divisions.chain(place, self.year)}

    @cached_property
    def _own(self) -> set[str]:
        """Return the jurisdiction and what it lies in, without the country."""
        return {place.code for place in self.jurisdiction.chain if place.level != "national"}

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that names and abbreviations are part of, or are themselves."""
        words = (row for row in self.registers.place_words if row.kind == "common")
        return frozenset(row.word for row in words)

    @cached_property
    def _local(self) -> dict[str, Meaning]:
        """Return the towns and zones of the jurisdiction by their names and aliases."""
        parts = [place for place in self.registers.divisions.rows if self._is_part(place)]
        meanings: dict[str, list[Meaning]] = {}
        for place in parts:
            for name, kind, confidence in _names_of_part(place):
                meanings.setdefault(name, []).append(Meaning(place, kind, confidence))
        for name, place in self._aliases({place.code: place for place in parts}):
            meanings.setdefault(name, []).append(Meaning(place, "alias", "0.85"))
        return {name: found[0] for name, found in meanings.items() if _agree(found)}

    def _is_part(self, place: Division) -> bool:
        inside = place.parent in self._own or place.parent[:6] in self._own
        return inside and not stands_alone(place)

    def _aliases(self, parts: dict[str, Division]) -> Iterator[tuple[str, Division]]:
        """Yield how documents call the bodies of zones: 高新区, which in text is the zone."""
        administered = {f"agency:{row.key}": row.administers for row in self.registers.agencies}
        for row in self.registers.surfaces:
            place = parts.get(administered.get(row.agent, ""))
            if place and row.code in self._own and row.as_written.endswith(("区", "城")):
                yield row.as_written, place


def _agree(found: Sequence[Meaning]) -> bool:
    return len({meaning.place.code for meaning in found}) == 1


def _names_of_part(place: Division) -> Iterator[tuple[str, str, str]]:
    yield place.name, "full", "0.95"
    town = _TOWN.fullmatch(place.name)
    if town and not town["stem"].endswith(_WATER):
        yield town["stem"], "short", "0.75"


def lexicon_of(jurisdiction: Jurisdiction, year: int | None, registers: Registers) -> PlaceLexicon:
    """Return the lexicon of a jurisdiction; kept, since a load asks it for every cell."""
    kept = registers.place_lexicons
    key = (jurisdiction.code, year)
    if key not in kept:
        kept[key] = PlaceLexicon(jurisdiction, year, registers)
    return kept[key]
