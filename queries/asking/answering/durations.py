"""For how many years a plan is, where its name in the text says so: 生活垃圾分类三年行动计划."""

from __future__ import annotations

import re

from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.figures.item_words import printing_most
from queries.asking.readings.draft import Draft
from queries.asking.words.numerals import number_of
from queries.asking.words.tokens import Node

_ASKED = re.compile("几年|多少年|年限|年数|时间跨度|how many years")
_BEYOND = re.compile("几年来|近几年|前几年|过去几年|这几年|哪几年")
_PRINTED = re.compile("(?P<n>[一二两三四五六七八九十]|[1-9]\\d?)年(?=行动|计划|规划|方案|工程)")
_ENOUGH = 0.6
"""Of the letters of what is named, that an item must print."""
_PLANS = ("计划", "规划", "方案", "行动", "plan")


def tell_duration(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return for how many years the plan is that a question names, None for another question."""
    said = "".join(token.text for token in draft.tokens)
    asks = _ASKED.search(said) is not None and _BEYOND.search(said) is None
    if not asks or not any(word in said for word in _PLANS):
        return None
    words = [t.text for t in draft.tokens if t.has("phrase", "name", "alias") or t.nodes]
    found: dict[str, tuple[str, str]] = {}
    for iri, card in opened.index.cards_at(printing_most(words, draft, _ENOUGH)).items():
        for clause in re.split("[，。；]", card["text"]):
            match = _PRINTED.search(clause)
            if match is not None and any(word in clause for word in words):
                found[iri] = (match["n"], clause)
    if len({number for number, _ in found.values()}) != 1:
        return None
    [(number, clause), *_] = found.values()
    zh = f"{number_of(number)} 年：原文写的是“{clause}”。"
    en = f"{number_of(number)} years: the text says “{clause}”."
    nodes = tuple(Node(iri, "task", "") for iri in found)
    return Told(zh if draft.language == "zh" else en, nodes)
