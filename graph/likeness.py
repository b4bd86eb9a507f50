"""More like this: what shares the rarest words of an entry."""

from __future__ import annotations

import math
from collections import Counter

import tantivy

from graph.cards import Card
from graph.words import Words

_MOST_WORDS = 15


def likeness_query(
    card: Card, words: Words, searcher: tantivy.Searcher, schema: tantivy.Schema
) -> tantivy.Query:
    """Return the query for what resembles the entry of `card`, itself left out."""
    text = " ".join((card["label"], card["text"], card["annual_task"]))
    counts = Counter(word for word in words.search_words(text) if len(word) > 1)
    weights = {word: count * _rarity(word, searcher) for word, count in counts.items()}
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:_MOST_WORDS]
    clauses = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_word(word, schema), weights[word]))
        for word in chosen
    ]
    alike = tantivy.Query.boolean_query(clauses)
    itself = tantivy.Query.term_query(schema, "iri", card["iri"])
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, alike), (tantivy.Occur.MustNot, itself)]
    )


def _word(word: str, schema: tantivy.Schema) -> tantivy.Query:
    return tantivy.Query.term_query(schema, "words", word)


def _rarity(word: str, searcher: tantivy.Searcher) -> float:
    return math.log(1 + searcher.num_docs / (1 + searcher.doc_freq("words", word)))
