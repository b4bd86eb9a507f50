"""Which number the name of something in the text has: 三年行动计划, 第十一届德国“太仓日”."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.figures.item_words import printing_most
from queries.asking.readings.draft import Draft
from queries.asking.words.numerals import number_of
from queries.asking.words.tokens import Node


class _Numbered(NamedTuple):
    """What is asked, what a question must say beside it, how texts print it, how it is told."""

    asked: re.Pattern[str]
    beside: re.Pattern[str]
    printed: re.Pattern[str]
    zh: str
    en: str


_NUMBER = "(?P<n>[一二两三四五六七八九十]{1,3}|[1-9]\\d?)"
_KINDS = (
    _Numbered(
        re.compile(
            "^(?!.*(?:[近前这哪]几年|过去几年|几年来)).*"
            "(?:几年|多少年|年限|年数|时间跨度|how many years)"
        ),
        re.compile("计划|规划|方案|行动|plan"),
        re.compile(f"{_NUMBER}年(?=行动|计划|规划|方案|工程)"),
        "{} 年：原文写的是“{}”。",
        "{} years: the text says “{}”.",
    ),
    _Numbered(
        re.compile("^第几[届期批轮]|第几[届期批轮](?![^?。])"),
        re.compile(""),
        re.compile(f"第{_NUMBER}[届期批轮]"),
        "{2}：原文写的是“{1}”。",
        "{2}: the text says “{1}”.",
    ),
)
_ENOUGH = 0.6
"""Of the letters of what is named, that an item must print."""


def tell_duration(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return which number what a question names has in the text, None for another question."""
    said = "".join(token.text for token in draft.tokens)
    kind = next((k for k in _KINDS if k.asked.search(said) and k.beside.search(said)), None)
    if kind is None:
        return None
    words = [t.text for t in draft.tokens if t.has("phrase", "name", "alias") or t.nodes]
    longest = max(words, key=len, default="")
    found: dict[str, tuple[str, str, str]] = {}
    for iri, card in opened.index.cards_at(printing_most(words, draft, _ENOUGH)).items():
        for clause in re.split("[，。；、]", card["text"]):
            match = kind.printed.search(clause)
            if match is not None and longest in clause:
                found[iri] = (match["n"], clause, match[0])
    if len({number for number, *_ in found.values()}) != 1:
        return None
    [(number, clause, name), *_] = found.values()
    told = (kind.zh if draft.language == "zh" else kind.en).format(number_of(number), clause, name)
    return Told(told, tuple(Node(iri, "task", "") for iri in found))
