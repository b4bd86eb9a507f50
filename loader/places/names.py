"""Places named in running text: where, which, and how surely. Not for unit cells: they name bodies.

A name counts only where it begins and ends with a word, and where what follows does not make
something else of it: 上海路 is a street, 浏河等断面 are sections, 太仓市人民政府 is a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loader.places.jurisdictions import Jurisdiction
from loader.places.lexicon import PlaceLexicon, lexicon_of
from loader.registers.divisions import Division
from loader.registers.registers import Registers
from loader.texts.words import Words, cut

_SECTION = re.compile(
    r"(?:[、和及与][\u4e00-\u9fff]{2,8}?)*(?:等|等\d+个)?(?:[国省市县]?[考控]|水质|监测|入[江湖河海]){0,4}断面"
)
_ABBREVIATED = re.compile(r"(?:对|临|赴|来|在|驻|离|融入|接轨|对接|返|入)(?P<name>[\u4e00-\u9fff])")
_BEFORE_SINGLE = frozenset("对临赴来在驻离融接返入")
_JOINED = re.compile(r"[\u4e00-\u9fff](?=上)|[\u4e00-\u9fff]{3,5}")
_UNITS = ("街道", "新城", "新区", "社区", "园区")
"""What names of places end with that are words of their own."""
_LEADS = frozenset("在与和同及向从对到至于由")
"""After these a name begins whatever the dictionary makes of its characters."""


@dataclass(frozen=True)
class PlaceName:
    """A place named in a text; `kind` is how: full, short, alias or abbreviation.

    `start` and `end` count characters of the text.
    """

    start: int
    end: int
    place: Division
    kind: str
    confidence: str


@dataclass(frozen=True)
class _Reading:
    """A text with the places where its words begin and end, and whose text it is."""

    text: str
    edges: frozenset[int]
    lexicon: PlaceLexicon


def find_places(
    text: str, jurisdiction: Jurisdiction, year: int | None, registers: Registers
) -> list[PlaceName]:
    """Return the places that `text` names, in order, none within another.

    What can be several places, none of them nearer to the jurisdiction, is left out.
    """
    return find_places_in(cut(text), lexicon_of(jurisdiction, year, registers))


def find_places_in(words: Words, lexicon: PlaceLexicon) -> list[PlaceName]:
    """Return the places that a text named that was cut into words."""
    return list(_read(_Reading(words.text, words.edges, lexicon)))


def _read(reading: _Reading) -> Iterator[PlaceName]:
    """Yield the places of a text; most characters begin none, which one look tells."""
    begins, text = reading.lexicon.begins, reading.text
    single = _BEFORE_SINGLE | reading.lexicon.abbreviations.keys()
    end = 0
    for position, character in enumerate(text):
        if position >= end and (character in single or begins(text, position)):
            end, found = _at(reading, position)
            yield from found


def _at(reading: _Reading, start: int) -> tuple[int, list[PlaceName]]:
    """Return what begins at `start`, and where to go on; a street is passed over as a whole."""
    named = _longest(reading, start, ())
    if named is None:
        return _abbreviations(reading, start)
    thing = _end_of_thing(reading, named)
    return (thing, []) if thing else (named.end, [named])


def _longest(reading: _Reading, start: int, within: Sequence[Division]) -> PlaceName | None:
    """Return the place whose name begins at `start`; what lies in a town is a name of its own."""
    lexicon, text = reading.lexicon, reading.text
    if not lexicon.begins(text, start):
        return None
    for end in range(min(len(text), start + lexicon.longest), start + 1, -1):
        name = text[start:end]
        meant = lexicon.meaning(name, within)
        if meant is None or not _stands_as_word(reading, range(start, end), meant.kind, within):
            continue
        in_town = meant.place.level == "township"
        deeper = None if in_town else _longest(reading, end, (meant.place,))
        if deeper:
            return PlaceName(start, deeper.end, deeper.place, deeper.kind, deeper.confidence)
        return PlaceName(start, end, meant.place, meant.kind, meant.confidence)
    return None


def _stands_as_word(reading: _Reading, name: range, kind: str, within: Sequence[Division]) -> bool:
    """Tell whether `name` begins and ends with words; it may begin where `within` has ended.

    Where the last word takes a character of the name's stem, as in 发展 中 山区, a name in full
    must begin a clause or stand after a particle.
    """
    start, end = name.start, name.stop
    clear = not start or not reading.text[start - 1].isalpha() or reading.text[start - 1] in _LEADS
    in_full = kind == "full"
    whole_unit = reading.text[start:end].endswith(_UNITS)
    edges = reading.edges
    cut_through = in_full and not whole_unit and end - 1 not in edges and end - 2 in edges
    begins = (in_full and clear) or (start in reading.edges and not cut_through)
    return (bool(within) or begins) and end in reading.edges


def _end_of_thing(reading: _Reading, named: PlaceName) -> int | None:
    """Return where the thing ends that what follows makes of a name, or None if it is a place."""
    section = _SECTION.match(reading.text, named.end)
    if section:
        return section.end()
    thing = reading.lexicon.thing.match(reading.text, named.end)
    while thing:
        if thing.end() in reading.edges:
            return thing.end()
        shorter = reading.text[: thing.end() - 1]
        thing = reading.lexicon.thing.match(shorter, named.end)
    return None


def _abbreviations(reading: _Reading, start: int) -> tuple[int, list[PlaceName]]:
    """Return the places of 临沪, 沪上, 京津冀: single characters count in such patterns only."""
    text, known = reading.text, reading.lexicon.abbreviations
    single = _ABBREVIATED.match(text, start)
    if single and single["name"] in known:
        pair = _pair(reading, single.start("name"))
        if pair or single.end() in reading.edges:
            return pair or _single(reading, single.start("name"))
    if start not in reading.edges:
        return start, []
    return _pair(reading, start) or _run(reading, start)


def _single(reading: _Reading, at: int) -> tuple[int, list[PlaceName]]:
    """Return the place of one character after 临, 赴 and the like, unless it begins a word."""
    is_word = any(reading.text.startswith(word, at) for word in reading.lexicon.common)
    place = reading.lexicon.abbreviations[reading.text[at]]
    return at + 1, [] if is_word else [_abbreviation(at, place)]


def _pair(reading: _Reading, at: int) -> tuple[int, list[PlaceName]] | None:
    """Return the two places that do something together: 沪苏合作."""
    names, known = reading.text[at : at + 2], reading.lexicon.abbreviations
    if len(names) < 2 or not all(name in known for name in names):
        return None
    if not reading.lexicon.between.match(reading.text, at + 2):
        return None
    return at + 2, [_abbreviation(at + n, known[name]) for n, name in enumerate(names)]


def _run(reading: _Reading, start: int) -> tuple[int, list[PlaceName]]:
    """Return the places of a run of characters: 京津冀; of fewer than three only before 上."""
    text, known = reading.text, reading.lexicon.abbreviations
    joined = _JOINED.match(text, start) if text[start : start + 1] in known else None
    names = reading.lexicon.abbreviated_run.match(joined[0]) if joined else None
    if names is None or (len(names[0]) < 3 and not text.startswith("上", start + 1)):
        return start, []
    end = start + len(names[0])
    if end not in reading.edges and not text.startswith("上", end):
        return start, []
    if reading.lexicon.thing.match(text, end):
        return end, []
    return end, [_abbreviation(start + n, known[c]) for n, c in enumerate(names[0])]


def _abbreviation(start: int, place: Division) -> PlaceName:
    return PlaceName(start, start + 1, place, "abbreviation", "0.7")
