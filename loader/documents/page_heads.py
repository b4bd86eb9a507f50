"""What portals print above a document and below it.

Above stand labelled lines with its number, title, issuer and dates, below who keeps the page:

索 引 号：000014349/2014-00023      发文机关：国务院办公厅      标题：…      时效：失效
主办：某市人民政府办公室
某ICP备00000000号
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from loader.readers.html_noise import (
    heads_links,
    is_keeper_line,
    is_neighbour_line,
    is_noise_line,
)
from loader.source import Paragraph
from ontology.values import fold_space

_NAMES = (
    r"(?P<label>索引号|主题分类|信息分类|体裁分类|组配分类|服务对象分类|发文(?:机关|机构|单位)|发布(?:机关|机构|部门|单位)|制定机关|公开机构"
    r"|信息来源|公文种类|公开方式|公开范围|公开时限|(?:成文|生成|公开|生效|废止|实施|施行)日期|(?:发布|发文|公布|颁布)(?:日期|时间)"
    r"|(?:发文|发布)[字文]号|政策文号|文件(?:编号|文号|字号)|文号|字号|标题|名称|时效性|时效|有效性(?:状态)?|效力(?:等级|级别|状态)|法规类别|分类|关键词|内容概述|信息名称|文档编号|文档大小|上传(?:时间|日期)|格式|页数|大小)"
)
_LABEL = re.compile(rf"[∙·•-]?【?{_NAMES}[：:|】]")
_BARE = re.compile(_NAMES)
"""A label without a colon: one of several in its line, or of a number or day before a year."""

_TELLS_YEAR = re.compile(r"(?<=[期间号]).{0,12}(?:19|20)\d{2}")
_FARTHEST = 40
"""Lines among which such labels stand."""

_MOST_BETWEEN = 6
_MOST_ABOVE = 12
"""Lines above the first label: the title, and the menus of a page."""

_NEAR = 10
"""Lines at the beginning and the end that may tell the source of a page."""

_SOURCE = re.compile(
    r"(?:来源|作者|发布(?:机构|单位|部门)|供稿(?:单位)?)[：:]"
    r"(?P<body>[\u4e00-\u9fff]{2,24}?(?:政府|办公[室厅]|委员会|[委局厅部院会办署]))(?![\u4e00-\u9fff])"
)
"""Whom a page names as its source: 来源：某市人民政府办公室."""

_FEWEST = 3
_MOST_LINKS = 8
"""Lines at the end of a page among which it may list other pages."""

_LONGEST_FOOT = 160
"""Characters of a line that a page prints at its foot."""


@dataclass(frozen=True)
class PageHead:
    """What the labels of a page say, the other paragraphs above the last, and those below it."""

    said: dict[str, str]
    above: list[Paragraph]
    below: list[Paragraph]

    def first(self, *labels: str) -> str:
        """Return what the first of `labels` says that says something."""
        return next((self.said[label] for label in labels if self.said.get(label)), "")


def read_page_head(paragraphs: Sequence[Paragraph]) -> PageHead:
    """Return the labelled lines that a portal prints above a document, or below its title.

    A label that is all of a line is of the next one. Fewer than three labels are no such head,
    unless one is of the number of the document.
    """
    said: dict[str, str] = {}
    labelled: set[int] = set()
    end = 0
    for position, paragraph in enumerate(paragraphs[:_FARTHEST]):
        if position > (end + _MOST_BETWEEN if end else _MOST_ABOVE):
            break
        text = fold_space(paragraph.text)
        found = _labels(text)
        ends = [*(label.start() for label in found[1:]), len(text)]
        for label, stop in zip(found, ends, strict=True) if found else ():
            value = text[label.end() : stop].strip("|")
            below = paragraphs[position + 1 : position + 2] if not value else []
            said[label["label"]] = value or "".join(fold_space(one.text) for one in below)
            end = position + 1 + len(below)
            labelled.update(range(position, end))
    numbers = (said.get(label, "") for label in LABELS_OF_NUMBER)
    are_enough = len(said) >= _FEWEST or any(map(_NUMBERED.search, numbers))
    if not are_enough or end >= len(paragraphs):
        return PageHead({}, [], list(paragraphs))
    above = [one for n, one in enumerate(paragraphs[:end]) if n not in labelled]
    return PageHead(said, above, list(paragraphs[end:]))


LABELS_OF_NUMBER = (
    "发文字号",
    "发布文号",
    "发文文号",
    "文件编号",
    "文件文号",
    "文件字号",
    "政策文号",
    "文号",
    "字号",
)
LABELS_OF_PUBLISHER = (
    "发文机关",
    "发文机构",
    "发文单位",
    "制定机关",
    "发布机关",
    "发布机构",
    "发布部门",
    "发布单位",
    "公开机构",
    "信息来源",
)

_NUMBERED = re.compile(r"[〔\[（(【［](?:19|20)\d{2}")


def _labels(text: str) -> list[re.Match[str]]:
    """Return the labels in a line that begins with one."""
    if _LABEL.match(text):
        return list(_LABEL.finditer(text))
    first = _BARE.match(text)
    found = list(_BARE.finditer(text)) if first else []
    return found if len(found) > 1 or (first and _TELLS_YEAR.match(text, first.end())) else []


def source_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return the body that a page names as its source, above the text or below it; "" if none."""
    near = (*paragraphs[:_NEAR], *paragraphs[-_NEAR:])
    found = (_SOURCE.search(fold_space(paragraph.text)) for paragraph in near)
    return next((match["body"] for match in found if match), "")


def page_foot(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the last lines, as far as they are buttons of a page or tell who keeps it.

    Who keeps it may be told by lines of their own below buttons. Below 相关文章, and below the
    names of the pages before and after, stand those of others.
    """
    foot = _links_at_end(paragraphs)
    for position in reversed(range(len(paragraphs) - len(foot))):
        line = paragraphs[position]
        is_noise = is_noise_line(line.text, foot[-1].text if foot else "")
        is_noise |= _is_of_keepers(paragraphs[: position + 1])
        if len(line.text) > _LONGEST_FOOT or not is_noise:
            break
        foot.append(line)
    return foot


def _is_of_keepers(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether the last of these lines and all above, up to buttons, say who keeps a page."""
    above = list(dropwhile(lambda line: is_keeper_line(line.text), reversed(paragraphs)))
    return 0 < len(above) < len(paragraphs) and is_noise_line(above[0].text)


def _links_at_end(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines from the one on below which other pages are listed, the last first.

    None if one of them is a sentence or longer than a title.
    """
    last = paragraphs[-_MOST_LINKS:]
    heads = (n for n, line in enumerate(last) if _heads_other_pages(line.text))
    foot = last[next(heads, len(last)) :]
    is_plain = all(len(line.text) <= _LONGEST_FOOT and "。" not in line.text for line in foot)
    return list(reversed(foot)) if is_plain else []


def _heads_other_pages(line: str) -> bool:
    return heads_links(line) or is_neighbour_line(line)
