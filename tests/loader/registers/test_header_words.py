"""Headers of any wording are understood by their parts, and nothing else is a header."""

import pytest

from loader.assignments.fields import fields_of
from loader.registers.registers import Registers


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("分 管 县领导", "supervising"),
        ("包抓区级领导", "supervising"),
        ("牵头组织实施单位", "lead"),
        ("第一责任单位（部门）", "lead"),
        ("牵头（主办）单位", "lead"),
        ("协同配合责任单位", "supporting"),
        ("相关责任部门", "supporting"),
        ("业务指导部门", "guiding"),
        ("责任单位（排首位的为牵头单位）", "responsible"),
        ("责任单位及责任人", "responsible"),
        ("牵头和配合单位", "responsible"),
        ("主要责任人", "in_charge"),
        ("分管责任人", "supervising"),
        ("目标与任务", "text"),
        ("重点工作目标任务", "text"),
        ("2024年度工作目标", "annual_task"),
        ("完成时限要求", "deadline"),
        ("建设项目名称", "title"),
        ("整改完成时限", "deadline"),
        ("整改责任单位", "responsible"),
        ("包案县领导", "supervising"),
        ("建议标题", "title"),
        ("行业主管部门", "responsible"),
        ("具体项目", "text"),
        ("政府工作报告任务", "text"),
        ("项目资金", "remark"),
        ("批复时间", "approval"),
        ("牵头人", "in_charge"),
        ("责任单位（主办）", "lead"),
        ("责任单位(协办)", "supporting"),
        ("总召集人", "supervising"),
        ("牵头司局", "lead"),
        ("主办司局（单位）", "lead"),
        ("牵头司局及单位", "lead"),
        ("责任司（局）", "responsible"),
        ("配合司局", "supporting"),
        ("责任处（室）", "responsible"),
        ("责任处（科）室", "responsible"),
        ("牵头部室", "lead"),
        ("承办庭室", "responsible"),
        ("责任厅（局）", "responsible"),
        ("分管行领导", "supervising"),
        ("分管署领导", "supervising"),
    ],
)
def test_header_is_understood_by_its_parts(header: str, field: str, registers: Registers) -> None:
    assert registers.field_of(header) == field


@pytest.mark.parametrize(
    "words",
    [
        "单位",
        "责任单位工作内容",
        "和责任单位",
        "市发展改革委",
        "办公地点",
        "1-10月修路情况",
        "主要任务是修路",
        "目标" * 20,
    ],
)
def test_other_words_are_no_header(words: str, registers: Registers) -> None:
    assert registers.field_of(words) is None


def test_run_of_headers_is_cut_at_its_heads(registers: Registers) -> None:
    words = "序号主要工作任务第一责任单位主要责任单位完成时限"
    run = registers.header_run.search(words)
    assert run is not None
    assert registers.fields_of_run(run[0]) == ["number", "text", "lead", "lead", "deadline"]


STEPS = ("节点计划", "进度安排", "时间节点", "推进安排")
ENDS = ("完成时间", "完成时限", "计划竣工", "办结期限", "完 成 时 限")


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("end", ENDS)
def test_the_deadline_is_by_when_all_is_done_and_not_the_steps(
    steps: str, end: str, registers: Registers
) -> None:
    words = ("序号", "工作任务", steps, "责任单位", end)
    assert fields_of(words, registers) == ("number", "text", "measure", "responsible", "deadline")
    turned = ("序号", "工作任务", end, "责任单位", steps)
    assert fields_of(turned, registers)[:4] == ("number", "text", "deadline", "responsible")
    alone = ("序号", "工作任务", steps, "责任单位")
    assert fields_of(alone, registers)[2] == "deadline"
