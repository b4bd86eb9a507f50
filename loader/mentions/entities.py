"""What names stand for: nodes that all documents of one place share."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from loader.divisions import Division
from loader.mentions.names import Kind, Name
from loader.mentions.vocabulary import Vocabulary
from ontology import ids


@dataclass(frozen=True)
class Entity:
    """What a name stands for. `place` is the place that it is, or that it lies in."""

    iri: NamedNode
    kind: Kind
    label: str
    place: Division | None = None


def entity_of(name: Name, text: str, vocabulary: Vocabulary) -> Entity:
    """Return what `name`, found in `text`, stands for."""
    assert name.place is not None  # noqa: S101 - a place
    iri = ids.place(vocabulary.registers.divisions.key_of(name.place))
    return Entity(iri, name.kind, text[name.start : name.end], name.place)
