"""Tables whose number stands within the words of a tall cell, and rows out of their columns."""

from pathlib import Path

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

ROOT = Path(__file__).parents[3]
REGISTERS = Registers(ROOT / "data" / "registers")
HEAD = "序号 重点任务 工作措施 牵头部门 配合部门 完成时限"


def test_words_round_a_number_are_one_text(tmp_path: Path) -> None:
    rows = (
        "逐户核查， 1 识别 完善档案5600份。 3月底前 县扶贫办 各乡镇 "
        "落实政策， 2 助学 资助学生1800人。 9月底前 县教育局 县财政局 "
        "组织培训， 3 就业 培训600人次。 年底前 县人社局 各乡镇"
    )
    path = tmp_path / "2018年任务.txt"
    path.write_text(f"2018年重点任务分工\n\n{HEAD} {rows}\n", encoding="utf-8")
    items = list(extract(read_document(path), REGISTERS)[0].items)
    assert [item.number for item in items] == ["1", "2", "3"]
    assert "落实政策，资助学生1800人。" in items[1].text
    assert [one.surface for one in items[1].assignments] == ["县教育局", "县财政局"]


def test_a_date_is_no_body_where_columns_are_shifted(tmp_path: Path) -> None:
    rows = (
        "逐户核查， 1 识别 完善档案5600份。 3月底前 县扶贫办 各乡镇 "
        "落实政策， 2 助学 资助学生1800人。 9月底前 县教育局 县财政局 县民政局 "
        "组织培训， 3 就业 培训600人次。 县人社局 各乡镇"
    )
    path = tmp_path / "2018年任务.txt"
    path.write_text(f"2018年重点任务分工\n\n{HEAD} {rows}\n", encoding="utf-8")
    extraction, report = extract(read_document(path), REGISTERS)
    named = {one.surface for item in extraction.items for one in item.assignments}
    assert not named & {"3月底前", "9月底前"}
    assert any("资助学生1800人" in str(note.text) for note in report.notes)
