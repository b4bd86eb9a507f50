"""What numbers a question asks for: of each the words that say so, its deeds and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.index.words.words import dictionary
from queries.asking.figures.asked import Asked, Topic
from queries.asking.figures.shared_words import (
    DEEDS,
    of_one_measure,
    of_one_thing,
    of_parts_before,
)
from queries.asking.figures.unit_words import units_said
from queries.asking.readings.draft import WEAK_ROLES, Draft
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.pieces import is_against, is_piece, says_unit, words_of
from queries.asking.words.tokens import UNKNOWN, Token, taken_as

_CLOSING = ",;?:"
PRESENT = ("现状", "现有", "目前", "原有", "原来", "现在", "眼下", "当前")
_NOW = (*PRESENT, "试点")
"""Words that ask for what there is already, and not for what is planned."""


TOTAL = re.compile("共有|总数|总量|有多少|有几|[市县区镇]有")
"""Words that ask how many there are in the end, and not how many are added."""


def use_topics(draft: Draft) -> None:
    """Use up the words that numbers are asked of: the numbers that stand by them are looked for."""
    for place, token in enumerate(draft.tokens):
        asks = is_piece(token) or says_unit(token) or token.has("num", "share", "unit")
        if draft.free(place) and asks:
            draft.use(place, "topic", token.text)


def use_deeds(draft: Draft) -> None:
    """`推进的项目多少个`: a verb that assigns nothing only says what is done."""
    named = any(
        t.named("agency", "group", "official") and not t.named("place") for t in draft.tokens
    )
    for place in draft.find("role"):
        if draft.tokens[place].text in WEAK_ROLES and not named:
            draft.use(place, "deed")


def use_target_nouns(draft: Draft) -> None:
    """`X的指标是多少亩`: 指标 before the number that is asked for is that number, and no item."""
    for place in draft.find("noun"):
        behind = draft.after(place)
        asked = behind is not None and draft.tokens[behind].has("count")
        if draft.tokens[place].value("noun") == "indicator" and asked and place:
            draft.use(place, "asks", "target")


def _asked_about(draft: Draft) -> list[Token]:
    """Return the tokens, with no words in the place of those that no number is asked of.

    These are the number that is claimed, `授权发明专利4200件，对吗`, and the theme of the items
    that are asked about, `环境类任务的目标`.
    """
    claimed = {place for place, (slot, _) in draft.used.items() if slot == "claimed"}
    return [
        taken_as(t, "num", t.text)
        if (i in claimed and t.has("phrase")) or _is_of_items(draft, i)
        else t
        for i, t in enumerate(draft.tokens)
    ]


def _is_of_items(draft: Draft, place: int) -> bool:
    token, behind = draft.tokens[place], draft.after(place)
    if not token.has("theme") or token.named("indicator") or behind is None:
        return False
    return token.text.endswith(("类", "方面", "领域")) or is_item_noun(draft.tokens[behind])


def read_topics(draft: Draft) -> Asked:
    """Return what numbers are asked for; a group of words without any of its own is context."""
    groups = list(_groups(_asked_about(draft)))
    own = [group for group in groups if any(is_piece(t) for t in group.tokens)]
    first = next((i for i, g in enumerate(own) if g.is_asked), _first_joined(own))
    asked = own[max(first, 0) :]
    context = [words_of(t) for g in own if g not in asked for t in g.tokens if is_piece(t)]
    topics = tuple(topic_of(group, draft.language) for group in asked)
    topics = _with_bare_counts(groups, asked, topics, draft.language)
    if any(t.has("difference", "more") for t in draft.tokens):
        topics = tuple(replace(t, units=t.units & {"%"} or t.units) for t in topics)
        topics = of_one_thing(topics)
    named = _named_before(own, asked)
    several = max(len(topics), len(named)) > 1
    sums = any(t.has("total") or _SUMS.match(t.text) for t in draft.tokens)
    sums = sums or (several and any(t.text in _WHOLES for t in draft.tokens))
    if sums or any(t.has("every") for t in draft.tokens):
        topics = of_one_measure(topics)
    if sums:
        topics = of_parts_before(named, topics)
    if len(asked) == 1 and len(groups) > 1 and groups[-1] is asked[0]:
        topics = (*_deeds_apart(groups[:-1], topics[0]), *topics)
    each = sums or any(t.has("most", "least") for t in draft.tokens)
    places = tuple(words_of(t) for g in own for t in g.tokens if is_piece(t) and t.named("place"))
    return Asked(topics, tuple(context), sums, each, places)


def _named_before(own: list[Group], asked: list[Group]) -> list[str]:
    """Return the first words of each of the things that joints put together before a mark."""
    before = own[: own.index(asked[0])] if asked else []
    joined = len(before) > 1 and all(group.end == "joint" for group in before[:-1])
    named = [[words_of(t) for t in group.tokens if is_piece(t)] for group in before]
    return [words[0] for words in named] if joined else []


_WHOLES = ("总数", "总量", "总额", "总和", "总面积")
_SUMS = re.compile("一共(?!有)|总共(?!有)|合计|共计")


def _with_bare_counts(
    groups: list[Group], asked: list[Group], topics: tuple[Topic, ...], language: str
) -> tuple[Topic, ...]:
    """`南郊小学几轨几班`, `被撤并镇完成几个、启动几个`: counts that share the words before them."""
    found: list[Topic] = []
    ready = dict(zip(map(id, asked), topics, strict=True))
    for group in groups:
        if (topic := ready.get(id(group))) is not None:
            found.append(topic)
        elif found and group.is_asked and not any(is_piece(t) for t in group.tokens):
            bare = topic_of(group, language)
            if len(found) > 1 and any(t.has("total") for t in group.tokens):
                found = [replace(t, units=t.units or bare.units) for t in found]
                continue  # A、B和C，三类合计多少家: the sum of those
            if not (bare.units or bare.deeds):
                continue
            more = replace(found[0], deeds=bare.deeds, units=bare.units, label="")
            if len(found) == 1 and not asked[0].is_asked:
                deeds = tuple(dict.fromkeys([*found[0].deeds, *bare.deeds]))
                found = [replace(more, deeds=deeds)]
            else:
                found.append(more)
    return tuple(found)


def _first_joined(own: list[Group]) -> int:
    """Return where the groups begin that joints put together with the last: X的能力和新增规模."""
    first = len(own) - 1
    while first > 0 and own[first - 1].end == "joint":
        first -= 1
    return first


def _deeds_apart(groups: list[Group], topic: Topic) -> list[Topic]:
    """`启动和完成的学校各多少所`: of each deed the number of what the last words name."""
    deeds = [[t.text for t in g.tokens if t.has("noise") and len(t.text) > 1] for g in groups]
    if not all(deeds) or any(g.end != "joint" for g in groups):
        return []
    return [replace(topic, deeds=tuple(said), label="".join(said)) for said in deeds]


def without_words(asked: Asked, words: frozenset[str]) -> Asked:
    """Return what is asked without pieces that say nothing of a number."""
    topics = tuple(
        replace(
            topic,
            pieces=tuple(p for p in topic.pieces if p not in words),
            names=tuple(n for n in topic.names if n not in words),
        )
        for topic in asked.topics
    )
    return replace(asked, topics=topics)


@dataclass(frozen=True)
class Group:
    tokens: tuple[Token, ...]
    counts: tuple[Token, ...]
    is_asked: bool
    end: str


def _groups(tokens: list[Token]) -> Iterator[Group]:
    """Yield the parts between joints and marks; what a joint ends is asked for with the next.

    `X工程，床位多少张、综合体几家`: of two numbers, in the context of X.
    """
    found: list[tuple[list[Token], str]] = [([], "")]
    for place, token in enumerate(tokens):
        closes = token.has("mark") and token.text in _CLOSING
        again = token.has("count") and bool(found[-1][0]) and found[-1][0][-1].has("count")
        if again:
            found[-1] = (found[-1][0], "mark")
            found.append(([], ""))
        joins = (token.has("and", "or") and not token.has("noise")) or is_against(tokens, place)
        if (closes or joins) and found[-1][0]:
            found[-1] = (found[-1][0], "joint" if joins else "mark")
            found.append(([], ""))
        elif not closes and not joins:
            found[-1][0].append(token)
    asked = False
    result: list[Group] = []
    counts: tuple[Token, ...] = ()
    for group, end in reversed([part for part in found if part[0]]):
        own = tuple(t for t in group if asks_for_number(t))
        counts = own or (counts if end == "joint" else ())
        asked = bool(own) or (end == "joint" and asked)
        result.append(Group(tuple(group), counts, asked, end))
    yield from reversed(result)


def asks_for_number(token: Token) -> bool:
    return token.has("count", "asks", "which", "wh", "unit") and not token.has("phrase")


def topic_of(group: Group, language: str) -> Topic:
    pieces = tuple(words_of(t) for t in group.tokens if is_piece(t))
    pieces = tuple(p for p in pieces if p != "数") or pieces
    text = "".join(t.text for t in group.tokens)
    said = text + " ".join(t.text for t in group.counts)
    said_besides = [t.text for t in group.tokens if t.has("noise") and len(t.text) > 1]
    shared = [i for i, t in enumerate(group.tokens) if t.has("share") and t.text[:1] == "占"]
    if shared and language == "zh":
        own = {words_of(t) for t in group.tokens[: shared[0]]}
        pieces = tuple(sorted(pieces, key=lambda piece: piece in own))
    unit = units_said(said if language == "zh" else f" {' '.join(t.text for t in group.tokens)} ")
    deeds = dict.fromkeys([*(d for d in DEEDS if d in text), *said_besides, *unit.words])
    return Topic(
        pieces,
        tuple(words_of(t) for t in group.tokens if is_piece(t) and _is_name(t))
        + _parts_of_names(group.tokens),
        tuple(words_of(t) for t in group.tokens if is_piece(t) and t.named("place")),
        tuple(deeds),
        unit.units,
        any(word in text for word in _NOW),
        TOTAL.search(text) is not None or "达到" in text,
        "".join(pieces),
        _head_of(group),
        _counted_by(group),
    )


def _parts_of_names(tokens: Sequence[Token]) -> tuple[str, ...]:
    """`市中心公圆小学`: what no dictionary has, amid words of a text that it touches."""
    return tuple(
        middle.text
        for first, middle, last in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if middle.has(UNKNOWN)
        and (first.end, last.start) == (middle.start, middle.end)
        and first.has("phrase")
        and last.has("phrase")
        and len(middle.text) > 1
        and middle.text not in dictionary().FREQ
    )


def _counted_by(group: Group) -> str:
    """Return the word right behind 多少家: by the number of another word nothing is answered."""
    for token, behind in pairwise(group.tokens):
        if token.has("count") and behind.has("phrase") and behind.start == token.end:
            return words_of(behind)
    return ""


def _head_of(group: Group) -> str:
    """Return the word right before 多少: without it, the number is of something else (收费多少)."""
    for before, token in pairwise(group.tokens):
        if token.has("count") and before.has(UNKNOWN, "phrase") and before.end == token.start:
            return words_of(before)
    return ""


def _is_name(token: Token) -> bool:
    """Tell whether a piece must not be missing: a name, or what is written in letters."""
    return bool(token.nodes) or any(c.isascii() for c in token.text)
