"""What a question asks for: the thing that its rows are, and what is done with them."""

from __future__ import annotations

from queries.asking.readings.columns import says_which
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import (
    THINGS,
    Focus,
    counts_agents,
    counts_items,
    find_measured,
    focus_of_noun,
    is_agent_noun,
    is_by_so_many,
    is_item_noun,
    is_of_item,
    is_place_of_names,
    noun_after,
    uncounted_noun_before,
)
from queries.asking.readings.reading import AGENT_FOCUSES
from queries.asking.understanding.amounts import (
    figure_claimed,
    number_asked,
    share_asked,
    share_claimed,
    yes_or_no,
)
from queries.asking.understanding.claims import find_any, find_claim, find_claim_of_each
from queries.asking.understanding.column_sums import sum_of_column
from queries.asking.understanding.extremes import (
    most_of_one,
    number_of_first,
    number_of_most,
    value_of_most,
)
from queries.asking.understanding.framing import (
    agents_of_each,
    annual_task,
    column_named,
    is_there,
    items_within,
    question_places,
    requires,
    says_where,
    use_remarks,
)
from queries.asking.understanding.orders import add_counted, add_order, count_others
from queries.asking.understanding.persons import (
    ask_for_both,
    ask_for_persons,
    counted_behind,
    counted_by,
    ranked_by_number,
    ranked_by_work,
    told_apart,
    who_places,
)


def find_focus(draft: Draft) -> Focus:
    """Return what the question asks for; the words that say so are used up."""
    _use_frames(draft)
    use_remarks(draft)
    focus = most_of_one(draft) or number_of_most(draft) or sum_of_column(draft)
    focus = focus or number_of_first(draft) or value_of_most(draft) or find_claim_of_each(draft)
    focus = focus or agents_of_each(draft) or annual_task(draft)
    focus = focus or find_any(draft) or share_claimed(draft) or _asked(draft)
    focus = focus or share_asked(draft)
    focus = focus or ranked_by_number(draft) or _listed(draft) or _every(draft)
    if focus is None and draft.language == "en":
        focus = find_measured(draft)
    focus = focus or _interrogated(draft) or number_asked(draft)
    if focus is None:
        focus = (
            find_claim(draft)
            or figure_claimed(draft)
            or yes_or_no(draft)
            or find_measured(draft)
            or _head(draft)
        )
    add_order(draft, focus)
    if focus.kind == "item" and focus.measure == "rank":
        add_counted(draft, focus)
    for kind in ("which", "wh", "yesno", "count", "who"):
        for place in draft.find(kind):
            if kind == "who" and not _asks_again(draft, place, focus):
                continue
            if kind != "count" or focus.measure in ("each", "rank", "compare", "average"):
                draft.use(place, "question word")
    return focus


def _asks_again(draft: Draft, place: int, focus: Focus) -> bool:
    """`前三家单位是谁`: behind the noun for those who are asked for, 是谁 asks for no more."""
    before = draft.before(place)
    return focus.kind in AGENT_FOCUSES and before is not None and before in focus.places


_FRAMING = {"theme": ("theme",), "category": ("category", "theme"), "heading": ("heading",)}
_FRAMING |= {"document": ("document",), "programme": ("programme",)}


def _use_frames(draft: Draft) -> None:
    """Use up nouns that only say of what kind a name beside them is: 教育主题, 门类“综合指标”."""
    for place in draft.find("noun"):
        types = _FRAMING.get(draft.tokens[place].value("noun") or "")
        types = ("heading",) if draft.tokens[place].text == "项目" else types
        beside = (draft.before(place, "num"), draft.after(place))
        near = [draft.tokens[i] for i in beside if i is not None]
        named = types and any(
            t.named(*types) or ("theme" in types and t.has("theme")) for t in near
        )
        previous = draft.tokens[beside[0]] if beside[0] is not None else None
        asked = previous is not None and previous.has("wh", "every", "count", "which")
        if named and not asked:
            draft.use(place, "frame")
        official = any(draft.tokens[i].named("official") for i in beside if i is not None)
        official = official and not asked
        if draft.tokens[place].value("noun") == "official" and official:
            draft.use(place, "title of the official")
            if any(t.has("be") for t in draft.tokens[max(place - 1, 0) : place]):
                draft.notes.doubts.append(draft.tokens[place].text)


def _listed(draft: Draft) -> Focus | None:
    """`Rank the agencies by …`, `Top 5 agencies by …`."""
    for place in draft.find("rank", "first"):
        noun = draft.after(place, "num")
        if noun is None or not draft.tokens[noun].has(*THINGS):
            continue
        ranked = [i for i in draft.find(*THINGS) if i < place and is_agent_noun(draft, i)]
        if ranked and is_item_noun(draft.tokens[noun]) and draft.tokens[place].text in _ORDERS:
            return focus_of_noun(draft, ranked[-1])
        counted = draft.language == "zh" and draft.tokens[place].has("first")
        part = draft.tokens[noun].value("noun") in ("category", "heading")
        if draft.language == "en" or (counted and (part or is_agent_noun(draft, noun))):
            for other in draft.find("count"):
                draft.use(other, "count")
            return focus_of_noun(draft, noun)
    return ranked_by_work(draft)


_ORDERS = ("in descending order", "in ascending order")


def _asked(draft: Draft) -> Focus | None:
    """`…的建设内容`, `…的完成时限`: a part of work items is asked for."""
    places = [i for i in draft.find("asks") if not says_where(draft, i)]
    places = [i for i in places if not is_there(draft, i) and not requires(draft, i)]
    if not places:
        return None
    kinds = [draft.tokens[place].value("asks") or "" for place in places]
    if set(kinds) == {"where"} and draft.find("most", "least"):
        for place in places:
            draft.use(place, "question word")
        return Focus("item", places=tuple(places))
    for place, kind in zip(places, kinds, strict=True):
        draft.use(place, "asks", kind)
    if len(set(kinds)) == 1 and kinds[0] in _ASKED_KINDS:
        return Focus(_ASKED_KINDS[kinds[0]], places=tuple(places))
    if set(kinds) & {"parent", "children"}:
        return Focus("item", asks=tuple(kinds), places=tuple(places))
    if who_places(draft):
        return None
    for place in draft.find("which", "wh", "count", "who"):
        draft.use(place, "question word")
    return Focus("item", "tell", places=tuple(places), asks=tuple(dict.fromkeys(kinds)))


_ASKED_KINDS = {"category": "category", "target": "target", "themes": "theme"}


def _every(draft: Draft) -> Focus | None:
    """`每位领导…`, `各部门分别…`, `按主题…`: a number for each."""
    for place in draft.find("every"):
        noun = draft.after(place)
        if noun is None or not draft.tokens[noun].has(*THINGS):
            continue
        focus = focus_of_noun(draft, noun)
        is_each = draft.find("count", "rank", "most", "least") or focus.kind != "item"
        if is_each:
            draft.use(place, "each")
            focus.measure = "average" if draft.find("average") else "each"
            if focus.kind == "item" and focus.measure == "average":
                focus.counted = _counted_noun(draft)
                _use_role_of_counted(draft, focus)
            if focus.measure == "each" and focus.kind in AGENT_FOCUSES:
                count_others(draft, focus, focus.kind)
            return focus
    return None


def _use_role_of_counted(draft: Draft, focus: Focus) -> None:
    """`平均每项任务由几个部门牵头`: the role of those who are counted."""
    for place in draft.find("role")[:1]:
        role = draft.tokens[place].value("role") or "any"
        draft.use(place, "role", role)
        focus.roles = (role,)


def _counted_noun(draft: Draft) -> str:
    for place in draft.find("count", "average"):
        noun = noun_after(draft, place)
        if noun is not None and is_agent_noun(draft, noun):
            focus = focus_of_noun(draft, noun)
            return focus.kind
    return "agency"


def _interrogated(draft: Draft) -> Focus | None:
    """`哪些部门…`, `谁…`, `…任务有哪些`."""
    who = draft.find("who")
    if who and all(_is_relative(draft, i) for i in who):
        for place in who:
            draft.use(place, "frame")
        who = []
    if who:
        return ask_for_persons(draft, who)
    for place in question_places(draft):
        if _is_relative(draft, place):
            draft.use(place, "frame")
            continue
        if draft.tokens[place].has("mention"):
            return Focus("item")
        if told := told_apart(draft, place):
            return ask_for_both(draft, place, told)
        noun = noun_after(draft, place)
        if noun is None and (counted := counted_behind(draft, place)) is not None:
            return counted
        if noun is None:
            noun = uncounted_noun_before(draft, place)
            noun = items_within(draft, place, noun)
        draft.use(place, "question word")
        listed = _use_listed_kind(draft, place)
        if not listed and _asks_for_words(draft, place, noun):
            draft.notes.doubts.append(draft.tokens[place].text)
        return _of_counter(draft, place, noun)
    return None


def _is_relative(draft: Draft, place: int) -> bool:
    """`every item for which X is a lead agency`, `projects of X whose …`: no question word."""
    if draft.language != "en":
        return False
    if draft.tokens[place].text == "whose":
        return any(is_item_noun(t) for t in draft.tokens[:place])
    before = draft.before(place, "noise")
    return before is not None and is_item_noun(draft.tokens[before])


def _asks_for_words(draft: Draft, place: int, noun: int | None) -> bool:
    """`X有哪些背街小巷列入改造`: what is asked for is a word of the texts, of no kind we know."""
    following = draft.after(place)
    is_words = following is not None and draft.tokens[following].has("phrase", "unknown")
    return is_words and (noun is None or noun < place)


def _use_listed_kind(draft: Draft, place: int) -> bool:
    """`落在哪些村和社区`, `是哪两条路`: what is listed are such places, whose names end with that.

    哪些社区工作 are items: what goes on is no list of places.
    """
    kinds = [i for i in range(place + 1, len(draft.tokens)) if draft.tokens[i].text in _PLACES]
    if not kinds or not all(t.has("num", "and") for t in draft.between(place, kinds[0])):
        return False
    behind = draft.at(kinds[-1] + 1)
    if behind is not None and not behind.has("mark", "noise"):
        return False
    for kind in kinds:
        draft.use(kind, "what is listed")
    return True


_PLACES = ("村", "社区", "路", "街", "街道", "巷", "小区", "弄", "桥")


def _of_counter(draft: Draft, place: int, noun: int | None) -> Focus:
    """Return what a noun asks for, unless the counter of the question word says otherwise."""
    counted = counted_by(draft, place)
    if noun is not None and is_by_so_many(draft, place, noun):
        return Focus("item")
    if noun is None or counts_items(draft, place, noun) or is_of_item(draft, place, noun):
        return Focus(counted)
    if counted != "item" and noun < place and not is_agent_noun(draft, noun):
        return Focus(counted)
    if (column := column_named(draft, noun)) is not None:
        draft.use(noun, "frame")
        return focus_of_noun(draft, column)
    return focus_of_noun(draft, noun)


_LISTING = ("noise", "mark", "num", "rolenoun", "frame", "thisdoc")


def _listed_alone(draft: Draft) -> int | None:
    """`完善保障体系：三家主责单位名单`: behind a colon who is listed is asked for."""
    colon = next((i for i, t in enumerate(draft.tokens) if t.text == ":"), None)
    behind = range(colon + 1, len(draft.tokens)) if colon is not None else ()
    nouns = [i for i in behind if draft.tokens[i].has("rolenoun")]
    others = [i for i in behind if not draft.tokens[i].has(*_LISTING)]
    return nouns[0] if len(nouns) == 1 and not others else None


def _described_behind(draft: Draft, nouns: list[int]) -> int | None:
    """`符合条件的任务：X分管；主要责任单位不是Y`: what stands before the colon is asked for."""
    for place in nouns:
        colon, token = draft.at(place + 1), draft.tokens[place]
        told = any(t.has("role", "rolenoun", "involve") for t in draft.tokens[place + 2 :])
        if colon is not None and colon.text == ":" and is_item_noun(token) and told:
            return place
    return None


def _head(draft: Draft) -> Focus:
    """The last noun: 牵头任务最多的部门."""
    if (listed := _listed_alone(draft)) is not None:
        return focus_of_noun(draft, listed)
    nouns = [i for i in draft.find(*THINGS) if not counts_agents(draft, i)]
    nouns = [i for i in nouns if not (draft.tokens[i].has("rolenoun") and says_which(draft, i))]
    nouns = [i for i in nouns if not is_place_of_names(draft, i)]
    if (described := _described_behind(draft, nouns)) is not None:
        return focus_of_noun(draft, described)
    if draft.language == "zh" and (told := told_apart(draft, -1)) and told[-1:] == nouns[-1:]:
        return ask_for_both(draft, told[0], told)
    if draft.language == "en":
        return focus_of_noun(draft, nouns[0]) if nouns else Focus("item")
    return focus_of_noun(draft, nouns[-1]) if nouns else Focus("item")
