"""Which indicator a measure is about: one concept for GDP, 地区生产总值 and 生产总值增速.

A measure is looked up as a whole. What is not part of the name of a quantity (全市, 增幅, 力争) is
taken off at both ends, as little as possible, so that the longest name wins. Nothing is decided by
similarity, nor by a name that only stands within the measure: 单位地区生产总值能耗 is no GDP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from loader.registers.rows import IndicatorRow, IndicatorWordRow
from ontology import ids
from ontology.errors import RegisterError
from ontology.values import fold_width

if TYPE_CHECKING:
    from loader.registers.registers import Registers

_LONGEST = 60
"""Characters of a folded measure; what is longer is a sentence and no name."""

_QUOTES = re.compile(r"[“”\"'‘’《》「」]")
_REMARK = re.compile(r"\([^()]*\)")
_MORE = re.compile(r"等[\u4e00-\u9fff]{0,6}$")
_AND = re.compile(r"[、,;/]|以及|和|及|与")


@dataclass(frozen=True)
class Indicator:
    """A quantity that is measured time and again; `unit` is the usual one."""

    iri: NamedNode
    label: str
    unit: str


def find_indicator(measure: str, registers: Registers) -> Indicator | None:
    """Return the indicator that `measure` names, or None if the register has none.

    >>> from pathlib import Path
    >>> from loader.registers.registers import Registers
    >>> registers = Registers(Path("data/registers"))
    >>> find_indicator("全市GDP增速", registers).label
    '地区生产总值'
    >>> find_indicator("绿色GDP", registers)
    """
    return registers.indicator_index.find(measure)


def find_indicators(title: str, registers: Registers) -> tuple[Indicator, ...]:
    """Return the indicators of a title that may name several: 进出口总额和实际使用外资.

    A title that is one name as a whole is not taken apart.
    """
    whole = find_indicator(title, registers)
    parts = [whole] if whole else [find_indicator(part, registers) for part in _AND.split(title)]
    return tuple(dict.fromkeys(filter(None, parts)))


def measures_of_title(title: str, registers: Registers) -> tuple[str, ...]:
    """Return the words of a title for each of its indicators; all of it if it is about one.

    >>> from pathlib import Path
    >>> from loader.registers.registers import Registers
    >>> registers = Registers(Path("data/registers"))
    >>> measures_of_title("单位GDP能耗及主要污染物减排等约束性指标", registers)
    ('单位GDP能耗', '主要污染物减排')
    >>> measures_of_title("城乡居民人均可支配收入", registers)
    ('城乡居民人均可支配收入',)
    """
    parts = tuple(_MORE.sub("", part) for part in _AND.split(title))
    found = [find_indicator(part, registers) for part in parts]
    is_one = find_indicator(title, registers) is not None or None in found
    return (title,) if is_one else parts


@dataclass(frozen=True)
class IndicatorIndex:
    """The names of all indicators, folded, and the words that measures carry around a name."""

    names: Mapping[str, Indicator]
    same: Mapping[str, str]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[IndicatorRow], words: Iterable[IndicatorWordRow]) -> IndicatorIndex:
        """Return the index of two registers.

        Raises RegisterError for a name that two indicators have.
        """
        words = list(words)
        same = {fold_width(word.word): fold_width(word.meaning) for word in words if word.meaning}
        before = tuple(fold_width(word.word) for word in words if word.kind == "before")
        after = tuple(fold_width(word.word) for word in words if word.kind == "after")
        index = cls({}, same, before, after)
        return cls(dict(index._named(rows)), same, before, after)

    def _named(self, rows: Iterable[IndicatorRow]) -> Iterator[tuple[str, Indicator]]:
        owners: dict[str, str] = {}
        for row in rows:
            indicator = Indicator(ids.indicator(row.slug), row.label_zh, row.unit)
            for name in (row.label_zh, *filter(None, row.synonyms.split("|"))):
                key = self._key(name)
                if owners.setdefault(key, row.slug) != row.slug:
                    message = (
                        f"indicators.csv: '{name}' names both {owners[key]} and {row.slug}; "
                        "leave it with one of them"
                    )
                    raise RegisterError(message)
                yield key, indicator

    def find(self, measure: str) -> Indicator | None:
        """Return the indicator whose name is left of `measure` after the least was taken off."""
        key = self._key(measure)
        if not key or len(key) > _LONGEST:
            return None
        found = (self.names.get(name) for name in self._reduced({key, _REMARK.sub("", key)}))
        return next(filter(None, found), None)

    def _key(self, words: str) -> str:
        folded = _QUOTES.sub("", fold_width(words)).strip("的:,。;、")
        return self._same_word.sub(lambda word: self.same[word[0]], folded)

    @cached_property
    def _same_word(self) -> re.Pattern[str]:
        longest_first = sorted(self.same, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def _reduced(self, keys: set[str]) -> Iterator[str]:
        """Yield `keys` and what is left of them without words at their ends, longest first."""
        waiting = set(keys)
        while waiting:
            key = max(waiting, key=lambda words: (len(words), words))
            waiting.remove(key)
            yield key
            waiting |= {key.removeprefix(word) for word in self.before if key.startswith(word)}
            waiting |= {key.removesuffix(word) for word in self.after if key.endswith(word)}
            waiting.discard("")
