"""Pictures with Chinese words: a font for them, bars, tables of colour, networks.

Where no font has Chinese characters, words are written in pinyin, and that is said once.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from ontology.packages import require

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes

FONTS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
    *("Noto Sans CJK JP", "Noto Serif CJK SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "Heiti TC", "LXGW WenKai"),
    *("Droid Sans Fallback", "AR PL UMing CN", "Arial Unicode MS"),
)
"""Families with Chinese characters, the best for pictures first."""

_HINT = "no font with Chinese characters: words are in pinyin; apt-get install fonts-noto-cjk"


@cache
def chinese_font() -> str:
    """Let pictures use a font with Chinese characters, and return its name, or "" for none."""
    require("matplotlib")
    import matplotlib as mpl
    from matplotlib.font_manager import fontManager

    mpl.rcParams["axes.unicode_minus"] = False
    known = {font.name for font in fontManager.ttflist}
    found = next((name for name in FONTS if name in known), "")
    if found:
        mpl.rcParams["font.family"] = [found, "DejaVu Sans"]
    else:
        warnings.warn(_HINT, stacklevel=2)
    return found


def words(text: object) -> str:
    """Return `text` as a picture can show it."""
    shown = str(text)
    if chinese_font() or shown.isascii():
        return shown
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(shown)).encode("ascii", "replace").decode()


def draw_bars(values: pd.Series[Any], title: str, most: int = 15) -> Axes:
    """Draw the first `most` values as bars, the first on top."""
    from matplotlib.ticker import MaxNLocator

    shown = values.head(most)[::-1]
    axes = _axes(title, 7, 0.32 * len(shown) + 1)
    bars = axes.barh([words(name) for name in shown.index], shown.to_numpy(), color="#37718e")
    axes.bar_label(bars, padding=3)
    if values.dtype.kind in "iu":
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def draw_table(table: pd.DataFrame, title: str) -> Axes:
    """Draw a table of numbers as colours with the numbers in them."""
    axes = _axes(title, 0.55 * len(table.columns) + 3, 0.36 * len(table) + 1.5)
    axes.imshow(table.to_numpy(dtype=float), cmap="Blues", aspect="auto")
    columns = [words(name) for name in table.columns]
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="right")
    axes.set_yticks(range(len(table)), [words(name) for name in table.index])
    half = table.to_numpy(dtype=float).max(initial=0) / 2
    for row, values in enumerate(table.to_numpy()):
        for column, value in enumerate(values):
            if value:
                color = "white" if value > half else "black"
                axes.text(column, row, f"{value:g}", ha="center", va="center", color=color)
    return axes


def draw_network(graph: nx.Graph, title: str, most: int = 40) -> Axes:
    """Draw a network: large nodes have many items, thick edges share many; always the same way."""
    import networkx as nx

    items = {node: known.get("items", 1) for node, known in graph.nodes(data=True)}
    chosen = sorted(graph, key=lambda node: (-items[node], node))[:most]
    shown = graph.subgraph(chosen)
    axes = _axes(title, 9, 7)
    place = nx.spring_layout(shown, seed=7, k=1.6 / max(1, len(shown)) ** 0.5, weight="weight")
    kinds = sorted({known.get("type", "") for _, known in shown.nodes(data=True)})
    colors = [_COLORS[kinds.index(shown.nodes[n].get("type", "")) % len(_COLORS)] for n in shown]
    sizes = [80 + 60 * items[node] for node in shown]
    widths = [0.6 + 0.6 * known.get("weight", 1) for _, _, known in shown.edges(data=True)]
    nx.draw_networkx_edges(shown, place, width=widths, edge_color="#b0b7bf", ax=axes)
    nx.draw_networkx_nodes(shown, place, node_size=sizes, node_color=colors, ax=axes)
    for node, (x, y) in place.items():
        name = words(shown.nodes[node].get("label", node))
        axes.annotate(name, (x, y), ha="center", size=8, path_effects=_halo())
    axes.set_axis_off()
    return axes


def _halo() -> list[Any]:
    """Return what keeps words readable where lines cross them."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


_COLORS = ("#7fb7be", "#e0a458", "#b5838d", "#84a98c")


def _axes(title: str, width: float, height: float) -> Axes:
    chinese_font()
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(width, height), layout="constrained")
    axes.set_title(words(title))
    figure.set_dpi(80)
    return axes
