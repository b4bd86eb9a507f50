"""Which things that a text lists by place stand in one of them: 15条背街小巷中主城区占几条.

`对15条背街小巷进行改造：1.主城区隆福寺弄、古塘街；2.城厢镇官厅路` says how many there are in all:
only where as many are listed is it known that the parts were read as they are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told, items_printing
from queries.asking.readings.draft import Draft
from queries.asking.words.numerals import NUMBER
from queries.asking.words.tokens import Node

_COUNTER = "[个条座家处所项位名]"
_WHICH = rf"哪[几些两]?{_COUNTER}"
_NOUN, _PART = "(?P<noun>[\u4e00-\u9fff]{3,8}?)", "(?P<part>[\u4e00-\u9fff]{2,6}?)"
_OF_LIST = "(?:改造|建设|整治)?(?:名单|清单|项目|工程)?"
_HERE = "(?:范围内|境内|这边|那边|这儿)?"
_WITHIN = "(?:当中|之中|里头|里面|[里中上])"
_ASKED = re.compile(
    rf"(?:{NUMBER}{_COUNTER})?(?:要|需|待)?(?:改造|建设|整治)?的?{_NOUN}{_OF_LIST}(?:{_WITHIN}|,)+"
    rf"(?:在|属于|位于)?{_PART}的?(?:占|有|共有|包括)(?:了|其中)?(?:几|多少){_COUNTER}"
)
_NAMED = [
    re.compile(form)
    for form in (
        rf"{_NOUN}{_OF_LIST}(?:当中|之中|里面?|中)?,?(?:属于|位于|落在|在){_PART}的?(?:都|分别)?(?:是|有|包括)?{_WHICH}",
        rf"{_NOUN}{_OF_LIST}(?:当中|之中|里面?|中),?{_PART}的(?:都|分别)?(?:是|有){_WHICH}",
        rf"{_PART}{_HERE}(?:要|需|待|列入)?(?:改造|建设|整治)的{_NOUN}(?:叫什么|[是有]{_WHICH})",
        rf"{_PART}{_HERE}里?有哪些{_NOUN}(?=[?。]|$)",
        rf"{_PART}{_HERE}有{_WHICH}{_NOUN}(?:要|需|待|列入|被)?(?:改造|建设|整治)",
        rf"{_PART}{_HERE}在?{_NOUN}(?:改造|建设|整治)(?:名单|清单|项目|工程)?(?:当中|里面?|中)?,?(?:列了|是|有){_WHICH}",
    )
]
_LIST = rf"(?P<n>\d+){_COUNTER}{{noun}}[^：:。]*[：:](?P<list>[^。]+)"
_MARK = re.compile(r"^\s*[（(]?\d+[）).．、]?\s*")


def tell_part(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return how many things of a list stand in the part that is asked for, None if no list is."""
    said = "".join(token.text for token in draft.tokens)
    forms = [_ASKED, *_NAMED]
    asked = next((match for form in forms if (match := form.search(said)) is not None), None)
    if draft.language != "zh" or asked is None or len(_QUESTIONS.findall(said)) > 1:
        return None
    names, noun = asked.re is not _ASKED, asked["noun"]
    for begin in range(max(len(noun) - _SHORTEST, 0) + 1):  # 城区背街小巷 is called 背街小巷
        found = list(_lists(noun[begin:], asked["part"], opened, names=names))
        if found:
            return found[0] if len(found) == 1 else None
    return None


_QUESTIONS = re.compile("哪[几些两]?|[几啥]|多少|什么")
_SHORTEST = 2


def _lists(noun: str, part: str, opened: OpenSnapshot, *, names: bool) -> Iterator[Told]:
    pattern = re.compile(_LIST.format(noun=noun))
    for iri, card in opened.index.cards_at(items_printing(noun, opened)).items():
        for text in dict.fromkeys((card["text"], card["annual_task"])):
            for match in pattern.finditer(text or ""):
                parts = [_MARK.sub("", one) for one in re.split("[；;]", match["list"])]
                members = {one: one.split("、") for one in parts if one}
                own = [one for one in members if one.startswith(part) and one != part]
                if len(own) != 1 or sum(map(len, members.values())) != int(match["n"]):
                    continue
                annex, row = card["order"]
                those = own[0].removeprefix(part) if names else f"{len(members[own[0]])} 个"
                told = f"{those}：附件{annex}第{row}行“{own[0]}”，共列 {match['n']} 个。"
                yield Told(told, (Node(iri, "task", ""),))
