"""Full names of zones: 东湖高新区 in Wuhan is 武汉东湖新技术开发区, any 综保区 a 综合保税区."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loader.register_rows import ZoneFormRow


@dataclass(frozen=True)
class ZoneNames:
    """What short names of zones mean; a row without a place completes the end of any name."""

    rows: tuple[ZoneFormRow, ...] = ()

    def full(self, zone: str, code: str) -> str:
        """Return the full name of `zone` in the division `code`; itself if no row has it.

        >>> rows = (ZoneFormRow("", "高新区", "高新技术产业开发区"),
        ...         ZoneFormRow("420100", "东湖高新区", "武汉东湖新技术开发区"))
        >>> ZoneNames(rows).full("东湖高新区", "420106"), ZoneNames(rows).full("高新区", "420100")
        ('武汉东湖新技术开发区', '高新技术产业开发区')
        """
        for row in self.rows:
            if row.within and row.form == zone and code.startswith(_digits(row.within)):
                return row.name
        for row in self.rows:
            if not row.within and zone.endswith(row.form):
                return zone.removesuffix(row.form) + row.name
        return zone


def _digits(code: str) -> str:
    """Return the digits with which codes of places in `code` begin."""
    return re.sub("(?:00)+$", "", code)
