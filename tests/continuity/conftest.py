"""Two years of a county: invented items, but a real place, so that its reforms are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from loader.load import Loader

HEADER = ("门类", "项  目", "内容和要求", "分管领导", "主要责任单位", "相关单位")
OLDER = (
    ("河湖治理", "清淤", "疏浚虚河中段河道12公里，消除黑臭水体5条。", "钱甲", "环保局", "水利局"),
    ("", "", "沿岸种树3000株。", "", "林业局", ""),
    ("办学", "校舍", "建成虚河一小新校舍，新增学位900个。", "孙乙", "教育局\n\n财政局", "各镇"),
    ("", "", "开展第四次全国经济普查。", "", "统计局", ""),
    ("", "", "规范校外培训机构办学行为。", "孙乙", "教育局", "公安局"),
)
NEWER = (
    ("办学", "校舍", "规范校外培训机构办学行为。", "孙乙", "教育局", "公安局"),
    ("", "", "建成虚河一小新校舍二期，新增学位1200个。", "李丙", "教育局", "各镇\n\n财政局"),
    (
        "河湖治理",
        "清淤",
        "继续疏浚虚河下段河道9公里，巩固黑臭水体消除成果。",
        "钱甲",
        "生态环境局",
        "水利局",
    ),
    ("", "", "新建5G基站300个。", "", "工信局", ""),
)
FROM, TO = "桃政发〔2018〕5号", "桃政发〔2019〕3号"


def document(year: int, number: str, rows: tuple[tuple[str, ...], ...], invent: Callable) -> str:
    text = invent(
        number=number,
        title=f"关于分解落实{year}年政府重点工作任务的通知",
        issuer="桃源县人民政府",
        header=HEADER,
        rows=rows,
    )
    return str(text).replace("2019年重点", f"{year}年重点")


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory, invent: Callable[..., str]) -> list[Path]:
    """Write the two years to files."""
    folder = tmp_path_factory.mktemp("files")
    texts = {2018: document(2018, FROM, OLDER, invent), 2019: document(2019, TO, NEWER, invent)}
    for year, text in texts.items():
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{year}.txt" for year in texts]


@pytest.fixture(scope="session")
def two_years(
    years: list[Path], tmp_path_factory: pytest.TempPathFactory, root: Path, base: str
) -> Iterator[OpenSnapshot]:
    home = tmp_path_factory.mktemp("years")
    snapshot = Loader(home, root / "data", base).load(years).snapshot
    with OpenSnapshot(snapshot, Limits()) as opened:
        yield opened
