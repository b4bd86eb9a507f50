"""Cells below each other, each broken at the width of its column, are whole again."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from loader.extract import extract
from loader.plain_tables.fixed import width_of
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "改革任务", "牵头单位", "配合单位", "完成时限")
ROWS = [
    ("建立权力清单和责任清单，向社会公布", "县委编办", "县法制办、县监察局、县行政服务中心"),
    ("推进不动产统一登记，整合登记职责", "县国土资源局", "县委编办、县房管局、县林业局"),
    ("完善社区网格化服务管理机制", "县委政法委", "县民政局、县公安局、县财政局"),
    ("推进县级公立医院综合改革", "县卫生局", "县发改局、县人社局、县财政局"),
    ("组建农村产权交易中心", "县委农工办", "县金融办、县国土资源局、县农业局"),
]


def half_as_wide(text: str) -> int:
    """Return the width of `text` where signs are set half as wide."""
    return width_of(text) - sum(character in "，、。" for character in text)


def hanging(text: str) -> int:
    """Return the width of `text` where a sign at the end hangs over the border."""
    return width_of(text.rstrip("，、。"))


def broken(text: str, width: int, measure: Callable[[str], int]) -> list[str]:
    """Return `text` in lines as wide as a column, figures and letters whole."""
    lines = [""]
    for character in text:
        if measure(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


@pytest.mark.parametrize(
    ("work", "bodies", "measure"),
    [
        *product([16, 20, 24], [12, 14, 16], [width_of]),
        *product([14, 18], [8, 10, 12], [half_as_wide, hanging]),
    ],
)
def test_cells_are_whole(
    work: int,
    bodies: int,
    measure: Callable[[str], int],
    registers: Registers,
    tmp_path: Path,
) -> None:
    lines = [*HEADER]
    for number, (text, lead, others) in enumerate(ROWS, 1):
        lines += [str(number), *broken(text, work, measure)]
        lines += [part for one in (lead, others) for part in broken(one, bodies, measure)]
        lines += [f"{number + 5}月底前"]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["云泉县2015年改革工作台账", *lines]) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [{a.surface: a.role for a in item.assignments} for item in items]
    assert [item.text for item in items] == [row[0] for row in ROWS]
    assert named == [
        {lead: "lead", **dict.fromkeys(others.split("、"), "supporting")}
        for _, lead, others in ROWS
    ]
    assert [item.deadlines[0][-2:] for item in items] == ["06", "07", "08", "09", "10"]
