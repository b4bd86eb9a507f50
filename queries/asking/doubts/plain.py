"""Traits of a reading that the structure of a question decides, so that usage says nothing of them.

`usage.py` weighs words. Where a question says plainly what it asks for, or where a role, a place or
a whole stands in another part of the reading than usually, that the wording is rare is no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.edges import EDGE
from queries.asking.cutting.name_ends import NAMES_ENDING
from queries.asking.doubts.plain_figures import (
    LONG,
    asks_sole,
    asks_which_part,
    is_bare,
    tells_counted,
    tells_measured,
    tells_no_deadline,
    tells_number,
    tells_places,
)
from queries.asking.figures.figure_claims import YES_OR_NO
from queries.asking.readings.draft import ALONE, WITHIN, is_agent
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.rows.tables import Row
from queries.asking.understanding.column_sums import SUM
from queries.asking.understanding.extremes import MOST_OF_ONE
from queries.asking.words.tokens import Token

_PARTS = ("category", "heading", "theme", "annex")
_FOCUSES = tuple(f"focus {kind}" for kind in (*AGENT_FOCUSES, "item", "target", *_PARTS))
_OF_PLACES = ("condition place", "condition place several")
_OF_WORDS = ("condition item", "condition text", "condition mention", *_OF_PLACES)
_OF_THEMES = ("condition theme", "condition text")
_OF_NUMBERS = ("among", "condition kind", "focus item", "focus target")
_OF_AGENTS = ("condition agent", "condition roles guiding|lead|responsible|supporting")
_OF_COMPARED = ("condition agent", "measure compare", "order most", "order least")
_OF_SEVERAL = ("condition agent several", "condition agent every")
_OF_ANNUAL = (
    "condition year",
    "condition kind",
    "asks content",
    "claimed",
    *_OF_PLACES,
    *_OF_SEVERAL,
)
_OF_STAGE = ("asks annual", "focus item", "focus target", "among", "measure tell", "measure list")
_OF_ROWS = ("measure count", "measure list", "focus target")
_OF_LEADING = ("condition roles lead|responsible",)
_OF_COLUMN = (*_OF_LEADING, "condition roles lead")
_OF_CLAIM = ("focus item", "focus target", "measure exists", "measure list")
_OF_ANSWERS = ("measure exists", "measure tell", "measure list", "claimed")
_OF_PRINT = ("measure exists", "measure list")
_OF_UNIVERSALS = ("measure universal", "measure exists", "base")
_OF_SO_MANY = ("condition agents", "condition agents comparator", "clause comparator")
_CLAUSES = tuple(f"clauses {number}" for number in range(1, 10))


_OF_EACH = (*_FOCUSES, "among", "measure count", "measure list", "measure each")
_OF_EACH += tuple(f"condition {kind}" for kind in _PARTS)
_OF_ALL = (*_CLAUSES, "clause negated", "excluded")
_OF_ALL += tuple(f"condition {slot} negated" for slot in ("agent", "annex", "kind", "theme"))


def is_told_by_itself(reading: Reading, sentence: str) -> bool:
    """Tell whether yes or no is told by a way of its own (`telling.py`), which has no reading.

    So is how many one item has at the most, and how many names a column has in all, for which no
    question is worded otherwise.
    """
    told = reading.measure == "tell" and not reading.asks and sentence.startswith(_YES_OR_NO)
    told = told or (reading.measure == "tell" and _TOLD.match(sentence) is not None)
    at_most = MOST_OF_ONE in reading.asks or SUM in reading.asks
    told = told or at_most or tells_no_deadline(sentence)
    return told or sentence.startswith((*_NO_NUMBER, NAMES_ENDING))


_TOLD = re.compile(
    r"(?:\d+ 年|第[^，。]{1,4})：原文写的是|(?:[\u4e00-\u9fff]{2}：)?附件\d+第\d+行写的是|"
    r"[^：。]+：附件\d+第\d+行“[^”]+”，共列 \d+ 个"
)
"""How `durations.py` tells for how many years a plan is, or the how manieth something; `sites.py`
where something stands, `enumerations.py` which of two things is done, `listed_parts.py` what is
listed."""
_NO_NUMBER = ("原文没有写明这样的", "The text states no such")
"""How it is told that there is no number, which is only sure where no money is printed."""
_YES_OR_NO = (*YES_OR_NO, "是，", "否，")


def plain_traits(
    tokens: Sequence[Token],
    reading: Reading,
    found: frozenset[str],
    sentence: str,
    rows: Sequence[Row],
) -> frozenset[str]:
    """Return the traits of which the words decide nothing; `found` are those of the reading."""
    of_target = reading.focus == "target"
    decided = (
        (tuple(_roles_said_elsewhere(found)), reading.measure != "compare"),
        (_FOCUSES, _asks_for(tokens, reading)),
        (_OF_WORDS, _is_of_one_item(rows) and _are_titles(reading)),
        (("condition kind",), _is_of_one_item(rows) and _points_at_kind(tokens)),
        (_OF_PLACES, of_target and tells_places(tokens, sentence)),
        (_OF_SEVERAL, _is_of_one_of_two(reading) or _names_one_twice(tokens)),
        ((*_OF_SEVERAL, *_CLAUSES), _is_of_each(reading)),
        (_OF_ALL, _is_of_all_theirs(reading)),
        (_OF_EACH, _tells_each_named(tokens, reading, rows)),
        (_OF_PRINT, any(t.has("yesno") and t.has("mention") for t in tokens)),
        (("condition annex", *_CLAUSES), any(t.has("annexes") for t in tokens)),
        (_OF_THEMES, _quotes_words(tokens)),
        (_OF_COMPARED, _compares_parts(tokens, reading)),
        (("roles inCharge|supervising",), _asks_by_whom(tokens)),
        (("condition agent",), "excluded" in found),
        (_OF_AGENTS, _is_named_in_text(tokens, reading)),
        (("base",), reading.measure == "share" and _says_whole(tokens)),
        (_OF_ANNUAL, _asks_annual(tokens, reading) and _is_of_one_item(rows)),
        (_OF_STAGE, _asks_stage(tokens, reading) and _is_of_one_item(rows)),
        (("measure list",), _says_printed_in_content(tokens)),
        (("measure list",), of_target and tells_counted(tokens, sentence)),
        (_OF_WORDS, of_target and _is_of_one_item(rows) and tells_measured(tokens, sentence)),
        (_OF_NUMBERS, of_target and tells_number(tokens, sentence)),
        (_OF_ROWS, _counts_rows(tokens) and reading.focus == "item"),
        (_OF_LEADING, _counts_rows(tokens) and any(c.only for c in reading.conditions)),
        (_OF_COLUMN, any(t.value("role") == "lead" and t.text.endswith(_LEADS) for t in tokens)),
        (("clause comparator",), reading.measure == "universal" or asks_sole(tokens)),
        (_OF_CLAIM, _claims_printed(reading, sentence)),
        (_OF_UNIVERSALS, _claims_of_all(tokens)),
        (_OF_SO_MANY, _has_alone(tokens) or _counts_times(tokens)),
        (("focus item", "clause comparator"), _names_column(tokens, reading)),
        (("focus item", "focus target"), any(t.has(EDGE) for t in tokens)),
        ((*_OF_NUMBERS, *_OF_WORDS, "measure list"), of_target and is_bare(tokens, sentence)),
        (("measure list",), asks_which_part(tokens, reading)),
        (_OF_ANSWERS, of_target and sentence.startswith(YES_OR_NO)),
        (("among", "measure list"), of_target and tells_measured(tokens, sentence)),
    )
    return frozenset(trait for traits, is_plain in decided if is_plain for trait in traits)


def _roles_said_elsewhere(found: frozenset[str]) -> Iterator[str]:
    """`承担工程最多的责任单位`: the role of those who are asked for, and of nobody else."""
    for trait in found:
        if trait.startswith("roles "):
            yield "condition " + trait
        elif trait.startswith("condition roles "):
            yield trait.removeprefix("condition ")


def _asks_for(tokens: Sequence[Token], reading: Reading) -> bool:
    """`主要责任单位有哪些`, `按门类各有几条`: the noun right by the question word is asked for."""
    if reading.focus == "official" and _asks_by_whom(tokens):
        return True
    if any(c.slot == reading.focus and not c.negated for c in reading.all_conditions):
        return False  # which category is asked of one that is named
    said = [t for t in tokens if not t.has("noise", "have", "be", "total", "count")]
    return any(
        (one.has("wh", "every") and _kind(two) == reading.focus)
        or (two.has("which") and _kind(one) == reading.focus)
        or (one.has("wh") and two.has("num") and _COUNTED.get(two.text[-1]) == reading.focus)
        for one, two in pairwise(said)
    )


_COUNTED = {"家": "agency", "位": "official"}
"""What is asked for with nothing but a counter: 由哪两家负责."""


def _is_named_in_text(tokens: Sequence[Token], reading: Reading) -> bool:
    """`高新区要改造的背街小巷`: a body is named that the text of the item meant names."""
    labels = [c.nodes[0].label for c in reading.conditions if c.slot == "item" and c.nodes]
    pieces = {piece for label in labels for piece in label.split("、")}
    return any(is_agent(t) and t.text in pieces for t in tokens) and len(pieces) > 1


def _counts_rows(tokens: Sequence[Token]) -> bool:
    """`有多少行`, `环保局行数`: how many rows there are, and no number that they print."""
    return any(t.value("noun") == "item" and t.has("count") for t in tokens)


def _claims_printed(reading: Reading, sentence: str) -> bool:
    """`X新建站点24个，对吗`: yes where a text prints all of the claim with its number."""
    claimed = [c.texts[0] for c in reading.all_conditions if c.slot == "text" and not c.negated]
    if len(claimed) != 1 or len(reading.all_conditions) != 1 or len(claimed[0]) < _CLAIM:
        return False
    return sentence.startswith("是：") and any(map(str.isdigit, claimed[0]))


_CLAIM = 8
_LEADS = ("主要责任单位", "主责单位")
"""How a role ends that says which column is meant: 独自担任主要责任单位."""


def _claims_of_all(tokens: Sequence[Token]) -> bool:
    """`在附件1和附件2里都由X负责，对吗`: of all that is named, and of nothing else."""
    words = zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
    claimed = any(
        one.text in ("都", "均") and two.text == "由" and is_agent(three) and four.has("role")
        for one, two, three, four in words
    )
    return claimed and any(t.has("yesno") for t in tokens)


def _has_alone(tokens: Sequence[Token]) -> bool:
    """`独自分管最多`: what nobody else has is said right before the role."""
    alone = [(one.text in ALONE, two.has("role")) for one, two in pairwise(tokens)]
    return (True, True) in alone


def _counts_times(tokens: Sequence[Token]) -> bool:
    """`出现3次的单位`: in how many rows, and not with how many others."""
    return any(t.has("num") and t.text[-1:] in "次回" for t in tokens)


def _names_column(tokens: Sequence[Token], reading: Reading) -> bool:
    """`“项目”列里行数最少的项目`: of which has most rows, in the column that is named."""
    column = any(t.value("noun") == reading.focus and "列" in t.text for t in tokens)
    return column and (reading.measure == "rank" or bool(reading.clauses[0].comparator))


def _quotes_words(tokens: Sequence[Token]) -> bool:
    """`“农村”二字`: what quotes and 二字 say of a word is that it is printed, whatever it means."""
    ends = [i for i, t in enumerate(tokens) if t.value("mentionend") == "words"]
    return any(i > 1 and tokens[i - 1].text in '”"' for i in ends)


def _asks_annual(tokens: Sequence[Token], reading: Reading) -> bool:
    """`2018年的工作任务写的是什么`: the annual task by its name, and no other part of an item."""
    named = any(t.value("asks") == "annual" or t.text == "工作任务" for t in tokens)
    return named and tuple(reading.asks) == ("annual",)


def _asks_stage(tokens: Sequence[Token], reading: Reading) -> bool:
    """`今年的目标进度`: how far work is to come, whatever number it has."""
    said = any(t.value("asks") == "annual" and "进度" in t.text for t in tokens)
    return said and tuple(reading.asks) == ("annual",)


def _asks_by_whom(tokens: Sequence[Token]) -> bool:
    """`由谁分管`: a leader, whatever bodies are named before."""
    return any(
        one.has("who") and two.value("role") == "supervising" for one, two in pairwise(tokens)
    )


def _is_of_each(reading: Reading) -> bool:
    """`A、B都有任务的门类`: one clause for each of those who are named (`of_each.py`)."""
    plain = not any(clause.negated for clause in reading.clauses)
    return reading.focus in _PARTS and len(reading.clauses) > 1 and plain


def _tells_each_named(tokens: Sequence[Token], reading: Reading, rows: Sequence[Row]) -> bool:
    """`A、B、C各有几条`: the rows are just those that are named, each with its number."""
    conditions = [c for c in reading.conditions if c.slot == reading.focus and not c.negated]
    named = {node.iri for c in conditions for node in c.nodes} or {n.iri for n in reading.among}
    asks = any(t.has("every") for t in tokens) and any(t.has("count") for t in tokens)
    return asks and len(named) > 1 and {row.get("thing") for row in rows} == named


def _is_of_all_theirs(reading: Reading) -> bool:
    """`哪些单位的任务都由X分管`: who has such work, and none that is not such."""
    if len(reading.clauses) != len(("own", "other")) or not reading.clauses[1].negated:
        return False
    own, other = ([replace(c, negated=False) for c in one.conditions] for one in reading.clauses)
    return own == other and reading.conditions != reading.clauses[1].conditions


def _compares_parts(tokens: Sequence[Token], reading: Reading) -> bool:
    """`附件1比附件2多几项`: of two parts of a document, by how many one has more."""
    differ = any(t.has("difference") for t in tokens)
    return differ and reading.focus in _PARTS and reading.measure == "compare"


def _is_of_one_of_two(reading: Reading) -> bool:
    """`A和B中恰好一家`: what either has and not both."""
    named = [c for c in reading.conditions if c.slot == "agent" and len(c.nodes) > 1]
    both = {c.nodes for c in named if c.negated and c.every}
    return any(c.nodes in both for c in named if not c.negated and not c.every)


def _names_one_twice(tokens: Sequence[Token]) -> bool:
    """`港区或国开区`: two names of one body are no several bodies."""
    agents = [t for t in tokens if is_agent(t)]
    return len({t.nodes for t in agents}) < len({t.text for t in agents})


def _kind(noun: Token) -> str:
    if (role := noun.value("rolenoun")) is not None:
        return "official" if role == "supervising" else "agency"
    return noun.value("noun") or ""


def _is_of_one_item(rows: Sequence[Row]) -> bool:
    """Tell whether the words that say which item is meant are printed by one alone."""
    items = {row["item"] for row in rows if "item" in row}
    items |= {source["item"] for row in rows for source in row.get("sources", ())}
    return len(items) == 1


def _points_at_kind(tokens: Sequence[Token]) -> bool:
    """`信报箱7000户那个实事工程`: what kind of thing it is, of what the words before it mean."""
    return any(
        one.text in ("那个", "这个", "那项", "这项", "那件", "这件") and two.has("noun")
        for one, two in pairwise(tokens)
    )


def _are_titles(reading: Reading) -> bool:
    """Tell whether all words that are looked for are long enough to mean one thing."""
    texts = (text for c in reading.all_conditions for text in c.texts if c.slot in _WORDED)
    return all(len(text) >= LONG for text in texts)


_WORDED = ("item", "text", "mention")


def _says_printed_in_content(tokens: Sequence[Token]) -> bool:
    """`“农村”出现在任务内容里`: the content is where words stand, and is not asked for."""
    said = [i for i, t in enumerate(tokens) if t.value("mention") == "words"]
    return any(t.value("asks") == "content" for i in said for t in tokens[i + 1 : i + 3])


def _says_whole(tokens: Sequence[Token]) -> bool:
    """`A的任务中B的占百分之几`: 中 says of what the share is taken."""
    share = next((i for i, t in enumerate(tokens) if t.has("share")), 0)
    return any(t.text in WITHIN for t in tokens[:share])
