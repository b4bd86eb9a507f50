"""Bold print of plain text, between stars, says who leads where a note explains it."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

OF_RESPONSIBLE = "**加粗的为牵头单位**，其余为责任单位。\n"
OF_SUPPORTING = "黑体为牵头单位，其余为配合单位。\n"
ITEMS = "1.修渠。\n责任单位：**县水利局**、县财政局\n2.植树。（**县林业局**、各乡镇）\n"
ITEMS += "3.办展。\n责任单位：**县文旅局**\n"


@pytest.mark.parametrize(
    ("note", "other"), [(OF_RESPONSIBLE, "responsible"), (OF_SUPPORTING, "supporting")]
)
def test_names_between_stars_are_in_bold_print(
    note: str, other: str, registers: Registers, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.txt"
    path.write_text(f"云泉县2018年任务分解\n{note}{ITEMS}", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [[one.role for one in item.assignments] for item in items] == [
        ["lead", other],
        ["lead", other],
        ["lead"],
    ]


def test_stars_without_a_note_say_nothing(registers: Registers, tmp_path: Path) -> None:
    path = tmp_path / "tasks.txt"
    path.write_text(f"云泉县2018年任务分解\n{ITEMS}", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert {one.role for item in items for one in item.assignments} == {"responsible"}
