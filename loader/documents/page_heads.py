"""What portals print above a document and below it.

Above stand labelled lines with its number, title, issuer and dates, below who keeps the page:

索 引 号：000014349/2014-00023      发文机关：国务院办公厅      标题：…      时效：失效
主办：某市人民政府办公室
某ICP备00000000号
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loader.readers.html_noise import is_keeper_line, is_noise_line
from loader.source import Paragraph
from ontology.values import fold_space

_LABEL = re.compile(
    r"(?P<label>索引号|主题分类|信息分类|体裁分类|组配分类|服务对象分类|发文机关|发布机关|发布机构|公开机构|信息来源|公文种类|公开方式"
    r"|公开范围|公开时限|成文日期|生成日期|发布日期|发文日期|公开日期|生效日期|废止日期|实施日期|发文字号|文号|标题|名称|时效|时效性|有效性"
    r"|关键词|内容概述|信息名称)[：:]"
)
_FARTHEST = 40
"""Lines among which such labels stand."""

_FEWEST = 3
_LONGEST_FOOT = 160
"""Characters of a line that a page prints at its foot."""


def split_page_head(
    paragraphs: Sequence[Paragraph],
) -> tuple[dict[str, str], list[Paragraph]]:
    """Return what the labelled lines say that a portal prints above a document, and what is below.

    A label that is all of a line is of the next one. Fewer than three labels are no such head.
    """
    said: dict[str, str] = {}
    end = 0
    for position, paragraph in enumerate(paragraphs[:_FARTHEST]):
        text = fold_space(paragraph.text)
        found = list(_LABEL.finditer(text)) if _LABEL.match(text) else []
        ends = [*(label.start() for label in found[1:]), len(text)]
        for label, stop in zip(found, ends, strict=True) if found else ():
            value = text[label.end() : stop]
            below = paragraphs[position + 1 : position + 2] if not value else []
            said[label["label"]] = value or "".join(fold_space(one.text) for one in below)
            end = position + 1 + len(below)
    is_head = len(said) >= _FEWEST and end < len(paragraphs)
    return (said, list(paragraphs[end:])) if is_head else ({}, list(paragraphs))


def page_foot(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the last lines, as far as they are buttons of a page or tell who keeps it.

    Who keeps it may be told by the last line of all, below buttons.
    """
    foot: list[Paragraph] = []
    for position in reversed(range(len(paragraphs))):
        line, above = paragraphs[position], paragraphs[position - 1] if position else None
        following = foot[-1].text if foot else ""
        is_last = not foot and above is not None and is_noise_line(above.text)
        is_noise = is_noise_line(line.text, following) or (is_last and is_keeper_line(line.text))
        if len(line.text) > _LONGEST_FOOT or not is_noise:
            break
        foot.append(line)
    return foot
