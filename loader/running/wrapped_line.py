"""A document on one line in which a blank stands where each line of the page ended, made whole.

The page was of one width: blanks as far apart as that are no borders of words or sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

_BLANK = re.compile(r"(?<=\S) (?=\S)")
_LABEL = re.compile("[\u4e00-\u9fff]{2,8}[：:]")
"""What begins a line of its own, however far from the blank before."""

_FEWEST, _NARROWEST, _WIDEST, _NEAR = 6, 15, 60, 2
"""Full lines that tell the width of a page, the bounds of it, and how much a line may lack."""

_WITHIN = re.compile(
    r"[\u4e00-\u9fff](?<!牵头|负责|配合|参与|协助|协办|承办|主办|落实|指导) [\u4e00-\u9fff]"
)
"""A blank within a word; one behind what a body does parts it from the next body."""
_SHARE = 0.5
"""The part of the full lines at least that end within words."""


def without_wraps(text: str) -> str:
    """Return `text` without the blanks that end the full lines of a page, if it has such.

    >>> lines = ["修建水渠三条并且清理河道淤泥以及", "新建泵站两座改造老旧管网，由水利"] * 4
    >>> without_wraps(" ".join(lines)) == "".join(lines)
    True
    >>> without_wraps("修桥 铺路 植树 种草 挖渠 打井 建站")
    '修桥 铺路 植树 种草 挖渠 打井 建站'
    """
    pieces = _BLANK.split(text)
    widths = [_width(piece) for piece in pieces[:-1]]
    counted = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    if not counted:
        return text
    page = max(counted, key=lambda width: sum(counted[width - n] for n in range(_NEAR + 1)))
    ends = list(accumulate(len(piece) + 1 for piece in pieces[:-1]))
    full = [
        end - 1
        for end, width in zip(ends, widths, strict=True)
        if page - _NEAR <= width <= page + 1 and not _LABEL.match(text, end)
    ]
    inner = sum(_WITHIN.fullmatch(text, end - 1, end + 2) is not None for end in full)
    if len(full) < _FEWEST or inner < _SHARE * len(full):
        return text
    dropped = frozenset(full)
    return "".join(one for position, one in enumerate(text) if position not in dropped)


def _width(piece: str) -> int:
    """Return how wide a piece is in characters, those of half width as halves."""
    return round(sum(0.5 if one.isascii() else 1 for one in piece))
