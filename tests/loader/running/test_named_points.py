"""Who has points that are named by what they are called, in whatever form that is said."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TASKS = """云泉县人民政府关于办好2010年民生实事的通知
各乡镇人民政府：
现将有关事项通知如下：
一、实事内容
第一件实事：新建幼儿园3所。
第二件实事：改造农贸市场2个。
第三件实事：安装路灯800盏。
二、责任分工
"""
OWNERS = [["县教育局"], ["县商务局"], ["县城管局"]]


@pytest.mark.parametrize(
    "said",
    [
        "第一件实事：县教育局负责。\n第二件实事：县商务局负责。\n第三件实事：县城管局负责。\n",
        "1.第一件实事由县教育局负责。\n2.第二件实事由县商务局负责。\n3.第三件实事由县城管局负责。\n",
        "第一件实事（责任单位：县教育局）\n第二件实事（责任单位：县商务局）\n"
        "第三件实事（责任单位：县城管局）\n",
        "县教育局负责第一件实事，县商务局负责第二件实事，县城管局负责第三件实事。\n",
        "县教育局：第一件实事。\n县商务局：第二件实事。\n县城管局：第三件实事。\n",
        "第一件实事\n责任单位：县教育局\n第二件实事\n责任单位：县商务局\n第三件实事\n"
        "责任单位：县城管局\n",
    ],
)
def test_points_have_who_is_named_with_them(
    said: str, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TASKS + said, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.number for item in items] == ["第一件实事", "第二件实事", "第三件实事"]
    assert [[one.surface for one in item.assignments] for item in items] == OWNERS


@pytest.mark.parametrize(
    ("owner", "count"),
    [("上述项目由县教育局负责。", 2), ("上述工作由县教育局负责。", 1)],
)
def test_paragraphs_below_a_title_are_counted_as_projects(
    owner: str, count: int, tmp_path: Path, registers: Registers
) -> None:
    head = TASKS.partition("一、")[0]
    path = tmp_path / "page.txt"
    path.write_text(f"{head}一、改善办学条件。\n新建幼儿园3所。\n改造校舍5处。\n{owner}\n", "utf-8")
    items = extract(read_document(path), registers)[0].items
    assert len(list(items)) == count
