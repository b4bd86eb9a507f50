"""Lay the same tasks out in every combination of forms and compare what is read with them.

    python -m bench.layout_space            # the mean of each form, worst first, and what fails
    python -m bench.layout_space table 40   # one kind; one in 40 of its combinations

A sample shows one layout; here each form of a separator, header, blank, label, bracket, page
or mark meets all others. Place, people and tasks are invented.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.layouts import Comparison, Sample, compare_sample
from loader.registers.registers import Registers

NUMERALS = "一二三四五六"


@dataclass(frozen=True)
class Task:
    text: str
    leader: str
    lead: str
    supporting: tuple[str, ...]
    due: str
    date: str


@dataclass(frozen=True)
class Rendered:
    """A document, the forms that it is made of, and its truth."""

    forms: tuple[str, ...]
    text: str
    truth: dict[str, Any]


TASKS = (
    Task(
        "新建农村公路三十公里，改造危桥五座。",
        "周立民",
        "县交通局",
        ("县财政局", "各乡镇"),
        "10月底前",
        "2019-10",
    ),
    Task(
        "完成老城区雨污分流，消除黑臭水体。",
        "周立民",
        "县住建局",
        ("县水务局",),
        "12月底前",
        "2019-12",
    ),
    Task("建成标准化养殖小区八个。", "何佳", "县农业农村局", (), "9月30日前", "2019-09-30"),
    Task(
        "培育省级以上龙头企业两家。", "何佳", "县农业农村局", ("县金融办",), "11月底前", "2019-11"
    ),
    Task(
        "扩建县人民医院门诊楼，新增床位",
        "欧阳文静",
        "县卫健局",
        ("县发改局",),
        "6月底前",
        "2019-06",
    ),
    Task(
        "培训三千人次；举办招聘会十场。",
        "欧阳文静",
        "县人社局",
        ("县残联", "团县委"),
        "8月底前",
        "2019-08",
    ),
)
TITLE = "青石县2019年重点工作任务分解"
HEADERS = {
    "number": ("序号", "编号"),
    "text": ("工作任务", "目标任务", "工作内容"),
    "leader": ("分管领导", "责任领导", "挂钩领导"),
    "lead": ("牵头单位", "责任单位", "主要责任单位"),
    "supporting": ("配合单位", "协办单位", "相关单位"),
    "due": ("完成时限", "时间节点", "完成时间"),
}
ORDERS = (
    "number text lead supporting due",
    "number text leader lead supporting due",
    "number text lead supporting leader",
    "number leader text lead supporting due",
    "leader number text lead supporting",
    "text leader lead supporting due",
    "number text lead due",
)
SEPARATORS = {
    "tab": "\t",
    "pipe": " | ",
    "blanks": "   ",
    "blank": " ",
    "line": "\n",
    "pipes": " |\n",
}
BLANKS = ("/", "—", "无", "")
PAGES = {"": None, "page": "— {} —", "page in words": "第 {} 页 共 3 页", "page of": "{}/3"}
MARKS: dict[str, Callable[[int], str]] = {
    "1.": "{}.".format,
    "1）": "{}）".format,
    "（一）": lambda n: f"（{NUMERALS[n - 1]}）",
    "①": lambda n: "①②③④⑤⑥"[n - 1],
}
BRACKETS = ("（）", "()", "〔〕", "【】", "[]")
CLOSINGS: dict[str, tuple[str, str, str]] = {
    "verbs": ("{lead}牵头", "，", "{supporting}配合"),
    "verbs apart": ("{lead}牵头", " ", "{supporting}配合"),
    "labels": ("牵头单位：{lead}", "；", "配合单位：{supporting}"),
    "labels apart": ("牵头单位:{lead}", " ", "配合单位:{supporting}"),
    "labels bare": ("牵头单位{lead}", "，", "配合单位{supporting}"),
    "labels with 为": ("牵头单位为{lead}", "，", "配合单位为{supporting}"),
}
LABELS: dict[str, tuple[str, str]] = {
    "lines": ("{}：{}", "\n"),
    "in brackets": ("【{}】{}", "\n"),
    "brackets around": ("（{}：{}）", "\n"),
    "apart": ("{}：{}", "    "),
    "semicolons": ("{}：{}", "；"),
    "glued": ("{}：{}", ""),
    "bullets": ("●{}：{}", "\n"),
    "below": ("{}：\n{}", "\n"),
}


def tables() -> Iterator[Rendered]:
    """Yield tables that lost their lines."""
    forms = product(ORDERS, SEPARATORS, BLANKS, PAGES)
    for variant, (order, separator, blank, page) in enumerate(forms):
        columns = order.split()
        words = [HEADERS[name][variant % len(HEADERS[name])] for name in columns]
        rows = [[_cell(task, n, name, blank) for name in columns] for n, task in _numbered()]
        lines = [_line(row, SEPARATORS[separator]) for row in [words, *rows]]
        if pattern := PAGES[page]:
            lines.insert(4, pattern.format(1))
        yield _rendered(("table", order, separator, f"blank {blank}", page), lines, set(columns))


def brackets() -> Iterator[Rendered]:
    """Yield items that a bracket closes."""
    for (name, form), mark, pair, place in product(
        CLOSINGS.items(), MARKS, BRACKETS, ("behind", "within", "below", "one line")
    ):
        lines = []
        for n, task in _numbered():
            said = form[0].format(lead=task.lead)
            others = form[2].format(supporting="、".join(task.supporting))
            bracket = f"{pair[0]}{said}{form[1] + others if task.supporting else ''}{pair[1]}"
            words = MARKS[mark](n) + task.text.rstrip("。")
            ends = {"within": f"{bracket}。", "below": f"。\n{bracket}"}.get(place, f"。{bracket}")
            lines.append(words + ends)
        lines = [" ".join(lines)] if place == "one line" else lines
        yield _rendered(("bracket", name, mark, pair, place), lines, {"lead", "supporting"}, mark)


def labels() -> Iterator[Rendered]:
    """Yield items with labels below them."""
    for (name, (pattern, joint)), mark, order in product(LABELS.items(), MARKS, ORDERS):
        columns = [c for c in order.split() if c not in ("number", "text")]
        lines = []
        for n, task in _numbered():
            said = [(HEADERS[c][0], _cell(task, n, c, "")) for c in columns]
            labelled = joint.join(pattern.format(*one) for one in said if one[1])
            lines.append(f"{MARKS[mark](n)}{task.text}\n{labelled}")
        yield _rendered(("label", name, mark, order), lines, set(columns), mark)


KINDS = {"table": tables, "bracket": brackets, "label": labels}


def _numbered() -> Iterator[tuple[int, Task]]:
    return enumerate(TASKS, 1)


def _cell(task: Task, number: int, name: str, blank: str) -> str:
    cells = {
        "number": str(number),
        "text": task.text,
        "leader": task.leader,
        "lead": task.lead,
        "supporting": "、".join(task.supporting) or blank,
        "due": task.due,
    }
    return cells[name]


def _line(cells: list[str], separator: str) -> str:
    if separator == "\n":
        return "\n".join(cell for cell in cells if cell)
    return separator.join(cells) + (separator.rstrip("\n") if separator.endswith("\n") else "")


def _rendered(
    forms: tuple[str, ...], lines: list[str], columns: set[str], mark: str = ""
) -> Rendered:
    rows = [_row(task, n, columns, mark) for n, task in _numbered()]
    truth = {"rows": rows, "interchangeable": [["lead", "responsible"]]}
    return Rendered(forms, "\n".join([TITLE, "", *lines]), truth)


def _row(task: Task, number: int, columns: set[str], mark: str) -> dict[str, Any]:
    supporting = task.supporting if "supporting" in columns else ()
    return {
        "text": task.text,
        "number": MARKS[mark](number) if mark else str(number),
        "free_number": not mark and "number" not in columns,
        "lead": [task.lead],
        "support": [unit for unit in supporting if not unit.startswith("各")],
        "generic": [f"support:{unit}" for unit in supporting if unit.startswith("各")],
        "leaders": [task.leader] if "leader" in columns else [],
        "deadline": task.date if "due" in columns else None,
        "free_deadline": "due" not in columns,
    }


def compare_rendered(one: Rendered, registers: Registers, folder: Path) -> Comparison:
    """Write `one` into `folder`, read it, and compare what is read with its truth."""
    path = folder / "青石2019.txt"
    path.write_text(one.text, encoding="utf-8")
    return compare_sample(Sample(path, one.truth), registers)


def print_forms(rendered: Iterable[Rendered], registers: Registers) -> None:
    """Print the mean of each form, worst first, and what is wrong in the documents that fail."""
    by_form: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for one in rendered:
            result = compare_rendered(one, registers, Path(folder))
            for form in one.forms:
                by_form[form].append(result.score if not result.invented else result.score / 2)
            for difference in result.differences:
                print(*one.forms, difference, sep="  ")
    for form, scores in sorted(by_form.items(), key=lambda found: fmean(found[1])):
        print(f"{form:<44}{fmean(scores):.3f}  of {len(scores)}")


def main() -> None:
    """Print all kinds, or the one that the command line names."""
    registers = Registers(Path(__file__).parents[1] / "data" / "registers")
    kinds = sys.argv[1:2] or list(KINDS)
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for kind in kinds:
        print_forms(islice(KINDS[kind](), 0, None, step), registers)


if __name__ == "__main__":
    main()
