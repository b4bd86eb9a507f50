"""Whether 多少 counts work items and agents, or asks for a number that a text states."""

from __future__ import annotations

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft, is_agent, is_unknown
from queries.asking.words.tokens import Token


def counts_deed(draft: Draft, place: int) -> bool:
    """`个人每年要缴多少`: behind a verb that no grammar knows 多少 asks how much, not how many.

    So do 多少名 and 几辆 where something is named that texts print: 备案制教师计划招聘多少名.
    """
    before, behind = draft.at(place - 1), draft.at(place + 1)
    ends = behind is None or behind.has("mark", "ormore", "orless")
    asked = draft.tokens[place].text
    held = any(t.has("role", "rolenoun", "mention") or is_agent(t) for t in draft.tokens)
    of_thing = any(map(_is_in_text, draft.tokens[:place])) and not held
    counts = asked == "多少" or (of_thing and asked[-1:] not in ITEM_COUNTERS)
    return counts and ends and before is not None and is_unknown(before)


def counts_in_text(draft: Draft, place: int, noun: int | None) -> bool:
    """Tell whether 多少 asks for a number in a text: 新增高新技术企业多少家."""
    following = draft.after(place)
    mentions = any(t.value("mention") in ("words", "title") for t in draft.tokens[:place])
    there_are = noun is not None and _says_there_are(draft, place)
    if mentions or (there_are and not _counts_named(draft, place, noun)):
        return False
    if following is not None and _is_in_text(draft.tokens[following]):
        return noun is None or noun > following or noun < place
    before = draft.before(place, "gt", "ge", "lt", "le", "eq", "every", "now", "year", "total")
    if before is not None and draft.tokens[before].text in _FIGURES:
        thing = draft.before(before, "and", "every")
        if thing is not None and _is_in_text(draft.tokens[thing]):
            draft.use(before, "frame")
            return True
    if before is not None and draft.tokens[before].value("noun") in ("project", "item"):
        named = draft.at(before - 1)
        return (
            named is not None and named.has("mark", "phrase", "name") and _is_thing(draft, before)
        )
    beside = before is not None and (noun is None or noun < before)
    return beside and before is not None and _is_in_text(draft.tokens[before])


def sums_in_text(draft: Draft, place: int) -> bool:
    """`工业企业和汽修企业加起来多少家`: numbers of a text are added, where nobody has a role."""
    before = draft.at(place - 1)
    summed = before is not None and before.has("total")
    said = any(t.has("role", "rolenoun", "mention", "involve") for t in draft.tokens)
    phrases = [t for t in draft.tokens if t.has("phrase")]
    return summed and not said and bool(phrases) and not any(is_agent(t) for t in draft.tokens)


def _counts_named(draft: Draft, place: int, noun: int | None) -> bool:
    """`工程涉及的物业小区合计多少家`: what stands right by the number is counted, and no noun."""
    named, counter = draft.at(place - 2), draft.tokens[place].text[-1:]
    if noun is None or named is None or noun >= place - 2:
        return False
    return _is_in_text(named) and counter not in (*ITEM_COUNTERS, *"少几")


_FIGURES = ("指标", "指标数", "任务数", "目标任务", "任务量", "数", "数量", "总数", "个数")
"""Words for what is promised, which 多少 behind them asks for: 职业农民的指标是多少人."""


def _is_thing(draft: Draft, place: int) -> bool:
    """Tell whether a noun belongs to a word of the texts that several are promised of."""
    before = draft.before(place, "mark")
    glued = before is not None and not any(t.has("noise") for t in draft.between(before, place))
    return before is not None and glued and _is_in_text(draft.tokens[before])


def _is_in_text(token: Token) -> bool:
    return token.has("phrase", "alias") or bool(token.named("programme", "facility", "event"))


def _says_there_are(draft: Draft, place: int) -> bool:
    """`有多少个…项目` counts work items; `新增多少个…项目` asks for a number in a text."""
    before = draft.at(place - 1)
    said = before is not None and before.has("have", "total")
    return said or draft.tokens[place].text.startswith(("有", "共", "一共", "总共"))
