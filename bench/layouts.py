"""Compare what is read from a layout sample with its truth: units, leaders, dates, numbers.

    python -m bench.layouts FOLDER…     # prints the score of each sample and what is wrong

A sample is a document with a JSON file beside it: one entry per row with the start of the task,
units by role, collectives (`generic`, as `role:surface`), leaders, deadline (any of a list is
right) and number. A row without a start is the next item that is left. Flags say where two readings
are right: `interchangeable` roles, `any_role` (units, or true for all), `free_units` (with the
other name of a true one in brackets it is that one), `free_leader`, `free_deadline`, `free_number`,
`also_accept` shorter names, `optional` rows, `text_alt` starts. Dates are compared as far as both
are precise: whether 年底 is 2019 or 2019-12 is a choice of who wrote the truth.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from loader.documents.cleaning import clean_text
from loader.entities import Assignment, WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from ontology.values import fold_width

ROLES = {
    "lead": "lead",
    "responsible": "responsible",
    "support": "supporting",
    "guide": "guiding",
}
_NO_DATE = "none"
"""A deadline that a list may name: that none is read is right too."""
_START = 8
"""Characters of a task's start that must be found in an item."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Sample:
    """A document and its truth."""

    path: Path
    truth: dict[str, Any]

    @property
    def rows(self) -> list[dict[str, Any]]:
        rows = self.truth["rows"]
        assert isinstance(rows, list)  # noqa: S101 - our own files
        return rows


@dataclass
class Comparison:
    """The score of each row between 0 and 1, the differences in words, and items too many."""

    scores: list[float] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    invented: int = 0

    @property
    def score(self) -> float:
        """The mean over all rows; where there is nothing to find, 1 if nothing was."""
        return fmean(self.scores) if self.scores else float(not self.invented)


def read_samples(folder: Path) -> list[Sample]:
    """Return the samples of `folder`, by name."""
    truths = sorted(folder.glob("*.json"))
    return [
        Sample(_document_beside(path), json.loads(path.read_text(encoding="utf-8")))
        for path in truths
    ]


def print_samples(folder: Path, registers: Registers) -> None:
    """Print the mean of the samples in `folder`, and for each its score and what is wrong."""
    samples = read_samples(folder)
    results = [(sample, compare_sample(sample, registers)) for sample in samples]
    if not results:
        print(f"layouts: no samples in {folder.name}/")
        return
    mean = fmean(result.score for _, result in results)
    invented = sum(result.invented for _, result in results)
    name = f"layouts of {folder.parent.name}"
    print(f"{name}: mean {mean:.3f} over {len(results)}, {invented} items too many")
    for sample, result in results:
        print(f"    {sample.path.stem:<32}{result.score:.3f}")
        for difference in result.differences:
            print(f"        {difference}")


def _document_beside(truth: Path) -> Path:
    return next(path for path in sorted(truth.parent.glob(f"{truth.stem}.*")) if path != truth)


def compare_sample(sample: Sample, registers: Registers) -> Comparison:
    """Read `sample` and compare it with its truth, row by row."""
    extraction, _ = extract(read_document(sample.path), registers)
    left = list(extraction.items)
    result = Comparison()
    for row in sample.rows:
        item = next((item for item in left if not _starts(row) or _is_of(item, row)), None)
        if item is not None:
            left.remove(item)
            _compare_row(row, item, sample.truth, result)
        elif not row.get("optional"):
            result.scores.append(0.0)
            result.differences.append(f"{row['text']}: no such item")
    known = [row for row in sample.rows if row.get("optional")]
    result.invented = max(0, len(left) - len(known))
    return result


def _compare_row(
    row: dict[str, Any], item: WorkItem, truth: dict[str, Any], result: Comparison
) -> None:
    true, found = _true_units(row, truth), _found_units(row, item, truth)
    is_free = {name: row.get(f"free_{name}", False) for name in ("leader", "deadline", "number")}
    parts = {
        "units": _f1(found, true),
        "leaders": float(
            is_free["leader"] or _leaders(item, row) == set(map(_simple, row["leaders"]))
        ),
        "deadline": float(is_free["deadline"] or _same_dates(set(item.deadlines), _dates(row))),
        "number": float(is_free["number"] or _number(item) == _key(row["number"] or "")),
    }
    result.scores.append(fmean(parts.values()))
    wrong = ", ".join(name for name, score in parts.items() if score < 1)
    if wrong:
        difference = f"missing {sorted(true - found)}, too many {sorted(found - true)}"
        result.differences.append(f"{row['text']}: {wrong}; units {difference}")


def _number(item: WorkItem) -> str:
    return _key(item.number or "")


def _is_of(item: WorkItem, row: dict[str, Any]) -> bool:
    words = _key((item.title.text if item.title else "") + item.text)
    return any(start in words for start in _starts(row))


def _starts(row: dict[str, Any]) -> list[str]:
    other = row.get("text_alt", [])
    texts = [row["text"], *([other] if isinstance(other, str) else other)]
    return [_key(text)[:_START] for text in texts if _key(text)]


def _true_units(row: dict[str, Any], truth: dict[str, Any]) -> set[Pair]:
    named = {(role, unit) for name, role in ROLES.items() for unit in row.get(name, [])}
    groups = (generic.split(":", 1) for generic in row.get("generic", []))
    named |= {(ROLES[name], unit.removeprefix("等")) for name, unit in groups}
    return {pair for pair in _normal(named, row, truth) if pair[1] not in _free_units(row)}


def _found_units(row: dict[str, Any], item: WorkItem, truth: dict[str, Any]) -> set[Pair]:
    people = ("supervising", "inCharge")
    true = _true_names(row)
    bodies = [a for a in item.assignments if a.role not in people]
    groups = {generic.partition(":")[2] for generic in row.get("generic", [])}
    named = {
        (a.role, name)
        for a in bodies
        for name in _groups_in(a.surface, groups) or _names_in(_named(a, true), true)
    }
    longer = {_key(short): _key(unit) for unit, short in row.get("also_accept", {}).items()}
    for unit in row.get("free_units", []):
        longer |= {_key(unit): _key(short) for short in true if unit.startswith(f"{short}（")}
        longer |= {_key(short + unit): _key(short) for short in true}
    named = {(role, longer.get(_key(unit), unit)) for role, unit in named}
    return {pair for pair in _normal(named, row, truth) if pair[1] not in _free_units(row)}


def _named(assignment: Assignment, true: set[str]) -> str:
    """Return the name of a body as printed, or as its truth has it with what its list elides.

    What is before it must be in the name of the body, what is behind it must end another of `true`.
    """
    printed, name = assignment.surface, assignment.agent.name
    for one in sorted(true - {printed}):
        before, found, end = one.partition(printed)
        is_shared = not end or any(other.endswith(end) for other in true - {one})
        if found and before in name and is_shared:
            return one
    return printed


def _names_in(printed: str, true: set[str]) -> set[str]:
    """Return the names of `true` that a body with a second name in brackets has, else `printed`."""
    pair = re.fullmatch(r"([^（(〔]+)[（(〔]([^（()）〔〕]+)[）)〕]", printed)
    return (set(pair.groups()) & true if pair and printed not in true else set()) or {printed}


def _groups_in(printed: str, groups: set[str]) -> set[str]:
    """Return the `groups` that the name of one lists: 各镇人民政府、街道办事处 is one or two."""
    parts = set(printed.split("、"))
    return parts if len(parts) > 1 and parts <= groups else set()


def _true_names(row: dict[str, Any]) -> set[str]:
    return {unit for name in ROLES for unit in row.get(name, [])}


def _free_units(row: dict[str, Any]) -> set[str]:
    """Return the units that are right named or not named, in either form: 等单位, 单位."""
    return {_key(unit).removeprefix("等") for unit in row.get("free_units", [])}


def _normal(pairs: set[Pair], row: dict[str, Any], truth: dict[str, Any]) -> set[Pair]:
    """Return `pairs` with one name for roles that are interchangeable or free."""
    same = {ROLES[name] for names in _interchangeable(row, truth) for name in names}
    any_role = row.get("any_role", [])
    free = {_key(unit) for unit in (() if isinstance(any_role, bool) else any_role)}
    return {
        (
            "any" if any_role is True or _key(unit) in free else "either" if role in same else role,
            _key(unit),
        )
        for role, unit in pairs
    }


def _interchangeable(row: dict[str, Any], truth: dict[str, Any]) -> list[list[str]]:
    found: list[list[str]] = [*truth.get("interchangeable", []), *row.get("interchangeable", [])]
    return found


def _leaders(item: WorkItem, row: dict[str, Any]) -> set[str]:
    """Return the leaders by name, or as the truth has them that prints their posts: 市长 王明."""
    true = {"".join(one.split("、")[-1].split()): one for one in map(_simple, row["leaders"])}
    found = (one for one in item.assignments if one.role == "supervising")
    return {true.get(one.surface, one.agent.name) for one in found}


def _dates(row: dict[str, Any]) -> set[str]:
    deadline = row["deadline"]
    listed = deadline if isinstance(deadline, list) else [deadline] if deadline else []
    return {date or _NO_DATE for date in listed}


def _same_dates(found: set[str], true: set[str]) -> bool:
    """Tell whether the dates are the same, as far as both are precise: 2019-12 and 2019-12-20.

    Of several true ones a single date found may be any: a list is what is said, or what is right.
    """

    def are_met(dates: set[str], by: set[str]) -> bool:
        return all(any(date.startswith(o) or o.startswith(date) for o in by) for date in dates)

    if _NO_DATE in true and not found:
        return True
    alternative = len(found) == 1 and len(true) > 1 and are_met(found, true)
    return alternative or (are_met(found, true) and are_met(true, found))


def _f1(found: set[Pair], true: set[Pair]) -> float:
    return 2 * len(found & true) / (len(found) + len(true)) if found or true else 1.0


def _key(text: str) -> str:
    return re.sub(r"\W", "", fold_width(_simple(text)))


def _simple(text: str) -> str:
    """Return a truth in simplified characters, as items have them, whatever it was copied from."""
    return clean_text(text, pinyin=False, traditional=not text.isascii())


def main() -> None:
    """Print the figures of the folders that the command line names."""
    registers = Registers(Path(__file__).parents[1] / "data" / "registers")
    for folder in sys.argv[1:]:
        print_samples(Path(folder), registers)


if __name__ == "__main__":
    main()
