"""Proper names whose words say nothing of what a work item is about.

A town is no matter, whatever its name is made of (文昌街道), nor is an agency (市水利局), a company
(天目湖旅游) or a partner in a cooperation (与华中农业大学合作). A plant, a park or a school is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loader.mentions.items import Mention
from loader.registers.divisions import Division

_SETTLED = ("镇", "乡", "街道", "村", "社区", "苏木", "嘎查")
_LEVELS = frozenset(("province", "prefecture", "county"))
_SERVING = (*"学院园校所馆社会团台行", "中心", "基金会")
"""What bodies end with that are there for a matter: schools, hospitals, banks."""

_OUTSIDE = ("71", "81", "82")
_FARTHEST = 60
"""Characters of a list of partners."""

_WITH = re.compile(r"(?:与|和|同|跟|联合|携手|对接)[^，。；]*$")
_COOPERATION = re.compile(r"[^，。；]{0,60}?(?:合作|共建|交流|签约|联合|协同|战略)")


def names_beside_the_matter(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the proper names, as printed, that are no evidence for a theme."""
    return frozenset(mention.quote for mention in mentions if _is_beside(mention))


def _is_beside(mention: Mention) -> bool:
    entity = mention.entity
    if entity.kind == "place":
        return _is_home(entity.place) or mention.quote.endswith(_SETTLED)
    if entity.kind != "organization":
        return False
    is_company = not mention.quote.endswith(_SERVING)
    return entity.agent is not None or is_company or _is_partner(mention)


def _is_home(place: Division | None) -> bool:
    """Tell whether a place is a division of the mainland: 澳门 and 德国 do tell of opening up."""
    return place is not None and place.level in _LEVELS and not place.code.startswith(_OUTSIDE)


def _is_partner(mention: Mention) -> bool:
    raw, span = mention.cell.raw, mention.span
    before = raw[max(0, span.start - _FARTHEST) : span.start]
    return bool(_WITH.search(before) and _COOPERATION.match(raw, span.end))
