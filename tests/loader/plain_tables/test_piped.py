"""Tables whose cells a pipe ends: what tells of progress makes no row, and names nobody."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ["序号", "工作任务", "责任领导", "责任单位"]
ROWS = [
    ["1", "新建幼儿园三所。", "孟晓", "县教育局"],
    ["2", "治理河道三公里。", "戴林", "县水务局"],
]
SAID = [["已开工两所。", "是", ""], ["县水务局正会同县财政局追加预算。", "否", "汛期停工。"]]


@pytest.mark.parametrize(
    "progress",
    [
        ["1-10月推进情况", "是否达序", "说明"],
        ["截至9月底进展", "是否完成", "备注"],
        ["亮灯颜色", "自评结论", "扣分依据"],
    ],
)
def test_columns_of_progress_keep_their_cells(
    progress: list[str], tmp_path: Path, registers: Registers
) -> None:
    table = [[*HEADER, *progress], *([*row, *said] for row, said in zip(ROWS, SAID, strict=True))]
    lines = (f"{cell} |" for row in table for cell in row)
    path = tmp_path / "table.txt"
    path.write_text("青石县2019年重点工作推进情况\n" + "\n".join(lines) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    found = [(item.text, [one.surface for one in item.assignments]) for item in items]
    assert found == [(text, [leader, body]) for _, text, leader, body in ROWS]


def test_pipes_that_open_cells_part_the_last_from_the_next_number(
    tmp_path: Path, registers: Registers
) -> None:
    lines = ("\n|".join(row) for row in (HEADER, *ROWS))
    path = tmp_path / "table.txt"
    path.write_text("青石县2019年重点工作\n" + "\n".join(lines) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    found = [(item.number, item.text, [one.surface for one in item.assignments]) for item in items]
    assert found == [(number, text, [leader, body]) for number, text, leader, body in ROWS]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("1-10月推进情况", "remark"),
        ("上半年完成情况", "remark"),
        ("截至2019年9月底累计完成情况", "remark"),
        ("是否达到序时进度", "remark"),
        ("10月底", None),
        ("1-10月责任单位", None),
    ],
)
def test_header_of_progress_is_a_remark(
    header: str, field: str | None, registers: Registers
) -> None:
    assert registers.field_of(header) == field
