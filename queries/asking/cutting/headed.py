"""What 项目 means of a category: its headings, where the table has such, and not projects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.index.index import TextIndex
from queries.asking.cutting.clause_parts import QUOTES
from queries.asking.cutting.parts_of_names import part_before
from queries.asking.readings.draft import is_agent
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token

_ASKS = ("wh", "which", "count", "num")


def with_headings(tokens: list[Token], index: TextIndex) -> list[Token]:
    """`“加快推进绿色发展”下面有哪几个项目`: the headings between the category and its items."""
    place = next((i for i, t in enumerate(tokens) if t.text == "项目" and _is_asked(tokens, i)), 0)
    if not place or any(map(is_agent, tokens)):
        return tokens
    named = [node for t in tokens for node in t.named("category")]
    named = named or _named_in_part(tokens[:place], index)
    if len(named) != 1 or not _has_headings(named[0], index):
        return tokens
    heading = replace(tokens[place], text="小标题", senses=(Sense("noun", "heading"),))
    return [*tokens[:place], heading, *tokens[place + 1 :]]


def _named_in_part(tokens: list[Token], index: TextIndex) -> list[Node]:
    """`绿色发展那个门类`: the category whose name has the words right before 门类."""
    end = next((i for i, t in enumerate(tokens) if t.value("noun") == "category"), 0)
    while end and (tokens[end - 1].has("noise") or tokens[end - 1].text in QUOTES):
        end -= 1
    node = part_before(tokens, end, index)[1]
    return [node] if node else []


def _is_asked(tokens: list[Token], place: int) -> bool:
    """Tell whether 项目 is what is asked for: 哪几个项目, 三个项目叫什么, 项目有哪些."""
    before, behind = tokens[place - 1 : place], tokens[place + 1 : place + 2]
    return any(t.has(*_ASKS) for t in before) or any(t.has("which") for t in behind)


def _has_headings(category: Node, index: TextIndex) -> bool:
    mask = select_items((Condition("category", (category,)),), index)
    headed = index.columns.column("heading").items
    return mask is not None and bool(np.any(mask[headed]))
