"""How the columns of entries are written: those of a snapshot before, less some, and more."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from graph.index.entries.cards import Card, label_of
from graph.index.entries.columns import (
    AGENTS,
    COLUMNS_FILE,
    EDITION,
    NAMED,
    ROLE_BITS,
    Columns,
    Mask,
    Numbers,
)
from graph.index.entries.entries import ITEMS, OWNED
from graph.index.words.words import is_as_printed


@dataclass
class _Growing:
    """A column that grows: how many values each entry has, and which."""

    counts: array[int] = field(default_factory=lambda: array("H"))
    codes: array[int] = field(default_factory=lambda: array("i"))
    roles: array[int] = field(default_factory=lambda: array("B"))

    def add(self, held: Mapping[int, int]) -> None:
        self.counts.append(len(held))
        self.codes.extend(held)
        self.roles.extend(held.values())


class ColumnWriter:
    """Writes the columns in `folder`; what is there already is kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / COLUMNS_FILE
        self._before = Columns(self._path) if self._path.exists() else None
        self._removed: set[str] = set()
        self._removed_numbers: set[int] = set()
        self._growing = {name: _Growing() for name in NAMED}
        self._targets, self._folded = array("H"), array("B")
        self._annexes, self._rows = array("H"), array("I")
        self._next = int(self._before.numbers[-1]) + 1 if self._before and self._before.count else 0
        self._labels = dict(self._before.labels) if self._before else {}
        self._surfaces = set(self._before.surfaces.split("\n")) if self._before else set()
        self._codes = {name: self._codes_before(name) for name in NAMED}

    def _codes_before(self, name: str) -> dict[str, int]:
        if self._before and name == "own":
            return {iri: code for code, iri in enumerate(self._before.labels)}
        return dict(self._before.column(name).code_of) if self._before else {}

    def add(self, fields: Mapping[str, list[str]], card: Card) -> int:
        """Add an entry by its packed card, and return the number that it is given."""
        if card["type"] not in ITEMS:
            self._labels[card["iri"]] = label_of(card)
        self._targets.append(min(card.get("targets", 0), 0xFFFF))
        self._add_place(card)
        own = {"own": [] if card["type"] in ITEMS else [card["iri"]], "number": _numbers(card)}
        for name in NAMED:
            codes = self._codes[name]
            roles = _roles(card.get(AGENTS[name], [])) if name in AGENTS else {}
            values = own.get(name, fields.get(name, ()))
            held = {codes.setdefault(v, len(codes)): roles.get(v, 0) for v in values}
            self._growing[name].add(held)
        return self._next + len(self._targets) - 1

    def code_of(self, name: str, value: str) -> int:
        """Return the code of a value of a column, which some entry has."""
        return self._codes[name][value]

    def _add_place(self, card: Card) -> None:
        """Add where the entry stands, and how its letters are printed."""
        annex, row = card.get("order", (0, 0))
        self._annexes.append(min(annex, 0xFFFF))
        self._rows.append(min(row, 0xFFFFFFFF))
        texts = (*card.get("names", ()), card.get("text", ""), card.get("annual_task", ""))
        self._folded.append(not all(map(is_as_printed, texts)))
        self._surfaces.update(card.get("surfaces", ()))

    def remove_part(self, document: str) -> None:
        """Remove the entries that `document` alone described before."""
        self._removed.add(document)

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove the entries that had these numbers before."""
        self._removed_numbers.update(numbers)

    def commit(self) -> None:
        """Write everything to disk."""
        kept = self._kept()
        arrays = {
            "targets": self._joined(kept, "targets", self._targets),
            "folded": self._joined(kept, "folded", self._folded),
            "annexes": self._joined(kept, "annexes", self._annexes),
            "rows": self._joined(kept, "rows", self._rows),
            "gaps": self._gaps(kept),
        }
        for name in NAMED:
            arrays |= self._column(name, kept)
        arrays["labels"] = _packed([self._labels[iri] for iri in self._codes["own"]])
        arrays["surfaces"] = _packed(sorted(self._surfaces - {""}))
        arrays["edition"] = np.array(
            min(EDITION, self._before.edition) if self._before else EDITION
        )
        np.savez_compressed(self._path, allow_pickle=False, **arrays)

    def _kept(self) -> Mask:
        """Return which entries of before stay."""
        before = self._before
        if before is None:
            return np.zeros(0, bool)
        removed = before.column("document").holders(self._removed, before.count)
        removed &= before.column("type").holders(OWNED, before.count)
        numbers = np.fromiter(self._removed_numbers, np.int64)
        return ~(removed | np.isin(before.numbers, numbers))

    def _gaps(self, kept: Mask) -> Numbers:
        """Return by how much each number is above the one before: that packs well."""
        new = np.arange(self._next, self._next + len(self._targets), dtype=np.int64)
        before = self._before.numbers[kept] if self._before else new[:0]
        return np.diff(np.concatenate([before, new]), prepend=0)

    def _joined(self, kept: Mask, name: str, added: array[int]) -> Any:  # noqa: ANN401 - an array
        new = np.frombuffer(added, dtype=added.typecode) if added else np.zeros(0, added.typecode)
        if self._before is None:
            return new
        return np.concatenate([self._before.array(name, len(kept))[kept], new])

    def _column(self, name: str, kept: Mask) -> dict[str, Any]:
        growing = self._growing[name]
        of_kept = kept[self._before.column(name).items] if self._before else kept
        found = {
            f"{name}.values": _packed(list(self._codes[name])),
            f"{name}.counts": self._joined(kept, f"{name}.counts", growing.counts),
            f"{name}.codes": self._joined(of_kept, f"{name}.codes", growing.codes),
        }
        if name in AGENTS:
            found[f"{name}.roles"] = self._joined(of_kept, f"{name}.roles", growing.roles)
        return found


def _numbers(card: Card) -> list[str]:
    return [card["number"]] if card.get("number") else []


def _roles(agents: list[list[str]]) -> dict[str, int]:
    """Return the bits of the roles that each agent of an item has; elsewhere some have none."""
    found: dict[str, int] = {}
    for iri, role in agents:
        found[iri] = found.get(iri, 0) | ROLE_BITS.get(role, 0)
    return found


def _packed(value: object) -> Any:  # noqa: ANN401 - an array
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)
