"""The numbers of an answer as a sentence, in the words of the text."""

from __future__ import annotations

from collections.abc import Sequence

from queries.asking.figures.asked import Asked
from queries.asking.figures.targets import Nearest
from queries.asking.rows.tables import Row

_SHOWN = 12


def figures_sentence(
    topics: Sequence[tuple[str, Sequence[Row]]], language: str, *, asks_sum: bool = False
) -> str:
    """Say the numbers in the words of the text, each topic for itself, and sums of like ones."""
    zh = language == "zh"
    rows = [row for _, found in topics for row in found]
    if not rows:
        none = "原文没有写明这样的目标或数值。"
        return none if zh else "The text states no such target or number."
    topics = _told_once(topics)
    topics = [(label if _is_shared(found, rows) else "", found) for label, found in topics]
    told = [_topic_words(label, found, zh=zh, asks_sum=asks_sum) for label, found in topics]
    each = list({row["target"]: row for row in rows}.values())
    if asks_sum and len(topics) > 1 and (total := _sum_over(each)):
        told.append(f"合计 {total}" if zh else f"{total} in all")
    where = list(dict.fromkeys(_place_words(row, zh=zh) for row in rows))[:_SHOWN]
    if zh:
        return f"{'；'.join(told)}（{'、'.join(where)}）。"
    return f"{'; '.join(told)} ({'; '.join(where)})."


def sum_doubts(
    asked: Asked, sentence: str, language: str, chosen: Sequence[Nearest]
) -> tuple[str, ...]:
    """Say so where a sum is asked for that is not told, or is of more than one number of a part."""
    found = [near.rows for near in chosen if near.rows]
    alike = len({row["unit"] for rows in found for row in rows}) == 1 < len(found)
    several = alike and any(len(rows) > 1 for rows in found)
    is_added = ("合计" in sentence or " in all" in sentence) and not several
    if not asked.asks_sum or sum(map(len, found)) <= 1 or is_added:
        return ()
    zh, en = "没有把握：问的是合计，各个数没有加在一起。", "Unsure: the numbers are not added up."
    return (zh if language == "zh" else en,)


def _told_once(topics: Sequence[tuple[str, Sequence[Row]]]) -> list[tuple[str, Sequence[Row]]]:
    """Return the topics without those whose numbers another has told already."""
    found: dict[tuple[str, ...], tuple[str, Sequence[Row]]] = {}
    for label, rows in topics:
        if rows:
            found.setdefault(tuple(str(row["target"]) for row in rows), (label, rows))
    return list(found.values())


def _is_shared(found: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell whether numbers of another topic measure the same, so that its words must be told."""
    measures = {row["measure"] for row in found}
    return any(row["measure"] in measures for row in rows if row not in found)


def _topic_words(label: str, rows: Sequence[Row], *, zh: bool, asks_sum: bool) -> str:
    said = "；".join(_figure_words(label, row, rows) for row in rows[:_SHOWN])
    more = "" if len(rows) <= _SHOWN else f" 等 {len(rows)} 个"
    total = _sum_of(rows) if _are_parts(rows) else ""
    if asks_sum and len(rows) > 1:
        total = _sum_of(rows) or _sum_of_apart(rows)
    if total:
        more += f"；合计 {total}" if zh else f"; {total} in all"
    return said + more


def _figure_words(label: str, row: Row, rows: Sequence[Row]) -> str:
    """Say a number with what it measures; of several, in which sentence each stands."""
    measure = str(row["measure"] or label or row["unit"])
    number = _number_words(row)
    if len(rows) > 1 and row.get("before"):
        return f"{measure}：{number}（“{str(row['before'])[:_BEGINNING]}…”）"
    if label and label not in measure and measure not in label:
        measure = f"{label}：{measure}"
    return f"{measure}：{number}"


def _number_words(row: Row) -> str:
    """Return a number with the 约 that the text prints before it."""
    quote = str(row["quote"])
    printed = f"{row.get('text', '')}{row.get('annualTask', '')}"
    return f"约{quote}" if f"约{quote}" in printed else quote


_BEGINNING = 12


def _place_words(row: Row, *, zh: bool) -> str:
    if zh:
        return f"附件{row['annexNumber']}第{row['rowNumber']}行"
    return f"annex {row['annexNumber']}, row {row['rowNumber']}"


def _are_parts(rows: Sequence[Row]) -> bool:
    """Tell whether numbers measure the same in several parts of one work item."""
    return len({row["item"] for row in rows}) == 1 and len({row["measure"] for row in rows}) == 1


def _sum_of(rows: Sequence[Row]) -> str:
    """Return the sum of numbers in sentences of their own, or nothing where there is none."""
    sentences = {row.get("sentence") for row in rows}
    return _sum_over(rows) if 1 < len(rows) == len(sentences) else ""


def _sum_of_apart(rows: Sequence[Row]) -> str:
    """Return the sum of numbers in one sentence that measure different things, none within another.

    `60家工业企业和93家汽修企业`, and not `新增企业60家，其中规上5家`.
    """
    sentences = {str(row.get("sentence", "")) for row in rows}
    apart = all(len({row[name] for row in rows}) == len(rows) for name in ("measure", "quote"))
    is_part = any("其中" in sentence for sentence in sentences)
    return _sum_over(rows) if apart and len(sentences) == 1 and not is_part else ""


def _sum_over(rows: Sequence[Row]) -> str:
    """Return the sum of numbers, if all have one unit and none is a share."""
    units = {str(row["unit"]) for row in rows}
    if len(units) != 1 or "%" in units or not all(row["value"] for row in rows):
        return ""
    return f"{sum(float(str(row['value'])) for row in rows):g}{units.pop()}"
