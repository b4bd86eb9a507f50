"""Groups behind a blank or below a name, units as small places call them, and rows of notes."""

from pathlib import Path

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TABLE = """云泉县北塘镇2016年重点工作分解表
序号\t工作内容\t分管领导\t牵头站（所、办）\t配合单位
1\t修建机耕路20公里。\t高立民\t镇农业综合服务站\t镇中心小学 各村
2\t改造渡口三处。\t高立民\t镇河长办\t镇派出所 沿江各村
3\t办好敬老院。\t白玉梅\t镇民政所\t各驻村工作队 有关村
备注\t分管领导每周调度一次。\t\t\t
"""


def test_groups_are_listed_and_a_note_is_no_work(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "table.txt"
    path.write_text(TABLE, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [[a.surface for a in item.assignments] for item in items] == [
        ["高立民", "镇农业综合服务站", "镇中心小学", "各村"],
        ["高立民", "镇河长办", "镇派出所", "沿江各村"],
        ["白玉梅", "镇民政所", "各驻村工作队", "有关村"],
    ]
