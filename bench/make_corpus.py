"""Write a synthetic corpus: fictional towns and tasks, the size and shape of a real notice.

    python -m bench.make_corpus 100 FOLDER

The same number and seed give the same files. Formats and layouts take turns: a TAB table as text, a
table in HTML with merged cells, a table in CSV, and brackets at the end of paragraphs.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from bench.wordings import Wording, widened

ROWS = 166
"""Work items of a document, as in the notice."""

_FIRST, _SECOND = "云青松白金石玉龙凤梅", "川湖岭溪港泉塘河浦桥"
_VERBS = ["推进", "完成", "启动", "加快", "实施", "建成", "优化", "深化", "开展", "落实"]
_OBJECTS = [
    "河道整治",
    "学校扩建",
    "老旧小区改造",
    "高标准农田建设",
    "公交线网调整",
    "企业技术改造",
    "养老服务中心建设",
    "污水管网改造",
    "政务服务窗口改革",
    "安全生产检查",
    "文化广场建设",
    "科技园区建设",
    "招商引资项目",
    "乡村道路提升",
]
_ENDS = [
    "健全长效管理机制",
    "引导社会力量参与",
    "年内形成一批可以推广的做法",
    "按节点抓好序时进度",
    "让更多居民就近受益",
    "力争走在前列",
    "总结经验后逐步推开",
]
_CLAUSES = (0, 0, 1, 2, 2, 4)
"""How many sentences follow the first one: a document is then about as long as the notice."""

_UNITS = [
    "发改局",
    "财政局",
    "教育局",
    "住建局",
    "水务局",
    "农业局",
    "民政局",
    "卫健局",
    "交通局",
    "文旅局",
    "科技局",
    "环保局",
]
_LEADERS = ["安平", "卞和", "柴远", "段宁", "方舟", "葛山", "韩青", "江川"]
_SECTIONS = ["产业发展", "城乡建设", "生态环境", "民生保障", "社会治理", "政府建设"]


NARROW = Wording(_OBJECTS, _ENDS, _UNITS, _LEADERS)
"""14 subjects: a word of a line stands in a tenth to a fifth of all lines."""

WORDINGS = {"narrow": NARROW, "wide": widened(NARROW)}


@dataclass(frozen=True)
class Line:
    section: str
    text: str
    leader: str
    lead: str
    supporting: str


def write_corpus(count: int, folder: Path, seed: int = 1, wording: Wording = NARROW) -> list[Path]:
    """Write `count` documents to `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (list(lines_of(chance_of(number, seed), wording)) for number in range(count))
    return [_write(number, folder, own) for number, own in enumerate(lines)]


def chance_of(number: int, seed: int = 1) -> random.Random:
    """Return what decides the lines of document `number`."""
    return random.Random(seed * 1_000_003 + number)  # noqa: S311


def city_of(number: int) -> tuple[str, int]:
    """Return whose document `number` is, and of which year."""
    name = _FIRST[number % 10] + _SECOND[number // 10 % 10] + _SECOND[number // 100 % 10] + "市"
    return name, 2008 + number % 15


def _write(number: int, folder: Path, lines: list[Line]) -> Path:
    name, year = city_of(number)
    suffix, render = _FORMATS[number % len(_FORMATS)]
    path = folder / f"{number:05d}-{year}.{suffix}"
    path.write_text(render(name, year, number, lines), encoding="utf-8")
    return path


def lines_of(chance: random.Random, wording: Wording = NARROW) -> Iterator[Line]:
    """Yield the lines of a document."""
    wording = wording.of_document(chance)
    for number in range(ROWS):
        section = _SECTIONS[number * len(_SECTIONS) // ROWS]
        amount = f"{chance.randint(2, 900)}{chance.choice('个家处项')}"
        text = f"{chance.choice(_VERBS)}{wording.subject(chance)}，新增示范点{amount}。"
        text += "".join(_clause(chance, wording) for _ in range(chance.choice(_CLAUSES)))
        units = chance.sample(wording.units, 3)
        leader = chance.choice(wording.leaders)
        yield Line(section, text, leader, units[0], "、".join(units[1:]))


def _clause(chance: random.Random, wording: Wording) -> str:
    """Return a further sentence of a task."""
    first, second = chance.sample(wording.objects, 2)
    return f"{chance.choice(_VERBS)}{first}和{second}，{chance.choice(wording.ends)}。"


def _head(name: str, year: int, number: int) -> list[str]:
    title = f"关于分解落实{year}年政府重点工作任务的通知"
    return [
        f"{name[0]}政发〔{year}〕{number + 1}号",
        title,
        f"{name}人民政府",
        "附件1",
        "任务分解表",
    ]


_HEADER = ("门类", "工作内容", "分管领导", "牵头单位", "配合单位")


def _cells(lines: list[Line]) -> Iterator[tuple[str, ...]]:
    for _, group in groupby(lines, key=lambda line: line.section):
        for position, line in enumerate(group):
            section = line.section if position == 0 else ""
            yield section, line.text, line.leader, line.lead, line.supporting


def _tab_text(name: str, year: int, number: int, lines: list[Line]) -> str:
    rows = [_HEADER, *_cells(lines)]
    table = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    return "\n".join(_head(name, year, number)) + "\n" + table


def _html(name: str, year: int, number: int, lines: list[Line]) -> str:
    head = "".join(f"<p>{escape(line)}</p>\n" for line in _head(name, year, number))
    rows = ["".join(f"<td>{cell}</td>" for cell in _HEADER)]
    for _, group in groupby(lines, key=lambda line: line.section):
        members = list(group)
        for position, line in enumerate(members):
            cells = (line.text, line.leader, line.lead, line.supporting)
            section = f"<td rowspan={len(members)}>{line.section}</td>" if position == 0 else ""
            rows.append(section + "".join(f"<td>{escape(cell)}</td>" for cell in cells))
    table = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f"<meta charset=utf-8>\n{head}<table>\n{table}</table>\n"


def _csv(name: str, year: int, number: int, lines: list[Line]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([line] for line in _head(name, year, number))
    writer.writerow(_HEADER)
    writer.writerows(_cells(lines))
    return text.getvalue()


def _brackets(name: str, year: int, number: int, lines: list[Line]) -> str:
    printed = _head(name, year, number)[:2]
    for section, group in groupby(lines, key=lambda line: line.section):
        printed.append(f"{'一二三四五六'[_SECTIONS.index(section)]}、{section}")
        for line in group:
            who = f"（牵头单位：{line.lead}；配合单位：{line.supporting}）"
            printed.append(f"{len(printed)}.{line.text}{who}")
    return "\n".join([*printed, f"{name}人民政府"]) + "\n"


_FORMATS: list[tuple[str, Callable[[str, int, int, list[Line]], str]]] = [
    ("txt", _tab_text),
    ("html", _html),
    ("csv", _csv),
    ("txt", _brackets),
]


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description="write a synthetic corpus")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wording", choices=WORDINGS, default="narrow", help="how varied it is")
    asked = parser.parse_args()
    paths = write_corpus(asked.count, asked.folder, asked.seed, WORDINGS[asked.wording])
    print(f"{len(paths)} documents in {asked.folder}")


if __name__ == "__main__":
    main()
