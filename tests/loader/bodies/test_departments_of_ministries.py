"""A department is that of the ministry that issued the document alone, by its short name too."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "{}关于印发《2022年水利重点工作任务》的通知\n水规〔2022〕9号\n"


@pytest.mark.parametrize(
    ("issuer", "listed", "names"),
    [
        ("水利部", "部水文司、规划计划司", ["水利部水文司", "水利部规划计划司"]),
        ("水利部", "规划计划司", ["水利部规划计划司"]),
        ("水利部", "部信息中心，国家能源局", ["水利部信息中心", "国家能源局"]),
        ("水利部", "省级水行政主管部门，部水文司", ["省级水行政主管部门", "水利部水文司"]),
        ("水利部、财政部", "部水文司、规划计划司", ["部水文司", "部规划计划司"]),
        ("水利部", "财政部农业农村司", ["财政部农业农村司"]),
    ],
)
def test_department_is_of_the_ministry(
    issuer: str, listed: str, names: list[str], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "list.txt"
    points = (f"{n}.编制规划之{n}，建成设施。（{listed}负责）\n" for n in (1, 2))
    path.write_text(TITLE.format(issuer) + "".join(points), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [[one.agent.name for one in item.assignments] for item in items]
    assert named == [names, names]
