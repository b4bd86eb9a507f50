"""What question words ask for, against what an answer is: 几位 asks for persons, 谁批准 for more.

A misreading can use up every word of a question and still answer another one. Here the kind of the
answer is compared with what the question word asks for: its counter (人, 家, 项), and the verb of
which it is the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from queries.asking.cutting.introduced import FRAME
from queries.asking.readings.draft import Draft
from queries.asking.readings.light import LIGHT
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.understanding.worded import BESIDE
from queries.asking.words.courtesy import any_of, is_asking
from queries.asking.words.verbs import PLANNED

_ASKING = ("count", "wh", "which", "who")
_COUNTERS = {"人": "official", "位": "official", "名": "official", "家": "agency"}
_DEEDS = (*PLANNED, "实现", "new")
_COUNTED_IN_TEXTS = ("target", "place", "programme", "document")
_ROLES = ("role", "rolenoun", "involve", "mention", "saved", "most", "least", "more", "first")


def unanswered(draft: Draft, reading: Reading) -> list[str]:
    """Return the words of the question that ask for something else than the answer tells."""
    found = [*_other_kinds(draft, reading), *_other_deeds(draft, reading)]
    found += [*_items_asked(draft, reading), *_all_work(draft, reading)]
    found += _enterprises_asked(draft, reading)
    found += [
        *_deeds_of_items(draft, reading),
        *_modifiers(draft, reading),
        *_last_words(draft, reading),
        *_parts_asked(draft, reading),
        *_sums(draft, reading),
    ]
    found += [*_all_the_others(draft, reading), *_counted_in(draft)]
    return found + _without_work(draft, reading) + _but_not(draft, reading)


def _all_the_others(draft: Draft, reading: Reading) -> list[str]:
    """`除X外，主要责任单位还有谁`: of work that is not said, where all bodies but X are told."""
    restricted = any(clause.conditions or clause.comparator for clause in reading.clauses)
    told = reading.focus in AGENT_FOCUSES and reading.measure == "list"
    if restricted or not told or not reading.excluded or reading.types:
        return []
    return [t.text for t in draft.tokens if t.text in ("还", "另")]


def _counted_in(draft: Draft) -> Iterator[str]:
    """`the 10 indicators included`: of a kind that is counted in, and not alone."""
    for kind, token in pairwise(draft.tokens):
        if kind.has("noun") and token.text in ("included", "inclusive", "counted in"):
            yield f"{kind.text} {token.text}"


def _but_not(draft: Draft, reading: Reading) -> list[str]:
    """`leaders who supervise items of A but not of B`: none of B's, or any that is not B's?"""
    denied = any(c.negated and c.slot == "agent" for c in reading.conditions)
    if draft.language != "en" or reading.focus not in AGENT_FOCUSES or not denied:
        return []
    said = pairwise(draft.tokens)
    return [
        f"{one.text} {other.text}" for one, other in said if one.has("but") and other.has("neg")
    ]


def _deeds_of_items(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield what says which items are meant and restricts none: 今年启动的工程, 完成的任务."""
    if reading.focus == "target":
        return
    for place, token in enumerate(draft.tokens):
        behind = draft.at(place + 1)
        if behind is not None and behind.text == "的":
            behind = draft.at(place + 2)
        if token.text in _DEEDS and token.has("noise") and behind and is_item_noun(behind):
            yield token.text


def _modifiers(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield what stands before 任务 or 工程 like an attribute and restricts nothing: 部分任务.

    What only points at something (这一项, 主要) says nothing of which items are meant.
    """
    if reading.focus == "target" or draft.language != "zh":
        return
    for place, token in enumerate(draft.tokens):
        if not (is_item_noun(token) or token.has("theme")) or not place:
            continue
        before = place - (2 if draft.tokens[place - 1].text == "的" else 1)
        if before < 0:
            continue
        word, used = draft.tokens[before], draft.used.get(before, ("", ""))[0]
        if len(word.text) < _SHORTEST or (before and draft.tokens[before - 1].has("phrase")):
            continue
        said = word.has("noise") and not word.has(FRAME) and word.text[-1:] not in ",)"
        denied = before > 0 and draft.tokens[before - 1].has("neg") and word.has("noise")
        said = said and not (denied and word.value("noise") == "listed")
        idle = (said and not used and not is_asking(word)) or used == LIGHT
        if idle and not word.nodes and not _pointing().fullmatch(word.text):
            yield word.text


_SHORTEST = 2


@cache
def _pointing() -> re.Pattern[str]:
    """Return what words look like that say where or which, and nothing of what items are."""
    return re.compile(
        f"[这那该此各其本哪每(].*|.*[里中下上面内的块条项件个类在到给]|{any_of('pointing')}"
    )


def _sums(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield 多少 behind words of the texts and 合计: a sum of their numbers may be asked for."""
    if reading.focus != "item" or reading.measure != "count":
        return
    for place, token in enumerate(draft.tokens):
        before = draft.at(place - 1)
        if before is not None and before.has("total") and token.text == "多少":
            before = draft.at(place - 2)
            if before is not None and before.has("phrase"):
                yield before.text


def _last_words(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield the word that a question without a question word ends with: X的四至范围.

    Such a word asks for a part of what is named; where no rule knows it, the whole is given.
    """
    asks = any(t.has(*_ASKING, "asks", "yesno", "saved") for t in draft.tokens)
    if draft.language != "zh" or reading.focus != "item" or reading.measure != "list" or asks:
        return
    content = [i for i, t in enumerate(draft.tokens) if not t.has("mark", "noise", "scope")]
    last = [t.text for t in draft.tokens if not t.has("mark")][-1:]
    if last and last[0] in _MEASURES:
        yield last[0]
    elif content and draft.used.get(content[-1], ("",))[0] in (LIGHT, BESIDE):
        yield draft.tokens[content[-1]].text


_MEASURES = ("占地面积", "总占地", "占地")


def _parts_asked(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield the word of which it is asked what it is: X的四至是哪里, 工程的走向是什么.

    As one that ends a question it asks for a part of what is named, and the whole is given.
    """
    if draft.language != "zh" or reading.focus != "item" or reading.measure != "list":
        return
    for place in range(1, len(draft.tokens) - 1):
        behind = draft.tokens[place + 1 : place + 3]
        asked = behind[0].has("which", "wh") or (behind[0].has("be") and behind[-1].has("wh"))
        if asked and draft.used.get(place, ("",))[0] == LIGHT:
            yield draft.tokens[place].text


def _without_work(draft: Draft, reading: Reading) -> list[str]:
    """`太仓市有几个镇`: nothing is said of work, and the towns without any may be meant, too."""
    slots = {c.slot for clause in reading.clauses for c in clause.conditions}
    about_work = slots - {"place", "year", "document"} or any(
        t.has(*_ROLES) or is_item_noun(t) for t in draft.tokens
    )
    said_in = draft.language == "en" and any(t.has("thisdoc") for t in draft.tokens)
    about_work = about_work or said_in
    if reading.focus not in AGENT_FOCUSES or about_work:
        return []
    return [t.text for t in draft.tokens if t.has("type", "noun")]


def _other_kinds(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield question words whose counter counts nothing of the kind that the rows are of."""
    kinds = {reading.focus, reading.counted, *_counted(reading)}
    kinds |= {"agency"} if reading.counted == "entry" else set()
    if "agent" in kinds or reading.focus in _COUNTED_IN_TEXTS:
        return
    for place, token in enumerate(draft.tokens):
        if not token.has(*_ASKING) or draft.free(place) or token.has("phrase") or token.nodes:
            continue
        kind = "agency" if token.text.endswith("单位") else _COUNTERS.get(token.text[-1:])
        if kind is not None and kind not in kinds and len(token.text) > 1:
            yield token.text


def _items_asked(draft: Draft, reading: Reading) -> list[str]:
    """Return 几项 and 哪几条, which ask for items, where the rows are bodies or the like."""
    compared = any(c.comparator for c in reading.clauses)
    told = reading.measure == "list" or (reading.measure == "count" and not compared)
    of_each = reading.measure == "rank" and any(t.has("every") for t in draft.tokens)
    told = told or (
        of_each and any(t.has("wh", "which") and t.text[-1:] in "项条" for t in draft.tokens)
    )
    if reading.focus in ("item", "target") or not told:
        return []
    if reading.focus == "programme" and any(t.text in ("几年", "多少年") for t in draft.tokens):
        return ["几年"]
    asking = _ASKING if reading.focus in AGENT_FOCUSES else ("wh", "which")
    asked = (t for i, t in enumerate(draft.tokens) if t.has(*asking) and not draft.free(i))
    return [t.text for t in asked if t.text[-1:] in "项条件" and len(t.text) > 1 and not t.nodes]


def _enterprises_asked(draft: Draft, reading: Reading) -> list[str]:
    """`扶持的骨干企业是哪两家`: enterprises that a text names may be asked for, and no body."""
    asked = [t.text for t in draft.tokens if t.has("wh", "num") and t.text[-1:] == "家"]
    named = any(t.has("phrase") and t.text.endswith(_ENTERPRISES) for t in draft.tokens)
    said = any(t.has("rolenoun", "role") or t.value("noun") == "agency" for t in draft.tokens)
    return asked if reading.focus in AGENT_FOCUSES and named and not said else []


_ENTERPRISES = ("企业", "公司")


def _all_work(draft: Draft, reading: Reading) -> list[str]:
    """Return the question where it would be answered by all work items, and speaks of none."""
    restricted = any(clause.conditions for clause in reading.clauses)
    listed = reading.focus == "item" and reading.measure == "list"
    if restricted or not listed or any(is_item_noun(t) for t in draft.tokens):
        return []
    return ["".join(t.text for t in draft.tokens if not t.has("mark"))]


def _counted(reading: Reading) -> Iterator[str]:
    for clause in reading.clauses:
        for condition in clause.conditions:
            if condition.slot == "agents":
                yield condition.texts[0]
                yield "agency" if condition.texts[0] == "entry" else condition.texts[0]


def _other_deeds(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield the verbs that say what somebody does who is asked for: 谁批准, 哪家单位提出.

    Where no word for a role is said, such a verb may ask for what no document of tasks says.
    """
    if reading.focus not in AGENT_FOCUSES or any(t.has(*_ROLES) for t in draft.tokens):
        return
    for place, (slot, _) in sorted(draft.used.items()):
        token = draft.tokens[place]
        if slot == LIGHT and len(token.text) > 1:
            yield token.text
