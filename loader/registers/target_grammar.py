"""The words of the grammar, made of the registers once for all documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from loader.registers.target_rows import ComparatorRow, NameRow, UnitRow, WordingRow, WordRow

MULTIPLES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_NOTHING = "(?!)"


@dataclass(frozen=True)
class Unit:
    """A unit as printed; `factor` makes of a number in it one in the unit `qudt`.

    `least_chinese` is the smallest number in Chinese numerals that counts with it before a noun;
    None if only Arabic ones do.
    """

    text: str
    kind: str
    qudt: str = ""
    factor: Decimal = Decimal(1)
    least_chinese: int | None = None


NO_UNIT = Unit("", "none")


@dataclass(frozen=True)
class Wording:
    """A promise without a number."""

    pattern: re.Pattern[str]
    comparator: str
    measure_kind: str


def longest_first(words: Iterable[str]) -> str:
    """Return a pattern of all `words` that prefers the longer one.

    >>> longest_first(["达", "达到"])
    '达到|达'
    """
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w)))) or _NOTHING


@dataclass(frozen=True)
class Grammar:
    """All words of the grammar of targets."""

    unit_rows: tuple[UnitRow, ...]
    comparator_rows: tuple[ComparatorRow, ...]
    word_rows: tuple[WordRow, ...]
    name_rows: tuple[NameRow, ...]
    wording_rows: tuple[WordingRow, ...]

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {row.unit: _unit(row) for row in self.unit_rows}

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """The pattern of what follows a number: 余, a power and a unit; or the power before 余."""
        plain = longest_first(text for text, unit in self._units.items() if unit.kind == "plain")
        bases = longest_first(text for text, unit in self._units.items() if unit.kind != "plain")
        inside = longest_first(self.comparators("inside"))
        per = rf"(?:/(?:{longest_first(self.words('per'))}))?"
        return re.compile(
            rf"\s?(?:(?P<power>[十百千万亿]+)(?:{inside})(?P<base>{bases})"
            rf"|(?P<inside>{inside})?"
            rf"(?P<unit>(?:{bases}){per}|[十百千万亿]+?(?:{bases}){per}|{plain}))"
        )

    def read_unit(self, text: str) -> Unit:
        """Return the unit that is printed `text`, a power before it included: 万亩, 万元/亩."""
        if text in self._units:
            return self._units[text]
        base = text.lstrip("".join(MULTIPLES))
        power = next((n for n in range(1, len(text) - len(base) + 1) if text[n:] in self._units), 0)
        if not power:
            return Unit(text, self.read_unit(text.rpartition("/")[0]).kind)
        unit = self._units[text[power:]]
        factor = unit.factor * Decimal(10) ** sum(MULTIPLES[c] for c in text[:power])
        return Unit(text, unit.kind, unit.qudt, factor, unit.least_chinese)

    def comparators(self, side: str) -> dict[str, str]:
        """Return the comparator of each word that stands `before`, `inside` or `after`."""
        return {row.word: row.comparator for row in self.comparator_rows if row.side == side}

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        by_kind: dict[str, set[str]] = defaultdict(set)
        for row in self.word_rows:
            by_kind[row.kind].add(row.word)
        return {kind: frozenset(words) for kind, words in by_kind.items()}

    def words(self, *kinds: str) -> frozenset[str]:
        """Return the words of these kinds."""
        if kinds not in self._asked:
            found = (self._words.get(kind, frozenset()) for kind in kinds)
            self._asked[kinds] = frozenset[str]().union(*found)
        return self._asked[kinds]

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], frozenset[str]]:
        """The words that were asked for: the same for each number."""
        return {}

    @cached_property
    def before(self) -> dict[str, str]:
        return self.comparators("before")

    @cached_property
    def compared(self) -> re.Pattern[str]:
        """The pattern of a comparator that may stand apart from its number: 不少于."""
        return re.compile(longest_first(word for word in self.before if len(word) > 2))

    @cached_property
    def after(self) -> dict[str, str]:
        return self.comparators("after")

    @cached_property
    def strong(self) -> frozenset[str]:
        """The words that say what is to become of a number; 共 or 同比 beside them do not."""
        return self.words("growth", "decline", "reach") | set(self.before)

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """The pattern of one of the words between a measure and its number."""
        kinds = self.words("growth", "decline", "reach", "lead")
        ends = tuple(kinds | set(self.before))
        verbs = {word for word in self.words("verb") if word.endswith(ends)}
        return re.compile(longest_first({*self.before, *kinds, *verbs}))

    @cached_property
    def lead_run(self) -> re.Pattern[str]:
        """The pattern of all such words at the end of a text, with verbs after them: 至少办好."""
        verbs = longest_first(self.words("verb"))
        return re.compile(rf"(?:(?:{self.lead.pattern})\s?(?:{verbs})?)+$")

    @cached_property
    def service(self) -> re.Pattern[str]:
        """The pattern of what makes a time before it a promise: 5个工作日内办结."""
        return re.compile(rf"[之以]?内?(?:{longest_first(self.words('service'))})")

    @cached_property
    def limit(self) -> re.Pattern[str]:
        """The pattern of a comparator after a unit and another one in brackets: 20名（个）以上."""
        other = "(?:[（(][一-鿿][）)])?"
        return re.compile(rf"{other}\s?(?P<word>{longest_first(self.after)})")

    @cached_property
    def names(self) -> list[re.Pattern[str]]:
        return [re.compile(row.pattern) for row in self.name_rows]

    @cached_property
    def wordings(self) -> list[Wording]:
        return [
            Wording(re.compile(row.pattern), row.comparator, row.measure_kind)
            for row in self.wording_rows
        ]

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """The pattern of words before the name of what is measured."""
        words = longest_first(self.words("verb", "opening", "scope"))
        return re.compile(rf"(?:{self._no_whole}(?:{words}){self._no_noun}|[\s、])+")

    @cached_property
    def times(self) -> re.Pattern[str]:
        """The pattern of words of time and the like that open a clause: 同时, 年内."""
        return re.compile(rf"^(?:{longest_first(self.words('opening') - self.words('scope'))})+")

    @cached_property
    def tail(self) -> re.Pattern[str]:
        """The pattern of all words at the end of a name that are no part of it."""
        return re.compile(rf"(?:{longest_first(self.words('tail', 'lead'))}|[、\s])+$")

    @cached_property
    def deed(self) -> re.Pattern[str]:
        """The pattern of a verb of delivery; it stands in no name."""
        words = longest_first(self.words("deed"))
        return re.compile(rf"{self._no_whole}(?:{words}){self._no_noun}")

    @cached_property
    def _no_whole(self) -> str:
        """A pattern that holds where no name begins that contains a verb: 增加值."""
        return rf"(?!{longest_first(self.words('whole'))})"

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """The pattern of verbs that end what is measured: 黑臭河道整治."""
        return re.compile(rf"(?:{longest_first(self.words('verb', 'closing'))})+$")

    @cached_property
    def _no_noun(self) -> str:
        """A pattern that holds where nothing follows that makes a noun of a verb: 化解率."""
        return rf"(?!{longest_first(self.words('nominal'))})"

    @cached_property
    def done(self) -> re.Pattern[str]:
        """The pattern of a verb of delivery at the end of a name: 厕所改造."""
        return re.compile(rf"(?:{longest_first(self.words('deed'))})$")

    @cached_property
    def turn(self) -> re.Pattern[str]:
        """The pattern of what ends the name after a number: 背街小巷进行改造."""
        return re.compile(longest_first(self.words("turn")))

    def ends(self, kind: str) -> tuple[str, ...]:
        """Return the words of a kind as endings or beginnings, longest first."""
        if kind not in self._ends:
            ordered = sorted(self.words(kind), key=lambda word: (-len(word), word))
            self._ends[kind] = tuple(ordered)
        return self._ends[kind]

    @cached_property
    def _ends(self) -> dict[str, tuple[str, ...]]:
        return {}


def _unit(row: UnitRow) -> Unit:
    least = int(row.least_chinese) if row.least_chinese else None
    return Unit(row.unit, row.kind, row.qudt, Decimal(row.factor or 1), least)
