"""What is asked for in words that hide it: 附件2题为何, 哪位分管的最少, 全文是否涉及“X”."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token, taken_as


def with_what_is_asked(tokens: list[Token]) -> list[Token]:
    """Give what is asked for the words that the grammar knows.

    >>> with_what_is_asked([])
    []
    """
    tokens = _with_shares_meant(_with_each_in_table(_without_issuer(_with_time_asked(tokens))))
    tokens = _with_column_named(_with_amounts_asked(_with_words_asked(tokens)))
    tokens = _with_pairs_asked(_with_amount_at_end(tokens))
    tokens = _with_ratio_unknown(_with_source_asked(_with_things_mentioned(tokens)))
    tokens = _without_number_asked(_with_leaders_asked(tokens))
    return _without_columns_listed(_with_titles_of_annexes(tokens))


def _with_column_named(tokens: list[Token]) -> list[Token]:
    """`两个附件的责任单位栏，仅见于附件2的单位是哪些`: those who stand in that column."""
    end = next((i for i, t in enumerate(tokens) if t.text == ","), 0)
    column = tokens[end - 1] if end else None
    if column is None or not column.has("rolenoun"):
        return tokens
    before = all(t.has("noise", "thisdoc", "annexes") for t in tokens[: end - 1])
    if before and end + 1 < len(tokens) and tokens[end + 1].has("who"):
        return [*tokens[:end], *tokens[end + 1 :]]
    if "栏" not in column.text:
        return tokens
    if not all(t.has("noise", "annex", "annexes", "and") for t in tokens[: end - 1]):
        return tokens
    kind = "official" if column.value("rolenoun") == "supervising" else "agency"
    nouns = [t for t in tokens[end:] if t.value("noun") == kind]
    if len(nouns) != 1 or any(t.has("role", "rolenoun") for t in tokens[end:]):
        return tokens
    named = taken_as(nouns[0], "rolenoun", column.value("rolenoun") or "any")
    return [named if t is nouns[0] else t for t in tokens[end + 1 :]]


def _with_things_mentioned(tokens: list[Token]) -> list[Token]:
    """`内容提及企业的，剩哪些`: a kind of bodies behind a verb for print is a word of the text."""
    for place, (verb, kind) in enumerate(pairwise(tokens)):
        behind = tokens[place + 2 : place + 4]
        ends = [t.text for t in behind] == ["的", ","]
        if verb.value("mention") == "words" and kind.has("type") and not kind.nodes and ends:
            word = taken_as(kind, "phrase", kind.text)
            item = replace(taken_as(behind[0], "noun", "item"), text="任务")
            return [*tokens[: place + 1], word, behind[0], item, *tokens[place + 3 :]]
    return tokens


def _with_source_asked(tokens: list[Token]) -> list[Token]:
    """`要装X，依据是文件里哪一条`: the item, and not what the document is based on."""
    based = [t for t in tokens if t.value("saved") == "basis-of-document"]
    items = any(t.has("wh", "which") and t.text[-1:] in "项条" for t in tokens)
    said = any(t.has("phrase", "frame") or t.value("noise") == "frame" for t in tokens)
    return [t for t in tokens if t not in based] if based and items and said else tokens


def _with_amount_at_end(tokens: list[Token]) -> list[Token]:
    """`X扩建新增学位数`: how many, where nothing but words of the text stands before."""
    kept = [t for t in tokens if not t.has("mark")]
    held = any(is_agent(t) or t.has("role", "rolenoun", "count", "yesno") for t in kept)
    if len(kept) < _TWO or held or kept[-1].text not in ("数", "数量", "数目"):
        return tokens
    if not (kept[-1].has("unknown", "count") and kept[-2].has("phrase")):
        return tokens
    return [taken_as(t, "asks", "target") if t is kept[-1] else t for t in tokens]


def _with_pairs_asked(tokens: list[Token]) -> list[Token]:
    """`附件2：分管领导—工程数`: of each leader how many."""
    for place, column in enumerate(tokens):
        end = place + 1
        while end < len(tokens) and tokens[end].text in ("—", "-", "→", ":", "+"):
            end += 1
        noun = tokens[end] if end < len(tokens) else column
        counts = noun.has("noun") and noun.text.endswith(("数", "数量", "项数"))
        asked = any(is_agent(t) or t.has("wh", "which", "every") for t in tokens)
        if end > place + 1 and counts and not asked and _holds_work(column):
            each = replace(taken_as(noun, "every"), text="每位")
            return [*tokens[:place], each, column, *tokens[end:]]
    return tokens


def _holds_work(token: Token) -> bool:
    return token.has("rolenoun") or token.value("noun") in ("official", "agency")


def _with_ratio_unknown(tokens: list[Token]) -> list[Token]:
    """`高新产业产值/规上工业产值`: what a stroke means between two amounts is not known."""
    sides = [t.has("phrase", "alias") for t in tokens]
    strokes = [
        t
        for i, t in enumerate(tokens)
        if t.text == "/" and sides[i - 1 : i + 2 : 2] == [True, True]
    ]
    return [taken_as(t, "unknown") if t in strokes else t for t in tokens]


def _with_time_asked(tokens: list[Token]) -> list[Token]:
    """`X要求在几月份完工`: when, and not what else is wanted of it."""
    for place, (wanted, asks) in enumerate(pairwise([t for t in tokens if not t.has("noise")])):
        if wanted.text == "要求" and asks.value("asks") == "deadline" and place:
            return [t for t in tokens if t is not wanted]
    return tokens


def _with_shares_meant(tokens: list[Token]) -> list[Token]:
    """`城镇登记失业率要压在百分之几之内`: the number of the indicator, and no share of items."""
    shares = [t for t in tokens if t.has("share") and t.text in _PER_CENT]
    said = any(t.text.startswith(("占", "比", "所占")) for t in tokens)
    kinds = ("role", "rolenoun", "noun", "annex", "asks", "phrase")
    kept = [t for t in tokens if not t.named("place")]
    held = any(is_agent(t) or t.has(*kinds) for t in kept)
    named = [t for t in kept if t.has("name", "alias") and not is_agent(t)]
    if len(shares) != 1 or said or held or len(named) != 1:
        return tokens
    return [taken_as(t, "asks", "target") if t is shares[0] else t for t in tokens]


_PER_CENT = ("百分之几", "百分之多少", "百分比", "percentage", "what percentage")


def _with_each_in_table(tokens: list[Token]) -> list[Token]:
    """`用表格给出A与B牵头的条目数`: of each of those, since a table has a row for each."""
    plain = [i for i, t in enumerate(tokens) if t.has("noise", "unknown", "difference")]
    told = [i for i in plain if any(w in tokens[i].text for w in _TABLES)]
    table = next((i for i in plain if tokens[i].text.startswith("各自")), told[0] if told else None)
    agents = [i for i, t in enumerate(tokens) if is_agent(t)]
    if table is None or len(agents) < _TWO or any(t.has("every") for t in tokens):
        return tokens
    joined = all(t.has("and", "noise") or is_agent(t) for t in tokens[agents[0] : agents[-1] + 1])
    counts = any(t.has("count") or t.text.endswith(("数", "数量")) for t in tokens)
    if not joined or not counts:
        return tokens
    each = replace(taken_as(tokens[table], "every"), text="分别")
    named = range(agents[-1] + 1, table)
    again = [i for i in named if tokens[i].has("num") or tokens[i].value("noun") == "official"]
    kept = [t for i, t in enumerate(tokens) if i != table and i not in again]
    behind = kept.index(tokens[agents[-1]]) + 1
    return [*kept[:behind], each, *kept[behind:]]


_TABLES = ("表格", "制表", "对照表", "列表", "张表", "个表", "成表", "tabulate")


def _without_issuer(tokens: list[Token]) -> list[Token]:
    """`市政府2018年实事工程，A分管哪些`: whose projects they are says nothing more."""
    for place, (issuer, behind) in enumerate(pairwise(tokens)):
        if issuer.text not in _ISSUERS or not is_agent(issuer):
            continue
        plain = behind.has("year") or behind.value("noun") in ("project", "item")
        if plain and any(is_agent(t) or t.has("who", "wh", "which") for t in tokens[place + 1 :]):
            return [*tokens[:place], *tokens[place + 1 :]]
    return tokens


_ISSUERS = ("市政府", "市人民政府", "县政府", "区政府", "省政府")


def _with_amounts_asked(tokens: list[Token]) -> list[Token]:
    """`高标准农田的新建任务是多少`: the number that is to be reached, and no number of items."""
    kept = [t for t in tokens if not t.has("mark", "be")]
    held = any(is_agent(t) or t.has("role", "rolenoun", "theme", "annex", "mention") for t in kept)
    held = held or any(t.value("noun") in ("theme", "category", "heading") for t in kept)
    named = any(t.has("phrase", "name") for t in kept)
    if len(kept) < _TWO or held or not named or kept[-1].text != "多少":
        return tokens
    if kept[-2].value("noun") != "item":
        return tokens
    return [taken_as(t, "asks", "target") if t is kept[-2] else t for t in tokens]


def _with_words_asked(tokens: list[Token]) -> list[Token]:
    """`通知全文是否涉及“X”`: whether the words stand there."""
    if any(is_item_noun(t) or t.has("role", "rolenoun", "wh", "which") for t in tokens):
        return tokens
    for place, (asks, involves) in enumerate(pairwise(tokens)):
        behind = tokens[place + 2 : place + 3]
        quoted = bool(behind) and behind[0].text in ("“", '"')
        if asks.has("yesno") and involves.has("involve") and quoted:
            before = [t for t in tokens[:place] if not t.has("asks")]
            there = replace(asks, end=involves.end, text="有没有提到")
            return [*before, there, *tokens[place + 2 :]]
    return tokens


def _without_number_asked(tokens: list[Token]) -> list[Token]:
    """`请写出“…”任务的三家责任主体`: as many as are expected; `单位数≥6的是哪些` asks items."""
    kept = [t for t in tokens if not t.has("mark")]
    asks = any(t.has("wh", "which", "who", "count", "yesno") for t in kept)
    named = len(kept) > _TWO and kept[-1].has("rolenoun") and kept[-2].has("num")
    if named and not asks and kept[-3].text == "的":
        return [t for t in tokens if t is not kept[-2]]
    for place in range(len(tokens) - 3):
        column, compares, number, *behind = tokens[place : place + 5]
        bound = compares.has("ge", "gt", "le", "lt", "eq") and number.has("num")
        counted = column.has("rolenoun") and column.text.endswith(("数", "数量"))
        which = [t for t in behind if t.text != "的"][:1]
        if counted and bound and which and which[0].has("which") and len(kept) == place + 5:
            noun = replace(taken_as(column, "noun", "item"), text="任务")
            return [*tokens[: place + 4], noun, *tokens[place + 4 :]]
    return tokens


def _with_titles_of_annexes(tokens: list[Token]) -> list[Token]:
    """`附件2那张表的题目是什么`: how the annex is called, and not the document."""
    annex = any(t.has("annex") or t.value("noun") == "annex" for t in tokens)
    asked = [t for t in tokens if t.text in _TITLE or any(w in t.text for w in _TITLES)]
    lists = any(t.value("noun") == "annex" for t in tokens)
    others = [t for t in tokens if not (lists and t.value("noun") == "project")]
    if not annex or not asked or any(t.has(*_OF_ITEMS) or is_item_noun(t) for t in others):
        return tokens
    if any(t.value("noun") in ("category", "heading", "indicator") for t in tokens):
        return tokens
    return [taken_as(asked[-1], "saved", "annexes")]


_TWO = 2
_OF_ITEMS: tuple[str, ...] = ("role", "name", "phrase", "count", "mention", "type", "theme")
_OF_ITEMS += ("rolenoun", "number", "row", "rows", "nth", "fromend", "last", "spot")


_TITLE = ("题", "为题", "题为", "entitled", "title", "titled", "called")
_TITLES = ("标题", "题目", "题名", "抬头", "全称", "名称", "名字", "全名", "表头")


def _without_columns_listed(tokens: list[Token]) -> list[Token]:
    """`工程名称、主要建设内容、2018年工作任务里，哪几项写到了“X”`: everywhere in the text."""
    end = next((i for i, t in enumerate(tokens) if t.text in WITHIN), None)
    if end is None or not any(t.has("mention") for t in tokens[end:]):
        return tokens
    begin = end
    while begin and (tokens[begin - 1].has("asks", "and", "noise") or _heads(tokens, begin - 1)):
        begin -= 1
    said = [t for t in tokens[begin:end] if t.has("asks")]
    return [*tokens[:begin], *tokens[end:]] if len(said) >= _TWO else tokens


def _heads(tokens: list[Token], place: int) -> bool:
    """Tell whether 工程 is the beginning of the column 工程名称."""
    behind = tokens[place + 1 : place + 2]
    return tokens[place].has("noun") and bool(behind) and behind[0].text == "名称"


def _with_leaders_asked(tokens: list[Token]) -> list[Token]:
    """`哪一位分管的任务最少`: a leader, who alone has that role."""
    for place, (asked, role) in enumerate(pairwise(tokens)):
        one = asked.has("wh") and asked.text in _WHICH_ONE
        if one and role.value("role") == "supervising":
            noun = replace(taken_as(asked, "noun", "official"), text="领导")
            return [*tokens[: place + 1], noun, *tokens[place + 1 :]]
    return tokens


_WHICH_ONE = ("哪位", "哪一位", "哪几位", "哪些位", "哪名", "哪一名")
