"""The mentions of work items: names in their texts, with the characters of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loader.entities import Place, Printed, WorkItem
from loader.mentions.entities import Entity, entity_of
from loader.mentions.find import find_names
from loader.mentions.vocabulary import Vocabulary
from loader.placements import Placement
from loader.source import Span
from loader.themes import texts


@dataclass(frozen=True)
class Mention:
    """A name in the raw text of `cell`, and what it stands for."""

    entity: Entity
    cell: Place
    span: Span
    confidence: str

    @property
    def quote(self) -> str:
        return self.cell.raw[self.span.start : self.span.end]


def find_mentions(
    items: Iterable[WorkItem], vocabulary: Vocabulary
) -> dict[NamedNode, tuple[Mention, ...]]:
    """Return what each item mentions, in printed order. Items that mention nothing are left out.

    A text that several items share, as the title of merged cells, is read once.
    """
    read: dict[Printed, tuple[Mention, ...]] = {}
    found: dict[NamedNode, tuple[Mention, ...]] = {}
    for item in items:
        for printed in texts(item):
            if printed not in read:
                read[printed] = tuple(_mentions(printed, vocabulary))
            found[item.iri] = found.get(item.iri, ()) + read[printed]
    return {item: mentions for item, mentions in found.items() if mentions}


def _mentions(printed: Printed, vocabulary: Vocabulary) -> Iterator[Mention]:
    placement = Placement(printed)
    for name in find_names(printed.text, vocabulary):
        where = placement.span(name.start, name.end)
        if where:
            entity = entity_of(name, printed.text, vocabulary)
            yield Mention(entity, *where, name.confidence)
