"""Compare documents of the State Council with their truth: F1 of (item, unit, role).

    python -m bench.state_council            # the documents of the shared folder

Beside a document NNN_….txt stands truth-NNN.json: per assignment in printed order the start of the
task (`head`) and the units by role; `generic` are collectives, as `role:surface`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.layouts import ROLES
from bench.quality import ROOT, Score, shared
from loader.entities import WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from ontology.values import fold_width

Pair = tuple[int, str, str]

_HEAD = 10
"""Characters of a task's start by which it is found."""


@dataclass(frozen=True)
class Compared:
    """The scores of one document: of single bodies and of collectives."""

    name: str
    bodies: Score
    collectives: Score
    differences: tuple[Pair, ...]


def compare_all(registers: Registers) -> Iterator[Compared]:
    """Yield the scores of all documents in the shared folder, none where it is absent."""
    folder = shared() / "real"
    for truth in sorted(folder.glob("truth-*.json")):
        number = truth.stem.removeprefix("truth-")
        [document] = folder.glob(f"{number}_*.txt")
        yield compare_document(document, json.loads(truth.read_text("utf-8")), registers)


def compare_document(path: Path, rows: list[dict[str, Any]], registers: Registers) -> Compared:
    """Read the document at `path` and compare it with `rows`."""
    extraction, _ = extract(read_document(path), registers)
    items = _matched(list(extraction.items), rows)
    found = {pair for n, item in items.items() if item for pair in _found(n, item)}
    true = {pair for n, row in enumerate(rows) for pair in _named(n, row)}
    groups = {pair for n, row in enumerate(rows) for pair in _groups(n, row)}
    named_groups = {(n, surface) for n, _, surface in groups}
    of_bodies = {pair for pair in found if (pair[0], pair[2]) not in named_groups}
    bodies = _score(of_bodies - _collective(items), true)
    return Compared(
        path.stem,
        bodies,
        _score(found & (groups | _collective(items)), groups),
        tuple(sorted((of_bodies - _collective(items)) ^ true)),
    )


def _matched(items: list[WorkItem], rows: list[dict[str, Any]]) -> dict[int, WorkItem | None]:
    """Return the item of each row by its head, else the next one; items too many come behind."""
    left, found = list(items), dict[int, WorkItem | None]()
    for n, row in enumerate(rows):
        head = _key(row["head"])[-_HEAD:] if len(_key(row["head"])) > _HEAD else _key(row["head"])
        item = next((i for i in left if head and head in _key((i.number or "") + i.text)), None)
        item = item or next(
            (i for i in left if _units(i) & {u for _, _, u in _named(n, row)}), None
        )
        found[n] = item
        if item:
            left.remove(item)
    return found | {len(rows) + n: item for n, item in enumerate(left)}


def _units(item: WorkItem) -> set[str]:
    return {_key(one.surface) for one in item.assignments}


def _found(n: int, item: WorkItem) -> Iterator[Pair]:
    for one in item.assignments:
        yield n, one.role, _key(one.surface)


def _collective(items: dict[int, WorkItem | None]) -> set[Pair]:
    return {
        (n, one.role, _key(one.surface))
        for n, item in items.items()
        if item
        for one in item.assignments
        if one.agent.kind == "group"
    }


def _named(n: int, row: dict[str, Any]) -> Iterator[Pair]:
    for name, role in ROLES.items():
        for unit in row.get(name, []):
            yield n, role, _key(unit)


def _groups(n: int, row: dict[str, Any]) -> Iterator[Pair]:
    for generic in row.get("generic", []):
        name, _, surface = generic.partition(":")
        yield n, ROLES[name], _key(surface).removeprefix("等")


def _score(found: set[Pair], true: set[Pair]) -> Score:
    return Score(len(found & true), len(found - true), len(true - found))


def _key(text: str) -> str:
    return re.sub(r"\W", "", fold_width(text))


def main() -> None:
    """Print the scores, and what is different."""
    registers = Registers(ROOT / "data" / "registers")
    for one in compare_all(registers):
        print(f"{one.name}\n  bodies       {one.bodies}\n  collectives  {one.collectives}")
        for difference in one.differences:
            print("   ", *difference)


if __name__ == "__main__":
    main()
