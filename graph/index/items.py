"""The work items of an index by their places in its columns: what they print, and their cards.

A card is found at its place in 3 µs, by its IRI in 10; only what is shown is read as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import numpy as np
import tantivy

from graph.index.counting.sets import EntrySets
from graph.index.entries.cards import Card, texts_end
from graph.index.entries.columns import Columns, Mask, Numbers
from graph.index.entries.entries import ITEMS
from graph.index.entries.fields import Condition
from graph.index.nodes import Nodes
from graph.index.ranking.addresses import Addresses
from graph.index.search.held import Value, Wording, all_held, any_held
from graph.index.words.words import runs

_MOST_KEPT = 64
"""Sets of words whose items are kept: a question asks for one several times."""
_NAMES, _TEXT = b'"names": [', b'"text": "'


class Items:
    """The work items of an index."""

    def __init__(
        self, columns: Columns, sets: EntrySets, addresses: Addresses, nodes: Nodes
    ) -> None:
        self._columns = columns
        self._sets = sets
        self._addresses = addresses
        self._nodes = nodes
        self.printing = lru_cache(_MOST_KEPT)(self._printing)
        self._perhaps = lru_cache(_MOST_KEPT)(self._perhaps_printing)

    @property
    def tell_all(self) -> bool:
        """Whether the cards of items tell all that a row of an answer shows."""
        return self._columns.edition >= 2

    def cards(self, found: Numbers) -> Iterator[Card]:
        """Yield the cards of entries, packed: nodes by their IRIs, without what is empty."""
        return map(self._nodes.packed, self._at(found))

    def coded_cards(self, found: Numbers) -> Iterator[Card]:
        """Yield the cards of entries as they are kept: nodes by their codes in the columns."""
        return map(self._nodes.coded, self._at(found))

    def label_of(self, iri: str) -> str:
        """Return what a node is called."""
        return self._columns.labels.get(iri, iri)

    def iris(self, found: Numbers) -> tuple[str, ...]:
        """Return the IRIs of entries."""
        return tuple(map(self._nodes.iri, self._at(found)))

    def _at(self, found: Numbers) -> Iterator[tantivy.DocAddress]:
        return map(self._addresses.at, self._addresses.of(found).tolist())

    def perhaps_printing(self, texts: tuple[str, ...]) -> Numbers | None:
        """Return the items that print any of `texts`, and perhaps a few more.

        None where a text has no letter to look for.
        """
        return self._perhaps(texts)

    def _perhaps_printing(self, texts: tuple[str, ...]) -> Numbers | None:
        wanted = [runs(text) for text in texts]
        if not all(wanted):
            return None
        held = any_held(all_held(map(Wording, parts)) for parts in wanted)
        return self._sets.positions(held, (Condition("type", ITEMS),))

    def _printing(self, texts: tuple[str, ...]) -> Numbers | None:
        """Return the items whose text, annual task or title holds any of `texts` letter by letter.

        None where a text has no letter to look for. Where the index tells it, no text is read: it
        would take 0.1 s for 40,000 items.
        """
        found = self._perhaps(texts)
        if found is None or not len(found):
            return found
        if not all(map(self._is_told, texts)):
            return self._read(found, texts, _TEXT)
        unclear = self._columns.folded[found]
        read = self._read(found[unclear], texts, _TEXT)
        return np.union1d(found[~unclear], read) if len(read) else found[~unclear]

    def _is_told(self, text: str) -> bool:
        """Tell whether the index says which texts print `text`, if their letters are as printed.

        It does not of what agents are called: their names stand with the texts.
        """
        told = self._columns.has_links and runs(text) == [text]
        return told and text not in self._columns.surfaces

    def titled(self, texts: tuple[str, ...]) -> Numbers | None:
        """Return the items whose title holds any of `texts`; None as `printing` does."""
        found = self._perhaps(texts)
        return found if found is None else self._read(found, texts, b"")

    def _read(self, found: Numbers, texts: tuple[str, ...], beyond: bytes) -> Numbers:
        """Return which of `found` print any of `texts`: in their titles, and `beyond` them."""
        wanted = [json.dumps(text, ensure_ascii=False)[1:-1].encode() for text in texts]
        told = map(self._nodes.encoded, self._at(found))
        prints = (_prints(card, wanted, beyond) for card in told)
        held: Numbers = found[np.fromiter(prints, bool, len(found))]
        return held

    def places(self, iris: Iterable[str]) -> Numbers:
        """Return where the work items among `iris` stand in the columns."""
        named = Value("iri", tuple(dict.fromkeys(iris)))
        return self._sets.positions(named, (Condition("type", ITEMS),))

    @cached_property
    def groups(self) -> Mask:
        """Which values of the column of agencies are collectives and not bodies."""
        column = self._columns.column("agency")
        found = np.zeros(len(column.values), bool)
        if self._columns.has_links:
            iris = self._columns.nodes_with("type", "group".__eq__)
        else:
            entries = np.flatnonzero(self._columns.holding(Condition("type", ("group",))))
            iris = list(self.iris(entries))
        found[[column.code_of[iri] for iri in iris if iri in column.code_of]] = True
        return found


def _prints(card: bytes, wanted: Iterable[bytes], beyond: bytes) -> bool:
    """Tell whether an item with this card prints any of `wanted`, as JSON writes it.

    With nothing `beyond` the titles only they are looked at.
    """
    begin, text = card.find(_NAMES), card.find(_TEXT)
    end = texts_end(card) if beyond else text
    begin = text if begin < 0 else begin
    return any(card.find(one, begin, end) >= 0 for one in wanted)
