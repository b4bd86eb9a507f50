"""From what a search asks for to what meeting it scores, and why a result was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from graph.index.entries.cards import Card
from graph.index.ranking.formulas import (
    Anything,
    Best,
    Fixed,
    Formula,
    Scaled,
    Sum,
    either_of,
    sum_of,
)
from graph.index.search.held import (
    AllOf,
    Held,
    NoneOf,
    Value,
    Wording,
    all_held,
    any_held,
    held_of,
    is_sound,
)
from graph.index.search.text import Both, Either, Node, Phrase, Quoted, Without, read_search
from graph.index.search.text import Words as Text
from graph.index.search.ways import Names, Term, Texts, Way, Why, exactly, named, ways_of
from graph.index.words.lexicon import Lexicon
from graph.index.words.words import Words, folded, keys_of, runs, wordings

_AS_PAIRS = 0.5
"""Weight of a word that stands in a text, where jieba does not cut it off."""
_AS_NAME = 2.0
_OTHER_WAYS = 0.2
"""What other ways to meet a term add to the best one."""
_IS_NAME = 12.0
"""Weight of an entry whose name is exactly what is looked for."""
_CACHED = 4_096


@dataclass(frozen=True)
class Reader:
    """Reads the parts of a search with the words and names of an index."""

    words: Words
    names: Names
    lexicon: Lexicon

    def read(self, text: str) -> Node | None:
        """Return what a search asks for: quotes and brackets of a whole name belong to it.

        Raises UnreadableSearch for a text that cannot be read.
        """
        return Text(text) if self.names.called(folded(text)) else read_search(text)

    def formula(self, node: Node) -> Formula:
        """Return what meeting a search scores."""
        if isinstance(node, Without):
            return self._both((node,))
        if isinstance(node, Both):
            return self._both(node.parts)
        if isinstance(node, Either):
            return either_of(map(self.formula, node.parts))
        node = self._meant(node)
        if isinstance(node, Phrase):
            return Wording(folded(node.text))
        ways = [sum_of(map(self._scored, wording)) for wording in self._wordings(node)]
        return either_of(ways)

    def held(self, node: Node) -> Held:
        """Return what an entry holds that meets `formula`."""
        if isinstance(node, Without):
            return AllOf((NoneOf(self.held(node.part)),))
        if isinstance(node, Both):
            return AllOf(tuple(map(self._held_clause, node.parts)))
        if isinstance(node, Either):
            return any_held(map(self.held, node.parts))
        node = self._meant(node)
        if isinstance(node, Phrase):
            return Wording(folded(node.text))
        return any_held(all_held(map(self._held, wording)) for wording in self._wordings(node))

    def _held_clause(self, node: Node) -> Held:
        return NoneOf(self.held(node.part)) if isinstance(node, Without) else self.held(node)

    def _held(self, term: Term) -> Held:
        return held_of(term, self.words.words(term.text))

    def _meant(self, node: Text | Phrase | Quoted) -> Text | Phrase:
        """Return what quotation marks mean: those of a name (“263”) belong to it."""
        if not isinstance(node, Quoted):
            return node
        is_name = any(map(self.lexicon.meanings, keys_of(node.text)))
        return Text(node.text) if is_name else Phrase(node.text)

    def _wordings(self, node: Text) -> list[list[Term]]:
        """Return the ways to read words: run by run, and where signs part them as one name."""
        found, whole = wordings(node.text), folded(node.text)
        terms = [list(map(self.term, wording)) for wording in found]
        if len(found[0]) > 1 or (whole != found[0][0] and self.lexicon.meanings(whole)):
            terms.append([self.name(whole)])
        return terms

    def _both(self, parts: tuple[Node, ...]) -> Formula:
        must = tuple(self.formula(part) for part in parts if not isinstance(part, Without))
        never = tuple(self.formula(part.part) for part in parts if isinstance(part, Without))
        return Sum(must or (Anything(),), never=never)

    @cached_property
    def term(self) -> Callable[[str], Term]:
        """Return the ways to meet a run of letters; those of the latest are kept."""
        return lru_cache(_CACHED)(self._ways_of)

    def _ways_of(self, run: str) -> Term:
        return ways_of(run, self.words, self.names, self.lexicon)

    def name(self, whole: str) -> Term:
        """Return the ways to meet words with signs between them as the name of one thing."""
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
            yield exactly(folded(node.text))
        else:
            found = (term for wording in self._wordings(node) for term in wording)
            yield from dict.fromkeys(found)

    def _scored(self, term: Term) -> Formula:
        ways = [*map(_scored_way, term.ways), *self._named(term.text)]
        return Best(tuple(ways), _OTHER_WAYS)

    def _named(self, run: str) -> Iterator[Formula]:
        """Yield what puts that which is so called before that which speaks of it."""
        yield Fixed((Value("key", (run,)),), _IS_NAME)
        in_name = sum_of(Value("name_words", (word,)) for word in self.words.words(run))
        yield Scaled(in_name, _AS_NAME)
        if is_sound(run):
            yield Fixed((Value("sound", (run,)),), _IS_NAME / 2)


def _scored_way(way: Way) -> Formula:
    if way.links:
        linked = (Value(name, tuple(iris)) for name, iris in way.links.items())
        return Fixed(tuple(linked), way.weight)
    if len(way.words) == 1:
        return Scaled(Wording(way.words[0]), way.weight)
    return Scaled(sum_of(map(_any_word, way.words)), way.weight)


def _any_word(word: str) -> Formula:
    """Return what holds `word` in a text: a word that jieba cuts off there counts more.

    Whatever it cuts off stands in the text, so that the pairs alone must be found.
    """
    return Sum((Scaled(Wording(word), _AS_PAIRS),), (Value("words", (word,)),))


def standing(text: str) -> Formula:
    """Return what holds each run of letters of `text` as it stands."""
    return sum_of(map(Wording, runs(text)))


def why_found(terms: Iterable[Term], card: Card) -> list[Why]:
    """Return why an entry was found: for each term the first way that it meets."""
    texts = Texts(card)
    found = (next(_whys(term, texts), []) for term in terms)
    return [why for reasons in found for why in reasons]


def _whys(term: Term, texts: Texts) -> Iterator[list[Why]]:
    for way in term.ways:
        if reasons := list(way.why(term.text, texts)):
            yield reasons
