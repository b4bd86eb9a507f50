"""A letter or Roman numeral that stands alone in a cell is a class of the row, no number of it."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "工作任务", "类别", "牵头单位", "完成时限")
TASKS = ("新建铁路两条。", "建厂房三座。", "建管网六公里。", "办校一所。")


@pytest.mark.parametrize("classes", ["NYNN", "ABCD", "ⅠⅡⅢⅡ", "ⅫⅠZA"])
def test_letters_and_roman_numerals_stand_in_cells(
    classes: str, tmp_path: Path, registers: Registers
) -> None:
    rows = [
        (str(n), task, one, "市交通局", "6月底")
        for n, (task, one) in enumerate(zip(TASKS, classes, strict=True), 1)
    ]
    cells = [cell for row in (HEADER, *rows) for cell in row]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["云泉市2023年重点任务分解表", *cells]) + "\n", encoding="utf-8")

    extraction, _ = extract(read_document(path), registers)

    assert [item.text for item in extraction.items] == list(TASKS)
    assert [[one.surface for one in i.assignments] for i in extraction.items] == [["市交通局"]] * 4
