"""From a text to the names in it."""

from __future__ import annotations

from collections.abc import Iterator

from loader.mentions.names import Name, without_overlaps
from loader.mentions.vocabulary import Vocabulary
from loader.place_names import find_places_in
from loader.words import Words, cut


def find_names(text: str, vocabulary: Vocabulary) -> list[Name]:
    """Return what `text` names, in printed order."""
    return without_overlaps(_names(cut(text), vocabulary))


def _names(words: Words, vocabulary: Vocabulary) -> Iterator[Name]:
    yield from _places(words, vocabulary)
    yield from vocabulary.countries.find(words)


def _places(words: Words, vocabulary: Vocabulary) -> Iterator[Name]:
    for found in find_places_in(words, vocabulary.lexicon):
        yield Name(found.start, found.end, "place", "place", found.confidence, found.place)
