"""What of a question is unknown, doubtful or has several meanings: no silent guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.index.index import TextIndex
from queries.asking.doubts.audit import unheard
from queries.asking.doubts.restated import use_restated
from queries.asking.doubts.sureness import EITHER, JOINT, assumed_words
from queries.asking.readings.draft import Draft, is_agent, is_unknown
from queries.asking.readings.light import is_light, use_light_words
from queries.asking.readings.reading import Reading
from queries.asking.words.sounding import MISWRITTEN
from queries.asking.words.tokens import Node, Token

BODY_ENDINGS = "局委办厅部院镇区县处所会队署站社校司"


@dataclass(frozen=True)
class Settled:
    """A reading that may be answered, with its doubts; or why it may not.

    `leftover` says of which words nothing was made. `meanings` are the several things that `name`
    may mean.
    """

    reading: Reading
    doubts: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    refused: str = ""
    near: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    name: str = ""
    meanings: tuple[Node, ...] = ()


def settle(draft: Draft, reading: Reading, index: TextIndex) -> Settled:
    """Decide whether the reading is answered, and with which doubts."""
    use_light_words(draft, reading)
    if "outcome" in reading.asks:
        doubts = (*words_left(draft), *_doubts(draft, reading))
        return replace(_unanswerable(draft, reading), doubts=doubts)
    if held := _holders_of_posts(draft):
        return _no_posts(draft, reading, held)
    if unknown := _unknown_names(draft, reading):
        return _refused(draft, reading, unknown, index)
    use_restated(draft, reading, index)
    name, meanings = _meanings(draft)
    doubts, leftover = tuple(_doubts(draft, reading)), tuple(words_left(draft))
    return Settled(reading, doubts, leftover, name=name, meanings=meanings)


def _unknown_names(draft: Draft, reading: Reading) -> list[str]:
    """Return the unknown parts that stand for a name, or all of them if nothing else is said."""
    unknown = [i for i in draft.left_over() if is_unknown(draft.tokens[i])]
    named = any(x.slot == "agent" for clause in reading.clauses for x in clause.conditions)
    unknown = [
        i
        for i in unknown
        if not is_light(draft.tokens[i].text) or (not named and _stands_as_name(draft, i))
    ]
    names = [i for i in unknown if _stands_as_name(draft, i) or _is_mentioned(draft, reading, i)]
    if not names and not any(c.conditions for c in reading.clauses):
        names = [i for i in unknown if len(draft.tokens[i].text) > 1]
    found = [_whole_name(draft, i) for i in names]
    if not names and reading.focus == "item":
        found = [draft.tokens[i].text for i in range(len(draft.tokens)) if _lacks_agent(draft, i)]
    return list(dict.fromkeys(found))


def _is_mentioned(draft: Draft, reading: Reading, place: int) -> bool:
    """`哪一条提到了校车？`: a word that stands nowhere is all that items are asked for by."""
    before, behind = draft.at(place - 1), draft.at(place + 1)
    ends = behind is None or behind.has("mark")
    asks = reading.focus == "item" and reading.measure in ("list", "count", "tell")
    return asks and ends and before is not None and before.has("mention")


def _lacks_agent(draft: Draft, place: int) -> bool:
    """Tell whether words of a text stand where only a body or an official can stand."""
    following = draft.at(place + 1)
    if not draft.tokens[place].has("phrase") or following is None:
        return False
    return following.has("role") and following.text in draft.notes.doubts


def _stands_as_name(draft: Draft, place: int) -> bool:
    first, last = _glued(draft, place)
    said = draft.tokens[place].text
    if _is_said_of_agent(draft, place, first):
        return False
    if first == last and len(said) == 1 and said not in BODY_ENDINGS:
        return False
    previous = draft.tokens[place - 1] if place else None
    following = draft.after(last, "and", "neg", "only", "every")
    passive = previous is not None and previous.text == "被"
    if draft.tokens[last].text[-1] in BODY_ENDINGS or (
        previous is not None and previous.has("by") and not (passive and is_light(said))
    ):
        return True
    if following is not None and draft.tokens[following].has("role", "rolenoun", "involve"):
        return True
    return _is_joined_to_agent(draft, place, last)


def _is_said_of_agent(draft: Draft, place: int, first: int) -> bool:
    """`胡捷单线分管`, `排除掉公安局`: what touches a name and ends like no body is none."""
    text = draft.tokens[place].text
    if text[-1] in BODY_ENDINGS or any(is_unknown(t) for t in draft.tokens[first:place]):
        return False
    before, behind = draft.at(place - 1), draft.at(place + 1)
    said = before is not None and is_agent(before) and _touches(draft, place - 1, place)
    begins = len(text) == 1 and behind is not None and is_agent(behind)
    return said or (begins and before is not None and before.has("except"))


def _is_joined_to_agent(draft: Draft, first: int, last: int) -> bool:
    """Tell whether 和 joins the unknown part with a body or an official."""
    for joint, other in ((last + 1, last + 2), (first - 1, first - 2)):
        word, name = draft.at(joint), draft.at(other)
        if word is not None and name is not None and word.has("and", "or") and is_agent(name):
            return True
    return False


_GLUED = ("name", "theme", "unknown", "num", "phrase", "city")


def _glued(draft: Draft, place: int) -> tuple[int, int]:
    """Return the first and last part of the word that an unknown part is in: 交通 + 局."""
    first = last = place
    while first and _touches(draft, first - 1, first) and draft.tokens[first - 1].has(*_GLUED):
        first -= 1
    while _touches(draft, last, last + 1) and draft.tokens[last + 1].has(*_GLUED):
        last += 1
    return first, last


def _touches(draft: Draft, first: int, second: int) -> bool:
    after = draft.at(second)
    return after is not None and draft.tokens[first].end == after.start


def _whole_name(draft: Draft, place: int) -> str:
    first, last = _glued(draft, place)
    return "".join(token.text for token in draft.tokens[first : last + 1])


def _refused(draft: Draft, reading: Reading, names: list[str], index: TextIndex) -> Settled:
    near = _near(names[0], index)
    shown = "、".join(f"“{name}”" for name in names)
    if draft.language == "zh":
        text = f"没有回答：图谱里没有{shown}这个名称，文件原文也没有这个词。"
        text += f"相近的名称：{'、'.join(near)}。" if near else ""
    else:
        text = f"Not answered: the graph has no {shown}, neither as a name nor in the texts."
        text += f" Names that come near: {', '.join(near)}." if near else ""
    return Settled(reading, refused=text, near=near, questions=nearest_questions(reading))


def _unanswerable(draft: Draft, reading: Reading) -> Settled:
    """What was achieved stands in no document that assigns work."""
    zh = "没有回答：文件只写任务和目标，不写完成情况。"
    en = "Not answered: the documents state tasks and targets, not what was achieved."
    text = zh if draft.language == "zh" else en
    return Settled(reading, refused=text, questions=("target-against-outcome",))


def _holders_of_posts(draft: Draft) -> str:
    """Return the post of a body of which is asked who holds it: 教育局局长是谁."""
    asks = any(
        t.has("who", "which", "wh") or t.text == "是谁" or t.value("noise") == "named"
        for t in draft.tokens
    )
    if not asks or any(t.has("role", "rolenoun") for t in draft.tokens):
        return ""
    for place, token in enumerate(draft.tokens):
        beside = (draft.before(place, "noise"), draft.after(place, "noise"))
        if token.has("post") and any(
            draft.tokens[i].named("agency") for i in beside if i is not None
        ):
            return token.text
    return ""


def _no_posts(draft: Draft, reading: Reading, post: str) -> Settled:
    zh = f"没有回答：文件写明由哪些单位和市领导负责，不写各单位的“{post}”是谁。"
    en = f"Not answered: the documents name bodies and city leaders, not the “{post}” of a body."
    text = zh if draft.language == "zh" else en
    return Settled(reading, refused=text, questions=nearest_questions(reading))


def _near(name: str, index: TextIndex) -> tuple[str, ...]:
    kinds = ("agency", "official", "place")
    found = dict.fromkeys(label for kind in kinds for label in index.near(kind, name))
    return tuple(found)[:5]


_NEAREST = {
    "item": ("tasks-of-agency", "tasks-of-official", "tasks-of-theme"),
    "agency": ("items-per-agency", "lead-agencies-of-theme"),
    "official": ("items-per-official", "portfolio-of-official"),
    "agent": ("agents-of-item", "items-per-agency"),
    "theme": ("themes-overview",),
    "category": ("items-per-category",),
    "place": ("places-overview",),
}


def nearest_questions(reading: Reading) -> tuple[str, ...]:
    """Return the names of saved questions that ask for the same things."""
    return _NEAREST.get(reading.focus, ("documents",))


def _meanings(draft: Draft) -> tuple[str, tuple[Node, ...]]:
    """Return a name that may mean several things of one kind, with what it may mean."""
    for place, token in enumerate(draft.tokens):
        taken = draft.used.get(place)
        if taken is None or taken[0] not in ("agent", "place"):
            continue
        for types in (("agency", "group"), ("official",), ("place",)):
            nodes = token.named(*types)
            if len(nodes) > 1:
                return token.text, nodes
    return "", ()


def words_left(draft: Draft) -> list[str]:
    """Return the doubt on the words of which nothing was made, if there are any."""
    words = "、".join(f"“{draft.tokens[i].text}”" for i in draft.left_over())
    if not words:
        return []
    return [f"没有理解：{words}。" if draft.language == "zh" else f"Not understood: {words}."]


def _doubts(draft: Draft, reading: Reading) -> list[str]:
    zh = draft.language == "zh"
    found = []
    for doubt in dict.fromkeys([*draft.notes.doubts, *unheard(draft, reading)]):
        found.append(f"没有把握：{doubt}。" if zh else f"Unsure: {doubt}.")
    found += [_said_by_sound(t, draft) for t in draft.tokens if _is_guessed(t)]
    for text in draft.notes.assumed:
        found.append(assumed_words(text, zh=zh))
    for text in () if _asks_for_print(draft) else draft.notes.unprinted:
        said = f"原文没有“{text}”这个词；文件可能用别的词说同一件事。"
        found.append(said if zh else f"The texts do not print “{text}”; they may say it otherwise.")
    for choice in draft.notes.choices:
        found.append(_choice_words(choice, zh=zh))
    return found


def _asks_for_print(draft: Draft) -> bool:
    """`通知里有没有提到区块链`: whether a word is printed, and not what is said in others."""
    return draft.language == "zh" and any(
        t.has("mention", "noise") and _PRINTED.search(t.text) for t in draft.tokens
    )


_PRINTED = re.compile("提[到及起过]|出现|字样|[写说讲谈]到")


def _is_guessed(token: Token) -> bool:
    """Tell whether a word was taken for a name that it may not mean.

    A person is meant by the one name that sounds so: nobody else is spoken of.
    """
    return token.value(MISWRITTEN) is not None and not token.named("official")


def heard_persons(draft: Draft) -> list[str]:
    """Say which persons are meant whose names are written by their sound: 韩彪."""
    persons = (t for t in draft.tokens if t.named("official"))
    return [_said_by_sound(t, draft) for t in persons if t.value(MISWRITTEN) is not None]


def _said_by_sound(token: Token, draft: Draft) -> str:
    label = token.value(MISWRITTEN)
    if draft.language == "zh":
        return f"没有“{token.text}”，按“{label}”理解。"
    return f"“{token.text}” is unknown; read as {label}."


SUMMED = (
    "合起来计，几家共有的事项只算一次。",
    "Items of any of them are counted, shared ones once.",
)


def _choice_words(choice: str, *, zh: bool) -> str:
    if choice == "joint":
        return JOINT[0] if zh else JOINT[1]
    if choice == "sum":
        return SUMMED[0] if zh else SUMMED[1]
    if choice.startswith("either:"):
        return EITHER[0] if zh else EITHER[1]
    name = choice.partition(":")[2]
    return f"“{name}”按主题理解；它也是附件2的一个分类。" if zh else f"“{name}” is read as a theme."
