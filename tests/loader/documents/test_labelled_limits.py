"""A line of labels above a table says by when its rows are to be done that say nothing."""

from pathlib import Path

import pytest

from loader.documents.labelled_limits import read_labelled_limit
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "交办单位：县政府办    交办日期：2012年2月20日    办结时限：2012年6月30日前",
            ("2012-06-30", True),
        ),
        ("交办时间：2月20日；办结时间：6月30日", ("2012-06-30", True)),
        ("（完成时限：2012年12月底前）", ("2012-12", True)),
        ("办结期限：6月30日  反馈期限：3月30日", ("2012-06-30", True)),
        ("完成时限：6月底", ("2012-06", False)),
        ("责任单位：县教育局    完成时限：6月底前", ("2012-06", False)),
    ],
)
def test_the_date_by_which_work_is_done_is_read(
    line: str, found: tuple[str, bool], registers: Registers
) -> None:
    assert read_labelled_limit(line, registers, 2012) == found


@pytest.mark.parametrize(
    "line",
    [
        "交办单位：县政府办    交办日期：2012年2月20日",
        "报送时限：6月30日前  联系人：高立民",
        "填表单位：县政府办    填表日期：2012年3月1日",
        "办结时限：6月30日前报送总结",
        "完成时限：3月底；完成时间：6月底",
        "完成时限：长期",
    ],
)
def test_other_dates_are_none(line: str, registers: Registers) -> None:
    assert read_labelled_limit(line, registers, 2012) is None


LINE = "<p>交办日期：2019年3月4日　　办结期限：2019年8月20日</p>"
HEADER = "<tr><th>序号</th><th>督办事项</th><th>责任单位</th><th>完成时限</th></tr>"


def page(*tables: str) -> str:
    return f"<html><body><h1>云泉县2019年督办事项</h1>{''.join(tables)}</body></html>"


def rows(*limits: str) -> str:
    cells = (
        f"<tr><td>{n}</td><td>修建水渠{n}公里</td><td>县水利局</td><td>{limit}</td></tr>"
        for n, limit in enumerate(limits, 1)
    )
    return f"<table>{HEADER}{''.join(cells)}</table>"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (page(LINE, rows("", "")), ["2019-08-20", "2019-08-20"]),
        (page(LINE, rows("5月底", "长期", "")), ["2019-05", "", "2019-08-20"]),
        (page(LINE, rows(""), "<p>二、其他事项</p>", rows("")), ["2019-08-20", ""]),
        (page(rows(""), LINE, rows("")), ["", "2019-08-20"]),
        (page(LINE, LINE.replace("8月", "9月"), rows("")), [""]),
    ],
)
def test_it_is_that_of_the_next_table_alone(
    text: str, dates: list[str], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert ["".join(item.deadlines) for item in items] == dates


def test_a_label_of_an_item_is_that_of_no_other(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "tasks.txt"
    path.write_text(
        "云泉县2019年重点任务分工\n完成时限：6月底\n1.修桥。\n责任单位：县交通局\n2.办学。\n责任单位：县教育局\n",
        encoding="utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    assert [item.deadlines for item in items] == [(), ()]
