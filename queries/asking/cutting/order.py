"""Words whose order hides what they ask for: 镇级责任单位, 任务里，哪些的责任单位没写X."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.extremes import with_extremes
from queries.asking.cutting.wanted import with_what_is_asked
from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token, taken_as


def with_usual_order(tokens: list[Token]) -> list[Token]:
    """Put words where the grammar looks for them.

    >>> with_usual_order([])
    []
    """
    tokens = with_what_is_asked(_with_denial_before(_with_listed_behind(_with_set_words(tokens))))
    tokens = with_extremes(_with_types_asked(_with_items_asked(_without_condition(tokens))))
    tokens = _with_columns_of_items(_with_written_words(_with_counterparts(tokens)))
    return _with_both_annexes(tokens)


def _with_denial_before(tokens: list[Token]) -> list[Token]:
    """`X管不着的`: not X's; `写的是X不是？`: whether it is."""
    found = _with_each_of_so_many(_without_one_promised(_with_each_as_items(tokens)))
    tokens = found
    for place in range(len(tokens) - 2):
        role, denial, end = tokens[place : place + 3]
        if role.has("role") and denial.text == "不" and end.text in ("着", "到", "了", "上"):
            found[place : place + 3] = [denial, role]
            return found
    kept = [t for t in tokens if not t.has("mark")]
    if len(kept) > _BOTH and kept[-1].text == "不是" and any(t.has("be") for t in kept[:-1]):
        found[tokens.index(kept[-1])] = taken_as(kept[-1], "yesno", "tail")
    return found


def _without_one_promised(tokens: list[Token]) -> list[Token]:
    """`X的任务里有一项不归Y管，是哪一项`: that there is one; `“…”项目名下`: under it."""
    found = [
        taken_as(t, "noise") if t.text == "名下" and i and _is_heading(tokens[i - 1]) else t
        for i, t in enumerate(tokens)
    ]
    asks = any(t.text.lstrip("是") in _ONE_ITEM for t in found)
    for place, (have, one) in enumerate(pairwise(found)):
        behind = found[place + 2 : place + 3]
        goes_on = bool(behind) and behind[0].has("neg", "by", "only")
        if asks and have.text == "有" and one.text in _A_ITEM and goes_on:
            return [*found[:place], *found[place + 2 :]]
    return found


def _with_each_as_items(tokens: list[Token]) -> list[Token]:
    """`A、B同时出现的各条`: the items, and not how many each has."""
    kept = [t for t in tokens if not t.has("mark")]
    if len(kept) < _COLUMNS_SAID or [t.text for t in kept[-3:-1]] != ["的", "各"]:
        return tokens
    if kept[-1].text not in ("条", "项", "件"):
        return tokens
    item = replace(taken_as(kept[-2], "noun", "item"), text="任务")
    return [item if t is kept[-2] else t for t in tokens if t is not kept[-1]]


def _with_each_of_so_many(tokens: list[Token]) -> list[Token]:
    """`八个分类各有多少项工程`: of each of them, however many; 最多的三个门类各有几项 are three."""
    for place in range(len(tokens) - 2):
        number, noun, each = tokens[place : place + 3]
        kinds = noun.value("noun") in ("category", "heading", "annex", "theme")
        ranked = any(t.has("most", "least", "first") for t in tokens[:place])
        if number.has("num") and kinds and each.has("every") and not ranked:
            return [*tokens[:place], replace(each, text="各"), noun, *tokens[place + 3 :]]
    return tokens


def _is_heading(token: Token) -> bool:
    plain = token.has("phrase", "name") and not is_agent(token)
    return plain or token.value("noun") in ("heading", "project", "category") or token.text in "”"


_ONE_ITEM = ("哪一项", "哪一条", "哪项", "哪条", "哪一件", "第几项", "第几条")
_A_ITEM = ("一项", "一条", "一件", "1项")


def _with_set_words(tokens: list[Token]) -> list[Token]:
    """`附件1、附件2的分管领导取交集`: in both annexes."""
    at = next((i for i, t in enumerate(tokens) if t.text.endswith("交集")), None)
    if at is None:
        return tokens
    annexes = [t for t in tokens if t.has("annex")]
    both = replace(taken_as(tokens[at], "annexes", "both"), text="两个附件都")
    first = tokens.index(annexes[0]) if annexes else 0
    kept = [t for t in tokens if t is not tokens[at] and t not in annexes]
    joints = [t for t in kept if t.has("and") and annexes]
    return [*kept[:first], both, *(t for t in kept[first:] if t not in joints)]


def _with_listed_behind(tokens: list[Token]) -> list[Token]:
    """`三家均为主责单位的任务：A、B、C`: the names stand for the number of them."""
    for place, mark in enumerate(tokens):
        if mark.text not in (":", "—") or not place:
            continue
        begin = end = place + 1
        while begin < len(tokens) and tokens[begin].text == mark.text:
            begin = end = begin + 1
        while end < len(tokens) and (is_agent(tokens[end]) or tokens[end].has("and")):
            end += 1
        names = [t for t in tokens[begin:end] if is_agent(t)]
        at = next((i for i, t in enumerate(tokens[:place]) if t.has("num")), None)
        ends = end == len(tokens) or tokens[end].has("mark")
        if at is None or len(names) < _BOTH or not ends:
            continue
        if tokens[at].value("num") != str(len(names)) or any(is_agent(t) for t in tokens[:place]):
            continue
        behind = at + 1
        if behind < place and tokens[behind].value("noun") in ("agency", "official"):
            behind += 1
        rest = [t for t in tokens[end:] if t.text != mark.text]
        return [*tokens[:at], *tokens[begin:end], *tokens[behind:place], *rest]
    return tokens


def _with_both_annexes(tokens: list[Token]) -> list[Token]:
    """`同时出现在两个附件`, `附件1有份、附件2也有份`: in both, which is said once."""
    if any(t.has("except") for t in tokens):
        return tokens
    found: list[Token] = []
    for place, token in enumerate(tokens):
        if token.has("annexes") and any(t.has("annexes") for t in found):
            continue
        at_once = any(t.text == "同时" for t in tokens[max(place - 3, 0) : place])
        is_both = token.text in ("两个附件", "两张表", "两份附件", "两个表") and at_once
        found.append(taken_as(token, "annexes", "both") if is_both else token)
    annexes = [i for i, t in enumerate(found) if t.has("annex")]
    if len(annexes) == _BOTH and annexes[1] + 1 < len(found):
        between = found[annexes[0] + 1 : annexes[1] + 1]
        again = found[annexes[1] + 1].text == "也" and not any(t.has("mark") for t in between)
        if again and not any(t.has("neg") for t in found):
            both = taken_as(found[annexes[0]], "annexes", "both")
            return [*found[: annexes[0]], both, *found[annexes[1] + 2 :]]
    return found


_BOTH = 2


def _without_condition(tokens: list[Token]) -> list[Token]:
    """`只要X分管就算，有哪些`: 只要 says under which condition, and not that nobody else is."""
    for place, (only, wish) in enumerate(pairwise(tokens)):
        if only.text == "只" and wish.text == "要" and any(t.text == "就" for t in tokens[place:]):
            return [*tokens[:place], *tokens[place + 2 :]]
    return tokens


def _with_items_asked(tokens: list[Token]) -> list[Token]:
    """`任务里，哪些的主要责任单位没写X`: which items, of whose column something is said."""
    for place, (asked, of) in enumerate(pairwise(tokens)):
        column = tokens[place + 2 : place + 3]
        items = any(is_item_noun(t) for t in tokens[:place])
        if asked.has("wh", "which") and of.text == "的" and column and column[0].has("rolenoun"):
            said = tokens[place + 3 : place + 4]
            if asked.text[-1:] in "项条件" and any(is_agent(t) for t in tokens[:place]):
                role = taken_as(column[0], "role", column[0].value("rolenoun") or "any")
                noun = replace(taken_as(of, "noun", "item"), text="任务")
                return [*tokens[: place + 1], noun, role, *tokens[place + 3 :]]
            if items and said and (said[0].has("neg", "except", "only", "have", "be")):
                noun = replace(taken_as(of, "noun", "item"), text="任务")
                return [*tokens[: place + 1], noun, *tokens[place + 1 :]]
    return tokens


def _with_types_asked(tokens: list[Token]) -> list[Token]:
    """`镇级主要责任单位`, `镇当中谁做过责任单位`: bodies of the type are asked for."""
    if any(t.named("agency", "official") for t in tokens):
        return tokens
    for place, (kind, behind) in enumerate(pairwise(tokens)):
        if not kind.has("type") or kind.nodes or (place and tokens[place - 1].has("wh", "which")):
            continue
        rest = tokens[place + 2 :]
        if behind.has("rolenoun"):
            role = taken_as(behind, "role", behind.value("rolenoun") or "")
            return [*tokens[:place], role, kind, *rest]
        if behind.text in (*WITHIN, "中间") and rest and rest[0].has("who"):
            which = replace(taken_as(rest[0], "wh"), text="哪些")
            return [*tokens[:place], which, kind, *rest[1:]]
    return tokens


def _with_counterparts(tokens: list[Token]) -> list[Token]:
    """`在分管领导栏找X，对应的任务是哪些`: where no item is named none has a counterpart."""
    named = any(t.named("project", "task", "heading") or t.has("number", "row") for t in tokens)
    said = any(t.has("phrase") for t in tokens)
    if named or said:
        return tokens
    parents = [t.has("asks") and t.text.startswith("对应") for t in tokens]
    asks = any(t.has("wh", "which") for t in tokens)
    found = []
    for token, parent in zip(tokens, parents, strict=True):
        if parent and not asks:
            found.append(taken_as(replace(token, text="什么"), "wh"))
        found.append(taken_as(token, "noun", "item") if parent else token)
    return found


def _with_written_words(tokens: list[Token]) -> list[Token]:
    """`几条任务把“X”写进了内容`: the content is where words stand."""
    for place, (written, content) in enumerate(pairwise(tokens)):
        if written.text.startswith(("写进", "写入", "写到")) and content.value("asks") == "content":
            words = replace(taken_as(written, "mentionend", "words"), end=content.end)
            return [*tokens[:place], words, *tokens[place + 2 :]]
    return tokens


def _with_columns_of_items(tokens: list[Token]) -> list[Token]:
    """`A和B牵头的条目及其分管领导`: of each item who has it, as 每项分管领导 asks."""
    for place in range(len(tokens) - 3):
        item, joint, own, column = tokens[place : place + 4]
        if column.value("noun") == "official":
            column = taken_as(column, "rolenoun", "supervising")
        asks = is_item_noun(item) and joint.has("and") and column.has("rolenoun")
        asks = asks and not column.text.endswith(("数量", "数", "个数", "家数"))
        if asks and own.text in _THEIR:
            each = replace(taken_as(own, "every"), text="每项")
            return [*tokens[: place + 1], each, column, *tokens[place + 4 :]]
    return _with_each_told(_with_sum_of_columns(tokens))


def _with_sum_of_columns(tokens: list[Token]) -> list[Token]:
    """`A同列主责：条目+分管领导`: of each item who has it."""
    kept = [t for t in tokens if t.text not in "。?"]
    if len(kept) < _COLUMNS_SAID or kept[-2].text not in ("+", "/", "&"):
        return tokens
    item, _, column = kept[-3:]
    if not (is_item_noun(item) and column.has("rolenoun")):
        return tokens
    each = replace(taken_as(kept[-2], "every"), text="每项")
    return [*(t for t in kept[:-2] if t.text != ":"), each, column]


_COLUMNS_SAID = 5


def _with_each_told(tokens: list[Token]) -> list[Token]:
    """`…的任务，并注明每条由哪位领导管`, `条目及其对应分管领导`: of each item who has it."""
    items = any(is_item_noun(t) for t in tokens)
    for place in range(len(tokens) - 4):
        each, by, asked, noun, role = tokens[place : place + 5]
        told = each.text in _EACH and by.has("by") and asked.has("wh") and role.has("role")
        told = told and place > 0 and tokens[place - 1].has("and", "mark", "noise")
        if items and told and noun.value("noun") in ("official", "agency"):
            column = taken_as(noun, "rolenoun", role.value("role") or "any")
            return [*tokens[:place], each, column, *tokens[place + 5 :]]
    for place, (joint, their) in enumerate(pairwise(tokens)):
        behind = tokens[place + 2 : place + 4]
        their_own = joint.has("and") and their.text == "其" and place > 0
        items = their_own and is_item_noun(tokens[place - 1])
        if items and [t.text in _THEIR or t.has("rolenoun") for t in behind] == [True, True]:
            each = replace(taken_as(their, "every"), text="每项")
            return [*tokens[:place], each, *tokens[place + 3 :]]
    return tokens


_EACH = ("每条", "每项", "每个", "每件", "每一项", "每一条")
_THEIR = ("对应", "其", "它们的", "他们的", "相应的", "相应", "对应的")
