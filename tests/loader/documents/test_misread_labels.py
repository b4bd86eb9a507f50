"""Labels of a scan are read though their characters or colons are lost."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉县2008年工作要点分解\n"
WHOLE = "1．修渠三公里。\n牵头单位：县水利局  责任单位：县财政局\n"
WHOLE += "2．植树。\n牵头单位：县林业局  责任单位：各乡镇\n"


def roles(text: str, folder: Path, registers: Registers) -> list[dict[str, str]]:
    path = folder / "tasks.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [{one.surface: one.role for one in item.assignments} for item in items]


@pytest.mark.parametrize(
    "line",
    [
        "牵头单位：县环保局  贵任单位：县经贸局",
        "率头单位：县环保局  责仟单位：县经贸局",
        "牵头单位 县环保局   责任单位 县经贸局",
        "牵头单位县环保局   责任单位：县经贸局",
        "牵头单位；县环保局   责任单位：县经贸局",
    ],
)
def test_a_label_is_read_as_the_others_are(line: str, registers: Registers, tmp_path: Path) -> None:
    found = roles(f"{WHOLE}3．关停纸厂。\n{line}\n", tmp_path, registers)
    assert found[2] == {"县环保局": "lead", "县经贸局": "responsible"}


def test_padded_names_of_a_title_are_parted(registers: Registers, tmp_path: Path) -> None:
    text = f"一、推进林业大县（责任领导：唐 军  石 磊）\n{WHOLE}"
    found = roles(text, tmp_path, registers)
    assert [[name for name, role in one.items() if role == "supervising"] for one in found] == [
        ["唐军", "石磊"]
    ] * 2
