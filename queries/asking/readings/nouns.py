"""The thing that a noun of a question asks for, and where such nouns stand."""

from __future__ import annotations

from dataclasses import dataclass

from queries.asking.readings.columns import ITEM_COUNTERS, denied_of, is_said_of, only_of
from queries.asking.readings.draft import JOINS, PLAIN, Draft
from queries.asking.words.tokens import Node, Token

THINGS = ("noun", "rolenoun", "type")
ITEM_KINDS = ("item", "project", "indicator")


@dataclass
class Focus:
    """What is asked for, where it stands, and how. `roles` are those its own words give it.

    `wants_all`: officials and bodies both, whatever the word for the role.
    """

    kind: str = "item"
    measure: str = "list"
    places: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    order: str = ""
    top: int = 0
    is_who: bool = False
    wants_all: bool = False
    counted: str = "item"
    counted_role: str = ""
    nth: bool = False
    claimed: tuple[Node, ...] = ()


def find_measured(draft: Draft) -> Focus | None:
    """`双凤镇公共自行车投资额`: a question that ends with what is measured asks for the number."""
    words = [i for i, t in enumerate(draft.tokens) if not t.has("mark", "be")]
    words = [i for i in words if draft.tokens[i].value("noise") != "tail"]
    last = words[-1] if words else None
    if draft.language == "en":
        asked = any(t.has("phrase") and t.text.endswith(_MEASURED) for t in draft.tokens)
        what = draft.tokens[0].text == "what" if draft.tokens else False
        return Focus("target") if (asked and what) or _says_done(draft) else None
    if last is None:
        return None
    of_phrase = draft.tokens[last].has("share") and draft.tokens[last - 1].has("phrase", "alias")
    if not (of_phrase or draft.tokens[last].has("phrase", "unknown", "noise")):
        return None
    return Focus("target", places=(last,)) if draft.tokens[last].text.endswith(_MEASURED) else None


def _says_done(draft: Draft) -> bool:
    """`Patents filed?`: words of a text alone, and what is done with so many of them.

    Of an indicator by itself its number is asked: Jobless rate?
    """
    said = [t for t in draft.tokens if not t.has("mark", "now", "year")]
    done = [t for t in said if t.value("noise") == "deed" or t.text in _DONE]
    plain = all(t.has("phrase", "alias", "noise") and not t.nodes for t in said)
    if len(said) == 1 and said[0].has("alias"):
        return True
    return plain and (0 < len(done) < len(said) or [t.text for t in said] in _DONE_WITH)


_DONE = ("申请", "授权", "整治", "优化", "优化调整", "安装", "关停", "淘汰", "盘活")
"""What English words for what is done become in the texts."""
_DONE_WITH = (["利用外资"], ["注册外资"])
"""Such words with what it is done to, where texts say both as one."""

_MEASURED = ("额", "量", "率", "面积", "比重", "规模", "全长", "长度", "占比")


def noun_after(draft: Draft, place: int) -> int | None:
    if draft.tokens[place].has("noun"):
        return place
    for other in range(place + 1, len(draft.tokens)):
        token = draft.tokens[other]
        if token.has("wh", "which", "who", "count") or (
            token.text == "," and draft.language == "zh"
        ):
            return None
        if token.has(*THINGS) and draft.free(other) and not token.named("agency", "group"):
            return other
        if draft.language == "en" and token.has("role", "by") and other > place + 1:
            return None
    return None


def noun_before(draft: Draft, place: int) -> int | None:
    found = [i for i in draft.find(*THINGS) if i < place]
    found = [i for i in found if not (draft.tokens[i].has("rolenoun") and is_said_of(draft, i))]
    found = [i for i in found if not is_place_of_names(draft, i) and not _is_of_others(draft, i)]
    return found[-1] if found else None


def _is_of_others(draft: Draft, place: int) -> bool:
    """`X跟别的领导共同分管的`: with whom somebody works, and not what is asked for."""
    others, with_ = draft.at(place - 1), draft.at(place - 2)
    return others is not None and others.has("beside") and with_ is not None and with_.text in PLAIN


def is_place_of_names(draft: Draft, place: int) -> bool:
    """`发改委不在责任单位里`: the column is where somebody is named, and not asked for."""
    before, token = draft.at(place - 1), draft.tokens[place]
    if not token.has("rolenoun"):
        return False
    return _holds_named(draft, place) or (
        before is not None and before.text in ("在", "不在", "进", "挂在")
    )


def _holds_named(draft: Draft, place: int) -> bool:
    """`责任单位里有市监委的`: tell whether somebody is named behind a column as being in it."""
    within = False
    for token in draft.tokens[place + 1 :]:
        if token.named("agency", "group", "official"):
            return within
        within = within or token.text in (
            "里",
            "中",
            "里面",
            "里头",
            "当中",
            "一栏",
            "栏里",
            "一栏里",
        )
        if not token.has("noise", "have", "mention", "or"):
            return False
    return False


def is_agent_noun(draft: Draft, place: int) -> bool:
    token = draft.tokens[place]
    return token.has("rolenoun", "type") or token.value("noun") in ("agency", "official")


def focus_of_noun(draft: Draft, place: int) -> Focus:
    token = draft.tokens[place]
    role = token.value("rolenoun")
    if role is not None:
        return _focus_of_role_nouns(draft, place)
    if (value := token.value("type")) is not None and token.value("noun") is None:
        draft.use(place, "asked for", "agency type " + value)
        return Focus("agency", places=(place,), types=(value,))
    kind = token.value("noun") or "item"
    if kind in ITEM_KINDS:
        return Focus("item", places=(place,))
    draft.use(place, "asked for", kind)
    if kind == "group":  # told behind the bodies, who are not asked for
        draft.notes.doubts.append(token.text)
        kind = "agency"
    return Focus(kind, places=(place,))


def _focus_of_role_nouns(draft: Draft, place: int) -> Focus:
    """`牵头单位和分管领导`: several role nouns that are joined are asked for together."""
    places = [place]
    while (previous := draft.before(places[0], *JOINS)) is not None:
        if not draft.tokens[previous].has("rolenoun"):
            break
        places.insert(0, previous)
    roles = tuple(dict.fromkeys(draft.tokens[i].value("rolenoun") or "" for i in places))
    for i in places:
        draft.use(i, "asked for", "role " + (draft.tokens[i].value("rolenoun") or ""))
    personal = [role == "supervising" for role in roles]
    kind = "official" if all(personal) else "agent" if any(personal) else "agency"
    return Focus(kind, places=tuple(places), roles=roles)


def is_of_item(draft: Draft, place: int, noun: int) -> bool:
    """`哪项的责任单位最多`, `多少项的责任单位不包括X`: those of each item, which is asked for."""
    behind = draft.at(place + 1)
    counter = draft.tokens[place].text[-1:] in "项条件"
    near = all(t.has("involve", "noise", "have") for t in draft.between(place, noun))
    of = counter and behind is not None and (behind.text == "的" or near)
    if not of or not is_agent_noun(draft, noun):
        return False
    ordered = any(t.has("most", "least") for t in draft.tokens[noun:])
    if ordered or (noun == place + 2 and _tells_of_column(draft, noun)):
        draft.use(place, "question word")
        return True
    return False


def _tells_of_column(draft: Draft, noun: int) -> bool:
    """Tell whether somebody named behind a column is said to stand in it, or not, or alone."""
    if denied_of(draft, noun) is not None or only_of(draft, noun) is not None:
        return True
    named = draft.after(noun)
    if named is not None and draft.tokens[named].has("gt", "ge", "lt", "le", "eq"):
        return True
    return named is not None and bool(draft.tokens[named].named("agency", "group", "official"))


def is_item_noun(token: Token) -> bool:
    return token.value("noun") in ITEM_KINDS


def holder_of_counted(draft: Draft, noun: int, place: int) -> int | None:
    """`小标题下面任务最多的是哪个`: the tasks are counted, the heading is asked for."""
    is_item = (
        is_item_noun(draft.tokens[noun]) and draft.tokens[place].text[-1:] not in ITEM_COUNTERS
    )
    behind = draft.after(noun, "count", "noise")
    if not is_item or behind is None or not draft.tokens[behind].has("most", "least"):
        return None
    kinds = ("category", "heading", "theme")
    earlier = [i for i in draft.find("noun") if i < noun and draft.tokens[i].value("noun") in kinds]
    return earlier[-1] if earlier else None


def counts_items(draft: Draft, place: int, noun: int) -> bool:
    """`牵头单位最多的是哪一项`: 项 and 条 count items, whatever noun stands before them."""
    asked, number = draft.tokens[place], draft.at(place + 1)
    if number is not None and asked.text == "哪" and number.has("num"):
        asked = number
    return noun < place and asked.text[-1:] in ITEM_COUNTERS


def uncounted_noun_before(draft: Draft, place: int) -> int | None:
    """`由两位领导分管的有哪些`: what a number counts is not what is asked for."""
    noun = noun_before(draft, place)
    if noun is not None and (holder := holder_of_counted(draft, noun, place)) is not None:
        return holder
    if noun is None or not counts_agents(draft, noun):
        return noun
    earlier = noun_before(draft, noun)
    return earlier if earlier is not None and not counts_agents(draft, earlier) else None


def counts_agents(draft: Draft, place: int) -> bool:
    before = draft.at(place - 1)
    if before is None or not before.has("num", "ormore", "orless"):
        return False
    return not any(t.has("first", "most", "least") for t in draft.tokens[max(place - 3, 0) : place])


def is_by_so_many(draft: Draft, place: int, noun: int) -> bool:
    """`哪几条由五位领导共同分管`: items are asked for, by the number of those who have them."""
    by = draft.at(place + 1)
    items = draft.tokens[place].text[-1:] in ITEM_COUNTERS and by is not None and by.has("by")
    return items and any(t.has("num") for t in draft.between(place + 1, noun))
