"""More like this: what shares the rarest words of an entry."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import tantivy

from graph.index.entries.cards import Card
from graph.index.ranking.formulas import Formula, Scaled, Sum
from graph.index.search.held import AllOf, AnyOf, Held, NoneOf, Value
from graph.index.words.words import Words

_MOST_WORDS = 15


def likeness_of(card: Card, words: Words, searcher: tantivy.Searcher) -> dict[str, float]:
    """Return the words of the entry of `card` that make others resemble it, with their weights."""
    text = " ".join((card["label"], card["text"], card["annual_task"]))
    counts = Counter(word for word in words.search_words(text) if len(word) > 1)
    weights = {word: count * _rarity(word, searcher) for word, count in counts.items()}
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:_MOST_WORDS]
    return {word: weights[word] for word in chosen}


def likeness_formula(iri: str, weights: Mapping[str, float]) -> Formula:
    """Return what resembling the entry `iri` scores, itself left out."""
    alike = Sum(may=tuple(Scaled(_word(word), weight) for word, weight in weights.items()))
    return Sum((alike,), never=(Value("iri", (iri,)),))


def likeness_held(iri: str, weights: Iterable[str]) -> Held:
    """Return what the entries hold that resemble it."""
    alike = AnyOf(tuple(map(_word, weights)))
    return AllOf((alike, NoneOf(Value("iri", (iri,)))))


def _word(word: str) -> Value:
    return Value("words", (word,))


def _rarity(word: str, searcher: tantivy.Searcher) -> float:
    return math.log(1 + searcher.num_docs / (1 + searcher.doc_freq("words", word)))
