"""What was understood and found, as one sentence in Chinese or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from queries.asking.reading import (
    AGENT_FOCUSES,
    IMPERSONAL,
    LEADING,
    PERSONAL,
    Clause,
    Condition,
    Reading,
)

Row = dict[str, object]
_SHOWN = 12
_ROLE_ZH = {
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
_COMPARED_ZH = {"gt": "超过", "ge": "至少", "lt": "少于", "le": "至多", "eq": "恰好", "ne": "不是"}
_COMPARED_EN = {"gt": "over", "ge": "at least", "lt": "under", "le": "at most"}
_COMPARED_EN |= {"eq": "exactly", "ne": "not"}
_THING_ZH = {"agency": "单位", "official": "领导", "agent": "责任人和单位", "theme": "主题"}
_THING_ZH |= {"category": "门类", "heading": "项目", "place": "地点", "kind": "类型"}
_THING_ZH |= {"document": "文件", "programme": "专项行动", "annex": "附件"}
_THING_EN = {"agency": "agencies", "official": "officials", "agent": "responsible", "kind": "kinds"}
_THING_EN |= {"category": "categories", "heading": "headings", "place": "places"}
_THING_EN |= {
    "theme": "themes",
    "document": "documents",
    "programme": "programmes",
    "annex": "annexes",
}
_KIND_ZH = {"task": "任务", "project": "工程", "indicator": "指标"}
_KIND_EN = {"task": "tasks", "project": "projects", "indicator": "indicators"}


def describe_conditions(conditions: Iterable[Condition], language: str) -> str:
    """Return the conditions as words that stand before (zh) or behind (en) the items."""
    describe = _zh if language == "zh" else _en
    parts = [describe(condition) for condition in conditions]
    return "、".join(parts) if language == "zh" else " and ".join(parts)


def _names(condition: Condition, both: str, either: str) -> str:
    labels = [node.label for node in condition.nodes] or list(condition.texts)
    labels = list(dict.fromkeys(labels))
    return (both if condition.every else either).join(labels)


def _zh(condition: Condition) -> str:
    no = "不" if condition.negated else ""
    names = _names(condition, "和", "或")
    if condition.slot == "agent":
        only = "只" if condition.only else ""
        return f"{no}{only}由{names}{_role(condition.roles, _ROLE_ZH)}"
    if condition.slot == "agents":
        who = "领导" if condition.texts == ("official",) else "单位"
        if (condition.comparator, condition.number) == ("eq", 0):
            return f"没有{who}{_role(condition.roles, _ROLE_ZH)}"
        compared = f"{_COMPARED_ZH[condition.comparator]}{condition.number}个{who}"
        return f"由{compared}{_role(condition.roles, _ROLE_ZH)}"
    if condition.slot == "themes":
        return f"主题数{_COMPARED_ZH[condition.comparator]}{condition.number}"
    forms = {
        "theme": "属于主题“{}”",
        "category": "属于门类“{}”",
        "heading": "属于项目“{}”",
        "document": "在文件《{}》中",
        "mention": "提到{}",
        "kind": "为{}",
        "annex": "在附件{}",
        "row": "在第{}行",
        "number": "序号为{}",
        "year": "属于{}年",
        "item": "为“{}”",
        "place": "与{}有关（文字提到或由其政府承担）",
        "text": "原文含“{}”",
        "agentType": "由这一类单位（{}）承担",
    }
    if condition.slot == "kind":
        names = "或".join(_KIND_ZH[text] for text in condition.texts)
    return no + forms[condition.slot].format(names)


def _en(condition: Condition) -> str:
    no = "not " if condition.negated else ""
    names = _names(condition, " and ", " or ")
    if condition.slot == "agent":
        only = "only " if condition.only else ""
        return f"{no}{_role(condition.roles, _ROLE_EN)} {only}by {names}"
    if condition.slot == "agents":
        who = "officials" if condition.texts == ("official",) else "agencies"
        compared = f"{_COMPARED_EN[condition.comparator]} {condition.number} {who}"
        return f"{_role(condition.roles, _ROLE_EN)} by {compared}"
    if condition.slot == "themes":
        return f"with {_COMPARED_EN[condition.comparator]} {condition.number} themes"
    forms = {
        "theme": "of the theme {}",
        "category": "of the category {}",
        "heading": "of the heading {}",
        "document": "in the document {}",
        "mention": "that mention {}",
        "kind": "that are {}",
        "annex": "in annex {}",
        "row": "in row {}",
        "number": "with number {}",
        "year": "of {}",
        "item": "called {}",
        "place": "about {} (named in the text, or held by its government)",
        "text": "that print “{}”",
        "agentType": "held by bodies of the type {}",
    }
    if condition.slot == "kind":
        names = " or ".join(_KIND_EN[text] for text in condition.texts)
    return no + forms[condition.slot].format(names)


def _role(roles: tuple[str, ...], words: dict[tuple[str, ...], str]) -> str:
    known = words.get(tuple(roles))
    return known or words[IMPERSONAL]


def count_items(kinds: Iterable[str], language: str) -> str:
    """Return the number of items with how many are tasks, projects and indicators.

    >>> count_items(["task", "task", "project"], "zh")
    '3 项（任务 2、工程 1、指标 0）'
    """
    counts = Counter(kinds)
    total = sum(counts.values())
    names = _KIND_ZH if language == "zh" else _KIND_EN
    shown = [
        f"{names[k]} {counts[k]}" if language == "zh" else f"{counts[k]} {names[k]}" for k in names
    ]
    if language == "zh":
        return f"{total} 项（{'、'.join(shown)}）"
    return f"{total} work items ({', '.join(shown)})"


def items_sentence(reading: Reading, rows: Sequence[Row], language: str) -> str:
    said = describe_conditions(reading.conditions, language)
    kinds = [str(row["class"]) for row in rows]
    found = count_items(kinds, language)
    if reading.measure == "tell" and rows:
        return _told(reading, rows, language)
    if reading.measure == "exists":
        return _exists(said, found, bool(rows), language)
    if language == "zh":
        if not rows:
            return f"没有{said}的工作事项。" if said else "没有工作事项。"
        return f"{said}的工作事项共 {found}。" if said else f"工作事项共 {found}。"
    return f"There are {found} {said}.".replace("  ", " ").replace(" .", ".")


_TOLD = 5


def _told(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say the parts of items that were asked for, each item with where it stands."""
    parts = [_told_item(reading, row, language) for row in rows[:_TOLD]]
    more = "" if len(rows) <= _TOLD else f"；共 {len(rows)} 项，见表"
    return ("；" if language == "zh" else "; ").join(parts) + more + "。"


def _told_item(reading: Reading, row: Row, language: str) -> str:
    zh = language == "zh"
    where = f"附件{row['annexNumber']}第{row['rowNumber']}行"
    where = where if zh else f"annex {row['annexNumber']}, row {row['rowNumber']}"
    title = f"“{row['title']}”" if row["title"] else ""
    said = []
    for part in reading.asks:
        if part == "deadline":
            dates = "、".join(str(day) for day in row["deadlines"])  # type: ignore[attr-defined]
            none = "没有写明完成时限" if zh else "no deadline is stated"
            said.append(dates or none)
        elif part == "annual":
            said.append(str(row["annualTask"] or row["text"]))
        elif part == "content":
            said.append(str(row["text"]))
    return f"{where}{title}" + ("：" if said else "") + "；".join(said)


def _exists(said: str, found: str, any_found: bool, language: str) -> str:  # noqa: FBT001
    if language == "zh":
        return f"是：{said}的工作事项共 {found}。" if any_found else f"否：没有{said}的工作事项。"
    return f"Yes: {found} {said}." if any_found else f"No: there is no work item {said}."


def targets_sentence(rows: Sequence[Row], language: str) -> str:
    """Say the numbers in the words of the text."""
    said = [f"{row['measure']}：{row['quote']}" for row in rows[:_SHOWN]]
    where = sorted({f"附件{row['annexNumber']}第{row['rowNumber']}行" for row in rows})
    if language == "zh":
        if not rows:
            return "原文没有写明这样的目标或数值。"
        more = "" if len(rows) <= _SHOWN else f" 等 {len(rows)} 个"
        return f"{'；'.join(said)}{more}（{'、'.join(where[:_SHOWN])}）。"
    if not rows:
        return "The text states no such target or number."
    places = sorted({f"annex {row['annexNumber']}, row {row['rowNumber']}" for row in rows})
    return f"{'; '.join(said)} ({'; '.join(places[:_SHOWN])})."


def groups_sentence(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say which things were found, named ones apart from collectives."""
    single = [row for row in rows if row["class"] != "group"]
    numbers = _numbers_words(reading, single, language)
    groups = [row for row in rows if row["class"] == "group"]
    said = clauses_words(reading, language)
    if language == "zh":
        thing = _THING_ZH[reading.focus]
        text = f"{said}的{thing}共 {len(single)} 个" if single else f"没有{said}的{thing}"
        text += f"：{_list(single, '、', '（{} 项）')}" if single else ""
        if groups:
            text += f"；另有集合主体 {len(groups)} 个：{_list(groups, '、', '（{} 项）')}"
        return text + numbers + "。"
    thing = _THING_EN[reading.focus]
    text = f"{len(single)} {thing} {said}"
    text += f": {_list(single, ', ', ' ({})')}" if single else ""
    if groups:
        text += f"; and {len(groups)} collectives: {_list(groups, ', ', ' ({})')}"
    return text + numbers + "."


def _numbers_words(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say by how much two things differ, or the average of all."""
    numbers = [int(str(row["items"])) for row in rows]
    if reading.measure == "average" and numbers:
        mean = sum(numbers) / len(numbers)
        return f"；平均 {mean:.1f} 项" if language == "zh" else f"; on average {mean:.1f}"
    if reading.measure == "compare" and len(numbers) == 2:
        gap = abs(numbers[0] - numbers[1])
        if language == "zh":
            return f"；相差 {gap} 项" if gap else "；一样多"
        return f"; the difference is {gap}"
    return ""


def _list(rows: Sequence[Row], mark: str, number: str) -> str:
    shown = [f"{row['name']}{number.format(row['items'])}" for row in rows[:_SHOWN]]
    more = "" if len(rows) <= _SHOWN else " …"
    return mark.join(shown) + more


def clauses_words(reading: Reading, language: str) -> str:
    """Return what is said of the things asked for."""
    parts = [_clause_words(reading, clause, language) for clause in reading.clauses]
    words = ("，且" if language == "zh" else ", and ").join(parts)
    if reading.excluded:
        names = "、".join(node.label for node in reading.excluded)
        words += f"（{names}除外）" if language == "zh" else f" (other than {names})"
    return words


def _clause_words(reading: Reading, clause: Clause, language: str) -> str:
    said = describe_conditions(clause.conditions, language)
    zh = language == "zh"
    if reading.focus not in AGENT_FOCUSES:
        if zh:
            return f"{said}的工作事项所属" if said else "工作事项所属"
        return f"of work items {said}".rstrip()
    if zh:
        no, only = "不" if clause.negated else "", "只" if clause.only else ""
        role = _ROLE_ZH.get(clause.roles, "承担")
        number = (
            f"（{_COMPARED_ZH[clause.comparator]} {clause.number} 项）" if clause.comparator else ""
        )
        items = f"{said}的工作事项" if said else "工作事项"
        return f"{no}{only}{role}{items}{number}"
    verbs = {("lead",): "lead", LEADING: "lead or answer for", ("supporting",): "support"}
    verb = verbs.get(clause.roles, "supervise" if clause.roles == PERSONAL else "have")
    no, only = "do not " if clause.negated else "", "only " if clause.only else ""
    number = f" ({_COMPARED_EN[clause.comparator]} {clause.number})" if clause.comparator else ""
    return f"{no}{only}{verb} work items {said}".rstrip() + number
