"""What the rows themselves leave in doubt: a word of the question that they do not bear out.

A rule may use up a word without an effect, and the answer would say more than was found. Here the
rows are held against the question once more: what it says is done must be printed in each item, a
body must be printed by a name that is short for the one asked for, and yes or no must be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from graph.index import TextIndex
from queries.asking.apart import Items
from queries.asking.deeds import verbs_said
from queries.asking.draft import Draft
from queries.asking.frames import FRAME
from queries.asking.placing import letters
from queries.asking.reading import AGENT_FOCUSES, IMPERSONAL, Condition
from queries.asking.selecting import select_items
from queries.asking.solutions import Found
from queries.asking.tables import Row
from queries.asking.tokens import Node, Token

_MEASURES = ("list", "count", "share", "rank", "each")
_OF_ALL_WORK = ("完成", "实现")
"""What is done with any task: 要完成哪些任务 restricts nothing."""
_NUMBERED = re.compile("[一两几]")
"""How a number with its counter begins, which is no verb: 一份."""


def misgivings(draft: Draft, found: Found, index: TextIndex) -> tuple[str, ...]:
    """Return the doubts that the rows of an answer leave, in the language of the question.

    Of items that stand apart from the rows the index says what they print.
    """
    zh = draft.language == "zh"
    undone = _undone(draft, found)
    unprinted = [f"没有把握：给出的事项不都写有“{word}”。" for word in undone]
    named = [
        f"没有把握：“{asked}”按登记与原文里的“{printed}”是同一单位。"
        if zh
        else f"Unsure: by the registers “{asked}” is the body printed as “{printed}”."
        for asked, printed in _printed_otherwise(draft, found, index)
    ]
    twice = [
        f"没有把握：{names}按登记是同一单位。" if zh else f"Unsure: {names} are one body."
        for names in _named_twice(draft)
    ]
    return (
        *unprinted,
        *named,
        *twice,
        *_not_said_together(draft, found),
        *_kinds_without_row(draft, found),
    )


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
    asking = draft.tokens[:1] if english else draft.tokens
    asked = [t for t in asking if t.has("yesno") and not t.has(FRAME)]
    others = any(t.has("wh", "which", "who", "count") and not t.has("yesno") for t in draft.tokens)
    return bool(asked) and not others and not sentence.startswith(_YES_OR_NO)


_YES_OR_NO = ("是", "否", "Yes", "No")


def _named_twice(draft: Draft) -> Iterator[str]:
    """Yield two names that 和 joins and that the registers take for one body: 港区和国开区."""
    for before, joint, token in zip(draft.tokens, draft.tokens[1:], draft.tokens[2:], strict=False):
        same = set(before.named("agency")) & set(token.named("agency"))
        if joint.has("and", "or") and same and before.text != token.text:
            yield f"“{before.text}”、“{token.text}”"


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


def _printed_otherwise(draft: Draft, found: Found, index: TextIndex) -> Iterator[tuple[str, str]]:
    """Yield names of bodies with the other name by which some of the rows print them.

    `国开区有哪些任务`: rows that print 港区 rest on a register that takes both for one body.
    """
    for token, node in _bodies_named(draft):
        names = {letters(name) for name in index.cards_at([node.iri])[node.iri]["names"]}
        strange = {name for name in names if not _is_short_for(token.text, name)}
        if not strange:
            continue
        apart = _work_of(node, index) if found.reading.measure == "compare" else found.apart
        if apart:
            others = _others(_printed_by(apart, strange, names), strange)
            others = others if others and _any_own(apart, names - strange, names) else set()
        else:
            cards = index.cards_at({item for item, _ in _texts(found.rows)}).values()
            printed = [names.intersection(map(letters, card["surfaces"])) for card in cards]
            others = _others(printed, strange) if any(own - strange for own in printed) else set()
        if others:
            yield token.text, min(others)


def _work_of(node: Node, index: TextIndex) -> Items | None:
    """Return the items that a body has, which the rows of a comparison do not hold."""
    mask = select_items((Condition("agent", (node,), roles=IMPERSONAL),), index)
    return None if mask is None else Items(np.flatnonzero(mask), index)


def _others(printed: Iterable[set[str]], strange: set[str]) -> set[str]:
    """Return the names that items print which print no other name of the body."""
    return set().union(*(own for own in printed if own <= strange))


def _printed_by(items: Items, some: set[str], names: set[str]) -> Iterator[set[str]]:
    """Yield the names of a body that items print, of all that may print any of `some`."""
    found = items.naming(tuple(sorted(some))) if some else None
    for card in found.cards() if found is not None else ():
        yield names.intersection(map(letters, card.get("surfaces", ())))


def _any_own(items: Items, own: set[str], names: set[str]) -> bool:
    """Tell whether any item prints one of a body's `own` names."""
    return any(printed & own for printed in _printed_by(items, own, names))


def _bodies_named(draft: Draft) -> Iterator[tuple[Token, Node]]:
    for place, (slot, _) in sorted(draft.used.items()):
        nodes = draft.tokens[place].named("agency") if slot == "agent" else ()
        if len(nodes) == 1:
            yield draft.tokens[place], nodes[0]


def _is_short_for(one: str, other: str) -> bool:
    """Tell whether one name leaves out characters of the other.

    >>> _is_short_for("发改委", "发展和改革委员会"), _is_short_for("国开区", "港区")
    (True, False)
    """
    short, long = sorted((letters(one), letters(other)), key=len)
    rest = iter(long)
    return all(character in rest for character in short)
