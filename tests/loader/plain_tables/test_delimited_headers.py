"""A header of lines whose cells TABs part may go on in a second line, or be split there."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉县2022年重点工作责任表"


def read(lines: list[str], registers: Registers, tmp_path: Path) -> list[tuple[str, list[str]]]:
    path = tmp_path / "table.txt"
    path.write_text("\n".join([TITLE, *lines]) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    roles = ("supervising", "lead", "responsible", "supporting")
    named = [{a.surface: roles.index(a.role) for a in item.assignments} for item in items]
    return [
        (item.text, [f"{roles[role]} {name}" for name, role in one.items()])
        for item, one in zip(items, named, strict=True)
    ]


@pytest.mark.parametrize(
    ("header", "row", "roles"),
    [
        (
            ["序\t工作\t责任\t分管", "号\t任务\t单位\t领导"],
            "县住建局\t石磊",
            ["supervising 石磊", "responsible 县住建局"],
        ),
        (
            ["序号\t工作任务\t责任单位\t\t分管", "\t\t牵头\t配合\t领导"],
            "县住建局\t县城管局\t石磊",
            ["supervising 石磊", "lead 县住建局", "supporting 县城管局"],
        ),
        (
            ["序号\t工作任务\t完成时限\t责任单位\t", "\t\t\t牵头\t配合"],
            "6月底\t县住建局\t县城管局",
            ["lead 县住建局", "supporting 县城管局"],
        ),
        (
            ["序号\t工作任务\t县政府\t责任", "\t\t分管\t单位", "\t\t领导\t"],
            "石磊\t县住建局",
            ["supervising 石磊", "responsible 县住建局"],
        ),
    ],
    ids=["each word goes on", "one word is split", "the last is split", "three lines"],
)
def test_second_line_of_a_header_goes_on_with_the_first(
    header: list[str], row: str, roles: list[str], registers: Registers, tmp_path: Path
) -> None:
    lines = [*header, f"1\t建停车场3个\t{row}", "— 2 —", *header, f"2\t修路9条\t{row}"]
    expected = [("建停车场3个", roles), ("修路9条", roles)]
    assert read(lines, registers, tmp_path) == expected


def test_bodies_below_a_header_are_no_words_of_it(registers: Registers, tmp_path: Path) -> None:
    lines = [
        "序号\t工作任务\t责任单位\t完成时限",
        "\t\t县住建局\t",
        "1\t建停车场3个\t县城管局\t6月底",
    ]
    assert read(lines, registers, tmp_path)[-1] == ("建停车场3个", ["responsible 县城管局"])
