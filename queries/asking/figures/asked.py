"""What a question asks of numbers: of each the words that say so, and of all the context."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One number that is asked for.

    `pieces` are the words it is asked of, `names` those of them that name something; `deeds` only
    tell like numbers apart, as does of what part of an item they are; `units` may be empty.
    """

    pieces: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    units: frozenset[str] = frozenset()
    asks_now: bool = False
    asks_total: bool = False
    label: str = ""
    head: str = ""
    counted: str = ""
    part: str = ""


@dataclass(frozen=True)
class Asked:
    """All numbers that a question asks for, and the words that tell of which things they are."""

    topics: tuple[Topic, ...]
    context: tuple[str, ...]
    asks_sum: bool
    asks_each: bool = False
    places: tuple[str, ...] = ()
