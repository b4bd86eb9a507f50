"""The list of annexes that a letter ends with: what an annex is called is no work.

附件：1．联络员名单
2．登记表式样（农业部负责制发）
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loader.source import Paragraph

_OPENS = re.compile(r"附\s*件\s*[:：]\s*(?:(?P<number>1)\s*[.．、]\s*\S.*)?$")
_ENTRY = re.compile(r"(?P<number>\d{1,2})\s*[.．、]\s*[^。]{2,60}$")


def annexes_listed(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield those of `lines` that list annexes, each counted behind the one before."""
    following: int | None = None
    for line in lines:
        opens, entry = _OPENS.match(line.text), _ENTRY.match(line.text)
        if opens:
            following = int(opens["number"] or 0) + 1
        elif entry and int(entry["number"]) == following:
            following += 1
        else:
            following = None
        if following is not None:
            yield line
