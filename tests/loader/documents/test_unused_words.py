"""What stands between the items of a document on one line is in its report, and nothing else."""

from pathlib import Path

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

LETTER = (
    "各县区人民政府，市政府各部门：现将2018年政府工作报告确定的重点任务分解如下，请认真组织实施。"
)
TASKS = (
    "一、交通建设1.修建农村公路八十公里，维修危桥七座，年底前全部通车。（市交通局牵头，市财政局配合）"
    "2.新建城区停车场三处，新增停车泊位一千二百个。（市城管局负责）二、社会事业"
    "3.完成第二人民医院门诊楼主体工程，购置医疗设备四十台套。（市卫计委、市发改委按职责分工负责）"
)
CLOSING = "各牵头单位要于每季度末报送进展情况，市政府督查室要适时开展专项督查。"


def test_letter_and_closing_between_items_are_told(registers: Registers, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text(LETTER + TASKS + CLOSING, encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    assert len(extraction.items) == 3
    told = "".join(note.text for note in report.notes if note.kind in {"plain text", "unused"})
    assert "请认真组织实施" in told
    assert "报送进展情况" in told
    assert "专项督查" in told
    assert "停车" not in told
    assert "门诊楼" not in told
