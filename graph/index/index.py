"""The text index: how it is searched. `writer` beside it says how it is written.

Each entry has its words (jieba, search mode) and its character pairs: the pairs make sure that
every wording of one character or more is found, the words rank and find wordings with gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from graph.index.entries.card_press import read_press
from graph.index.entries.cards import Card
from graph.index.entries.entries import Named
from graph.index.entries.fields import FACETS, KINDS, Condition, path_of
from graph.index.entries.letters import Letters, read_letters
from graph.index.likeness import likeness_formula, likeness_held, likeness_of
from graph.index.nodes import Nodes
from graph.index.ranking.formulas import Anything, Formula, all_of, any_of, query_of, sum_of
from graph.index.ranking.orders import ORDERS, Hits, in_order
from graph.index.search.held import AllOf
from graph.index.search.searches import Facet, Found, Search
from graph.index.search.text import Node
from graph.index.search.ways import shared
from graph.index.text_query import Reader, standing
from graph.index.words.lexicon import Lexicon, read_lexicon
from graph.index.words.words import Words, pairs, runs
from graph.storage.parts import REBUILD
from ontology.errors import SnapshotError, UnknownValue

if TYPE_CHECKING:
    from graph.index.counting.facets import FacetCounter
    from graph.index.counting.sets import EntrySets
    from graph.index.entries.columns import Columns
    from graph.index.items import Items
    from graph.index.ranking.addresses import Addresses
    from graph.index.ranking.leaves import Leaves, Positions
    from graph.index.ranking.scores import Ranking

_NARROW = 3
"""A condition that fewer than one entry in so many meets is looked at before the words."""
_FEW, _LOOKED_AT = 2_000, 4
"""So few entries that meet a condition are looked at by themselves, if there are so many times as
many to read of the words."""
_MOST_FOUND = 512
"""Searches whose results are kept: an index never changes."""


_Facets = dict[str, list[Facet]]
_FoundHere = tuple[int, Hits, _Facets, tuple[str, ...]]
_NO_FACETS: _Facets = {name: [] for name in FACETS}


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
        self.nodes = Nodes(self._schema, self._searcher, press, lambda: self.columns)
        self._found = lru_cache(_MOST_FOUND)(self._find)
        self._likeness = lru_cache(_MOST_FOUND)(self._weigh_words)

    @cached_property
    def lexicon(self) -> Lexicon:
        return read_lexicon(self._folder)

    @cached_property
    def words(self) -> Words:
        return self.lexicon.segmentation()

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.words, self.nodes, self.lexicon)

    @cached_property
    def columns(self) -> Columns:
        """The columns that the facets are counted from; they bring numpy."""
        from graph.index.entries.columns import COLUMNS_FILE, Columns

        found = Columns(self._folder / COLUMNS_FILE)
        self.nodes.learn(found.labels)
        return found

    @cached_property
    def _leaves(self) -> Leaves:
        from graph.index.ranking.leaves import Leaves

        return Leaves(self._schema, self._searcher, self.columns)

    @cached_property
    def _sets(self) -> EntrySets:
        from graph.index.counting.sets import EntrySets

        return EntrySets(self._leaves, self.columns)

    @cached_property
    def _addresses(self) -> Addresses:
        from graph.index.ranking.addresses import Addresses

        return Addresses(self._searcher, self._schema, self.columns)

    @cached_property
    def _ranking(self) -> Ranking:
        from graph.index.ranking.scores import Ranking

        return Ranking(self._leaves, self._addresses)

    @cached_property
    def _counter(self) -> FacetCounter:
        from graph.index.counting.facets import FacetCounter

        return FacetCounter(self.columns)

    def warm(self) -> None:
        """Load the word list and the columns, which otherwise the first search would wait for."""
        self.search(Search("政图", limit=1))
        for name in FACETS:
            self.columns.column(name).by_code  # noqa: B018 - it takes 30 ms where most stand
        self._leaves.warm()

    def search(self, search: Search) -> Found:
        """Return the entries that hold every part of the text and meet every condition.

        Raises UnreadableSearch for a text that cannot be read, UnknownValue for an order or an
        entry to resemble that does not exist.
        """
        if search.sort not in ORDERS:
            known = ", ".join(ORDERS)
            raise UnknownValue(f"sort: no '{search.sort}', only {known}", "sort", ORDERS)
        node = self._reader.read(search.text)
        if node is None and search.text.strip():
            return Found(0, [], _NO_FACETS, [])
        total, hits, facets, more = self._found(search)
        cards = [(score, self.nodes.card(address)) for score, address in hits]
        terms = list(self._reader.terms(node)) if node else []
        terms += map(shared, self._likeness(search.like) if search.like else ())
        return Found(total, cards, facets, terms, more)

    def _find(self, search: Search) -> _FoundHere:
        """Return the number of results, where those of the page stand, and the facets."""
        formula, held = self._wanted(self._reader.read(search.text), search)
        few = min(map(self._met, search.conditions), default=_FEW)
        if few < _FEW and self._ranking.unread(formula) > few * _LOOKED_AT:
            found, hits = self._few(formula, search, few)
        else:
            found = self._sets.positions(held, search.conditions)
            hits = self._page(formula, found, search)
        if not search.facets:
            return len(found), hits, _NO_FACETS, ()
        return len(found), hits, *self._counter.count(found, search.role, search.facets)

    def _page(self, formula: Formula, found: Positions, search: Search) -> Hits:
        """Return a page of the entries `found`, which meet a formula."""
        if search.sort == "relevance" and self._ranking.is_quick(formula):
            return self._ranking.best(formula, found, search.limit, search.offset)
        query = self._query_of(formula, search)
        return in_order(self._searcher, query, search.sort, search.limit, search.offset)

    def _few(self, formula: Formula, search: Search, most: int) -> tuple[Positions, Hits]:
        """Return where all results stand, at the `most`, and a page of them.

        The engine looks at what meets a narrow condition alone, and not at all that print a word.
        """
        query = self._query_of(formula, search)
        found = self._searcher.search(query, max(most, 1), count=False).hits
        positions = self._leaves.positions([address for _, address in found])
        return positions, in_order(self._searcher, query, search.sort, search.limit, search.offset)

    def _query_of(self, formula: Formula, search: Search) -> tantivy.Query:
        narrow = filter(self._is_narrow, search.conditions)
        within = [self._condition_query(condition)[1] for condition in narrow]
        return self._query([query_of(formula, self._schema, within)], search.conditions)

    def _wanted(self, node: Node | None, search: Search) -> tuple[Formula, AllOf]:
        """Return what meeting a search scores, and what an entry holds that meets it."""
        parts = [self._reader.formula(node)] if node else []
        held = [self._reader.held(node)] if node else []
        if like := search.like:
            weights = self._likeness(like)
            parts.append(likeness_formula(like, weights))
            held.append(likeness_held(like, weights))
        return sum_of(parts or [Anything()]), AllOf(tuple(held))

    def _weigh_words(self, like: str) -> dict[str, float]:
        """Return the words by which others resemble an entry, the rarest first."""
        cards = self.nodes.where("iri", [like], 1)
        if not cards:
            raise UnknownValue(f"like: nothing has the identifier '{like}'", "like")
        return likeness_of(cards[0], self.words, self._searcher)

    def scores(self, text: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Return up to `limit` IRIs of what `search` finds for `text`, with their scores.

        Raises UnreadableSearch for a text that cannot be read.
        """
        _, hits, *_ = self._find(Search(text, limit=limit, facets=0))
        found = [(self.nodes.iri(address), round(score, 4)) for score, address in hits]
        return tuple(dict(reversed(found)).items())

    def find_nodes(self, kind: str, value: str) -> list[Named]:
        """Return the nodes of a kind (`KINDS`) that `value` names: by IRI, slug or any label."""
        return self.nodes.find(kind, value)

    def cards_named(self, keys: Iterable[str]) -> list[Card]:
        """Return short cards of all nodes that have one of `keys`: a slug, a folded name."""
        return self.nodes.with_keys(keys)

    def cards_at(self, iris: Iterable[str]) -> dict[str, Card]:
        """Return the cards of the nodes with these IRIs."""
        cards = self.nodes.where("iri", list(dict.fromkeys(iris)))
        return {card["iri"]: card for card in cards}

    @cached_property
    def letters(self) -> Letters | None:
        """What documents say around their tables; None in an index of before."""
        return read_letters(self._folder)

    @cached_property
    def items(self) -> Items:
        """The work items by their places in the columns."""
        from graph.index.items import Items

        return Items(self.columns, self._sets, self._addresses, self.nodes)

    def is_held(self, field: str, iri: str) -> bool:
        """Tell whether a work item has the node `iri` in `field`, such as `agency`."""
        return iri in self.columns.held_values(field)

    def cards_wording(self, wording: str, types: Iterable[str], limit: int) -> list[Card]:
        """Return up to `limit` cards of `types` that print each run of letters of `wording`."""
        found = runs(wording)
        return self.cards(query_of(standing(wording), self._schema), types, limit) if found else []

    def told_wording(self, wording: str, types: Iterable[str], limit: int) -> list[Card]:
        """Return the texts of what `cards_wording` finds, in a fifth of the time."""
        found = runs(wording)
        query = query_of(standing(wording), self._schema)
        return self._told(query, types, limit) if found else []

    def told_words(self, text: str, types: Iterable[str], limit: int) -> list[Card]:
        """Return the texts of up to `limit` of `types` that hold all words of `text`, anyhow."""
        words = [word for word in self.words.words(text) if word.strip()]
        terms = [tantivy.Query.term_query(self._schema, "words", word) for word in words]
        return self._told(all_of(terms), types, limit) if terms else []

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
        return [self.nodes.card(address) for address in self._places(query, types, limit)]

    def _told(self, query: tantivy.Query, types: Iterable[str], limit: int) -> list[Card]:
        places = self._places(query, types, limit)
        return [self.nodes.told(address) for address in places]

    def _places(
        self, query: tantivy.Query, types: Iterable[str], limit: int
    ) -> Iterator[tantivy.DocAddress]:
        whole = self._query([query], (Condition("type", tuple(types)),))
        hits = self._searcher.search(whole, limit=limit, count=False).hits
        return (address for _, address in hits)

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
        """Return all values of a dimension, in order."""
        return sorted(self.columns.held_values(field))

    def _query(self, parts: list[tantivy.Query], conditions: Iterable[Condition]) -> tantivy.Query:
        clauses = [(tantivy.Occur.Must, part) for part in parts]
        clauses += [self._condition_query(condition) for condition in conditions]
        if not any(occur == tantivy.Occur.Must for occur, _ in clauses):
            clauses.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        return tantivy.Query.boolean_query(clauses)

    def _condition_query(self, condition: Condition) -> tuple[tantivy.Occur, tantivy.Query]:
        values, path = list(condition.values), path_of(condition.field)
        if len(values) == 1:
            query = tantivy.Query.term_query(self._schema, path, values[0], index_option="basic")
        else:
            query = tantivy.Query.term_set_query(self._schema, path, values)
        if condition.is_negated:
            return tantivy.Occur.MustNot, query
        return tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)

    def _is_narrow(self, condition: Condition) -> bool:
        return self._met(condition) * _NARROW < self._searcher.num_docs

    def _met(self, condition: Condition) -> int:
        """Return how many entries meet a condition at the most."""
        if condition.is_negated:
            return self._searcher.num_docs
        path = path_of(condition.field)
        return sum(self._searcher.doc_freq(path, value) for value in condition.values)
