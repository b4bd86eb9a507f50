"""Which kind of measure a target has, and what its number does in the text."""

from __future__ import annotations

import re

from loader.registers.target_grammar import Grammar
from loader.targets.clauses import Clause
from loader.targets.quantities import Quantity

_OF_YEAR = re.compile(
    r"(?<![比较到至在以前])(?:19|20)[0-9]{2}年(?:度|底|末)?(?:已?有|已?建有|拥有|共有)?$"
)
_DESCRIBES = re.compile(r"(?:的|、[^，。；]*?的)")
_WORKED_ON = re.compile(r"\s*(?:重点)?对")
_IS_WORKED_ON = re.compile(
    r"(?:的?[^，。；]{0,6}(?:能力|规模|产能|装机|设施|工艺|机组|装置))"
    r"[^，。；]{0,6}(?:进行|实施)?[^，。；]{0,4}(?:改造|提标|扩建|升级|扩容|增加|增设)"
)
"""An amount that exists, of what is rebuilt: 对污水厂2万吨/日处理能力进行提标."""

_FROM = re.compile(r"(?:由|从)[^，。；由从]{0,12}$")
_TO = re.compile(
    r"\s?(?:提高|增加|提升|上升|下降|降低|减少|扩大|增长|压缩|缩短|升|降|调整)(?:到|至|为)"
)


def measure_kind(quantity: Quantity, measure: str, clause: Clause, grammar: Grammar) -> str:
    """Return count, level, share, growthRate or change."""
    unit = quantity.unit.kind
    directed = moves(quantity, grammar) != 0
    if unit in ("points", "times"):
        return "change"
    if unit == "percent" or quantity.numeral.unit:
        is_rate = clause.before.endswith(grammar.ends("rate")) or measure.endswith(
            grammar.ends("rate")
        )
        return "growthRate" if directed or is_rate else "share"
    if quantity.unit_text == "" and quantity.numeral.is_chinese:
        return "growthRate" if directed else "share"
    if unit == "count":
        return "level" if any(word in measure for word in grammar.words("level")) else "count"
    return "level"


def moves(quantity: Quantity, grammar: Grammar) -> int:
    """Return 1 where the number is a growth, -1 where it is a decline, else 0.

    What is raised *to* a number is no growth by it.
    """
    growth, decline = grammar.words("growth"), grammar.words("decline")
    for word in reversed(quantity.lead.words):
        if word in grammar.words("reach"):
            return 0
        if word in growth or word in decline:
            return 1 if word in growth else -1
    return 0


def target_kind(
    quantity: Quantity, measure: str, clause: Clause, rest: str, grammar: Grammar
) -> str:
    """Return what the number does; `rest` is the text after it."""
    if quantity.unit.kind == "rating":
        return "rating"
    if _is_existing(clause, rest, grammar):
        return "baselineState"
    ends = grammar.ends("specification")
    words = clause.before.rstrip("约为达")
    designed = words.endswith(ends) or (measure.endswith(ends) and not words)
    if designed and not _is_to_become(quantity, clause, rest, grammar):
        return "specification"
    return "scope" if _is_scope(quantity, clause, grammar) else "commitment"


def _is_to_become(quantity: Quantity, clause: Clause, rest: str, grammar: Grammar) -> bool:
    """Tell whether something is to come to the number: a verb of delivery, 达到, 不少于.

    The verb does not count in 建设全长18公里的大道, where the number describes what is built.
    """
    told = [word for word in quantity.lead.words if word in grammar.strong]
    if any(grammar.before.get(word) != "about" for word in told):
        return True
    return grammar.deed.search(clause.opening) is not None and not _DESCRIBES.match(rest)


def _is_existing(clause: Clause, rest: str, grammar: Grammar) -> bool:
    if rest.startswith("的基础上") or (
        _IS_WORKED_ON.match(rest) and _WORKED_ON.match(clause.opening)
    ):
        return True
    if _OF_YEAR.search(clause.before) or (_FROM.search(clause.before) and _TO.match(rest)):
        return True
    return any(word in clause.before for word in grammar.words("existing"))


def _is_scope(quantity: Quantity, clause: Clause, grammar: Grammar) -> bool:
    if quantity.unit.kind != "count" or not clause.after.strip():
        return False
    opening = grammar.times.sub("", clause.opening.strip())
    listed = opening.endswith("等") and not grammar.opening.match(opening)
    return listed or opening.startswith(grammar.ends("scope"))
