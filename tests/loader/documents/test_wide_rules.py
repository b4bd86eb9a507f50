"""Rules on a whole document leave alone what only looks like what they mean."""

from pathlib import Path

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
