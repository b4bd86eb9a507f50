"""What a letter demands of all owners is no work; somebody charged with it below is."""

from __future__ import annotations

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

NOTICE = "云泉市人民政府办公室关于印发2019年重点工作任务分解方案的通知\n各县区人民政府：\n"
ANNEX = "\n附件：2019年重点工作任务分解方案\n"


def owners(text: str, tmp_path: Path, registers: Registers) -> list[tuple[str, str]]:
    path = tmp_path / "letter.txt"
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [(one.role, one.surface) for item in items for one in item.assignments]


@pytest.mark.parametrize(
    "demand",
    [
        "一、加强领导。各级主要负责同志要亲自挂帅，主要领导亲自抓，分管领导具体抓。",
        "二、落实责任。各项任务实行领导牵头负责制和部门具体负责制。",
        "三、定期报告。各责任事项牵头单位要于每季度末报送进展，由市政府督查室负责公开。",
        "四、绝大多数事项只列一个责任单位，就是要突出主办、主责。",
        "五、有关专项计划由市发展改革委会同市有关部门另行下达。",
        "六、市政府将对各项任务实施动态管理，具体工作由市发改委牵头负责。",
        "七、工作中遇到的问题，请及时与市政府办公室联系，由综合科负责汇总上报。",
        "八、各县区政府对本辖区工作负总责，要结合实际抓好组织实施。",
        "九、并定下责任科室和责任人员，由办\n公室负责统筹协调和督办。",
    ],
)
def test_what_is_demanded_of_all_is_no_work(
    demand: str, tmp_path: Path, registers: Registers
) -> None:
    assert owners(f"{NOTICE}{demand}{ANNEX}", tmp_path, registers) == []


@pytest.mark.parametrize(
    ("points", "named"),
    [
        (
            "（一）加强组织领导。各单位要密切配合，层层落实责任。（市商务局牵头）\n",
            [("lead", "市商务局")],
        ),
        (
            "（二）强化督导考核。各责任单位要按季度报送进展。\n责任单位：市政府督查室\n",
            [("responsible", "市政府督查室")],
        ),
        (
            "（三）强化督导考核。各责任单位要按季度报送进展。\n（市政府督查室负责）\n",
            [("responsible", "市政府督查室")],
        ),
    ],
)
def test_a_demand_that_somebody_has_is_work(
    points: str, named: list[tuple[str, str]], tmp_path: Path, registers: Registers
) -> None:
    work = "（零）办好购物节。（市文旅局负责）\n"
    found = owners(f"云泉市2019年重点工作任务分工\n{work}{points}", tmp_path, registers)
    assert found == [("responsible", "市文旅局"), *named]


def test_a_rule_among_demands_holds(tmp_path: Path, registers: Registers) -> None:
    rule = "一、落实责任。各责任单位要密切配合，列在首位的为牵头单位，其他为配合单位。\n"
    work = "1.修桥三座。（责任单位：市交通局、市财政局）\n"
    found = owners(f"{NOTICE}{rule}{work}", tmp_path, registers)
    assert found == [("lead", "市交通局"), ("supporting", "市财政局")]
