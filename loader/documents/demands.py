"""Where a document goes over from the work to what it demands of all who do it: 工作要求.

    （一）加强组织领导。各单位主要负责人要亲自过问，层层落实责任。

Such lines stand above the tasks or below them, and are no cells of a table that has lost its lines.
"""

from __future__ import annotations

import re

from loader.texts.outline import without_mark

_TITLE = re.compile(
    "(?:几点|有关|相关|具体|落实|推进|贯彻|工作)*要求|(?:组织|工作|落实)?保障(?:措施|机制)?"
    "|组织(?:领导|实施)|(?:强化|加强)?督[查导](?:考核|检查|落实)|监督考核"
)
_OPENING = re.compile(
    "(?:切实|进一步|着力|全面)?(?:加强|强化|提高|落实|压实|明确|严格|严肃|健全|狠抓|统一)"
    "(?:思想|组织|领导|统筹|协[作调同]|配合|督[查导办]|考核|工作责任|责任|调度|认识|监督|纪律)"
    "[\u4e00-\u9fff、，]{0,12}[。，：]"
    "|(?:定期|按时|及时|按期|做好)?(?:信息|进展|情况)?(?:报[告送]|反馈|调度)[\u4e00-\u9fff]{0,6}[。，：]"
    "|各(?:责任|牵头|承办|主办|相关责任|有关责任)(?:单位|部门)(?:要|应|须|务必)"
)
_OF_ALL = re.compile(
    "各(?:责任|牵头|配合|承办|有关|相关)?(?:单位|部门)|主要(?:负责|领导)|一把手|督[查导]|考核|追责|问责"
    "|层层|亲自|齐抓共管|密切配合"
)
"""What such a paragraph speaks of: all owners, their heads, and who watches over them."""


def opens_demands(text: str, *, begins: bool = False) -> bool:
    """Tell whether a line is the title of demands, or the first of them.

    If it `begins` a paragraph, those of whom this speaks may stand below.

    >>> opens_demands("三、工作要求"), opens_demands("（一）加强领导。各单位主要领导要亲自抓。")
    (True, True)
    >>> opens_demands("（一）加强道路养护。"), opens_demands("加强组织领导")
    (False, False)
    """
    words = without_mark(text).strip()
    return titles_demands(text) or bool(_OPENING.match(words) and (begins or _OF_ALL.search(words)))


def titles_demands(text: str) -> bool:
    """Tell whether a line is no more than the title of demands."""
    return _TITLE.fullmatch(without_mark(text).strip().rstrip("：:。")) is not None
