"""From a text to its targets: numbers, then units, names left out, comparator, measure, kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from loader.entities import Target
from loader.registers.target_grammar import Grammar
from loader.targets.clauses import Clause, cut_clause
from loader.targets.comparators import find_comparator
from loader.targets.kinds import measure_kind, moves, target_kind
from loader.targets.measures import find_deed, find_measure
from loader.targets.merging import merge_promises
from loader.targets.numerals import fold_digits
from loader.targets.quantities import Quantity, find_quantities, is_directed
from loader.targets.wordings import Promise, find_promises

_GAP = 8
"""A number that comes with fewer characters after another may go on with it: 3条共126公里."""

_GROWTH = {"percent": "growthRate"}
_YEAR = re.compile("(?:19|20)[0-9]{2}年|今年|当年|年内")
_LISTED = re.compile(r"、|和|及|与")
_SINCE = re.compile(
    r"(?:比|较|以|同|在(?=[^，。；]{2,6}基础上))(?P<year>(?:19|20)[0-9]{2}(?=年)|上年|去年|上一年)"
)
_OF = re.compile(
    r"(?<![比较到至在以前])(?P<year>(?:19|20)[0-9]{2})年(?:度|底|末)?(?:已?有|已?建有|拥有|共有)?$"
)
_STATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}(?=年)|上年|去年|上一年)(?:年?(?:度|底|末)?)[^，。；]{0,12}$"
)
_BY = re.compile(
    r"(?<![比较以自从对与同截])(?:到|至)?(?P<year>20[0-9]{2})年(?:底|末|年底)?(?:前|，|,|力争|实现|达|使|末|底)"
)


def find_targets(text: str, grammar: Grammar, *, title: str = "", year: int = 0) -> list[Target]:
    """Return the targets that `text` states, in order.

    `title` is the indicator that the text is about, if it is the text of an indicator item; `year`
    is the document's, from which 上年 counts.
    """
    words = fold_digits(text)
    quantities = find_quantities(words, grammar)
    promises = list(find_promises(words, title, grammar))
    found = _measured(words, quantities, title, year, grammar)
    promised = [target for one in promises for target in _promised(words, one, year)]
    found = merge_promises(words, found, promised)
    quoted = (replace(target, quote=text[target.start : target.end]) for target in found)
    return sorted(quoted, key=lambda target: (target.start, target.end))


def _measured(
    text: str, quantities: list[Quantity], title: str, year: int, grammar: Grammar
) -> list[Target]:
    found = list(_each(text, quantities, title, year, grammar))
    for run in _runs(quantities):
        names = _LISTED.split(found[run[0]][0].measure)
        if len(names) == len(run) > 1:
            for name, position in zip(names, run, strict=True):
                found[position] = [replace(target, measure=name) for target in found[position]]
    return [target for targets in found for target in targets]


def _runs(quantities: list[Quantity]) -> list[list[int]]:
    """Return the positions of numbers that share the words before the first: 分别增长8%和9%."""
    runs: list[list[int]] = []
    for position, quantity in enumerate(quantities):
        if quantity.is_joined:
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _each(
    text: str, quantities: list[Quantity], title: str, year: int, grammar: Grammar
) -> Iterator[list[Target]]:
    """Yield the targets of each number: one, of a range two."""
    ceilings = [*(q.quote_start for q in quantities[1:]), len(text)]
    floor, last = 0, None
    for quantity, ceiling in zip(quantities, ceilings, strict=False):
        clause = cut_clause(text, quantity.quote_start, quantity.end, floor, ceiling)
        gap = text[floor : quantity.quote_start]
        is_next = len(gap) < _GAP and not grammar.tail.sub("", gap)
        targets = [
            _continued(target, last, quantity, clause, grammar, is_next=is_next)
            for target in _targets(text, quantity, clause, grammar, title=title, year=year)
        ]
        yield targets
        last = targets[-1]
        if quantity.unit.kind != "rating":
            floor = quantity.end + _taken(targets[-1], clause)


def _hopes(quantity: Quantity, grammar: Grammar) -> bool:
    """Tell whether the number goes beyond the one before: 增长9%，力争10%."""
    return set(quantity.lead.words) <= grammar.words("hope") and bool(quantity.lead.words)


def _is_part(last: Target, clause: Clause, target: Target) -> bool:
    """Tell whether a number is a part of a design figure: 其中 after 建筑面积2万平方米.

    So is a bare count beside one: 学位1080个 after 建筑面积2万平方米.
    """
    if target.target_kind != "commitment":
        return False
    if last.target_kind == "specification" and target.measure_kind == "count":
        return bool(target.measure) and clause.opening == target.measure != clause.sentence
    part = clause.opening.startswith("其中") and not _YEAR.search(clause.opening)
    designed = last.target_kind in ("specification", "baselineState")
    return part and target.qudt == last.qudt and designed


def _taken(target: Target, clause: Clause) -> int:
    """Return how many characters after the number are the name of what it counts."""
    if not target.measure or target.measure in clause.before:
        return 0
    found = clause.after.find(target.measure)
    return found + len(target.measure) if found >= 0 else 0


def _continued(
    target: Target,
    last: Target | None,
    quantity: Quantity,
    clause: Clause,
    grammar: Grammar,
    *,
    is_next: bool,
) -> Target:
    """Return `target` with what it leaves to the `last` one: 扩8轨24班, 增长12%，达到3亿元."""
    if last is None:
        return target
    if _hopes(quantity, grammar) and last.measure_kind == "growthRate":
        target = replace(target, measure_kind=_GROWTH.get(quantity.unit.kind, target.measure_kind))
    if _is_part(last, clause, target):
        target = replace(target, target_kind="specification")
    if target.measure:
        return target
    if is_next and not is_directed(quantity, grammar):
        return replace(target, measure=last.measure, target_kind=last.target_kind)
    goes_on = is_directed(quantity, grammar) or target.unit_text == last.unit_text
    return replace(target, measure=last.measure if goes_on else "")


def _targets(
    text: str, quantity: Quantity, clause: Clause, grammar: Grammar, *, title: str, year: int
) -> Iterator[Target]:
    """Yield the target of a number, of a range two: at least the one, at most the other."""
    measure = find_measure(quantity, clause, grammar) or title
    target = Target(
        quote="",
        start=quantity.quote_start,
        end=quantity.end,
        comparator=find_comparator(quantity, clause, grammar),
        target_kind=target_kind(quantity, measure, clause, text[quantity.end :], grammar),
        measure=measure,
        deed=find_deed(measure, clause, grammar),
        value=quantity.value,
        unit_text=quantity.unit_text,
        qudt=quantity.unit.qudt,
        normalized=_normalized(quantity, quantity.value, grammar),
        measure_kind=measure_kind(quantity, measure, clause, grammar),
        baseline=_baseline(text, quantity, clause, year),
        period=_period(clause, year),
    )
    if quantity.low is None:
        yield target
        return
    low = _normalized(quantity, quantity.low, grammar)
    yield replace(target, comparator="ge", value=quantity.low, normalized=low)
    yield replace(target, comparator="le")


def _normalized(quantity: Quantity, value: Decimal, grammar: Grammar) -> Decimal | None:
    """Return the number in the unit of QUDT, negative where it is a decline by it."""
    if not quantity.unit.qudt:
        return None
    sign = -1 if quantity.unit.kind in ("percent", "points") and moves(quantity, grammar) < 0 else 1
    return value * quantity.unit.factor * sign


def _baseline(text: str, quantity: Quantity, clause: Clause, year: int) -> int | None:
    """Return the year that the number is compared with, or of which it tells the state."""
    found = _SINCE.search(clause.opening + text[quantity.quote_start : quantity.start])
    found = found or _OF.search(clause.before)
    if not found and text.startswith("的基础上", quantity.end):
        found = _STATE.search(clause.before)
    return _year(found["year"], year) if found else None


def _year(words: str, year: int) -> int | None:
    """Return the year that `words` mean in a document of `year`, None if that is not known."""
    if words.isdecimal():
        return int(words)
    return year - 1 if year else None


def _period(clause: Clause, year: int) -> int | None:
    """Return the year by which the number is to be reached, if the sentence says one."""
    found = [int(match["year"]) for match in _BY.finditer(clause.sentence)]
    return found[-1] if found and found[-1] >= year else None


def _promised(text: str, promise: Promise, year: int) -> Iterator[Target]:
    for measure in promise.measures:
        yield Target(
            quote=text[promise.start : promise.end],
            start=promise.start,
            end=promise.end,
            comparator=promise.comparator,
            target_kind="commitment",
            measure=measure,
            measure_kind=promise.measure_kind,
            reference=promise.reference,
            baseline=_year(promise.baseline, year) if promise.baseline else None,
        )
