"""An empty cell is what its format says it is: merged with the one above, or empty."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("门类", "内容和要求", "分管领导", "牵头单位", "配合单位")
ONE = ("城建", "修路。", "甲某", "甲局", "乙局")
TWO = ("", "架桥。", "", "", "")


def page(*rows: str) -> str:
    head = "<p>虚政发〔2019〕5号</p><p>关于分解2019年任务的通知</p><p>虚河市人民政府</p>"
    top = "".join(f"<td>{word}</td>" for word in HEADER)
    return f"<meta charset=utf-8>{head}<table><tr>{top}</tr>{''.join(rows)}</table>"


def row(cells: tuple[str, ...], spans: dict[int, int] | None = None, skip: int = 0) -> str:
    spans = spans or {}
    made = (
        f"<td rowspan={spans.get(n, 1)}>{cell}</td>" for n, cell in enumerate(cells) if n >= skip
    )
    return f"<tr>{''.join(made)}</tr>"


NOTHING_MERGED = page(row(ONE), row(("城建", "架桥。", "乙某", "丙局", "")))
NO_MERGES_STORED = page(row(ONE), row(TWO))
OTHER_COLUMN_MERGED = page(row(ONE, {0: 2}), row(("", "架桥。", "乙某", "丙局", ""), skip=1))
COLUMN_MERGED = page(row(ONE, {0: 2, 4: 2}), "<tr><td>架桥。</td><td>乙某</td><td>丙局</td></tr>")
TEXT = "虚政发〔2019〕5号\n关于分解2019年任务的通知\n虚河市人民政府\n附件1\n" + "\n".join(
    "".join(f"\t{cell}\n" for cell in cells) for cells in (HEADER, ONE, TWO)
)


@pytest.mark.parametrize(
    ("name", "content", "supporting"),
    [
        ("nothing merged.html", NOTHING_MERGED, []),
        ("another column merged.html", OTHER_COLUMN_MERGED, []),
        ("this column merged.html", COLUMN_MERGED, [("乙局", "inherited")]),
        ("groups left empty.html", NO_MERGES_STORED, [("乙局", "inherited")]),
        ("text.txt", TEXT, [("乙局", "inherited")]),
    ],
)
def test_supporting_units_of_the_second_row(
    name: str,
    content: str,
    supporting: list[tuple[str, str]],
    tmp_path: Path,
    registers: Registers,
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    extraction, _ = extract(read_document(path), registers)
    first, second = extraction.items
    assert [a.surface for a in first.assignments if a.role == "supporting"] == ["乙局"]
    found = [(a.surface, a.status) for a in second.assignments if a.role == "supporting"]
    assert found == supporting


def test_a_cell_as_wide_as_two_columns_has_nothing_of_the_row_above(
    tmp_path: Path, registers: Registers
) -> None:
    wide = "<tr><td>架桥。</td><td>乙某</td><td colspan=2>丙局</td></tr>"
    path = tmp_path / "wide.html"
    path.write_text(page(row(ONE, {0: 2}), wide), encoding="utf-8")
    _, second = extract(read_document(path), registers)[0].items
    assert [(one.role, one.surface) for one in second.assignments] == [
        ("supervising", "乙某"),
        ("lead", "丙局"),
    ]


def test_a_section_title_without_rows_is_reported(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "remark.html"
    remark = "<tr><td colspan=5>备注：以上项目12月底前完成</td></tr>"
    path.write_text(page(row(ONE), remark), encoding="utf-8")
    _, report = extract(read_document(path), registers)
    assert [note.text for note in report.notes if note.kind == "unread"] == [
        "备注：以上项目12月底前完成"
    ]


def test_a_mark_beside_what_is_named_under_one_header_cell_is_not_its_name(
    tmp_path: Path, registers: Registers
) -> None:
    head = "<td>序号</td><td colspan=2>项目名称及主要内容</td><td>责任单位</td>"
    first = "<td rowspan=2>1</td><td>(1)</td><td>新建公办幼儿园4所</td><td>甲局</td>"
    second = "<td>(2)</td><td>修建过街天桥两座</td><td>乙局</td>"
    whole = "<td>2</td><td colspan=2>改造老旧小区21个</td><td>丙局</td>"
    path = tmp_path / "parts.html"
    rows = "".join(f"<tr>{one}</tr>" for one in (head, first, second, whole))
    path.write_text(f"<p>为民办实事项目</p><table>{rows}</table>", encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    found = [(item.text, [a.surface for a in item.assignments]) for item in extraction.items]
    assert found == [
        ("新建公办幼儿园4所", ["甲局"]),
        ("修建过街天桥两座", ["乙局"]),
        ("改造老旧小区21个", ["丙局"]),
    ]
    assert [note.text for note in report.notes if note.kind == "unread"] == ["(1)", "(2)"]
