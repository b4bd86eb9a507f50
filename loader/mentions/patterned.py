"""Names by how they are built: 地铁1号线, 第三届油菜花节, 中国（霞浦）国际摄影大赛."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.registers.name_lexicon import NameLexicon
from loader.registers.names import Name

_LINE = re.compile(
    r"(?:(?:轨道交通|地铁|轻轨|城轨|市域铁路)[A-Z]?|[A-Z])[0-9一二三四五六七八九十]{1,3}号线(?:[一二三四]期)?"
)
_ROAD = re.compile(
    r"(?<![A-Za-z0-9])[GSX][0-9]{2,4}(?:国道|省道|县道|高速公路|高速|线)?(?![A-Za-z0-9])"
)
_CENSUS = re.compile(
    r"第[一二三四五六七八九十]+次(?:全国|全省|全市)[\u4e00-\u9fff]{2,8}?(?:普查|调查|清查|核查)"
)


def find_patterned(text: str, names: NameLexicon) -> Iterator[Name]:
    """Yield lines, censuses, events that say their session, and what says its place in brackets."""
    for found in (*_LINE.finditer(text), *_ROAD.finditer(text)):
        yield Name(*found.span(), "facility", "ending", "0.85")
    for found in _CENSUS.finditer(text):
        yield Name(*found.span(), "programme", "ending", "0.85")
    for found in names.session.finditer(text):
        yield Name(*found.span(), "event", "ending", "0.85")
    for found in names.of_place.finditer(text):
        row = names.by_ending[found["ending"]]
        yield Name(*found.span(), row.kind, "ending", "0.8")  # type: ignore[arg-type]
