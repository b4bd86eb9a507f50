"""What texts count one by one: 13个被撤并镇里哪几个既不完成也不启动, 鹿河是不是6个之一.

`完成新毛、新塘、新湖3个管理区整治` says of three things what is done with them, and its number that
none is missing. So one can tell which of such things have something said of them, and which not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from graph.opened import OpenSnapshot
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.words.numerals import NUMBER, number_of
from queries.asking.words.tokens import Node
from queries.asking.words.verbs import ADDING

_SENTENCES = re.compile("[。；;，,：:]")
_COUNTED = re.compile(
    r"(?P<list>[^。；;，,：:]*、[^。；;，,：:]*?)等?(?P<n>\d+)[个家座所条处项名](?P<noun>[^。；;，,、]+)"
)
_VERBS = "|".join((*ADDING, "完成|启动|实施|推进|开展|改造"))
_BEGINS = re.compile(rf"^.*(?:对|将|{_VERBS})(?=\S{{2}})")
_DEED = re.compile(_VERBS)
_ASKED = re.compile(rf"(?:哪些|(?:{NUMBER})个)(?P<noun>[\u4e00-\u9fff]{{3,8}})")
_NAMES_ASKED = re.compile(f"名称|名单|名字|叫什么|叫啥|点名|哪{NUMBER}个|哪几个|哪些")
_SHORTEST = 3
_HOW_MANY = re.compile(rf"(?P<n>{NUMBER})个")
_INSTEAD = re.compile("(?:不是|并非|而非).{1,12}?(?=而是)")
_DENIES = re.compile("[不没未无]")
_ASKING = re.compile("(.)[不没]\\1|有没有|有无")
_TURNS = re.compile("[但而却]|只要")
_LEFT_OUT = re.compile("除.+?外|除[^,]+(?=,)|^[^哪]+(?:其余|剩|余下|之外)")
_REST_TOO = re.compile("哪.+(?:其余|剩|余下)")
"""How things are left out of which a deed is said: 除要完成的以外, 完成之后还剩哪几个."""
_NEAR = 10
"""Characters before a verb in which it is denied."""
_MOST_ITEMS = 20
_NAME = re.compile("[\u4e00-\u9fff]{2,6}")


@dataclass(frozen=True)
class Enumeration:
    """Things that a work item counts one by one, with the verbs that say what is done with them."""

    item: str
    place: tuple[int, int]
    members: tuple[str, ...]
    noun: str
    deeds: frozenset[str]
    words: str


@dataclass(frozen=True)
class Told:
    """What is said of enumerated things, and the work items that say it."""

    sentence: str
    items: tuple[Node, ...]


def tell_enumerated(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return the answer to a question about things that a text counts, None for another one."""
    if draft.language != "zh" or any(_is_of_others(draft, i) for i in range(len(draft.tokens))):
        return None
    said = _INSTEAD.sub("", "".join(token.text for token in draft.tokens))
    claims = any(t.has("yesno") for t in draft.tokens)
    if _REST_TOO.search(said):
        return None  # 要启动的是哪几个，其余的呢
    nouns = [match["noun"] for match in _ASKED.finditer(said)]
    if _NAMES_ASKED.search(said):
        nouns += [t.text for t in draft.tokens if t.has("phrase") and len(t.text) >= _SHORTEST]
    seeds = _names(draft) if claims else {_printed(noun, opened) for noun in nouns} - {""}
    found = [e for e in _enumerations(seeds, opened) if claims or _is_named(e, seeds)]
    deeds = {deed for e in found for deed in e.deeds if deed in said}
    denied = {deed for deed in deeds if _is_denied(deed, said)}
    numbers = {number_of(match["n"]) for match in _HOW_MANY.finditer(said)}
    if "还是" in said and not claims:
        return _either(draft, said, opened)
    if claims:
        return None if denied else _claim(found, said, deeds, numbers)
    return _listed(found, deeds - denied, denied)


def _is_of_others(draft: Draft, place: int) -> bool:
    """Tell whether a word asks who has the work: of what is counted that says nothing."""
    token = draft.tokens[place]
    others = token.value("noun") in ("agency", "official", "item", "theme")
    return others or token.has("role", "rolenoun", "who", "count", "most", "least")


def _names(draft: Draft) -> set[str]:
    words = (t.text for t in draft.tokens if t.has("phrase", "unknown") or t.nodes)
    return {word for word in words if _NAME.fullmatch(word)}


def _printed(noun: str, opened: OpenSnapshot) -> str:
    """Return the longest beginning of `noun` that texts print: 被撤并镇 of 被撤并镇今年要完成."""
    ends = range(len(noun), _SHORTEST - 1, -1)
    return next((noun[:end] for end in ends if items_printing(noun[:end], opened)), "")


def items_printing(words: str, opened: OpenSnapshot) -> list[str]:
    """Return the work items that print the words, none if they are too many to be meant."""
    mask = select_items((Condition("text", texts=(words,)),), opened.index)
    if mask is None or np.count_nonzero(mask) > _MOST_ITEMS:
        return []
    return list(opened.index.items.iris(np.flatnonzero(mask)))


def _is_named(found: Enumeration, seeds: Iterable[str]) -> bool:
    return any(seed in found.noun for seed in seeds)


def _enumerations(seeds: Iterable[str], opened: OpenSnapshot) -> Iterator[Enumeration]:
    iris = dict.fromkeys(iri for seed in sorted(seeds) for iri in items_printing(seed, opened))
    for iri, card in opened.index.cards_at(iris).items():
        annex, row = card["order"]
        for text in dict.fromkeys((card["text"], card["annual_task"])):
            for clause in _SENTENCES.split(text or ""):
                if (counted := _COUNTED.match(clause)) is not None:
                    yield from _parsed(iri, (annex, row), clause, counted)


def _parsed(
    iri: str, place: tuple[int, int], clause: str, counted: re.Match[str]
) -> Iterator[Enumeration]:
    """Yield what a clause counts, if it names as many as it says."""
    first, *others = counted["list"].split("、")
    name = _BEGINS.sub("", first)
    members = (name, *others)
    if len(members) == int(counted["n"]) and all(members):
        deeds = frozenset(_DEED.findall(first.removesuffix(name)))
        yield Enumeration(iri, place, members, counted["noun"], deeds, clause)


def _is_denied(deed: str, said: str) -> bool:
    at = said.index(deed)
    if any(left_out.start() < at < left_out.end() for left_out in _LEFT_OUT.finditer(said)):
        return True
    before = _TURNS.split(_ASKING.sub("", said[:at].rpartition(",")[2]))[-1]
    return _DENIES.search(before[-_NEAR:]) is not None


def _listed(found: list[Enumeration], deeds: set[str], denied: set[str]) -> Told | None:
    """Tell of which things a deed is said, or of which of all none of those denied is."""
    if deeds:
        chosen = [e for e in found if e.deeds & deeds and not e.deeds & denied]
        if len(chosen) != 1:
            return None
        [one] = chosen
        return _told(one, one.members, f"“{one.words}”")
    wholes = [e for e in found if not e.deeds & denied]
    if not denied or not wholes:
        return None
    whole = max(wholes, key=lambda e: len(e.members))
    taken = {m for e in found if e.deeds & denied for m in e.members}
    if not taken or not taken <= set(whole.members):
        return None
    rest = tuple(m for m in whole.members if m not in taken)
    return _told(whole, rest, f"{len(whole.members)}个{whole.noun}中其余的")


def _told(found: Enumeration, members: tuple[str, ...], words: str) -> Told:
    names = "、".join(members) or "没有"
    sentence = f"{_where(found)}{words}：{names}，共 {len(members)} 个。"
    return Told(sentence, (Node(found.item, "task", ""),))


def _where(found: Enumeration) -> str:
    annex, row = found.place
    return f"附件{annex}第{row}行"


def _either(draft: Draft, said: str, opened: OpenSnapshot) -> Told | None:
    """`归庄今年是启动还是完成`: tell which of the deeds is said of something named."""
    deeds, names = set(_DONE.findall(said)), _names(draft)
    chosen = [
        (e.item, e.place, e.words, deed)
        for e in _enumerations(names, opened)
        for deed in e.deeds & deeds
        if names & set(e.members)
    ]
    words = [t.text for t in draft.tokens if t.has("phrase") or t.nodes]
    chosen = chosen or list(_deeds_before(max(words, key=len, default=""), deeds, opened))
    if len(deeds) < _TWO or len({deed for *_, deed in chosen}) != 1:
        return None
    (item, (annex, row), clause, deed), *_ = chosen
    return Told(f"{deed}：附件{annex}第{row}行写的是“{clause}”。", (Node(item, "task", ""),))


_TWO = 2
_DONE = re.compile(f"{_VERBS}|建成|竣工|开工|投用")


def _deeds_before(
    name: str, deeds: set[str], opened: OpenSnapshot
) -> Iterator[tuple[str, tuple[int, int], str, str]]:
    """Yield what clauses say right before the name of a thing: 启动市美术馆新建工程."""
    iris = items_printing(name, opened) if len(name) >= _SHORTEST else []
    for iri, card in opened.index.cards_at(iris).items():
        annex, row = card["order"]
        for text in dict.fromkeys((card["text"], card["annual_task"])):
            for clause in _SENTENCES.split(text or ""):
                before = _DONE.findall(clause.partition(name)[0]) if name in clause else []
                if before and before[-1] in deeds:
                    yield iri, (annex, row), clause, before[-1]


def _claim(found: list[Enumeration], said: str, deeds: set[str], numbers: set[int]) -> Told | None:
    """Tell whether something named is among the things of which a deed is said."""
    named = {m for e in found for m in e.members if m in said}
    chosen = [e for e in found if e.deeds & deeds]
    if not deeds and "之一" in said:
        chosen = [e for e in found if len(e.members) in numbers]
    if len(named) != 1 or len(chosen) != 1:
        return None
    [name], [one] = named, chosen
    node = (Node(one.item, "task", ""),)
    if name in one.members:
        return Told(f"是：{_where(one)}写的是“{one.words}”。", node)
    others = [e for e in found if name in e.members and e.deeds]
    told = "".join(f"{_where(e)}写的是“{e.words}”。" for e in others)
    return Told(f"否：{_where(one)}“{one.words}”里没有{name}。{told}", node)
