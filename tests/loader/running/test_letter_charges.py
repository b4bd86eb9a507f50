"""What a letter says of the parts of its annex is told of their points, or reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

LETTER = """舒城县人民政府办公室关于分解2014年重点工作的通知

各乡镇人民政府，县直各单位：
    现将2014年重点工作分解如下。{said}

附件1

2014年农村重点工作

一、水利
1．加固水库12座。{owner}
2．疏浚沟渠60公里。
二、交通
3．硬化村道45公里。
"""


@pytest.mark.parametrize(
    ("said", "owners"),
    [
        (
            "第一部分由县水利局牵头，第二部分由县交通局牵头。",
            [["县水利局"], ["县水利局"], ["县交通局"]],
        ),
        ("附件1所列任务均由县农委负责。", [["县农委"], ["县农委"], ["县农委"]]),
        (
            "“水利”部分由县水利局负责，其余部分由县交通局负责。",
            [["县水利局"], ["县水利局"], ["县交通局"]],
        ),
        (
            "第1、2项由县水利局负责，第3项由县交通局负责。",
            [["县水利局"], ["县水利局"], ["县交通局"]],
        ),
    ],
)
def test_points_have_whom_the_letter_names(
    said: str, owners: list[list[str]], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER.format(said=said, owner=""), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [[one.surface for one in item.assignments] for item in items] == owners


def test_points_that_name_their_own_are_charged_by_no_letter(
    tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "letter.txt"
    said = "第一部分由县水利局牵头，第二部分由县交通局牵头。"
    path.write_text(LETTER.format(said=said, owner="（县农委负责）"), encoding="utf-8")
    extracted, _ = extract(read_document(path), registers)
    own = [[one.surface for one in item.assignments] for item in extracted.items]
    assert ["县农委"] in own
    assert not any("该项任务" in item.text for item in extracted.items)


def test_a_part_without_points_is_reported(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "letter.txt"
    said = "附件1由县农委负责，附件2由县环保局负责。"
    path.write_text(LETTER.format(said=said, owner=""), encoding="utf-8")
    extracted, report = extract(read_document(path), registers)
    assert all(item.assignments[0].surface == "县农委" for item in extracted.items)
    unused = [note.text for note in report.notes if note.kind == "unused"]
    assert any("附件2由县环保局负责" in text for text in unused)
