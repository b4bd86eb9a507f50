"""Whether a text promises the very deed that a yes-or-no question is about: 当年就要建成吗.

That a work item speaks of a thing is no yes to what is to be done with it. The verb of the question
must stand in the clause that names the thing, or the clause must promise less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from queries.asking.readings.draft import Draft
from queries.asking.readings.light import LIGHT
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Reading
from queries.asking.rows.tables import Row
from queries.asking.words.verbs import ADDING

_DONE = re.compile(
    "建成|完工|竣工|完成|投用|投入使用|交付|通车|开通|建好|做完|修好|修完|办完|弄完|建完|干完|搞完|开放|封顶|结束|收尾"
)
_BEGUN = re.compile("启动|开工|动工|开建|动手|开始")
_DEEDS = re.compile("|".join((*ADDING, "实现|扩建|改造|整治|翻建|搬迁|拆除|淘汰|关停")))
_PROMISED = re.compile("完成|建成|竣工|完工|投用|投入使用|交付|通车|开通")
_LESS = re.compile(
    "前期|方案|设计|主体|封顶|土建|基础|路基|启动|初步|开工|招标|推进|加快|筹备|规划"
)
_CLAUSES = re.compile("[；;。，,]")
_TITLED = ("item", "named")


@dataclass(frozen=True)
class Claim:
    """Whether the deed is promised, with the clause that says so; `doubts`: it cannot be told."""

    holds: bool = True
    clause: str = ""
    doubts: tuple[str, ...] = ()


def check_deeds(draft: Draft, reading: Reading, rows: Sequence[Row]) -> Claim:
    """Compare what the question says is done with what the texts of the rows promise."""
    said = list(verbs_said(draft, besides=True))
    if not said or draft.language != "zh":
        return Claim()
    clauses = list(_clauses_naming(reading, rows)) if len(rows) == 1 else []
    unsaid = [word for word in said if not any(word in clause for clause in clauses)]
    for word in unsaid:
        for clause in clauses:
            if (holds := _judged(word, clause)) is not None:
                others = tuple(other for other in unsaid if other != word)
                return Claim(holds, clause, others if holds else ())
    less = next((c for c in clauses if any(_DONE.search(w) for w in said) and _LESS.search(c)), "")
    if less and not unsaid:
        return Claim(holds=False, clause=less)
    return Claim(clause=next(iter(clauses), ""), doubts=tuple(unsaid))


def verbs_said(draft: Draft, *, besides: bool = False) -> Iterator[str]:
    """Yield the verbs of the question that no condition holds.

    With `besides`, also the words of the texts that stand in the item asked about.
    """
    asks = [i for i, t in enumerate(draft.tokens) if t.has("yesno")]
    for place, token in enumerate(draft.tokens):
        slot = draft.used.get(place, ("", ""))[0]
        is_deed = any(p.search(token.text) for p in (_DONE, _BEGUN, _DEEDS))
        if besides and slot.startswith("stands in") and not token.nodes:
            yield token.text
        if token.has("frame") or token.has("mark", "name", "phrase") or place in asks:
            continue
        of_items = besides or _says_of_items(draft, place)
        if (token.has("noise") and is_deed) or (slot == LIGHT and len(token.text) > 1 and of_items):
            yield token.text


def _says_of_items(draft: Draft, place: int) -> bool:
    """Tell whether a verb stands where it says which items are meant: 推迟的任务, 任务已经推迟."""
    behind = draft.at(place + 1)
    if behind is None or behind.text in "?。":
        return True
    return behind.text == "的" or (is_item_noun(behind) and draft.tokens[place].text[-1] not in _TO)


_TO = "在到给进成为"


def _judged(word: str, clause: str) -> bool | None:
    """Tell whether a clause promises a deed; None where it says nothing of its kind."""
    if _DONE.search(word):
        if _LESS.search(clause):
            return False
        return True if _PROMISED.search(clause) else None
    if _BEGUN.search(word):
        return True if _BEGUN.search(clause) or _PROMISED.search(clause) else None
    return None


def _named(clause: str, names: Sequence[str]) -> int:
    return len({name for name in names if name and name in clause})


def _clauses_naming(reading: Reading, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the clauses that name what is asked of; of an item with that title all of them."""
    names = [text for c in reading.conditions for text in (*c.texts, *(n.label for n in c.nodes))]
    narrow = [c for c in reading.conditions if c.slot in ("text", "mention", "place")]
    wanted = [t for c in narrow for t in (*c.texts, *(n.label for n in c.nodes))] or names
    for row in rows:
        text = str(row["annualTask"] or row["text"])
        clauses = [c.strip() for c in _CLAUSES.split(text) if c.strip()]
        most = max((_named(c, wanted) for c in clauses), default=0)
        named = [c for c in clauses if most and _named(c, wanted) == most]
        titled = any(c.slot in _TITLED for c in reading.conditions) and not narrow
        yield from named or (clauses if titled or not narrow or len(clauses) == 1 else ())
