"""Rules on where bodies stand: before a colon, in brackets, in the titles of groups.

冒号前为牵头单位，括号内为配合单位      标题即为责任单位      所列部门为该项工作的牵头单位
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loader.assignments.fields import PERSONAL
from loader.drafts import Mentioned
from loader.entities import Place
from loader.registers.registers import Registers
from loader.source import parts_of
from loader.texts.brackets import find_brackets
from loader.texts.units import split_list

_OWNER = (
    r"(?P<{}>[总主]?牵头|主办|主责|承办|主要责任|第一责任|责任|主管|实施|落实)"
    r"(?:单位|部门|处室|科室|司局)"
)
_ANY = (
    r"(?P<{}>[总主]?牵头|主办|主责|承办|主要责任|第一责任|责任|负责|主管|实施|落实|配合|参与|参加|协办|协助|协作|会办)"
    "(?:单位|部门)?"
)
_KINDS = "(?:单位|部门|机构|街道|乡镇|镇街|县区|区县|园区|处室|科室)"
_IS = (
    "的?(?:所?列|列出|列明|列示|标注|标明|注明|所注)*的?"
    f"(?:各?(?:有关|相关)?{_KINDS}(?:[、和及与或]各?(?:有关|相关)?{_KINDS})*|者|名称)?"
    "(?:即|就|均|皆|都|则)*(?:作为|[为是系]|表示)"
)
"""What says what those are who stand at a place: 内注明的部门和街道为."""

_OF_WORK = "(?:[该本此各]?项?(?:工作|任务|事项)的?)?"
_WORK = "(?:工作|任务|事项|目标|项目|内容)"
_SORTED = (
    "(?:归并|归类|归口|归集|分列|分类|分组|分解|排列|排序|汇总"
    "|编排|编制|编列|列示|列出|梳理|整理|划分)"
)
_TITLED = re.compile(
    r"[，,；;。]?\s*(?:各?(?:部分|大项|类|项)?的?[大小]?标题|题目|各部分名称)(?:中|后|里|下)?(?:所列|列出|标明)?的?"
    rf"(?:单位|部门|名称)?(?:即|就|均|皆|都)*(?:为|是|系){_OF_WORK}{_OWNER.format('is')}"
    rf"|标题[后中里]?的?括号[内里中]{_IS}{_OF_WORK}{_OWNER.format('beside')}"
    rf"|(?:^|[，,；;。])\s*(?:所列|列[名出])(?:出)?的?{_KINDS}(?:即|就|均|皆|都)*(?:为|是|系){_OF_WORK}{_OWNER.format('listed')}"
    rf"|(?:单位|部门)(?:名下|项下|下面|下列?)?(?:所列|列出|列明)?的?(?:各项|全部|重点)*{_WORK}{{1,2}}[，,]?(?:均|都)?(?:由|以)?"
    rf"(?:该|本|所在|此)(?:单位|部门)(?:即|就|均|皆|都)*(?:[为是系]{_OF_WORK}{_OWNER.format('own')}|(?:负责)?(?P<does>[总主]?牵头|主办|负责))"
    rf"|[，,；;。]?\s*以{_OWNER.format('by')}为(?:大?标题|题目|序|单位)"
    rf"|[，,；;。]?\s*(?:按照?|以)各?{_OWNER.format('sorted')}(?:的?(?:先后)?[顺次]序)?(?:进行)?{_SORTED}"
)
"""Says what those are whom the titles name: 标题即为牵头单位; 按牵头单位归并."""

_BEFORE_COLON = re.compile(
    rf"(?:冒号|破折号|横[线杠])[之以]?前[面边]?{_IS}{_OF_WORK}{_ANY.format('role')}"
)
_IN_BRACKET = re.compile(
    rf"(?:(?<!标题)(?<!标题[后中里])(?<!标题后的)括号[内里中]"
    rf"|(?:任务|工作|事项|内容|条目)(?:[之以]?后|后面)(?:的?括号[内里中])?){_IS}{_OF_WORK}{_ANY.format('role')}"
)
_RANKED = re.compile(
    "括号[内里中][^。；;：:（）()]{0,14}?(?:第一(?:[个家位名]|的|单位|处室)|首[位个名]|最前|在前)"
)
"""Says that those in brackets are ranked: 括号内排在首位的为牵头处室."""

_COLON = re.compile("[：:]|—+|－－")
_MAY_SAY = re.compile("冒号|破折号|横[线杠]|括号|标题|题目|名称|所列|[以按该本后]|所在")
_WITH_BRACKET = re.compile(r"(?P<body>[^（()）]{2,})[（(](?P<inner>[^（()）]+)[）)]")
_FRAME = re.compile(r"^\s*【[^】]*】\s*$")
_SAYS_ROLE = re.compile(
    "[：:]|(?:负责|牵头|配合|协办|协助|参与|参加|落实|主办|承办)(?:[，,；;、]|$)"
)


@dataclass(frozen=True)
class PlaceRoles:
    """The roles of those whom titles name, who stand before a colon, and in a bracket.

    `ranked`: those in a bracket answer, and the first of them leads.
    """

    titled: str | None = None
    before_colon: str | None = None
    bracketed: str | None = None
    ranked: bool = False

    def over(self, held: PlaceRoles) -> PlaceRoles:
        """Return these roles, and those `held` before of which these say nothing."""
        return PlaceRoles(
            self.titled or held.titled,
            self.before_colon or held.before_colon,
            self.bracketed or held.bracketed,
            self.ranked or held.ranked,
        )


NO_PLACES = PlaceRoles()


def find_place_roles(text: str, registers: Registers) -> PlaceRoles:
    """Return what `text` states; of two sentences on titles the last one holds.

    Titles are also meant by 各部门所列工作，该部门为牵头单位.
    """
    if not _MAY_SAY.search(text):
        return NO_PLACES
    titled = [next(filter(None, found.groups())) for found in _TITLED.finditer(text)]
    colon, bracket = _BEFORE_COLON.search(text), _IN_BRACKET.search(text)
    words = (titled[-1:], [colon["role"]] if colon else [], [bracket["role"]] if bracket else [])
    first, before, inside = (
        registers.role_of_label(f"{word[0]}单位") if word else None for word in words
    )
    return PlaceRoles(first, before, inside, _RANKED.search(text) is not None)


def with_places(
    mentioned: Iterable[Mentioned], roles: PlaceRoles, place: Place
) -> Iterator[Mentioned]:
    """Yield those named, those before colons and in brackets in the `roles` stated at `place`.

    They stand in a bracket behind a body, 甲局（乙局、丙局）, or where nothing names a role.
    """
    for one in mentioned:
        found = _WITH_BRACKET.fullmatch(one.surface) if roles.bracketed else None
        role = _role_by_place(one, roles)
        if found and not (one.role in PERSONAL or one.collective):
            yield replace(one, surface=found["body"].strip())
            yield from _inner(one, found["inner"], roles.bracketed or "", place)
        elif role:
            yield replace(one, role=role, status="byRule", rule=place)
        else:
            yield one


def _inner(one: Mentioned, words: str, role: str, place: Place) -> Iterator[Mentioned]:
    for unit in split_list(words):
        yield Mentioned(
            role, unit.surface, one.where, "byRule", unit.is_open, unit.collective, place
        )


def _role_by_place(one: Mentioned, roles: PlaceRoles) -> str | None:
    """Return the role of one who is printed before a colon or in a bracket that says no role.

    What frames all of a title is no such bracket: 【县林业局】.
    """
    printed = "".join(part.text for part in parts_of(one.where))
    if one.role == roles.before_colon:
        before = _COLON.split(printed, maxsplit=1)
        return roles.before_colon if len(before) > 1 and one.surface in before[0] else None
    if not roles.bracketed or one.role not in ("responsible", roles.bracketed):
        return None
    inner = (bracket.inner for bracket in find_brackets(_FRAME.sub("", printed)))
    is_bare = any(one.surface in words and not _SAYS_ROLE.search(words) for words in inner)
    return roles.bracketed if is_bare else None
