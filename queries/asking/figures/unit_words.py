"""Which units the words of a question ask for, as `units.csv` has them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.index.words.words import fold
from queries.asking.readings.draft import Draft


def units_asked(draft: Draft) -> frozenset[str]:
    """Return the units that the words of a question ask for: 多少亿元 asks for money."""
    return units_said("".join(t.text for t in draft.tokens if t.has("count", "unit"))).units


def units_said(said: str) -> UnitWords:
    """Return the units that the words ask for; a single sign only behind 几 or 多少."""
    return next((row for word, row in unit_words() if _says_unit(said, word)), UnitWords())


def _says_unit(said: str, word: str) -> bool:
    if len(word) > 1:
        return word in said
    return any(f"{how}{word}" in said for how in ("几", "多少", "多少个", "几个"))


@dataclass(frozen=True)
class UnitWords:
    """The units that a word asks for, and the words of texts that it means."""

    units: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@cache
def unit_words() -> tuple[tuple[str, UnitWords], ...]:
    """Return the words that ask for a unit, in the order of the file, with what they mean."""
    text = files("queries.asking").joinpath("units.csv").read_text("utf-8")
    return tuple(
        (fold(word).text, UnitWords(frozenset(row["units"].split("|")), _split(row["words"])))
        for row in csv.DictReader(text.splitlines())
        for word in row["asked"].split("|")
    )


def _split(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split("|") if word)
