"""Targets that no number states: 与上年持平, 完成上级下达任务, 全覆盖."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loader.entities import Target
from loader.registers.target_grammar import Grammar, Wording
from loader.targets.clauses import STOP, last_end
from loader.targets.measures import name_before

_FARTHEST = 80
"""Characters before a wording that may name what it is about."""

_LONG = 16
"""What is longer is no one name; its last part is."""

_SPLIT = re.compile(r"、|以及")


@dataclass(frozen=True)
class Promise:
    """A wording where it stands, for each of the `measures` before it."""

    start: int
    end: int
    comparator: str
    measure_kind: str
    measures: tuple[str, ...]
    reference: str
    baseline: str


def find_promises(text: str, title: str, grammar: Grammar) -> Iterator[Promise]:
    """Yield the promises of `text`, each about what it names, what stands before it or the `title`.

    Without any of them the measure is ''.
    """
    taken = -1
    found = [(match, w) for w in grammar.wordings for match in w.pattern.finditer(text)]
    for match, wording in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        within = match.groupdict().get("measure")
        measures = (within,) if within else _measures(text, match.start(), wording, title, grammar)
        if match.start() >= taken and measures:
            taken = match.end()
            yield _promise(match, wording, measures)


def is_assigned(promise: Wording | Target) -> bool:
    """Tell whether a promise may be about any work, not a quantity alone: 完成上级下达任务."""
    return promise.comparator == "qualitative" and not promise.measure_kind


def _promise(match: re.Match[str], wording: Wording, measures: tuple[str, ...]) -> Promise:
    """Return the promise that a wording makes; 只减不增 compares with the year before."""
    groups = match.groupdict()
    implied = "上年" if wording.comparator in _ORDERS else ""
    return Promise(
        *match.span(),
        wording.comparator,
        wording.measure_kind,
        measures,
        groups.get("reference") or "",
        groups.get("baseline") or implied,
    )


_ORDERS = ("ge", "gt", "le", "lt")


def _measures(
    text: str, start: int, wording: Wording, title: str, grammar: Grammar
) -> tuple[str, ...]:
    stop = last_end(STOP, text, start)
    name = name_before(text[max(stop, start - _FARTHEST) : start], None, grammar)
    if not name:
        return (title,)
    listed = [part for part in _SPLIT.split(name) if part]
    if wording.measure_kind == "share":
        return (name if len(name) < _LONG else listed[-1],)
    if title or is_assigned(wording):
        return tuple(listed)
    quantities = [part for part in listed if part.endswith(grammar.ends("quantity"))]
    return tuple(quantities) if quantities and listed[-1] in quantities else ()
