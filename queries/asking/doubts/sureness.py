"""What of an answer is no doubt, and which words of the question none of its items prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from graph.index.index import TextIndex
from queries.asking.doubts.idle import is_borne_out
from queries.asking.doubts.plain_figures import tells_no_deadline
from queries.asking.doubts.relaxing import NEAREST
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.rows.selecting import select_items
from queries.asking.rows.solutions import Found
from queries.asking.rows.tables import Row
from queries.asking.words.pieces import words_of
from queries.asking.words.placing import letters

EITHER = ("并列的条件按“任一”理解。", "Joined conditions are read as either of them.")
JOINT = ("并列的单位或领导按“共同”理解。", "Joined agents are read as acting jointly.")
_MANY = 4
_SEVERAL = 3


def lost_words(draft: Draft, found: Found) -> list[str]:
    """Return the joined words of a question of which no item of the answer prints any.

    `垃圾分类、秸秆利用由谁牵头`: an answer about the one alone must say so.
    """
    texts = (c.texts for c in found.reading.conditions if c.slot == "text" and not c.negated)
    joined = ({letters(text): text for text in reversed(spelled)} for spelled in texts)
    return [
        text
        for words in joined
        for text in words.values()
        if len(words) > 1 and _is_lost(text, draft, found)
    ]


def _is_lost(text: str, draft: Draft, found: Found) -> bool:
    if found.apart:
        return not found.apart.printing(text)
    return _items(found.rows).isdisjoint(draft.printed(text).items)


def listed_themselves(reading: Reading, rows: list[Row]) -> list[str]:
    """Return who is named as having the items and stands among the rows: others may be meant."""
    if reading.focus not in AGENT_FOCUSES or reading.among or reading.claimed:
        return []
    if reading.measure == "compare":
        return []
    agents = [c for clause in reading.clauses for c in clause.conditions if c.slot == "agent"]
    named = [node for c in agents if not c.negated for node in c.nodes]
    things = {row["thing"] for row in rows} if named else set()
    return [node.label for node in named if node.iri in things]


def without_settled(doubts: tuple[str, ...], found: Found) -> tuple[str, ...]:
    """Leave out that either of two words was enough, where one work item prints both anyway."""
    if found.apart or len(_items(found.rows)) != 1:
        return doubts
    return tuple(d for d in doubts if d not in EITHER)


def without_borne_out(doubts: tuple[str, ...], draft: Draft, found: Found) -> tuple[str, ...]:
    """Leave out how words were taken, where usage and what was found say that they are meant so.

    A、B共管 is of both where they have something; words that no theme has are those of the items
    that print them if they are long; and one item that prints most of them is meant.
    """
    if draft.language != "zh" or found.is_empty:
        return doubts
    moot = [*_leaving_nothing_out(draft, found)]
    if NEAREST["zh"] in doubts and _prints_every_word(draft, found):
        assumed = (assumed_words(text, zh=True) for text in draft.notes.assumed)
        moot += [NEAREST["zh"], *assumed]
    doubts = tuple(d for d in doubts if d not in moot)
    settled = [*_taken_rightly(draft, found)]
    open_doubts = tuple(d for d in doubts if d not in settled)
    if open_doubts == doubts or not is_borne_out(
        draft.tokens, found.reading, found.sentence, found.rows
    ):
        return doubts
    return open_doubts


def _leaving_nothing_out(draft: Draft, found: Found) -> Iterator[str]:
    """`官厅路改造归谁管`: yield the doubt on words without which the items are the same."""
    reading = found.reading
    for text in draft.notes.assumed if len(reading.clauses) == 1 else ():
        rest = [c for c in reading.conditions if text not in c.texts]
        named = any(c.slot in ("place", "mention", "item", "title") for c in rest)
        masks = [select_items(c, draft.index) for c in (rest, reading.conditions)]
        numbers = [np.count_nonzero(mask) for mask in masks if mask is not None]
        if named and len(rest) + 1 == len(reading.conditions) and len({*numbers}) == 1:
            yield assumed_words(text, zh=True)


def _taken_rightly(draft: Draft, found: Found) -> Iterator[str]:
    asks = any(t.has("yesno", "every") or t.text.startswith(_ANY) for t in draft.tokens)
    exactly = any(t.has("total", "only", "eq") and t.text != "共" for t in draft.tokens)
    together = _TOGETHER.search("".join(t.text for t in draft.tokens))
    if found.reading.focus == "item" and together and not asks and not exactly:
        yield JOINT[0]
    if _is_meant(draft, found) and not asks and not draft.is_one_of_several:
        yield NEAREST["zh"]
    for text in draft.notes.assumed:
        if len(text) >= _MANY:
            yield assumed_words(text, zh=True)


def _is_meant(draft: Draft, found: Found) -> bool:
    """Tell whether the one item that prints most of several words is what is asked for.

    One that prints a part of a single word is not, nor where bodies of a type are asked for.
    """
    words = [c.nodes[0].label for c in found.reading.conditions if c.slot == "item" and c.nodes]
    is_of_type = found.reading.focus == "item" and any(t.has("type") for t in draft.tokens)
    is_known = any("、" in label for label in words) and not is_of_type
    return is_known and len(_items(found.rows)) == 1 and not _misses_name(draft, found, words)


def _misses_name(draft: Draft, found: Found, words: list[str]) -> bool:
    """`美丽乡村里双凤镇的是哪几个`: the item prints no name of the place that is named."""
    pieces = {piece for label in words for piece in label.split("、")}
    named = {words_of(t) for t in draft.tokens if t.named("place")} & pieces
    items = _items(found.rows)
    return any(not items <= set(draft.printed(name).items) for name in named)


def _prints_every_word(draft: Draft, found: Found) -> bool:
    """`高新区要改造的背街小巷叫什么名字`: one item prints all words, the name of a body too.

    That body need not have it, as it was taken for at first. Neither a yes or no nor a place that
    is asked for (算哪个镇的) is told by that item.
    """
    labels = [c.nodes[0].label for c in found.reading.conditions if c.slot == "item" and c.nodes]
    items = _items(found.rows)
    if draft.is_one_of_several or len(labels) != 1 or len(items) != 1:
        return False
    pieces = labels[0].split("、")
    asks = any(t.has("yesno", "every", "num") for t in draft.tokens)
    asks = asks or any(t.has("type") and t.text not in pieces for t in draft.tokens)
    printed = all(items <= set(draft.printed(piece).items) for piece in pieces)
    return not asks and len(pieces) > 1 and printed


_TOGETHER = re.compile(
    "共|双双|同|合[担办管干]|交集|重叠|齐|皆|俱|搭|[含有]|包括|[两二][个人位家者]|写的是|不缺"
)
"""What says that each of those named is there: 共管, 双双, 主责栏里有A、有B."""
_ANY = ("任", "其中一", "凡有", "有一", "要么", "或", "分头")
"""How words begin that ask for what either of several has."""


def assumed_words(text: str, *, zh: bool) -> str:
    if zh:
        return f"“{text}”不是登记的主题，按原文含有这些字理解。"
    return f"“{text}” is no registered theme; read as words of the text."


def without_claim(doubts: tuple[str, ...], found: Found, index: TextIndex) -> tuple[str, ...]:
    """Leave out the doubt on 都, where all items of one of the conditions fulfil the others."""
    said = tuple(f"没有把握：{word}。" for word in ("都", "均"))
    if found.reading.measure != "exists" or not set(said) & set(doubts) or found.apart:
        return doubts
    number = len(_items(found.rows))
    single = [c for c in found.reading.conditions if c.slot == "agent" and len(c.nodes) == 1]
    masks = [select_items((c,), index) for c in single]
    if number and any(m is not None and np.count_nonzero(m) == number for m in masks):
        return tuple(d for d in doubts if d not in said)
    return doubts


def _items(rows: list[Row]) -> set[str]:
    found = {row["item"] for row in rows if "item" in row}
    return found | {source["item"] for row in rows for source in row.get("sources", ())}


_SAID = ("exists", "tell")
"""What an empty answer is of that says itself what there is not."""


def may_be_misread(draft: Draft, reading: Reading) -> bool:
    """Tell whether an empty answer is more likely a misreading than the truth."""
    if _denies_agent(draft, reading):
        return False
    annexes = any(c.slot in ("annex", "kind") for k in reading.clauses for c in k.conditions)
    of_all = any(slot == "all" for slot, _ in draft.used.values())
    of_all = of_all and reading.measure in ("list", "count") and reading.focus != "item"
    if of_all or (reading.focus in AGENT_FOCUSES and (len(reading.clauses) == 1 or annexes)):
        return True
    plain = all(c.slot in ("theme", "kind") and not c.negated for c in reading.conditions)
    of_items = plain and reading.is_about_items and reading.measure != "exists"
    if of_items or reading.measure == "rank":
        return True  # 配合单位最多的: none is counted, for the column has collectives
    of_rows = any(t.value("noun") == "item" and t.has("count") for t in draft.tokens)
    told = [c for c in reading.conditions if not (of_rows and c.slot == "annex")]
    restricted = any(c.negated or c.only for c in reading.conditions)
    if len(told) >= (_SEVERAL if restricted else _MANY) or any(
        c.slot == "last" for c in reading.conditions
    ):
        return True
    words = [c for c in reading.conditions if c.slot in ("text", "mention", "place", "item")]
    if any(text.isascii() and text.isalpha() for c in words for text in c.texts):
        return True
    said = any(t.has("mention", "mentionend", "involve") for t in draft.tokens)
    said = said or any(t.text in '“"' for t in draft.tokens) or reading.measure in _SAID
    return bool(words) and (reading.focus != "item" or len(words) > 1 or not said)


def _denies_agent(draft: Draft, reading: Reading) -> bool:
    """`沙溪古镇申遗由浏河镇牵头吗`: the one item that is meant is known, and others have it."""
    agents = [c for c in reading.conditions if c.slot == "agent"]
    others = [c for c in reading.conditions if c.slot != "agent"]
    denied = any(c.negated or c.only for c in reading.conditions)
    worded = any(c.slot in _WORDED for c in others)
    worded = worded and all(c.slot in (*_WORDED, "kind", "annex") for c in others)
    if reading.measure != "exists" or len(agents) != 1 or not worded or denied:
        return False
    mask = select_items(others, draft.index)
    return mask is not None and np.count_nonzero(mask) == 1


_WORDED = ("text", "mention", "place", "item", "named")
"""What says by words of its texts which item is meant."""


def names_agents(draft: Draft) -> bool:
    """Tell whether a question names leaders or bodies, or says that it asks for leaders."""
    return any(t.value("noun") == "official" or t.named("agency", "official") for t in draft.tokens)


def names_nobody(found: Found) -> bool:
    """Tell whether an answer has no rows, or of those who have none of something no bodies.

    That one item that is meant states no deadline is an answer.
    """
    if tells_no_deadline(found.sentence):
        return False
    denied = any(clause.negated for clause in found.reading.clauses)
    groups = all(row.get("class") == "group" for row in found.rows)
    return found.is_empty or (denied and groups and bool(found.rows))


def leaves_only_words(draft: Draft) -> bool:
    """Tell whether what was not understood names nothing: 每年, 个人 where no money is stated."""
    left = (draft.tokens[place] for place in draft.left_over())
    return not any(token.nodes or token.has("role", "rolenoun", "theme", "num") for token in left)
