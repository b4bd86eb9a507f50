"""The text index: how it is searched. `graph/index_writer.py` beside it says how it is written.

Each entry has its words (jieba, search mode) and its character pairs: the pairs make sure that
every wording of one character or more is found, the words rank and find wordings with gaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import tantivy

from graph.card_press import read_press
from graph.cards import Card
from graph.entries import Named
from graph.fields import FACETS, KINDS, agent_field, kinds_of_role, path_of
from graph.lexicon import Lexicon, read_lexicon
from graph.likeness import likeness_query
from graph.nodes import Nodes
from graph.orders import ORDERS, in_order
from graph.parts import REBUILD
from graph.search_text import read_search
from graph.text_query import Reader, all_of, any_of
from graph.ways import Term
from graph.words import Words, pairs, runs
from ontology.errors import SnapshotError, UnknownValue

MOST_FACETS = 1_000
"""Values of a facet that are counted at the most; the largest come first."""
_MOST_CARDS = 1_000
_BUCKETS = 50_000
"""Values of a facet that each segment of the index may bring: above those of any page."""


@dataclass(frozen=True)
class Condition:
    """A field of `graph.fields.FILTER_FIELDS` holds one of `values`, or none of them."""

    field: str
    values: tuple[str, ...]
    is_negated: bool = False


@dataclass(frozen=True)
class Search:
    """What to search for; the agents that are counted are those in `role`.

    `like` is the IRI of an entry that the results resemble; `facets` says how many values of each
    facet are counted, the most frequent ones.
    """

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    limit: int = 20
    offset: int = 0
    role: str = ""
    sort: str = "relevance"
    like: str = ""
    facets: int = MOST_FACETS


@dataclass(frozen=True)
class Facet:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of results: scores with cards, the number of all, counts over all.

    `terms` are what a result may be found by; `more` names the facets that have more values.
    """

    total: int
    hits: list[tuple[float, Card]]
    facets: dict[str, list[Facet]]
    terms: list[Term]
    more: tuple[str, ...] = ()


class TextIndex:
    """The index of a snapshot, opened for searching."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        press = read_press(folder)
        if press is None:
            raise SnapshotError(f"{folder}: no dictionary of the cards; {REBUILD}")
        self.nodes = Nodes(self._schema, self._searcher, press)

    @cached_property
    def lexicon(self) -> Lexicon:
        return read_lexicon(self._folder)

    @cached_property
    def words(self) -> Words:
        return self.lexicon.segmentation()

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._schema, self.words, self.nodes, self.lexicon)

    def warm(self) -> None:
        """Load the word list, which otherwise the first search would wait for."""
        self.search(Search("政图", limit=1))

    def search(self, search: Search) -> Found:
        """Return the entries that hold every part of the text and meet every condition.

        Raises UnreadableSearch for a text that cannot be read, UnknownValue for an order or an
        entry to resemble that does not exist.
        """
        if search.sort not in ORDERS:
            known = ", ".join(ORDERS)
            raise UnknownValue(f"sort: no '{search.sort}', only {known}", "sort", ORDERS)
        node = read_search(search.text)
        if node is None and search.text.strip():
            return Found(0, [], {name: [] for name in FACETS}, [])
        parts = [self._reader.query(node)] if node else []
        if search.like:
            parts.append(self._likeness(search.like))
        query = self._query(parts, search.conditions)
        facets, more, total = self._facets(query, search.role, search.facets)
        hits = in_order(self._searcher, query, search.sort, search.limit, search.offset)
        cards = [(score, self.nodes.card(address)) for score, address in hits]
        return Found(total, cards, facets, list(self._reader.terms(node)) if node else [], more)

    def _likeness(self, iri: str) -> tantivy.Query:
        cards = self.nodes.where("iri", [iri], 1)
        if not cards:
            raise UnknownValue(f"like: nothing has the identifier '{iri}'", "like")
        return likeness_query(cards[0], self.words, self._searcher, self._schema)

    def scores(self, text: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Return up to `limit` IRIs of what `search` finds for `text`, with their scores.

        Raises UnreadableSearch for a text that cannot be read.
        """
        node = read_search(text)
        if node is None:
            return ()
        query = self._query([self._reader.query(node)], ())
        hits = in_order(self._searcher, query, "relevance", limit, 0)
        found = [(str(self.nodes.card(address)["iri"]), round(score, 4)) for score, address in hits]
        return tuple(dict(reversed(found)).items())

    def find_nodes(self, kind: str, value: str) -> list[Named]:
        """Return the nodes of a kind (`KINDS`) that `value` names: by IRI, slug or any label."""
        return self.nodes.find(kind, value)

    def cards_named(self, keys: Iterable[str]) -> list[Card]:
        """Return the cards of all nodes that have one of `keys`: an IRI, a slug, a folded name."""
        return self.nodes.where("key", list(keys), _MOST_CARDS)

    def cards_at(self, iris: Iterable[str]) -> dict[str, Card]:
        """Return the cards of the nodes with these IRIs."""
        cards = self.nodes.where("iri", list(dict.fromkeys(iris)))
        return {card["iri"]: card for card in cards}

    def is_held(self, field: str, iri: str) -> bool:
        """Tell whether a work item has the node `iri` in `field`, such as `agency`."""
        return bool(self.nodes.where(field, [iri], 1))

    def cards_wording(self, wording: str, types: Iterable[str], limit: int) -> list[Card]:
        """Return up to `limit` cards of `types` that print each run of letters of `wording`."""
        found = runs(wording)
        return self.cards(self._reader.wording(wording), types, limit) if found else []

    def cards_worded(self, text: str, types: Iterable[str], limit: int) -> list[Card]:
        """Return up to `limit` cards of `types` that hold all words of `text`, in any order."""
        words = [word for word in self.words.words(text) if word.strip()]
        terms = [tantivy.Query.term_query(self._schema, "words", word) for word in words]
        return self.cards(all_of(terms), types, limit) if terms else []

    def ways(self, kind: str, value: str) -> str:
        """Return what to write instead of `value`: the nodes of that kind that come near it."""
        near = self.near(kind, value)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"give a name, an alias, a slug or an IRI{hint}"

    def near(self, kind: str, value: str) -> list[str]:
        """Return the labels of nodes of a kind that share most character pairs with `value`."""
        terms = [pair for run in runs(value) for pair in pairs(run)[:-1]]
        if not terms:
            return []
        cards = self.cards(self.sharing(terms), KINDS[kind], 3)
        return list(dict.fromkeys(card["label"] for card in cards))

    def cards(self, query: tantivy.Query, types: Iterable[str], limit: int) -> list[Card]:
        """Return the cards of entries of `types` that `query` finds."""
        whole = self._query([query], (Condition("type", tuple(types)),))
        hits = self._searcher.search(whole, limit=limit, count=False).hits
        return [self.nodes.card(address) for _, address in hits]

    def matching(self, field: str, pattern: str) -> tantivy.Query:
        """Return the query for entries with a term of a field that a pattern matches."""
        return tantivy.Query.regex_query(self._schema, field, pattern)

    def mistyped(self, field: str, term: str) -> tantivy.Query:
        """Return the query for entries with a term that begins like `term`, one letter wrong."""
        return tantivy.Query.fuzzy_term_query(self._schema, field, term, 1, prefix=True)

    def sharing(self, terms: Iterable[str]) -> tantivy.Query:
        """Return the query for entries that have any of some pairs of characters."""
        return any_of([tantivy.Query.term_query(self._schema, "pairs", term) for term in terms])

    def values(self, field: str) -> list[str]:
        """Return all values of a field that has few, in order."""
        wanted = {field: {"terms": {"field": path_of(field), "size": _BUCKETS}}}
        buckets = self._searcher.aggregate(tantivy.Query.all_query(), wanted)[field]["buckets"]
        return sorted(bucket["key"] for bucket in buckets)

    def _query(self, parts: list[tantivy.Query], conditions: Iterable[Condition]) -> tantivy.Query:
        clauses = [(tantivy.Occur.Must, part) for part in parts]
        clauses += [self._condition_query(condition) for condition in conditions]
        if not any(occur == tantivy.Occur.Must for occur, _ in clauses):
            clauses.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        return tantivy.Query.boolean_query(clauses)

    def _condition_query(self, condition: Condition) -> tuple[tantivy.Occur, tantivy.Query]:
        values = list(condition.values)
        query = tantivy.Query.term_set_query(self._schema, path_of(condition.field), values)
        if condition.is_negated:
            return tantivy.Occur.MustNot, query
        return tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)

    def _facets(
        self, query: tantivy.Query, role: str, most: int
    ) -> tuple[dict[str, list[Facet]], tuple[str, ...], int]:
        """Return the facets, those that have more values, and the number of all results."""
        fields = {name: name for name in FACETS if most or name == "type"}
        fields |= (
            {kind: agent_field(kind, role) for kind in kinds_of_role(role) if most} if role else {}
        )
        size = most + 1
        wanted = {
            name: {
                "terms": {"field": path_of(field), "size": max(size, 50), "segment_size": _BUCKETS}
            }
            for name, field in fields.items()
        }
        found = {n: f["buckets"] for n, f in self._searcher.aggregate(query, wanted).items()}
        total = sum(bucket["doc_count"] for bucket in found["type"])
        more = tuple(name for name in FACETS if most and len(found[name]) > most)
        facets = {name: self._facet(name, found.get(name, [])[:most]) for name in FACETS}
        return facets, more, total

    def _facet(self, name: str, buckets: list[dict[str, Any]]) -> list[Facet]:
        labels = self.nodes.labels([b["key"] for b in buckets]) if name in KINDS else {}
        facets = (Facet(b["key"], labels.get(b["key"], b["key"]), b["doc_count"]) for b in buckets)
        return sorted(facets, key=lambda facet: (-facet.count, facet.value))
