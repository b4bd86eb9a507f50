"""The words by which names of open classes are recognised; all of them are data.

`opening` words stand before a name and are none of it: 建设. `generic` words make no name of what
they stand before: 农贸 市场. `local` words begin names: 城南. `road` words begin names though they
are opening or common words: 解放路. A `phrase` in quotes names nothing. A `head` goes on after a
name in quotes: “263”专项行动. A `document` word ends titles of policies. A
`company-verb` is what companies do: 上市.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from loader.registers.name_rows import BodyClosingRow, ListNounRow, NameEndingRow, NameWordRow

_LONGEST_GENERIC = 12
_IN_NAME = r"[^，。；：、！？“”（）()\s]"
_SESSION = r"第[一二三四五六七八九十百\d]+届(?!人大|人民|政协|党代|委员|全国人|常委)"
_SIZES = frozenset("新老旧大小主次支各本该")
"""Before generic words these make no name either: 新小区."""


@dataclass(frozen=True)
class BodyClosings:
    """What names of bodies end with: 局, but not in 局面.

    >>> closings = BodyClosings((BodyClosingRow("局", "面|部"), BodyClosingRow("办公室", "")))
    >>> list(closings.ends("局面由市环保局和政府办公室打开"))
    [7, 13]
    """

    rows: tuple[BodyClosingRow, ...]

    def ends(self, text: str) -> Iterator[int]:
        """Yield where a name of a body can end in `text`, in order."""
        for found in self._pattern.finditer(text):
            yield found.end()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The pattern of all endings: it consumes no more than the last character of one."""
        guarded = (
            rf"(?<={re.escape(row.ending)})" + (f"(?!{row.not_before})" if row.not_before else "")
            for row in sorted(self.rows, key=lambda row: -len(row.ending))
        )
        last = "".join(sorted({row.ending[-1] for row in self.rows}))
        return re.compile(f"[{last}](?:{'|'.join(guarded)})" if self.rows else r"(?!)")


@dataclass(frozen=True)
class NameLexicon:
    """The endings, words, list nouns and closings of bodies of the registers, with look-ups."""

    endings: tuple[NameEndingRow, ...]
    words: tuple[NameWordRow, ...]
    nouns: tuple[ListNounRow, ...]
    closings: BodyClosings = BodyClosings(())

    @cached_property
    def ending(self) -> re.Pattern[str]:
        """The pattern of all endings, longer ones first."""
        return longest_first(row.ending for row in self.endings)

    @cached_property
    def by_ending(self) -> dict[str, NameEndingRow]:
        return {row.ending: row for row in self.endings}

    def names_body(self, ending: str) -> bool:
        """Tell whether what ends so is an organisation of some kind: 集团, 医院."""
        row = self.by_ending.get(ending)
        return row is not None and row.kind == "organization" and row.reading == "open"

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """The pattern of what stands after a list and 等."""
        return longest_first(row.noun for row in self.nouns)

    @cached_property
    def by_noun(self) -> dict[str, ListNounRow]:
        return {row.noun: row for row in self.nouns}

    @cached_property
    def head(self) -> re.Pattern[str]:
        """The pattern of what goes on after a name in quotes."""
        return longest_first(self._words("head"))

    @cached_property
    def opening(self) -> frozenset[str]:
        return frozenset(self._words("opening"))

    @cached_property
    def road(self) -> frozenset[str]:
        return frozenset(self._words("road"))

    @cached_property
    def phrases(self) -> frozenset[str]:
        return frozenset(self._words("phrase"))

    @cached_property
    def documents(self) -> tuple[str, ...]:
        return tuple(self._words("document"))

    @cached_property
    def event_heads(self) -> tuple[str, ...]:
        return tuple(self._words("event-head"))

    @cached_property
    def session(self) -> re.Pattern[str]:
        """The pattern of a session of an event, up to a head after which no name goes on."""
        whole = longest_first(head for head in self.event_heads if len(head) > 1).pattern
        short = longest_first(head for head in self.event_heads if len(head) == 1).pattern
        goes_on = rf"(?!{_IN_NAME}{{0,8}}?(?:{whole}|{short})(?:[，。；、）]|$))"
        return re.compile(rf"{_SESSION}{_IN_NAME}{{0,24}}?(?:{whole}|(?:{short}){goes_on})")

    @cached_property
    def of_place(self) -> re.Pattern[str]:
        """The pattern of a name that says its place in brackets: 中国（江苏）自由贸易试验区."""
        endings = longest_first(row.ending for row in self.endings if row.reading != "listed")
        start = r"中国[（(][\u4e00-\u9fff]{2,8}[）)]"
        return re.compile(rf"{start}{_IN_NAME}{{0,24}}?(?P<ending>{endings.pattern})")

    @cached_property
    def company_verb(self) -> re.Pattern[str]:
        """The pattern of what companies do: 上市, 增资扩产."""
        return longest_first(self._words("company-verb"))

    @cached_property
    def local(self) -> re.Pattern[str]:
        """The pattern of words that begin names."""
        return longest_first(self._words("local"))

    @cached_property
    def _generic(self) -> frozenset[str]:
        return frozenset(self._words("generic"))

    def is_generic(self, stem: str) -> bool:
        """Tell whether `stem` is put together of generic words alone."""
        if len(stem) < 2:
            return stem in self._generic
        sized = stem[0] in _SIZES and _is_made_of(stem[1:], self._generic)
        return sized or _is_made_of(stem, self._generic)

    def opens(self, words: str) -> bool:
        """Tell whether `words` are put together of opening words alone: 全面落实."""
        return words in self.opening or _is_made_of(words, self._only_opening)

    @cached_property
    def _only_opening(self) -> frozenset[str]:
        return self.opening - self.road

    def _words(self, kind: str) -> list[str]:
        return [row.word for row in self.words if row.kind == kind]


def _is_made_of(words: str, parts: frozenset[str]) -> bool:
    """Tell whether `words` is a row of `parts`, each of two characters or more."""
    reached = {0}
    for start in range(len(words)):
        if start in reached:
            ends = range(start + 2, min(len(words), start + _LONGEST_GENERIC) + 1)
            reached |= {end for end in ends if words[start:end] in parts}
    return len(words) in reached


def longest_first(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of any of `words`, the longest that fits; of nothing without words."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
