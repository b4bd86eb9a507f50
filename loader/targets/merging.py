"""Numbers and promises of one text put together: 增幅高于X 2个百分点 is one target."""

from __future__ import annotations

from dataclasses import replace

from loader.entities import Target
from loader.targets.clauses import FULL_STOP
from loader.targets.wordings import is_assigned


def merge_promises(text: str, measured: list[Target], promised: list[Target]) -> list[Target]:
    """Return the targets with a number and, where these say no more, those without one.

    A promise that names nothing goes on with what the sentence measured before. If it measured
    nothing, only the promise to do what was assigned says something: 完成上级下达任务.
    """
    kept = list(measured)
    for promise in promised:
        number = next((target for target in kept if _follows(text, promise, target)), None)
        named = _named(text, promise, measured)
        if number and promise.reference:
            kept[kept.index(number)] = _with_number(named, number)
        elif _says_something(named) and not any(_overlap(named, target) for target in measured):
            kept.append(named)
    return kept


def _says_something(promise: Target) -> bool:
    return bool(promise.measure) or is_assigned(promise)


def _named(text: str, promise: Target, measured: list[Target]) -> Target:
    if promise.measure:
        return promise
    earlier = [
        target
        for target in measured
        if target.end <= promise.start and not FULL_STOP.search(text, target.end, promise.start)
    ]
    return replace(promise, measure=earlier[-1].measure) if earlier else promise


def _with_number(promise: Target, number: Target) -> Target:
    return replace(
        number,
        start=promise.start,
        comparator=promise.comparator,
        measure=promise.measure,
        reference=promise.reference,
    )


def _follows(text: str, promise: Target, number: Target) -> bool:
    return number.start >= promise.end and not text[promise.end : number.start].strip()


def _overlap(one: Target, other: Target) -> bool:
    return one.start < other.end and other.start < one.end
