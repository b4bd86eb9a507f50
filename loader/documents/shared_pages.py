"""Text that a site for sharing files cut into pieces of one length, made whole again.

《分工表.docx》由会员分享,可在线阅读,更多相关《分工表.docx》请在某文秘上搜索。
1、分工表……修桥。市交通
2、局2铺路……
3、展开阅读全文

The site counts the pieces, whatever they cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.source import Paragraph

_SHARED = re.compile("由会员分享|可在线阅读|珍藏版")
"""What such a site says above its pieces."""

_PIECE = re.compile(r"(\d{1,3})[、.．]\s*")
_UNFOLD = re.compile(
    "展开阅读全文.*|点击(?:展开|阅读|查看)[^。]{0,6}全[文部].*|(?:下载|查看)全文.*"
)
"""The button below the pieces."""

_FEWEST = 2


def with_pieces_joined(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield `lines`, those below the words of such a site that count up as one, without numbers."""
    listed = list(lines)
    start = next((n for n, line in enumerate(listed, 1) if _SHARED.search(line.text)), len(listed))
    end = start
    while end < len(listed) and _number(listed[end]) == end - start + 1:
        end += 1
    if end - start < _FEWEST:
        yield from listed
        return
    pieces = listed[start:end]
    text = "".join(_UNFOLD.sub("", _PIECE.sub("", one.text, count=1)) for one in pieces)
    parts = tuple(part for one in pieces for part in one.lines)
    yield from listed[:start]
    yield replace(pieces[0], clean=text, mark="", parts=parts)
    yield from listed[end:]


def _number(line: Paragraph) -> int:
    found = _PIECE.match(line.text)
    return int(found[1]) if found else 0
