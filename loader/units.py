"""Lists of units: how they are separated, closed by 等, marked with ★, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loader.brackets import MARK, split_outside
from loader.registers import Registers

_STARS = "★☆*＊▲●"
_SEPARATORS, _SLASHES = "、，,；;\n", "／/"
_CLOSED = re.compile(
    r"等(?P<more>(?:国务院|国家|中央|省级?|市级?|区级?|县级?|各)?"
    r"(?:有关|相关)?(?:部门和单位|部门及单位|部门|单位|地区|方面|地方|各方)?.*)?$"
)
_KIND = (
    r"(?:自治区|直辖市|计划单列市|副省级城市|省会城市|地级市|自治州|自治县|县级市|开发区|园区|乡镇|街道|社区"
    r"|[省市县区州盟旗镇乡地村处场])(?:[（(〔\[][、市县区州盟旗镇乡街道自治直辖]{1,12}[）)〕\]])?"
)
_KINDS = re.compile(
    rf"(?:{_KIND})+(?:人民政府|政府|党委|党委和政府)?(?:等.*)?$"
    r"|(?:镇|乡|街道|乡镇|园区|县|区|市|旗|州|开发区|村|社区)(?:[（(市区县旗乡镇街]|人民政府|政府|办)"
)
_GOES_ON = re.compile(
    rf"^(?:各(?:级|有关|相关|边境|沿[边海江河线])?|有关|相关|其[他它余]|\d+个)(?:{_KIND}(?:、?{_KIND})*)?$|^省(?:、{_KIND})*$"
)
"""Kinds of places that go on with the collective before them.

13个街道、镇; 各省、自治区、直辖市人民政府.
"""

ENDINGS = frozenset({"管委会", "人民政府", "办公室", "委员会", "政府", "管理局", "公司", "局"})
"""Endings that stand on a line of their own where a narrow cell broke a name."""

_MARKS = re.compile(
    r"[（(〔\[【](?:(?P<lead>牵头|主办|主责|牵头单位|牵头部门|主|牵)|(?P<supporting>配合|协办|参与|配合单位|协|配))"
    r"[）)〕\]】]$"
)

_JOINT = re.compile(r"(?:以及|会同|及|和|与)")
_GROUP = re.compile(r"各|(?:国务院|国家|中央)?(?:有关|相关)")
_GENERIC_TAIL = re.compile(r"^(?:部门|单位|地方|机构|方面|个人|企业)(?=$|及|和|与|以及)")
_COLLECTIVE = re.compile(
    r"^(?:各(?!自)|全(?:省|市|县|区)|沿线|有关|相关|其他|其它|所有|\d+个(?=.)|等?(?:部门|单位|地方|地区|各方)$)"
    r"|(?:有关|相关|各)(?:职能|责任|行业|主管|级|成员|项目|参与)*[^、]{0,6}"
    r"(?:部门|部委|单位|地区|地方|方面|企业|机构|政府|委办局|街道|街道办事处|乡镇|镇|区|县|市|院校|高校|园区)$"
    r"|(?:各|有关|相关).{0,8}(?:人民政府|政府|管委会)$|成员单位$|牵头单位$|责任单位$"
    r"|^(?:试点|地方|当地|属地)(?:地方|地区|城市|省市|部门|单位|政府|人民政府)|省份(?:人民政府|政府)?$"
    r"|\d+个?(?:省|市|县|区|州)(?:[（(]|市|人民政府|政府|$)|^(?:省|市|县|乡镇)级(?:人民)?政府$"
    r"|^(?:国务院)?(?:(?:组成)?部门|直属机构|部委管理的国家局)$"
    r"|[二两三四五六七八九十\d]个?省(?:[一二两三四五六\d]个?)?区?市?(?:人民政府|政府)?$"
    r"|[省市县][（(][、市县区州旗省自治直辖]{1,12}[）)](?:党委|人民政府|政府)?$|^省、自治区、直辖市"
)


_BARE_KIND = re.compile(
    r"^(?:县市区|市县区|区市县|区县市|县区|区县|市县|市区|市州|州市|乡镇|镇街|镇乡|街镇|街乡|镇街道|乡镇街道|街道|开发区|园区|功能区"
    r"|县[（(]市、?区[）)]|市[（(]州[）)]|[乡镇]{1,2}[（(](?:街道|街|区)[）)]|开发区[（(]园区[）)]|区[（(]市[）)])"
    r"(?:党委|党工委|人民政府|政府|办事处|街道办事处|街道办|管委会|管理委员会)?$"
)
"""Kinds of places and their governments, no name before them: 街道办事处, 县（市、区）政府."""


@dataclass(frozen=True)
class Unit:
    """One unit of a list as printed, white space folded away.

    `is_open`: 等 closes the list it stands in. `role`: a mark on the unit itself, ★ or （配合）,
    gives it. `collective`: it names no single body. `behind_slash`: 乙局 in 甲局/乙局.
    """

    surface: str
    is_open: bool = False
    role: str | None = None
    collective: bool = False
    behind_slash: bool = False


def split_list(text: str) -> list[Unit]:
    """Return the units that `text` lists.

    >>> [u.surface for u in split_list("商务部、文化和旅游部等和各有关省级人民政府")]
    ['商务部', '文化和旅游部', '各有关省级人民政府']
    >>> [(u.surface, u.is_open) for u in split_list("★区发改委、统计局等")]
    [('区发改委', True), ('统计局', True)]
    """
    marked = _JOINTLY.sub(_mark_each, text) if "牵头" in text else text
    units = [
        replace(unit, behind_slash=behind)
        for part, behind in _parts(marked)
        for unit in _units(part)
    ]
    closed = any(unit.is_open for unit in units)
    return [
        replace(unit, is_open=True) if closed and not unit.collective else unit for unit in units
    ]


_JOINTLY = re.compile(
    r"(?P<names>[^，,；;\n]+)(?P<mark>[（(〔\[【])(?:共同|联合|同为|均为|并列)牵头(?:单位|部门)?[）)〕\]】]"
)
"""A mark that gives all names before it a role, not the last alone: A、B（共同牵头）."""


def _mark_each(match: re.Match[str]) -> str:
    return "、".join(f"{name}（牵头）" for name in split_outside(match["names"], "、"))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the listed names, cut at separators outside of brackets and at joining words.

    With each comes whether it stands behind a slash.
    """
    names: list[str] = []
    behind: list[bool] = []
    for side, listed in _listed(text):
        for name in (name for words in _spaced(listed) for name in _unjoined(words)):
            if names and _KINDS.match(name) and _GOES_ON.search(names[-1]):
                names[-1] += f"、{name}"
            elif names and name in ENDINGS:
                names[-1] += name
            else:
                names.append(name)
                behind.append(side > 0)
    yield from zip(names, behind, strict=True)


def _listed(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between separators outside of brackets, and how many slashes before it."""
    for side, words in enumerate(split_outside(text, _SLASHES)):
        yield from ((side, listed) for listed in split_outside(words, _SEPARATORS))


def _spaced(listed: str) -> list[str]:
    """Return the names that white space separates in a line, or the one that it pads."""
    words = listed.split()
    names = [_MARKS.sub("", word.strip(_STARS)) for word in words]
    ended = sum(_ENDS.search(name) is not None for name in names)
    whole = len(words) > 1 and min(map(len, names)) > 2 and ended * 3 >= len(names) * 2
    whole = whole and (ended == len(names) or len(names) > 2)
    return words if whole else ["".join(words)]


def _unjoined(name: str) -> Iterator[str]:
    """Yield the names that 和, 及, 与, 以及 or 会同 join in `name`; they stand inside names too."""
    for match in _JOINT.finditer(name):
        left, right = name[: match.start()], name[match.end() :]
        if _joins(match[0], left, right):
            yield left
            yield from _unjoined(right)
            return
    if name:
        yield name


def _joins(word: str, left: str, right: str) -> bool:
    if not left or not right or _open_brackets(left):
        return False
    if word in ("以及", "会同"):
        return True
    if len(left) > 2 and _GROUP.match(right) and is_collective(right):
        return True
    whole_left = _ENDS.search(left) is not None
    if _GENERIC_TAIL.match(right):
        return False
    begins = re.match(r"各|有关|相关|其他|国务院|国家|中央|省|市|区|县|全国|驻", right) is not None
    return whole_left and (begins or (len(right) > 2 and _ENDS.search(right) is not None))


def _open_brackets(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


_ENDS = re.compile(
    r"(?:部|委|局|办|署|院|会|行|厅|社|所|队|站|馆|科|室|中心|政府|部门|单位|地区|公司|集团|等|办公室|组|银行|总局|兵团|[联协校区县市镇乡州])$"
)


def _units(name: str) -> Iterator[Unit]:
    """Yield the unit `name`, and the collective that follows a 等 in it."""
    role = "lead" if name[:1] in _STARS or name[-1:] in _STARS else None
    name = name.strip(_STARS).rstrip("。.")
    mark = _MARKS.search(name)
    if mark:
        name, role = name[: mark.start()], mark.lastgroup
    closed = _CLOSED.search(name)
    if closed is None or name.startswith("等"):
        if name := name.removeprefix("等"):
            yield Unit(name, role=role, collective=is_collective(name))
        return
    before, more = name[: closed.start()], closed["more"] or ""
    if before:
        is_open = not more or more.startswith(("有关", "相关", "部门", "单位"))
        yield Unit(before, is_open, role, is_collective(before))
    if more:
        for part in _unjoined(more):
            yield Unit(part, collective=is_collective(part) or _ENDS_GROUP.search(part) is not None)


_ENDS_GROUP = re.compile(
    r"(?:部门|部委|单位|地区|地方|地|方面|各方|政府|企业|公司|机构|机关|厅局|委办局|组织|团体|协会|学校|高校|院校"
    r"|[省市县区州镇乡]|街道|园区|管委会|[）)])$"
)
"""What names of groups behind 等 end with: 等金融管理部门, 等9省（区）."""


def is_collective(surface: str) -> bool:
    """Tell whether `surface` names a group and no single body.

    >>> [is_collective(s) for s in ("各地区", "国务院各部委", "市有关部门", "区财政局")]
    [True, True, True, False]
    """
    return _COLLECTIVE.search(surface) is not None or _BARE_KIND.match(surface) is not None


def extent_of(surface: str) -> str:
    """Return how far a collective reaches: `all`, `relevant` or `open`."""
    if "有关" in surface or "相关" in surface:
        return "relevant"
    return "all" if re.search(r"各|全|所有|\d+个", surface) else "open"


def is_plausible(unit: Unit, registers: Registers) -> bool:
    """Tell whether a unit looks like the name of a body or a group.

    A sentence does not: it holds punctuation, or words such as 由 or 的 that no name has. Of groups
    some are described: 各有监管职责的部门.
    """
    name = unit.surface
    plain = _QUOTED.sub("", name, count=1)
    if (
        MARK.match(name)
        or not 1 < len(name) <= 40
        or _AMOUNT.search(name)
        or _IN_SENTENCE.search(plain)
    ):
        return False
    if "的" in name and not _DESCRIBED.match(name):
        return False
    if unit.collective and _ACTS.search(name):
        return False
    return unit.collective or registers.ends_like_unit(name)


def are_plausible(units: list[Unit], registers: Registers) -> bool:
    """Tell whether all of `units` look like names of bodies or groups.

    A short name may leave its kind to the last of a list: 临江、青山经济开发区管委会;
    公安、市场监管等部门.
    """
    for position, unit in enumerate(units):
        rest = units[position + 1 :]
        shares_kind = rest and _shares_kind(unit.surface, rest[-1].surface, registers)
        if not is_plausible(unit, registers) and not shares_kind:
            return False
    return bool(units)


def _shares_kind(name: str, last: str, registers: Registers) -> bool:
    if _OF_WORK.search(last) and registers.is_line_of_work(name):
        return True
    return _PLACE.match(name) is not None and _OF_PLACE.search(last) is not None


def are_mostly_plausible(units: list[Unit], registers: Registers) -> bool:
    """Tell whether more than half of `units` look like bodies, and the others like short names."""
    named = [unit for unit in units if is_plausible(unit, registers)]
    others = (unit.surface for unit in units if unit not in named)
    return len(named) * 2 > len(units) and all(_SHORT.match(surface) for surface in others)


_SHORT = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
_IN_SENTENCE = re.compile(
    r"^按(?!摩)|^分(?=部门|单位|领导|系统|战线)|[。；：:？?！!“”《》]|由|应[当在于将按该]|可以|不得|[要须][在于将]|\d[月日]|按照|抓好|认真|切实|高度"
)
_ACTS = re.compile(
    r"(?<![主重首])要|[须应均都将可]$|推动|督促|参照|制定|结合|按照|根据|予以|加强|做好|切实|认真|抓紧"
)
"""What stands behind a group in a sentence: 各地区要抓好落实, 各地区参照执行."""

_QUOTED = re.compile(r"“[\u4e00-\u9fff]{1,4}”")
"""A short word in the name of a body: 市“两违”办."""

_DESCRIBED = re.compile(r"各[^的]{2,20}的(?:部门|单位|机构|地区)$")
_AMOUNT = re.compile(
    r"\d(?:处|所|家|条|座|站|台|部|院|社|户|人|场)$|(?<!第)[一二两三四五六七八九十百](?:处|所|家|座|场)$"
)
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_OF_PLACE = re.compile(
    r"(?:开发区|新区|园区|度假区|区|县|市)(?:管委会|管理委员会|人民政府|政府)$"
    r"|(?:地区|城市|省份|省[（(][^（()）]+[）)])(?:人民政府|政府)?$"
)
_OF_WORK = re.compile(r"(?:部门|机关)$")


def elided_prefixes(surfaces: list[str]) -> dict[str, str]:
    """Return, for each surface of a list that elides it, the level that the first one names.

    A body that names its place, or that stands outside of the level's government, elides nothing.

    >>> elided_prefixes(["省工业和信息化厅", "科技厅", "人民银行广东省分行", "各市政府"])
    {'科技厅': '省'}
    """
    first = surfaces[0] if surfaces else ""
    if len(first) < 4 or first[0] not in "省市区县州":
        return {}
    level = first[0]
    return {
        s: level for s in surfaces[1:] if s[0] not in "省市区县州" and not _STANDS_ALONE.search(s)
    }


_STANDS_ALONE = re.compile(
    r"[省市区县州]|^(?:各|有关|相关|国家|国务院|中央|全国|驻|武警|部门|单位)"
    r"|人民银行|银保监|银监|证监|保监|外汇|海关|海事|税务|邮政|供电|电力|国网|电信|移动|联通|铁塔|铁路|民航|烟草"
    r"|公司|集团|分署|分局|支行|分行|大学|学院|园区|管委会"
)
