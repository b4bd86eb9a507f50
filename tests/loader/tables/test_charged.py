"""Rows of tables that lines beside the table charge to bodies, by their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "<p>青石县2019年重点工作任务分解表</p>"
ROWS = (("1", "新建幼儿园三所"), ("2", "治理河道三公里"), ("3", "修建公路五公里"))
BY_NUMBER = "第1、3项由县教育局牵头，县财政局配合；第2项由县水务局负责。"
IN_TABLE = "in the last row of the table"
OWNERS = [
    "lead:县教育局 supporting:县财政局",
    "responsible:县水务局",
    "lead:县教育局 supporting:县财政局",
]


def table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in (head, *rows))
    return f"<table>{cells}</table>"


@pytest.mark.parametrize(
    ("owner", "beside", "owners"),
    [
        (None, f"TABLE<p>{BY_NUMBER}</p>", OWNERS),
        (None, f"TABLE<p>注：{BY_NUMBER}</p>", OWNERS),
        (None, f"<p>责任分工：{BY_NUMBER}</p>TABLE", OWNERS),
        (
            None,
            "TABLE<p>附件2</p><p>市教育局：牵头第1、2项；配合第3项。</p><p>市水务局：牵头第3项。</p>",
            ["lead:市教育局", "lead:市教育局", "supporting:市教育局 lead:市水务局"],
        ),
        (None, "TABLE<p>以上各项由县水务局牵头。</p>", ["lead:县水务局"] * 3),
        (None, IN_TABLE, OWNERS),
        (
            "县财政局",
            "TABLE<p>第3项由县水务局负责。</p>",
            [*["responsible:县财政局"] * 2, "responsible:县水务局"],
        ),
        (None, "TABLE<p>第1、4项由县水务局牵头。</p>", []),
        (None, "TABLE<p>督查室负责对任务完成情况进行督查。</p>", []),
    ],
)
def test_lines_beside_a_table_say_who_has_its_rows(
    owner: str | None, beside: str, owners: list[str], tmp_path: Path, registers: Registers
) -> None:
    """A blank cell of a row that is charged is none of the body above it."""
    head: tuple[str, ...] = ("序号", "工作任务")
    rows: tuple[tuple[str, ...], ...] = ROWS
    if owner:
        head = (*head, "责任单位")
        rows = tuple((*row, owner if row[0] != "3" else "") for row in ROWS)
    if beside == IN_TABLE:
        rows, beside = (*rows, (BY_NUMBER,)), "TABLE"
    path = tmp_path / "青石2019.html"
    path.write_text(TITLE + beside.replace("TABLE", table(head, rows)), "utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [" ".join(f"{a.role}:{a.surface}" for a in item.assignments) for item in items] == owners
    assert [item.number for item in items] == ["1", "2", "3"][: len(items)]


@pytest.mark.parametrize(
    ("title", "owners"),
    [(TITLE, ["responsible:县教育局", "responsible:县水务局"]), ("<p>青石县2019年大事</p>", [])],
)
def test_a_body_above_a_table_that_names_none_has_its_rows(
    title: str, owners: list[str], tmp_path: Path, registers: Registers
) -> None:
    """That is so in a document that divides work, as on sheets that are named by bodies."""
    head = ("序号", "工作任务", "完成时限")
    tables = (table(head, ((*row, "年底前"),)) for row in ROWS)
    parts = (
        f"<p>{body}</p>{one}" for body, one in zip(("县教育局", "县水务局"), tables, strict=False)
    )
    path = tmp_path / "青石2019.html"
    path.write_text(title + "".join(parts), "utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [f"{a.role}:{a.surface}" for item in items for a in item.assignments] == owners


@pytest.mark.parametrize("delimiter", ["|", "    ", " "])
def test_rows_in_plain_lines_are_charged_too(
    delimiter: str, tmp_path: Path, registers: Registers
) -> None:
    lines = [("序号", "工作任务", "完成时限"), *((*row, "11月底") for row in ROWS)]
    rows = "\n".join(delimiter.join(line) for line in lines)
    path = tmp_path / "青石2019.txt"
    path.write_text(f"青石县2019年重点工作任务分解表\n\n{rows}\n注：{BY_NUMBER}\n", "utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [" ".join(f"{a.role}:{a.surface}" for a in item.assignments) for item in items] == OWNERS
    assert {item.deadlines for item in items} == {("2019-11",)}
