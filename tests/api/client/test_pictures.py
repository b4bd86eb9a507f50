"""Pictures show Chinese words on any computer."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import pandas as pd
import pytest

from zhengtu.client import pictures


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    pictures.chinese_font.cache_clear()
    yield
    pictures.chinese_font.cache_clear()


def test_words_are_in_pinyin_where_no_font_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "FONTS", ("No Such Font",))
    with pytest.warns(UserWarning, match="apt-get install fonts-noto-cjk"):
        assert pictures.words("环保局 7") == "huanbaoju 7"
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=2)
    graph.nodes["a"]["label"] = "水务局"
    axes = pictures.draw_network(graph, "网络")
    assert {text.get_text() for text in axes.texts} == {"shuiwuju", "b"}
    assert axes.get_title() == "wangluo"


def test_counts_have_whole_numbers_on_their_axis() -> None:
    axes = pictures.draw_bars(pd.Series({"a": 1, "b": 2}), "counts")
    assert all(tick == int(tick) for tick in axes.get_xticks())
    assert [text.get_text() for text in axes.texts] == ["2", "1"]
