"""Rules on a whole document leave alone what only looks like what they mean."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.source import Cell, Table
from loader.tables.nested import with_tables_within

TITLE = "云泉县2018年重点任务分工\n"


def read(text: str, folder: Path, registers: Registers) -> list[tuple[str, str | None, list[str]]]:
    path = folder / "云泉县2018年任务.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [(i.text.rstrip("。"), i.heading or i.category, names(i.assignments)) for i in items]


def names(assignments: object) -> list[str]:
    assert isinstance(assignments, tuple)
    return [one.surface for one in assignments]


def test_the_dot_of_a_list_mark_is_no_full_stop(tmp_path: Path, registers: Registers) -> None:
    text = "".join(
        f"{mark}.{title}工作\n{n}.{task}（责任单位：{body}）\n"
        for n, (mark, title, task, body) in enumerate(
            [
                ("一", "农业", "修建水渠", "县水务局"),
                ("二", "教育", "新建小学", "县教育局"),
                ("三", "卫生", "扩建医院", "县卫健局"),
            ],
            1,
        )
    )
    found = read(text, tmp_path, registers)
    assert [heading for _, heading, _ in found] == ["农业工作", "教育工作", "卫生工作"]


def test_groups_of_transport_are_groups(tmp_path: Path, registers: Registers) -> None:
    text = "1．整治客运秩序。（责任单位：县交通局、各交通客运企业）\n"
    text += "2．修建水站。（责任单位：各乡镇交通水利站）\n3．清扫街道。（责任单位：建成区各街道）\n"
    found = read(text, tmp_path, registers)
    assert [bodies for _, _, bodies in found] == [
        ["县交通局", "各交通客运企业"],
        ["各乡镇交通水利站"],
        ["建成区各街道"],
    ]


def test_bodies_below_page_numbers_are_no_titles(tmp_path: Path, registers: Registers) -> None:
    text = "1．修路。\n牵头单位：县交通局、\n- 1 -\n县发展改革局\n"
    text += "2．办学。\n牵头单位：县教育局、\n- 2 -\n县发展改革局\n3．植树。\n牵头单位：县林业局\n"
    found = read(text, tmp_path, registers)
    assert [bodies[-1] for _, _, bodies in found] == ["县发展改革局", "县发展改革局", "县林业局"]


def test_bold_print_that_never_ends_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    lines = "<b>修建水渠两条<br>" * 2_000
    path.write_text(f"<html><body><div>{lines}</div></body></html>", encoding="utf-8")
    found = [(line.text, line.strong) for line in read_document(path).paragraphs()]
    assert found == [("修建水渠两条", ("修建水渠两条",))] * 2_000


def table(*rows: tuple[str, ...]) -> Table:
    cells = (
        tuple(Cell(0, n, m, text, None) for m, text in enumerate(row, 1))
        for n, row in enumerate(rows, 1)
    )
    return Table(0, tuple(cells))


INNER = "子项目\n牵头单位\n完成时间\n新建校舍\n县教育局\n6月底"


def test_only_tables_with_an_inner_one_in_each_row_are_spread(registers: Registers) -> None:
    header = ("序号", "实事名称", "实施内容及责任分工")
    whole = table(header, ("1", "教育工程", INNER))
    spread = with_tables_within(whole, registers)
    assert [cell.text for cell in spread.rows[1]] == [
        "1",
        "教育工程",
        "新建校舍",
        "县教育局",
        "6月底",
    ]
    mixed = table(header, ("1", "教育工程", INNER), ("2", "供水工程", "更新水管"))
    late = table(header, ("1", "道路工程", "修路"), ("2", "教育工程", INNER))
    ragged = table(header, ("1", "教育工程", INNER), ("2",))
    for one in (mixed, late, ragged):
        assert with_tables_within(one, registers) == one


@pytest.mark.parametrize("mark", ["", "【第{}号建议】"])
def test_a_sign_above_several_tasks_is_of_a_group(
    mark: str, tmp_path: Path, registers: Registers
) -> None:
    groups = ("人大代表建议", ("修桥", "修渠")), ("政协委员提案", ("办学", "植树"))
    text = "".join(
        f"◆{name}\n"
        + "".join(
            f"{mark.format(n)}关于{task}的建议\n主办单位：县水利局\n会办单位：县财政局\n"
            for n, task in enumerate(tasks, 3)
        )
        for name, tasks in groups
    )
    found = [task for task, _, _ in read(text, tmp_path, registers)]
    assert found == [f"关于{task}的建议" for task in ("修桥", "修渠", "办学", "植树")]


@pytest.mark.parametrize("line", ["监督电话：0570-3020000", "技术支持：云泉县大数据局"])
def test_a_label_below_a_list_goes_on_with_none(
    line: str, tmp_path: Path, registers: Registers
) -> None:
    text = f"1．修路。\n牵头单位：县交通局\n配合单位：县公安局\n{line}\n"
    assert read(text, tmp_path, registers) == [("修路", None, ["县交通局", "县公安局"])]


def test_lists_behind_labels_name_estates_and_offices(tmp_path: Path, registers: Registers) -> None:
    text = "1．修路。\n牵头单位：县交通局\n责任单位：县水利局、北塘产业园、一〇三团\n"
    text += "2．除尘。（县环保局牵头，省督查局监察执法三处、县能源局配合）\n"
    found = [bodies for _, _, bodies in read(text, tmp_path, registers)]
    assert found == [
        ["县交通局", "县水利局", "北塘产业园", "一〇三团"],
        ["县环保局", "省督查局监察执法三处", "县能源局"],
    ]
    text = "1．修路。\n牵头单位：县交通局\n建设内容：改造北塘产业园道路、公厕三处\n"
    assert [bodies for _, _, bodies in read(text, tmp_path, registers)] == [["县交通局"]]


def test_the_only_point_of_a_body_needs_no_mark(tmp_path: Path, registers: Registers) -> None:
    points = "一、县林业局\n1、植树。\n2、种竹。\n二、县档案局\n{}\n"
    points += "三、县统计局\n1、普查。\n2、建库。\n"
    one = read(points.format("完成馆藏数字化。"), tmp_path, registers)
    assert ("完成馆藏数字化", ["县档案局"]) in [(text, bodies) for text, _, bodies in one]
    assert len(one) == 5
    two = read(points.format("完成馆藏数字化。\n请各单位抓好落实。"), tmp_path, registers)
    assert len(two) == 4
