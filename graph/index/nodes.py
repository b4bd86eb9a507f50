"""What an index knows by name: look-ups of nodes by key, sound, or what they are part of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import orjson
import tantivy

from graph.index.entries.card_press import CardPress
from graph.index.entries.cards import Card, label_of, told, unpack
from graph.index.entries.coded_cards import decoded, iri_of
from graph.index.entries.entries import Named
from graph.index.entries.fields import KINDS, NUMBER, path_of
from graph.index.search.ways import link_field
from graph.index.words.words import folded, keys_of

if TYPE_CHECKING:
    from graph.index.entries.columns import Columns

_SLUG = re.compile(r"[\w.-]+", re.ASCII)
_SAMPLE = 40
"""Things of one name that are looked at; the links of all are followed."""
_CACHED = 4_096
_KEYS = 64
"""Names whose things are kept: a thousand places have a bureau of one name."""
_BRACKETS = frozenset("()[]〔〕【】《》〈〉“”")

Step = Callable[[list[str]], list[Card]]
"""From the IRIs of some nodes to the cards of those one step further."""


def lookups_of(value: str) -> list[str]:
    """Return the keys that a user may mean by `value`: brackets may be others, or left out.

    Any other sign counts: it may be one of the grammar of filters.

    >>> lookups_of("太政发(2018)3号"), lookups_of("!x;")
    (['太政发(2018)3号', '太政发20183号'], ['!x;'])
    """
    signs = {c for c in folded(value) if not c.isalnum()}
    found = [value, *(keys_of(value) if signs <= _BRACKETS else [folded(value)])]
    return list(dict.fromkeys(found))


def _short(packed: Card, labels: Mapping[str, str]) -> Card:
    """Return what a name is told apart by, of a card as it is kept."""
    place = packed.get("jurisdiction")
    return {
        "iri": packed["iri"],
        "type": packed["type"],
        "label": label_of(packed),
        "names": packed.get("names", []),
        "jurisdiction": {"iri": place, "label": labels.get(place, place)} if place else None,
    }


def _is_of(words: str, card: Card) -> bool:
    """Tell whether `words` say the place of a body: 太仓市, 太仓, or 市 as its own documents do."""
    if card["type"] not in KINDS["agency"]:
        return False
    place = card["jurisdiction"]
    if place is None:
        return folded(card["label"]).startswith(words)
    name = folded(place["label"])
    return words in (name, name[-1]) or (len(words) > 1 and words == name[:-1])


class _Values(dict[str, list[str]]):
    """The values of each column, found when they are first asked for: of ten in every card."""

    def __init__(self, columns: Callable[[], Columns]) -> None:
        self._columns = columns

    def __missing__(self, dimension: str) -> list[str]:
        found = self[dimension] = self._columns().column(dimension).values
        return found


class Nodes:
    """The nodes of an index."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        press: CardPress,
        columns: Callable[[], Columns],
    ) -> None:
        self._schema = schema
        self._press = press
        self._columns = columns
        self._values = _Values(columns).__getitem__
        self._searcher = searcher
        self._labels: dict[str, str] = {}
        self.called = lru_cache(_CACHED)(self._called)
        self.linked = lru_cache(_CACHED)(self._linked)
        self._keyed = lru_cache(_KEYS)(self._read_keyed)

    def find(self, kind: str, value: str) -> list[Named]:
        """Return the nodes of a kind (`KINDS`) that `value` names: by IRI, slug or any label."""
        found = self.where("key", lookups_of(value)) or self.where("iri", [value])
        if not found and kind == "item" and _SLUG.fullmatch(value):
            found = self._ending(value)
        if kind == "agency":
            found += self._of_place(folded(value))
        named = {card["iri"]: card["label"] for card in found if card["type"] in KINDS[kind]}
        return [Named(*node) for node in named.items()]

    def _ending(self, slug: str) -> list[Card]:
        """Return the cards of the entries whose IRI ends in `slug`: it looks through all IRIs."""
        query = tantivy.Query.regex_query(self._schema, "iri", ".*/" + re.escape(slug))
        hits = self._searcher.search(query, self._searcher.num_docs, count=False).hits
        return [self.card(address) for _, address in hits]

    def _called(self, name: str) -> list[Card]:
        """Return some of the things that are called `name`, as it was folded."""
        return self._holding("key", name) or self._of_place(name)

    def _holding(self, name: str, value: str) -> list[Card]:
        """Return some of the cards whose field `name` holds `value`: most values nothing has."""
        return self.where(name, [value], _SAMPLE) if self._searcher.doc_freq(name, value) else []

    def with_keys(self, keys: Iterable[str]) -> list[Card]:
        """Return short cards of all entries that have one of `keys`: a slug, a folded name.

        They have `iri`, `type`, `label`, `names` and `jurisdiction`. Most keys nothing has.
        """
        found: dict[tuple[int, int], Card] = {}
        for key in dict.fromkeys(keys):
            if self._searcher.doc_freq("key", key):
                found.update(self._keyed(key))
        return [found[place] for place in sorted(found)]

    def _read_keyed(self, key: str) -> dict[tuple[int, int], Card]:
        """Return the short cards of what has a key, by where they stand."""
        query = tantivy.Query.term_query(self._schema, "key", key)
        hits = self._searcher.search(query, self._searcher.num_docs, count=False).hits
        packed = {(at.segment_ord, at.doc): self.packed(at) for _, at in hits}
        places = {card["jurisdiction"] for card in packed.values() if "jurisdiction" in card}
        labels = self.labels(places)
        return {at: _short(card, labels) for at, card in packed.items()}

    def _of_place(self, name: str) -> list[Card]:
        """Return the bodies that a place and another name of theirs mean: 太仓市 + 发改委."""
        for start in range(1, len(name) - 1):
            cards = self.with_keys([name[start:]])
            if found := [card for card in cards if _is_of(name[:start], card)]:
                return found
        return []

    def sounding(self, letters: str) -> list[Card]:
        """Return some of the things with a name that is `letters` in pinyin or initials."""
        return self._holding("sound", letters)

    def _linked(self, name: str, letters: str) -> dict[str, list[str]]:
        """Return all things so called or so sounding that items link to, by the field."""
        named = [("key", name), *([("sound", letters)] if letters else [])]
        most = sum(self._searcher.doc_freq(path_of(field), value) for field, value in named)
        if not most:
            bodies = sorted(card["iri"] for card in self._of_place(name))
            return {"agency": bodies} if bodies else {}
        queries = [tantivy.Query.term_query(self._schema, *one) for one in named]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in queries])
        hits = self._searcher.search(query, most, count=False, order_by_field=NUMBER).hits
        found: dict[str, list[str]] = {}
        for type_name, iri in sorted(self._types_of(hits)):
            if name := link_field(type_name):
                found.setdefault(name, []).append(iri)
        return found

    def _types_of(self, hits: Iterable[tuple[int, tantivy.DocAddress]]) -> list[tuple[str, str]]:
        """Return what entries are, each with its type, from the columns if these tell it."""
        columns = self._columns()
        if columns.has_links:
            return columns.types_of([number for number, _ in hits])
        cards = [self.packed(address) for _, address in hits]
        return [(card["type"], card["iri"]) for card in cards]

    def parts_of(self, iris: Iterable[str]) -> list[Named]:
        """Return places or bodies with all that is part of them, at any depth."""
        return self._closure(iris, lambda front: self.where("above", front))

    def lineage_of(self, iris: Iterable[str]) -> list[Named]:
        """Return bodies with their predecessors and successors, at any distance."""
        iris = list(iris)
        earlier = self._closure(iris, lambda front: self.where("successor", front))
        later = self._closure(iris, self._successors)
        return list(dict.fromkeys([*earlier, *later]))

    def _successors(self, front: list[str]) -> list[Card]:
        cards = self.where("iri", front)
        return self.where("iri", [iri for card in cards for iri in card["successors"]])

    def _closure(self, iris: Iterable[str], step: Step) -> list[Named]:
        front = list(iris)
        found = {card["iri"]: card for card in self.where("iri", front)}
        while front:
            new = {card["iri"]: card for card in step(front) if card["iri"] not in found}
            found |= new
            front = list(new)
        return [Named(iri, card["label"]) for iri, card in found.items()]

    def where(self, name: str, values: list[str], limit: int = 0) -> list[Card]:
        """Return the cards of all entries whose field `name` holds one of `values`."""
        if not values:
            return []
        query = tantivy.Query.term_set_query(self._schema, path_of(name), values)
        most = limit or max(self._searcher.num_docs, 1)
        hits = self._searcher.search(query, most, count=False).hits
        return [self.card(address) for _, address in hits]

    def card(self, address: tantivy.DocAddress) -> Card:
        return unpack(self.packed(address), self.labels)

    def iri(self, address: tantivy.DocAddress) -> str:
        """Return the IRI of an entry, with which its card begins."""
        return iri_of(self.encoded(address), self._values)

    def told(self, address: tantivy.DocAddress) -> Card:
        """Return the texts of an entry, in a fifth of the time that its card takes."""
        encoded = self.encoded(address)
        return told(encoded) | {"iri": iri_of(encoded, self._values)}

    def packed(self, address: tantivy.DocAddress) -> Card:
        """Return a card as it is kept, without what nodes are called."""
        return decoded(self.coded(address), self._values)

    def coded(self, address: tantivy.DocAddress) -> Card:
        """Return a card whose nodes are codes of the columns, of a work item."""
        card: Card = orjson.loads(self.encoded(address))
        return card

    def encoded(self, address: tantivy.DocAddress) -> bytes:
        """Return a packed card as UTF-8, which takes a third of the time."""
        return self._press.encoded(self._searcher.doc(address).get_first("card") or b"")

    def learn(self, labels: Mapping[str, str]) -> None:
        """Take what nodes are called from elsewhere, which saves to look it up."""
        self._labels = {**labels, **self._labels}

    def labels(self, iris: Iterable[str]) -> Mapping[str, str]:
        """Return what nodes are called, these and others."""
        unknown = [iri for iri in iris if iri not in self._labels]
        if unknown:
            query = tantivy.Query.term_set_query(self._schema, "iri", unknown)
            hits = self._searcher.search(query, 2 * len(unknown), count=False).hits
            for packed in (self.packed(address) for _, address in hits):
                self._labels[packed["iri"]] = label_of(packed)
        return self._labels
