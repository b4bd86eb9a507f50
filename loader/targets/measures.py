"""What is measured: the name before the number, or the one after it."""

from __future__ import annotations

import re

from loader.targets.clauses import Clause
from loader.targets.grammar import Grammar
from loader.targets.quantities import Quantity

_YEAR = re.compile(
    r"^(?:到|至|截至|在|对|比|较|力争|截止)?(?:(?:19|20)[0-9]{2}年)(?:底|末|度)?前?[，,]?"
)
_COMPARED = re.compile(r"(?:比|较)(?:(?:19|20)[0-9]{2}年|上年|去年)(?:底|末|同期)?$")
_CUT = re.compile(r"和|及|以及|与|并|，|的(?=.)")
_TAIL = "等各的约共为均和及与、在内中里由从"
_QUOTE_OPEN = "“《（("


def find_measure(quantity: Quantity, clause: Clause, grammar: Grammar) -> str:
    """Return the words for what the number measures, '' if the clause has none."""
    before = name_before(clause.before, quantity, grammar)
    after = name_after(clause.after, grammar)
    counts = quantity.unit.kind in ("count", "rating")
    if counts and after and not quantity.lead.words:
        return after
    return before or after


def find_deed(measure: str, clause: Clause, grammar: Grammar) -> str:
    """Return the verb of delivery before the measure: 新增 in 新增甲企业3家、乙企业5家."""
    words = clause.opening
    if measure and measure in words:
        words = words[: words.rindex(measure)]
    found = [match[0] for match in grammar.deed.finditer(words)]
    return found[-1] if found else ""


def name_before(words: str, quantity: Quantity | None, grammar: Grammar) -> str:
    """Return the name at the end of `words`, without the verbs that open it.

    A rate of growth is told by its kind: 增速 is cut from 规上工业增加值增速.
    """
    name = _strip_opening(_COMPARED.sub("", words.strip()), grammar)
    found = list(grammar.deed.finditer(name))
    if found and found[-1].end() < len(name):
        name = _strip_opening(name[found[-1].end() :], grammar)
    name = grammar.trail.sub("", name).rstrip(_TAIL)
    if quantity is not None and quantity.unit.kind in ("percent", "points"):
        name = _without(name, grammar.ends("rate"))
    closing = grammar.closing.search(name)
    if closing and closing.start() >= 2 and len(closing[0]) >= 4:
        name = name[: closing.start()]
    name = name.rstrip(_TAIL)
    return name if len(name) > 1 else ""


def _strip_opening(name: str, grammar: Grammar) -> str:
    while True:
        shorter = _YEAR.sub("", name)
        match = grammar.opening.match(shorter)
        if match and match.end() < len(shorter):
            shorter = shorter[match.end() :]
        if shorter == name:
            return name
        name = shorter


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def name_after(words: str, grammar: Grammar) -> str:
    """Return the name with which `words` begin: 工业重点项目 of 工业重点项目建设."""
    name = words.strip().removeprefix("的")
    opening = grammar.opening.match(name)
    if opening and opening.end() < len(name) and not name.startswith(tuple(_QUOTE_OPEN)):
        name = name[opening.end() :]
    cut = _CUT.search(_masked(name))
    name = name[: cut.start()] if cut else name
    turn = grammar.turn.search(name)
    name = name[: turn.start()] if turn else name
    closing = grammar.closing.search(name)
    if closing and closing.start() >= 2:
        name = name[: closing.start()]
    return name.rstrip(_TAIL)


def _masked(name: str) -> str:
    """Return `name` with all characters in quotation marks replaced, so that no cut falls there."""
    return re.sub(r"“[^”]*”", lambda match: "“" * len(match[0]), name)
