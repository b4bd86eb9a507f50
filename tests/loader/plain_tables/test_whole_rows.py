"""Rows that have a cell for every column are told by where their cells stand."""

from loader.assignments.fields import UNITS
from loader.plain_tables.tokens import Token
from loader.plain_tables.whole_rows import columns_of_whole_rows, said_again
from loader.source import Paragraph

FIELDS = ("number", None, "text", "lead")
ROWS = ("1 甲档 敬老院 民政局", "2 乙档 总产值 统计局", "3 甲档 步道 体育局")


def _cells(words: str) -> list[Token]:
    return [Token(word, Paragraph(n, word, None, 0)) for n, word in enumerate(words.split(), 1)]


def _fits(text: str, name: str | None) -> float:
    return 3.0 if name not in UNITS or text.endswith(("局", "院")) else -2.0


def test_cells_stand_in_the_columns_of_their_places() -> None:
    cells = _cells(" ".join((ROWS[0], "一、经济发展", *ROWS[1:])))
    columns = columns_of_whole_rows(cells, FIELDS, _fits)
    assert [columns.get(n) for n in range(len(cells))] == [0, 1, 2, 3, None, *[0, 1, 2, 3] * 2]


def test_without_numbers_all_rows_are_whole_or_none() -> None:
    words = " ".join(row[2:] for row in ROWS)
    assert len(columns_of_whole_rows(_cells(words), FIELDS[1:], _fits)) == 9
    assert columns_of_whole_rows(_cells(f"{words} 乙档"), FIELDS[1:], _fits) == {}


def test_a_row_that_lacks_a_cell_is_not_whole() -> None:
    cells = _cells(" ".join((*ROWS, "4 学位 教育局", "5 乙档 车站 交通局")))
    columns = columns_of_whole_rows(cells, FIELDS, _fits)
    assert sorted(columns) == [*range(12), *range(15, 19)]


def test_a_list_that_goes_on_behind_its_column_is_no_whole_row() -> None:
    fields = ("number", "text", "lead", None)
    cells = _cells("1 修桥 交通局、 水务局 2 修路 交通局、 公安局 3 植树 林业局、 水务局")
    assert columns_of_whole_rows(cells, fields, _fits) == {}


def test_a_date_ends_the_row_above_and_is_no_merged_class() -> None:
    fields = ("heading", "number", "text", "lead", "deadline")
    cells = _cells(
        "城建 1 修桥 交通局 3月底 生态 2 植树 林业局 4月底 3 治污 水务局 6月底"
        " 民生 4 建校 教育局 7月底 就业 5 招聘 人社局 8月底"
    )
    columns = columns_of_whole_rows(cells, fields, _fits_dates)
    assert columns.get(4) == 4
    assert 9 not in columns


def _fits_dates(text: str, name: str | None) -> float:
    if name == "deadline":
        return 3.0 if text.endswith("月底") else -1.0
    return _fits(text, name)


def test_words_said_again_may_be_a_class() -> None:
    cells = _cells(" ".join(ROWS))
    columns = columns_of_whole_rows(cells, FIELDS, _fits)
    assert said_again(columns, cells, FIELDS) == 0
    assert said_again(columns, cells, ("number", "text", "measure", "lead")) == 1
