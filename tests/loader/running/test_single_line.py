"""Documents of which all stands on one line."""

from pathlib import Path

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

_IMPRINT = " 主题词：政务 工作 分解 通知 云州县人民政府办公室 2009年2月20日印发"


def test_the_imprint_takes_no_item_with_it(tmp_path: Path, registers: Registers) -> None:
    points = [f"{n}、修缮第{n}处渠道。 责任单位：县水务局、县财政局" for n in range(1, 5)]
    path = tmp_path / "plan.txt"
    path.write_text("工作分解意见 一、水利 " + " ".join(points) + _IMPRINT, encoding="utf-8")
    extraction, _ = extract(read_document(path), registers, "tasks")
    assert [item.text[:7] for item in extraction.items] == [f"修缮第{n}处渠道" for n in range(1, 5)]
    last = [one.surface for one in extraction.items[-1].assignments]
    assert last == ["县水务局", "县财政局"]
