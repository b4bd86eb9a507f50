"""Lines of nothing but owners close what stands above them, and nothing where they say more."""

from pathlib import Path

import pytest

from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report

TITLED = """云泉市2023年提升城市品质任务
增绿
建设口袋公园
新建口袋公园40个
市园林局牵头，各区落实
提升行道树
补植行道树8000株，更换缺损树池
市园林局负责，新增管护人员由各区解决
治水
清淤河道
清淤河道12公里，两岸截污到位
市水务局牵头，市生态环境局配合
建设雨水花园
在公园内建雨水花园9处
市园林局、市水务局按职责分工负责
本方案由市园林局负责解释
"""
NUMBERED = """云泉市2025年要点
夯实底座
建设网络
6
建设万兆网络
年内试点小区30个
市通信管理局牵头
7
加密基站
新建基站80座
市通信管理局牵头
培育产业
发展数商
8
引进数据企业
引进企业12家
市数据局负责
"""
FIGURES = """云泉市2022年人才工作任务
9.引进博士60名。（市人社局负责）
10.121人才梯队项目。选拔青年骨干100名。（市科技局负责）
11.建设人才公寓800套。（市住建局负责）
"""


def read(text: str, tmp_path: Path, registers: Registers) -> tuple[Extraction, Report]:
    path = tmp_path / "tasks.txt"
    path.write_text(text, encoding="utf-8")
    return extract(read_document(path), registers)


def test_headings_without_marks_stand_above(tmp_path: Path, registers: Registers) -> None:
    extraction, report = read(TITLED, tmp_path, registers)
    found = [(item.text.split("。")[0], item.category) for item in extraction.items]
    assert found == [("建设口袋公园", "增绿"), ("清淤河道", "治水"), ("建设雨水花园", "治水")]
    left = "".join(note.text for note in report.notes)
    assert "市园林局负责" in left
    assert "提升行道树" in left


def test_numbers_on_lines_of_their_own_are_those_of_items(
    tmp_path: Path, registers: Registers
) -> None:
    extraction, _ = read(NUMBERED, tmp_path, registers)
    found = [(item.number, item.category, item.heading) for item in extraction.items]
    assert found == [
        ("6.", "夯实底座", "建设网络"),
        ("7.", "夯实底座", "建设网络"),
        ("8.", "培育产业", "发展数商"),
    ]


def test_a_figure_behind_a_missing_number_is_none_of_it(
    tmp_path: Path, registers: Registers
) -> None:
    extraction, _ = read(FIGURES, tmp_path, registers)
    assert [item.number for item in extraction.items] == ["9.", "10.", "11."]
    assert extraction.items[1].text.startswith("121人才梯队项目")


@pytest.mark.parametrize(
    "text",
    [
        "云泉市城市管理规定\n总则\n本市行政区域内适用本规定。\n市司法局负责备案\n罚则\n"
        "违反本规定的，由城管部门处罚。\n市城市管理局负责解释\n",
        "云泉市2022年防汛工作情况报告\n汛前准备\n排查隐患420处，已全部整改。\n市水务局负责\n"
        "物资储备\n储备冲锋舟60艘。\n市应急管理局负责\n值班值守\n实行24小时值班。\n市防汛办负责\n",
    ],
)
def test_rules_and_reports_assign_nothing(text: str, tmp_path: Path, registers: Registers) -> None:
    extraction, _ = read(text, tmp_path, registers)
    assert extraction.items == ()
