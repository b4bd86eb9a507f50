"""Weigh what words of annotated questions say of their readings, for `queries/asking/usage.csv`.

    python -m bench.usage              # write the table; print what such a table says of others
    python -m bench.usage --check      # print alone

Each question of `bench/ask_*` and of the examples that is answered exactly says that its reading
is right. For each trait of readings a regression that prefers few words finds which words speak
for it and which against. What the table is worth is told by sets that it was not made of: how
many of the exact answers, and of the wrong ones, would say that they are unsure. Most wrong ones
have been mended since, so of these only the share at first sight says much.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from bench.ask import (
    NOTICE,
    ROOT,
    ask_all,
    ask_known,
    blind_sets,
    known_sets,
    read_truth,
    reworded_sets,
)
from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from queries.asking.answers import Answer, ask
from queries.asking.cutting.cutting import read_question
from queries.asking.cutting.rewrites import rewrites
from queries.asking.doubts.usage import LIMIT, against, traits, wording
from queries.asking.words.grammar import examples

TABLE = ROOT / "queries" / "asking" / "usage.csv"
_LEAST = 150
"""Questions that have a trait, or have it not, for it to be weighed."""
_FOLDS = 5
_SMALLEST = 0.05
_EXAMPLES = "examples"
_OF_EXAMPLES = 10.0
"""How much more an example of the grammar says than a question of a stranger."""
_RIGHT = ("exact", "unsure, exact")


@dataclass(frozen=True)
class Used:
    """The words of a question and the traits of its reading, with the set and the verdict."""

    words: frozenset[str]
    traits: frozenset[str]
    verdict: str
    source: str


def used_in(opened: OpenSnapshot) -> Iterator[Used]:
    """Yield the annotated questions that have a reading."""
    truth = read_truth(opened)
    checked = {_EXAMPLES: [(e.question, e.check) for e in examples()], **blind_sets()}
    for source, questions in checked.items():
        for asked in ask_all(questions, opened, truth):
            yield from _used(asked.question, asked.answer, asked.verdict, source, opened)
    for source, known in {**known_sets(), **reworded_sets()}.items():
        for asked in ask_known(known, opened, truth):
            yield from _used(asked.question, asked.answer, asked.verdict, source, opened)
    for question in {said for line in rewrites() for said in (line.question, line.means)}:
        yield from _used(question, ask(question, opened), "exact", _EXAMPLES, opened)


def _used(
    question: str, answer: Answer, verdict: str, source: str, opened: OpenSnapshot
) -> Iterator[Used]:
    if answer.reading is not None:
        words = wording(read_question(question, opened)[0].tokens)
        yield Used(words, traits(answer.reading), verdict, source)


@dataclass(frozen=True)
class Table:
    """For each trait the weight of each word, and of all questions together (`""`)."""

    traits: tuple[str, ...]
    words: CountVectorizer
    weights: NDArray[np.float64]
    always: NDArray[np.float64]

    def improbability(self, questions: Sequence[Used]) -> NDArray[np.float64]:
        """Return of each question how improbable its least probable trait is."""
        sums = self.words.transform(questions) @ self.weights.T + self.always
        held = np.array([[trait in q.traits for trait in self.traits] for q in questions])
        return against(sums, held).max(axis=1)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield trait, word and weight."""
        names = self.words.get_feature_names_out()
        for trait, weights, always in zip(self.traits, self.weights, self.always, strict=True):
            yield trait, "", f"{always:.2f}"
            for place in np.flatnonzero(np.abs(weights) >= _SMALLEST):
                yield trait, names[place], f"{weights[place]:.2f}"


def weigh(questions: Sequence[Used]) -> Table:
    """Return the table that questions with right readings say."""
    words = CountVectorizer(analyzer=_words_of, min_df=2, dtype=np.float64)
    matrix = words.fit_transform(questions)
    number = Counter(trait for one in questions for trait in one.traits)
    found = sorted(t for t, n in number.items() if _LEAST <= n <= len(questions) - _LEAST)
    heard = [_OF_EXAMPLES if one.source == _EXAMPLES else 1.0 for one in questions]
    weights, always = [], []
    for trait in found:
        fitted = LogisticRegression(
            solver="liblinear", l1_ratio=1.0, max_iter=300, intercept_scaling=10.0, random_state=0
        )
        fitted.fit(matrix, [trait in one.traits for one in questions], sample_weight=heard)
        weights.append(fitted.coef_[0])
        always.append(fitted.intercept_[0])
    return Table(tuple(found), words, np.array(weights), np.array(always))


def _words_of(question: Used) -> list[str]:
    return sorted(question.words)


def print_worth(questions: Sequence[Used]) -> None:
    """Print what tables say of the questions of sets that they were not made of."""
    sources = sorted({one.source for one in questions})
    judged: dict[str, list[float]] = {}
    for fold in range(_FOLDS):
        held = set(sources[fold::_FOLDS])
        made_of = [q for q in questions if q.source not in held and q.verdict in _RIGHT]
        others = [q for q in questions if q.source in held]
        for one, value in zip(others, weigh(made_of).improbability(others), strict=True):
            judged.setdefault(one.verdict, []).append(float(value))
    for limit in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99):
        over = {v: np.mean(np.array(found) > limit) for v, found in sorted(judged.items())}
        told = ", ".join(f"{v} {share:.3f} of {len(judged[v])}" for v, share in over.items())
        print(f"over {limit}{' *' if limit == LIMIT else ''}: {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        snapshot = Loader(Path(home), ROOT / "data", DEFAULT_BASE).load([NOTICE]).snapshot
        with OpenSnapshot(snapshot, Limits()) as opened:
            opened.index.warm()
            questions = list(used_in(opened))
    print_worth(questions)
    if arguments.check:
        return
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("trait", "word", "weight"))
        writer.writerows(weigh([q for q in questions if q.verdict in _RIGHT]).rows())


if __name__ == "__main__":
    main()
