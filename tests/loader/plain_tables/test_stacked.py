"""Columns set by blanks are read however their cells are wrapped, centred and parted."""

from collections.abc import Sequence
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from loader.entities import WorkItem
from loader.extract import extract
from loader.plain_tables.fixed import width_of
from loader.readers import read_document
from loader.registers.registers import Registers

ROLES = ("supervising", "lead", "supporting")
HEADER = ("序号", "工作内容", "责任领导", "牵头单位", "配合单位", "完成时限")
ROWS = [
    (
        "1",
        "改造农村公路86公里，维修危桥7座，年底前全部通车。",
        "高立民",
        "县交通运输局",
        "县财政局、各乡镇人民政府",
        "12月底",
    ),
    (
        "2",
        "新建城区停车场3处，新增泊位1200个。",
        "石磊",
        "县住房和城乡建设局",
        "县自然资源局、县城市管理综合执法局",
        "10月底",
    ),
    (
        "3",
        "开展城镇职工技能培训5000人次。",
        "白  玉",
        "县人力资源和社会保障局",
        "县教育局、县总工会、县妇联",
        "11月底",
    ),
    (
        "4",
        "完成县人民医院住院楼主体工程，购置医疗设备42台，建成远程会诊中心。",
        "白  玉",
        "县卫生健康局",
        "县发展和改革局、县财政局",
        "12月底",
    ),
    (
        "5",
        "为全县60岁以上老年人免费体检。",
        "县公安局局长",
        "县卫生健康局、县民政局",
        "各乡镇人民政府",
        "9月底",
    ),
    ("6", "建设高标准农田3.5万亩。", "石磊", "县农业农村局", "县水利局", "6月底"),
]


def wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for sign in words:
        if width_of(lines[-1] + sign) > width:
            lines.append("")
        lines[-1] += sign
    return lines


def printed(cells: Sequence[str], widths: Sequence[int], *, centred: bool) -> list[str]:
    """Return the lines of a row, cells in the middle of their columns, or at the top left."""
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    lines = [""] * height
    begin = 2
    for column, width in zip(columns, widths, strict=True):
        top = (height - len(column)) // 2 if centred else 0
        for n, words in enumerate(column, top):
            left = (width - width_of(words)) // 2 if centred else 0
            lines[n] += " " * (begin + left - width_of(lines[n])) + words
        begin += width + 2
    return lines


@pytest.mark.parametrize(
    ("widths", "centred", "gap", "on_page"),
    list(
        product(
            [(4, 30, 8, 14, 20, 8), (4, 20, 8, 12, 16, 8), (4, 34, 10, 20, 24, 8)],
            [True, False],
            [[], [""]],
            [3, 6],
        )
    ),
)
def test_wrapped_columns_are_read(
    widths: Sequence[int],
    *,
    centred: bool,
    gap: list[str],
    on_page: int,
    registers: Registers,
    tmp_path: Path,
) -> None:
    lines = ["云泉县2023年民生实事任务分解表", ""]
    for n, row in enumerate(ROWS):
        if n % on_page == 0:
            lines += [*([" " * 40 + str(n // on_page)] if n else []), ""]
            lines += [*printed(HEADER, widths, centred=True), *gap]
        lines += [*printed(row, widths, centred=centred), *gap]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    read = [(item.number, item.text, *map(partial(names, item), ROLES)) for item in items]
    expected = [
        (number, text, ["".join(leader.split())], lead.split("、"), support.split("、"))
        for number, text, leader, lead, support, _ in ROWS
    ]
    assert read == expected


def names(item: WorkItem, role: str) -> list[str]:
    """Return whom `item` names in `role`, officials without their posts."""
    named = [one for one in item.assignments if one.role == role]
    return [one.agent.name if role == "supervising" else one.surface for one in named]
