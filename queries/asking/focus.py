"""What a question asks for: the thing that its rows are, and what is done with them."""

from __future__ import annotations

from dataclasses import dataclass

from queries.asking.draft import JOINS, Draft
from queries.asking.tokens import Token

THINGS = ("noun", "rolenoun", "type")
_ITEM_KINDS = ("item", "project", "indicator")


@dataclass
class Focus:
    """What is asked for, where it stands, and how. `roles` are those its own words give it."""

    kind: str = "item"
    measure: str = "list"
    places: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    order: str = ""
    top: int = 0
    is_who: bool = False
    counted: str = "item"


def find_focus(draft: Draft) -> Focus:
    """Return what the question asks for; the words that say so are used up."""
    _use_frames(draft)
    focus = _asked(draft) or _share(draft) or _every(draft) or _listed(draft)
    focus = focus or _interrogated(draft) or _counted(draft)
    if focus is None:
        focus = _yes_or_no(draft) or _head(draft)
    _add_order(draft, focus)
    if focus.kind == "item" and focus.measure == "rank":
        _add_counted(draft, focus)
    for kind in ("which", "wh", "yesno", "count"):
        for place in draft.find(kind):
            if kind != "count" or focus.measure in ("each", "rank", "compare", "average"):
                draft.use(place, "question word")
    return focus


_FRAMING = {"theme": ("theme",), "category": ("category", "theme"), "heading": ("heading",)}
_FRAMING |= {"document": ("document",), "programme": ("programme",)}


def _use_frames(draft: Draft) -> None:
    """Use up nouns that only say of what kind a name beside them is: 教育主题, 门类“综合指标”."""
    for place in draft.find("noun"):
        types = _FRAMING.get(draft.tokens[place].value("noun") or "")
        beside = (draft.before(place, "num"), draft.after(place))
        near = [draft.tokens[i] for i in beside if i is not None]
        named = types and any(
            t.named(*types) or ("theme" in types and t.has("theme")) for t in near
        )
        previous = draft.tokens[beside[0]] if beside[0] is not None else None
        asked = previous is not None and previous.has("wh", "every", "count", "which")
        if named and not asked:
            draft.use(place, "frame")
        official = beside[0] is not None and draft.tokens[beside[0]].named("official")
        if draft.tokens[place].value("noun") == "official" and official:
            draft.use(place, "title of the official")


def _is_of(token: Token, types: tuple[str, ...]) -> bool:
    return bool(token.named(*types)) or ("theme" in types and token.has("theme"))


def _share(draft: Draft) -> Focus | None:
    """`占全部任务的比例`, `占百分之几`; 占几项 asks for a number."""
    places = draft.find("share")
    if places and _is_measure(draft, places[0]):
        for place in places:
            draft.use(place, "part of what is measured")
        return None
    telling = [i for i in places if draft.tokens[i].text != "占"]
    if not telling and (not places or draft.find("count")):
        for place in places:
            draft.use(place, "frame")
        return None
    for place in [*places, *draft.find("count", "which", "wh")]:
        draft.use(place, "share")
    first = next((i for i in places if draft.tokens[i].text.startswith("占")), places[0])
    return Focus("item", "share", places=(first,))


def _is_measure(draft: Draft, place: int) -> bool:
    """`服务业增加值占比提高多少`: the share is what a text measures."""
    before = draft.before(place)
    return before is not None and draft.tokens[before].has("phrase", "alias")


def _listed(draft: Draft) -> Focus | None:
    """`Rank the agencies by …`, `Top 5 agencies by …`."""
    for place in draft.find("rank", "first"):
        noun = draft.after(place, "num")
        if noun is not None and draft.language == "en" and draft.tokens[noun].has(*THINGS):
            for other in draft.find("count"):
                draft.use(other, "count")
            return _of_noun(draft, noun)
    return None


def _asked(draft: Draft) -> Focus | None:
    """`…的建设内容`, `…的完成时限`: a part of work items is asked for."""
    places = draft.find("asks")
    if not places:
        return None
    kinds = []
    for place in places:
        value = draft.tokens[place].value("asks") or ""
        draft.use(place, "asks", value)
        kinds.append(value)
    if len(set(kinds)) == 1 and kinds[0] in _ASKED_KINDS:
        return Focus(_ASKED_KINDS[kinds[0]], places=tuple(places))
    if set(kinds) & {"parent", "children"}:
        return Focus("item", asks=tuple(kinds), places=tuple(places))
    if _who_places(draft):
        return None
    for place in draft.find("which", "wh", "count", "who"):
        draft.use(place, "question word")
    return Focus("item", "tell", places=tuple(places), asks=tuple(kinds))


_ASKED_KINDS = {"category": "category", "target": "target", "themes": "theme"}


def _who_places(draft: Draft) -> list[int]:
    agents = [
        i for i in draft.find("wh") if (n := _noun_after(draft, i)) and _is_agent_noun(draft, n)
    ]
    return [*draft.find("who"), *agents]


def _every(draft: Draft) -> Focus | None:
    """`每位领导…`, `各部门分别…`, `按主题…`: a number for each."""
    for place in draft.find("every"):
        noun = draft.after(place)
        if noun is None or not draft.tokens[noun].has(*THINGS):
            continue
        focus = _of_noun(draft, noun)
        is_each = draft.find("count", "rank", "most", "least") or focus.kind != "item"
        if is_each:
            draft.use(place, "each")
            focus.measure = "average" if draft.find("average") else "each"
            if focus.kind == "item" and focus.measure == "average":
                focus.counted = _counted_noun(draft)
            return focus
    return None


def _counted_noun(draft: Draft) -> str:
    for place in draft.find("count", "average"):
        noun = _noun_after(draft, place)
        if noun is not None and _is_agent_noun(draft, noun):
            focus = _of_noun(draft, noun)
            return focus.kind
    return "agency"


def _interrogated(draft: Draft) -> Focus | None:
    """`哪些部门…`, `谁…`, `…任务有哪些`."""
    who = draft.find("who")
    if who:
        return _who(draft, who)
    for place in draft.find("wh"):
        noun = _noun_after(draft, place)
        if noun is None:
            noun = _noun_before(draft, place)
        draft.use(place, "question word")
        return _of_noun(draft, noun) if noun is not None else Focus("item")
    for place in draft.find("which"):
        noun = _noun_after(draft, place)
        if noun is None:
            noun = _noun_before(draft, place)
        draft.use(place, "question word")
        return _of_noun(draft, noun) if noun is not None else Focus("item")
    return None


def _who(draft: Draft, places: list[int]) -> Focus:
    for place in places:
        draft.use(place, "question word", "agent")
    asked = [_noun_after(draft, i) for i in draft.find("wh")]
    others = tuple(i for i in asked if i is not None and _is_agent_noun(draft, i))
    for place in others:
        draft.use(place, "asked for", "agent")
    before = draft.before(places[0])
    if before is not None and draft.tokens[before].has("rolenoun"):
        return _of_noun(draft, before)
    if before is not None and _is_agent_noun(draft, before):
        return _of_noun(draft, before)
    return Focus("agent", places=(*places, *others), is_who=True)


def _counted(draft: Draft) -> Focus | None:
    """`有多少项任务`, `几个部门`."""
    for place in draft.find("count"):
        noun = _noun_after(draft, place)
        if noun is None:
            noun = _noun_before(draft, place)
        draft.use(place, "count")
        if _counts_in_text(draft, place, noun):
            return Focus("target", places=(place,))
        focus = _of_noun(draft, noun) if noun is not None else Focus("item")
        focus.measure = "count"
        return focus
    return None


def _counts_in_text(draft: Draft, place: int, noun: int | None) -> bool:
    """Tell whether 多少 asks for a number in a text: 新增高新技术企业多少家."""
    following = draft.after(place)
    if noun is not None and _says_there_are(draft, place):
        return False
    if following is not None and _is_in_text(draft.tokens[following]):
        return noun is None or noun > following or noun < place
    before = draft.before(place, "gt", "ge", "lt", "le", "eq")
    return noun is None and before is not None and _is_in_text(draft.tokens[before])


def _is_in_text(token: Token) -> bool:
    return token.has("phrase", "alias") or bool(token.named("programme", "facility", "event"))


def _says_there_are(draft: Draft, place: int) -> bool:
    """`有多少个…项目` counts work items; `新增多少个…项目` asks for a number in a text."""
    before = draft.at(place - 1)
    said = before is not None and before.has("have", "total")
    return said or draft.tokens[place].text.startswith(("有", "共", "一共", "总共"))


def _yes_or_no(draft: Draft) -> Focus | None:
    for place in draft.find("yesno"):
        if draft.language == "zh" or place == 0:
            draft.use(place, "yes or no")
            return Focus("item", "exists")
    return None


def _head(draft: Draft) -> Focus:
    """The last noun: 牵头任务最多的部门."""
    nouns = [i for i in draft.find(*THINGS) if not _counts_agents(draft, i)]
    if draft.language == "en":
        return _of_noun(draft, nouns[0]) if nouns else Focus("item")
    return _of_noun(draft, nouns[-1]) if nouns else Focus("item")


def _counts_agents(draft: Draft, place: int) -> bool:
    before = draft.at(place - 1)
    if before is None or not before.has("num", "ormore", "orless"):
        return False
    return not any(t.has("first", "most", "least") for t in draft.tokens[max(place - 3, 0) : place])


def _noun_after(draft: Draft, place: int) -> int | None:
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


def _noun_before(draft: Draft, place: int) -> int | None:
    found = [i for i in draft.find(*THINGS) if i < place]
    return found[-1] if found else None


def _is_agent_noun(draft: Draft, place: int) -> bool:
    token = draft.tokens[place]
    return token.has("rolenoun", "type") or token.value("noun") in ("agency", "official")


def _of_noun(draft: Draft, place: int) -> Focus:
    token = draft.tokens[place]
    role = token.value("rolenoun")
    if role is not None:
        return _of_role_nouns(draft, place)
    if (value := token.value("type")) is not None and token.value("noun") is None:
        draft.use(place, "asked for", "agency type " + value)
        return Focus("agency", places=(place,), types=(value,))
    kind = token.value("noun") or "item"
    if kind in _ITEM_KINDS:
        return Focus("item", places=(place,))
    draft.use(place, "asked for", kind)
    return Focus(kind, places=(place,))


def _of_role_nouns(draft: Draft, place: int) -> Focus:
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


def _add_order(draft: Draft, focus: Focus) -> None:
    """`最多`, `前十`, `排名`: the rows are ranked by their number."""
    for place in draft.find("most", "least"):
        focus.order = "most" if draft.tokens[place].has("most") else "least"
        focus.top = focus.top or 1
        draft.use(place, "order", focus.order)
        if focus.measure == "count":
            draft.notes.doubts.append(draft.tokens[place].text)
    for place in draft.find("first"):
        number = draft.after(place)
        if number is not None and draft.tokens[number].has("num"):
            _use_top(draft, focus, number)
            draft.use(place, "order", "first")
    for place in draft.find("rank", "rankup"):
        focus.order = focus.order or ("least" if draft.tokens[place].has("rankup") else "most")
        draft.use(place, "order", focus.order)
        focus.measure = "rank" if focus.measure in ("list", "each", "count") else focus.measure
    if focus.top:
        _top_by_number(draft, focus)
        if focus.measure in ("list", "count", "each", "exists"):
            focus.measure = "rank"


def _add_counted(draft: Draft, focus: Focus) -> None:
    """`涉及部门最多的任务`: items are ranked by the number of their agents or themes."""
    for place in draft.find("noun", "rolenoun"):
        kind = _counted_kind(draft, place)
        if kind is None:
            continue
        focus.counted = kind
        draft.use(place, "counted", kind)
        role = draft.tokens[place].value("rolenoun")
        before = draft.before(place)
        if before is not None and draft.tokens[before].has("role", "involve"):
            draft.use(before, "role")
            role = role or draft.tokens[before].value("role")
        focus.roles = (role or "any",)
        return


def _counted_kind(draft: Draft, place: int) -> str | None:
    token = draft.tokens[place]
    if (role := token.value("rolenoun")) is not None:
        return "official" if role == "supervising" else "agency"
    kind = token.value("noun")
    return kind if kind in ("agency", "official", "theme") else None


def _use_top(draft: Draft, focus: Focus, place: int) -> None:
    focus.top = int(draft.tokens[place].value("num") or 1)
    focus.order = focus.order or "most"
    draft.use(place, "top", str(focus.top))


def _top_by_number(draft: Draft, focus: Focus) -> None:
    """`最多的三个部门`, `哪三个部门…最多`: a bare number before what is asked for."""
    if focus.top != 1 or not focus.places:
        return
    number = draft.before(focus.places[0])
    if number is None or not draft.free(number) or not draft.tokens[number].has("num"):
        return
    before = draft.tokens[number - 1] if number else None
    if before is None or not before.has("gt", "ge", "lt", "le", "eq"):
        _use_top(draft, focus, number)


def is_item_noun(token: Token) -> bool:
    return token.value("noun") in _ITEM_KINDS
