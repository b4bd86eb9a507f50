"""What a question asks for where its last noun does not say it: of which items, in which column."""

from __future__ import annotations

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import JOINS, WITHIN, Draft
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

_WHETHER = ("是不是", "是否", "是否是", "有没有", "有无", "是否有")
_ASKERS = ("我", "我们", "本人", "咱", "咱们")


def use_remarks(draft: Draft) -> None:
    """`我是归庄人，…`: who asks is no condition on what is asked for."""
    for place, token in enumerate(draft.tokens):
        before, behind = draft.before(place, "be"), draft.at(place + 1)
        said = {t.text for t in draft.tokens[max(place - 2, 0) : place]}
        is_asker = before is None and "是" in said and said & set(_ASKERS)
        if is_asker and token.named("place") and behind is not None and behind.text == "人":
            draft.use(place, "remark", "who asks")
            draft.use(place + 1, "remark", "who asks")


def annual_task(draft: Draft) -> Focus | None:
    """`第二水厂深度处理工程2018年度任务`: behind one item that is named, its task of the year."""
    last = draft.before(len(draft.tokens), "which", "wh")
    if last is None or draft.tokens[last].text not in ("任务", "工作任务", "目标任务"):
        return None
    year = draft.before(last)
    named = draft.before(year) if year is not None else None
    if year is None or named is None or not draft.tokens[year].has("year", "now"):
        return None
    of_item = draft.tokens[named].named("project", "task", "indicator", "facility")
    if not of_item and not draft.tokens[named].has("phrase"):
        return None
    draft.use(year, "frame")
    draft.use(last, "asks", "annual")
    for place in draft.find("which", "wh"):
        draft.use(place, "question word")
    return Focus("item", "tell", places=(last,), asks=("annual",))


def agents_of_each(draft: Draft) -> Focus | None:
    """`每个工程的主要责任单位`: of each work item who has it, and not who has any of them."""
    if draft.find("count", "most", "least", "rank", "average"):
        return None
    if (by_number := _agents_by_number(draft)) is not None:
        return by_number
    own = [i for i, t in enumerate(draft.tokens) if t.text in _THEIR_OWN]
    listed = [i for i, t in enumerate(draft.tokens) if t.has("noise") and t.text[:1] == "逐"]
    for place in [*draft.find("every"), *own, *listed]:
        noun, asked = draft.at(place + 1), _role_nouns(draft, place + 1)
        text = draft.tokens[place].text
        if (text[:1] == "逐" or text[-1:] in ITEM_COUNTERS) and draft.language == "zh":
            noun, asked = Token(0, 0, "", (Sense("noun", "item"),)), _role_nouns(draft, place)
        each = draft.tokens[place].text.startswith(_OF_EACH)
        if place in own:
            named, joint = draft.at(place - 2), draft.at(place - 1)
            each = joint is not None and joint.has("and") and named is not None
            noun, asked = (named, _role_nouns(draft, place)) if each else (noun, asked)
        if noun is None or not each or not is_item_noun(noun) or not asked:
            continue
        draft.use(place, "each")
        for other in asked:
            draft.use(other, "asks", draft.tokens[other].value("rolenoun") or "any")
        for other in draft.find("wh", "which", "who"):
            draft.use(other, "question word")
        asks = tuple(draft.used[other][1] for other in asked)
        return Focus("item", "tell", places=tuple(asked), asks=asks)
    return None


def _agents_by_number(draft: Draft) -> Focus | None:
    """`各由哪位领导分管？请按编号对应列出`: of each work item, by its number, who has it."""
    numbers = [i for i in draft.find("asks") if draft.tokens[i].value("asks") == "number"]
    if not numbers or not any(t.text.startswith(_BESIDE_EACH) for t in draft.tokens):
        return None
    asks = [t.value("rolenoun") for t in draft.tokens if t.has("rolenoun")]
    places = draft.find("rolenoun")
    if not asks and any(t.value("noun") == "official" for t in draft.tokens):
        asks = ["supervising"]
        places = [i for i in draft.find("noun", "role") if _is_of_official(draft.tokens[i])]
    if not asks or not any(is_item_noun(t) for t in draft.tokens):
        return None
    for place in numbers:
        draft.use(place, "asks", "number")
    for place in places:
        draft.use(place, "asks", asks[0] or "any")
    for place in draft.find("wh", "which", "who", "every", "elaborates", "by"):
        draft.use(place, "question word")
    return Focus(
        "item", "tell", places=tuple(places), asks=tuple(dict.fromkeys(a or "any" for a in asks))
    )


_BESIDE_EACH = ("对应", "一一对应")


def _is_of_official(token: Token) -> bool:
    return token.value("noun") == "official" or token.value("role") == "supervising"


_THEIR_OWN = ("各自", "各自的")
"""`四个工程及各自的主要责任单位`: behind the items that they belong to."""

_OF_EACH = ("每", "逐", "each", "every")


def _role_nouns(draft: Draft, place: int) -> list[int]:
    """Return the places of the role nouns right behind `place`, joined or one."""
    found: list[int] = []
    following = draft.after(place)
    while following is not None and draft.tokens[following].has("rolenoun"):
        found.append(following)
        following = draft.after(following, *JOINS)
    return found


def items_within(draft: Draft, place: int, noun: int | None) -> int | None:
    """`X的任务中，还有其他部门负责的是哪几个`: those of the tasks, and not of the bodies."""
    nominal = draft.at(place - 1)
    general = draft.tokens[place].text[-1:] not in "位家名局"
    if noun is None or nominal is None or nominal.text != "的" or not general:
        return noun
    for other in draft.find("noun"):
        behind = draft.tokens[other + 1 : other + 3]
        ends = len(behind) > 1 and behind[0].text in WITHIN and behind[1].text == ","
        if ends and other < noun and is_item_noun(draft.tokens[other]):
            return other
    return noun


def asks_whether_any(draft: Draft) -> bool:
    """`X是不是哪条任务的责任单位`: whether it is of any, and not of which."""
    asked = [i for i in draft.find("yesno") if draft.tokens[i].text in _WHETHER]
    found = draft.find("wh")
    between = draft.tokens[asked[0] : found[0]] if asked and found else []
    return bool(between) and not any(t.text in ",;?" for t in between)


def question_places(draft: Draft) -> list[int]:
    """Return the places of the words that ask which, none where it is asked whether any is."""
    return [] if asks_whether_any(draft) else [*draft.find("wh"), *draft.find("which")]


def column_named(draft: Draft, noun: int) -> int | None:
    """`“项目”这一栏里，条目最多的是哪个项目`: what stands in that column, and no work item."""
    if draft.tokens[noun].text != "项目":
        return None
    said = [i for i in draft.find("noun") if draft.tokens[i].value("noun") == "heading"]
    return next((i for i in said if i < noun and "项目" in draft.tokens[i].text), None)


def says_column(draft: Draft, place: int, focus: Focus) -> bool:
    """`附件2的“分类”一栏有哪些类别`: the column is where what is asked for stands."""
    is_column = draft.tokens[place].text.rstrip("里").endswith("栏")
    return focus.kind == "category" and is_column and place not in focus.places


def says_where(draft: Draft, place: int) -> bool:
    """`内容里出现“养老”的事项`: where words stand; `items where X leads`: no place is asked for."""
    token = draft.tokens[place]
    if token.value("asks") == "content":
        between = _until_mention(draft, place)
        said = between is not None or _is_behind_mention(draft, place)
        said = said or _is_where_counted(draft, place)
        for other in between or ():
            if draft.tokens[other].has("noun"):
                draft.use(other, "frame")
    else:
        before = draft.before(place, "noise") if token.text == "where" else None
        said = before is not None and is_item_noun(draft.tokens[before])
        asked = any(t.has("wh", "count") for t in draft.tokens[:place])
        said = said or (token.text == "where" and asked)
    if said:
        draft.use(place, "frame")
    return said


def requires(draft: Draft, place: int) -> bool:
    """`产值今年要求增长百分之几`: a number is asked for, and 要求 is the verb before it.

    So it is before what is claimed: 是不是要求控制在3%以内, 要求全部建完吗.
    """
    before, behind = draft.at(place - 1), draft.at(place + 1)
    verb = behind is not None and not behind.has("mark", "be", "which", "wh", "noise")
    if draft.tokens[place].text == "要求" and before is not None and before.has("thisdoc") and verb:
        draft.use(place, "frame")
        return True
    asked = [t for t in draft.tokens[place + 1 :] if t.has("count", "share")]
    says = (
        draft.tokens[place].text == "要求" and behind is not None and not behind.has("mark", "be")
    )
    if (
        says
        and (asked or _claims(draft))
        and not any(t.has("noun", "rolenoun", "role") for t in draft.tokens[place:])
    ):
        draft.use(place, "frame")
        return True
    return False


def _claims(draft: Draft) -> bool:
    """Tell whether nothing but yes or no is asked for."""
    is_open = any(t.has("wh", "which", "who", "count") and not t.has("yesno") for t in draft.tokens)
    return not is_open and any(t.has("yesno") for t in draft.tokens)


def _is_behind_mention(draft: Draft, place: int) -> bool:
    """`“农村”出现在任务内容里`: the content is where the words stand."""
    before = place - 1
    while before > 0 and draft.tokens[before].has("noun"):
        before -= 1
    behind = draft.at(place + 1)
    inside = behind is not None and behind.text in WITHIN
    return inside and draft.tokens[before].text in ("出现在", "写在", "出现于", "见于", "写进")


def _is_where_counted(draft: Draft, place: int) -> bool:
    """`建设内容里，学位一共多少个`: a number is asked for that stands in the content."""
    inside = draft.at(place + 1)
    counts = any(t.has("count") and not t.nodes for t in draft.tokens[place + 1 :])
    return inside is not None and inside.text in (*WITHIN, "里的", "中的") and counts


def _until_mention(draft: Draft, place: int) -> list[int] | None:
    """`内容或工程名称中写到`: return the places up to the word for print, None if none follows."""
    for other in range(place + 1, len(draft.tokens)):
        if draft.tokens[other].has("mention", "mentioned"):
            return list(range(place + 1, other))
        if not draft.tokens[other].has("noise", "or", "and", "noun"):
            return None
    return None


def is_there(draft: Draft, place: int) -> bool:
    """`有没有关于房地产的内容`: whether there is any is asked for, and not what it says."""
    asked = any(t.has("yesno") and t.text.startswith("有") for t in draft.tokens[:place])
    if not asked or draft.tokens[place].text != "内容":
        return False
    draft.use(place, "kind", "work items")
    return True


def names_nothing(draft: Draft, place: int) -> bool:
    """Tell whether a noun only says what kind of thing a name before it is, or is this document."""
    token = draft.tokens[place]
    before = draft.before(place)
    named = before is not None and draft.tokens[before].has("phrase", "name")
    is_document = token.value("noun") == "document" and token.has("thisdoc")
    return is_document or (token.value("noun") == "programme" and named)
