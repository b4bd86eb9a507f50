"""The text index: how it is searched. `graph/index_writer.py` beside it says how it is written.

Each entry has its words (jieba, search mode) and its character pairs: the pairs make sure that
every wording of one character or more is found, the words rank and find wordings with gaps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import tantivy

from graph.entries import Named
from graph.fields import FACETS, KINDS, agent_field, kinds_of_role
from graph.words import Words, pairs, runs, wordings
from ontology.values import fold_width

WORDS_FILE = "names.json"
_MOST_FACETS = 10_000
_MOST_CARDS = 1_000


Step = Callable[[list[str]], list[dict[str, Any]]]
"""From the IRIs of some nodes to the cards of those one step further."""


@dataclass(frozen=True)
class Condition:
    """A field of `graph.fields.FILTER_FIELDS` holds one of `values`, or none of them."""

    field: str
    values: tuple[str, ...]
    is_negated: bool = False


@dataclass(frozen=True)
class Search:
    """What to search for; the agents that are counted are those in `role`."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    limit: int = 20
    offset: int = 0
    role: str = ""


@dataclass(frozen=True)
class Facet:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of results: scores with cards, the number of all, counts over all."""

    total: int
    hits: list[tuple[float, dict[str, Any]]]
    facets: dict[str, list[Facet]]


class TextIndex:
    """The index of a snapshot, opened for searching."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    @cached_property
    def words(self) -> Words:
        return Words(json.loads((self._folder / WORDS_FILE).read_text(encoding="utf-8")))

    def warm(self) -> None:
        """Load the word list, which otherwise the first search would wait for."""
        self.terms("政图")

    def terms(self, text: str) -> list[str]:
        """Return what a search for `text` looks for: its runs of letters, then their words."""
        found = [run for wording in wordings(text) for run in wording]
        return list(dict.fromkeys([*found, *(w for run in found for w in self.words.words(run))]))

    def search(self, search: Search) -> Found:
        """Return the entries that hold every part of the text and meet every condition."""
        query = self._query(search.text, search.conditions)
        result = self._searcher.search(query, limit=search.limit, offset=search.offset)
        hits = [(float(score), self._card(address)) for score, address in result.hits]
        total = result.count or 0  # type: ignore[attr-defined]  # the stubs lack it
        return Found(total, hits, self._facets(query, search.role))

    def find_nodes(self, kind: str, value: str) -> list[Named]:
        """Return the nodes of a kind (`KINDS`) that `value` names: by IRI, slug or any label."""
        cards = [card for card in self._by_key(value) if card["type"] in KINDS[kind]]
        return [Named(card["iri"], card["label"]) for card in cards]

    def cards_named(self, keys: Iterable[str]) -> list[dict[str, Any]]:
        """Return the cards of all nodes that have one of `keys`: an IRI, a slug, a folded name."""
        query = tantivy.Query.term_set_query(self._schema, "key", list(keys))
        return self._cards(query, _MOST_CARDS)

    def cards_at(self, iris: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the cards of the nodes with these IRIs."""
        wanted = list(dict.fromkeys(iris))
        if not wanted:
            return {}
        query = tantivy.Query.term_set_query(self._schema, "iri", wanted)
        hits = self._searcher.search(query, limit=2 * len(wanted)).hits
        cards = (self._card(address) for _, address in hits)
        return {card["iri"]: card for card in cards}

    def is_held(self, field: str, iri: str) -> bool:
        """Tell whether a work item has the node `iri` in `field`, such as `agency`."""
        return bool(self._cards(self._term(field, iri), 1))

    def cards_wording(self, wording: str, types: Iterable[str], limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` cards of `types` that print each run of letters of `wording`."""
        parts = [self._pairs_query(run) for run in runs(wording)]
        if not parts:
            return []
        parts.append(tantivy.Query.term_set_query(self._schema, "type", list(types)))
        return self._cards(_all(parts), limit)

    def cards_worded(self, text: str, types: Iterable[str], limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` cards of `types` that hold all words of `text`, in any order."""
        words = [word for word in self.words.words(text) if word.strip()]
        if not words:
            return []
        parts = [self._term("words", word) for word in words]
        parts.append(tantivy.Query.term_set_query(self._schema, "type", list(types)))
        return self._cards(_all(parts), limit)

    def ways(self, kind: str, value: str) -> str:
        """Return what to write instead of `value`: the nodes of that kind that come near it."""
        near = self.near(kind, value)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"give a name, an alias, a slug or an IRI{hint}"

    def near(self, kind: str, value: str) -> list[str]:
        """Return the labels of nodes of a kind that come near `value`."""
        query = self._query(value, (Condition("type", KINDS[kind]),))
        hits = self._searcher.search(query, limit=3, count=False).hits
        return list(dict.fromkeys(self._card(address)["label"] for _, address in hits))

    def parts_of(self, iris: Iterable[str]) -> list[Named]:
        """Return places or bodies with all that is part of them, at any depth."""
        return self._closure(iris, lambda front: self._cards_where("above", front))

    def lineage_of(self, iris: Iterable[str]) -> list[Named]:
        """Return bodies with their predecessors and successors, at any distance."""
        iris = list(iris)
        earlier = self._closure(iris, lambda front: self._cards_where("successor", front))
        later = self._closure(iris, self._successors)
        return list(dict.fromkeys([*earlier, *later]))

    def _successors(self, front: list[str]) -> list[dict[str, Any]]:
        cards = self._cards_where("iri", front)
        return self._cards_where("iri", [iri for card in cards for iri in card["successors"]])

    def _closure(self, iris: Iterable[str], step: Step) -> list[Named]:
        front = list(iris)
        found = {card["iri"]: card for card in self._cards_where("iri", front)}
        while front:
            new = {card["iri"]: card for card in step(front) if card["iri"] not in found}
            found |= new
            front = list(new)
        return [Named(iri, card["label"]) for iri, card in found.items()]

    def _cards_where(self, field: str, values: list[str]) -> list[dict[str, Any]]:
        if not values:
            return []
        query = tantivy.Query.term_set_query(self._schema, field, values)
        hits = self._searcher.search(query, self._searcher.num_docs, count=False).hits
        return [self._card(address) for _, address in hits]

    def values(self, field: str) -> list[str]:
        """Return all values of a field, in order."""
        wanted = {field: {"terms": {"field": field, "size": _MOST_FACETS}}}
        buckets = self._searcher.aggregate(tantivy.Query.all_query(), wanted)[field]["buckets"]
        return sorted(bucket["key"] for bucket in buckets)

    def _by_key(self, value: str) -> list[dict[str, Any]]:
        return self._cards_where("key", list(dict.fromkeys((value, fold_width(value)))))

    def _query(self, text: str, conditions: Iterable[Condition]) -> tantivy.Query:
        parts = [self._condition_query(condition) for condition in conditions]
        if runs(text):
            parts.append((tantivy.Occur.Must, self._text_query(text)))
        elif text.strip():
            return tantivy.Query.empty_query()
        everything = (tantivy.Occur.Must, tantivy.Query.all_query())
        if not any(occur == tantivy.Occur.Must for occur, _ in parts):
            parts.append(everything)
        return tantivy.Query.boolean_query(parts)

    def _condition_query(self, condition: Condition) -> tuple[tantivy.Occur, tantivy.Query]:
        values = list(condition.values)
        query = tantivy.Query.term_set_query(self._schema, condition.field, values)
        if condition.is_negated:
            return tantivy.Occur.MustNot, query
        return tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)

    def _text_query(self, text: str) -> tantivy.Query:
        return _any([_all([self._run_query(run) for run in found]) for found in wordings(text)])

    def _run_query(self, run: str) -> tantivy.Query:
        """Find `run` as it stands, or all of its words, or the items of the body so called."""
        words = [w for w in self.words.words(run) if w.strip()]
        alternatives = [
            tantivy.Query.boost_query(self._pairs_query(run), 2.0),
            _all([self._term("words", word) for word in words]),
            tantivy.Query.boost_query(_all([self._term("name_words", w) for w in words]), 2.0),
        ]
        agents = [c["iri"] for c in self._by_key(run) if c["type"] in KINDS["agency"]]
        if agents:
            found = tantivy.Query.term_set_query(self._schema, "agency", agents)
            alternatives.append(tantivy.Query.const_score_query(found, 1.0))
        return _any(alternatives)

    def _pairs_query(self, run: str) -> tantivy.Query:
        if len(run) == 1:
            return tantivy.Query.regex_query(self._schema, "pairs", re.escape(run) + ".?")
        terms = pairs(run)[:-1]
        if len(terms) == 1:
            return self._term("pairs", terms[0])
        return tantivy.Query.phrase_query(self._schema, "pairs", list(terms))

    def _term(self, name: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, name, value)

    def _cards(self, query: tantivy.Query, limit: int) -> list[dict[str, Any]]:
        return [self._card(address) for _, address in self._searcher.search(query, limit).hits]

    def _card(self, address: tantivy.DocAddress) -> dict[str, Any]:
        card = json.loads(bytes(self._searcher.doc(address).get_first("card") or b""))
        assert isinstance(card, dict)  # noqa: S101 - written by this module
        return card

    def _facets(self, query: tantivy.Query, role: str) -> dict[str, list[Facet]]:
        fields = {name: name for name in FACETS}
        if role:
            fields |= {kind: agent_field(kind, role) for kind in kinds_of_role(role)}
        wanted = {n: {"terms": {"field": f, "size": _MOST_FACETS}} for n, f in fields.items()}
        found = self._searcher.aggregate(query, wanted)
        return {name: self._facet(name, found[name]["buckets"]) for name in FACETS}

    def _facet(self, name: str, buckets: list[dict[str, Any]]) -> list[Facet]:
        labels = self._labels([b["key"] for b in buckets]) if name in KINDS else {}
        facets = (Facet(b["key"], labels.get(b["key"], b["key"]), b["doc_count"]) for b in buckets)
        return sorted(facets, key=lambda facet: (-facet.count, facet.value))

    def _labels(self, iris: list[str]) -> dict[str, str]:
        if not iris:
            return {}
        query = tantivy.Query.term_set_query(self._schema, "iri", iris)
        hits = self._searcher.search(query, limit=len(iris)).hits
        cards = (self._card(address) for _, address in hits)
        return {card["iri"]: card["label"] for card in cards}


def _all(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
