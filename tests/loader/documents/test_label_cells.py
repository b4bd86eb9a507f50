"""Cards of two labels and values on a line are read whatever the values look like."""

from pathlib import Path

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

CARD = "项目名称\t{}\n责任科室\t{}\t完成时限\t{}月\n配合科室\t{}\t涉及社区\t{}\n"


def test_values_that_read_like_labels_are_values(registers: Registers, tmp_path: Path) -> None:
    cards = [
        ("修食堂", "民政办", 8, "财政所", "石坝社区"),
        ("平场地", "城管办", 9, "/", "相关社区"),
        ("办书屋", "文化站", 10, "—", "责任单位"),
    ]
    path = tmp_path / "cards.txt"
    text = "云泉街道2025年实事项目卡\n" + "\n".join(CARD.format(*card) for card in cards)
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [[one.surface for one in item.assignments] for item in items] == [
        ["民政办", "财政所"],
        ["城管办"],
        ["文化站"],
    ]
