"""What the bodies that an item names leave to each other, with what is known of its document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from loader.bodies.agents import Directory
from loader.drafts import Mentioned
from loader.registers.registers import Registers
from loader.texts.elisions import PROVINCE, elided_ends, elided_prefixes


def prefixes_of(bodies: list[str], directory: Directory) -> list[str]:
    """Return the level or place that each of `bodies` leaves to one before it, or ""."""
    own = directory.letter
    below = _below_province(bodies, directory.registers) if own == PROVINCE else ()
    return elided_prefixes(bodies, own, below)


def _below_province(bodies: Iterable[str], registers: Registers) -> set[str]:
    """Return those that are no body of a province, where they are a 厅: 科技局."""
    bureaus = (one for one in bodies if one.endswith("局"))
    return {one for one in bureaus if registers.rulebook.rules(f"{one[:-1]}厅", "province")}


def ends_of(listed: list[Mentioned]) -> dict[Mentioned, str]:
    """Return the kinds that the bodies of one list leave to a later one: 公安、交通部门."""
    found: dict[Mentioned, str] = {}
    for _, same in groupby(listed, key=lambda one: (one.role, one.where)):
        bodies = list(same)
        ends = elided_ends([one.surface for one in bodies])
        found |= {one: ends[one.surface] for one in bodies if one.surface in ends}
    return found
