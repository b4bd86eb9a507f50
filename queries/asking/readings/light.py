"""Common verbs, adverbs and particles that a question may hold besides: they ask for nothing.

No list of verbs is complete: 挂在韩飚名下的, 交给环保局的. What general Chinese knows as such is
no doubt where somebody or something is named; what turns a meaning is in the grammar.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from graph.index.words.words import dictionary
from queries.asking.readings.draft import Draft, is_agent, is_unknown
from queries.asking.readings.reading import Reading

LIGHT = "light word"
"""What such a word is used for."""

_LIGHT = ("v", "vd", "vi", "vq", "d", "dg", "df", "p", "c", "y", "e", "m", "mq", "q", "f", "z")
_TELLING: tuple[str, ...] = (
    "agent",
    "text",
    "mention",
    "item",
    "named",
    "row",
    "rows",
    "spot",
    "number",
    "category",
)
_TELLING += ("heading", "title", "annex", "kind")


def use_light_words(draft: Draft, reading: Reading) -> None:
    """Use up the unknown words that carry no condition, if the reading has one of its own."""
    if not any(c.slot in _TELLING for clause in reading.clauses for c in clause.conditions):
        return
    for place in draft.left_over():
        is_common = is_unknown(draft.tokens[place]) and is_light(draft.tokens[place].text)
        if not is_common or _relates(draft, place) or _belongs_to_name(draft, place, -1):
            continue
        if _belongs_to_name(draft, place, 1):
            draft.notes.doubts.append(draft.tokens[place].text)
        draft.use(place, LIGHT)


def _belongs_to_name(draft: Draft, place: int, step: int) -> bool:
    """Tell whether a word is glued to what names the items: 长江禁渔, 验收雪亮工程."""
    beside, own = draft.at(place + step), draft.tokens[place]
    if beside is None or len(own.text) < _SHORTEST or beside.has("agent"):
        return False
    touches = own.start == beside.end if step < 0 else own.end == beside.start
    if touches and step < 0 and beside.has("type"):
        return True
    return touches and draft.used.get(place + step, ("", ""))[0] in _NAMING


_NAMING = ("text", "mention", "item", "named", "title", "place")
_SHORTEST = 2
_TELLS = re.compile(
    "[未没不非曾首半独免停缓暂几哪谁何啥]|多少|什么|已经|多数|少数|部分|个别|若干|再次|另行"
    "|结尾|打头|收尾"
)
"""What says which items are meant, or asks for something: 尚未, 首次, 一半, 为期几年."""


def _relates(draft: Draft, place: int) -> bool:
    """Tell whether a verb is all that is said of somebody's work: 韩飚推迟的任务."""
    before, behind = draft.before(place), draft.at(place + 1)
    of_agent = before is not None and is_agent(draft.tokens[before])
    return of_agent and behind is not None and behind.text in ("的", "过的", "了的")


def is_light(text: str) -> bool:
    """Tell whether a text is made of words that carry no condition.

    >>> is_light("交给"), is_light("敬老院")
    (True, False)
    """
    if text.isascii() or _TELLS.search(text):
        return False
    return all(word in _light_words() for word in dictionary().cut(text, HMM=False))


@cache
def _light_words() -> frozenset[str]:
    lines = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    entries = (line.rsplit(" ", 2) for line in lines)
    return frozenset(word for word, _, tag in entries if tag in _LIGHT or tag[:1] in "ru")
