"""Print how well a search ranks the items of the notice: recall@50, nDCG@10 and what is missed.

    make search-quality

The queries and judgements are `tests/truth/search_queries.csv`: the items (annex.row) that answer
it, and those that touch it. They were judged twice: by reading the transcript, before any search;
then by reading what the searches bring first and was not judged, which `second_pass` notes.
`@name` stands for all items that print a unit or leader so in the independent transcript,
`#label` for the body or official itself.
"""

from __future__ import annotations

import csv
import json
import math
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.index.index import TextIndex
from graph.index.search.searches import Search
from loader.load import Loader
from ontology.ids import DEFAULT_BASE

ROOT = Path(__file__).parents[1]
TRUTH = ROOT / "tests" / "truth"
NOTICE = ROOT / "data" / "documents" / "taizhengfa-2018-3.txt"
_ITEMS = ("task", "project", "indicator")


@dataclass(frozen=True)
class Judged:
    """A query with its gains: 3 for what answers it, 1 for what touches it."""

    kind: str
    query: str
    gains: dict[str, int]


@dataclass(frozen=True)
class Score:
    """What a query found: shares of 1, and the relevant results that are not among the first 50."""

    judged: Judged
    recall: float
    ndcg: float
    missed: tuple[str, ...]


def main() -> None:
    """Load the notice into a folder of its own and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Loader(Path(folder), ROOT / "data", DEFAULT_BASE).load([NOTICE]).snapshot
        scores = [score(judged, TextIndex(snapshot.index_path)) for judged in read_judged()]
    kinds: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        kinds[one.judged.kind].append(one)
    for kind, own in [*kinds.items(), ("all", scores)]:
        recall = sum(one.recall for one in own) / len(own)
        ndcg = sum(one.ndcg for one in own) / len(own)
        print(f"{kind}: {len(own)} queries, recall@50 {recall:.3f}, nDCG@10 {ndcg:.3f}")
    for one in scores:
        if one.missed or one.ndcg < 0.8:
            missed = " ".join(one.missed) or "nothing"
            print(f"  {one.judged.query}: nDCG@10 {one.ndcg:.2f}, missed {missed}")


def read_judged() -> list[Judged]:
    """Read the queries with their judgements."""
    text = (TRUTH / "taizhengfa-2018-3.json").read_text(encoding="utf-8")
    items: list[dict[str, Any]] = json.loads(text)["items"]
    with (TRUTH / "search_queries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        gains = dict.fromkeys(_keys(row["partly"], items), 1)
        gains |= dict.fromkeys(_keys(row["relevant"], items), 3)
        found.append(Judged(row["kind"], row["query"], gains))
    return found


def _keys(judged: str, items: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for word in judged.split():
        if word.startswith("@"):
            found += [f"{i['annex']}.{i['row']}" for i in items if word[1:] in _names(i)]
        else:
            found.append(word)
    return found


def _names(item: dict[str, Any]) -> set[str]:
    roles = ("lead", "supporting", "supervising")
    return {"".join(unit["surface"].split()) for role in roles for unit in item[role]}


def score(judged: Judged, index: TextIndex) -> Score:
    """Search and compare: items and what the judgements name count, other results are no items."""
    hits = index.search(Search(judged.query, limit=200, facets=0)).hits
    keys = [_key(card) for _, card in hits]
    named = any(key.startswith("#") for key in judged.gains)
    found = [key for key in keys if not key.startswith("#") or named]
    relevant = {key for key, gain in judged.gains.items() if gain > 1}
    missed = tuple(sorted(relevant - set(found[:50])))
    gains = [judged.gains.get(key, 0) for key in found[:10]]
    best = sorted(judged.gains.values(), reverse=True)[:10]
    recall = 1 - len(missed) / len(relevant)
    return Score(judged, recall, _discounted(gains) / _discounted(best), missed)


def _key(card: dict[str, Any]) -> str:
    if card["type"] in _ITEMS:
        return ".".join(map(str, card["order"]))
    return f"#{card['label']}"


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


if __name__ == "__main__":
    main()
