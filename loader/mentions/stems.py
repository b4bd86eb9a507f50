"""Where a name begins, and whether its words look like a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from loader.places.lexicon import PlaceLexicon
from loader.registers.divisions import Division
from loader.registers.name_lexicon import NameLexicon
from loader.registers.names import Name
from loader.texts.words import Word, Words

_PART = re.compile(r"[\u4e00-\u9fffA-Za-z0-9—–－·+]+\Z")
_COUNT = re.compile(
    r".*?(?:\d+(?:\.\d+)?|[一二三四五六七八九十百两几多])[万亿余多]?"
    r"(?P<unit>(?<![一二三四五六])期|千伏|公里|千米|平方米|平方公里|万元|[个座条所家处项批轮名台套亩吨户人场种类部辆件只米级张]{1})"
)
_OPENING_TAGS = frozenset({"v", "vd", "d", "p", "c", "r", "q", "ad", "vi", "vg", "a"})
_JOINTS = frozenset("和与及的对至等在由从向为将把或届进以")
_SPLITTERS = frozenset(
    (
        *("共建", "联建", "举办", "承办", "新建", "改建", "扩建", "建成", "纳入", "设立", "成立"),
        *("建立", "引进", "打造", "推进", "加快", "完善", "启动", "落户", "入驻", "争创"),
        *("创建", "申报", "争取"),
    )
)
"""Words that stand in no name."""
_LONGEST_OPENING = 6
_LEVELS = frozenset("市县区省州旗")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]")
_TOWN_ENDINGS = frozenset("镇乡道区城")
_PROPER = ("ns", "nr", "nt", "nz")
_LONGEST = 24


@dataclass(frozen=True)
class Stem:
    """The words of a name before its ending: characters `start` to `end`.

    `within` is a town or zone whose name stands directly before; `counted`: a number does.
    """

    start: int
    end: int
    within: Division | None = None
    counted: bool = False
    rated: bool = False


@dataclass(frozen=True)
class StemReader:
    """Reads stems in one text, whose `places` are known."""

    words: Words
    names: NameLexicon
    lexicon: PlaceLexicon
    places: Sequence[Name]

    def before(self, end: int, *, first: int = 0) -> Stem:
        """Return the stem that ends at `end`. Given `first`, joints after it are part of it."""
        text = self.words.text
        whole = first > 0
        first = max(first, end - _LONGEST)
        part = _PART.search(text[first:end])
        first = first + part.start() if part else end
        count = _COUNT.match(text[first:end])
        last_count = None
        while count:
            last_count, first = count, first + count.end()
            count = _COUNT.match(text[first:end])
        start = self._begin(first, end, whole=whole)
        rated = last_count is not None and last_count["unit"] == "千伏"
        counted = last_count is not None and start == first and not rated
        place = self._town_at(start)
        if place and place.end < end:
            return Stem(place.end, end, place.place, counted)
        return Stem(start, end, counted=counted, rated=rated and start == first)

    def _begin(self, first: int, end: int, *, whole: bool) -> int:
        """Return where the words from `first` on begin that are no verb, particle or the like.

        Where none is left, a last one that may begin a name is: 建设路, 串场河.
        """
        begin, kept = first, end
        for word in self.words.within(first, end):
            if word.end <= begin:
                continue
            if self._parts(begin, word) and not whole:
                begin, kept = word.end, end
            elif word.start <= begin and (opened := self._opened(begin, word, end, first)):
                begins_name = self.words.text[begin:opened] in self.names.road
                by_tag = not self.names.opens(self.words.text[begin:opened])
                kept = begin if begins_name or by_tag else end
                begin = opened
        rest = self.words.text[begin:end]
        if not rest or (kept < end and self.names.is_generic(rest)):
            return kept
        return begin

    def _parts(self, begin: int, word: Word) -> bool:
        """Tell whether a word parts two names: 与, 共建, or a verb after a whole name.

        建设 in 浪潮集团建设超算中心 does, not that in 城市建设展览馆.
        """
        if word.text in _JOINTS or word.text in _SPLITTERS:
            return True
        if word.text not in self.names.opening or len(word.text) < 2:
            return False
        before = self.words.text[begin : word.start]
        ended = (before[n:] for n in range(2, len(before)))
        ends_body = any(end == len(before) for end in self.names.closings.ends(before))
        return ends_body or any(self.names.names_body(end) for end in ended)

    def _opened(self, begin: int, word: Word, end: int, first: int) -> int:
        """Return where the opening words end that stand at `begin`, 0 if none do.

        After opening words a verb that is none may begin a name: 推进出山店水库.
        """
        text, edges = self.words.text, self.words.edges
        for to in range(min(end, begin + _LONGEST_OPENING), begin, -1):
            if to in edges and self.names.opens(text[begin:to]):
                return to
        is_first = begin == first or not self.names.opens(text[first:begin])
        tagged = is_first and word.start == begin and len(word.text) > 1
        tagged = tagged and word.tag in _OPENING_TAGS
        return word.end if tagged else 0

    def _town_at(self, start: int) -> Name | None:
        """Return the town or zone that is named in full at `start`."""
        return next((p for p in self._towns if p.start == start), None)

    @cached_property
    def _towns(self) -> list[Name]:
        text = self.words.text
        return [p for p in self.places if p.place and text[p.end - 1 : p.end] in _TOWN_ENDINGS]

    def is_proper(self, start: int, end: int) -> bool:
        """Tell whether the words from `start` to `end` look like a name of their own."""
        stem = self.words.text[start:end]
        whole = self.words.at(start)
        if whole.end > end and whole.tag[:2] in _PROPER:
            return True
        if _ORDINAL.search(stem) or re.search("[A-Z]", stem) or self.names.local.match(stem):
            return True
        if self._begins_with_place(stem) or "—" in stem:
            return True
        found = self.words.within(start, end)
        if len(found) > 1 and found[0].text in _LEVELS:
            return True
        return self.is_strange(start, end)

    def is_strange(self, start: int, end: int) -> bool:
        """Tell whether a word is a name in the dictionary, or two characters are no word of it."""
        found = self.words.within(start, end)
        return any(self._is_strange(a, b) for a, b in zip(found, [*found[1:], None], strict=True))

    def _begins_with_place(self, stem: str) -> bool:
        longest = min(len(stem), self.lexicon.longest) if self.lexicon.begins(stem, 0) else 0
        return any(self.lexicon.meaning(stem[:n]) for n in range(longest, 1, -1))

    def _is_strange(self, word: Word, following: Word | None) -> bool:
        if len(word.text) > 1:
            return word.tag[:2] in _PROPER and not self.names.is_generic(word.text)
        single = following is not None and len(following.text) == 1
        return single and not (
            self.names.is_generic(word.text) or self.names.is_generic(following.text)  # type: ignore[union-attr]
        )
