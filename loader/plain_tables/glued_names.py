"""Names of bodies between which a flattened table left nothing: 市财政局市水务局."""

from __future__ import annotations

import re

from loader.assignments.plausibility import is_plausible
from loader.assignments.run_together import LEVEL, is_known
from loader.registers.registers import Registers
from loader.texts.units import split_list

_BORDER = re.compile(
    r"(?<=[区县市局委办部院会厅社司心府行处段站所队团联馆室署镇乡道])(?=[市县区省各]|有关|相关)"
)
"""Where one name may end and the next begin: 市财政局|市水务局."""

_GROUP = re.compile(
    r"(?:各|有关|相关)(?:[省市县区州旗镇乡、和（）()]|街道|园区|开发区)+(?:人民政府|政府|管委会|办事处)?"
)
"""A group in which no name ends: 各县市区政府."""


_BEFORE_GOVERNMENT = re.compile(
    r".*[局委办室院会厅社行站所司联](?=[\u4e00-\u9fff]{2,5}[县区市州旗镇乡](?:人民政府|政府|管委会|管理委员会)$"
    r"|[\u4e00-\u9fff]{2,4}(?:海关|海事局|(?:出入境)?检验检疫局|电力局|电业局|供电[局段]|供电公司|银监分局|军分区)$|[\u4e00-\u9fff]{2,3}(?:[镇乡]|街道)$)"
)
"""A body before another that is named by its place: 市农业局|青山县人民政府, 市商务局|绍兴海关.

No body is named after one.
"""

_TWO_NAMES = re.compile(
    r"(?<=.)各(?!成员|部门|单位|[科股处]室|有关|相关)|^[^（(]*[）)]|[（(][^）)]*$"
    r"|局(?=.)(?![\u4e00-\u9fff]{0,8}?(?:局|队|所|站|中心|处|科|室|院|校|馆|办|委|组|机关|公司))"
)
"""What no single name holds: 教育局高新园, 高新园（邹区镇, 公司各街道."""


_AMOUNT = re.compile(
    r"[%％‰]|\d[\d.]*(?:[万亿千百]|[个家人户亩吨元项套座辆台件条间张次天口眼]|公里|平方)"
)
"""What is of the work, and no part of a name: 企业8家区经信局."""

_MARK_BEHIND = re.compile(r"[（(](?:共同)?(?:牵头|配合|主办|协办|会办|参与)(?:单位|部门)?[）)]$")
"""A mark of the role of the name before it: 市财政局（牵头）."""

_SHORT_GROUP = re.compile("各[省市县区州旗镇乡村]")


def glued_names(part: str, registers: Registers) -> list[str]:
    """Return the one or more names that `part` is made of; empty if other words are there.

    A body and the one that it calls in count as one: 市财政局会同市教育局.
    """
    first, calls, others = part.partition("会同")
    if calls:
        names, called = glued_names(first, registers), glued_names(others, registers)
        joint = f"{names[-1]}{calls}{called[0]}" if names and called else ""
        return [*names[:-1], joint, *called[1:]] if joint else []
    within = [range(group.start() + 1, group.end()) for group in _GROUP.finditer(part)]
    borders = [match.start() for match in _BORDER.finditer(part)]
    borders = [border for border in borders if not any(border in group for group in within)]
    if government := _BEFORE_GOVERNMENT.match(part):
        borders = sorted({*borders, government.end()})
    cuts: dict[int, list[str]] = {}
    for start in reversed([0, *borders]):
        cuts[start] = [part[start:]] if _is_name(part[start:], registers) else []
        for end in (border for border in borders if border > start and cuts[border]):
            if _is_name(part[start:end], registers):
                cuts[start] = [part[start:end], *cuts[end]]
                break
    return cuts[0]


def _is_name(words: str, registers: Registers) -> bool:
    units = split_list(words)
    plain = _MARK_BEHIND.sub("", words)
    is_single = len(units) == 1 and not (_TWO_NAMES.search(plain) or _AMOUNT.search(words))
    is_long = len(words) > 2 or _SHORT_GROUP.fullmatch(words) is not None
    return is_long and is_single and is_plausible(units[0], registers)


def start_of_known(words: str, registers: Registers) -> int:
    """Return where the first known body of a level begins, or 0.

    What stands before it must not end like a body: it may be one (改造市民中心|市城管局).
    """
    for match in LEVEL.finditer(words, 2):
        first = re.split("[、，,；;]", words[match.start() :])[0]
        ends = range(len(first), 2, -1)
        if any(is_known(first[:end], registers) for end in ends):
            before = words[: match.start()]
            return 0 if registers.ends_like_unit(before[-4:]) else match.start()
    return 0
