"""Whose document it is: the division that governs, with its level and what it lies in."""

from __future__ import annotations

from dataclasses import dataclass

from loader.divisions import Division
from loader.registers import Registers
from ontology import ids


@dataclass(frozen=True)
class Jurisdiction:
    """The place that a document or body belongs to.

    `code` is its key in identifiers: a division code, `code-hash` for a zone or town that no table
    lists in the division `code`, `000000-hash` if the place is not known. `chain` is the place and
    what it lies in, up to the country; empty if it is not known. `rule` says by what it was known.
    """

    code: str
    chain: tuple[Division, ...] = ()
    rule: str = "unknown"
    confidence: str = "0"

    @property
    def known(self) -> bool:
        return not self.code.startswith(ids.NO_DIVISION)

    @property
    def level(self) -> str:
        """Return national, province, prefecture, county, zone, township or unknown."""
        return self.chain[0].level if self.chain else "unknown"

    @property
    def name(self) -> str:
        return self.chain[0].name if self.chain else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the full name of the place and its shorter ones."""
        return self.chain[0].names if self.chain else ()

    @property
    def parents(self) -> tuple[Division, ...]:
        """Return what the place lies in, the nearest first, up to the country."""
        return self.chain[1:]


def jurisdiction_of_code(code: str, year: int, registers: Registers) -> Jurisdiction:
    """Return the jurisdiction whose key is `code`, as of `year`."""
    divisions = registers.divisions
    division = divisions.by_code(code, year)
    if division:
        return Jurisdiction(code, divisions.chain(division, year), "code", "1")
    return Jurisdiction(code)
