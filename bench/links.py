"""Print how well items of two years are recognised as the same work, on an annotated sample.

Run it with `make quality`. The sample, `tests/truth/links/pairs.csv`, was written by us before
the method: how documents of invented places change from one year to the next, a province's goals
in a county's document, and an invented year after the notice 太政发〔2018〕3号, the older side.
The threshold was chosen on the set `xuhe` alone; the other sets are only measured.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.quality import Score, compare
from graph.continuity.items import ComparedItem
from graph.continuity.pairing import ENOUGH, WORTH_A_LOOK, Pairing, pair_items
from loader.entities import WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.indicators import find_indicators
from loader.registers.registers import Registers

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "truth" / "links" / "pairs.csv"
NOTICE = ROOT / "data" / "documents" / "taizhengfa-2018-3.txt"
TUNED_ON = "xuhe"
_KINDS = {"task": "Task", "project": "Project", "indicator": "IndicatorItem"}
_STEPS = [number / 20 for number in range(5, 15)]

Fields = dict[str, str]


@dataclass(frozen=True)
class LinkSample:
    """Two documents, and which item of the newer continues which of the older: by their IRIs."""

    name: str
    older: tuple[ComparedItem, ...]
    newer: tuple[ComparedItem, ...]
    true: frozenset[tuple[object, ...]]


def read_samples(registers: Registers) -> Iterator[LinkSample]:
    """Yield the sets of the sample; the older side of `notice` is the notice itself."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in dict.fromkeys(row["set"] for row in rows):
        own = [row for row in rows if row["set"] == name]
        older = _items([row for row in own if row["side"] == "older"], registers)
        newer = _items([row for row in own if row["side"] == "newer"], registers)
        true = frozenset((row["continues"], row["key"]) for row in own if row["continues"])
        yield LinkSample(name, older or _notice_items(registers), newer, true)


def _items(rows: Iterable[Fields], registers: Registers) -> tuple[ComparedItem, ...]:
    return tuple(
        ComparedItem(
            iri=row["key"],
            kind=_KINDS[row["kind"]],
            annex=1,
            row=number,
            text=row["text"],
            title=row["title"],
            indicators=_indicators(row["kind"], row["title"], registers),
        )
        for number, row in enumerate(rows, 1)
    )


def _notice_items(registers: Registers) -> tuple[ComparedItem, ...]:
    extraction, _ = extract(read_document(NOTICE), registers)
    return tuple(_compared(item, registers) for item in extraction.items)


def _compared(item: WorkItem, registers: Registers) -> ComparedItem:
    title = item.title.text if item.title else ""
    return ComparedItem(
        iri=f"{item.annex}.{item.row}",
        kind=_KINDS[item.kind],
        annex=item.annex,
        row=item.row,
        text=item.text,
        title=title,
        annual=item.annual_task.text if item.annual_task else "",
        indicators=_indicators(item.kind, title, registers),
    )


def _indicators(kind: str, title: str, registers: Registers) -> frozenset[str]:
    found = find_indicators(title, registers) if kind == "indicator" else ()
    return frozenset(indicator.iri.value for indicator in found)


def score_at(threshold: float, pairing: Pairing, sample: LinkSample) -> Score:
    """Return how the pairs from `threshold` on agree with the sample."""
    pairs = (*pairing.linked, *pairing.suggested)
    found = [(p.older.iri, p.newer.iri) for p in pairs if p.score >= threshold]
    return compare(found, sample.true)


def main() -> None:
    samples = list(read_samples(Registers(ROOT / "data" / "registers")))
    pairings = {sample.name: pair_items(sample.older, sample.newer) for sample in samples}
    print(f"links between years and levels, from {ENOUGH} on (suggestions from {WORTH_A_LOOK})")
    for sample in samples:
        tuned = "tuned on" if sample.name == TUNED_ON else "held out"
        size = f"{len(sample.older)} older, {len(sample.newer)} newer items"
        print(
            f"  {sample.name:8} {tuned}  {score_at(ENOUGH, pairings[sample.name], sample)}  {size}"
        )
    print("F1 by threshold: " + "  ".join(f"{step:.2f}" for step in _STEPS))
    for sample in samples:
        scores = [score_at(step, pairings[sample.name], sample) for step in _STEPS]
        print(f"  {sample.name:14} " + "  ".join(f"{score.f1:.2f}" for score in scores))


if __name__ == "__main__":
    main()
