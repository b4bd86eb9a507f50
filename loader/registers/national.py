"""The bodies of the country as a whole, by their full names and short forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from loader.registers.body_rows import AgencyRow, NationalFormRow
from ontology.values import fold_width

COUNTRY = "100000"


class Dated(Protocol):
    """What stood in some years and not in others."""

    def years_from(self, year: int | None) -> int: ...


D = TypeVar("D", bound=Dated)


def nearest(rows: Sequence[D], year: int | None) -> tuple[D, bool]:
    """Return the row that stood in `year`, else the nearest in time, and whether it stood.

    Of two that stood in the year of a change the later one in the register is taken; so it is
    where the year is not known, and then only one that is alone is sure.
    """
    found = min(reversed(rows), key=lambda row: row.years_from(year))
    return found, not found.years_from(year) and (year is not None or len(rows) == 1)


@dataclass(frozen=True)
class NationalRegister:
    """The agencies of the country among `agencies`, and the short forms of their names."""

    agencies: tuple[AgencyRow, ...]
    forms: tuple[NationalFormRow, ...]

    def bodies(self, name: str, scope: str) -> list[AgencyRow]:
        """Return the bodies that `name` means, the later ones last.

        In the scope `any` only forms count that mean no local body anywhere.
        """
        found = self._by_name[scope].get(fold_width(name), [])
        return sorted(found, key=lambda row: row.since)

    @cached_property
    def names(self) -> list[str]:
        """Return all names, folded."""
        return list(self._by_name["national"])

    @cached_property
    def _by_name(self) -> dict[str, dict[str, list[AgencyRow]]]:
        found: dict[str, dict[str, list[AgencyRow]]] = {
            "any": defaultdict(list),
            "national": defaultdict(list),
        }
        rows = {row.key: row for row in self.agencies if row.code == COUNTRY}
        for row in rows.values():
            for names in found.values():
                names[fold_width(row.name_zh)].append(row)
        for form in self.forms:
            for scope in ("any", "national") if form.scope == "any" else ("national",):
                found[scope][fold_width(form.form)].append(rows[form.agency])
        return {scope: dict(names) for scope, names in found.items()}
