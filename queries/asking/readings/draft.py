"""What is known of a question while it is read: its parts, and which of them have been used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.index.index import TextIndex
from queries.asking.readings.apart import MOST_TOLD
from queries.asking.readings.reading import Condition, Notes
from queries.asking.words.printed import Printed, find_printed
from queries.asking.words.tokens import UNKNOWN, Node, Token

IDLE = ("noise", "mark", "be", "have", "by", "scope", "total", "thisdoc", "city", "collective")
"""Classes of words that carry no content of their own."""
JOINS = ("and", "or", "but")
TOGETHER: tuple[str, ...] = (
    "同时",
    "既",
    "共同",
    "一起",
    "联合",
    "合作",
    "连同",
    "会同",
    "携手",
    "一道",
    "一块",
    "一块儿",
    "并肩",
)
TOGETHER += (
    "联手",
    "both",
    "together",
    "jointly",
    "协作",
    "搭档",
    "又",
    "且",
    "兼",
    "都",
    "均",
    "co-lead",
)
TOGETHER += ("搭伙", "搭伙干", "结伴", "合伙", "联袂", "一同", "一齐", "结对", "搭班子", "合着")
TOGETHER += ("绑在一块儿", "绑在一块", "绑在一起", "绑一块", "捆在一起", "捆在一块", "合管")
TOGETHER += ("搭过几回班子", "搭过几次班子", "搭过多少次班子", "合作过几次", "合作过几回")
TOGETHER += ("肩并肩", "同框", "同台", "同现", "同为", "同属")
TOGETHER += ("在同一行里", "在同一项里", "在同一条里", "在同一行", "在同一项", "在同一条")
TOGETHER += ("同列一条", "同列一项", "同列一行", "同在一条", "同在一项", "同处一条", "同处一项")
TOGETHER += ("share", "shares", "shared")
TOGETHER += (
    "横跨",
    "兼跨",
    "跨越",
    "同列",
    "并列",
    "并",
    "并且",
    "兼有",
    "也",
    "together with",
    "along with",
    "alongside",
)
PLAIN: tuple[str, ...] = (
    "和",
    "与",
    "及",
    "、",
    "以及",
    "跟",
    "同",
    "and",
    "还",
    "加上",
    "as well as",
    "also",
)
SUMS: tuple[str, ...] = ("加上", "加", "外加", "plus")
"""Words that put two lots together: what either has."""

EXCEPTION_ENDS = (",", "还")
"""What ends an exception that 以外 does not."""

CONTAINED: tuple[str, ...] = ("含", "包含", "含有")
"""`不含A、含B`: what ends an exception, since another thing is said to be there."""

ABSENCE: tuple[str, ...] = (
    "见不着",
    "找不着",
    "看不见",
    "没影儿",
    "没有",
    "没",
    "无",
    "从未",
    "从没",
    "从不",
    "从来不",
    "从来没有",
    "都没有",
    "也没有",
)
ABSENCE += ("见不着", "找不着", "看不见", "没影儿")
ABSENCE += ("no", "without", "have no", "has no", "never")
"""Negations that say there is none, and not that something is another."""

PRESENT = ("在", "在列", "在内", "在场", "到场", "上场", "出面", "露面", "上")
"""Words for somebody who has a part in the work, where they lead to no place."""

ALONE: tuple[str, ...] = ("一人", "一个人", "一家", "单独", "独自", "独立", "单独一家", "独自一家")
ALONE += ("自己", "独家", "单干", "一家单干", "一家独自", "一家独自干", "独自干", "独揽", "包揽")
ALONE += ("自己一家", "单挑", "独挑", "一肩挑", "单扛", "独扛")
ALONE += ("单线", "独挑大梁", "唱独角戏", "一家说了算", "一人说了算", "一个人说了算")
ALONE += ("alone", "single-handedly", "unaided")
ALONE += tuple(f"by {own}self" for own in ("it", "him", "her"))
ALONE += tuple(f"all by {own}self" for own in ("it", "him", "her"))
ALONE += tuple(
    f"{on} {own} own" for on in ("on", "all on") for own in ("its", "his", "her", "their")
)
"""Words for what has nobody beside it, which 只 and 仅 say of anything."""

WEAK_ROLES = ("推进", "实施", "落实", "办理", "操办", "管理", "责任", "联系", "指导")
"""Words for roles that texts of tasks use as plain verbs."""

WITHIN = ("里", "中", "当中", "之中", "里面", "其中", "里头")

OTHERS: tuple[str, ...] = ("别人", "他人", "旁人", "其他人", "外人")
OTHERS += ("别家", "其他家", "别的", "其他")
"""Who is not named, as words say it that the grammar splits or does not know."""

AGENT_TYPES = ("agency", "group", "official")


@dataclass
class Draft:
    """The parts of a question in their order; `used` says of each what it was taken for.

    `absent` are the places of what the things asked for have none of: 没有许超震的门类; `inherited`
    are the conditions of the part of the question that says what all of it is about. Behind a
    number or rows of things up to `most_told` items are told; more stand apart. A question may be
    one of several that are asked at once.
    """

    tokens: list[Token]
    language: str
    index: TextIndex
    base_iri: str
    notes: Notes = field(default_factory=Notes)
    used: dict[int, tuple[str, str]] = field(default_factory=dict)
    had_each: bool = False
    absent: set[int] = field(default_factory=set)
    inherited: tuple[Condition, ...] = ()
    looked_up: dict[str, Printed] = field(default_factory=dict)
    most_told: int = MOST_TOLD
    is_one_of_several: bool = False

    def printed(self, phrase: str) -> Printed:
        """Return where items print `phrase`; that they were too many to look at all is noted."""
        found = self.looked_up.get(phrase)
        if found is None:
            found = self.looked_up[phrase] = find_printed(phrase, self.index)
        if found.is_cut:
            self.notes.cut.append(phrase)
        return found

    def use(self, place: int, slot: str, meaning: str = "") -> None:
        self.used.setdefault(place, (slot, meaning or self.tokens[place].text))

    def free(self, place: int) -> bool:
        return place not in self.used

    def at(self, place: int) -> Token | None:
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def find(self, *kinds: str) -> list[int]:
        """Return the places of unused tokens of `kinds`."""
        return [i for i, t in enumerate(self.tokens) if self.free(i) and t.has(*kinds)]

    def after(self, place: int, *skipped: str) -> int | None:
        """Return the place of the next token that is not idle nor of the classes `skipped`."""
        return self._beyond(range(place + 1, len(self.tokens)), skipped)

    def before(self, place: int, *skipped: str) -> int | None:
        return self._beyond(range(place - 1, -1, -1), skipped)

    def _beyond(self, places: range, skipped: tuple[str, ...]) -> int | None:
        for place in places:
            token = self.tokens[place]
            idle = token.has(*IDLE, *skipped) and not token.has("noun", "theme", "name")
            if not idle:
                return place
        return None

    def between(self, first: int, last: int) -> Iterator[Token]:
        yield from self.tokens[first + 1 : last]

    def left_over(self) -> list[int]:
        """Return the places of the parts with content that nothing has used."""
        return [i for i, t in enumerate(self.tokens) if self.free(i) and not t.has(*IDLE, *JOINS)]


def leaves_out(token: Token) -> bool:
    """Tell whether a word leaves out those right before it, without a 除: 以外, 不用列."""
    return token.value("exceptend") == "behind"


def is_agent(token: Token) -> bool:
    return bool(token.named(*AGENT_TYPES))


def is_unknown(token: Token) -> bool:
    return token.has(UNKNOWN)


def begins_clause(tokens: list[Token], place: int) -> bool:
    """`Under the heading X, is there any row…`: tell whether a word is the first of a clause."""
    return place == 0 or tokens[place - 1].text in _MARKS


_MARKS = (",", ":", ";", ".", "?")


def agents_of(token: Token) -> tuple[Node, ...]:
    return token.named(*AGENT_TYPES)
