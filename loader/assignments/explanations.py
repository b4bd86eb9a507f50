"""Brackets that say who does something else than the work they stand in, and so charge nobody.

规范学籍管理（技工院校内由教务部门负责）。            a rule for schools, whoever has the work
用好平台（平台日常运维由甲局负责），归集数据。        an aside within a sentence
每个街道（乡镇）建站。                                more kinds of what stands before it
"""

from __future__ import annotations

import re

from loader.assignments.shares import Clause
from loader.texts.brackets import MARK, Bracket
from loader.texts.collectives import is_collective

_OF_OTHER = re.compile(
    r"(?!(?:以上|上述|此|这|[本该各]项|本[次批]|该(?:工作|任务|项目|事项)|其中|具体(?!办法|标准|细则|方案|名单|范围|时间|数额|金额|要求|规定|程序|条件)|主要|统一|原则上|均|第?\d|第?[一二三四五六七八九十])"
    r"|[^，,由]*(?:工作|任务|事项)由)"
    r"[^，,、；;：:（(由]{2,14}(?<!自)由(?=.{2})"
)
"""What a bracket speaks of, before who does it, unless that is the work itself: 此项工作由."""

_OF_KIND = re.compile(
    "(?![省市县区州盟旗镇乡国中])[\u4e00-\u9fff]{1,16}(?:部门|单位|机构|企业|公司|学校|院校|业主)"
)
"""Those who are competent wherever it is: 教务部门, 使用单位."""

_PLACES = re.compile(r"(?:[镇乡县区市州旗村]|街道)$")
"""Kinds of places that a bracket goes on with: 各镇（街道）."""

_KINDS = re.compile(
    "(?:(?:国有|[省市县区]属)?(?:[乡镇村市区县旗州场]|街道(?:办事处|办)?|社区|团场|[农林牧渔茶]场|园区|开发区|管理区)(?:[、，,和及]|$))+"
)
"""What a bracket says that names more kinds of places: 各乡镇（街道、农场）."""

_BESIDE = 60
"""Characters before a bracket that tell what it stands behind."""

_STOPS = ("", "。", "；", ";", "）", ")")


def explains(text: str, bracket: Bracket, clause: Clause) -> bool:
    """Tell whether `bracket`, which says `clause`, explains what stands before it in `text`.

    It has a subject of its own, and the sentence goes on behind it, or it names no body but kinds.
    """
    if _OF_OTHER.match(bracket.inner) is None:
        return False
    after = text[bracket.end :].lstrip()
    if after[:1] not in _STOPS and not MARK.match(after):
        return True
    return all(
        not share.unit.collective and _OF_KIND.fullmatch(share.unit.surface)
        for share in clause.shares
    )


def names_kinds(text: str, bracket: Bracket) -> bool:
    """Tell whether `bracket` names more kinds of places behind one: 每个街道（乡镇）建站."""
    before = text[max(0, bracket.start - _BESIDE) : bracket.start].rstrip()
    is_of_kinds = is_collective(bracket.inner) or _KINDS.fullmatch(bracket.inner)
    return _PLACES.search(before) is not None and bool(is_of_kinds)
