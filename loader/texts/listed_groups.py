"""Groups whose name goes on over the 、 of a list: 各省、自治区人民政府, 各银行、保险公司."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KIND = (
    r"(?:自治区|直辖市|省?辖市|省?直管(?:县|市)|计划单列市|副省级城市|省会城市|设区的?市|地级以?上?市|自治州|自治县|县级市|开发区|园区|乡镇|街道|社区"
    r"|[省市县区州盟旗镇乡地村处场])(?:级|[（(〔\[](?:[、市县区州盟旗镇乡街道自治直辖]{1,12}|办事处|管理区|管委会|(?:含|包括)[^（()）]{2,30})[）)〕\]])?"
)

_SEATED = "办事处|管理区|管委会|[农林牧渔茶]场"
"""Kinds without a word for a place before them, which names of single bodies end in, too."""

_KINDS = re.compile(
    rf"{_KIND}(?:[和及与]?{_KIND})*(?:[和及与](?:{_SEATED}))?(?:人民政府|政府|党委|党委和政府)?(?:等.*)?$"
    r"|(?:镇|乡|街道|乡镇|园区|县|区|市|旗|州|开发区|村|社区)(?:[（(市区县旗乡镇街]|人民政府|政府|办)"
    r"|(?:自治区|直辖市|计划单列市|副省级城市|省会城市)(?:[（(]|[\u4e00-\u9fff]{2,10}[局厅委院办部])"
    rf"|(?:{_SEATED})(?:等.*)?$"
)

_GOES_ON = re.compile(
    rf"^(?:(?:沿[边海江河湖黄线]|环[\u4e00-\u9fff]{{1,2}})、?)*(?:各(?:级|有关|相关|边境|沿[边海江河线])?|有关|相关|其[他它余]|\d+个"
    rf"|沿[线江海边]|[\u4e00-\u9fff]{{0,8}}所在地?)(?:(?:{_KIND}|{_SEATED})(?:、?{_KIND}|、(?:{_SEATED}))*)?$|^省(?:、{_KIND})*$"
    "|^各(?:盟|地区|州)?(?:行政公署|行署)$"
)
"""Kinds of places that go on with the collective before them.

13个街道、镇; 各省、自治区、直辖市人民政府; 各盟行政公署、市人民政府; 园区所在地市、州政府.
"""

_SHORT_KINDS = re.compile("[市县区州盟旗地](?:[（(][、市县区州盟旗]{1,8}[）)])?")
_SEATS = re.compile(rf"(?:{_KIND}、?)+(?:人民政府|政府)$")
"""Kinds of places that no word stands before, with the governments of all: 市、县（区）人民政府."""

_WITH_PLACE = re.compile(
    rf"{_KIND}(?:以及|及|和|与)[\u4e00-\u9fff]{{2,8}}[区市县州旗](?:人民政府|政府|管委会|管理委员会)$"
)
_PLACE = re.compile(
    "(?!各|有关|相关)[\u4e00-\u9fff]{2,10}(?:[区市县州旗]|兵团)人民政府|社区服务中心"
)
"""Places and one by its name that go on with a collective: 各市、州、直管市及神农架林区政府.

So do seats without a word for a place of their own: 各镇（乡）、社区服务中心.
"""

_GOVERNMENT = frozenset({"政府", "人民政府", "行署", "行政公署"})
_ALL_GOVERNMENTS = re.compile("各.*政府$")
_OF_TOWNS = re.compile(
    "(?:各|有关|相关)[乡镇街道（(）)、]*(?:人民政府|政府|街道办事处|街道办|街道)$"
)
_TOWNS = re.compile("(?:街道|乡镇|镇乡|[乡镇])(?:人民政府|政府|办事处|办)")
"""Towns without a name that go on with a group of others: 各乡镇人民政府、街道办事处."""

_OF_PARTY = re.compile("(?:各|有关|相关).*(?:党委|党工委|地委|盟委|委)$")
"""What goes on with the government of the same places: 各县（市、区）党委、政府."""

_OF_COMMITTEE = re.compile("(?:各|有关|相关).*(?:党委|工委)(?:[（(]党组[）)])?$")
_OFFICE = frozenset({"管委会", "管理委员会", "办事处", "街道办事处", "街道办"})
"""What goes on with the office of the same places: 各功能区党工委和管委会."""

_WHERE = r"(?:沿[海江河边湖黄线]|环[\u4e00-\u9fff]{2}|[东中西]部|东北)"
_EXTENT = re.compile(f"{_WHERE}(?:、{_WHERE})*")
_OF_EXTENT = re.compile(f"{_WHERE}(?:$|各|有关|省|地区|城市|[和及与]{_WHERE})")
"""Where the places of a group are, before the kind of all: 沿海、沿江各省（区、市）人民政府."""

_ALL = "(?:国务院|国家|中央|[\u4e00-\u9fff]{0,3}[内直])?(?:各级?|有关|相关)(?:有关|相关)?"
_SORT = (
    "(?:高等|中等|职业|技工|中小|全国性|国有|国家|股份制|城市|农村|民营|外资|外贸|政策性|开发性|大型|中央|地方|省级|市级|骨干|重点|保险|证券|基金|信托|期货|担保|电信|航空|航运)*"
    "(?:商业银行|银行|公司|集团|医院|学校|高校|检察院|法院|信用社|合作社)"
    "|(?!中国|全国|国家(?!级)|[省市县区州旗镇乡])[\u4e00-\u9fff]{0,10}(?:机构|院所|院校|企业|协会|商会|学会|联合会|组织|团体|检察机关|平台|事业单位|媒体)"
)
_OF_SORT = re.compile(f"{_ALL}(?:{_SORT})(?:、(?:{_SORT}))*")
_BARE_SORT = re.compile(_SORT)
"""Groups of bodies of one sort, and what goes on with them: 各政策性银行、商业银行."""

_OF_PARTS = re.compile(f"{_ALL}(?:部门|地区|地方|单位|行业)(?:、(?:部门|地区|地方|单位|行业))*")
_PARTS = re.compile(
    "(?:部门|地区|地方|单位|企业|行业|机构)(?:(?:和|及)(?:部门|地区|地方|单位|企业))?"
)
"""What stands behind the word for all of them: 各地区、部门, 有关部门、单位."""

_OF_LINE = re.compile("(?:各级?|有关|相关)[\u4e00-\u9fff]{2,4}")
_ENDED = re.compile(
    "(?:部门|机关|企业|机构|单位|地区|地方|政府|[会局委办院所校厅司部处社区县市州旗镇乡村街道])$"
)
_LINE = re.compile(
    r"(?![国省市县区州旗镇乡])(?:(?![各直]|有关|相关)[\u4e00-\u9fff]){2,6}(?:部门|机关|企业)"
)
"""A group that leaves its kind to what goes on with it: 各级财政、教育部门."""

_OF_LEVELS = re.compile(
    "各级[\u4e00-\u9fff]{2,8}(?:部门|机关)(?:、[\u4e00-\u9fff]{2,8}(?:部门|机关))*"
)
_OF_OFFICES = re.compile("[\u4e00-\u9fff]{0,6}各部?委(?:、[部委办局室行])*")
_KIND_OF_OFFICE = re.compile("[部委办局室行](?:[（(][\u4e00-\u9fff、]{2,6}[）)])?")
"""The offices of a government by the kinds of their names: 市各委、办、局（公司）."""

_SORT_OF = re.compile("[\u4e00-\u9fff]+性")
_OF_SORTS = re.compile("[\u4e00-\u9fff]+性[\u4e00-\u9fff]*(?:银行|机构|企业|协会|组织|团体)")
"""Sorts that leave their kind to the last: 政策性、开发性金融机构."""


def goes_on(group: str, name: str) -> bool:
    """Tell whether `name` goes on with the `group` before it in a list.

    >>> goes_on("各省", "自治区"), goes_on("各省、自治区", "直辖市（含计划单列市）人民政府")
    (True, True)
    >>> goes_on("各市、州", "神农架林区人民政府"), goes_on("各市人民政府", "雄安新区管委会")
    (True, False)
    >>> goes_on("沿海", "沿江各省"), goes_on("市", "县（区）人民政府"), goes_on("市", "县水务局")
    (True, True, False)
    >>> goes_on("各政策性银行", "商业银行"), goes_on("各政策性银行", "中国银行")
    (True, False)
    >>> goes_on("各级财政", "教育部门"), goes_on("各地区", "部门"), goes_on("各地区", "财政部")
    (True, True, False)
    >>> goes_on("各镇", "办事处"), goes_on("各镇、办事处", "管理区"), goes_on("各镇", "县林场")
    (True, True, False)
    >>> goes_on("各镇人民政府", "街道办事处"), goes_on("各镇人民政府", "东街街道办事处")
    (True, False)
    >>> goes_on("各省、自治区、直辖市", "计划单列市税务局"), goes_on("市各委、办", "局（公司）")
    (True, True)
    >>> goes_on("各功能区党工委", "管委会"), goes_on("区党工委", "管委会")
    (True, False)
    """
    is_open = _GOES_ON.search(group) is not None
    return (
        (is_open and (_KINDS.match(name) or _PLACE.fullmatch(name)) is not None)
        or (_SHORT_KINDS.fullmatch(group) and _SEATS.match(name)) is not None
        or (_ALL_GOVERNMENTS.match(group) and re.fullmatch(_SEATED, name)) is not None
        or (_OF_TOWNS.match(group) and _TOWNS.fullmatch(name)) is not None
        or (name in _GOVERNMENT and _OF_PARTY.match(group) is not None)
        or (name in _OFFICE and _OF_COMMITTEE.match(group) is not None)
        or _is_of_one_sort(group, name)
    )


def joined_groups(names: Iterable[str]) -> list[str]:
    """Return `names`, those that go on with a group before them as one with it.

    >>> joined_groups(["各县", "市", "区人民政府", "市政府各部门"])
    ['各县、市、区人民政府', '市政府各部门']
    """
    joined: list[str] = []
    for name in names:
        if joined and goes_on(joined[-1], name):
            joined[-1] += f"、{name}"
        else:
            joined.append(name)
    return joined


def goes_on_with_place(group: str, listed: str) -> bool:
    """Tell whether places and one by its name, joined by a word, go on with `group`.

    >>> goes_on_with_place("各市、州", "直管市及神农架林区人民政府")
    True
    """
    return _GOES_ON.search(group) is not None and _WITH_PLACE.match(listed) is not None


def _is_of_one_sort(group: str, name: str) -> bool:
    """Tell whether `name` is what the word at the start of `group` says all of, too."""
    pairs = (
        (_OF_SORT, _BARE_SORT),
        (_OF_PARTS, _PARTS),
        (_OF_LEVELS, _LINE),
        (_OF_OFFICES, _KIND_OF_OFFICE),
        (_SORT_OF, _OF_SORTS),
    )
    if any(first.fullmatch(group) and behind.fullmatch(name) for first, behind in pairs):
        return True
    if _EXTENT.fullmatch(group):
        return _OF_EXTENT.match(name) is not None
    is_left = _OF_LINE.fullmatch(group) and not _ENDED.search(group)
    return bool(is_left) and _LINE.fullmatch(name) is not None


def counted_before(names: list[str], name: str) -> int:
    """Return how many of `names` before it a `name` counts: 北京、天津、河北三省市人民政府.

    >>> counted_before(["财政部", "北京", "天津"], "河北三省市人民政府")
    2
    >>> counted_before(["财政部"], "河北三省市人民政府"), counted_before(["江西"], "湖南省人民政府")
    (0, 0)
    """
    match = _COUNTED.fullmatch(name)
    count = _NUMBERS.index(match["number"]) + 1 if match else 0
    before = names[-count:] if count and len(names) >= count else []
    return count if before and all(map(_SHORT_PLACE.fullmatch, before)) else 0


_NUMBERS = "二三四五六七八九"
_COUNTED = re.compile(
    f"[\u4e00-\u9fff]{{2,4}}?[省市]?(?P<number>[{_NUMBERS}])个?(?:省市?区?|[市县区州])(?:人民政府|政府)?"
)
_SHORT_PLACE = re.compile("[\u4e00-\u9fff]{2,3}(?<![部委局办署院会厅社])")
