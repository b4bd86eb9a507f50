"""Items that a question finds by their place: 河长制的下一条由谁牵头, 农工办最先出现在第几条.

The item that is described, or those of somebody, are a question of their own; the item beside it,
or the first or last of them, is then a name like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from graph.opened import OpenSnapshot
from queries.asking.answering.evaluating import rows_of_part
from queries.asking.answering.nested import Nested
from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.rows.tables import Row
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token

_NOUN = "工作任务|任务|工作|事项|实事工程|工程"
_ITEM = f"(?:那一?|这一?|一)(?:[条项行]|[个件](?={_NOUN}))(?:{_NOUN})?"
_BESIDE = re.compile(
    f"(?:那一?[条项行])?(?:之|的)?(?<![最今以先])(?P<step>[上下前后])(?:面|头|边)?的?{_ITEM}(?!目)"
)
_LEADING = re.compile("中?(?:紧?[跟接挨随靠排]|排|列|位)[着在于]?|着|那条|那一条|那项|那一项")
"""Words before an item that say that another stands beside it."""
_FIRST = re.compile("最先|最早|首次|首度|(?<!数)第一[次回]|头一[次回]")
_LAST = re.compile("最后一?[次回]?|末次|最晚")
_SEEN = re.compile("出现过?|露面|亮相|登场|上榜")
_ASKED = re.compile(r"在?(?:附件[一二三四五六七八九十\d]+)?的?(?:第几|哪一?|哪几)[条项行]")


class _Relation(NamedTuple):
    """Where the words stand for an item beside another, and how many rows it is behind it."""

    span: range
    step: int


def name_placed(draft: Draft, opened: OpenSnapshot) -> Nested:
    """Return the question with the item named that stands beside another, first or last."""
    unchanged = Nested(draft, "")
    if draft.language != "zh" or any(t.has("yesno", "neg") for t in draft.tokens):
        return unchanged
    return _beside(draft, opened) or _in_order(draft, opened) or unchanged


def _beside(draft: Draft, opened: OpenSnapshot) -> Nested | None:
    """`附件1第50行的下一行由谁牵头`, `紧跟在“263”专项行动后面的那一条`."""
    relation = _relation(draft.tokens)
    if relation is None:
        return None
    begin, end = relation.span.start, relation.span.stop
    described = [t for t in draft.tokens[:begin] if not _LEADING.fullmatch(t.text)]
    rows = rows_of_part(draft, described, ("item",), opened)
    found = _row_beside(draft, rows[0], relation.step) if len(rows) == 1 else None
    if found is None:
        return None
    side = "下" if relation.step > 0 else "上"
    told = f"{_place(rows[0])}的{side}一行是{found.label}。"
    whole = replace(draft.tokens[0], end=draft.tokens[end - 1].end)
    return Nested(replace(draft, tokens=[_name(whole, found), *draft.tokens[end:]]), told)


def _relation(tokens: Sequence[Token]) -> _Relation | None:
    """Return the one place that speaks of the item beside what stands before it."""
    ends = [0, *accumulate(len(t.text) for t in tokens)]
    matches = list(_BESIDE.finditer("".join(t.text for t in tokens)))
    if len(matches) != 1 or not {matches[0].start(), matches[0].end()} <= {*ends}:
        return None
    [match] = matches
    span = range(ends.index(match.start()), ends.index(match.end()))
    return _Relation(span, 1 if match["step"] in "下后" else -1)


def _row_beside(draft: Draft, row: Row, step: int) -> Node | None:
    number = int(row["rowNumber"] or 0) + step
    annex = Condition("annex", texts=(str(row["annexNumber"]),))
    document = Condition("document", (Node(str(row["document"]), "document", ""),))
    beside = Condition("row", texts=(str(number),))
    mask = select_items((annex, document, beside), draft.index)
    found = draft.index.items.iris(np.flatnonzero(mask)) if mask is not None else []
    if len(found) != 1:
        return None
    return Node(found[0], "task", f"附件{row['annexNumber']}第{number}行")


def _in_order(draft: Draft, opened: OpenSnapshot) -> Nested | None:
    """`环保局最后一次作为主要责任单位出现，是附件1的哪一条`: the last of its items."""
    said = "".join(t.text for t in draft.tokens)
    order = _FIRST.search(said) or _LAST.search(said)
    asked = _ASKED.search(said)
    seen = _SEEN.search(said)
    if order is None or asked is None or seen is None or not any(map(is_agent, draft.tokens)):
        return None
    words = [t for t in draft.tokens if not t.has("mark", "be", "noise") and t.text != "的"]
    kept = [t for t in words if not _says_place(t)]
    item = replace(draft.tokens[-1], text="任务", senses=(Sense("noun", "item"),), nodes=())
    rows = rows_of_part(draft, [*kept, item], ("item",), opened)
    if not rows or len({(row["document"], row["annexNumber"]) for row in rows}) != 1:
        return None
    choose = max if _LAST.search(said) else min
    row = choose(rows, key=lambda one: int(one["rowNumber"]))
    found = Node(str(row["item"]), "task", _place(row))
    which = replace(item, text="是哪一条", senses=(Sense("which", ""),))
    whole = replace(draft.tokens[0], end=draft.tokens[-1].end)
    return Nested(replace(draft, tokens=[_name(whole, found), which]), "")


def _says_place(token: Token) -> bool:
    patterns = (_FIRST, _LAST, _SEEN, _ASKED)
    return token.has("wh", "which", "nth") or any(p.fullmatch(token.text) for p in patterns)


def _place(row: Row) -> str:
    return f"附件{row['annexNumber']}第{row['rowNumber']}行"


def _name(whole: Token, node: Node) -> Token:
    return replace(whole, text=node.label, senses=(Sense("name", ""),), nodes=(node,))
