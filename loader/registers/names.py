"""Names in a text: where, of what kind, and by which rule they were recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from loader.registers.divisions import Division

if TYPE_CHECKING:
    from loader.entities import Agent

Kind = Literal["place", "facility", "organization", "programme", "event", "policy"]

Rule = Literal["register", "list", "title", "number", "quoted", "ending", "place", "body"]


@dataclass(frozen=True)
class Name:
    """A name in a text, at the characters `start` to `end`.

    `place` is the place that it names, or in which what it names is said to be. `row` is the key of
    the row of a register that has it.
    """

    start: int
    end: int
    kind: Kind
    rule: Rule
    confidence: str
    place: Division | None = None
    row: str = ""
    inner: bool = False
    """Stands within another name: 太仓 in 国际服务太仓平台."""

    agent: Agent | None = None
    """The body that the resolver knows by this name."""


def without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Return the names in printed order; where two overlap, the longer one, then the first given.

    >>> city = Name(0, 2, "place", "place", "0.9")
    >>> without_overlaps([city, Name(0, 3, "facility", "ending", "0.8")])[0].kind
    'facility'
    """
    longest_first = sorted(names, key=lambda name: name.start - name.end)
    kept: list[Name] = []
    for name in longest_first:
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)
