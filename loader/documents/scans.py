"""What the recognition of a scanned page did to its text: 责任单位 ：县水 务局, l. 打井 l2O 眼.

Blanks stand before its punctuation, and figures are read as the letters that look like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BLANK = re.compile(
    r"(?<=[^\s，。；：、）”])[ \u3000]+(?=[，。；：、）”])|(?<=[（“、])[ \u3000]+(?=\S)"
)
"""A blank before punctuation, or behind what opens or lists: 县水务局 、 县农机局."""

_PUNCTUATION = re.compile("[，。；：、]")
_FEWEST, _SHARE = 8, 0.3

_COUNTED = re.compile(r"(?m)^[ \t\u3000]*\d[Oo](?=[、.．]\s*[\u4e00-\u9fff])")
"""A mark whose nought is a letter: 1O、 below 9、."""

_MARK = re.compile(r"(?m)^[ \t\u3000]*[lI|]{1,2}(?=[、.．]\s*[\u4e00-\u9fff])")
_ROMAN = re.compile(r"(?m)^[ \t\u3000]*(?:II|III|IV)[、.．]")
_SECOND = re.compile(r"(?m)^[ \t\u3000]*2[、.．]")
_FIGURE = re.compile(r"(?<![A-Za-z\d])[\dlI][\dlIOo]*(?![A-Za-z])")
"""A figure, some of which may be letters: 2OO8, l5, 9O%."""

_SMALL = re.compile(r"(?<![A-Za-z])l\d|\dl")
_YEAR = re.compile(r"(?<![A-Za-z\d])2(?:[Oo][0Oo]|0[Oo])\d(?=\s*[年〕\]])")
"""A year with letters for noughts: 〔2OO8〕."""

_FEWEST_FIGURES = 2
_DIGITS = str.maketrans("lI|Oo", "11100")


_LABEL = re.compile(
    "(?:(?P<answering>[责贵青][任仟])|(?P<leading>[牵奉率]头))"
    "(?=(?:单位|部门|领导|科室|[股处]室)[ \u3000]*[：:])"
)
"""A label whose characters are read as others that look like them: 贵任单位：."""


def misreads_labels(lines: Iterable[str]) -> bool:
    """Tell whether labels of `lines` are read as other characters.

    >>> misreads_labels(["贵任单位：县水务局"]), misreads_labels(["责任单位：贵任务部"])
    (True, False)
    """
    return any(with_labels(line) != line for line in lines)


def with_labels(text: str) -> str:
    """Return a line with the labels that were misread.

    >>> with_labels("奉头单位：县水务局  贵任单位：县农机局")
    '牵头单位：县水务局  责任单位：县农机局'
    """
    return _LABEL.sub(lambda found: "责任" if found["answering"] else "牵头", text)


def sets_blanks(lines: Iterable[str]) -> bool:
    """Tell whether blanks stand before the punctuation of `lines`, as recognition sets them.

    >>> sets_blanks(["责任单位 ：县水务局 、县农机局 。"] * 3), sets_blanks(["甲局 、乙局。"] * 3)
    (True, False)
    """
    text = "\n".join(lines)
    blanks, marks = len(_BLANK.findall(text)), len(_PUNCTUATION.findall(text))
    return blanks >= _FEWEST and blanks >= _SHARE * marks


def reads_letters(lines: Iterable[str]) -> bool:
    """Tell whether figures of `lines` are read as letters: l、 above 2、, 1O、, 2OO8年, l5 and 3l.

    >>> reads_letters(["l、打井。", "2、修渠。"]), reads_letters(["I、总则", "II、分则"])
    (True, False)
    >>> reads_letters(["9、打井。", "1O、修渠。"]), reads_letters(["3O创新平台", "O2O、社区团购"])
    (True, False)
    """
    text = "\n".join(lines)
    is_first = _MARK.search(text) and _SECOND.search(text) and not _ROMAN.search(text)
    is_counted = is_first or _COUNTED.search(text) or _YEAR.search(text)
    return bool(is_counted) or len(_SMALL.findall(text)) >= _FEWEST_FIGURES


def without_blanks(text: str) -> str:
    """Return a line without blanks before its punctuation: those before a label stay.

    >>> without_blanks("责任领导 ：高立民    责任单位 ：县水务局 、 县农机局")
    '责任领导：高立民    责任单位：县水务局、县农机局'
    """
    return _BLANK.sub("", text)


_SPLIT_FIGURE = re.compile(
    r"(?<=[长降升增减到于为达高低过超至在约])(\d{1,4}[.．])[ \u3000]+"
    r"(?=\d{1,3}(?:[%％‰]|个百分点|[万亿]))"
)
"""A figure behind what it is compared by, with a blank in it, which numbers no point."""


def splits_figures(text: str) -> bool:
    """Tell whether a blank stands in a figure: 下降3. 2%."""
    return _SPLIT_FIGURE.search(text) is not None


def with_whole_figures(text: str) -> str:
    """Return a line without the blanks in its figures.

    >>> with_whole_figures("能耗下降3. 2%，2. 5万亩林地"), with_whole_figures("修桥2. 5%以上")
    ('能耗下降3.2%，2. 5万亩林地', '修桥2. 5%以上')
    """
    return _SPLIT_FIGURE.sub(r"\1", text)


def with_figures(text: str) -> str:
    """Return a line with the figures that were read as letters.

    >>> with_figures("ll. 打井 l2O 眼"), with_figures("2OO8 年"), with_figures("O2O 平台")
    ('11. 打井 120 眼', '2008 年', 'O2O 平台')
    """
    text = _MARK.sub(lambda found: found[0].translate(_DIGITS), text)
    return _FIGURE.sub(_as_figure, text)


def _as_figure(found: re.Match[str]) -> str:
    """Return a figure without letters, and letters without a figure as they are."""
    has_figure = any(map(str.isdecimal, found[0]))
    return found[0].translate(_DIGITS) if has_figure else found[0]
