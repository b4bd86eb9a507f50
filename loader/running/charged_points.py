"""Numbered points that charge one body after the other, where no title says whether this is a plan.

一、市水务局负责修建泵站。            （一）河道整治，由水务部门负责，有关部门配合。
二、市财政局负责筹集资金。            （二）校舍整治，由教育部门负责，有关部门配合。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from loader.running.prose import ProseReader
from loader.source import Paragraph
from loader.texts.outline import style_of, without_mark

_OF_BODY = re.compile(
    r"(?P<said>[省市县区州盟旗镇乡][^，,。；：:]{2,60}?负责(?!人|同志).{4,})", re.DOTALL
)
"""A duty of a body of a government: an office or a section of a body bears no such mark."""

_BY_BODY = re.compile(
    r"[^，,。；：:]{4,24}[，,](?P<said>由[^，,。；：:]{2,40}负责[，,。；](?:[^。；]*[。；])?)"
)
"""A title, and who answers for it, in the same sentence."""

_FEWEST = 3


def charge_one_by_one(lines: Sequence[Paragraph], prose: ProseReader) -> bool:
    """Tell whether most of the numbered `lines` of one style, three at least, charge a body."""
    charged: dict[str, list[bool]] = defaultdict(list)
    for line in lines:
        if style := style_of(line):
            charged[str(style)].append(_charges(without_mark(line.text), prose))
    return any(sum(one) >= _FEWEST and 2 * sum(one) > len(one) for one in charged.values())


def _charges(text: str, prose: ProseReader) -> bool:
    match = _OF_BODY.match(text) or _BY_BODY.match(text)
    return match is not None and prose.read(match["said"]) is not None
