"""What the rows themselves leave in doubt: a word of the question that they do not bear out.

A rule may use up a word without an effect, and the answer would say more than was found. Here the
rows are held against the question once more: what it says is done must be printed in each item,
bodies must be those that are printed, and yes or no must be told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.index.index import TextIndex
from queries.asking.cutting.clause_parts import QUOTES
from queries.asking.cutting.frame_patterns import patterns
from queries.asking.cutting.introduced import FRAME
from queries.asking.doubts.deeds import verbs_said
from queries.asking.doubts.same_bodies import one_by_registers
from queries.asking.readings.apart import Items
from queries.asking.readings.draft import Draft, begins_clause
from queries.asking.readings.reading import AGENT_FOCUSES, Condition, Reading
from queries.asking.rows.patterns import ANY
from queries.asking.rows.solutions import Found
from queries.asking.rows.tables import Row
from queries.asking.words.printed import is_printed

_MEASURES = ("list", "count", "share", "rank", "each")
_OF_ALL_WORK = ("完成", "实现")
"""What is done with any task: 要完成哪些任务 restricts nothing."""
_NUMBERED = re.compile("[一两几]")
"""How a number with its counter begins, which is no verb: 一份."""


def misgivings(draft: Draft, found: Found, index: TextIndex) -> tuple[str, ...]:
    """Return the doubts that the rows of an answer leave, in the language of the question.

    Of items that stand apart from the rows the index says what they print.
    """
    unprinted = [f"没有把握：给出的事项不都写有“{word}”。" for word in _undone(draft, found)]
    return (
        *unprinted,
        *one_by_registers(draft, found, index),
        *_not_said_together(draft, found),
        *_kinds_without_row(draft, found),
        *_claim_on_nothing(draft, found),
        *_of_both_sorts(draft, found),
        *_never_together(draft, found),
        *_all_places_of_one(draft, found),
        *_quoted_nowhere(draft, found, index),
        *_numbered_words(draft, found),
        *_in_other_columns(draft, found),
        *_points_at_nothing(draft, found),
    )


def _points_at_nothing(draft: Draft, found: Found) -> Iterator[str]:
    """Yield a doubt where 这项工作 points at what none of the words that were read names."""
    words = [t.text for t in draft.tokens if t.has("noise") and patterns().this.fullmatch(t.text)]
    told = {source["item"] for row in found.rows for source in row.get("sources", ())}
    told |= {row["item"] for row in found.rows if "item" in row}
    if words and draft.tokens[0].has("noise") and len(told) > _POINTED_AT:
        yield f"没有把握：没有看出“{words[0]}”指的是什么。"


_POINTED_AT = 10
"""Items of which one is hardly meant by 这项工作."""


def _of_both_sorts(draft: Draft, found: Found) -> Iterator[str]:
    """Yield a doubt where 谁 may mean the leaders or the bodies: 谁负责, 由谁完善.

    Both are told, those above bodies that answer for something beside them (`elsewhere.py`).
    """
    zh = draft.language == "zh"
    if _asks_who(draft, found.reading) and found.reading.focus == "agent":
        yield (
            "没有把握：问的可能是单位，也可能是分管领导，两者分开列出。"
            if zh
            else "Unsure: the bodies or the leaders may be meant; both are told, apart."
        )
    elif means_bodies(draft, found.reading):
        yield (
            "没有把握：问的可能是分管领导，这里给出的是单位。"
            if zh
            else "Unsure: the leaders above may be meant; these are the bodies."
        )


def means_bodies(draft: Draft, reading: Reading) -> bool:
    """Tell whether 谁负责 is read as the bodies, though the leaders above may be meant."""
    said = {t.value("role") for t in draft.tokens if t.has("role")} == {"responsible"}
    main = any("主" in t.text for t in draft.tokens if t.has("role")) or "主要" in _words(draft)
    return _asks_who(draft, reading) and reading.focus == "agency" and said and not main


def _asks_who(draft: Draft, reading: Reading) -> bool:
    column = any(t.has("rolenoun") or t.value("noun") in _SORTS for t in draft.tokens)
    plain = reading.focus in {"agency", "agent"} and reading.measure == "list"
    return plain and not column and any(t.has("who") for t in draft.tokens)


def _words(draft: Draft) -> list[str]:
    return [token.text for token in draft.tokens]


_SORTS = ("agency", "official")


def _never_together(draft: Draft, found: Found) -> Iterator[str]:
    """Yield a doubt where nothing is of a kind and of a category, or of two categories: as read."""
    slots = Counter(c.slot for c in found.reading.conditions if not c.negated)
    if found.is_empty and slots["category"] and slots["category"] + slots["kind"] > 1:
        zh = draft.language == "zh"
        yield "没有把握：这些条件不会同时成立。" if zh else "Unsure: this is never so at once."


def _all_places_of_one(draft: Draft, found: Found) -> Iterator[str]:
    """Yield a doubt where many places of one item are told: a thing in it may be in few of them."""
    items = {source["item"] for row in found.rows for source in row.get("sources", ())}
    kinds = tuple(kind for kind in "镇村区" if any(kind in word for word in _words(draft)))
    names = [str(row.get("name", "")) for row in found.rows]
    others = not all(name.endswith(kinds) for name in names) if kinds == ("镇",) else not kinds
    if found.reading.focus == "place" and len(items) == 1 and others and len(names) > _FEW_PLACES:
        zh = draft.language == "zh"
        yield (
            "没有把握：给出的是这一事项写到的所有地方。"
            if zh
            else "Unsure: these are all places that the work item names."
        )


_FEW_PLACES = 3


def _quoted_nowhere(draft: Draft, found: Found, index: TextIndex) -> Iterator[str]:
    """Yield a long name in quotes that no item prints, where nothing is found: a slip."""
    if not found.is_empty or draft.language != "zh":
        return
    for before, token in pairwise(draft.tokens):
        quoted = before.text in QUOTES and token.has("phrase") and not token.nodes
        if quoted and len(token.text) >= _LONG_NAME and not is_printed(token.text, index):
            yield f"没有把握：原文没有“{token.text}”。"


_LONG_NAME = 6


def _numbered_words(draft: Draft, found: Found) -> Iterator[str]:
    """Yield words that are all of an English question and that a text counts: Nursing beds?"""
    if draft.language != "en" or found.reading.focus != "item" or found.reading.measure != "list":
        return
    said = [t for t in draft.tokens if not t.has("mark", "noise")]
    if not said or not all(t.has("phrase", "gloss", "alias") for t in said):
        return
    texts = " ".join(text for _, text in _texts(found.rows))
    for word in (re.escape(t.text) for t in said):
        if re.search(rf"{word}[^，。；、\d]{{0,2}}\d|\d[^，。；、\d]{{1,8}}{word}", texts):
            yield "Unsure: a number of the text may be asked for."
            return


def _in_other_columns(draft: Draft, found: Found) -> Iterator[str]:
    """Yield a doubt where no column is named and not the texts alone begin or end so.

    So it is where nothing is all that a column holds: the words may be no more than a part of it.
    """
    zh = draft.language == "zh"
    for condition in found.reading.all_conditions:
        several = condition.edge and condition.slot.endswith(ANY)
        if several and not _is_of_texts(condition, found):
            yield "没有把握：没有写明是哪一栏。" if zh else "Unsure: no column was named."
        if condition.edge == "whole" and found.is_empty:
            yield "没有把握：没有一项恰是这些字。" if zh else "Unsure: no text is just these words."


def _is_of_texts(condition: Condition, found: Found) -> bool:
    texts = [row["text"] for row in found.rows if "item" in row]
    texts += [source["text"] for row in found.rows for source in row.get("sources", ())]
    ends, said = _ENDS[condition.edge], condition.texts
    held = all(any(ends(text.rstrip("。；"), words) for words in said) for text in texts)
    return held and bool(texts) and not condition.negated


_ENDS = {"begins": str.startswith, "ends": str.endswith, "holds": str.__contains__}


def _claim_on_nothing(draft: Draft, found: Found) -> Iterator[str]:
    """Yield a doubt where all of what is claimed of has no items: 提到机场的都归发改委吗."""
    if found.reading.measure == "universal" and found.is_empty:
        zh = draft.language == "zh"
        yield "没有把握：没有问到的这种事项。" if zh else "Unsure: there are no such items."


def _kinds_without_row(draft: Draft, found: Found) -> Iterator[str]:
    """Yield the kinds of items that are asked for one by one and of which there is none."""
    if found.reading.focus != "kind":
        return
    classes = {str(row["thing"]).rpartition("#")[2] for row in found.rows}
    for token in draft.tokens:
        wanted = _CLASSES.get(token.value("noun") or "")
        if wanted and wanted not in classes:
            zh = draft.language == "zh"
            yield f"没有把握：“{token.text}”。" if zh else f"Unsure: {token.text}."


_CLASSES = {"project": "Project", "indicator": "IndicatorItem"}


def _not_said_together(draft: Draft, found: Found) -> Iterator[str]:
    """Yield what no part of a sentence says of the place that a claim is made of.

    `鹿河要启动整治提升吗`: the item names 鹿河, and says 启动 of others.
    """
    if found.reading.measure != "exists" or not found.sentence.startswith("是"):
        return
    places = [c.texts for c in found.reading.conditions if c.slot == "place" and c.texts]
    said = [w for w in verbs_said(draft) if not _NUMBERED.match(w)]
    parts = [p for _, text in _texts(found.rows) for p in _PART.split(text)]
    for place in places:
        own = [p for p in parts if any(name in p for name in place)]
        for word in said:
            if own and not any(word in p for p in own):
                yield f"没有把握：写有“{place[0]}”的句子没有“{word}”。"


_PART = re.compile("[，。；]")


def is_unclaimed(draft: Draft, sentence: str) -> bool:
    """Tell whether a question that is to be answered by yes or no is answered by neither."""
    english = draft.language == "en"
    if english and any(t.has("or", "more") for t in draft.tokens):
        return False
    asked = [
        t
        for n, t in enumerate(draft.tokens)
        if t.has("yesno") and not t.has(FRAME) and (not english or begins_clause(draft.tokens, n))
    ]
    others = any(t.has("wh", "which", "who", "count") and not t.has("yesno") for t in draft.tokens)
    return bool(asked) and not others and not sentence.startswith(_YES_OR_NO)


_YES_OR_NO = ("是", "否", "Yes", "No")


def _undone(draft: Draft, found: Found) -> list[str]:
    """Return the verbs of the question that restrict the items and that not all of them print."""
    reading, rows = found.reading, found.rows
    about_items = reading.focus in ("item", *AGENT_FOCUSES) and reading.measure in _MEASURES
    if not about_items or draft.language != "zh" or found.is_empty:
        return []
    said = [w for w in verbs_said(draft) if w not in _OF_ALL_WORK and not _NUMBERED.match(w)]
    verbs = list(dict.fromkeys(said))
    if found.apart:
        return [w for w in verbs if not _all_print(found.apart, w)]
    texts = dict(_texts(rows))
    if reading.focus in AGENT_FOCUSES and len(texts) == 1:
        return []
    return [w for w in verbs if not all(w in text for text in texts.values())]


def _all_print(items: Items, word: str) -> bool:
    printing = items.printing(word)
    return printing is not None and len(printing) == len(items)


def _texts(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if "item" in row:
            yield row["item"], f"{row['title']} {row['text']} {row['annualTask']}"
        for source in row.get("sources", ()):
            yield source["item"], source["text"]
