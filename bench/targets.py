"""Print precision and recall of the targets, against annotated samples: `make quality`.

A target is right if its value, unit and comparator are. The samples stand in
`tests/truth/targets/`: the notice and items of our own wording, of which one part was used to set
the rules and the other held out, and the layout samples, here and in the shared folder, of which
only numbers are annotated. What the figures were at first sight stands in decision 0014.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import process_time

from bench.quality import Score, shared
from loader.entities import Target
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.targets.finding import find_targets
from loader.targets.locating import locate_targets

ROOT = Path(__file__).parents[1]
TRUTH = ROOT / "tests" / "truth" / "targets"
NOTICE = "taizhengfa-2018-3"
LAST_TUNED = {"1": 70, "2": 12}
"""The last row of each annex of the notice that the rules were set on."""

Key = tuple[str, str, str]
Answer = tuple[object, ...]


@dataclass(frozen=True)
class Judged:
    """What is compared of one target; `number` is its value, unit and comparator."""

    number: Answer
    measure_kind: str
    target_kind: str
    measure: str


@dataclass(frozen=True)
class Sample:
    """Targets by item, as found and as annotated."""

    name: str
    found: dict[Key, list[Judged]]
    true: dict[Key, list[Judged]]


def judge(target: Target) -> Judged:
    number = (target.value, target.unit_text, target.comparator)
    return Judged(number, target.measure_kind, target.target_kind, target.measure)


def _judge_row(row: dict[str, str]) -> Judged:
    value = Decimal(row["value"]) if row["value"] else None
    number = (value, row["unit"], row["comparator"])
    return Judged(number, row["measure_kind"], row["target_kind"], row["measure"])


def _read(name: str) -> list[dict[str, str]]:
    with (TRUTH / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _true(rows: Iterable[dict[str, str]]) -> dict[Key, list[Judged]]:
    by_item: dict[Key, list[Judged]] = defaultdict(list)
    for row in rows:
        by_item[row["document"], row["item"], row["literal"]].append(_judge_row(row))
    return by_item


def read_own(registers: Registers) -> dict[str, Sample]:
    """Return the samples of our own wording, by part."""
    true = _true(_read("own.csv"))
    items = _read("own-items.csv")
    samples = {}
    for part in ("tuning", "held-out"):
        keys = {("own", i["item"], "text"): i for i in items if i["part"] == part}
        found = {
            key: [
                judge(target)
                for target in find_targets(
                    item["text"], registers.target_grammar, title=item["title"], year=2018
                )
            ]
            for key, item in keys.items()
        }
        samples[part] = Sample(f"own wording, {part}", found, {k: true.get(k, []) for k in keys})
    return samples


def read_notice(registers: Registers) -> dict[str, Sample]:
    """Return the samples of the notice, by part."""
    true = _true(_read("notice.csv"))
    source = read_document(ROOT / "data" / "documents" / f"{NOTICE}.txt")
    extraction, _ = extract(source, registers)
    found: dict[Key, list[Judged]] = {}
    for item in extraction.items:
        for literal in ("text", "annual"):
            part = "annual_task" if literal == "annual" else "text"
            located = extraction.targets.get(item.iri, ())
            key = (NOTICE, f"{item.annex}.{item.row}", literal)
            found[key] = [judge(one.target) for one in located if one.target.part == part]
    parts: dict[str, Callable[[Key], bool]] = {
        "tuning": _is_tuned,
        "held-out": lambda key: not _is_tuned(key),
    }
    return {
        part: Sample(
            f"notice, {part}",
            {key: value for key, value in found.items() if belongs(key)},
            {key: true.get(key, []) for key in found if belongs(key)},
        )
        for part, belongs in parts.items()
    }


def read_layouts(name: str, folders: Iterable[Path], registers: Registers) -> Sample:
    """Return the sample of the documents that `name`.csv annotates; an empty item is no target."""
    rows = _read(f"{name}.csv")
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    found: dict[Key, list[Judged]] = {}
    for path in paths:
        document = path.name[:3]
        if document in {row["document"] for row in rows}:
            extraction, _ = extract(read_document(path), registers)
            for item in extraction.items:
                key = (document, f"{item.annex}.{item.row}", "text")
                found[key] = [_number_of(one.target) for one in extraction.targets[item.iri]]
    true: dict[Key, list[Judged]] = {key: [] for key in found}
    for row in (row for row in rows if row["item"] and paths):
        key = (row["document"], row["item"], "text")
        true.setdefault(key, []).append(_judge_number(row))
    return Sample(name, {**{key: [] for key in true}, **found}, true)


def read_later(registers: Registers) -> Sample:
    """Return the items of our own wording that were written when the rules stood."""
    true: dict[Key, list[Judged]] = defaultdict(list)
    for row in _read("later.csv"):
        key = ("later", row["text"], "text")
        true[key] += [_judge_number(row)] if row["comparator"] else []
    grammar = registers.target_grammar
    found = {
        key: [_number_of(target) for target in find_targets(key[1], grammar, year=2018)]
        for key in true
    }
    return Sample("own wording, later", found, true)


def _number_of(target: Target) -> Judged:
    return Judged((target.value, target.unit_text, target.comparator), "", "", "")


def _judge_number(row: dict[str, str]) -> Judged:
    value = Decimal(row["value"]) if row["value"] else None
    return Judged((value, row["unit"], row["comparator"]), "", "", "")


def _is_tuned(key: Key) -> bool:
    annex, row = key[1].split(".")
    return int(row) <= LAST_TUNED[annex]


def score(sample: Sample, choose: Callable[[Judged], Answer]) -> Score:
    """Compare what `choose` takes of each target, counted with repeats."""
    right = wrong = missed = 0
    for key in sample.true:
        found = Counter(map(choose, sample.found[key]))
        true = Counter(map(choose, sample.true[key]))
        same = (found & true).total()
        right, wrong = right + same, wrong + found.total() - same
        missed += true.total() - same
    return Score(right, wrong, missed)


def differences(sample: Sample) -> Iterator[str]:
    """Yield each target that is wrong or missed, and each of the wrong kind or measure."""
    for key in sample.true:
        found, true = Counter(sample.found[key]), Counter(sample.true[key])
        for judged in (found - true).elements():
            yield f"+ {key[1]:<8}{judged}"
        for judged in (true - found).elements():
            yield f"- {key[1]:<8}{judged}"


CHOICES: dict[str, Callable[[Judged], Answer]] = {
    "value, unit, comparator": lambda judged: (judged.number,),
    "… and measure kind": lambda judged: (judged.number, judged.measure_kind),
    "… and target kind": lambda judged: (judged.number, judged.target_kind),
    "… and measure text": lambda judged: (judged.number, judged.measure),
}


def main() -> None:
    """Print the figures and the cost; with `--show`, each difference too."""
    registers = Registers(ROOT / "data" / "registers")
    samples = [*read_notice(registers).values(), *read_own(registers).values()]
    for sample in samples:
        _print(sample, CHOICES)
    numbers = {"value, unit, comparator": CHOICES["value, unit, comparator"]}
    _print(read_later(registers), numbers)
    folders = {
        "samples": [ROOT / "tests" / "samples" / "layouts"],
        "shared": [shared() / "layouts", shared() / "real"],
    }
    for name, paths in folders.items():
        sample = read_layouts(name, paths, registers)
        if sample.true:
            _print(sample, numbers)
        else:
            print(f"targets of the {name}: no documents; set ZHENGTU_SHARED to their folder")
    _print_cost(registers)


def _print(sample: Sample, choices: dict[str, Callable[[Judged], Answer]]) -> None:
    print(f"targets of the {sample.name}: {len(sample.true)} texts")
    for name, choose in choices.items():
        print(f"    {name:<26}{score(sample, choose)}")
    if "--show" in sys.argv:
        for line in differences(sample):
            print(f"        {line}")


def _print_cost(registers: Registers) -> None:
    """Print what the targets of the notice cost beside the whole extraction, both warm."""
    source = read_document(ROOT / "data" / "documents" / f"{NOTICE}.txt")
    whole = min(_seconds(lambda: extract(source, registers)) for _ in range(3))
    extraction, _ = extract(source, registers)
    year = extraction.letter.year
    targets = min(
        _seconds(lambda: [locate_targets(item, year, registers) for item in extraction.items])
        for _ in range(3)
    )
    share = targets / whole
    print(f"cost: {whole:.3f} CPU-s to extract the notice, {targets:.3f} for targets ({share:.0%})")


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    main()
