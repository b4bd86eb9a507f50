"""What was understood and found, as one sentence in Chinese or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from queries.asking.readings.describing import (
    KIND_EN,
    KIND_ZH,
    ROLE_ZH,
    SHOWN,
    THING_EN,
    THING_ZH,
    describe_conditions,
)
from queries.asking.readings.ranges import number_words
from queries.asking.readings.reading import (
    AGENT_FOCUSES,
    LEADING,
    PERSONAL,
    Clause,
    Reading,
)
from queries.asking.sentences.rank_words import ranked_sentence
from queries.asking.sentences.thing_lists import list_agents, list_things
from queries.asking.understanding.column_sums import SUM
from queries.asking.understanding.extremes import MOST_OF_ONE

Row = dict[str, object]


def count_items(kinds: Mapping[str, int], language: str) -> str:
    """Return the number of items with how many are tasks, projects and indicators.

    >>> count_items({"task": 2, "project": 1}, "zh")
    '3 项（任务 2、工程 1、指标 0）'
    """
    counts = Counter(kinds)
    total = counts.total()
    names = KIND_ZH if language == "zh" else KIND_EN
    shown = [
        f"{names[k]} {counts[k]}" if language == "zh" else f"{counts[k]} {names[k]}" for k in names
    ]
    if language == "zh":
        return f"{total} 项（{'、'.join(shown)}）"
    return f"{total} work items ({', '.join(shown)})"


def items_sentence(
    reading: Reading, rows: Sequence[Row], language: str, kinds: Mapping[str, int]
) -> str:
    """Say how many items were found, and which, if they are few; many may be counted alone."""
    said = describe_conditions(reading.conditions, language)
    found, number = count_items(kinds, language), sum(kinds.values())
    if rows and reading.measure in _TELLING:
        return _TELLING[reading.measure](reading, rows, language)
    if reading.measure == "exists":
        return (
            _claims_none(said, found, bool(number))
            if is_none_claimed(reading)
            else _exists(said, found, bool(number), language)
        )
    if language == "zh":
        if not number:
            return f"没有{said}的工作事项。" if said else "没有工作事项。"
        told = f"：{'；'.join(_shown_item(row) for row in rows)}" if number <= _FEW else ""
        items = f"{said}的工作事项" if said else "工作事项"
        return f"{items}共 {found}{told}。"
    told = (
        f": {'; '.join(_shown_item(row, zh=False) for row in rows)}" if 0 < number <= _FEW else ""
    )
    return f"There are {found} {said}{told}.".replace("  ", " ").replace(" .", ".")


_FEW = 3
_LONGEST = 60


def _shown_item(row: Row, *, zh: bool = True) -> str:
    """Return where an item stands, with its title or the beginning of its text."""
    where = f"附件{row['annexNumber']}第{row['rowNumber']}行"
    where = where if zh else f"annex {row['annexNumber']}, row {row['rowNumber']}"
    words = str(row["title"] or row["text"]).rstrip("。")
    return f"{where}“{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}”"


_TOLD = 5


def _told(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say the parts of items that were asked for, each item with where it stands."""
    most = SHOWN if set(reading.asks) <= set(_COLUMNS_OF) else _TOLD
    parts = [_told_item(reading, row, language) for row in rows[:most]]
    more = "" if len(rows) <= most else f"；共 {len(rows)} 项，见表"
    return ("；" if language == "zh" else "; ").join(parts) + more + "。"


def _told_item(reading: Reading, row: Row, language: str) -> str:
    zh = language == "zh"
    where = f"附件{row['annexNumber']}第{row['rowNumber']}行"
    where = where if zh else f"annex {row['annexNumber']}, row {row['rowNumber']}"
    if reading.asks == ("number",):
        number = row["officialNumber"] or row["rowNumber"]
        where = f"第{number}号：{where}" if zh else f"No. {number}: {where}"
    title = f"“{row['title']}”" if row["title"] else ""
    said = []
    for part in reading.asks:
        if part == "deadline":
            dates = "、".join(str(day) for day in row["deadlines"])  # type: ignore[attr-defined]
            none = "没有写明完成时限" if zh else "no deadline is stated"
            said.append(dates or none)
        elif part == "annual":
            said.append(_annual_words(reading, row))
        elif part == "content":
            said.append(str(row["text"]))
        elif part in _COLUMNS_OF:
            names = [str(row[name]) for name in _COLUMNS_OF[part] if row[name]]
            said.append("、".join(names) or ("没有写明" if zh else "not stated"))
    return f"{where}{title}" + ("：" if said else "") + "；".join(said)


def _annual_words(reading: Reading, row: Row) -> str:
    """Return the annual task, before it the one of its parts that is on what was named."""
    task = str(row["annualTask"] or row["text"])
    words = [text for c in reading.conditions if c.slot == "text" for text in c.texts]
    parts = task.rstrip("。").split("；")
    own = [part for part in parts if any(word in part for word in words)]
    return f"{own[0]}（全部：{task}）" if len(own) == 1 < len(parts) else task


_COLUMNS_OF = {
    "lead": ("lead",),
    "responsible": ("lead", "responsible"),
    "supporting": ("supporting",),
    "guiding": ("guiding",),
    "supervising": ("officials",),
}
"""Where a row tells who has the item in the role that was asked for."""


def _exists(said: str, found: str, any_found: bool, language: str) -> str:  # noqa: FBT001
    if language == "zh":
        return f"是：{said}的工作事项共 {found}。" if any_found else f"否：没有{said}的工作事项。"
    return f"Yes: {found} {said}." if any_found else f"No: there is no work item {said}."


def is_none_claimed(reading: Reading) -> bool:
    """Tell whether a yes-or-no question says that there is no such item."""
    clause = reading.clauses[0]
    return (clause.comparator, clause.number) == ("eq", 0)


def _claims_none(said: str, found: str, any_found: bool) -> str:  # noqa: FBT001
    return f"否：{said}的工作事项共 {found}。" if any_found else f"是：没有{said}的工作事项。"


def groups_sentence(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say which things were found, named ones apart from collectives."""
    single = [row for row in rows if row["class"] != "group"]
    numbers = _numbers_words(reading, single, language)
    groups = [row for row in rows if row["class"] == "group"]
    said = clauses_words(reading, language)
    if language == "zh":
        thing = THING_ZH[reading.focus]
        text = f"{said}的{thing}共 {len(single)} 个" if single else f"没有{said}的{thing}"
        most = f"{single[0]['items']} 项：" if MOST_OF_ONE in reading.asks and single else ""
        text = most + text
        text += f"：{list_agents(single, _measure_words(reading), language)}" if single else ""
        if groups:
            text += f"；另有集合主体 {len(groups)} 个：{list_things(groups, '、', '（{} 项）')}"
        return text + numbers + "。"
    thing = THING_EN[reading.focus]
    text = f"{len(single)} {thing} {said}"
    text += f": {list_agents(single, ' ({})', language)}" if single else ""
    if groups:
        text += f"; and {len(groups)} collectives: {list_things(groups, ', ', ' ({})')}"
    return text + numbers + "."


def _measure_words(reading: Reading) -> str:
    """Say what the number of each thing counts: its items, or different agents beside it."""
    counted = THING_ZH.get(reading.counted)
    return f"（不同的{counted} {{}} 个）" if counted else "（{} 项）"


def _numbers_words(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say by how much two things differ, or the average of all."""
    if reading.measure not in ("average", "compare"):
        return ""
    numbers = [int(str(row.get("items", 0))) for row in rows]
    if reading.measure == "average" and numbers:
        mean = sum(numbers) / len(numbers)
        return f"；平均 {mean:.1f} 项" if language == "zh" else f"; on average {mean:.1f}"
    if reading.focus == "annex" and len(numbers) == 1:
        numbers.append(0)  # what the other one has none of: 附件1比附件2多几项
    if reading.measure == "compare" and len(numbers) == 2:
        gap = abs(numbers[0] - numbers[1])
        if language == "zh":
            unit = "个" if reading.counted in THING_ZH else "项"
            return f"；相差 {gap} {unit}" if gap else "；一样多"
        return f"; the difference is {gap}"
    return ""


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
        if zh and clause.negated:
            return f"没有{said}的工作事项"
        if clause.negated:
            return f"without work items {said}"
        if zh:
            return f"{said}的工作事项所属" if said else "工作事项所属"
        return f"of work items {said}".rstrip()
    if zh:
        no, only = "不" if clause.negated else "", "只" if clause.only else ""
        role = ROLE_ZH.get(clause.roles, "承担")
        number = f"（{number_words(clause, zh=True)} 项）" if clause.comparator else ""
        items = f"{said}的工作事项" if said else "工作事项"
        return f"{no}{only}{role}{items}{number}"
    verbs = {("lead",): "lead", LEADING: "lead or answer for", ("supporting",): "support"}
    verb = verbs.get(clause.roles, "supervise" if clause.roles == PERSONAL else "have")
    no, only = "do not " if clause.negated else "", "only " if clause.only else ""
    number = f" ({number_words(clause, zh=False)})" if clause.comparator else ""
    return f"{no}{only}{verb} work items {said}".rstrip() + number


def average_sentence(reading: Reading, total: int, number: int, language: str) -> str:
    """Say how many of what is counted an item has on average, and of how many items."""
    said = describe_conditions(reading.conditions, language)
    if language == "zh":
        thing, every = THING_ZH[reading.counted], f"{said}的工作事项" if said else "工作事项"
        if SUM in reading.asks:
            return f"合计 {total} 个{thing}：{every}共 {number} 项，逐项相加，同名的也重复计。"
        mean = f"平均每项有{thing} {total / number:.2f} 个"
        return f"{mean}（{every} {number} 项，共 {total} 个）。"
    thing = THING_EN[reading.counted]
    return f"On average {total / number:.2f} {thing} ({number} work items, {total} in all)."


def share_sentence(part: int, whole: int, language: str) -> str:
    """Say what part of some items others are.

    >>> share_sentence(30, 166, "zh")
    '18.1%，即 166 项中的 30 项。'
    """
    share = part / whole if whole else 0.0
    if language == "zh":
        return f"{share:.1%}，即 {whole} 项中的 {part} 项。"
    return f"{share:.1%}, {part} of {whole} work items."


def universal_sentence(reading: Reading, whole: int, exceptions: int, language: str) -> str:
    """Say whether all items that fulfil the base fulfil the rest, and how many do not."""
    base = describe_conditions(reading.base, language)
    rest = describe_conditions([c for c in reading.conditions if c not in reading.base], language)
    if language == "zh":
        yes = "否" if exceptions or not whole else "是"
        held = f"{base}的工作事项共 {whole} 项，其中{rest}的 {whole - exceptions} 项"
        return f"{yes}：{held}，不是的 {exceptions} 项。"
    yes = "No" if exceptions or not whole else "Yes"
    return (
        f"{yes}: of {whole} work items {base}, {whole - exceptions} are {rest}, {exceptions} not."
    )


def claimed_words(reading: Reading, rows: Sequence[Row], language: str) -> str:
    """Say yes or no to the claim that some things are among the rows."""
    found = {row["thing"] for row in rows}
    holds = bool(reading.claimed) and all(node.iri in found for node in reading.claimed)
    if reading.measure == "compare":
        items = {row["thing"]: int(str(row["items"])) for row in rows}
        own = items.pop(reading.claimed[0].iri, 0)
        other = max(items.values(), default=0)
        holds = {"most": own > other, "least": own < other}.get(reading.order, own == other)
    if language == "zh":
        return "是：" if holds else "否："
    return "Yes: " if holds else "No: "


def _average_of_rows(reading: Reading, rows: Sequence[Row], language: str) -> str:
    total = sum(int(str(row.get("items", 0))) for row in rows)
    return average_sentence(reading, total, len(rows), language)


def _ranked_rows(reading: Reading, rows: Sequence[Row], language: str) -> str:
    return ranked_sentence(reading, rows, len(rows), language)


_TELLING: dict[str, Callable[[Reading, Sequence[Row], str], str]] = {
    "tell": _told,
    "average": _average_of_rows,
    "rank": _ranked_rows,
}
