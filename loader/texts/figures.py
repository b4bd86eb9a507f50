"""Cells and words that are figures and nothing else: 30, 2.5亿元, 1,200亩, 15%."""

from __future__ import annotations

import re

_UNIT = (
    "(?:[十百千万亿]*(?:美?元|[个家户人名亩吨处项套座辆台件条所间张次天口眼株头只盏]|公里|千米|米|平方米|平方公里|公顷|千瓦|兆瓦)?"
    "|[%％‰])"
)
_FIGURE = rf"[约近超≥≤><]?\s*[+\-－]?\d[\d,，.．]*\s*{_UNIT}(?:以上|左右|以内)?"
_FIGURES = re.compile(rf"{_FIGURE}(?:\s*[—\-－~～至/／、，+]\s*{_FIGURE})*$")
_MEASURE = re.compile(
    rf"{_UNIT}?(?<=.)|[十百千万亿]*(?:吨|人次|人天|件次|标准?箱|立方米|千瓦时|美?元)(?:[/／每](?:人|亩|年|户|[\u4e00-\u9fff]{{1,3}}))?"
)


def is_measure(text: str) -> bool:
    """Tell whether `text` is a unit of measure and nothing else, as the cell of a table is.

    >>> [is_measure(text) for text in ("万吨", "%", "个", "人次", "万元/人", "修桥", "")]
    [True, True, True, True, True, False, False]
    """
    return _MEASURE.fullmatch(text.strip()) is not None


def is_figure(text: str) -> bool:
    """Tell whether `text` is a figure, a range or a list of such, and names nothing.

    >>> [is_figure(text) for text in ("30", "2.5亿元", "1,200", "3-5家", "15%")]
    [True, True, True, True, True]
    >>> [is_figure(text) for text in ("101团", "12处室", "修桥2座", "市财政局", "")]
    [False, False, False, False, False]
    """
    return _FIGURES.match(text.strip()) is not None


_QUOTA = re.compile(
    rf"(?P<name>.*[\u4e00-\u9fff）)])\s*[:：]?\s*[（(]?\s*(?P<quota>{_FIGURE})[）)]?"
)


def split_quota(text: str) -> tuple[str, str]:
    """Return a name and the figure behind it that says how much falls to it, "" if none does.

    >>> split_quota("河口镇7.5万吨"), split_quota("白沙镇（0.7万亩）"), split_quota("一四三团")
    (('河口镇', '7.5万吨'), ('白沙镇', '0.7万亩'), ('一四三团', ''))
    """
    found = _QUOTA.fullmatch(text.strip())
    return (found["name"], found["quota"]) if found else (text, "")
