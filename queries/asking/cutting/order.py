"""Words whose order hides what they ask for: 动用最多单位的是哪一项, 镇级责任单位."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.company import taken_as
from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token


def with_usual_order(tokens: list[Token]) -> list[Token]:
    """Put words where the grammar looks for them.

    >>> with_usual_order([])
    []
    """
    tokens = _with_types_asked(_with_items_asked(_without_condition(tokens)))
    tokens = _with_most_behind(_with_holders_ranked(_with_ones_ranked(tokens)))
    tokens = _with_columns_of_items(_with_written_words(_with_counterparts(tokens)))
    return _with_both_annexes(tokens)


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


def _with_ones_ranked(tokens: list[Token]) -> list[Token]:
    """`分管领导中事项数最少者`: 最少者 is the one of them, as 事项数最少的分管领导."""
    kept = [t for t in tokens if not t.has("mark")]
    if len(kept) < _ONES or kept[-1].text != "者":
        return tokens
    column, within, *said, most, one = kept
    ranked = column.has("rolenoun") and within.text in WITHIN and most.has("most", "least")
    of = replace(taken_as(one, "noise"), text="的")
    return [*said, most, of, column] if ranked else tokens


_ONES = 4


def _with_holders_ranked(tokens: list[Token]) -> list[Token]:
    """`哪几项由最多的领导分管`: of which items they are most, as 分管领导最多的是哪几项."""
    for place in range(len(tokens) - 4):
        asked, by, most, *behind = tokens[place:]
        behind = [t for t in behind if t.text != "的" and not t.has("and")]
        items = asked.has("wh", "which") and (
            asked.text[-1:] in "项条件" or is_item_noun(tokens[place - 1])
        )
        if not (items and by.has("by") and most.has("most") and len(behind) > 1):
            continue
        holder, role = behind[:2]
        if holder.value("noun") in ("official", "agency") and role.has("role"):
            column = taken_as(holder, "rolenoun", role.value("role") or "any")
            which = replace(taken_as(asked, "which"), text="是" + asked.text)
            of = replace(taken_as(by, "noise"), text="的")
            return [*tokens[:place], column, most, of, which, *behind[2:]]
    return tokens


def _without_condition(tokens: list[Token]) -> list[Token]:
    """`只要X分管就算，有哪些`: 只要 says under which condition, and not that nobody else is."""
    for place, (only, wish) in enumerate(pairwise(tokens)):
        if only.text == "只" and wish.text == "要" and any(t.text == "就" for t in tokens[place:]):
            return [*tokens[:place], *tokens[place + 2 :]]
    return tokens


def _with_most_behind(tokens: list[Token]) -> list[Token]:
    """`动用最多主要责任单位的是哪一项`: of which item they are most, as 主要责任单位最多."""
    for place in range(len(tokens) - 3):
        most, column, of, asked = tokens[place : place + 4]
        items = asked.has("which", "wh") and asked.text[-1:] in "项条件"
        if most.has("most", "least") and column.has("rolenoun") and of.text == "的" and items:
            return [*tokens[:place], column, most, *tokens[place + 2 :]]
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
        if asks and own.text in _THEIR:
            each = replace(taken_as(own, "every"), text="每项")
            return [*tokens[: place + 1], each, column, *tokens[place + 4 :]]
    return tokens


_THEIR = ("其", "它们的", "他们的", "相应的", "相应", "对应的")
