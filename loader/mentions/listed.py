"""Names in a list that a noun closes: 陆渡、天镜湖、金仓湖等片区."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.mentions.ended import read_name
from loader.mentions.stems import Stem, StemReader
from loader.registers.name_rows import ListNounRow
from loader.registers.names import Name

_COUNT = r"(?:\d+|[一二两三四五六七八九十百]+|多|数)[个家条所座处项片批名]?"
_CLOSING = re.compile(
    rf"(?:等(?:{_COUNT})?|(?<=[\u4e00-\u9fff]){_COUNT})(?:的)?"
    r"(?:链主型|链主|头部|领军|优势|本土|规上|规模以上|外资|民营|专精特新|高新技术|制造业|知名|重点|主要|重要|中小|大型|小型|中型|大中型|主干|重大|标志性|骨干|龙头|知名|特色|现代|传统|新兴|优质|城区|市区|省级|国家级|市级|县级|农业|畜牧业)*"
)
_CLAUSE = re.compile(r"[，。；：！？（）()\n]")
_JOINT = re.compile(r"(?<=.{2})(?:以及|[和与及])(?=.{2})")
_PHASE = re.compile(r"[一二三四五六]期$")
_SPLIT = re.compile(r"、|(?<=”)(?=“)")


def find_listed(reader: StemReader) -> Iterator[Name]:
    """Yield the members of all lists that a noun of the register closes."""
    text, names = reader.words.text, reader.names
    floor = 0
    for closing in _CLOSING.finditer(text):
        noun = names.noun.match(text, closing.end())
        if noun and _closes(reader, closing.start()):
            yield from _members(reader, floor, closing.start(), names.by_noun[noun[0]])
            floor = noun.end()


def _closes(reader: StemReader, position: int) -> bool:
    """Tell whether a list ends at `position`: where a word does, or before 等 in 富思特等.

    Without 等 a number does it after a mark of a list: 怀家、城西两镇.
    """
    text, words = reader.words.text, reader.words
    if text[position] != "等":
        listed = re.search(
            r"[、和与及][\u4e00-\u9fff]{2,4}$", text[max(0, position - 6) : position]
        )
        return position in words.edges and listed is not None
    word = words.at(position)
    return position in words.edges or (word.start == position - 1 and "、" in text[:position])


def _members(reader: StemReader, floor: int, end: int, noun: ListNounRow) -> Iterator[Name]:
    """Yield the names of the list that ends at `end`; `floor` is where the list before it did."""
    text = reader.words.text
    clause = max((m.end() for m in _CLAUSE.finditer(text, floor, end)), default=floor)
    cuts = [m.span() for m in _SPLIT.finditer(text, clause, end)]
    if noun.kind != "event":
        last = cuts[-1][1] if cuts else clause
        cuts += [m.span() for m in _JOINT.finditer(text, last, end)]
    starts, ends = [clause, *(b for _, b in cuts)], [*(a for a, _ in cuts), end]
    for first, last in zip(starts, ends, strict=True):
        name = _member(reader, first, last, noun)
        if name:
            yield name


def _member(reader: StemReader, first: int, last: int, noun: ListNounRow) -> Name | None:
    text = reader.words.text
    if text[last - 1 : last] == "”":
        return _quoted(text, first, last, noun)
    stem = reader.before(last, first=first if noun.kind == "event" else 0)
    if stem.counted or stem.start < first or stem.end - stem.start < 2:
        return None
    if noun.reading == "named":
        return _by_noun(reader, stem, noun)
    return _by_ending(reader, stem) or _by_noun(reader, stem, noun)


def _quoted(text: str, first: int, last: int, noun: ListNounRow) -> Name | None:
    """Return a member in quotes; an event may have words before them: 第二届“读书节”."""
    start = text.rfind("“", first, last)
    if start < 0 or noun.kind not in ("event", "programme"):
        return None
    before = re.search(r"第[一二三四五六七八九十\d]+届[^、，]{0,6}\Z", text[first:start])
    begin = first + before.start() if before and noun.kind == "event" else start
    return Name(begin, last, noun.kind, "list", "0.85")  # type: ignore[arg-type]


def _by_ending(reader: StemReader, stem: Stem) -> Name | None:
    text = reader.words.text
    for found in range(stem.start + 2, stem.end):
        row = reader.names.by_ending.get(text[found : stem.end])
        if row and row.reading != "listed":
            return read_name(reader, Stem(stem.start, found, stem.within, rated=stem.rated), row)
    return None


def _by_noun(reader: StemReader, stem: Stem, noun: ListNounRow) -> Name | None:
    words = reader.words.text[stem.start : stem.end]
    common = reader.names.is_generic(words) or words in reader.names.by_ending
    if common or noun.reading == "quoted":
        return None
    kind = noun.kind
    if noun.reading == "proper":
        if not (reader.is_proper(stem.start, stem.end) or _is_company(reader, words)):
            return None
        kind = "facility" if _PHASE.search(words) else kind
    return Name(stem.start, stem.end, kind, "list", "0.7", stem.within)  # type: ignore[arg-type]


def _is_company(reader: StemReader, words: str) -> bool:
    """Tell whether a name ends as companies do, after words that are not common: 联合电子."""
    rows = (reader.names.by_ending.get(words[n:]) for n in range(2, len(words)))
    row = next(filter(None, rows), None)
    return (
        row is not None
        and row.reading == "listed"
        and words[: -len(row.ending)] not in reader.names.by_ending
        and not reader.names.is_generic(words[: -len(row.ending)])
    )
