"""Full names of zones: 东湖高新区 in Wuhan is 武汉东湖新技术开发区, any 综保区 a 综合保税区."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loader.registers.body_rows import ZoneFormRow


@dataclass(frozen=True)
class ZoneNames:
    """What short names of zones mean; a row without a place completes the end of any name."""

    rows: tuple[ZoneFormRow, ...] = ()

    def whole(self, zone: str, code: str) -> str:
        """Return the full name, place and all, by which the register of `code` knows `zone`, or "".

        A name of a kind alone (开发区) means the zone of the place itself, not of one above it.

        >>> rows = (ZoneFormRow("420100", "东湖高新区", "武汉东湖新技术开发区"),
        ...         ZoneFormRow("320500", "工业园区", "苏州工业园区"))
        >>> names = ZoneNames(rows)
        >>> names.whole("东湖高新区", "420106"), names.whole("工业园区", "320583")
        ('武汉东湖新技术开发区', '')
        """
        for row in self.rows:
            reach = row.within if _KIND.match(zone) else _digits(row.within)
            if row.within and row.form == zone and code.startswith(reach):
                return row.name
        return ""

    def completed(self, zone: str) -> str:
        """Return a zone's name with the word for its kind in full.

        >>> ZoneNames((ZoneFormRow("", "高新区", "高新技术产业开发区"),)).completed("光明高新区")
        '光明高新技术产业开发区'
        """
        for row in self.rows:
            if not row.within and zone.endswith(row.form):
                return zone.removesuffix(row.form) + row.name
        return zone


_KIND = re.compile(
    "^(?:高新|经济|工业|保税|综保|港|自贸|自贸试验|经开|开发|高新技术)?(?:开发)?(?:园)?区$"
)


def _digits(code: str) -> str:
    """Return the digits with which codes of places in `code` begin."""
    return re.sub("(?:00)+$", "", code)
