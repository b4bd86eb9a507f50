"""Heads that run on the pages of a document are no part of its text; what looks like one stays."""

import pytest

from loader.documents.running_heads import running_heads
from loader.registers.registers import Registers
from loader.source import Paragraph

HEAD = [(0, "青石县方案"), (0, "青政发〔2023〕1号"), (0, "各乡镇："), (0, "现印发你们。")]
GAZETTE = ["县水利局、县", "— 12 —", "青石县人民政府公报  2023年第6期", "财政局负责）"]
TWICE = ["任务分工", "第 3 页", "修桥一座", "任务分工", "第 4 页"]
ELSEWHERE = ["县城提质", "— 1 —", "修桥一座", "县城提质", "铺路一条", "县城提质", "— 2 —"]
BODIES = ["— 1 —", "县教育局", "新建学校", "— 2 —", "县教育局"]
ROWS = ["1", "改造提升", "2", "改造提升", "3"]


@pytest.mark.parametrize(
    ("texts", "ends", "heads"),
    [
        (GAZETTE, {2}, {3}),
        (TWICE, {2, 5}, {1, 4}),
        (ELSEWHERE, {2, 7}, set()),
        (BODIES, {1, 4}, set()),
        (ROWS, {1, 3, 5}, set()),
    ],
    ids=["gazette", "on two pages", "within the text too", "bodies", "numbers of rows"],
)
def test_heads_are_told(
    texts: list[str], ends: set[int], heads: set[int], registers: Registers
) -> None:
    printed = [(number, text) for number, text in enumerate(texts, 1)]
    lines = [Paragraph(number, text, None, 0) for number, text in [*HEAD, *printed]]
    assert running_heads(lines, ends, registers) == heads
