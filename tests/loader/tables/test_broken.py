"""A table that pages broke in several reads as the whole one does."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("门类", "项目", "内容和要求", "分管领导", "牵头单位", "配合单位")
COUNTED = [
    ("综合指标", "地区生产总值", "增长7%", "甲某", "甲局", "乙局"),
    ("", "进出口总额", "保持稳定增长", "乙某", "丙局", ""),
]
BUILT = [
    ("城乡建设", "道路", "修路三公里。", "甲某", "甲局", "乙局"),
    ("", "", "架桥两座。", "", "丙局", ""),
    ("", "", "植树五千株。", "", "丁局", ""),
    ("", "水利", "修渠一条。", "丙某", "戊局", ""),
]
WHOLE = [
    ("indicator", "地区生产总值", "综合指标", "甲某 甲局 乙局"),
    ("indicator", "进出口总额", "综合指标", "乙某 丙局 乙局"),
    ("task", None, "城乡建设", "甲某 甲局 乙局"),
    ("task", None, "城乡建设", "甲某 丙局 乙局"),
    ("task", None, "城乡建设", "甲某 丁局 乙局"),
    ("task", None, "城乡建设", "丙某 戊局 乙局"),
]


def table(rows: Sequence[Sequence[str]], *, header: bool = True) -> str:
    """Return a table in which blank cells are merged with those above, but for the first row."""
    lines = []
    for n, row in enumerate(rows):
        cells = ""
        for column, word in enumerate(row):
            if n and not word:
                continue
            below = [one[column] for one in rows[n + 1 :]]
            span = 1 + next((k for k, one in enumerate(below) if one), len(below))
            cells += f"<td rowspan={span}>{word}</td>"
        lines.append(f"<tr>{cells}</tr>")
    top = "".join(f"<td>{word}</td>" for word in HEADER)
    return f"<table>{f'<tr>{top}</tr>' * header}{''.join(lines)}</table>"


def read(tables: str, name: str, path: Path, registers: Registers) -> list[tuple[object, ...]]:
    head = "<p>虚政发〔2019〕5号</p><p>关于分解2019年任务的通知</p><p>虚河市人民政府</p>"
    (path / name).write_text(f"<meta charset=utf-8>{head}{tables}", encoding="utf-8")
    items = extract(read_document(path / name), registers)[0].items
    return [
        (
            one.kind,
            one.title and one.title.text,
            one.category,
            " ".join(a.surface for a in one.assignments),
        )
        for one in items
    ]


@pytest.mark.parametrize(
    "tables",
    [
        table(COUNTED) + table(BUILT),
        table([*COUNTED, BUILT[0]]) + table(BUILT[1:]),
        table([*COUNTED, BUILT[0]]) + table(BUILT[1:], header=False),
        table([*COUNTED, *BUILT[:2]]) + table(BUILT[2:]),
    ],
    ids=["between groups", "within a group", "header left out", "one row left of a cell"],
)
def test_parts_read_as_one_table(tables: str, tmp_path: Path, registers: Registers) -> None:
    assert read(tables, "parts.html", tmp_path, registers) == WHOLE


def test_indicators_alone_are_indicators(tmp_path: Path, registers: Registers) -> None:
    assert read(table(COUNTED), "alone.html", tmp_path, registers) == WHOLE[:2]


def test_a_blank_below_a_break_is_nobody_where_others_are(
    tmp_path: Path, registers: Registers
) -> None:
    """Rows within a part leave the leader blank, too: the document has rows without one."""
    first = table([*COUNTED, BUILT[0]])
    second = table([*BUILT[1:3], ("", "水利", "修渠一条。", "", "戊局", "")])
    blank = second.replace("<td rowspan=3></td><td rowspan=1>丙局", "<td></td><td>丙局")
    blank = blank.replace("<td rowspan=1>丁局", "<td></td><td>丁局")
    blank = blank.replace("<td rowspan=1>戊局", "<td></td><td>戊局")

    found = read(first + blank, "blank.html", tmp_path, registers)

    assert [one[2:] for one in found[3:]] == [
        ("城乡建设", "丙局 乙局"),
        ("城乡建设", "丁局 乙局"),
        ("城乡建设", "戊局 乙局"),
    ]


def test_tables_that_count_anew_stay_apart(tmp_path: Path, registers: Registers) -> None:
    top = "".join(f"<td>{word}</td>" for word in ("序号", *HEADER))
    rows = [("1", *BUILT[0]), ("1", "", "", "架桥两座。", "", "丙局", "")]
    parts = [f"<tr>{''.join(f'<td>{word}</td>' for word in row)}</tr>" for row in rows]
    tables = "".join(f"<table><tr>{top}</tr>{part}</table>" for part in parts)

    found = read(tables, "anew.html", tmp_path, registers)

    assert found[1] == ("task", None, None, "丙局")
