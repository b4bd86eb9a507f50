"""Names that show by what stands beside them: companies by what they do, members by their list.

A company without an ending is told by its verb (支持富思特上市, 招引比亚迪配套企业), or by a body
with which it is listed (甲大学、科大讯飞), a quarter by the noun of its list (杏北、宏伟片区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loader.mentions.stems import StemReader
from loader.registers.names import Name

_SHORTEST, _LONGEST = 2, 8
_JOINTS = frozenset("、和与及")
_STOP = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
_NO_MEMBER = re.compile("等|有关|相关|各|其他|其它|部分|全体|所有")


def find_neighbours(reader: StemReader, found: Iterable[Name]) -> Iterator[Name]:
    """Yield the companies and places that their neighbours show; `found` are the names so far."""
    names = sorted(found, key=lambda name: name.start)
    yield from _companies_by_verb(reader)
    for name in names:
        if name.kind == "organization":
            yield from _before(reader, name, "organization", names)
            yield from _after(reader, name, names)
        elif name.kind == "place" and name.rule == "ending":
            yield from _before(reader, name, "place", names)


def _companies_by_verb(reader: StemReader) -> Iterator[Name]:
    """Yield what does as companies do, and the members of its list: 甲、乙增资扩产."""
    text, edges = reader.words.text, reader.words.edges
    for verb in reader.names.company_verb.finditer(text):
        end = verb.start()
        while end in edges and (name := _stem(reader, end, "organization")):
            yield name
            if text[name.start - 1 : name.start] not in _JOINTS:
                break
            end = name.start - 1


def _before(reader: StemReader, name: Name, kind: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the members before `name` in its list, up to the first that is no name."""
    text, start = reader.words.text, name.start
    while start and text[start - 1] in _JOINTS:
        end = start - 1
        if any(other.end == end for other in names):
            return
        member = _stem(reader, end, kind)
        if member is None:
            return
        yield member
        start = member.start


def _after(reader: StemReader, name: Name, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the member after `name`, which ends before the next verb, joint or mark."""
    text, start = reader.words.text, name.end + 1
    if text[name.end : start] not in _JOINTS or any(n.start == start for n in names):
        return
    stop = _STOP.search(text, start)
    end = start
    for word in reader.words.within(start, stop.start() if stop else len(text)):
        if reader.names.opens(word.text) or word.text[0] == "等" or word.text[0] in _JOINTS:
            break
        end = word.end
    member = _stem(reader, end, "organization")
    if member and member.start == start:
        yield member


def _stem(reader: StemReader, end: int, kind: str) -> Name | None:
    """Return the name that ends at `end`, if its words look like one."""
    stem = reader.before(end)
    words = reader.words.text[stem.start : stem.end]
    is_long = _SHORTEST <= len(words) <= _LONGEST
    if not is_long or stem.counted or _NO_MEMBER.match(words) or _is_common(reader, words):
        return None
    if kind == "organization" and not reader.is_strange(stem.start, stem.end):
        return None
    if kind == "place" and (len(words) > 4 or words in reader.names.opening):
        return None
    return Name(stem.start, stem.end, kind, "list", "0.6", stem.within)  # type: ignore[arg-type]


def _is_common(reader: StemReader, words: str) -> bool:
    return reader.names.is_generic(words) or words in reader.names.by_ending
