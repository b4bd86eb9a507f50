"""From what a search asks for to the query that the engine runs, and why a result was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import tantivy

from graph.cards import Card
from graph.counting.held import (
    AllOf,
    Held,
    NoneOf,
    Wording,
    all_held,
    any_held,
    held_of,
    is_sound,
)
from graph.fields import path_of
from graph.lexicon import Lexicon
from graph.search_text import Both, Either, Node, Phrase, Quoted, Without
from graph.search_text import Words as Text
from graph.ways import Names, Term, Texts, Way, Why, exactly, named, ways_of
from graph.words import Words, pairs, runs, wordings

_AS_PAIRS = 0.5
"""Weight of a word that stands in a text, where jieba does not cut it off."""
_AS_NAME = 2.0
_OTHER_WAYS = 0.2
"""What other ways to meet a term add to the best one."""
_IS_NAME = 12.0
"""Weight of an entry whose name is exactly what is looked for."""
_CACHED = 4_096

Within = Sequence[tantivy.Query]


@dataclass(frozen=True)
class Reader:
    """Reads the parts of a search with the words and names of an index."""

    schema: tantivy.Schema
    words: Words
    names: Names
    lexicon: Lexicon

    def query(self, node: Node, within: Within = ()) -> tantivy.Query:
        """Return the query for what a search asks for, as far as `within` finds it too.

        `within` are queries without a score that must be met anyway. Where they find little they
        save work: what is looked for is only looked for there.
        """
        if isinstance(node, Without):
            return self._both((node,), within)
        if isinstance(node, Both):
            return self._both(node.parts, within)
        if isinstance(node, Either):
            return any_of([self.query(part, within) for part in node.parts])
        node = self._meant(node)
        if isinstance(node, Phrase):
            return all_of([self.wording(node.text), *within])
        found = wordings(node.text)
        ways = [self._wording(wording, within) for wording in found]
        if len(found[0]) > 1:
            ways.append(self._term(self.name("".join(found[0])), within))
        return any_of(ways)

    def held(self, node: Node) -> Held:
        """Return what an entry holds that `query` finds."""
        if isinstance(node, Without):
            return AllOf((NoneOf(self.held(node.part)),))
        if isinstance(node, Both):
            return AllOf(tuple(map(self._held_clause, node.parts)))
        if isinstance(node, Either):
            return any_held(map(self.held, node.parts))
        node = self._meant(node)
        if isinstance(node, Phrase):
            return all_held(map(Wording, runs(node.text)))
        found = wordings(node.text)
        ways = [all_held(self._held(self.term(run)) for run in wording) for wording in found]
        if len(found[0]) > 1:
            ways.append(self._held(self.name("".join(found[0]))))
        return any_held(ways)

    def _held_clause(self, node: Node) -> Held:
        return NoneOf(self.held(node.part)) if isinstance(node, Without) else self.held(node)

    def _held(self, term: Term) -> Held:
        return held_of(term, self.words.words(term.text))

    def _meant(self, node: Text | Phrase | Quoted) -> Text | Phrase:
        """Return what quotation marks mean: those of a name (“263”) belong to it."""
        if not isinstance(node, Quoted):
            return node
        is_name = bool(self.lexicon.meanings("".join(runs(node.text))))
        return Text(node.text) if is_name else Phrase(node.text)

    def _both(self, parts: tuple[Node, ...], within: Within) -> tantivy.Query:
        clauses = [self._clause(part, within) for part in parts]
        if all(isinstance(part, Without) for part in parts):
            clauses.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        return _boolean(clauses)

    def _clause(self, node: Node, within: Within) -> tuple[tantivy.Occur, tantivy.Query]:
        if isinstance(node, Without):
            return tantivy.Occur.MustNot, self.query(node.part)
        return tantivy.Occur.Must, self.query(node, within)

    def _wording(self, found: list[str], within: Within) -> tantivy.Query:
        return all_of([self._term(self.term(run), within) for run in found])

    @cached_property
    def term(self) -> Callable[[str], Term]:
        """Return the ways to meet a run of letters; those of the latest are kept."""
        return lru_cache(_CACHED)(self._ways_of)

    def _ways_of(self, run: str) -> Term:
        return ways_of(run, self.words, self.names, self.lexicon)

    def name(self, whole: str) -> Term:
        """Return the ways to meet words with punctuation between them as the name of one thing."""
        return named(whole, self.names, self.lexicon)

    def terms(self, node: Node) -> Iterator[Term]:
        """Yield all that a result may be found by; what must not be there is none of it."""
        if isinstance(node, Both | Either):
            for part in node.parts:
                yield from self.terms(part)
            return
        if isinstance(node, Without):
            return
        node = self._meant(node)
        if isinstance(node, Phrase):
            yield from map(exactly, runs(node.text))
        else:
            found = wordings(node.text)
            if len(found[0]) > 1:
                yield self.name("".join(found[0]))
            distinct = dict.fromkeys(run for wording in found for run in wording)
            yield from map(self.term, distinct)

    def _term(self, term: Term, within: Within) -> tantivy.Query:
        ways = [*map(self._way, term.ways), *self._named(term.text)]
        narrowed = [all_of([way, *within]) for way in ways]
        return tantivy.Query.disjunction_max_query(narrowed, _OTHER_WAYS)

    def _named(self, run: str) -> Iterator[tantivy.Query]:
        """Yield queries that put what is so called before what speaks of it."""
        key = tantivy.Query.term_query(self.schema, "key", run)
        yield tantivy.Query.const_score_query(key, _IS_NAME)
        in_name = all_of([self._word("name_words", word) for word in self.words.words(run)])
        yield tantivy.Query.boost_query(in_name, _AS_NAME)
        if is_sound(run):
            sound = tantivy.Query.term_query(self.schema, "sound", run)
            yield tantivy.Query.const_score_query(sound, _IS_NAME / 2)

    def _way(self, way: Way) -> tantivy.Query:
        if way.links:
            found = (
                tantivy.Query.term_set_query(self.schema, path_of(name), iris)
                for name, iris in way.links.items()
            )
            return tantivy.Query.const_score_query(any_of(list(found)), way.weight)
        if len(way.words) == 1:
            return tantivy.Query.boost_query(self.wording(way.words[0]), way.weight)
        return tantivy.Query.boost_query(all_of([self._any_word(w) for w in way.words]), way.weight)

    def wording(self, text: str) -> tantivy.Query:
        """Return the query for what holds each run of letters of `text` as it stands."""
        return all_of([stands(run, self.schema) for run in runs(text)])

    def _any_word(self, word: str) -> tantivy.Query:
        """Return the query for `word` in a text: a word that jieba cuts off there counts more.

        Whatever it cuts off stands in the text, so that the pairs alone must be found.
        """
        as_pairs = tantivy.Query.boost_query(self.wording(word), _AS_PAIRS)
        as_word = self._word("words", word)
        return _boolean([(tantivy.Occur.Must, as_pairs), (tantivy.Occur.Should, as_word)])

    def _word(self, name: str, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.schema, name, word)


def stands(run: str, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for what holds a run of letters as it stands."""
    if len(run) == 1:
        return tantivy.Query.regex_query(schema, "pairs", re.escape(run) + ".?")
    terms = pairs(run)[:-1]
    if len(terms) == 1:
        return tantivy.Query.term_query(schema, "pairs", terms[0])
    return tantivy.Query.phrase_query(schema, "pairs", list(terms))


def why_found(terms: Iterable[Term], card: Card) -> list[Why]:
    """Return why an entry was found: for each term the first way that it meets."""
    texts = Texts(card)
    found = (next(_whys(term, texts), []) for term in terms)
    return [why for reasons in found for why in reasons]


def _whys(term: Term, texts: Texts) -> Iterator[list[Why]]:
    for way in term.ways:
        if reasons := list(way.why(term.text, texts)):
            yield reasons


def all_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return _boolean([(tantivy.Occur.Must, query) for query in queries])


def any_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return _boolean([(tantivy.Occur.Should, query) for query in queries])


def _boolean(clauses: list[tuple[tantivy.Occur, tantivy.Query]]) -> tantivy.Query:
    return tantivy.Query.boolean_query(clauses)
