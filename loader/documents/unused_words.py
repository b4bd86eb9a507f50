"""Sentences of a line that no item took, where other sentences of it are of several items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby, islice
from operator import itemgetter

_SENTENCE = re.compile(
    r"[^。！？!?；;\n（）()【】〔〕]+[。！？!?；;\n]*|[（(【〔][^（）()【】〔〕]*[）)】〕]?|.",
    re.DOTALL,
)
_FEWEST = 8
"""Signs and letters that words have at the least which say something of their own."""

_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末初])?(?:之?前)?|\d{4}年[底末]?")
_IN_BRACKETS = re.compile(
    "按照?(?:各自)?职[责能]分工|[分别共同各自]*负责(?:落实)?|牵头|配合|参[加与]|等?(?:有关|相关|各)*(?:部门|单位|地区)"
)
"""What stands in brackets beside names, and in no text of an item."""


def unused_sentences(line: str, said: Iterable[str]) -> Iterator[str]:
    """Yield each run of sentences in `line` that are not in what is `said` of it elsewhere.

    >>> said = ["修建农村公路八十公里", "县交通局"]
    >>> text = "各乡镇、各部门：修建农村公路八十公里。（县交通局负责）请于每季度末上报进展情况。"
    >>> list(unused_sentences(text, said))
    ['请于每季度末上报进展情况。']
    """
    keys = sorted({_key(one) for one in said} - {""}, key=len, reverse=True)
    text = "\n".join(keys)
    sentences = _SENTENCE.findall(line)
    more = {one: _says_more(one, text, keys) for one in set(sentences)}
    unused = accumulate(
        (more[one] if len(_key(one)) >= _FEWEST else None for one in sentences),
        lambda before, one: before if one is None else one,
        initial=False,
    )
    listed = zip(sentences, islice(unused, 1, None), strict=True)
    for is_unused, run in groupby(listed, key=itemgetter(1)):
        if is_unused:
            yield "".join(sentence for sentence, _ in run).strip()


def _says_more(sentence: str, text: str, keys: Iterable[str]) -> bool:
    """Tell whether `sentence` holds words beside the `keys`, of which `text` is made."""
    words = _key(sentence)
    if len(words) < _FEWEST or words in text:
        return False
    for key in keys:
        if key in words:
            words = words.replace(key, "\n")
    words = _DATE.sub("\n", words)
    words = _IN_BRACKETS.sub("\n", words) if sentence[0] in "（(【〔" else words
    return any(len(one) >= _FEWEST for one in words.split("\n"))


def _key(words: str) -> str:
    return re.sub(r"\W", "", words)
