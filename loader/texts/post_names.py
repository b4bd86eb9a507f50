"""Posts of officials within what is taken for the name of a body: 县政协副主席县交通局."""

from __future__ import annotations

import re
from typing import NamedTuple

_LEVEL = "[省市县区州盟旗镇乡]"
_OF_ORGAN = (
    r"主任(?!医|护|科员|会议|联席|办|信箱|热线|接待)"
    r"|主席(?!台|团|办|会|令|像)"
    r"|书记(?!处|员|办|项目|工程|信箱|热线|论坛|公开|工作室)"
    r"|秘书长(?!办|会)|主委(?!会)|主任委员(?!会)|总经理(?!办)|董事长(?!办)|理事长(?!单位)"
    r"|[大中支]?队长(?![期效单办])|组长(?![期效单办])|[正副][厅司局县处科]级(?!城市|以上|干部)|纪检组长|常委(?!会|办)|党组成员|党工?委委员(?!会)|调研员|巡视员|督学(?=[（(]|$)"
)
_DEPUTY = (
    rf"副(?:{_LEVEL}|[局厅处科院校会部股所站])长(?!级|办)(?:助理)?|{_LEVEL}长助理"
    rf"|常务(?={_LEVEL})|副{_LEVEL}$"
)
_HEAD = rf"(?:{_LEVEL}|[局厅处科院校会部股所站])长(?=$|[（(、，,]|{_LEVEL}(?!城|沙|治|安|江))"
_POST = re.compile(rf"(?:常务|第一)?(?:{_DEPUTY}|副?(?:{_OF_ORGAN})|{_HEAD})")
"""A post, and not the name of what serves one: 书记处, 县长公开电话办公室, 市长江河道管理局."""

_REMARK = re.compile(r"[）)、，,]*(?:[（(][^（()）]*[）)])?[）)、，,]*")
_NO_POST_BEHIND = re.compile(r"[级制]|办公|公开|热线|信箱|专线")


class Posted(NamedTuple):
    """The post that a name holds, with what stands before it, and what stands behind."""

    post: str
    behind: str


def parted_at_post(name: str) -> Posted | None:
    """Return the last post within `name` and the words behind it; None where it holds none.

    >>> parted_at_post("县政协副主席县交通局")
    Posted(post='县政协副主席', behind='县交通局')
    >>> parted_at_post("县人大副主任（正县级）县水务局").behind, parted_at_post("县委常委").behind
    ('县水务局', '')
    >>> kept = "县人大常委会办公室 市长热线 县长公开电话办公室 团市委书记处 主席台管理处"
    >>> [name for name in (*kept.split(), "市长江河道管理局") if parted_at_post(name)]
    []
    """
    found = list(_POST.finditer(name))
    if not found:
        return None
    end = found[-1].end()
    remark = _REMARK.match(name, end)
    behind = name[remark.end() :] if remark else name[end:]
    return None if _NO_POST_BEHIND.match(behind) else Posted(name[:end], behind)
