"""Conditions as notes write them, and numbers that are compared with 比: 分管领导=X, 比十项还多."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import is_agent
from queries.asking.words.tokens import Token, taken_as


def with_notation(tokens: list[Token]) -> list[Token]:
    """Give what notes say in signs, and what 比 says of a number, the words of sentences.

    >>> with_notation([])
    []
    """
    tokens = _with_just_so_many(_with_times(_without_braces(tokens)))
    tokens = _with_numbers_of_kinds(tokens)
    tokens = _with_names_counted(_with_digits(_with_several(_with_blanks(tokens))))
    return _with_equations(_with_compared_numbers(tokens))


def _with_times(tokens: list[Token]) -> list[Token]:
    """`主要责任单位（只）出现3次的单位`: those who stand in just so many rows."""
    for place, token in enumerate(tokens):
        begin = place
        while begin and tokens[begin - 1].has("mention", "only", "eq", "noise"):
            begin -= 1
        behind = tokens[place + 1 : place + 2]
        bounded = bool(behind) and behind[0].has("ormore", "orless")
        times = token.has("num") and token.text[-1:] in _TIMES and not bounded
        if times and 0 < begin < place and tokens[begin - 1].has("rolenoun"):
            exactly = replace(taken_as(tokens[begin], "eq"), text="恰好")
            return [*tokens[:begin], exactly, *tokens[place:]]
    return tokens


_TIMES = ("次", "回")


def _with_just_so_many(tokens: list[Token]) -> list[Token]:
    """`A与B联合主责的仅1项`: there are so many, and nobody has them alone.

    `A主责且分管领导只有一位的`: just so many stand in that column, whoever is named before; so of
    `主要责任单位=3家的`, `责任单位数为1的`.
    """
    for place in range(len(tokens) - 2):
        column, only, number = tokens[place : place + 3]
        rest = tokens[place + 3 :]
        if only.text in _ONLY and number.text in _STANDS and rest:
            number, *rest = rest
        if column.has("rolenoun") and only.text in _ONLY and _counts_names(number):
            exactly = replace(taken_as(only, "eq"), text="恰好")
            alone = number if number.has("num") else taken_as(number, "num", "1")
            return [*tokens[: place + 1], exactly, alone, *_with_just_so_many(rest)]
        number = tokens[place + 2]
        counts = only.has("be") and number.text[-1:] not in _OF_ITEMS
        behind = tokens[place + 3 : place + 4]
        bounded = bool(behind) and behind[0].has("ormore", "orless")
        if column.has("rolenoun") and counts and number.has("num") and not bounded:
            exactly = replace(taken_as(only, "eq"), text="恰好")
            rest = _with_just_so_many(tokens[place + 3 :])
            return [*tokens[: place + 1], exactly, number, *rest]
    for place in range(1, len(tokens) - 1):
        before, only, number = tokens[place - 1 : place + 2]
        behind = tokens[place + 2 : place + 3]
        ends = not behind or behind[0].has("mark", "mentionend", "yesno")
        counted = number.has("num") and number.text[-1] in "项条件"
        if before.text == "的" and only.text in ("仅", "只", "仅仅") and counted and ends:
            have = replace(taken_as(only, "have"), text="有")
            return [*tokens[:place], have, *tokens[place + 1 :]]
    return tokens


def _counts_names(token: Token) -> bool:
    """`仅为一人`, `只有两家`: tell whether a word says how many stand in a column."""
    return (token.has("num") and token.text[-1:] in "家个位名人") or token.text in _ONE_PERSON


_ONLY = ("只有", "仅有", "仅", "只", "仅仅", "就", "只是", "只列", "仅列", "只写", "仅写")
_ONE_PERSON = ("一人", "一个人", "一家", "一个", "一位")
_OF_ITEMS = ("项", "条", "件", "次", "行")


def _with_numbers_of_kinds(tokens: list[Token]) -> list[Token]:
    """`工程数为1的那个分类`: with just so many, as 只有1个工程的分类."""
    for place in range(len(tokens) - 3):
        noun, *rest = tokens[place : place + 6]
        if rest[0].has("be") and rest[1].has("num"):
            rest = rest[1:]
        number, of, *behind = rest
        counted = noun.has("noun") and noun.text.endswith(("数", "数量"))
        kind = [t for t in behind if not t.has("noise")][:1]
        digits = number.text.lstrip("为是")
        said = counted and digits.isdecimal() and of.text == "的"
        if said and kind and kind[0].value("noun") in ("category", "heading", "theme"):
            only = replace(taken_as(number, "only"), end=number.start + 1, text="只有")
            one = replace(
                taken_as(number, "num", digits), start=number.start + 1, text=digits + "个"
            )
            thing = replace(noun, text=noun.text.removesuffix("量").removesuffix("数"))
            return [*tokens[:place], only, one, thing, *tokens[tokens.index(of) :]]
    return tokens


def _with_blanks(tokens: list[Token]) -> list[Token]:
    """`新增管网____公里`, `控制在（ ）以内`: a blank asks for a number."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        if last is not None and (last.text, token.text) in (("(", ")"), ("_", "_")):
            found[-1] = replace(taken_as(last, "count", "measure"), text="多少", end=token.end)
        elif not (token.text == "_" and last is not None and last.value("count") == "measure"):
            found.append(token)
    return found


def _with_digits(tokens: list[Token]) -> list[Token]:
    """`分管任务数只有个位数的`: under ten; `冠亚季军`: the first three."""
    found: list[Token] = []
    for token in tokens:
        if not token.has("digits"):
            found.append(token)
            continue
        if token.value("digits") == "first":
            found.append(replace(taken_as(token, "first"), end=token.start + 1, text="前"))
            found.append(replace(taken_as(token, "num", "3"), start=token.start + 1, text="三名"))
            continue
        while found and (found[-1].has("only", "be") or found[-1].text in ("在", "为", "是")):
            found.pop()
        found.append(replace(taken_as(token, "lt"), end=token.start + 1, text="不到"))
        found.append(replace(taken_as(token, "num", "10"), start=token.start + 1, text="10项"))
    return found


def _with_names_counted(tokens: list[Token]) -> list[Token]:
    """`分管领导栏里至少出现四个名字`: so many stand in the column."""
    found: list[Token] = []
    column = False
    for place, token in enumerate(tokens):
        column = (column or token.has("rolenoun")) and token.text not in ",。"
        behind = tokens[place + 1 : place + 3]
        counts = token.text in _STANDS and len(behind) > 1 and behind[0].has("num")
        if column and counts and behind[1].text in _NAMES:
            continue
        one = len(found) > 1 and found[-1].text in _ONE_NAME and is_agent(found[-2])
        if one and token.text in _NAMES:
            found.pop()
            continue
        named = bool(found) and token.text in _CALLED and _ends_names(found)
        if named and not (behind and behind[0].has("be", "which", "wh", "asks")):
            continue
        if column and token.text in _NAMES and found and found[-1].has("num"):
            if is_agent(found[-2]) or (behind and behind[0].has("ormore", "orless")):
                found.append(token)
                continue
            if not found[-2].has("ge", "gt", "le", "lt", "eq", "ormore"):
                exactly = replace(taken_as(token, "eq"), text="恰好")
                found.insert(-1, replace(exactly, start=found[-1].start, end=found[-1].start))
            continue
        found.append(token)
    return _with_holders_counted(found)


def _ends_names(tokens: list[Token]) -> bool:
    """`写了A和B两个名字`, `见不到A名字`: tell whether those before it are named."""
    counted = len(tokens) > 1 and tokens[-1].has("num") and is_agent(tokens[-2])
    restricts = any(t.has("only", "neg", "rolenoun") for t in tokens)
    return restricts and (is_agent(tokens[-1]) or counted)


_CALLED = ("名字", "姓名", "的名字")
_ONE_NAME = ("一个", "一位", "1个", "一")


def _with_holders_counted(tokens: list[Token]) -> list[Token]:
    """`哪几条是5位领导共同管的`: by so many."""
    for place in range(1, len(tokens) - 3):
        be, number, holder, *behind = tokens[place : place + 5]
        acts = [t for t in behind if t.has("role") or not t.has("and")][:1]
        asks = tokens[place - 1].has("wh", "which", "count")
        items = asks and tokens[place - 1].text[-1] in "项条件"
        holds = holder.value("noun") in ("official", "agency") and acts and acts[0].has("role")
        if be.text == "是" and number.has("num") and items and holds:
            item = replace(taken_as(be, "noun", "item"), text="任务")
            by = replace(taken_as(be, "by"), text="由")
            return [*tokens[:place], item, by, *tokens[place + 1 :]]
    return tokens


_STANDS = ("出现", "列", "写", "列了", "写了", "数出", "有", "列着", "写着", "为", "是", "挂着")
_NAMES = ("名字", "姓名", "人名", "人")


def _with_several(tokens: list[Token]) -> list[Token]:
    """`由多个领导分管的`, `好几家单位牵头`: at least two."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        noun = next((t for t in tokens[place + 1 :] if not t.has("noise")), None)
        agents = noun is not None and (
            noun.has("rolenoun") or noun.value("noun") in ("agency", "official")
        )
        had = [t for t in tokens[:place] if not t.has("noise")][-2:]
        columns = len(had) > 1 and had[0].has("rolenoun") and had[1].has("have")
        if token.has("several") and (agents or columns):
            found.append(replace(taken_as(token, "ge"), text="至少"))
            found.append(replace(taken_as(token, "num", "2"), text="两" + token.text[-1]))
        else:
            found.append(token)
    return found


def _with_equations(tokens: list[Token]) -> list[Token]:
    """`分管领导=X、Y`: they have that role, as X、Y分管 says."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        column, first = tokens[place], place + 2
        said = tokens[first] if first < len(tokens) else None
        holds = said is not None and said.text in (*_HOLDING, *_LACKING)
        agents = _agents_behind(tokens, first + holds)
        if column.has("rolenoun") and agents and tokens[place + 1].text == _EQUALS:
            role = taken_as(column, "role", column.value("rolenoun") or "")
            lacks = said is not None and said.text in _LACKING
            denial = [replace(taken_as(column, "neg"), text="不")] if lacks else []
            found += [*agents, *denial, role]
            place += 2 + holds + len(agents)
        else:
            found.append(column)
            place += 1
    return found


_EQUALS = "="
_HOLDING = ("含", "包含", "包括", "有", "含有")
_LACKING = ("不含", "不包含", "不包括", "没有", "无")


def _without_braces(tokens: list[Token]) -> list[Token]:
    """`主要责任单位={A,B}`, `A/B/C分管项数`: names that signs set apart are listed."""
    found: list[Token] = []
    inside = False
    for place, token in enumerate(tokens):
        inside = (inside or token.text == "{") and token.text != "}"
        around = [is_agent(t) for t in tokens[max(place - 1, 0) : place + 2 : 2]] == [True, True]
        if token.text in ("{", "}"):
            continue
        if around and (token.text == "/" or (inside and token.text == ",")):
            found.append(replace(taken_as(token, "and"), text="、"))
        else:
            found.append(token)
    slashes = any(t.text == "/" for t in tokens) and any(t.value("noun") == "item" for t in tokens)
    last = max((i for i, t in enumerate(found) if is_agent(t)), default=0)
    if slashes and sum(is_agent(t) for t in found) > 1 and not any(t.has("every") for t in found):
        each = replace(taken_as(found[last], "every"), text="分别")
        found.insert(last + 1, each)
    return found


def _agents_behind(tokens: list[Token], place: int) -> list[Token]:
    end = place
    while end < len(tokens) and (is_agent(tokens[end]) or tokens[end].has("and", "or")):
        end += 1
    while end > place and not is_agent(tokens[end - 1]):
        end -= 1
    return tokens[place:end]


def _with_compared_numbers(tokens: list[Token]) -> list[Token]:
    """`比十项还多`: over ten, `比5家少` under five."""
    for place, token in enumerate(tokens):
        more = place + 2
        while more < len(tokens) and tokens[more].text in _STILL:
            more += 1
        said = tokens[more] if more < len(tokens) else None
        compares = token.text == "比" and said is not None and said.text in _THAN
        if compares and said is not None and tokens[place + 1].has("num"):
            comparator = taken_as(replace(token, text="超过"), _THAN[said.text])
            return [*tokens[:place], comparator, tokens[place + 1], *tokens[more + 1 :]]
    return tokens


_STILL = ("还", "更", "要", "还要", "都", "都要")
_THAN = {"多": "gt", "少": "lt"}
