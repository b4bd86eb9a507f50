"""The ways in which an entry may meet a word of a search: as it stands, by another name, by a link.

A way says what the index is asked and, of an entry that was found, whether it is why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from graph.index.entries.cards import Card
from graph.index.words.lexicon import Lexicon
from graph.index.words.words import Words, fold_once, folded, runs, span_of

LINKS = {
    "agency": "agency",
    "group": "agency",
    "official": "official",
    "place": "place",
    "programme": "programme",
}
"""Types of entries whose names find what is linked to them, and the field of the link."""

_LISTED = {
    "agency": "agencies",
    "official": "officials",
    "place": "places",
    "programme": "programmes",
}
_ALIASED = (*LINKS, "facility", "metric", "event")
_LEAST_SOUND = 2
_MOST_ALIASES = 12


class Names(Protocol):
    """Where things are looked up by their names."""

    def called(self, name: str) -> list[Card]: ...

    def sounding(self, letters: str) -> list[Card]: ...

    def linked(self, name: str, letters: str) -> dict[str, list[str]]: ...


@dataclass(frozen=True)
class Why:
    """Why a result was found: `term` of the search is met by `found` in the field `field`.

    `by` is `wording` (as it stands), `words` (its words, apart), `name`, `alias` (another name of
    the same thing), `synonym` (register), `link` (a thing so called has part in it), `sound`
    (pinyin or initials) or `likeness` (a rare word of the entry that is resembled).
    """

    term: str
    by: str
    field: str
    found: str


@dataclass(frozen=True)
class Way:
    """`words` must all stand in the entry, or it must be linked to one of `links`, by field."""

    by: str
    words: tuple[str, ...] = ()
    weight: float = 1.0
    links: dict[str, list[str]] = field(default_factory=dict)

    def why(self, term: str, texts: Texts) -> Iterator[Why]:
        """Yield why an entry meets this way, nothing if it does not."""
        where = [texts.holding(word) for word in self.words]
        if self.words and all(where):
            for word, name in zip(self.words, where, strict=True):
                yield Why(term, self.by, name, texts.printed(name, word))
        for name, iris in self.links.items():
            linked = texts.linked(name)
            for iri in iris if len(iris) < len(linked) else list(linked):
                if iri in linked and iri in iris:
                    yield Why(term, self.by, _LISTED[name], linked[iri])


@dataclass(frozen=True, eq=False)
class Term:
    """A run of letters of a search with all the ways to meet it."""

    text: str
    ways: tuple[Way, ...]


def words_of(terms: Iterable[Term]) -> list[str]:
    """Return the words that may stand in a text that was found by `terms`."""
    found = (word for term in terms for way in term.ways for word in way.words)
    return list(dict.fromkeys(filter(runs, found)))


class Texts:
    """The texts of a card, folded, and what it is linked to."""

    def __init__(self, card: Card) -> None:
        self._card = card
        named = [("label", card["label"]), ("text", card["text"])]
        named += [("annual_task", card["annual_task"])]
        named += [("surfaces", surface) for surface in card["surfaces"]]
        named += [("names", name) for name in card["names"]]
        self._texts: list[tuple[str, str, str]] = [
            (name, text, fold_once(text).text) for name, text in named if text
        ]

    def holding(self, word: str) -> str:
        """Return the first field that holds the folded `word`, or nothing."""
        return next((name for name, _ in self._holders(word)), "")

    def printed(self, name: str, word: str) -> str:
        """Return the name that holds `word`; of a longer text, the word alone."""
        if name not in ("names", "surfaces"):
            return word
        return next(text for own, text in self._holders(word) if own == name)

    def _holders(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the texts that hold `word`, after their fields."""
        for name, text, found in self._texts:
            if span_of(word, found):
                yield name, text

    def linked(self, name: str) -> dict[str, str]:
        """Return what the entry is linked to by a field: labels by IRI."""
        return {node["iri"]: node["label"] for node in self._card[_LISTED[name]]}


def ways_of(run: str, words: Words, names: Names, lexicon: Lexicon) -> Term:
    """Return the ways to meet a folded run of letters, as it stands first."""
    cut = tuple(word for word in words.words(run) if word.strip())
    ways = [Way("wording", (run,), 2.0), *_others(run, names, lexicon)]
    fine = tuple(part for word in cut for part in _parts(word, words))
    if len(fine) > len(cut):
        ways.append(Way("words", fine, 0.8))
    if len(cut) > 1:
        ways.append(Way("words", cut))
        ways += _replaced(cut, names, lexicon)
    return Term(run, tuple(ways))


def _parts(word: str, words: Words) -> list[str]:
    """Return the shorter words that make up `word`, or `word` itself.

    >>> _parts("河道整治", Words(["河道整治"]))
    ['河道', '整治']
    """
    parts = [part for part in words.search_words(word) if part != word]
    return parts if set("".join(parts)) == set(word) else [word]


def named(whole: str, names: Names, lexicon: Lexicon) -> Term:
    """Return the ways to meet the folded name of one thing, signs in it, by its other names."""
    letters = "".join(runs(whole))
    signed = _synonyms(whole, lexicon) if whole != letters else ()
    return Term(letters, (*_others(letters, names, lexicon), *signed))


def exactly(wording: str) -> Term:
    """Return the one way to meet a folded wording that must stand as it is."""
    return Term(wording, (Way("wording", (wording,), 2.0),))


def shared(word: str) -> Term:
    """Return the one way to resemble an entry by a word of it."""
    return Term(word, (Way("likeness", (word,)),))


def _others(run: str, names: Names, lexicon: Lexicon) -> Iterator[Way]:
    """Yield the ways to meet `run` by what else it is called, or by what is so called."""
    aliases = _aliases(run, names)
    meanings = lexicon.meanings(run)
    yield from (Way("alias", (name,), 1.0) for name in aliases if name not in meanings)
    yield from _synonyms(run, lexicon)
    letters = run if run.isascii() and run.isalpha() and len(run) >= _LEAST_SOUND else ""
    if letters:
        sounding = names.sounding(letters)
        found = dict.fromkeys(folded(card["label"]) for card in sounding)
        yield from (Way("sound", (name,), 1.0) for name in list(found)[:_MOST_ALIASES])
    if links := names.linked(run, letters):
        yield Way("link", (), 1.0, links)


def _synonyms(name: str, lexicon: Lexicon) -> Iterator[Way]:
    return (Way("synonym", (other,), weight) for other, weight in lexicon.meanings(name).items())


def _replaced(cut: tuple[str, ...], names: Names, lexicon: Lexicon) -> Iterator[Way]:
    """Yield the words of a run with one of them replaced by what else it is called."""
    for position, word in enumerate(cut):
        for other, weight in _called_too(word, names, lexicon).items():
            yield Way("synonym", (*cut[:position], other, *cut[position + 1 :]), weight * 0.8)


def _called_too(word: str, names: Names, lexicon: Lexicon) -> dict[str, float]:
    if len(word) < 2 and not lexicon.meanings(word):
        return {}
    return {**dict.fromkeys(_aliases(word, names), 1.0), **lexicon.meanings(word)}


def _aliases(run: str, names: Names) -> list[str]:
    """Return the other names of what is called `run`, without the place before them."""
    found: dict[str, None] = {}
    for card in names.called(run):
        if card["type"] in _ALIASED:
            place = folded(card["jurisdiction"]["label"]) if card["jurisdiction"] else ""
            stems = (folded(name).removeprefix(place) for name in card["names"])
            found |= dict.fromkeys(stem for stem in stems if len(stem) > 1 and not stem.isascii())
    return [name for name in found if name != run][:_MOST_ALIASES]


def link_field(type_name: str) -> str:
    """Return the field that links to entries of a type, or nothing.

    >>> link_field("group"), link_field("theme")
    ('agency', '')
    """
    return LINKS.get(type_name, "")
