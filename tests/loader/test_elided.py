"""A name that leaves its level or place to its list is that of the level which is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

Agents = Callable[[str, str], list[str]]


@pytest.fixture
def agents(tmp_path: Path, registers: Registers) -> Agents:
    def read(issuer: str, units: str) -> list[str]:
        path = tmp_path / "document.txt"
        title = f"{issuer}关于印发2022年重点任务分工的通知"
        path.write_text(f"{title}\n一、修渠8条。（{units}负责）\n", encoding="utf-8")
        [item] = extract(read_document(path), registers)[0].items
        return [one.agent.iri.value.partition("/agency/")[2] for one in item.assignments]

    return read


@pytest.mark.parametrize(
    ("issuer", "units", "expected"),
    [
        (
            "无锡市人民政府办公室",
            "省水利厅、市水利局、林业局",
            ["320000/shuiliting", "320200/shuiliju", "320200/linyeju"],
        ),
        (
            "无锡市人民政府办公室",
            "市教育局、省财政厅、审计厅、民政局",
            ["320200/jiaoyuju", "320000/caizhengting", "320000/shenjiting", "320200/minzhengju"],
        ),
        (
            "湖北省人民政府办公厅",
            "省民政厅、武汉市民政局、财政局、统计局",
            ["420000/minzhengting", "420100/minzhengju", "420100/caizhengju", "420000/tongjiju"],
        ),
        (
            "湖北省人民政府办公厅",
            "省民政厅、财政厅、林业局",
            ["420000/minzhengting", "420000/caizhengting", "420000/linyeju"],
        ),
        (
            "肥西县人民政府办公室",
            "县教育局、市生态环境局、水利局",
            ["340123/jiaoyuju", "340100/shengtaihuanjingju", "340123/shuiliju"],
        ),
        (
            "广东省人民政府办公厅",
            "省教育厅、中山大学",
            ["440000/jiaoyuting", "100000/zhongshandaxue"],
        ),
    ],
)
def test_bare_name_is_of_the_level_meant(
    issuer: str, units: str, expected: list[str], agents: Agents
) -> None:
    assert agents(issuer, units) == expected
