"""A number with its unit, and what in the text shows that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from loader.registers.target_grammar import MULTIPLES, NO_UNIT, Grammar, Unit
from loader.targets.clauses import STOP, last_end
from loader.targets.names import mask_names
from loader.targets.numerals import Numeral, find_numerals

_RANGE = re.compile(r"\s?(?:[-—–―~～]{1,2}|至|到)\s?")
_BOUNDARY = re.compile(r"\s*(?:$|[，。；：、！？,;)）\n（(]|和|及|与|以及|并)")
_CONDITION = re.compile(r"的[，,；]")
"""What follows a number that is a condition: 生产企业为2家的，采取议价方式."""

_NEEDS_LEAD = ("time", "plain", "ratio")
"""Kinds of units with which a number says little by itself."""

_WINDOW = 24
"""In so many characters before a number the words that lead to it begin."""

_JOINT = re.compile(r"\s?[、和及与]\s?")
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Lead:
    """The words directly before a number; `start` is where the first of them begins."""

    start: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quantity:
    """A number at `start` to `end`, its unit included; `limit` is the word after it (以上).

    `low` is the smaller number of a range. `is_open` is 余 or 多 after the number. `is_joined`: the
    words before the last number hold for this one too, as in 分别增长8%和9%.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit
    unit_text: str
    lead: Lead
    numeral: Numeral
    is_open: bool = False
    limit: str = ""
    low: Decimal | None = None
    is_joined: bool = False

    @property
    def quote_start(self) -> int:
        return self.lead.start


def find_quantities(text: str, grammar: Grammar) -> list[Quantity]:
    """Return the numbers of `text` that measure or count something, in order."""
    found = list(_find(text, grammar))
    for position, (one, other) in enumerate(pairwise(found)):
        if _is_elided(text, one, other):
            found[position] = replace(one, unit=other.unit, unit_text=other.unit_text)
    return found


def _is_elided(text: str, one: Quantity, other: Quantity) -> bool:
    """Tell whether a number leaves the end of its unit to the next: 3个和5个百分点."""
    longer = other.unit_text.startswith(one.unit_text) and other.unit_text != one.unit_text
    return bool(one.unit_text and longer and _JOINT.fullmatch(text, one.end, other.start))


def _find(text: str, grammar: Grammar) -> Iterator[Quantity]:
    numerals = list(find_numerals(text))
    mask = mask_names(text, grammar) if numerals else bytearray()
    numerals = [n for n in numerals if not any(mask[n.start : n.end])]
    skip, last = -1, None
    for numeral, following in zip(numerals, [*numerals[1:], None], strict=False):
        if numeral.start <= skip:
            continue
        quantity = _range(text, numeral, following, grammar) if following else None
        quantity = quantity or _quantity(text, numeral, grammar)
        if quantity and _counts(text, quantity, grammar):
            skip = quantity.numeral.start
            last = _joined(text, quantity, last)
            yield last


def _joined(text: str, quantity: Quantity, last: Quantity | None) -> Quantity:
    """Return `quantity` with the lead of the `last` one if it goes on with it."""
    if last is None or quantity.lead.words or quantity.unit_text != last.unit_text:
        return quantity
    if not _JOINT.fullmatch(text, last.end, quantity.start) or not last.lead.words:
        return quantity
    return replace(quantity, lead=Lead(quantity.start, last.lead.words), is_joined=True)


def _range(text: str, low: Numeral, high: Numeral, grammar: Grammar) -> Quantity | None:
    """Return the range that two numbers make: 3—5个, 50%至60%."""
    unit = grammar.unit.match(text, low.end)
    joint = _RANGE.match(text, low.end) or (unit and _RANGE.match(text, unit.end()))
    if not joint or joint.end() != high.start or low.value >= high.value:
        return None
    quantity = _quantity(text, high, grammar)
    if quantity is None or (unit and not _is_shared(unit["unit"], quantity.unit_text)):
        return None
    return replace(quantity, start=low.start, lead=_lead(text, low.start, grammar), low=low.value)


def _is_shared(unit: str, other: str) -> bool:
    """Tell whether the lower end of a range has the unit or power of the other: 15万至20万亩."""
    return unit == other or (other.startswith(unit) and not unit.strip("".join(MULTIPLES)))


def _quantity(text: str, numeral: Numeral, grammar: Grammar) -> Quantity | None:
    lead = _lead(text, numeral.start, grammar)
    printed = _printed_unit(text, numeral, lead, grammar)
    if printed is None:
        return None
    unit_text, end, is_open = printed
    limit = grammar.limit.match(text, end)
    return Quantity(
        start=numeral.start,
        end=limit.end() if limit else end,
        value=numeral.value,
        unit=grammar.read_unit(unit_text) if unit_text else NO_UNIT,
        unit_text=unit_text,
        lead=lead,
        numeral=numeral,
        is_open=is_open,
        limit=limit["word"] if limit else "",
    )


def _printed_unit(
    text: str, numeral: Numeral, lead: Lead, grammar: Grammar
) -> tuple[str, int, bool] | None:
    """Return the unit as printed, where it ends, and whether 余 is with it; None for no quantity.

    余 is left out of 万余人; the unit is '' where a number needs none.
    """
    if numeral.unit:
        return numeral.unit, numeral.end, False
    match = grammar.unit.match(text, numeral.end)
    if match and match["power"]:
        return match["power"] + match["base"], match.end(), True
    if match:
        return match["unit"], match.end(), bool(match["inside"])
    return ("", numeral.end, False) if _is_plain(text, numeral, lead, grammar) else None


def _lead(text: str, start: int, grammar: Grammar) -> Lead:
    """Return the words before `start` that lead to the number, from the first telling one on."""
    run = grammar.lead_run.search(text, max(0, start - _WINDOW), start)
    if run is None:
        return Lead(start)
    strong = grammar.strong
    tokens = list(grammar.lead.finditer(text, run.start(), start))
    while tokens and tokens[0][0] not in strong:
        tokens.pop(0)
    if not tokens:
        return Lead(start)
    return Lead(tokens[0].start(), tuple(token[0] for token in tokens))


def _is_plain(text: str, numeral: Numeral, lead: Lead, grammar: Grammar) -> bool:
    """Tell whether a number without unit is one that something is to reach: 控制在0.06以内."""
    strong = grammar.words("reach") | set(grammar.before)
    if numeral.is_chinese and numeral.value == numeral.value.to_integral():
        return False
    if not numeral.is_chinese and not any(word in strong for word in lead.words):
        return False
    if numeral.value in _YEARS:
        return False
    closes = _BOUNDARY.match(text, numeral.end) or grammar.limit.match(text, numeral.end)
    return numeral.is_chinese or closes is not None


def _counts(text: str, quantity: Quantity, grammar: Grammar) -> bool:
    """Tell whether a number that has a unit is more than a part of some phrase."""
    numeral, kind = quantity.numeral, quantity.unit.kind
    if _CONDITION.match(text, quantity.end) or (kind == "plain" and not _closes(text, quantity)):
        return False
    if kind in _NEEDS_LEAD:
        is_set = _is_set(quantity, grammar) or _is_cut(text, quantity, grammar)
        return is_set or _is_served(text, quantity, grammar)
    if not numeral.is_chinese or numeral.unit or quantity.unit is NO_UNIT:
        return True
    return _counts_in_words(text, quantity, grammar)


def _counts_in_words(text: str, quantity: Quantity, grammar: Grammar) -> bool:
    """Tell it of a number in Chinese numerals, which stand in many names and slogans."""
    if quantity.unit.least_chinese is None:
        return False
    if _is_set(quantity, grammar):
        return True
    return not quantity.numeral.is_bare and quantity.value >= _least(text, quantity, grammar)


def _least(text: str, quantity: Quantity, grammar: Grammar) -> int:
    """Return the smallest number in Chinese numerals that counts something where this one stands.

    Any does that a verb of delivery gives (新建两个公园); after a noun two do, or one that a verb
    gives (新建公园一座).
    """
    clause = text[last_end(STOP, text, quantity.start) : quantity.start]
    deeds = list(grammar.deed.finditer(clause))
    if deeds and deeds[-1].end() == len(clause):
        return 2
    least = quantity.unit.least_chinese or 0
    if quantity.unit.kind != "count" or not _BOUNDARY.match(text, quantity.end):
        return least
    return 1 if deeds and least <= 2 else 2


def _is_set(quantity: Quantity, grammar: Grammar) -> bool:
    """Tell whether a word before the number sets it: 压缩至, 不超过; not 实现, 力争, 为."""
    vague = grammar.words("hope", "vague") | (grammar.words("reach") & grammar.words("verb"))
    return any(word in grammar.strong - vague for word in quantity.lead.words)


def _is_cut(text: str, quantity: Quantity, grammar: Grammar) -> bool:
    """Tell whether a verb before its object says that a time shrinks: 压缩办理时间至3天."""
    clause = text[last_end(STOP, text, quantity.start) : quantity.start]
    leads = grammar.words("vague") & set(quantity.lead.words)
    return bool(leads) and any(len(w) > 1 and w in clause for w in grammar.words("decline"))


def _is_served(text: str, quantity: Quantity, grammar: Grammar) -> bool:
    served = grammar.service.match(text, quantity.end) is not None
    return quantity.unit.kind == "time" and served


def _closes(text: str, quantity: Quantity) -> bool:
    return bool(quantity.limit) or _BOUNDARY.match(text, quantity.end) is not None


def is_directed(quantity: Quantity, grammar: Grammar) -> bool:
    """Tell whether a word before the number says what is to become of it: 达到, 压缩至, 超."""
    return any(word in grammar.strong for word in quantity.lead.words)
