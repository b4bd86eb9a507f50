"""Which task of a document a project is the detailed form of: an inference, with its evidence.

Two texts are taken for the same work where they share rare wording. Wording is measured in pairs
of characters, each weighing the logarithm of how rare it is among the items of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum, log

from loader.entities import Elaboration, WorkItem
from loader.themes import texts

SHORTEST = 3
"""Characters that a shared wording has at the least."""

ENOUGH = 0.4
"""The score from which a project elaborates a task; how it does is in `make quality`."""

_FULL_BODY = 12
"""Shared pairs of the greatest rarity in the bodies that are worth as much as a shared title."""

_GENERIC_ENDING = re.compile(r"工程(?:（[^）]*）)?$")


@dataclass(frozen=True)
class _Rarity:
    """Weight of character pairs: log(items / items that have the pair)."""

    items: int
    counts: Counter[str]

    def of(self, pairs: Iterable[str]) -> float:
        return fsum(log(self.items / max(self.counts[pair], 1)) for pair in pairs)

    def score_of(
        self, title: str, body: str, shared: Set[str], in_body: Set[str] | None = None
    ) -> float:
        """Return the score of a project whose title has the `shared` pairs, and its body `in_body`.

        With all pairs of a task it is the most that sharing longer wordings can come to.
        """
        pairs = _pairs(title)
        whole = self.of(pairs)
        of_title = self.of(pairs & shared) / whole if whole else 0.0
        of_body = self.of(_pairs(body) & (shared if in_body is None else in_body))
        return of_title + of_body / (_FULL_BODY * log(self.items))


def find_elaborations(items: Iterable[WorkItem]) -> Iterator[Elaboration]:
    """Yield, for each project, the tasks of the same document that are the same work."""
    items = list(items)
    rarity = _rarity(items)
    tasks = [(item, _pairs(item.text)) for item in items if item.kind == "task"]
    for project in (item for item in items if item.kind == "project" and item.title):
        title, body = _wording(project)
        near = (task for task, pairs in tasks if rarity.score_of(title, body, pairs) >= ENOUGH)
        found = (_elaboration(project, task, rarity) for task in near)
        best = sorted(filter(None, found), key=lambda e: (-float(e.score), e.task.row))
        for position, elaboration in enumerate(best, 1):
            yield replace(elaboration, position=position)


def _wording(project: WorkItem) -> tuple[str, str]:
    title = _GENERIC_ENDING.sub("", project.title.text if project.title else "")
    body = "\n".join(printed.text for printed in texts(project) if printed is not project.title)
    return title, body


def _elaboration(project: WorkItem, task: WorkItem, rarity: _Rarity) -> Elaboration | None:
    title, body = _wording(project)
    in_title = shared_runs(title, task.text)
    in_body = shared_runs(body, task.text)
    score = rarity.score_of(title, body, _covered(in_title), _covered(in_body))
    if score < ENOUGH:
        return None
    quote = max([*in_title, *in_body], key=lambda run: (rarity.of(_pairs(run)), run))
    return Elaboration(project, task, quote, quote, f"{min(score, 1):.2f}")


def _rarity(items: list[WorkItem]) -> _Rarity:
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(_pairs("\n".join(printed.text for printed in texts(item))))
    return _Rarity(max(len(items), 2), counts)


@lru_cache(maxsize=1_000)
def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters in `text`: each project is compared with each task."""
    pairs = (text[start : start + 2] for start in range(len(text) - 1))
    return frozenset(pair for pair in pairs if pair.isalnum())


def _covered(runs: Iterable[str]) -> Set[str]:
    return {pair for run in runs for pair in _pairs(run)}


def shared_runs(text: str, other: str) -> list[str]:
    """Return the longest wordings that stand in both texts, none part of another.

    >>> shared_runs("城区背街小巷提档改造", "深入实施城区背街小巷提档改造工程。")
    ['城区背街小巷提档改造']
    """
    runs: dict[str, None] = {}
    for start in range(len(text) - SHORTEST + 1):
        end = start + SHORTEST
        while end <= len(text) and text[start:end] in other:
            end += 1
        if end > start + SHORTEST:
            runs[text[start : end - 1]] = None
    return [run for run in runs if not any(run != longer and run in longer for longer in runs)]
