"""Close the same tasks with brackets in every place of every form of document, and compare.

    python -m bench.part_space         # the mean of each form, worst first, and what fails
    python -m bench.part_space 9       # one in 9 combinations

`bench.layout_space` varies what a bracket looks like and where it stands; here what it says, how
many an item has, and whether the document has numbers, lines, or neither. Task and document are
invented; the bodies are those that such documents name.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice, product
from typing import Any

from bench.layout_space import Rendered, print_forms
from bench.layouts import ROLES
from bench.quality import ROOT
from loader.registers.registers import Registers

SAID = (
    ("财政部、税务总局负责", "responsible 财政部 税务总局", None),
    ("财政部牵头，税务总局、海关总署配合", "lead 财政部 support 税务总局 海关总署", None),
    (
        "财政部、税务总局牵头，海关总署等部门参与",
        "lead 财政部 税务总局 support 海关总署 部门*",
        None,
    ),
    (
        "国家发展改革委牵头，财政部、水利部等国务院相关部门及各地区按职责分工负责",
        "lead 国家发展改革委 responsible 财政部 水利部 国务院相关部门* 各地区*",
        None,
    ),
    (
        "水利部、农业农村部等和各有关省级人民政府负责",
        "responsible 水利部 农业农村部 各有关省级人民政府*",
        None,
    ),
    ("教育部、体育总局分别负责，持续推进", "responsible 教育部 体育总局", None),
    (
        "商务部会同海关总署、税务总局负责",
        "lead 商务部 support 海关总署 税务总局",
        None,
    ),
    ("民政部负责，6月底前完成", "responsible 民政部", "2023-06"),
    ("2023年9月底前出台办法，民政部牵头", "lead 民政部", "2023-09"),
    (
        "民政部负责；各省、自治区、直辖市人民政府落实",
        "responsible 民政部 各省、自治区、直辖市人民政府*",
        None,
    ),
    (
        "民政部、沿江省（市）人民政府、新疆生产建设兵团按职责分工负责",
        "responsible 民政部 沿江省（市）人民政府* 新疆生产建设兵团",
        None,
    ),
    (
        "市场监管总局（国家标准委）牵头，工业和信息化部支持配合",
        "lead 市场监管总局（国家标准委） support 工业和信息化部",
        None,
    ),
    ("牵头单位：公安部；配合单位：司法部、民政部", "lead 公安部 support 司法部 民政部", None),
    (
        "各省（区、市）人民政府负总责，教育部指导",
        "responsible 各省（区、市）人民政府* guide 教育部",
        None,
    ),
    (
        "国务院办公厅督促，各地区、各部门推进",
        "guide 国务院办公厅 responsible 各地区* 各部门*",
        None,
    ),
)
"""What brackets say, who that names (* for groups), and until when."""

TASKS = (
    "整修山塘 添置路灯 编印手册 补种行道树 更换电表 清查校舍 试办夜校 翻新候车亭 校准地秤 迁移油罐"
)
PAIRS = ("（）", "()", "〔〕", "【】")
PLACES: dict[str, tuple[str, str, str]] = {
    "behind": ("{0}。{1}。[]", "", ""),
    "within": ("{0}。{1}[]。", "", ""),
    "two behind": ("{0}。{1}。[]", "{0}。[]", ""),
    "two within": ("{0}。{1}[]。", "{0}[]。", ""),
    "semicolons": ("{0}。{1}[]；", "{0}[]；", "{0}[]。"),
    "commas": ("{0}。{1}[]，", "{0}[]。", ""),
    "一是": ("{0}。一是{1}[]；", "二是{0}[]。", ""),
}
"""How the parts of an item are written: [] is the bracket."""

PREAMBLE = (
    "国务院办公厅关于做好2023年乡村便民服务的意见\n为做好便民服务（以下简称服务），提出以下意见。\n"
)
ENDING = "各地区、各部门要加强组织领导。\n国务院办公厅\n2023年1月8日\n（此件公开发布）\n"
FORMS: dict[str, tuple[Callable[[int], str], str]] = {
    "（一）": (lambda n: f"（{_NUMERALS[n]}）", "\n"),
    "1.": (lambda n: f"{n}.", "\n\n"),
    "no number": (lambda _: "", "\n"),
    "one line": (lambda n: f"（{_NUMERALS[n]}）", ""),
}
"""The marks of items, and what stands between them."""

_NUMERALS = "零一二三四五六七八九"
_ITEMS, _IN_SECTION = 8, 4


def parts() -> Iterator[Rendered]:
    """Yield documents of eight items in two sections, of every form, place and pair."""
    said, tasks = cycle(SAID), cycle(TASKS.split())
    for (form, (mark, joint)), place, pair in product(FORMS.items(), PLACES, PAIRS):
        text, rows = PREAMBLE.replace("\n", joint), list[dict[str, Any]]()
        for n in range(1, _ITEMS + 1):
            words, found = _item(place, pair, n, said, tasks)
            text += f"{_section(n)}{joint}" if n % _IN_SECTION == 1 else ""
            text += f"{mark(n)}{words}{joint}"
            rows += [{**row, "number": mark(n) or None} for row in found]
        ending = ENDING.replace("\n", joint)
        yield Rendered((form, place, pair), text + ending, {"rows": rows})


def _section(item: int) -> str:
    numeral = _NUMERALS[item // _IN_SECTION + 1]
    return f"{numeral}、第{numeral}类事务"


def _item(
    place: str,
    pair: str,
    number: int,
    said: Iterator[tuple[str, str, str | None]],
    tasks: Iterator[str],
) -> tuple[str, list[dict[str, Any]]]:
    """Return the words of an item of one to three parts, and what is true of each part."""
    words, rows = "", []
    for part, pattern in enumerate(filter(None, PLACES[place])):
        inner, named, date = next(said)
        start, task = f"{next(tasks)}{number}0{part}处", next(tasks)
        words += pattern.format(start, task).replace("[]", f"{pair[0]}{inner}{pair[1]}")
        rows.append(_row(start, named, date))
    return words, rows


def _row(start: str, named: str, date: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {"text": start, "leaders": [], "deadline": date, "generic": []}
    role = ""
    for word in named.split():
        if word in ROLES:
            role = word
        elif word.endswith("*"):
            row["generic"].append(f"{role}:{word[:-1]}")
        else:
            row.setdefault(role, []).append(word)
    return row


def main() -> None:
    """Print the mean of each form, of all combinations or of one in so many."""
    registers = Registers(ROOT / "data" / "registers")
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print_forms(islice(parts(), 0, None, step), registers)


if __name__ == "__main__":
    main()
