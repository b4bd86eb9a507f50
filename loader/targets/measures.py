"""What is measured: the name before the number, or the one after it."""

from __future__ import annotations

import re
from itertools import takewhile

from loader.registers.target_grammar import Grammar
from loader.targets.clauses import Clause
from loader.targets.comparators import word_before_whole
from loader.targets.quantities import Quantity, is_directed

_YEAR = re.compile(
    r"^(?:到|至|截至|在|对|比|较|力争|截止)?(?:(?:19|20)[0-9]{2}年)?(?:[0-9]{1,2}月)?"
    r"(?<=[年月])(?:底|末|度|中旬)?(?:以前|以后|以来|之前|前|起)?的?[，,]?"
)
"""Years and months before a name."""

_COMPARED = re.compile(
    r"(?:比|较)(?:(?:19|20)[0-9]{2}年|上年|去年)(?:底|末|同期|预算|水平|平均水平)*$"
    r"|在[^，。；、在]{2,12}?基础上(?:再|又|进一步)?$|\s?[0-9]+\s?[×xX*]$"
)
"""What a number is compared with, or a factor of it, between the name and the number."""

_CUT = re.compile(r"和|及|以及|与|，|的(?=.)")
_JOINT = re.compile(r"^\s*[、和及与并以]")
_FARTHEST = 80
"""Characters before a number that may hold the name of what it measures."""

_LONG = 9
"""A longer name that ends as design figures do (全长) is told by that word alone."""

_LENGTHS = ("全长", "总长")
_QUOTE_OPEN = ("“", "《", "（", "(")


def find_measure(quantity: Quantity, clause: Clause, grammar: Grammar) -> str:
    """Return the words for what the number measures, '' if the clause has none."""
    words = clause.before[-_FARTHEST:]
    if quantity.unit.kind == "percent" and (word := word_before_whole(words, grammar)):
        words = words[: words.rindex(word)]
    before = name_before(words, quantity, grammar)
    after = name_after(clause.after, grammar)
    counts = quantity.unit.kind in ("count", "rating")
    moved = any(word in grammar.words("reach", "growth", "decline") for word in quantity.lead.words)
    if counts and after and not moved:
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
    name = _strip_opening(_COMPARED.sub("", words.strip().removeprefix("的")), grammar)
    found = list(grammar.deed.finditer(name, 0, _share_start(name)))
    if found and found[-1].end() < len(name):
        name = _strip_opening(name[found[-1].end() :], grammar)
    name = grammar.tail.sub("", name)
    if quantity is not None and quantity.unit.kind in ("percent", "points"):
        name = _without(name, grammar.ends("rate"))
    closing = grammar.closing.search(name)
    if not closing or len(closing[0]) < 4:
        closing = grammar.done.search(name)
    if closing and closing.start() >= 2:
        name = name[: closing.start()]
    name = grammar.tail.sub("", name)
    if quantity is not None and not is_directed(quantity, grammar):
        name = _design_word(name, grammar)
    if grammar.opening.fullmatch(name) and name.startswith(grammar.ends("opening")):
        return ""
    return "" if len(name) < 2 or name in _no_names(grammar) else name


def _no_names(grammar: Grammar) -> frozenset[str]:
    return grammar.words("verb", "opening", "scope", "extent")


def _share_start(name: str) -> int:
    """Return where a name says of what it is a share: no verb cuts 占新建建筑面积比例."""
    return name.index("占") if "占" in name else len(name)


def _design_word(name: str, grammar: Grammar) -> str:
    """Return the design figure alone where it ends a long name; 面积 alone would say too little."""
    whole = (word for word in grammar.words("specification") if len(word) > 3 or word in _LENGTHS)
    ends = [word for word in whole if name.endswith(word)]
    return max(ends, key=len) if ends and len(name) > _LONG else name


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
    if _JOINT.match(words) or words.startswith("的基础上"):
        return ""
    name = words.strip().removeprefix("的")
    start = grammar.turn.match(name)
    name = name[start.end() :] if start else name
    opening = grammar.opening.match(name)
    if opening and opening.end() < len(name) and not name.startswith(_QUOTE_OPEN):
        name = name[opening.end() :]
    cut = _CUT.search(_masked(name))
    name = name[: cut.start()] if cut else name
    name = _until_verb(name, grammar)
    turn = grammar.turn.search(_masked(name))
    name = name[: turn.start()] if turn else name
    closing = grammar.closing.search(name)
    if closing and closing.start() >= 2:
        name = name[: closing.start()]
    return grammar.tail.sub("", name)


def _until_verb(name: str, grammar: Grammar) -> str:
    """Return `name` up to a part of its list that is work of its own: 公园、完善设施."""
    first, *parts = name.split("、")
    return "、".join([first, *takewhile(lambda part: not grammar.opening.match(part), parts)])


def _masked(name: str) -> str:
    """Return `name` with all characters in quotation marks replaced, so that no cut falls there."""
    return re.sub(r"“[^”]*”", lambda match: "“" * len(match[0]), name)
