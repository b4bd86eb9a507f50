"""Print how fast and how completely a search finds, beside SQLite FTS5 and Whoosh.

    python -m bench.search [--documents 1000] [--rivals 20000] [--wording wide]

An index of the documents of `bench.make_corpus` is put into the place of the notice's own, and a
real server is asked: the seconds are those of the server's clock (its header `Zhengtu-Seconds`),
once it has done what it does after its start (it reads common words for some seconds).
Free questions are asked there, too, as far as the index answers them.
The other two search the texts of some of the items, and are asked for whatever holds a wording: the
seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import httpx

from bench.make_corpus import NARROW, WORDINGS, city_of, write_corpus
from bench.search_corpus import entries_of, items_of, write_index
from bench.search_rivals import measure, sqlite_finder, whoosh_finder
from bench.served import Served, serving
from bench.wordings import Wording
from graph.index.index import TextIndex
from graph.index.words.lexicon import read_lexicon
from graph.index.words.words import runs
from graph.storage.snapshot import NAMES, open_current

_ASKED = 300
_CELLS = 20
_STARTED, _LONGEST = 2.0, 60.0
"""Seconds after which a server warms up, and how long that is waited for at the most."""
_PIVOTS = (
    {"rows": "theme", "columns": "year"},
    {"rows": "theme", "columns": "official", "role": "supervising", "year": "2012-2014"},
    {"rows": "agency", "columns": "theme", "role": "lead", "theme": "environment"},
    {"rows": "jurisdiction", "columns": "theme"},
    {"rows": "jurisdiction", "columns": "year", "measure": "targets"},
    {"rows": "category", "columns": "agency", "year": "2012", "role": "lead"},
)
_QUESTIONS = (
    "有多少项任务",
    "环境类任务有多少项",
    "环境类任务占全部任务的比例",
    "2012年有多少项任务",
    "2012年环境类任务有哪些",
    "有多少项任务提到河道整治",
    "哪个主题的任务最多",
    "各主题各有多少项任务",
    "哪个部门牵头的任务最多",
    "牵头任务前十的部门",
    "哪些部门牵头超过20项任务",
    "哪些部门牵头环境类任务",
    "学校扩建由谁牵头",
    "科技局牵头哪些任务",
    "财政局和教育局共同参与的任务有多少项",
    "{city}财政局牵头哪些任务",
    "{city}环境类任务有哪些",
)
"""Questions that the index answers: what is asked of the graph, it has of the notice alone."""


def main() -> None:
    """Build the index, ask it, and print the figures."""
    parser = argparse.ArgumentParser(description="measure the search")
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--wording", choices=WORDINGS, default="narrow", help="how varied it is")
    parser.add_argument("--rivals", type=int, default=20_000, help="items that the others search")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _replace_index(home, asked.documents, Path(folder), WORDINGS[asked.wording])
        with serving(home) as server:
            _settle(server)
            with httpx.Client(base_url=server.address, timeout=60, trust_env=False) as client:
                _ask_server(client, asked.documents, WORDINGS[asked.wording])
        _compare(Path(folder), asked.rivals)


def _settle(server: Served) -> None:
    """Wait until the server has started what it does on its own, and then until that is done."""
    time.sleep(_STARTED)
    server.settle(_LONGEST)


def _replace_index(home: Path, documents: int, folder: Path, wording: Wording) -> None:
    command = [sys.executable, "-m", "zhengtu.cli", "load", "--fresh", "--home", str(home)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    index = open_current(home).index_path
    lexicon, kept = read_lexicon(index), folder / NAMES
    shutil.move(index / NAMES, kept)
    shutil.rmtree(index)
    begun = time.monotonic()
    write_index(index, documents, lexicon, wording)
    seconds = time.monotonic() - begun
    size = sum(path.stat().st_size for path in index.iterdir())
    corpus = write_corpus(documents, folder / "corpus", wording=wording)
    texts = sum(path.stat().st_size for path in corpus)
    shutil.move(kept, index / NAMES)
    print(
        f"{documents} documents, {documents * 166} items: texts {texts / 1e6:.1f} MB, index "
        f"{size / 1e6:.1f} MB ({size / texts:.2f} of the texts), written in {seconds:.0f} s"
    )


def queries(documents: int, wording: Wording = NARROW) -> list[dict[str, str]]:
    """Return searches as people write them: words, phrases, names, with and without filters."""
    dice = random.Random(5)  # noqa: S311
    found: list[dict[str, str]] = []
    for _ in range(_ASKED // 6):
        number = dice.randrange(documents)
        line, city = dice.choice(items_of(number, wording)), city_of(number)[0]
        text = line.text.partition("，")[0]
        found += [
            {"q": text[2:4]},
            {"q": text},
            {"q": f"{text[:2]} {text[2:6]}", "theme": "environment"},
            {"q": f"{line.lead} {text[2:4]}", "year": str(city_of(number)[1])},
            {"q": f"{city}{line.lead}"},
            {"q": f'"{text[2:6]}" -{line.lead}', "jurisdiction": city},
        ]
    return found


def _ask_server(client: httpx.Client, documents: int, wording: Wording) -> None:
    asked = queries(documents, wording)
    for facets in ("20", "0"):
        for turn in ("first", "again"):
            seconds = [_seconds(client, "search", {**one, "facets": facets}) for one in asked]
            print(f"  search with {facets} values per facet, {turn}: {_percentiles(seconds)}")
    tables = [_seconds(client, "pivot", one) for one in _PIVOTS * (_CELLS // len(_PIVOTS) + 1)]
    print(f"  pivot: {_percentiles(tables)}")
    for one in _PIVOTS:
        times = [_seconds(client, "pivot", one) for _ in range(5)]
        print(f"    {one}: {statistics.median(times) * 1000:.1f} ms")
    for question in _QUESTIONS:
        words = {"q": question.format(city=city_of(0)[0])}
        times = [_seconds(client, "ask", words) * 1000 for _ in range(6)]
        again = statistics.median(times[1:])
        print(f"    {words['q']}: {times[0]:.0f} ms, again {again:.0f} ms")
    typed = [one["q"][:2] for one in asked]
    suggested = [_seconds(client, "suggest", {"q": words}) for words in typed]
    print(f"  suggest: {_percentiles(suggested)}")


def _seconds(client: httpx.Client, path: str, asked: dict[str, str]) -> float:
    answer = client.get(f"/api/{path}", params=asked).raise_for_status()
    return float(answer.headers["zhengtu-seconds"])


def _percentiles(seconds: Iterable[float]) -> str:
    times = sorted(seconds)
    middle, late = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
    return f"p50 {middle * 1000:.1f} ms, p99 {late * 1000:.1f} ms of {len(times)}"


def _compare(folder: Path, count: int) -> None:
    documents = -(-count // 166)
    lines = [line for number in range(documents) for line in items_of(number)][:count]
    texts = [f"{line.text} {line.lead} {line.supporting} {line.leader}" for line in lines]
    asked = _asked_of(texts)
    ours = folder / "ours"
    begun = time.perf_counter()
    write_index(ours, documents, read_lexicon(open_current(folder / "home").index_path))
    index, seconds = TextIndex(ours), time.perf_counter() - begun
    numbers = _numbers(documents)

    def find(words: str) -> set[int]:
        found = index.scores(f'"{words}"', 2 * count)
        return {numbers[iri] for iri, _ in found if numbers.get(iri, count) < count}

    index.warm()
    print(f"{count} items, {len(asked)} wordings of two to six letters, all results of each:")
    for name, (finder, built) in (
        ("zhengtu", (find, seconds)),
        ("SQLite FTS5 trigram", sqlite_finder(folder, texts)),
        ("Whoosh, jieba", whoosh_finder(folder, texts)),
    ):
        for length in (2, 3, 4, 6):
            own = [(words, held) for words, held in asked if len(words) == length]
            recall, precision, times = measure(finder, own)
            print(
                f"  {name}, {length} letters: recall {recall:.3f}, precision {precision:.3f}, "
                f"{_percentiles(times)}; index in {built:.0f} s"
            )


def _numbers(documents: int) -> dict[str, int]:
    iris = (e.iri for n in range(documents) for e in entries_of(n) if e.type == "task")
    return {iri: number for number, iri in enumerate(iris)}


def _asked_of(texts: list[str]) -> list[tuple[str, set[int]]]:
    """Return wordings of the texts with the texts that hold them."""
    dice = random.Random(9)  # noqa: S311
    wordings: set[str] = set()
    while len(wordings) < 120:
        length = (2, 3, 4, 6)[len(wordings) % 4]
        run = dice.choice([r for r in runs(dice.choice(texts)) if len(r) >= 2])
        start = dice.randrange(max(1, len(run) - length + 1))
        if len(run) >= length:
            wordings.add(run[start : start + length])
    return [(w, {n for n, t in enumerate(texts) if w in t}) for w in sorted(wordings)]


if __name__ == "__main__":
    main()
