"""Print precision and recall of the readings that are inferred, against annotated samples.

Run it with `make quality`. The samples stand in `tests/truth/` and were made by an annotator who
did not see the code or the registers.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.layouts import print_samples
from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

ROOT = Path(__file__).parents[1]
TRUTH = ROOT / "tests" / "truth"
SAMPLES = ("taizhengfa-2018-3",)

Pair = tuple[object, ...]


@dataclass(frozen=True)
class Score:
    """Counts of a comparison between what was found and what is true."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)

    def __str__(self) -> str:
        figures = f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{figures}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def compare(found: Iterable[Pair], true: Iterable[Pair]) -> Score:
    """Compare two sets of pairs."""
    found, true = set(found), set(true)
    return Score(len(found & true), len(found - true), len(true - found))


def theme_pairs(extraction: Extraction) -> set[Pair]:
    return {
        (item.annex, item.row, tag.theme)
        for item in extraction.items
        for tag in extraction.themes[item.iri]
    }


def true_theme_pairs(sample: str) -> set[Pair]:
    items = _read(f"{sample}-themes.json")["items"]
    return {(item["annex"], item["row"], theme) for item in items for theme in item["themes"]}


def elaboration_pairs(extraction: Extraction) -> set[Pair]:
    return {(found.project.row, found.task.row) for found in extraction.elaborations}


def true_elaboration_pairs(sample: str, certainties: set[str]) -> set[Pair]:
    return {
        (project["project_row"], task["row"])
        for project in _read(f"{sample}-elaborates.json")["items"]
        for task in project["tasks"]
        if task["certainty"] in certainties
    }


def main() -> None:
    """Print the figures for every sample."""
    registers = Registers(ROOT / "data" / "registers")
    for sample in SAMPLES:
        source = read_document(ROOT / "data" / "documents" / f"{sample}.txt")
        extraction, _ = extract(source, registers)
        print(sample)
        _print_themes(theme_pairs(extraction), true_theme_pairs(sample))
        _print_elaborations(elaboration_pairs(extraction), sample)
    for folder in (ROOT / "tests" / "samples" / "layouts", shared() / "layouts"):
        print_samples(folder, registers)


def shared() -> Path:
    """Return the folder of reference material, which may be absent."""
    return Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))


def _print_themes(found: set[Pair], true: set[Pair]) -> None:
    print(f"  themes           {compare(found, true)}")
    by_theme: dict[object, tuple[set[Pair], set[Pair]]] = defaultdict(lambda: (set(), set()))
    for side, pairs in enumerate((found, true)):
        for pair in pairs:
            by_theme[pair[2]][side].add(pair)
    for theme, (some, all_) in sorted(by_theme.items(), key=str):
        print(f"    {theme:<27}{compare(some, all_)}")


def _print_elaborations(found: set[Pair], sample: str) -> None:
    certain = true_elaboration_pairs(sample, {"certain"})
    possible = true_elaboration_pairs(sample, {"possible"})
    score = compare(found - possible, certain)
    print(f"  elaborations     {score}, {len(found & possible)} only possible")


def _read(name: str) -> dict[str, Any]:
    content = json.loads((TRUTH / name).read_text(encoding="utf-8"))
    assert isinstance(content, dict)  # noqa: S101 - our own file
    return content


if __name__ == "__main__":
    main()
