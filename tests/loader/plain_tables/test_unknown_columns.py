"""Cells below a header word that no register knows are in the report, whatever the layout."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉市2023年重点任务分解表"
ROWS = (
    ("序号", "工作任务", "抄送口径", "责任单位", "完成时限"),
    ("1", "修建乡村道路三公里，架设桥梁。", "甲类口径说明", "市交通局", "6月底"),
    ("2", "开挖灌溉渠道两条，整修水闸。", "乙类口径说明", "市水利局", "9月底"),
)
BOXED = (
    "┌──┬──────────────┬──────┬────┬───┐",
    *(
        line
        for row in ROWS
        for line in (f"│{'│'.join(row)}│", "├──┼──────────────┼──────┼────┼───┤")
    ),
)
LAYOUTS = {
    "TABs": ["\t".join(row) for row in ROWS],
    "pipes": [f"|{'|'.join(row)}|" for row in ROWS],
    "a cell per line": [cell for row in ROWS for cell in row],
    "boxes": BOXED,
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_cell_of_an_unknown_column_is_reported(
    name: str, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "table.txt"
    path.write_text("\n".join((TITLE, *LAYOUTS[name])) + "\n", encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    unread = [note.text for note in report.notes if note.kind == "unread"]
    assert len(extraction.items) == 2
    assert unread == ["甲类口径说明", "乙类口径说明"]
