"""More like this: what shares the rarest words of an entry."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import tantivy

from graph.cards import Card
from graph.counting.held import AllOf, AnyOf, Held, NoneOf, Value
from graph.words import Words

_MOST_WORDS = 15


def likeness_of(card: Card, words: Words, searcher: tantivy.Searcher) -> dict[str, float]:
    """Return the words of the entry of `card` that make others resemble it, with their weights."""
    text = " ".join((card["label"], card["text"], card["annual_task"]))
    counts = Counter(word for word in words.search_words(text) if len(word) > 1)
    weights = {word: count * _rarity(word, searcher) for word, count in counts.items()}
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:_MOST_WORDS]
    return {word: weights[word] for word in chosen}


def likeness_query(iri: str, weights: Mapping[str, float], schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for what resembles the entry `iri` by words, itself left out."""
    clauses = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_word(word, schema), weight))
        for word, weight in weights.items()
    ]
    alike = tantivy.Query.boolean_query(clauses)
    itself = tantivy.Query.term_query(schema, "iri", iri)
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, alike), (tantivy.Occur.MustNot, itself)]
    )


def likeness_held(iri: str, weights: Iterable[str]) -> Held:
    """Return what the entries hold that `likeness_query` finds."""
    alike = AnyOf(tuple(Value("words", (word,)) for word in weights))
    return AllOf((alike, NoneOf(Value("iri", (iri,)))))


def _word(word: str, schema: tantivy.Schema) -> tantivy.Query:
    return tantivy.Query.term_query(schema, "words", word)


def _rarity(word: str, searcher: tantivy.Searcher) -> float:
    return math.log(1 + searcher.num_docs / (1 + searcher.doc_freq("words", word)))
