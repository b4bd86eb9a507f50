"""What a list of bodies says once for all: the level before the first, the kind of the last."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise, takewhile

_LEVELS = "省市区县州旗盟"
_OF_WORKS = "[局处所和]|市容|公用|管理|工程|园林|设施|养护|建设|公司|中心|集团"
_NO_LEVEL = f"场|容|域|划|民(?:中心|卡)|政(?:{_OF_WORKS})"
_LEVEL_FIRST = re.compile(f"[{_LEVELS}](?!{_NO_LEVEL})")
"""How a name begins that says its level; 市场监管局 and 市政管理局 say none."""


def elided_prefixes(surfaces: list[str], own: str = "", below: Collection[str] = ()) -> list[str]:
    """Return, for each surface of a list, the level or place that it leaves to one before, or "".

    The level is that of the document, `own`, where one before names it, else the nearest; a 厅 is
    of a province. A body that names its place, or that stands outside of the level's government,
    elides nothing. Those `below` are of no province: of the place that a bureau before them names.

    >>> elided_prefixes(["省工业和信息化厅", "科技厅", "人民银行广东省分行", "各市政府"])
    ['', '省', '', '']
    >>> elided_prefixes(["省水利厅", "市水务局", "林业局", "审计厅", "市政府"], "市")
    ['', '', '市', '省', '']
    >>> elided_prefixes(["县教育局", "市生态环境局", "水利局"], "县")
    ['', '', '县']
    >>> elided_prefixes(["市场监管局", "财政局"]), elided_prefixes(["县教育局", "市场监管局"])
    (['', ''], ['', '县'])
    >>> elided_prefixes(["省教育厅", "临江市教育局", "科技局", "体育局"], "省", {"科技局"})
    ['', '', '临江市', '省']
    >>> elided_prefixes(["临江县委", "县政府", "石桥县委", "县政府"])
    ['', '临江', '', '石桥']
    >>> elided_prefixes(["省级主管部门", "部水运局", "规划司", "国家铁路局"])
    ['', '', '部', '']
    """
    of_ministry = _of_ministry(surfaces)
    if any(of_ministry):
        return of_ministry
    levels = [_level_left(surface, surfaces[:n], own) for n, surface in enumerate(surfaces)]
    placed = [
        _place_before(surfaces[:n]) if surface in below else ""
        for n, surface in enumerate(surfaces)
    ]
    left = zip(_elided_places(surfaces), placed, levels, strict=True)
    return [place or of_bureau or level for place, of_bureau, level in left]


def _level_left(surface: str, before: list[str], own: str) -> str:
    """Return the level that those `before` it in a list leave to `surface`."""
    if _LEVEL_FIRST.match(surface) or _STANDS_ALONE.search(surface):
        return ""
    named = [one[0] for n, one in enumerate(before) if _names_level(one, is_first=n == 0)]
    if named and _OF_PROVINCE.search(surface):
        return PROVINCE
    if not (named and _names_level(before[0], is_first=True)):
        return ""
    return own if own in named else named[-1]


def _names_level(surface: str, *, is_first: bool) -> bool:
    """Tell whether a body names the level of those behind it, as departments do and the first."""
    of_level = len(surface) > 3 and _LEVEL_FIRST.match(surface) is not None
    is_department = _OFFICE.search(surface) and not _STANDS_ALONE.search(surface[1:])
    return of_level and (is_first or bool(is_department))


def _place_before(before: list[str]) -> str:
    """Return the place of the nearest bureau that names one."""
    named = (_BUREAU.fullmatch(surface) for surface in reversed(before))
    return next((bureau["place"] for bureau in named if bureau), "")


PROVINCE = "省"
_OF_PROVINCE = re.compile("(?<!办公)厅$")
_OFFICE = re.compile("(?:[局厅部委办]|办公室)$")
_BUREAU = re.compile(
    f"(?!各|有关|相关|[{_LEVELS}])(?P<place>[\u4e00-\u9fff]{{2,6}}?[市县区州旗盟])"
    "[\u4e00-\u9fff]{2,}[局委]"
)
"""A department of a place below the province that names it: 广州市教育局."""


def _of_ministry(surfaces: list[str]) -> list[str]:
    """Return the 部 that a ministry's departments leave to one before that has it."""
    first = next((n for n, one in enumerate(surfaces) if OF_MINISTRY.match(one)), len(surfaces))
    return [MINISTRY * (n > first and _is_department(one)) for n, one in enumerate(surfaces)]


def _is_department(surface: str) -> bool:
    is_own = _LEVEL_FIRST.match(surface) or _STANDS_ALONE.search(surface)
    return not is_own and _DEPARTMENT.fullmatch(surface) is not None


MINISTRY = "部"
"""What a ministry calls itself before the names of its departments: 部水运局."""

OF_MINISTRY = re.compile("部(?![门队委属分直级长内])[\u4e00-\u9fff]{2,}(?:[司局厅室院]|中心)$")
_DEPARTMENT = re.compile("(?!部)[\u4e00-\u9fff]{2,}(?:(?<!公)司|[局厅室院]|中心)")


def _elided_places(surfaces: list[str]) -> list[str]:
    """Return the place of a government that is named behind the party's committee of the place.

    >>> _elided_places(["临江县委", "县政府", "市水利局"])
    ['', '临江', '']
    >>> _elided_places(["临江市党委", "政府", "东江新区党工委", "管委会"])
    ['', '临江市', '', '东江新区']
    >>> _elided_places(["东街街道党工委", "办事处"]), _elided_places(["省委", "省政府"])
    (['', '东街街道'], ['', ''])
    """
    return ["", *(_place_left(one, two) for one, two in pairwise(surfaces))][: len(surfaces)]


def _place_left(committee: str, government: str) -> str:
    seat, named = _SEAT.fullmatch(government), _COMMITTEE.fullmatch(committee)
    if seat is None or named is None:
        return ""
    whole = f"{named['place']}{named['level']}"
    return named["place"] if seat["level"] == named["level"] else "" if seat["level"] else whole


_LEVEL = "[市县区州旗盟镇乡]|街道"
_COMMITTEE = re.compile(
    rf"(?!各|有关|相关)(?P<place>[\u4e00-\u9fff]{{2,9}}?)(?P<level>{_LEVEL})(?:(?<=[市县区州旗盟])委|党委|党工委|工委)"
)
_SEAT = re.compile(rf"(?P<level>{_LEVEL})?(?:人民政府|政府|管委会|管理委员会|办事处)")

_STANDS_ALONE = re.compile(
    rf"[省区县州]|(?<!城)市(?!{_NO_LEVEL})|^(?:各|有关|相关|国家|国务院|中央|全国|驻|武警|部门|单位)"
    r"|人民银行|银保监|银监|证监|保监|外汇|海关|海事|税务|邮政|供电|电力|国网|电信|移动|联通|铁塔|铁路|民航|烟草"
    r"|公司|集团|分署|分局|支行|分行|大学|学院|园区|管委会"
)


def elided_ends(surfaces: list[str]) -> dict[str, str]:
    """Return, for each surface of a list that elides its kind, that of the next whole name.

    >>> elided_ends(["旗铁塔公司", "移动", "联通", "电信公司"])
    {'联通': '公司', '移动': '公司'}
    >>> elided_ends(["公安", "交通部门", "县财政局"]), elided_ends(["县委", "县文明办", "县财政局"])
    ({'公安': '部门'}, {})
    >>> elided_ends(["城东", "西湖街道办事处"]), elided_ends(["山西", "云南", "省级人民政府"])
    ({'城东': '街道办事处'}, {'云南': '人民政府', '山西': '人民政府'})
    """
    found = {}
    for position, surface in enumerate(surfaces):
        before = reversed(surfaces[:position])
        if end := shared_end(surface):
            found.update(dict.fromkeys(takewhile(_is_stem, before), end))
        elif end := place_end(surface):
            stems = takewhile(_is_stem, before)
            found.update((stem, end) for stem in stems if stem[0] not in _LEVELS)
    return found


def place_end(surface: str) -> str:
    """Return what the name of a place's government may leave to names before it, "" if nothing.

    >>> place_end("浙江省人民政府"), place_end("凉山州政府")
    ('省人民政府', '州政府')
    >>> place_end("西湖街道办事处"), place_end("州（市）人民政府"), place_end("各乡镇人民政府")
    ('街道办事处', '人民政府', '')
    """
    if _OF_PLACES.fullmatch(surface):
        return GOVERNMENT
    if _OF_TOWNS.fullmatch(surface):
        return TOWN_GROUP
    match = _TOWN.fullmatch(surface)
    return match["end"] if match else ""


GOVERNMENT = "人民政府"
"""What the names of places before a group of governments stand for: 山西、云南等省级人民政府."""

_OF_PLACES = re.compile(
    "(?:[省市州区县旗盟]|地方)[（(省市州区县旗盟级、自治直辖)）]*(?:人民政府|政府)?"
)
TOWN_GROUP = "等乡镇"
"""What is left to names before a group of towns, of which it is not known which is 乡 or 镇."""

_OF_TOWNS = re.compile("(?:乡镇|镇乡|镇街|街镇|镇|乡|街道)(?:人民政府|政府|办事处)")
_TOWN = re.compile(
    "(?!各|有关|相关|所有|全[省市县区州旗镇乡])[\u4e00-\u9fff]{2,8}"
    "(?P<end>街道办事处|街道办|[乡镇区县市省州盟旗](?:人民政府|政府))"
)


def shared_end(surface: str) -> str:
    """Return the kind that `surface` may share with names before it, "" if it has none."""
    match = _END.search(surface)
    return match["end"] if match else ""


def _is_stem(surface: str) -> bool:
    """Tell whether a name has no kind of its own: 公安, 县住建."""
    return _STEM.fullmatch(surface) is not None


_END = re.compile(r"[\u4e00-\u9fff]{2}(?P<end>公司|部门|机关|[局厅部])$")
_STEM = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?<![部委局办署院会行厅社所队站馆校科室组省市县区旗盟镇乡村州])"
    r"(?<!中心|政府|部门|单位|公司|集团|街道|企业|大学|机关|[工妇侨文青残科社记作]联)"
)


def with_places_apart(text: str) -> str:
    """Return a list with 、 for what joins bodies to places that share their 政府.

    >>> with_places_apart("省农林厅和苏州、常州市政府"), with_places_apart("建设局和财政局、规划局")
    ('省农林厅、苏州、常州市政府', '建设局和财政局、规划局')
    """
    return _BEFORE_PLACES.sub("、", text)


_BEFORE_PLACES = re.compile(
    r"(?<=[厅局委办部署])(?:以及|及|和|与)(?=(?:[\u4e00-\u9fff]{2,4}[、，])+[\u4e00-\u9fff]{2,6}?"
    r"(?:等\d?[\u4e00-\u9fff]?)?[省市县区州旗盟镇乡]级?(?:人民)?政府)"
)
