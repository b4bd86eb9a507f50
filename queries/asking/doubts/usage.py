"""Whether questions that are worded like this one are read like this.

The rules read a question; thousands of annotated questions, of which the right reading is known,
say how the same words are usually meant. `usage.csv` weighs for each trait of a reading (`focus`
is who or what, `measure` is listed or counted, ...) the words that speak for and against it, as
`bench/usage.py` finds them. A reading with a trait that its words speak against is not changed,
but the answer says that it is unsure.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from queries.asking.readings.reading import Clause, Condition, Reading
from queries.asking.words.tokens import UNKNOWN, Token

Weights = dict[str, list[tuple[int, float]]]
_MOST = 3
"""Words of a class that are counted; more are as many."""
_PLACES = ("num", "number", "row", "rows", "annex", "year")
"""Classes of words of which it does not matter which number they name."""
LIMIT = 0.85
"""How improbable a trait is of which an answer says so."""


def is_unusual(
    tokens: Sequence[Token], reading: Reading, plain: frozenset[str] = frozenset()
) -> bool:
    """Tell whether the words of a question speak against a trait of its reading.

    Of the traits that are `plain` the structure of the question decides.
    """
    return improbability(wording(tokens), traits(reading), plain) > LIMIT


def role_traits() -> Iterator[str]:
    """Yield the traits that say in which role something is had."""
    yield from (name for name in _table()[0] if "roles" in name)


def improbability(
    words: frozenset[str], found: frozenset[str], plain: frozenset[str] = frozenset()
) -> float:
    """Return how improbable the least probable trait is, present or missing: 0 to 1.

    >>> improbability(frozenset(), frozenset()) < 1
    True
    """
    names, weights = _table()
    sums = np.zeros(len(names))
    for word in ("", *words):
        for trait, weight in weights.get(word, ()):
            sums[trait] += weight
    doubted = against(sums, np.array([name in found for name in names]))
    return float(np.max(doubted, where=[name not in plain for name in names], initial=0))


def against(sums: NDArray[np.float64], present: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how improbable traits with these sums of weights are, present or missing."""
    return 1 / (1 + np.exp(np.where(present, sums, -sums)))


@cache
def _table() -> tuple[tuple[str, ...], Weights]:
    """Return the traits, and the weights of each word for them."""
    text = files("queries.asking").joinpath("usage.csv").read_text("utf-8")
    names: dict[str, int] = {}
    weights: Weights = {}
    for trait, word, weight in csv.reader(text.splitlines()[1:]):
        place = names.setdefault(trait, len(names))
        weights.setdefault(word, []).append((place, float(weight)))
    return tuple(names), weights


def wording(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words of a question as the table has them: alone, by class, and side by side.

    Names and words of the texts are known by their class alone. So are they in the runs of
    letters, each of which begins with `~`.

    >>> sorted(wording([]))
    ['^ $', '~^$']
    """
    known = [(_class(t), _form(t)) for t in tokens if _class(t) != "mark"]
    known = [("^", "^"), *known, ("$", "$")]
    found = {part for pair in known[1:-1] for part in pair}
    for pair in pairwise(known):
        found |= {" ".join(said) for said in zip(*pair, strict=True)}
    triples = zip(known, known[1:], known[2:], strict=False)
    found |= {" ".join(part[0] for part in triple) for triple in triples}
    numbers = Counter(part[0] for part in known[1:-1])
    found |= {f"{min(number, _MOST)} {kind}" for kind, number in numbers.items()}
    return frozenset(found | _runs(tokens))


def _runs(tokens: Sequence[Token]) -> set[str]:
    letters = "".join(_SIGNS.get(_class(t)) or ("@" if t.nodes else t.text) for t in tokens)
    text = f"^{letters}$"
    return {
        f"~{text[begin : begin + length]}"
        for length in range(1, _LONGEST + 1)
        for begin in range(len(text) - length + 1)
    } - {"~^", "~$"}


_LONGEST = 3
_SIGNS = {"…": "…", **dict.fromkeys(_PLACES, "#")}


def _class(token: Token) -> str:
    if token.nodes:
        return "#" + "|".join(sorted({node.type for node in token.nodes}))
    kind = token.senses[0].kind if token.senses else UNKNOWN
    return "…" if kind in ("phrase", UNKNOWN) else kind


def _form(token: Token) -> str:
    kind = _class(token)
    return kind if kind in ("…", *_PLACES) or token.nodes else f"{kind}:{token.text}"


def traits(reading: Reading) -> frozenset[str]:
    """Return what a reading is like, whomever and whatever it names, without filters beside it."""
    found = {
        f"focus {reading.focus}",
        f"measure {reading.measure}",
        f"clauses {len(reading.clauses)}",
        f"counted {reading.counted}",
        f"order {reading.order}",
        *(f"asks {word}" for word in reading.asks),
    }
    for name in ("among", "excluded", "types", "top", "base", "claimed", "nth"):
        if getattr(reading, name):
            found.add(name)
    for clause in reading.clauses:
        found.update(_traits_of_clause(clause))
    return frozenset(found)


def _traits_of_clause(clause: Clause) -> Iterator[str]:
    yield "roles " + "|".join(sorted(clause.roles))
    for name in ("negated", "only", "comparator", "most", "than"):
        if getattr(clause, name):
            yield f"clause {name}"
    for condition in (c for c in clause.conditions if c.slot != "filter"):
        yield f"condition {condition.slot}"
        yield "condition roles " + "|".join(sorted(condition.roles))
        yield from _traits_of_condition(condition)


def _traits_of_condition(condition: Condition) -> Iterator[str]:
    for name in ("every", "negated", "only", "first", "comparator"):
        if getattr(condition, name):
            yield f"condition {condition.slot} {name}"
    if len(condition.nodes) > 1:
        yield f"condition {condition.slot} several"
