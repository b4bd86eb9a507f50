"""What a document says outside of its work items: the policies that it cites, by title or number.

Of a policy also the programmes that it speaks of, which its provisions share with work items.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from loader.entities import Letter, Place
from loader.mentions.entities import entity_of
from loader.mentions.items import Mention
from loader.mentions.quoted import find_titles
from loader.mentions.vocabulary import Vocabulary
from loader.registers.policies import folded
from loader.source import Source, Span


def find_citations(source: Source, letter: Letter, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return where `source` cites other documents: not itself, and not what its title issues."""
    own = {folded(letter.title), folded(letter.number or "")}
    found = (mention for place in _places(source) for mention in _citations(place, vocabulary))
    return tuple(
        mention
        for mention in found
        if mention.entity.iri != letter.iri and not _is_own(mention, own, letter.iri)
    )


def find_programmes(source: Source, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Return where `source` speaks of programmes that a register knows."""
    return tuple(
        Mention(entity_of(name, place.raw, vocabulary), place, Span(name.start, name.end), "0.8")
        for place in _places(source)
        for name in vocabulary.known.find_programmes(place.raw)
    )


def _is_own(mention: Mention, own: set[str], document: NamedNode) -> bool:
    words = folded(mention.entity.surface)
    return mention.entity.iri == document or any(words in name for name in own)


def _places(source: Source) -> Iterator[Place]:
    yield from source.paragraphs()
    for table in source.tables():
        yield from (cell for cell in table.cells() if not cell.covered)


def _citations(place: Place, vocabulary: Vocabulary) -> Iterator[Mention]:
    for name in find_titles(place.raw, vocabulary.names):
        entity = entity_of(name, place.raw, vocabulary)
        yield Mention(entity, place, Span(name.start, name.end), name.confidence)
