"""Print how free questions about the notice are answered: exact, wrong or unsure, and how fast.

    python -m bench.ask            # the examples of the grammar, then the blind sets
    python -m bench.ask --misses   # and each question that was not answered exactly
    python -m bench.ask --known FILE.jsonl   # the questions of a file, as bench/ask_answers.py says

In `bench/questions/`, `ask_strangers_*.jsonl` were written by somebody who knew the notice alone,
`ask_english*.jsonl` by the author of the English rules, each before the rules that it mended.
`ask_reworded_*.jsonl` ask 419 of these questions in other words, 10 or 14 times each, by somebody
who knew the notice alone. The examples stand in `queries/asking/examples.csv`; the code was written
with them in view. The blind sets `ask_blind_*.csv` were each written without looking at the code or
the words; their figures at first sight stand in `docs/asking.md`.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.ask_answers import Known, read_known, says
from bench.ask_truth import Place, Truth, is_right
from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.sparql.evaluate import Query
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from queries.asking.answers import AMBIGUOUS, REFUSED, UNSURE, Answer, ask
from queries.asking.words.grammar import examples, families

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "bench" / "questions"
NOTICE = ROOT / "data" / "documents" / "taizhengfa-2018-3.txt"
_THEMES = """
    SELECT ?annex ?row ?theme WHERE {
      ?item zt:annexNumber ?annex ; zt:rowNumber ?row OPTIONAL { ?item zt:theme ?theme }
    }"""


@dataclass(frozen=True)
class Asked:
    """A question with its check, the answer it got, how that is judged and how long it took."""

    question: str
    check: str
    answer: Answer
    verdict: str
    milliseconds: float
    processor: float


def read_truth(opened: OpenSnapshot) -> Truth:
    """Return the truth of the notice with the themes of the graph."""
    content = json.loads(opened.workers.answer(Query(_THEMES)).body)
    themes: dict[Place, set[str]] = {}
    for binding in content["results"]["bindings"]:
        place = (int(binding["annex"]["value"]), int(binding["row"]["value"]))
        found = themes.setdefault(place, set())
        if "theme" in binding:
            found.add(binding["theme"]["value"].rpartition("/")[2])
    return Truth(themes)


def judge_known(answer: Answer, known: Known, truth: Truth) -> str:
    """Return how an answer is to be judged by what a person found."""
    return _verdict(answer, right=says(answer, known.answer, truth), refusing=known.answer is None)


def _verdict(answer: Answer, *, right: bool, refusing: bool) -> str:
    if answer.status in (REFUSED, AMBIGUOUS):
        return "exact" if right and refusing else "refused"
    if answer.status == UNSURE:
        return "unsure, exact" if right else "unsure, other"
    return "exact" if right else "wrong"


def judge(answer: Answer, check: str, truth: Truth) -> str:
    """Return `exact`, `wrong`, or, where the answer says so itself, `unsure` or `refused`."""
    right = is_right(answer, check.removeprefix("unsure "), truth)
    return _verdict(answer, right=right, refusing=check.startswith("refused"))


def ask_all(
    questions: Iterable[tuple[str, str]], opened: OpenSnapshot, truth: Truth
) -> Iterator[Asked]:
    """Ask all questions, each a pair of words and check."""
    for question, check in questions:
        start, worked = time.perf_counter(), time.process_time()
        answer = ask(question, opened)
        spent = (time.perf_counter() - start) * 1000
        own = (time.process_time() - worked) * 1000
        yield Asked(question, check, answer, judge(answer, check, truth), spent, own)


def ask_known(questions: Iterable[Known], opened: OpenSnapshot, truth: Truth) -> Iterator[Asked]:
    """Ask all questions to which somebody found the answers."""
    for known in questions:
        start, worked = time.perf_counter(), time.process_time()
        answer = ask(known.question, opened)
        spent = (time.perf_counter() - start) * 1000
        own = (time.process_time() - worked) * 1000
        verdict = judge_known(answer, known, truth)
        yield Asked(known.question, str(known.answer), answer, verdict, spent, own)


def known_sets() -> dict[str, list[Known]]:
    """Return the questions of strangers and those in English, by set."""
    patterns = ("ask_strangers_*.jsonl", "ask_english*.jsonl")
    paths = [path for one in patterns for path in sorted(QUESTIONS.glob(one))]
    return {path.stem: read_known(path) for path in paths}


def reworded_sets() -> dict[str, list[Known]]:
    """Return questions of strangers as other strangers word them, by set; `kind` tells which."""
    paths = sorted(QUESTIONS.glob("ask_reworded_*.jsonl"))
    return {path.stem: read_known(path) for path in paths}


def blind_sets() -> dict[str, list[tuple[str, str]]]:
    """Return the questions of each blind set."""
    found = {}
    for path in sorted(QUESTIONS.glob("ask_blind_*.csv")):
        rows = csv.DictReader(path.read_text("utf-8").splitlines())
        found[path.stem] = [(row["question"], row["check"]) for row in rows]
    return found


def family_table() -> list[str]:
    """Return the lines of the table of families, each with its first example and their number."""
    by_family: dict[str, list[str]] = {}
    for example in examples():
        by_family.setdefault(example.family, []).append(example.question)
    lines = ["| family | what it asks | examples | such as |", "|---|---|---|---|"]
    return lines + [
        f"| `{f.name}` | {f.title_en} · {f.title_zh} | {len(found)} | {found[0] if found else ''} |"
        for f in families()
        for found in [by_family.get(f.name, [])]
    ]


def _print(name: str, asked: list[Asked], *, misses: bool) -> None:
    verdicts = Counter(one.verdict for one in asked)
    times = [one.milliseconds for one in asked]
    counts = ", ".join(f"{verdict} {number}" for verdict, number in sorted(verdicts.items()))
    spent = f"p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms"
    own = median(one.processor for one in asked)
    print(f"{name}: {len(asked)} questions: {counts}")
    print(f"  {spent}, most {max(times):.0f} ms; of it {own:.0f} ms of this process's own work")
    for one in asked if misses else ():
        if one.verdict != "exact":
            print(f"  {one.verdict}: {one.question} | {one.check}\n    {one.answer.sentence}")
            print(f"    {'; '.join(one.answer.notes)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what was not exact")
    parser.add_argument("--known", type=Path, help="ask the questions of this file alone")
    parser.add_argument("--table", action="store_true", help="print the table of docs/asking.md")
    arguments = parser.parse_args()
    if arguments.table:
        print("\n".join(family_table()))
        return
    misses = arguments.misses
    with tempfile.TemporaryDirectory() as home:
        snapshot = Loader(Path(home), ROOT / "data", DEFAULT_BASE).load([NOTICE]).snapshot
        with OpenSnapshot(snapshot, Limits()) as opened:
            truth = read_truth(opened)
            opened.index.warm()
            ask("环保局牵头哪些任务", opened)
            tuned = [(example.question, example.check) for example in examples()]
            checked = {} if arguments.known else {"examples": tuned, **blind_sets()}
            for name, questions in checked.items():
                _print(name, list(ask_all(questions, opened, truth)), misses=misses)
            given = arguments.known
            every = {**known_sets(), **reworded_sets()}
            strangers = {given.stem: read_known(given)} if given else every
            for name, known in strangers.items():
                _print(name, list(ask_known(known, opened, truth)), misses=misses)


if __name__ == "__main__":
    main()
