"""Lines of a table in running lines that sum up: those of a section, or of all rows.

合计 12个 1186300 241200
一 交通能源 4个 612000 96000
"""

from __future__ import annotations

import re

from loader.assignments.fields import TOTALS
from loader.source import Paragraph

_FIGURE = r"(?:\s+[\d.,，]+(?:[个项件处条]|万?元)?)"
_OF_SECTION = re.compile(
    rf"(?P<numeral>[一二三四五六七八九十]{{1,3}})[、.．]?\s*(?P<title>[\u4e00-\u9fff]\S{{1,20}}?){_FIGURE}+\s*$"
)
_OF_ALL = re.compile(rf"(?:{'|'.join(sorted(TOTALS))}){_FIGURE}+\s*$")


def section_of(line: Paragraph) -> str | None:
    """Return the title of the section that a line with its sums opens, as others print theirs.

    >>> section_of(Paragraph(5, "一 交通能源 4个 612000 96000", None, 0))
    '一、交通能源'
    """
    found = _OF_SECTION.match(line.text)
    return f"{found['numeral']}、{found['title']}" if found else None


def sums_up(line: Paragraph) -> bool:
    """Tell whether a line has but the sums of all rows.

    >>> sums_up(Paragraph(4, "合计 12个 1186300 241200", None, 0))
    True
    """
    return _OF_ALL.match(line.text) is not None
