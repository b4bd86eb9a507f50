"""Whom a body calls in by 商 as by 会同: 县水利局商县财政局; 商请, 商同, 会商, 协商 too."""

from __future__ import annotations

import re

_BODY = "[部委局办署院会行厅府处社司室所站队团心联协组门位]"
"""How a body ends that calls others in."""

_WORD = (
    "(?!业(?!务)|标(?!准)|城(?!市(?!场)|管(?!委会|理委)|建|乡)|贸(?!促)|事(?!业)|检(?!察)|办(?!公)"
    "|旅(?!游)|储(?!备)|镇(?!街|乡)|会(?!计)|社(?!会|保)|州区|[河水都南]县"
    "|[务品户铺场丘洛家店圈誉船委促飞拟签定议讨榷洽谈量]|学院)"
)
"""What makes another word of 商: 商务, 商会, 商丘; but 商业务部门, 商城管局."""

_OTHER = (
    "(?=[\u4e00-\u9fff（）()“”]{1,24}?"
    "(?:[部委局办署院会行厅府处社司团室所站队联协]|中心|部门|单位|[市县区镇乡]|街道|各方|方面))"
)
"""The body that is called in."""

_CALLED_IN = re.compile(
    f"(?:(?<={_BODY})|(?<=[局委厅办部][）)]))"
    "(?:(?<=[部委局办署院行厅府处司室所站队团联心门位])(?<![管居村党常组执筹]委)会"
    "|(?<=[部委局办署院会行厅府处司室所站队团联心门位])协)?"
    f"商(?:请|同(?!级)|{_WORD}){_OTHER}"
    f"|(?<=[区县市州镇乡道])商(?:请|同(?!级))?(?=[省市县]|国家|有关|相关){_OTHER}"
    f"|(?:^|(?<=[，,；;]))并?商(?:请|同(?!级)|{_WORD}){_OTHER}"
)

_ASKED = re.compile(
    f"(?<={_BODY})(?:会|协)?商请(?=[^，,；;。、]{{2,30}}(?:、[^，,；;。、]{{2,30}})*?"
    r"(?:协助|配合|支持|参与|指导)(?:[，,；;。）)\s]|$))"
)
"""Whom a body asks for help, and the word of the help: 甲局商请乙局配合."""


def with_partners_called(text: str) -> str:
    """Return `text` with one word for calling in others, where 商 stands between two bodies.

    >>> with_partners_called("县水利局商县财政局、林业局"), with_partners_called("甲局会商乙局")
    ('县水利局会同县财政局、林业局', '甲局会同乙局')
    >>> with_partners_called("市发改委商同级财政部门"), with_partners_called("甲局商同县林业局")
    ('市发改委会同同级财政部门', '甲局会同县林业局')
    >>> with_partners_called("县发改委会商县财政局"), with_partners_called("甲区管委会商乙区政府")
    ('县发改委会同县财政局', '甲区管委会会同乙区政府')
    >>> with_partners_called("县科协商县教育局"), with_partners_called("县民政局协商县残联")
    ('县科协会同县教育局', '县民政局会同县残联')
    >>> with_partners_called("市贸促会商市商务局、招商局，旅游局商贸公司、商丘市政府")
    '市贸促会会同市商务局、招商局，旅游局商贸公司、商丘市政府'
    >>> with_partners_called("甲局牵头，商乙局落实"), with_partners_called("甲局商请乙局配合")
    ('甲局牵头，会同乙局落实', '甲局负责，乙局配合')
    """
    if "商" not in text:
        return text
    return _CALLED_IN.sub("会同", _ASKED.sub("负责，", text))
