"""A government is that of the place whose Party committee stands before it in the list."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "江西省2025年整改任务清单\n"


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("上饶市党委、政府", ["中共上饶市委员会", "上饶市人民政府"]),
        ("湖口县党委、县政府", ["中共湖口县委员会", "湖口县人民政府"]),
        (
            "景德镇市委、市政府，新余市委、市政府",
            ["中共景德镇市委员会", "景德镇市人民政府", "中共新余市委员会", "新余市人民政府"],
        ),
        ("九江市委、政府，省水利厅", ["中共九江市委员会", "九江市人民政府", "江西省水利厅"]),
        ("省委、省政府", ["中共江西省委员会", "江西省人民政府"]),
        ("有关县（区）党委、政府", ["有关县（区）党委、政府"]),
        ("各设区市党委、政府", ["各设区市党委、政府"]),
    ],
)
def test_government_is_of_the_place_of_the_committee(
    listed: str, names: list[str], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "list.txt"
    points = (f"{n}.整改问题之{n}，建成设施。\n责任单位：{listed}\n" for n in (1, 2))
    path.write_text(TITLE + "".join(points), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [[one.agent.name for one in item.assignments] for item in items]
    assert named == [names, names]
