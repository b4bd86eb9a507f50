"""Lists of units: how they are separated, closed by 等, marked with ★, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from loader.texts.brackets import split_outside
from loader.texts.called_in import with_partners_called
from loader.texts.collectives import is_collective, opens_with_all, without_included
from loader.texts.elisions import with_places_apart
from loader.texts.listed_groups import counted_before, goes_on, goes_on_with_place
from loader.texts.people import NO_NAMES, bare_name, is_leader
from loader.texts.posts import POSTS, SURNAMES

_CACHED = 4_096
"""Lists whose units are kept: the same bodies do the work of many rows."""

_STARS = "★☆*＊▲●"
_SEPARATORS, _SLASHES = "、，,；;", "／/"
_CLOSED = re.compile(
    r"(?<![高初平])等(?!级|保)(?!(?<=中等)(?:职业|专业|教育))(?P<more>(?:国务院|国家|中央|省级?|市级?|区级?|县级?|各)?"
    r"(?:有关|相关)?(?:部门和单位|部门及单位|部门|单位|地区|方面|地方|各方)?.*)?$"
)

ENDINGS = frozenset(
    {
        "管委会",
        "办事处",
        "人民政府",
        "办公室",
        "委员会",
        "政府",
        "管理局",
        "公司",
        *"局会厅部院室处",
    }
)
"""Endings that stand on a line of their own where a narrow cell broke a name."""

_BROKEN = re.compile("住房和?城乡$|人力资源和?社会$")
"""How the first line ends of a name that a narrow cell broke within."""

SLASH = "/"
_MARKS = re.compile(
    r"[（(〔\[【](?:(?P<lead>牵头|主办|主责|牵头单位|牵头部门|主办单位|主|牵)"
    r"|(?P<supporting>配合|协办|会办|参与|配合单位|协办单位|会办单位|协|配|会))"
    r"[）)〕\]】]$"
)
_NEXT = re.compile(
    rf"(?<=[\u4e00-\u9fff]){_MARKS.pattern[:-1]}(?=[\u4e00-\u9fff])(?![等和及与以会])"
)
_JOINTS = ("以及", "及", "和", "与")
_JOINT = re.compile("|".join(_JOINTS))
_GROUP = re.compile(r"各|(?:国务院|国家|中央)?(?:有关|相关)")
_GENERIC_TAIL = re.compile(r"^(?:部门|单位|地方|机构|方面|个人|企业)(?=$|及|和|与|以及)")


@dataclass(frozen=True)
class Unit:
    """One unit of a list as printed, white space folded away.

    `is_open`: 等 closes its list. `role`: a mark on the unit itself, ★ or （配合）, gives it.
    `collective`: no single body. `behind` are the signs before it that part a list in two: “/” of
    乙局 in 甲局/乙局, ； and ，.
    """

    surface: str
    is_open: bool = False
    role: str | None = None
    collective: bool = False
    behind: str = ""


def split_list(text: str) -> list[Unit]:
    """Return the units that `text` lists.

    >>> [u.surface for u in split_list("商务部、文化和旅游部等和各有关省级人民政府")]
    ['商务部', '文化和旅游部', '各有关省级人民政府']
    >>> [(u.surface, u.role) for u in split_list("商务部会同财政部")]
    [('商务部', None), ('财政部', 'supporting')]
    >>> [(u.surface, u.is_open) for u in split_list("★区发改委、统计局等")]
    [('区发改委', True), ('统计局', True)]
    >>> [u.surface for u in split_list("高等教育处、各高等学校等")]
    ['高等教育处', '各高等学校']
    >>> [u.surface for u in split_list("机关纪委、办公室、开发区\\n管委会")]
    ['机关纪委', '办公室', '开发区管委会']
    >>> [u.surface for u in split_list("县发改局\\n（县粮食局）、县人力资源社会\\n保障局")]
    ['县发改局（县粮食局）', '县人力资源社会保障局']
    >>> [u.surface for u in split_list("省服务业办（设在省发展改革委）、有关单位（见附件1，下同）")]
    ['省服务业办', '有关单位']
    >>> [u.surface for u in split_list("财政厅，各市、州、直管市及神农架林区人民政府")]
    ['财政厅', '各市、州、直管市及神农架林区人民政府']
    >>> [u.surface for u in split_list("人力资源社 会保障部、国家铁路集团 有限公司")]
    ['人力资源社会保障部', '国家铁路集团有限公司']
    """
    return list(_units_listed(text))


@lru_cache(_CACHED)
def _units_listed(text: str) -> tuple[Unit, ...]:
    marked = _NEXT.sub(r"\g<0>、", _JOINTLY.sub(_mark_each, text) if "牵头" in text else text)
    units = [
        replace(unit, behind=SLASH if behind else "", role=unit.role or role)
        for listed, role in _accompanied(with_places_apart(marked))
        for part, behind in _parts(listed)
        for unit in _units(part)
    ]
    closed = any(unit.is_open for unit in units)
    units = [replace(u, is_open=True) if closed and not u.collective else u for u in units]
    return tuple(with_stops(units, text))


def with_stops(units: Iterable[Unit], text: str) -> Iterator[Unit]:
    """Yield the units that `text` lists, each with the stops before it outside of brackets.

    >>> [one.behind for one in with_stops([Unit("甲局"), Unit("乙局")], "甲局；乙局（丙，丁）")]
    ['', '；']
    """
    firsts = {
        stops[0]: "".join(next(split_outside(text, stops)).split())
        for stops in ("；;", "，,")
        if any(map(text.__contains__, stops))
    }
    for unit in units:
        stops = "".join(stop for stop, first in firsts.items() if unit.surface not in first)
        yield replace(unit, behind=unit.behind.rstrip("；，") + stops) if stops else unit


def _accompanied(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the lists of those who do the work, and of those with whom they do it: A会同B、C."""
    if "会同" not in (text := with_partners_called(text)):
        yield text, None
        return
    for line in split_outside(text, "；;\n"):
        first, *others = line.split("会同")
        yield first, None
        yield from ((other, "supporting" if first else None) for other in others)


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
    for side, listed, is_broken in _listed(text):
        if names and goes_on_with_place(names[-1], listed.strip()):
            names[-1] += f"、{listed.strip()}"
            continue
        spaced = ((words, name) for words in _spaced(listed) for name in _unjoined(words))
        for words, name in spaced:
            if names and goes_on(names[-1], name):
                names[-1] += _printed_between(names[-1], name, words) + name
            elif names and is_broken and _completes(names[-1], name):
                names[-1] += name
            elif counted := counted_before(names, name):
                names[-counted:] = ["、".join([*names[-counted:], name])]
                del behind[len(names) :]
            else:
                names.append(name)
                behind.append(side > 0)
    yield from zip(names, behind, strict=True)


def _printed_between(group: str, name: str, words: str) -> str:
    """Return what joins `name` to the `group` before it in `words`: a word, or else 、."""
    last = group.rpartition("、")[2]
    return next((word for word in _JOINTS if f"{last}{word}{name}" in words), "、")


def _completes(above: str, name: str) -> bool:
    """Tell whether a line goes on with the name above it: its end, or another name in brackets."""
    other = name[:1] in "（(" and name[-1:] in "）)" and not _MARKS.search(name)
    return other or name in ENDINGS or _BROKEN.search(above) is not None


def _listed(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield what stands between separators outside of brackets.

    With each come how many slashes are before it, and whether nothing but the end of a line is.
    """
    for side, words in enumerate(split_outside(text, _SLASHES)):
        for listed in split_outside(words, _SEPARATORS):
            lines = split_outside(listed, "\n")
            yield from ((side, line, n > 0) for n, line in enumerate(lines))


def _spaced(listed: str) -> list[str]:
    """Return the names that white space separates in a line, or the one that it pads."""
    words = listed.split()
    names = [_MARKS.sub("", word.strip(_STARS)) for word in words]
    groups = [name for name in names if opens_with_all(name)]
    ended = sum(name in groups or _ENDS.search(name) is not None for name in names)
    is_long = all(len(name) > 2 or name in groups for name in names)
    whole = len(words) > 1 and is_long and ended * 3 >= len(names) * 2
    whole = whole and (ended == len(names) or len(names) > 2)
    return words if whole and not _CUT_NAME.search(" ".join(names)) else ["".join(words)]


_CUT_NAME = re.compile(
    r"社 会(?!计)|委 员会|办 公室|(?<![党地盟市县区州工]委) (?:人民政府|区?管委会|行政公署)(?:$| )"
    r"| (?:股份)?有限(?:责任)?公司"
)
"""A blank within a name, both parts of which end like names: 人力资源社 会保障部."""


def _unjoined(name: str) -> Iterator[str]:
    """Yield the names that 和, 及, 与 or 以及 join in `name`; they stand inside names too."""
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
    if word == "以及":
        return True
    if len(left) > 2 and _GROUP.match(right) and is_collective(right):
        return True
    whole_left = _ENDS.search(_OTHER_NAME.sub("", left)) is not None
    whole_left = whole_left and not _GENERIC_TAIL.match(right)
    begins = re.match(r"各|有关|相关|其他|国务院|国家|中央|省|市|区|县|全国|驻", right) is not None
    return whole_left and (begins or (len(right) > 2 and _ENDS.search(right) is not None))


_OTHER_NAME = re.compile(r"(?<=.)[（(][^（()）]+[）)]$")
"""What stands in brackets behind a name: 中央宣传部（国家电影局）, 各省（区、市）."""


def _open_brackets(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


_ENDS = re.compile(
    r"(?:部|委|局|办|署|院|会|行|厅|社|所|处|队|站|馆|科|室|中心|政府|部门|单位|地区|公司|集团|等|办公室|组|银行|总局|兵团|[小中大]学|街道|[联协校省区县市镇乡州])$"
)


_ASIDE = re.compile(
    r"^(?:[—–―\-－~～…．·•>＞→=＝_:：{｛]+|[【〔［][^【】〔〕［］]{2,10}[】〕］])(?=[\u4e00-\u9fff])|[（(](?:(?:其?办公室|日常工作|具体工作)?(?:设在|挂靠在?|[以下]{0,2}[简统]称)[^（()）]{2,30}|(?:名单)?详?见[^（()）]{1,20}|以?下同)[）)]"
)
"""Signs of a sentence or words in a frame before a name, and asides behind it: 下同, its seat."""


def _units(name: str) -> Iterator[Unit]:
    """Yield the unit `name`, and those whom it includes: 各区（含开发区管委会）."""
    role = "lead" if name[:1] in _STARS or name[-1:] in _STARS else None
    name = _ASIDE.sub("", name.strip(_STARS).rstrip("。."))
    if name in NO_NAMES:
        return
    mark = _MARKS.search(name)
    if mark:
        name, role = name[: mark.start()], mark.lastgroup
    group, included = without_included(name)
    bodies = list(split_outside(included, _SEPARATORS)) if included else []
    if not all(map(_ENDS.search, bodies)):
        group, bodies = name, []
    yield from _named(group, role)
    yield from (Unit(one, role=role, collective=is_collective(one)) for one in bodies)


def _named(name: str, role: str | None) -> Iterator[Unit]:
    """Yield the unit `name`, and the collective that follows a 等 in it."""
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


_SURNAMED = re.compile(
    rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?<![局委办院会部厅所站社行队府司团镇乡区校处])"
)


def _shares_post(name: str, leader: str) -> bool:
    """Tell whether `name` is that of a person who shares the post of a `leader` named before."""
    return _SURNAMED.fullmatch(name) is not None and bare_name(leader) != leader


def apart_from_leaders(units: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Return the officials that a list of units names by post, and the others.

    >>> leaders, others = apart_from_leaders(split_list("副省长隋远航、陈明义、团省委"))
    >>> [unit.surface for unit in leaders], [unit.surface for unit in others]
    (['副省长隋远航', '陈明义'], ['团省委'])

    What is a post of theirs and nothing else is no other: 市委常委 before 副市长马林.

    >>> [[u.surface for u in p] for p in apart_from_leaders(split_list("市委常委、副市长马林"))]
    [['副市长马林'], []]
    """
    posted = next((unit.surface for unit in units if is_leader(unit.surface)), "")
    leaders = [u for u in units if is_leader(u.surface) or _shares_post(u.surface, posted)]
    posts = {unit.surface for unit in units if leaders and re.fullmatch(POSTS, unit.surface)}
    return leaders, [u for u in units if u not in leaders and u.surface not in posts]


_ENDS_GROUP = re.compile(
    r"(?:部门|部委|单位|地区|地方|地|方面|各方|政府|企业|公司|机构|机关|厅局|委办局|组织|团体|协会|学校|高校|院校"
    r"|[省市县区州镇乡]|街道|园区|管委会|[）)])$"
)
"""What names of groups behind 等 end with: 等金融管理部门, 等9省（区）."""
