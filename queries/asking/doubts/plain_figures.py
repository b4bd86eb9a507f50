"""What an answer tells of numbers, so plainly that usage says nothing of how they were read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from queries.asking.readings.reading import Reading
from queries.asking.words.tokens import Token

LONG = 4
"""Characters of words that are long enough to mean one thing."""
_NO_DEADLINE = re.compile(r"(?:否：)?附件\d+第\d+行[^；]*：没有写明完成时限。")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:%|公里|亩|平方米|[亿万]?美?元)")


def tells_no_deadline(sentence: str) -> bool:
    """`附件1第92行：没有写明完成时限。`: of the one item that is meant, however it is asked for."""
    return _NO_DEADLINE.match(sentence) is not None and "；" not in sentence


def tells_places(tokens: Sequence[Token], sentence: str) -> bool:
    """`双凤镇：投资额：460万元`: numbers of places, each of which is told by its name."""
    places = [t.text for t in tokens if t.named("place")]
    return bool(places) and all(f"{place}：" in sentence for place in places)


def tells_counted(tokens: Sequence[Token], sentence: str) -> bool:
    """`黑臭河道共有几条` → 12条: the number that is told counts what is asked for."""
    counters = {t.text[-1] for t in tokens if t.has("count")} - set("少几")
    counters |= {"%" for t in tokens if t.has("share") and t.text.startswith("百分之")}
    return any(re.search(rf"\d{re.escape(counter)}", sentence) for counter in counters)


def tells_measured(tokens: Sequence[Token], sentence: str) -> bool:
    """`暑托班新建几个站点` → 站点：6个: just what is counted, by the word for it.

    `X占Y的比重` says as well what the text calls X占Y比重.
    """
    label = sentence.partition("：")[0].removesuffix("比重")
    said = [t.text for t in tokens if t.has("phrase")]
    measured = any(text == label or (len(text) >= LONG and label.endswith(text)) for text in said)
    return measured and tells_counted(tokens, sentence)


def tells_number(tokens: Sequence[Token], sentence: str) -> bool:
    """`37.5%指的是什么指标`: what has just the number that a question states."""
    said = _NUMBER.findall("".join(t.text for t in tokens))
    return len(said) == 1 and f"{said[0]}（" in sentence


def is_bare(tokens: Sequence[Token], sentence: str) -> bool:
    """`Parking spaces added?`: English words of a text alone, of which the number is told."""
    plain = all(t.has("phrase", "alias", "noise", "mark", "asks") for t in tokens)
    return plain and sentence.endswith(").") and "(annex " in sentence


def asks_sole(tokens: Sequence[Token]) -> bool:
    """`哪唯一一项任务`: what is said of one alone is said of the items, and not of who has them."""
    words = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return any(
        asked.has("wh") and only.has("only") and one.value("num") == "1"
        for asked, only, one in words
    )


def asks_which_part(tokens: Sequence[Token], reading: Reading) -> bool:
    """`Which category has only one project`: which ones, and not how many."""
    kind = tokens[0].value("asks") if tokens else None
    return kind is not None and kind == reading.focus and not any(t.has("count") for t in tokens)
