"""Names by what they end with: 滨河路, 第二水厂, 复旦大学."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.mentions.stems import Stem, StemReader
from loader.registers.name_rows import NameEndingRow
from loader.registers.names import Name

_PHASE = re.compile(r"(?:[一二三四五六]期|新馆)(?!工程)|[一二三四五六]期(?=工程)")
_SIDE = re.compile(r"[东西南北](?:[、，；。侧段延岸端]|$)")
_VILLAGES = re.compile(r"\d+(?:个|座)(?:以上)?(?:[，。；、]|$)")
_COUNTED = re.compile(r"[（(]?\d+(?:\.\d+)?(?:个|所|座|家|条|处|项|公里|万)")
_LENGTHS = ("公里", "万", "条")
_LONG_LINE = re.compile(r".*(?:铁路|高铁|高速公路|高速|国道|省道)(?=.)")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:镇|乡|街道|新区|开发区|高新区|管理区)(?=..)")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,8}?[县市旗区](?=..)")
_NUMBERS = frozenset("两三四五六七八九十几多各")
"""Before 镇 or 村 these count them: 怀家、城西两镇."""

_WATERS = frozenset(("河", "江", "溪"))
_NO_WATER = frozenset("市县区省镇州旗乡村内外大小上下入出排引主支母两各全本沿跨临滨护治黑清")
_GRADE = re.compile("[0-9A]A级?(?:旅游)?$")
_ORDINAL = re.compile("市?第[一二三四五六七八九十]")
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
    if row.kind == "place" and (county := _county_at(reader, start, stem.end)):
        start = county
    end = stem.end + len(row.ending)
    sums = _VILLAGES if row.kind == "place" else _COUNTED
    total = sums.match(text, end)
    is_long = total is not None and total[0].endswith(_LENGTHS) and text[start - 1 : start] == "、"
    is_sum = total is not None and not is_long and not _ORDINAL.match(text, start)
    if (
        stem.counted
        or is_sum
        or not _makes_name(reader, start, stem, row)
        or _is_place(reader, start, end, row)
    ):
        return None
    phase = _PHASE.match(text, end)
    whole = phase.end() if phase else end
    confidence = "0.85" if row.reading == "open" else "0.75"
    return Name(start, whole, row.kind, "ending", confidence, stem.within)  # type: ignore[arg-type]


def _county_at(reader: StemReader, start: int, end: int) -> int:
    """Return where a county ends that is named before a town: 光山县 in 光山县白雀园镇; else 0."""
    found = _COUNTY.match(reader.words.text, start, end)
    return found.end() if found and reader.lexicon.meaning(found[0]) is not None else 0


def _makes_name(reader: StemReader, start: int, stem: Stem, row: NameEndingRow) -> bool:
    words = reader.words.text[start : stem.end]
    counts = row.kind == "place" and words[-1:] in _NUMBERS
    is_common = row.ending == "山" and reader.names.is_generic(words + row.ending)
    is_no_stem = (
        counts or is_common or _GRADE.search(words) or _repeats_ending(reader, words, row.ending)
    )
    if row.reading == "listed" or is_no_stem:
        return False
    if len(words) < 2:
        return _makes_short_name(reader, start, words, row)
    if reader.names.is_generic(words):
        return words in reader.names.road and row.ending in _ROADS
    if row.reading == "rated":
        return stem.rated
    if len(row.ending) == 1 and len(words) > _LONGEST_SHORT and "侧" not in words:
        return False
    return row.reading == "open" or reader.is_proper(start, stem.end)


def _makes_short_name(reader: StemReader, start: int, word: str, row: NameEndingRow) -> bool:
    """Tell whether one character makes a name: 市图书馆, and 旬河, which no dictionary has."""
    if row.ending in _WATERS:
        whole = reader.words.at(start)
        common = reader.names.is_generic(word) or reader.names.opens(word) or word in _NO_WATER
        in_title = reader.words.text[start - 1 : start] == "《"
        return not (common or in_title) and (
            whole.end == start + 1 or whole.tag[:2] in ("ns", "nz", "nr")
        )
    return word in _LEVELS and len(row.ending) > 1 and row.kind != "place"


def _is_place(reader: StemReader, start: int, end: int, row: NameEndingRow) -> bool:
    """Tell whether a division is called so: 松江 is no river, 张家港 no port."""
    is_short = row.kind == "facility" and len(row.ending) == 1
    return is_short and reader.lexicon.meaning(reader.words.text[start:end]) is not None


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
    if len(word.text) > 2 or word.tag[:2] in ("ns", "nr", "nz", "nt"):
        return True
    follows_place = any(place.end == word.start for place in reader.places)
    is_water = text[start:end] in _WATERS and _is_rare(reader, word.start - 1)
    return (follows_place or is_water) and not reader.names.is_generic(word.text)


def _is_rare(reader: StemReader, position: int) -> bool:
    """Tell whether the character there is no word of its own that is common: 昕 in 昕水河."""
    if position < 0:
        return False
    word = reader.words.at(position)
    common = word.text in _NO_WATER or reader.names.is_generic(word.text)
    return (
        len(word.text) == 1
        and word.text.isalpha()
        and not (common or reader.names.opens(word.text))
    )
