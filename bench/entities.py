"""How well names in text are recognised: `python -m bench.entities`.

A name is right if its characters and its class are. Three samples in `tests/truth/` were annotated
before the rules were written: 120 items of the notice, 50 sentences of our own about other places,
and, by pointer, items of documents of other cities and of the State Council, which are not part of
the project. The parts `dev` were looked at while the rules were written, the parts `held` were not.
One annotator went through the notice twice, by row and by class; the two passes agree at F1 0.94.
What can be seen either way is marked optional and counts neither as wrong nor as missed.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from bench.quality import compare
from loader.entities import Extraction
from loader.extract import extract
from loader.mentions.find import find_names
from loader.mentions.vocabulary import vocabulary_of
from loader.places.jurisdictions import jurisdiction_of_code
from loader.readers import read_document
from loader.registers.registers import Registers

_ROOT = Path(__file__).parents[1]
_TRUTH = _ROOT / "tests" / "truth"
_MARK = re.compile(r"\[(?P<kind>[a-z]+\??)\||\]")

Named = tuple[str, str, str]
"""Where, which class, which words."""


@dataclass
class Sample:
    """What is true of a part of a sample, and what was found in it."""

    true: set[Named] = field(default_factory=set)
    optional: set[Named] = field(default_factory=set)
    found: set[Named] = field(default_factory=set)

    def of_kind(self, kind: str) -> Sample:
        parts = ({n for n in names if n[1] == kind} for names in (self.true, self.found))
        true, found = parts
        return Sample(true, self.optional, found)

    def __str__(self) -> str:
        known = {(where, words) for where, _, words in self.optional}
        counted = {n for n in self.found if n in self.true or (n[0], n[2]) not in known}
        return str(compare(counted, self.true))


def notice_samples(registers: Registers) -> dict[str, Sample]:
    """Return the parts of the sample of the notice."""
    source = read_document(_ROOT / "data" / "documents" / "taizhengfa-2018-3.txt")
    extraction, _ = extract(source, registers)
    found = dict(_names_of_items(extraction))
    samples: dict[str, Sample] = defaultdict(Sample)
    for row in _rows("taizhengfa-2018-3-entities"):
        place, sample = f"{row['annex']}.{row['row']}", samples[f"notice, {row['part']}"]
        sample.found |= found.get(place, set())
        if row["quote"]:
            side = sample.optional if row["note"] else sample.true
            side.add((place, row["class"], row["quote"]))
    return samples


def _names_of_items(extraction: Extraction) -> Iterator[tuple[str, set[Named]]]:
    for item in extraction.items:
        place = f"{item.annex}.{item.row}"
        mentions = extraction.mentions.get(item.iri, ())
        yield place, {(place, m.entity.kind, "".join(m.quote.split())) for m in mentions}


def sentence_samples(registers: Registers) -> dict[str, Sample]:
    """Return the parts of the sample of our own sentences."""
    samples: dict[str, Sample] = defaultdict(Sample)
    for number, row in enumerate(_rows("entities")):
        sample, where = samples[f"own sentences, {row['part']}"], str(number)
        text, names = read_marks(row["text"])
        sample.true |= {(where, kind, text[start:end]) for kind, start, end in names}
        sample.found |= set(_names(where, text, row["code"], int(row["year"]), registers))
    return samples


def read_marks(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return a text without its marks, and what they mark; a ? behind a kind is kept with it.

    >>> read_marks("建[facility|[place|太仓]港]码头")
    ('建太仓港码头', [('place', 1, 3), ('facility', 1, 4)])
    """
    text, names = "", []
    opened: list[tuple[str, int]] = []
    last = 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark["kind"]:
            opened.append((mark["kind"], len(text)))
        else:
            kind, start = opened.pop()
            names.append((kind, start, len(text)))
    return text + marked[last:], names


def _names(where: str, text: str, code: str, year: int, registers: Registers) -> Iterator[Named]:
    vocabulary = vocabulary_of(jurisdiction_of_code(code, year, registers), year, registers)
    for name in find_names(text, vocabulary):
        yield where, name.kind, text[name.start : name.end]


def elsewhere_sample(registers: Registers) -> dict[str, Sample]:
    """Return the sample of documents outside the project; empty where they are not there."""
    folder = Path(os.environ.get("ZHENGTU_SHARED", _ROOT.parent / "shared"))
    sample = Sample()
    for row in _rows("entities-elsewhere"):
        path = folder / row["file"]
        if not path.exists():
            return {}
        text = path.read_text(encoding="utf-8")
        start, end = int(row["start"]), int(row["end"])
        if row["class"] == "range":
            sample.found |= set(_names_between(path, start, end, row["file"], registers))
        else:
            side = sample.optional if row["note"] else sample.true
            side.add((row["file"], row["class"], "".join(text[start:end].split())))
    return {"other cities and the State Council": sample}


def _names_between(
    path: Path, start: int, end: int, where: str, registers: Registers
) -> Iterator[Named]:
    """Yield what the work items mention between two characters of the file: no header, no unit."""
    extraction, _ = extract(read_document(path), registers)
    for mention in chain(extraction.citations, *extraction.mentions.values()):
        cell = mention.cell.span
        if cell and start <= cell.start + mention.span.start < end:
            yield where, mention.entity.kind, "".join(mention.quote.split())


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (_TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_samples(registers: Registers) -> dict[str, Sample]:
    """Return the parts of all samples by their names."""
    return {
        **notice_samples(registers),
        **sentence_samples(registers),
        **elsewhere_sample(registers),
    }


def main() -> None:
    registers = Registers(_ROOT / "data" / "registers")
    for name, sample in all_samples(registers).items():
        print(f"{name}\n    {'all':<14}{sample}")
        for kind in sorted({kind for _, kind, _ in sample.true | sample.found}):
            print(f"    {kind:<14}{sample.of_kind(kind)}")


if __name__ == "__main__":
    main()
