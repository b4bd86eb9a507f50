"""Names by what they end with: 滨河路, 第二水厂, 复旦大学."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.mentions.names import Name
from loader.mentions.rows import NameEndingRow
from loader.mentions.stems import Stem, StemReader

_PHASE = re.compile(r"(?:[一二三四五六]期|新馆)(?!工程)|[一二三四五六]期(?=工程)")
_SIDE = re.compile(r"[东西南北](?:[、，；。侧段延岸端]|$)")
_COUNTED = re.compile(r"[（(]?\d+(?:\.\d+)?(?:个|所|座|家|条|处|项|公里|万)")
_LONG_LINE = re.compile(r".*(?:铁路|高铁|高速公路|高速|国道|省道)(?=.)")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)(?=..)")
_ROADS = frozenset(("路", "街", "大道", "大街", "桥", "大桥"))
_LEVELS = frozenset("市县区省镇州旗")
_LONGEST_SHORT = 7
"""Characters of a stem before an ending of one character, at the most."""


def find_ended(reader: StemReader) -> Iterator[Name]:
    """Yield all names that end with an ending of the register; they may overlap."""
    text, names = reader.words.text, reader.names
    position = 0
    while found := names.ending.search(text, position):
        row = names.by_ending[found[0]]
        position = found.start() + 1
        if not _ends_here(reader, found.start(), found.end()):
            continue
        position = found.end()
        name = read_name(reader, reader.before(found.start()), row)
        if name:
            yield name


def read_name(reader: StemReader, stem: Stem, row: NameEndingRow) -> Name | None:
    """Return the name that a stem makes with an ending after it, or None if it makes none."""
    text = reader.words.text
    line = _LONG_LINE.match(text[stem.start : stem.end]) or _TOWN.match(text[stem.start : stem.end])
    start = stem.start + line.end() if line else stem.start
    end = stem.end + len(row.ending)
    is_sum = row.kind != "place" and _COUNTED.match(text, end) and text[start - 1 : start] != "、"
    counted = stem.counted or is_sum
    if counted or not _makes_name(reader, start, stem, row):
        return None
    phase = _PHASE.match(text, end)
    whole = phase.end() if phase else end
    confidence = "0.85" if row.reading == "open" else "0.75"
    return Name(start, whole, row.kind, "ending", confidence, stem.within)  # type: ignore[arg-type]


def _makes_name(reader: StemReader, start: int, stem: Stem, row: NameEndingRow) -> bool:
    words = reader.words.text[start : stem.end]
    if row.reading == "listed" or _repeats_ending(reader, words, row.ending):
        return False
    if len(words) < 2:
        return words in _LEVELS and len(row.ending) > 1 and row.kind != "place"
    if reader.names.is_generic(words):
        return words in reader.names.road and row.ending in _ROADS
    if row.reading == "rated":
        return stem.rated
    if len(row.ending) == 1 and len(words) > _LONGEST_SHORT and "侧" not in words:
        return False
    return row.reading == "open" or reader.is_proper(start, stem.end)


def _repeats_ending(reader: StemReader, words: str, ending: str) -> bool:
    """Tell whether a name is complete within `words`: 华莲路 in 华莲路断头(路)."""
    before, inner, after = words.rpartition(ending)
    return bool(inner and len(before) > 1 and reader.names.is_generic(after))


def _ends_here(reader: StemReader, start: int, end: int) -> bool:
    """Tell whether an ending is a word, or the last part of one that is a name.

    路 in 道路 is none, and 河 in 北城河南侧 is one though 河南 is a word.
    """
    words, text = reader.words, reader.words.text
    if end not in words.edges:
        return _SIDE.match(text, end) is not None and end - start == 1
    if start in words.edges or end - start > 1:
        return True
    word = words.at(end - 1)
    return len(word.text) > 2 or word.tag[:2] in ("ns", "nr", "nz", "nt")
