"""Conditions on work items in words, Chinese or English."""

from __future__ import annotations

from collections.abc import Iterable

from queries.asking.readings.reading import IMPERSONAL, LEADING, PERSONAL, Condition

ROLE_ZH = {
    ("lead",): "牵头",
    LEADING: "牵头或负责",
    ("supporting",): "配合",
    ("guiding",): "指导",
    PERSONAL: "分管",
    IMPERSONAL: "承担（任何角色）",
}
_ROLE_EN = {
    ("lead",): "led",
    LEADING: "led or answered for",
    ("supporting",): "supported",
    ("guiding",): "guided",
    PERSONAL: "supervised",
    IMPERSONAL: "held in any role",
}
SHOWN = 12
"""Things that a sentence names."""
COMPARED_ZH = {"gt": "超过", "ge": "至少", "lt": "少于", "le": "至多", "eq": "恰好", "ne": "不是"}
COMPARED_EN = {"gt": "over", "ge": "at least", "lt": "under", "le": "at most"}
COMPARED_EN |= {"eq": "exactly", "ne": "not"}
KIND_ZH = {"task": "任务", "project": "工程", "indicator": "指标"}
KIND_EN = {"task": "tasks", "project": "projects", "indicator": "indicators"}

THING_ZH = {"agency": "单位", "official": "领导", "agent": "责任人和单位", "theme": "主题"}
THING_ZH |= {"category": "门类", "heading": "项目", "place": "地点", "kind": "类型"}
THING_ZH |= {"entry": "名称"}
THING_ZH |= {"document": "文件", "programme": "专项行动", "annex": "附件"}
THING_EN = {"agency": "agencies", "official": "officials", "agent": "responsible", "kind": "kinds"}
THING_EN |= {"category": "categories", "heading": "headings", "place": "places"}
THING_EN |= {
    "theme": "themes",
    "document": "documents",
    "programme": "programmes",
    "annex": "annexes",
    "entry": "names",
}


def describe_conditions(conditions: Iterable[Condition], language: str) -> str:
    """Return the conditions as words that stand before (zh) or behind (en) the items."""
    describe = _zh if language == "zh" else _en
    parts = [describe(condition) for condition in conditions]
    return "、".join(parts) if language == "zh" else " and ".join(parts)


def _names(condition: Condition, both: str, either: str) -> str:
    if condition.slot in ("filter", "printed"):
        return condition.texts[0]
    labels = [node.label for node in condition.nodes] or list(condition.texts)
    labels = list(dict.fromkeys(labels))
    return (both if condition.every else either).join(labels)


def _agents_zh(condition: Condition) -> str:
    who = "领导" if condition.texts[:1] == ("official",) else "单位"
    who = "、".join(condition.texts[1:]) + " " + who if condition.texts[1:] else who
    if (condition.comparator, condition.number) == ("eq", 0):
        return f"没有{who}{_role(condition.roles, ROLE_ZH)}"
    no = "不" if condition.negated else ""
    compared = f"{COMPARED_ZH[condition.comparator]}{condition.number}个{who}"
    return f"{no}由{compared}{_role(condition.roles, ROLE_ZH)}"


def _agent_zh(condition: Condition, names: str) -> str:
    if condition.first:
        return f"以{names}为栏中第一个单位"
    only = "只" if condition.only else ""
    return f"{only}由{names}{_role(condition.roles, ROLE_ZH)}"


def _zh(condition: Condition) -> str:
    no = "不" if condition.negated else ""
    names = _names(condition, "和", "或")
    if condition.slot == "agent":
        return no + _agent_zh(condition, names)
    if condition.slot == "agents":
        return _agents_zh(condition)
    if condition.slot == "themes":
        return f"主题数{COMPARED_ZH[condition.comparator]}{condition.number}"
    forms = {
        "theme": "属于主题“{}”",
        "category": "属于门类“{}”",
        "heading": "属于项目“{}”",
        "document": "在文件《{}》中",
        "mention": "提到{}",
        "kind": "为{}",
        "annex": "在附件{}",
        "row": "在第{}行",
        "last": "在附件的最后一行",
        "spot": "在附件与行号{}",
        "nofigure": "没有写出数字",
        "rows": "行号在{}",
        "number": "序号为{}",
        "year": "属于{}年",
        "item": "为“{}”",
        "named": "为“{}”或提到它",
        "place": "与{}有关（文字提到或由其政府承担）",
        "text": "原文含“{}”",
        "title": "名称含“{}”",
        "begins": "以“{}”开头",
        "ends": "以“{}”结尾",
        "whole": "恰为“{}”",
        "holds": "印有“{}”",
        "agentType": "由这一类单位（{}）承担",
        "printed": "栏中印作“{}”",
        "filter": "限于 {}",
    }
    if condition.slot == "last" and condition.number > 1:
        place = "倒数第" if condition.comparator else "最后"
        return f"{no}在附件的{place}{condition.number}行"
    if condition.slot == "kind":
        names = "或".join(KIND_ZH[text] for text in condition.texts)
    if condition.negated and condition.slot in ("text", "title"):
        return forms[condition.slot].format(names).replace("含", "不含", 1)
    return no + forms[condition.edge or condition.slot].format(names)


def _agent_en(condition: Condition, names: str) -> str:
    if condition.first:
        return f"naming {names} first of its column"
    only = "only " if condition.only else ""
    return f"{_role(condition.roles, _ROLE_EN)} {only}by {names}"


def _en(condition: Condition) -> str:
    no = "not " if condition.negated else ""
    names = _names(condition, " and ", " or ")
    if condition.slot == "agent":
        return no + _agent_en(condition, names)
    if condition.slot == "agents":
        who = "officials" if condition.texts[:1] == ("official",) else "agencies"
        who = " ".join([*condition.texts[1:], who])
        compared = f"{COMPARED_EN[condition.comparator]} {condition.number} {who}"
        return f"{no}{_role(condition.roles, _ROLE_EN)} by {compared}"
    if condition.slot == "themes":
        return f"with {COMPARED_EN[condition.comparator]} {condition.number} themes"
    forms = {
        "theme": "of the theme {}",
        "category": "of the category {}",
        "heading": "of the heading {}",
        "document": "in the document {}",
        "mention": "that mention {}",
        "kind": "that are {}",
        "annex": "in annex {}",
        "row": "in row {}",
        "last": "in the last row of an annex",
        "spot": "at annex and row {}",
        "nofigure": "without a figure",
        "rows": "in rows {}",
        "number": "with number {}",
        "year": "of {}",
        "item": "called {}",
        "named": "called {} or naming it",
        "place": "about {} (named in the text, or held by its government)",
        "text": "that print “{}”",
        "title": "with “{}” in the title",
        "begins": "that begin with “{}”",
        "ends": "that end with “{}”",
        "whole": "that are just “{}”",
        "holds": "that print “{}”",
        "agentType": "held by bodies of the type {}",
        "printed": "whose column prints {}",
        "filter": "within {}",
    }
    if condition.slot == "kind":
        names = " or ".join(KIND_EN[text] for text in condition.texts)
    return no + forms[condition.edge or condition.slot].format(names)


def _role(roles: tuple[str, ...], words: dict[tuple[str, ...], str]) -> str:
    known = words.get(tuple(roles))
    return known or words[IMPERSONAL]
