"""A leader's cell that is left out is merged; one that is kept as a blank line may be nobody's."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "工作任务", "责任领导", "牵头单位", "完成时限")
TASKS = ("新建铁路两条。", "建厂房三座。", "建管网六公里。", "办校一所。", "修路六公里。")


@pytest.mark.parametrize(
    ("leaders", "read"),
    [
        (
            ["高立民", "高立民", "", "白玉梅", "白玉梅"],
            ["高立民", "高立民", "", "白玉梅", "白玉梅"],
        ),
        (["高立民", "", "", "白玉梅", ""], ["高立民", "高立民", "高立民", "白玉梅", "白玉梅"]),
        (["高立民", "", "何长", "白玉梅", "何长"], ["高立民", "高立民", "何长", "白玉梅", "何长"]),
        (
            ["高立民", "高立民", None, "白玉梅", "白玉梅"],
            ["高立民", "高立民", "高立民", "白玉梅", "白玉梅"],
        ),
    ],
    ids=["names printed anew", "merged", "no name printed anew", "no line kept"],
)
def test_blank_line_of_a_leader_is_nobody_where_names_are_printed_anew(
    leaders: list[str | None], read: list[str], tmp_path: Path, registers: Registers
) -> None:
    rows = [
        (str(n), task, leader, "市交通局", "6月底")
        for n, (task, leader) in enumerate(zip(TASKS, leaders, strict=True), 1)
    ]
    cells = [cell for row in (HEADER, *rows) for cell in row if cell is not None]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["云泉市2023年重点任务分解表", *cells]) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    found = ["".join(a.surface for a in i.assignments if a.role == "supervising") for i in items]
    assert found == read
