"""Courtesies with which a clause begins or ends: 老师您好，我想请教一下…, …全拉出来.

What they say is that somebody asks. They are cut off by their structure: a form of address or an
asker, words for wishing, and a verb of asking or looking up with what completes it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from graph.index.words.words import dictionary
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

_COST = 0.5
"""Less than that of the words it is made of, so that it is read as a whole."""


@cache
def any_of(kind: str) -> str:
    """Return the words of a class in `frames.csv` as a pattern, the longest first."""
    text = files("queries.asking").joinpath("frames.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["class"] == kind]
    found = sorted((w for row in rows for w in row["words"].split("|")), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, found))})"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return them without a way back (`++`), so that no question takes long to be read."""
    begin = r"(?:^|(?<=[,。;!?:]))"
    person = f"{any_of('salutation')}*+{any_of('person')}们?(?:您好|你好|好)?"
    greeting = f"(?:{any_of('greeting')}|{person})"
    asking, wish, after = any_of("asking"), any_of("wish"), any_of("complement")
    opening = f"(?:(?:(?!{asking}){wish})++{asking}{after}*+|{asking}(?:{after}++|(?=:)))"
    into = f"[做建编列写填入成][个成进入份]?{any_of('product')}"
    listing = f"(?:(?!比)(\\w)一\\1|{any_of('listing')}{any_of('result')}++)"
    quoted = f"(?=“[^”]*”(?:这[项件条个]|[^“,]{{0,8}},(?:[它其该]|由谁|{any_of('wanted')})))"
    return (
        re.compile(f"{begin}{greeting}(?=[,。;!?:]|{wish})"),
        re.compile(
            f"{begin}(?:{greeting})?{opening}(?:就[好行]|即可|就可以)?[,:]?(?:就是|的是|下)?"
        ),
        re.compile(f"{any_of('wholly')}*+{listing}(?:{any_of('closing')}|{into})*+(?=[,。;!?]|$)"),
        re.compile(
            f"{begin}(?:我们?)?{any_of('people')}们?(?:[让叫要]|要求|安排|吩咐|交代)我们?(?:[去来先把查找列数看问]|对接|联系|统计|整理)*+"
        ),
        re.compile(f"{begin}(?:我们?)?{any_of('noticing')}了?(?=[^,。;!?:没不]{{4,}}[,。;!?:])"),
        re.compile(f"{begin}\\w{{1,8}}?(?:准备|打算|想|要|拟)(?:就|针对|围绕){quoted}"),
        re.compile(f"(?:写|提|做|起草|准备)一?[份个篇条]{any_of('product')}(?=,)"),
        re.compile(
            "召?开(?:一?[次个场]\\w{0,5}?|协调|座谈|推进|碰头|联席|专题|调度|例)会(?=[,。])"
        ),
    )


def courtesy_tokens(text: str) -> Iterator[Token]:
    """Yield a token that says nothing for each courtesy of the folded `text`.

    >>> [t.text for t in courtesy_tokens("老师您好,我想请教一下环保局牵头哪些任务")]
    ['老师您好', '我想请教一下']
    >>> [t.text for t in courtesy_tokens("公安局今年的活全拉出来")]
    ['全拉出来']
    """
    ends = {end for _, _, end in dictionary().tokenize(text)}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if match.end() in ends and match.end() > match.start():
                kind = "yesno" if _CHECKS.search(match[0]) else "noise"
                yield Token(match.start(), match.end(), match[0], (Sense(kind, ""),), cost=_COST)


_CHECKS = re.compile("(?:核实|求证|验证)(?:一下)?:$")
"""`请核实：A、B项数相同`: whether what stands behind it is so."""


def behind_asking(clause: list[Token]) -> list[Token]:
    """`我想知道X工程`, `麻烦查一下X`: return what stands behind the words that somebody asks.

    `我在梳理农口工作` says what the asker works on, and its verb does not ask.
    """
    first = next((n for n, t in enumerate(clause) if not t.has("noise")), len(clause))
    begins = clause[:first]
    asks = any(map(is_asking, begins)) and all(t.text != "在" for t in begins)
    return clause[first:] if asks and first < len(clause) else clause


def is_asking(token: Token) -> bool:
    """Tell whether a word says that somebody asks, and not of what."""
    return token.has("noise") and _asking().fullmatch(token.text) is not None


@cache
def _asking() -> re.Pattern[str]:
    wish, asking, after = any_of("wish"), any_of("asking"), any_of("complement")
    begins = f"(?:\\w{{0,4}}托我|(?:(?!{asking}){wish})*+)"
    return re.compile(f"{begins}{asking}{after}*[,:]?(?:就是|的是|下)?")
