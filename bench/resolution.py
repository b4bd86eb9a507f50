"""Print how many of the units that documents print resolve to a body, and how well.

Run it with `make quality`, or alone with `python -m bench.resolution`. The documents are the
notice, the layout samples and, where they are present, the real documents of the shared folder. The
truth in `tests/truth/resolution.csv` is a surface, the code and year of its document, and who is
meant. Its parts `apart` were written before the rules were run on them: then 55 of 63 rows of the
first were right, and 50 of 58 of the second. What they showed of whole kinds of names was mended.
The parts `cities` are a third sample, units of 50 cities: at first 37 of 52 and 17 of 26 were
right. Its second part was not looked at before the rules stood. When names by place were written,
18 rows of the truth turned out wrong in a name or a type and were corrected.

A table of 120 units of 15 places that somebody wrote who did not know the rules had 92 names and 86
rows right at first sight; of another, kept apart, the rules that followed got 90 % of the names.

With `--units FILE` it judges a table of one's own: see `bench.units`.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.units import print_units
from loader.bodies.agents import Directory
from loader.entities import Agent
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

ROOT = Path(__file__).parents[1]
TRUTH = ROOT / "tests" / "truth" / "resolution.csv"

PARTS = ("tuned", "apart first", "apart second", "cities first", "cities last")

Row = dict[str, str]


@dataclass(frozen=True)
class Unit:
    """A unit of a document with what it resolved to."""

    document: str
    surface: str
    agent: Agent


def documents() -> list[Path]:
    shared = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))
    notice = ROOT / "data" / "documents" / "taizhengfa-2018-3.txt"
    folders = (shared / "real", shared / "layouts", ROOT / "tests" / "samples" / "layouts")
    return [notice, *(path for folder in folders for path in sorted(folder.glob("*.txt")))]


def units(path: Path, registers: Registers) -> Iterator[Unit]:
    """Yield the distinct units of a document that name no collective and no official."""
    extraction, _ = extract(read_document(path), registers)
    seen: dict[str, Agent] = {}
    for item in extraction.items:
        for one in item.assignments:
            if one.agent.kind == "agency":
                seen.setdefault(one.surface, one.agent)
    yield from (Unit(path.stem, surface, agent) for surface, agent in seen.items())


def is_complete(agent: Agent) -> bool:
    """Tell whether an agent has a canonical name, a type and a level."""
    body = agent.body
    return agent.resolution != "unresolved" and bool(body and body.type and body.level)


def read_truth() -> list[Row]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(rows: Iterable[Row], registers: Registers) -> Iterator[str]:
    """Yield a line for each row of the truth that resolves otherwise."""
    for row in rows:
        agent = Directory(registers, row["code"], int(row["year"])).body(row["surface"])
        body = agent.body
        found = (agent.name, body.type if body else "", body.level if body else "")
        wanted = (row["name"], row["type"], row["level"] or found[2])
        if found != wanted:
            yield f"{row['code']} {row['year']} {row['surface']}: {found}, not {wanted}"


def reference_differences(registers: Registers) -> Iterator[str]:
    """Yield a line for each surface of the reference that resolves to another name."""
    shared = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))
    path = shared / "reference" / "agencies.csv"
    if not path.is_file():
        return
    directory = Directory(registers, "320585", 2018)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"].startswith("集合体"):
                continue
            found = directory.body(row["surface"]).name
            if found != row["canonical_zh"]:
                yield f"{row['surface']}: {found}, not {row['canonical_zh']}"


def main() -> None:
    """Print all figures, or those of a table of units."""
    parser = argparse.ArgumentParser(prog="bench.resolution", description=main.__doc__)
    parser.add_argument("--units", type=Path, help="a table of units of unseen places")
    path = parser.parse_args().units
    registers = Registers(ROOT / "data" / "registers")
    if path:
        print_units(path, registers)
    else:
        print_all(registers)


def print_all(registers: Registers) -> None:
    """Print the figures of the documents, the reference and the truth."""
    found = [unit for path in documents() for unit in units(path, registers)]
    complete = sum(is_complete(unit.agent) for unit in found)
    print(f"units: {len(found)} distinct in {len({u.document for u in found})} documents")
    print(f"  with canonical name, type and level {complete / len(found):.3f}")
    for rule, count in Counter(unit.agent.rule for unit in found).most_common():
        print(f"    {rule:<32}{count}")
    for unit in found:
        if not is_complete(unit.agent):
            print(f"    left: {unit.document}: {unit.surface} ({unit.agent.rule})")
    wrong = list(reference_differences(registers))
    print(f"reference of the notice: {len(wrong)} differ")
    print("".join(f"    {line}\n" for line in wrong), end="")
    for part in PARTS:
        rows = [row for row in read_truth() if row["part"] == part]
        wrong = list(differences(rows, registers))
        print(f"truth, {part}: {len(rows) - len(wrong)} of {len(rows)} right")
        print("".join(f"    {line}\n" for line in wrong), end="")


if __name__ == "__main__":
    main()
