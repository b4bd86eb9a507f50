"""Cells of a row that lacks some find their columns by what they are."""

import pytest

from loader.assignments.clauses import ClauseReader
from loader.registers.registers import Registers
from loader.tables.alignment import best_places, fit

FIELDS = ("category", "number", "text", "supervising", "lead", "supporting", None, "deadline")


@pytest.fixture(scope="module")
def reader(registers: Registers) -> ClauseReader:
    return ClauseReader(registers)


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        (["1", "修路。", "江川", "市交通局", "市财政局"], (1, 2, 3, 4, 5)),
        (["修路。", "市交通局"], (2, 4)),
        (["修路。", "江 川、方 舟", "市交通局"], (2, 3, 4)),
        (["修路。", "市交通局牵头，市财政局配合", "10月底前"], (2, 4, 7)),
        (["一、交通", "2", "修路。", "市交通局", "各县区"], (0, 1, 2, 4, 5)),
        (["修路。"], (2,)),
        (["修路。", "", "市交通局"], (2, 3, 4)),
        (["修路。", "市委常委、政法委书记 马骁", "市交通局"], (2, 3, 4)),
        (["修路。", "8月底"], (2, 7)),
        (["修路。", "罗德会", "市交通局"], (2, 3, 4)),
        (["修路。", "李知行", "市总工会"], (2, 3, 4)),
        (["修路。", "董事会", "市工商行"], (2, 4, 5)),
    ],
)
def test_cells_are_placed_in_order(
    cells: list[str], places: tuple[int, ...], reader: ClauseReader
) -> None:
    assert best_places(cells, FIELDS, reader)[0] == places


@pytest.mark.parametrize(
    "cell",
    [
        "李春燕",
        "艾合买提江等4人",
        "那仁格日勒",
        "次仁央宗、达瓦",
        "农工党云泉市总支",
        "农业和农村界",
        "第三代表团",
        "县政协提案委员会",
    ],
)
def test_who_proposes_fits_the_column(cell: str, reader: ClauseReader) -> None:
    assert fit(cell, "proposer", reader) > 0
    assert fit("关于整治河道的提案", "proposer", reader) < 0
