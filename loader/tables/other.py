"""Tables that are no task tables: what was granted, paid or done, and headers nobody knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from loader.assignments.fields import UNITS
from loader.assignments.plausibility import is_plausible
from loader.bodies.agents import Directory
from loader.registers.registers import Registers
from loader.report import Report
from loader.source import Table
from loader.tables.matrices import unexplained_signs
from loader.texts.units import split_list

_OUTCOME = re.compile("(?:完成|办理|落实|办结|进展)(?:情况|结果)")
_ASKED = re.compile("要求|目标|任务")
"""Header words of what is to be done, told apart from what became of it: 内容与要求."""

_JUDGED = re.compile("(?:验收|评审|鉴定|结题|结项|审查|考核)(?:情况|结果|结论|意见)")
_SENTENCE = re.compile(r"[\u4e00-\u9fff]{5,}|^[\u4e00-\u9fff]{2,}\d")
"""Words of work: a sentence, or a short one with an amount (修路8条)."""

_CHARGES = re.compile("责任|牵头|负责|落实|承办|配合|协办|主办|分管|包[抓保联]|挂[钩联]")
_OF_SERVICE = re.compile(
    "指南(?:（[^）]*）)?$|公开(?:事项)?目录|权[责力]清单|(?:许可|服务|证明|收费)事项(?:保留)?(?:清单|目录)|通讯录|值班表"
)
"""Titles of tables of what a body offers, may do or keeps: they charge nobody with work."""

_ALLOTS = re.compile(
    "(?:安排|下达|补助|补贴|拨付|分配|奖补|拨款|预算|支出|中标|合同|批复|采购)(?:金额|资金|数额|额度|数|额)"
    "|资金(?:来源|文号|性质|额度)|金额|单价|总价"
)
_PEOPLE = re.compile("领导|责任人|负责人|责任同志|负责同志|承办人|联系人")
_OF_WORK = frozenset({"supervising", "in_charge", "lead", "supporting", "deadline"})


@dataclass(frozen=True)
class Columns:
    """The fields of a table, and the words of its header where they are known."""

    fields: Sequence[str | None]
    words: Sequence[str] = ()

    @property
    def charge(self) -> bool:
        """Tell whether words of the header charge somebody: 责任单位, and not 建设单位 or 业主."""
        return any(_CHARGES.search(word) for word in self.words)

    @property
    def allots(self) -> bool:
        """Tell whether words of the header say what money each line gets, and from where."""
        return any(_ALLOTS.search(word) for word in self.words)

    @property
    def tells_outcome(self) -> bool:
        """Tell whether words of the header say what became of each line: 办理结果."""
        return any(_OUTCOME.search(word) for word in self.words)

    @property
    def shares_out(self) -> bool:
        """Tell whether columns say what is asked, who leads it or helps: they charge still."""
        is_asked = any(_ASKED.search(word) and not _OUTCOME.search(word) for word in self.words)
        by_role = bool({"supervising", "lead", "supporting"} & set(self.fields))
        return self.charge and (is_asked or by_role)

    @property
    def of_people(self) -> frozenset[str]:
        """The fields of units whose header names people too: 责任单位/责任人."""
        named = zip(self.fields, self.words, strict=False)
        return frozenset(name for name, word in named if name in UNITS and _PEOPLE.search(word))

    @property
    def of_leaders(self) -> frozenset[str]:
        """The fields of units whose header names leaders too: 责任领导及责任单位."""
        named = zip(self.fields, self.words, strict=False)
        return frozenset(name for name, word in named if name in UNITS and "领导" in word)


def tells_what_was(columns: Columns, title: str) -> bool:
    """Tell whether a table says what was granted, paid or done, not what is to be done.

    >>> granted = ("title", "responsible", "approval")
    >>> tells_what_was(Columns(granted, ("项目名称", "建设单位", "批复文号")), "")
    True
    >>> charged = Columns((*granted, "deadline"), ("项目名称", "责任单位", "批复文号", "时限"))
    >>> tells_what_was(charged, "")
    False
    >>> offered = Columns(("text", "responsible", "deadline"), ("事项", "责任科室", "办理时限"))
    >>> tells_what_was(offered, "政务服务事项办理指南")
    True
    >>> judged = Columns(("title", "responsible", None), ("项目", "承担单位", "验收结论"))
    >>> tells_what_was(judged, "科技计划项目验收结果公示")
    True
    >>> allotted = Columns(("title", "responsible", None), ("项目名称", "主管单位", "安排金额"))
    >>> tells_what_was(allotted, "")
    True
    >>> told = Columns(("text", "responsible", "outcome"), ("建议", "承办单位", "办理结果"))
    >>> tells_what_was(told, "建议办理结果")
    True
    >>> shared = ("text", "lead", "supporting", "outcome"), ("任务", "牵头", "配合", "进展情况")
    >>> tells_what_was(Columns(*shared), "重点任务进展情况")
    False
    >>> asked = ("text", "outcome", "responsible"), ("内容与要求", "进展情况", "责任单位")
    >>> tells_what_was(Columns(*asked), "重点工作一季度进展情况表")
    False
    """
    fields = set(columns.fields)
    if is_of_service(title):
        return True
    if _JUDGED.search(title) and any(map(_JUDGED.search, columns.words)):
        return True
    is_report = _OUTCOME.search(title) is not None and not columns.shares_out
    if is_report and "deadline" not in fields and columns.tells_outcome:
        return True
    if columns.allots and not columns.charge and not fields & _OF_WORK:
        return True
    if fields & {"record", "approval"}:
        return "record" in fields or not (columns.charge and fields & _OF_WORK)
    return "outcome" in fields and is_report and "deadline" not in fields


def is_of_service(title: str) -> bool:
    """Tell whether a title is of a table of what a body offers, may do or keeps."""
    return _OF_SERVICE.search(title) is not None


def report_other(table: Table, registers: Registers, directory: Directory, report: Report) -> None:
    """Say that `table` is no task table, or that it looks like one."""
    first = table.rows[0][0]
    words = " | ".join("".join(cell.raw.split()) for cell in table.rows[0])[:200]
    if _looks_assigned(table, registers, directory):
        message = (
            "looks like a task table; print a header above it, or add its words to columns.csv"
        )
        report.add("unknown header", first, words, message)
    elif signs := unexplained_signs(table, registers):
        message = f"bodies have signs in it ({signs}) that no legend explains: ●为牵头单位"
        report.add("unknown header", first, words, message)
    else:
        report.add("no task table", first, words, "no column names work and who does it")


def _looks_assigned(table: Table, registers: Registers, directory: Directory) -> bool:
    """Tell whether one column of `table` is mostly of units and another mostly of sentences."""
    units: dict[int, list[bool]] = defaultdict(list)
    sentences: dict[int, list[bool]] = defaultdict(list)
    for cell in (cell for row in table.rows[1:] for cell in row if cell.text):
        listed = split_list(cell.text) if "。" not in cell.text else []
        named = bool(listed) and all(
            directory.knows(unit.surface) or is_plausible(unit, registers) for unit in listed
        )
        units[cell.column].append(named)
        sentences[cell.column].append(not named and bool(_SENTENCE.search(cell.text)))
    return _mostly(units) and _mostly(sentences)


def _mostly(columns: dict[int, list[bool]]) -> bool:
    """Tell whether a column of more than one cell is true in more than half of them."""
    return any(len(cells) > 1 and sum(cells) * 2 > len(cells) for cells in columns.values())
