"""Signs that a page prints in place of those it means: marks that look alike, and names of signs.

`责任单位∶县水务局` has the sign of a ratio for a colon; `周&nbsp;&nbsp;颖` comes of a page that was
made text without the signs that their names stand for.
"""

from __future__ import annotations

import html
import re

_ALIKE = {
    "：": "∶︰﹕꞉ː˸",
    "、": "﹑､",
    "，": "﹐︐",
    "；": "﹔︔",
    "。": "｡︒",
    "（": "﹙︵❨⦅｟",
    "）": "﹚︶❩⦆｠",
    "〔": "﹝︹",
    "〕": "﹞︺",
    "【": "︻〖",
    "】": "︼〗",
    "《": "︽",
    "》": "︾",
    "｜": "丨",
}
_MEANT = {sign: mark for mark, signs in _ALIKE.items() for sign in signs}
_ALIKE_SIGN = re.compile(rf"(?!(?<=\d)∶\d)[{''.join(_MEANT)}]")
"""One of these; between two figures a sign of a ratio is one (2.1∶1)."""

_CURLY = re.compile(
    r"[{｛](?P<inner>[^{}｛｝\n]*[\u4e00-\u9fff][^{}｛｝\n]*)[}｝](?=[。；;，,]?\s*(?:$|[一-龥]))",
    re.MULTILINE,
)
"""Curly brackets in place of round ones, behind words or at the end of a line."""

_NAMED = re.compile(r"&(?:amp;)*(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});|&nbsp\b;?")


def has_lookalikes(text: str) -> bool:
    """Tell whether a sign of `text` is put for another, or by its name.

    >>> has_lookalikes("责任单位∶县水务局"), has_lookalikes("A&B；研发（R&D）")
    (True, False)
    """
    return any(one.search(text) for one in (_ALIKE_SIGN, _NAMED, _CURLY))


def without_lookalikes(text: str) -> str:
    """Return `text` with the signs that are meant; a ratio of figures keeps its own.

    >>> without_lookalikes("责任单位∶县水务局﹑县住建局，按2∶1配套")
    '责任单位：县水务局、县住建局，按2∶1配套'
    >>> without_lookalikes("&ldquo;雪亮&amp;rdquo;")
    '“雪亮”'
    >>> without_lookalikes("修渠。{县水务局负责}"), without_lookalikes("责任单位丨县水务局")
    ('修渠。（县水务局负责）', '责任单位｜县水务局')
    """
    named = _CURLY.sub(r"（\g<inner>）", _NAMED.sub(_sign, text))
    return _ALIKE_SIGN.sub(lambda found: _MEANT[found[0]], named)


def _sign(named: re.Match[str]) -> str:
    """Return the sign that a name stands for, also where the name was written out itself."""
    return html.unescape(re.sub(r"&(?:amp;)+", "&", named[0]))
