"""The parts of a question: words of the grammar, names of the graph, numbers, words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.words import dictionary
from queries.asking.grammar import Sense, longest_word, words
from queries.asking.wording import is_latin


@dataclass(frozen=True)
class Node:
    """A node that a name may mean. `place` is the name of its jurisdiction, if it has one."""

    iri: str
    type: str
    label: str
    place: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Token:
    """A part of the folded question, from `start` to `end`.

    `senses` are what the grammar says of it, `nodes` what it names; `cost` ranks readings.
    """

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...] = ()
    nodes: tuple[Node, ...] = ()
    cost: float = 1.0

    def value(self, kind: str) -> str | None:
        """Return the value of the token in the class `kind`, or None if it is not of it."""
        return next((sense.value for sense in self.senses if sense.kind == kind), None)

    def has(self, *kinds: str) -> bool:
        return any(sense.kind in kinds for sense in self.senses)

    def named(self, *types: str) -> tuple[Node, ...]:
        """Return the nodes of `types` that the token may name."""
        return tuple(node for node in self.nodes if node.type in types)


UNKNOWN = "unknown"
_PER_CHARACTER = 1.5
_PER_RUN = 4.0
_IDLE_COST = 1.05
"""Of two ways to cut a question the one with fewer words that say nothing is better."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_ENGLISH = {
    name: number
    for number, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"1st": 1, "a single": 1, "fifteen": 15, "twenty": 20}
_NUMBER = r"(?:\d+|[零〇一二两俩三四五六七八九十百]+|" + "|".join(_ENGLISH) + ")"
_UNITS = "项个位家件条名种类次座所"

_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NTH = (
    rf"(?:排名|排行|排位|排序|排在|排|位列|位居|名列|列)?第(?P<n>{_NUMBER})(?:[名位]|(?=多)|(?=少))?[多大高]"
    rf"|(?:排名|排行|排位|排在|位列|位居|名列)第(?P<n2>{_NUMBER})[名位]?"
    rf"|(?P<r>倒数|倒数第|最后)第?(?P<n3>{_NUMBER})[名位]?(?![个项家条行件])|第(?P<n4>{_NUMBER})[少](?P<r2>)"
    rf"|(?:排|排在|位列|位居|居)第(?P<n5>{_NUMBER})(?![项条行号个件])"
    r"|(?:the )?(?P<o>second|third|fourth|fifth)[- ](?:most|highest|largest|greatest|busiest)"
    r"|ranks? (?:the )?(?P<o2>second|third|fourth|fifth)"
)

_INCLUSIVE = (
    rf"\((?:均|也|都)?(?:包含|包括|含)(?:有|恰好|正好)?(?:本数|{_NUMBER}[{_UNITS}人名]*)(?:在内)?\)"
    rf"|,(?:均|也|都)?(?:包含|包括|含)(?:恰好|正好)?{_NUMBER}[{_UNITS}人名]*(?:在内)?(?=[,的]|$)"
    rf"|[,(](?:恰好|正好|刚好|等于)?{_NUMBER}[{_UNITS}人名]*(?:的)?也(?:算|计入|包括|算在内|算上)\)?"
    rf"|[,(] ?(?:including (?:exactly )?{_NUMBER}|inclusive|{_NUMBER} (?:included|inclusive))\)?"
)
"""What says once more that a threshold counts itself: 3人以上（含3人）."""

_IN_ORDER = (
    r",?(?:请)?(?:按照|按|依照|依)(?:着)?(?:在)?(?:原文|文件|附件|附表|表格|表中|表里|原表|行号|行次|序号|编号)(?:里|中|的)*"
    r"(?:顺序|次序|先后顺序|先后|升序|从小到大)?(?:依次|逐一|逐条)?(?:排列|排序|升序排列|升序)?"
)
"""The order of the text, in which rows stand anyway: 按附件顺序依次排列."""

_ASIDES = (
    r"[,;。.!?(]?(?:请)?(?:注意)?(?:别|不要|勿|切勿)(?:把|跟|和|与|同)?[^,。;?!()]{1,20}(?:搞混|混淆|弄混|混为一谈|搞错|弄错)"
    r"[了哦啊呀喔]*\)?"
    r"|[,;。?(](?:注意)?(?:可)?不是[^,。;?!()]{1,20}[哦喔啊呀噢哈啦]\)?"
    r"|\((?:连同|包括|包含|含|不分|不论|无论|不限于?)[^()“”\"]{1,30}\)"
    r"|\((?:按|依|以)[^()“”\"]{1,30}\)"
    r"|[,(]?(?:两个附件|两份附件|两张表|附件1和附件2|附件一和附件二)(?:都|全|均|一起|合并|统统)(?:要)?"
    r"(?:算|计|计入|算上|包括|统计|算在内|列出来|看)"
    r"(?:在内|进去|进来)?\)?"
)
"""What only says how the question is meant: 别跟农委搞混, (含综合指标), 两个附件都算."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "annex",
        rf"附件(?P<n>{_NUMBER})|附表(?P<n2>{_NUMBER})|annex (?P<n3>\d+)|appendix (?P<n4>\d+)",
    ),
    (
        "number",
        rf"第?(?P<n>{_NUMBER})号(?=工程|实事|项目)|第(?P<n2>{_NUMBER})号|序号(?:为|是)?(?P<n3>{_NUMBER})号?"
        rf"|第(?P<n4>{_NUMBER})[项个件](?=实事|工程|项目)"
        rf"|(?:project|projects) (?:no\.? ?|number ?|#)?(?P<n5>\d+)"
        rf"|(?:no\.? ?|number ?|#)(?P<n6>\d+)|编号为?(?P<n7>{_NUMBER})|(?P<n8>\d+)号"
        rf"|(?:工程|实事)第?(?P<n9>\d+)",
    ),
    (
        "rows",
        rf"第?(?P<n>{_NUMBER})[行条项号]?(?:到|至|-|~)第?(?P<e>{_NUMBER})[行条项号](?:之间)?"
        rf"|第(?P<n2>{_NUMBER})[行条项号](?:任务|工作)?(?P<after>以后|之后|往后|后面)"
        rf"|第(?P<n3>{_NUMBER})[行条项号](?:任务|工作)?(?P<before>以前|之前|往前|前面)",
    ),
    ("row", rf"第(?P<n>{_NUMBER})[行条项](?:任务|指标|工作)?|row (?P<n2>\d+)|item (?P<n3>\d+)"),
    (
        "last",
        r"(?:最后|最末|末尾)一?[项条个行件]|倒数第[一1][项条行]|the last (?:row|item)",
    ),
    ("nth", _NTH),
    ("year", r"(?P<n>(?:19|20)\d\d)年?度?(?![\d])"),
    ("noise", _INCLUSIVE),
    ("noise", _IN_ORDER),
    ("noise", _ASIDES),
    ("num", rf"(?P<n>{_NUMBER})(?:[{_UNITS}](?!人|方面))?"),
    ("pure", r"[^\w、]|_"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


def number_of(text: str) -> int:
    """Return the value of a number in digits, Chinese or English words.

    >>> [number_of(text) for text in ("12", "十二", "两", "二十", "three", "一百零五")]
    [12, 12, 2, 20, 3, 105]
    """
    if text.isascii():
        return int(text) if text.isdigit() else _ENGLISH[text]
    total, current = 0, 0
    for character in text:
        if character in "十百":
            unit = 10 if character == "十" else 100
            total, current = total + (current or 1) * unit, 0
        else:
            current = _DIGITS[character]
    return total + current


def grammar_tokens(text: str) -> Iterator[Token]:
    """Yield all words of the grammar, numbers and marks that stand in the folded `text`."""
    known = words()
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + longest_word()) + 1):
            senses = known.get(text[start:end])
            if senses and is_whole(text, start, end):
                cost = _IDLE_COST if senses[0].kind == "noise" else 1.0
                yield Token(start, end, text[start:end], senses, cost=cost)
        for kind, pattern in _COMPILED:
            match = pattern.match(text, start)
            if match and match.end() > start and is_whole(text, start, match.end()):
                yield _pattern_token(kind, match)


def general_words(text: str) -> Iterator[Token]:
    """Yield the words of general Chinese that no grammar knows, so that none of them is cut.

    Without them 地铁 would be the particle 地 and an unknown 铁; and PM2.5 three parts.
    """
    for match in _MIXED.finditer(text):
        yield Token(match.start(), match.end(), match[0], cost=_PER_RUN)
    for word, start, end in dictionary().tokenize(text):
        if end - start > 1 and not word.isascii() and word not in words():
            yield Token(start, end, word, cost=_PER_RUN + _PER_CHARACTER * (end - start - 1))


_MIXED = re.compile(r"\d+[a-z]+\d*|[a-z]+\d+(?:\.\d+)?")


def _pattern_token(kind: str, match: re.Match[str]) -> Token:
    found = next((v for k, v in match.groupdict().items() if v and k[0] in "no"), "")
    value = str(_ORDINALS.get(found) or number_of(found)) if found else match[0]
    groups = match.groupdict()
    if kind == "rows":
        last = str(number_of(groups["e"])) if groups["e"] else ""
        value = f"{value}-{last}" if last else f"{'>' if groups['after'] else '<'}{value}"
    if any(groups.get(name) is not None for name in ("r", "r2")):
        value = "-" + value
    sense = Sense("mark" if kind == "pure" else kind, value)
    cost = {"pure": 0.1, "num": 1.0}.get(kind, 0.9)
    return Token(match.start(), match.end(), match[0], (sense,), cost=cost)


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no Latin word or number is cut at either end."""
    return not (
        (_joined(text, start) and text[start : start + 1] != ",")
        or (_joined(text, end) and text[end - 1] != ",")
    )


def _joined(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    same = (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())
    return before.isascii() and after.isascii() and same


def split(text: str, candidates: Iterable[Token]) -> list[Token]:
    """Return the parts of `text` at the least cost; what no candidate covers is unknown."""
    by_start: dict[int, list[Token]] = {}
    for token in candidates:
        by_start.setdefault(token.start, []).append(token)
    best: list[tuple[float, Token | None, bool]] = [(0.0, None, False)]
    best += [(float("inf"), None, False) for _ in text]
    for start in range(len(text)):
        cost, _, open_run = best[start]
        for token in by_start.get(start, ()):
            _offer(best, token.end, cost + token.cost, token)
        lost = _unknown_cost(text, start, continues=open_run)
        unknown = Token(start, start + 1, text[start])
        if cost + lost < best[start + 1][0]:
            best[start + 1] = (cost + lost, unknown, text[start] != " ")
    return _merged(text, _walk(best))


def _offer(
    best: list[tuple[float, Token | None, bool]], end: int, cost: float, token: Token
) -> None:
    if cost < best[end][0]:
        best[end] = (cost, token, False)


def _unknown_cost(text: str, place: int, *, continues: bool) -> float:
    if text[place] == " ":
        return 0.05
    share = 0.5 if is_latin(text[place]) else _PER_CHARACTER
    return share + (0.0 if continues else _PER_RUN)


def _walk(best: list[tuple[float, Token | None, bool]]) -> list[Token]:
    found: list[Token] = []
    place = len(best) - 1
    while place > 0:
        token = best[place][1]
        assert token is not None  # noqa: S101 - every place is reached
        found.append(token)
        place = token.start
    return found[::-1]


def _merged(text: str, tokens: list[Token]) -> list[Token]:
    """Join neighbouring unknown characters; blanks between words are dropped."""
    found: list[Token] = []
    for token in tokens:
        is_unknown = not token.senses and not token.nodes
        if is_unknown and found and found[-1].has(UNKNOWN) and found[-1].end == token.start:
            start = found.pop().start
            found.append(_unknown(text, start, token.end))
        elif not is_unknown:
            found.append(token)
        elif token.text != " ":
            found.append(_unknown(text, token.start, token.end))
    return [_stripped(text, token) for token in found]


def _unknown(text: str, start: int, end: int) -> Token:
    return Token(start, end, text[start:end], (Sense(UNKNOWN, text[start:end]),))


def _stripped(text: str, token: Token) -> Token:
    if not token.has(UNKNOWN):
        return token
    end = token.start + len(token.text.rstrip())
    return _unknown(text, token.start, end)
