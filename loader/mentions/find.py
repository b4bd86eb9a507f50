"""From a text to the names in it: several readers look, and of what overlaps the longest counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from loader.mentions.bodies import BodyReader
from loader.mentions.ended import find_ended
from loader.mentions.listed import find_listed
from loader.mentions.neighbours import find_neighbours
from loader.mentions.patterned import find_patterned
from loader.mentions.quoted import find_quoted, find_titles, with_paired_quotes
from loader.mentions.stems import StemReader
from loader.mentions.vocabulary import Vocabulary
from loader.places.names import find_places_in
from loader.registers.names import Name, without_overlaps
from loader.texts.words import Words, cut

_PLACES = ("place", "facility")
_HAS_INNER = re.compile("[—–－]")
_TOWNS = ("镇", "乡", "街道")
_JOINED = re.compile("村?(?:[、和及与]|以及)")


def find_names(text: str, vocabulary: Vocabulary) -> list[Name]:
    """Return what `text` names, in printed order.

    A place within a longer name counts as well where a dash shows that the name is put together.
    """
    text = with_paired_quotes(text)
    words = cut(text)
    places = list(_places(words, vocabulary))
    reader = StemReader(words, vocabulary.names, vocabulary.lexicon, places)
    sure = without_overlaps(_names(reader, places, vocabulary))
    beside = find_neighbours(reader, sure)
    outer = list(_in_towns(without_overlaps(chain(sure, _apart(beside, sure))), text))
    inner = (replace(place, inner=True) for place in places if _is_inner(place, outer, text))
    return sorted([*outer, *inner], key=lambda name: (name.start, -name.end))


def _in_towns(names: Iterable[Name], text: str) -> Iterator[Name]:
    """Yield the names; a town before the first of a list of places holds all of them.

    浮桥镇 in 浮桥镇牌楼、时思等村 is where both lie.
    """
    last: Name | None = None
    for name in names:
        is_part = name.kind == "place" and name.rule in ("list", "ending")
        goes_on = last is not None and _JOINED.fullmatch(text, last.end, name.start) is not None
        is_town = text[name.start : name.end].endswith(_TOWNS)
        held = is_part and goes_on and not is_town and not name.place and last
        found = replace(name, place=held.place) if held else name
        yield found
        last = found if is_part else None


def _apart(names: Iterable[Name], others: Sequence[Name]) -> Iterator[Name]:
    """Yield the names that share no character with the others, which are surer.

    A place or river at their beginning is a part of them: 宁波 in 宁波富达.
    """
    for name in names:
        shared = [o for o in others if o.start < name.end and name.start < o.end]
        if all(o.kind in _PLACES and o.start == name.start and o.end < name.end for o in shared):
            yield name


def _names(reader: StemReader, places: Sequence[Name], vocabulary: Vocabulary) -> Iterator[Name]:
    words = reader.words
    known = list(vocabulary.known.find(words))
    yield from find_titles(words.text, vocabulary.names)
    yield from vocabulary.registers.policies.find(words.text)
    yield from known
    yield from BodyReader(words, vocabulary.lexicon, vocabulary.names, vocabulary.directory).find()
    others = chain(find_listed(reader), find_quoted(reader), find_ended(reader))
    yield from (name for name in others if not _is_known(name, known))
    yield from find_patterned(words.text, vocabulary.names)
    yield from places


def _is_known(name: Name, known: Iterable[Name]) -> bool:
    """Tell whether a register says what a programme within the words of `name` is called.

    It does of a place that ends as the programme: 国家级全域旅游示范区.
    """
    shared = [other for other in known if other.start < name.end and name.start < other.end]
    if name.kind == "place":
        return any(other.kind == "programme" and other.end == name.end for other in shared)
    return name.kind == "programme" and bool(shared)


def _places(words: Words, vocabulary: Vocabulary) -> Iterator[Name]:
    for found in find_places_in(words, vocabulary.lexicon):
        yield Name(found.start, found.end, "place", "place", found.confidence, found.place)
    yield from vocabulary.countries.find(words)


def _is_inner(place: Name, outer: Iterable[Name], text: str) -> bool:
    return any(
        name.start <= place.start
        and place.end <= name.end
        and name.kind in ("facility", "organization")
        and _HAS_INNER.search(text[name.start : name.end])
        for name in outer
    )
