"""How well places in text are recognised: `python -m bench.places`.

The sentences of `tests/truth/place-names.csv` are our own. The half `dev` was looked at while the
rules were written, the half `held` was not.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loader.places.jurisdictions import jurisdiction_of_code
from loader.places.names import find_places
from loader.registers.registers import Registers

_ROOT = Path(__file__).parents[1]
_TRUTH = _ROOT / "tests" / "truth" / "place-names.csv"


@dataclass(frozen=True)
class Sentence:
    """A text of the jurisdiction `code`, and the names in it with the codes of their places."""

    part: str
    code: str
    year: int
    text: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Score:
    sentences: int
    found: int
    expected: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.expected


def read_sentences() -> Iterator[Sentence]:
    with _TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = [pair.partition("=") for pair in filter(None, row["places"].split("|"))]
            places = tuple((name, code) for name, _, code in pairs)
            yield Sentence(row["part"], row["code"], int(row["year"]), row["text"], places)


def found_in(sentence: Sentence, registers: Registers) -> tuple[tuple[str, str], ...]:
    """Return the names that are recognised in a sentence, with the codes of their places."""
    jurisdiction = jurisdiction_of_code(sentence.code, sentence.year, registers)
    places = find_places(sentence.text, jurisdiction, sentence.year, registers)
    return tuple((sentence.text[p.start : p.end], p.place.code) for p in places)


def score(part: str, registers: Registers) -> Score:
    """Return how many names of a half of the sentences are found, span and place both right."""
    sentences = [sentence for sentence in read_sentences() if sentence.part == part]
    counts: Counter[str] = Counter()
    for sentence in sentences:
        found, expected = Counter(found_in(sentence, registers)), Counter(sentence.places)
        counts["found"] += found.total()
        counts["expected"] += expected.total()
        counts["right"] += (found & expected).total()
    return Score(len(sentences), counts["found"], counts["expected"], counts["right"])


def main() -> None:
    registers = Registers(_ROOT / "data" / "registers")
    for part in ("dev", "held"):
        result = score(part, registers)
        print(
            f"{part}: sentences {result.sentences}, names {result.expected}, "
            f"precision {result.precision:.3f}, recall {result.recall:.3f}"
        )


if __name__ == "__main__":
    main()
