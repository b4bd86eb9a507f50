"""Foreign countries in text: by name, or by one character where it can mean nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from loader.registers.divisions import AFTER, BEFORE, Division
from loader.registers.name_rows import CountryRow
from loader.registers.names import Name
from loader.texts.words import Words
from ontology import keys

_COMMON = frozenset("新西老加马白智古爱斯哈土沙比希意伊法印")
"""Characters that mean too much else to stand for a country in 对新, 新资."""

_NO_PLACE = re.compile(r"[话语文字人货币餐菜式牌]")
"""What makes of a country something else: 法国菜, 德国人."""


@dataclass(frozen=True)
class Countries:
    """The countries of the register, with look-ups."""

    rows: tuple[CountryRow, ...]

    def find(self, words: Words) -> Iterator[Name]:
        """Yield the countries that a text names.

        >>> from loader.texts.words import cut
        >>> row = CountryRow("DE", "德国", "Germany", "德")
        >>> [(n.start, n.end) for n in Countries((row,)).find(cut("对德合作，在马德里，德国企业"))]
        [(1, 2), (10, 12)]
        """
        for found in self._pattern.finditer(words.text):
            name = "full" if found["full"] else "lead" if found["lead"] else "capital"
            start, end = found.span(name)
            in_full = name == "full"
            if in_full and (start not in words.edges or _NO_PLACE.match(words.text, end)):
                continue
            place = self._by_word[found[name]]
            yield Name(start, end, "place", "place", "0.95" if in_full else "0.8", place)

    def row(self, place: Division) -> CountryRow | None:
        """Return the country that a place is, or None if it is none."""
        return self._by_key.get(place.code)

    @cached_property
    def _by_key(self) -> dict[str, CountryRow]:
        return {country_of(row).code: row for row in self.rows}

    @cached_property
    def _by_word(self) -> dict[str, Division]:
        places = {row: country_of(row) for row in self.rows}
        uses = Counter(row.short for row in self.rows)
        single = {r.short: places[r] for r in self.rows if r.short and uses[r.short] == 1}
        return {r.name_zh: places[r] for r in self.rows} | single

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        single = "".join(w for w in self._by_word if len(w) == 1 and w not in _COMMON) or "\0"
        names = _alternatives(row.name_zh for row in self.rows)
        leads = f"(?<=[对赴访驻旅])(?P<lead>[{single}])(?=[方国资企外经科合商引招开投，。、])"
        return re.compile(f"(?P<full>{names})|{leads}|(?P<capital>[{single}])(?=[资企](?!产))")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def country_of(row: CountryRow) -> Division:
    """Return a country as a place that lies in none."""
    return Division(f"{keys.NO_DIVISION}/{row.code.lower()}", row.name_zh, "", BEFORE, AFTER)
