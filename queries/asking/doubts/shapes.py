"""What a question asks to be told in another shape than its answer has: one by one, as names.

Here each is a word that a rule has used, and of which nothing is in the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from queries.asking.readings.draft import WITHIN, Draft
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import AGENT_FOCUSES, Reading

_OF_ITEMS = ("每项", "每一项", "每条", "每一条", "每件", "每个", "each")
_NAMES = ("名称", "名单", "名字", "全称", "名录")
_SHARES = ("占比", "占百分之几", "百分之几", "百分比", "比例", "比重")
_ITEM_COUNTERS = ("项", "条", "件", "个", "几", "行", "少")


def other_shapes(draft: Draft, reading: Reading) -> Iterator[str]:
    """Yield the words that ask for another shape of the answer than it has."""
    yield from _one_by_one(draft, reading)
    yield from _also_counted(draft, reading)
    yield from _names_wanted(draft, reading)
    yield from _of_all(draft, reading)
    yield from _another_annex(draft, reading)
    yield from _marks_quoted(draft)
    yield from _two_sets(draft, reading)
    yield from _bare_theme(draft)
    yield from _object_asked(draft, reading)
    yield from _and_others(draft)
    yield from _number_claimed(draft, reading)
    yield from _either_deed(draft, reading)
    if reading.focus == "item" and reading.measure in ("list", "count"):
        yield from (t.text for t in draft.tokens if t.has("share") and t.text in _SHARES)
    if reading.measure == "tell" and any(t.has("count") for t in draft.tokens):
        yield from (t.text for t in draft.tokens if t.has("total"))
    total = any(t.text.startswith("总") for t in draft.tokens)
    twice = sum(t.has("count") for t in draft.tokens) > 1  # X分管几项、其中几项有Y
    if reading.measure == "compare" or (reading.focus == "item" and (total or twice)):
        yield from (t.text for t in draft.tokens if t.text == "其中")


def _either_deed(draft: Draft, reading: Reading) -> Iterator[str]:
    """`是启动还是完成`: which of two is done is asked, and not of which items that is said."""
    if reading.focus != "item" or reading.measure == "tell":
        return
    deeds = [i for i, t in enumerate(draft.tokens) if t.value("noise") == "deed"]
    for one, other in pairwise(deeds):
        yield from (t.text for t in draft.between(one, other) if t.text in ("还是", "或者", "or"))


def _another_annex(draft: Draft, reading: Reading) -> Iterator[str]:
    """`看完附件1的；那附件2里是哪几项`: the last annex is meant, where both are looked at."""
    both = any(c.slot == "annex" and len(c.texts) > 1 for c in reading.conditions)
    places = [i for i, t in enumerate(draft.tokens) if t.has("annex")]
    if both and len(places) > 1:
        between = draft.tokens[places[0] : places[-1]]
        yield from (draft.tokens[places[-1]].text for t in between if t.text in ";。")


def _two_sets(draft: Draft, reading: Reading) -> Iterator[str]:
    """`两人同管的条目和一人独管的条目，数量是否相等`: two sets of items, not what two have."""
    if reading.focus in AGENT_FOCUSES and reading.among:
        compared = [t for t in draft.tokens if t.has("equal", "more", "difference")]
        items = [i for i, t in enumerate(draft.tokens) if is_item_noun(t)]
        for first, second in pairwise(items):
            between = draft.tokens[first + 1 : second]
            if (
                compared
                and between
                and between[0].has("and")
                and any(t.has("only") for t in between)
            ):
                yield compared[0].text


def _object_asked(draft: Draft, reading: Reading) -> Iterator[str]:
    """`要加快组建的是什么机构`: what is set up is asked for, and not who has the work."""
    if reading.focus not in AGENT_FOCUSES or any(t.has("role", "rolenoun") for t in draft.tokens):
        return
    for deed, of, asked in zip(draft.tokens, draft.tokens[1:], draft.tokens[2:], strict=False):
        if deed.has("phrase") and of.text == "的" and asked.text in ("是", "是什么", "是哪个"):
            yield deed.text
    for deed, asked in pairwise(draft.tokens):
        if deed.has("phrase") and deed.text.endswith(_FOUNDING) and asked.has("wh"):
            yield deed.text


_FOUNDING = ("组建", "设立", "成立")
"""What is done to a body that is asked for behind it: 加快组建什么局."""


def _bare_theme(draft: Draft) -> Iterator[str]:
    """`审计谁分管`: the items of a theme, or those that the body of that name has."""
    used = {place for place, (slot, _) in draft.used.items() if slot == "theme"}
    for place, (theme, asked) in enumerate(pairwise(draft.tokens)):
        begins = place == 0 or draft.tokens[place - 1].has("mark")
        is_bare = begins and place in used and len(theme.text) == _BARE
        if is_bare and asked.has("who", "by"):
            yield theme.text


_BARE = 2
"""Characters of a word that names a theme and begins the name of a body: 审计, 环保, 教育."""


def _and_others(draft: Draft) -> Iterator[str]:
    """`担责的改革事项和其他任务`: all of them are asked for, not those of the theme.

    What is `beside` (其他) is joined to the word before it in a draft.
    """
    for items, joins, others in zip(draft.tokens, draft.tokens[1:], draft.tokens[2:], strict=False):
        both = items.value("noun") == others.value("noun") == "item"
        if both and joins.has("and", "others"):
            yield joins.text + others.text


def _number_claimed(draft: Draft, reading: Reading) -> Iterator[str]:
    """`规定具体的百分比了吗`: whether a number is written, where it is told that an item is."""
    if reading.measure == "exists":
        yield from (t.text for t in draft.tokens if t.text.startswith(_NUMBERS))


_NUMBERS = ("具体", "百分比", "百分数", "量化", "数值")


def _marks_quoted(draft: Draft) -> Iterator[str]:
    """`写有“%”的`: a mark that stands alone in quotes is asked for, and none is looked for."""
    for before, token, behind in zip(
        draft.tokens, draft.tokens[1:], draft.tokens[2:], strict=False
    ):
        if before.text in _OPENING and behind.text in _CLOSING and token.has("mark"):
            yield token.text


_OPENING, _CLOSING = ("“", '"'), ("”", '"')


def _one_by_one(draft: Draft, reading: Reading) -> Iterator[str]:
    """`出现在每一条任务中的单位`, `for each project which unit`: not those of any of the items."""
    if reading.focus not in AGENT_FOCUSES or reading.measure != "list":
        return
    for place, token in enumerate(draft.tokens):
        behind = draft.tokens[place + 1 : place + 3]
        items = any(map(is_item_noun, behind[: 2 if token.text == "each" else 1]))
        within = token.text == "each" or any(t.text in _WITHIN for t in behind)
        if token.text in _OF_ITEMS and items and within:
            yield token.text


_WITHIN = (*WITHIN, "中的", "里的")


def _also_counted(draft: Draft, reading: Reading) -> Iterator[str]:
    """`装在哪里、一共多少户`: a number, where only something else is told."""
    if reading.focus == "item" and reading.measure == "tell":
        for place, token in enumerate(draft.tokens):
            idle = draft.used.get(place, ("",))[0] == "question word"
            asks = token.has("count") and token.text.startswith(("多少", "几"))
            if asks and idle and token.text[-1:] not in _ITEM_COUNTERS:
                yield token.text


def _names_wanted(draft: Draft, reading: Reading) -> Iterator[str]:
    """`被撤并镇 启动整治提升 名称`: names that stand in a text, where its items are told."""
    said = any(
        is_item_noun(t) or t.has("annex", "role", "rolenoun", "which", "wh") for t in draft.tokens
    )
    last = [t for t in draft.tokens if not t.has("mark")][-1:]
    worded = any(c.slot == "text" for c in reading.conditions)
    if reading.focus == "item" and reading.measure == "list" and worded and not said and last:
        yield from (word for word in _NAMES if last[0].text.endswith(word))


def _of_all(draft: Draft, reading: Reading) -> Iterator[str]:
    """`名下所有条目都由X分管的单位`: of all of theirs, where those are told who have any."""
    if reading.focus not in AGENT_FOCUSES or reading.measure != "list":
        return
    texts = [t.text for t in draft.tokens]
    for place, token in enumerate(draft.tokens[:-2]):
        items = is_item_noun(draft.tokens[place + 1])
        is_used = draft.used.get(place + 2, ("",))[0] == "all"
        doubtful = token.has("scope", "every") and items and not is_used
        if doubtful and texts[place + 2] in ("都", "均", "全"):
            yield token.text + texts[place + 2]
