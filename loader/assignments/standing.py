"""Standing rules: what a document says once and means for all that follows.

`排在第一位的部门为牵头部门，下同` makes the first unit of each list the lead;
`以下均需各区政府配合，不再列出` adds units to every item. They hold from where they are stated on,
and are never assumed where they are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.in_force import without_lapsed
from loader.assignments.order_rules import LEADS, ON, RULED, find_order_rule
from loader.assignments.placed import NO_PLACES, PlaceRoles, find_place_roles, with_places
from loader.assignments.shares import Share
from loader.assignments.sides import Sides, find_sides
from loader.drafts import Mentioned
from loader.entities import Place
from loader.texts.units import SLASH

_ALL = re.compile(
    r"[，,；;。]?\s*(?:以下|以上|具体|上述|各项)[^，。；]{0,8}?均?(?:需|须|由|涉及)(?:要)?"
    r"(?P<clause>[^。；;，,]{0,120}?)[，,](?:[^。；;]{0,60}?[，,])?\s*(?:以下|后面)?不再"
    r"(?:一一|逐一|逐项|重复|另行|单独)?(?:列出|列明|注明|赘述|标注|列入|做分工|作分工|分工)(?:[，,]\s*下同)?"
)

_EVERY = (
    r"(?:(?:以上|上述|以下|下列|本表|本?方案|本?清单|表)(?:[中内里]|所列)?的?)?(?:各项|每项|所有|全部|\d+项)"
    r"(?:重点|民生|主要)*(?:工作|任务|事项|项目|实事|工程)"
)
_HELPER = r"(?:共同|共性)?的?(?:配合|协办|协助|参与|责任配合|支持)(?:单位|部门)"
_OWNER = "的?(?P<owner>责任|承办|实施|落实)(?:单位|部门|主体)"
_NO_MORE = (
    r"[，,](?:表[中内])?(?:以下|下文|后面)?不再?(?:一一|逐一|逐项|重复|另行|单独)?"
    r"(?:列出|列明|注明|标注|列入|单列)"
)
_UNLISTED = f"(?:{_NO_MORE})?"
_POINT = r"\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十])[）)、.．]\s*|[一二三四五六七八九]是)"
_HELPERS = tuple(
    re.compile(rf"(?:^|(?<=[，,；;。：:]))(?:{_POINT})?{form}{_UNLISTED}")
    for form in (
        rf"(?P<clause>[^。；;，,：:均为]{{2,60}}?)(?:均|都)?(?:为|是|作为){_EVERY}(?:{_HELPER}|{_OWNER})",
        rf"{_EVERY}[，,]?(?P<clause>[^。；;，,：:均为]{{2,60}}?)(?:均|都)(?:为|是|作为){_HELPER}",
        rf"(?P<clause>[^。；;，,：:均为]{{2,60}}?)(?:均|都)(?:为|是|作为){_HELPER}(?={_NO_MORE})",
    )
)
"""Who helps with all work: 市财政局为各项任务的配合单位, 所有项目市财政局均为配合单位.

Where they are not named again (不再单列), no word need say that it is all work.
"""

_OF_LED = re.compile(
    r"[，,；;。]?\s*(?:凡)?(?:已|有)?(?:明确|确定|列出|注明|规定)?(?:了|有)?牵头(?:部门|单位)的[，,]\s*(?:均|都)?(?:由|请)?"
    r"(?P<clause>[^。；;，,]{2,40}?(?:配合|参与|协助|协同|支持))[，,]\s*(?:以下)?不(?:再)?(?:逐一|一一|另行|重复)?列出"
    r"(?:[，,]\s*下同)?"
)
"""Who helps wherever a body is said to lead: 明确牵头部门的，有关部门配合，不逐一列出."""

_STARRED = re.compile(
    r"[（(，,；;。]?\s*(?:表中|其中)?(?:带|标|注|打|有|加|以)?(?:有|注)?[“”\"]?[★☆*＊▲●][“”\"]?(?:号|标记|标识)?"
    rf"(?:标注|标记)?的?(?:者|单位|部门)?(?:(?:均|即)?(?:[为是系]|表示|代表)|(?<=[者位门的])(?:负责)?){RULED}"
    r"[，,；;。]\s*(?:未|不|没有?|无|其)(?:标|注|带|打|加|他|它|余)*[“”\"]?[★☆*＊▲●]?[“”\"]?号?"
    r"的?(?:者|单位|部门)?(?:均|则)?(?:[为是系]|表示)?(?:配合|参与|参加|协办|协助|协作|协同|会办)(?:单位|部门)?"
    r"(?:[，,；;。]\s*[均都]?(?:未|没有?|不|无)[标注带打加有]+[“”\"]?[★☆*＊▲●][^）)。]*)?[）)]?"
)
"""What a star says, and those without: ★为牵头单位，未标★的为配合单位."""

_UNLED = re.compile(
    r"[，,；;。（(]?\s*(?:凡)?(?:未|没有?|无|不|仅|只)(?:明确|列出?|标明|注明|确定|设|写明|单列)*有?"
    r"(?:(?:牵头|主办)(?:单位|部门)|责任(?:单位|部门)(?=[的，,]))的?(?:任务|工作|事项|项目)?[，,]"
    r"\s*(?:(?:则|均|由|以|其|所列|各)*责任(?:单位|部门)(?:即|就|均|都|同时|也)*"
    rf"(?:(?:作为|视为|视同|[为是系]){RULED}|负?{LEADS}(?:责任|单位|部门)?)|由责任(?:单位|部门)(?:负责)?{LEADS}){ON}?[）)]?"
)
"""Who leads where nobody is said to: 无牵头单位的，责任单位即为牵头单位."""

_SEVERALLY = re.compile(
    r"[，,；;。]?\s*[“”\"]?分别负责[“”\"]?的?(?:[为是系]指?|指)各(?:有关|相关|责任)?(?:部门|单位)"
    rf"(?:按(?:照)?(?:各自)?(?:的)?职责(?:分工)?)?分别{LEADS}(?:负责)?"
)


@dataclass(frozen=True)
class Standing:
    """The rules that a text states, and the text left without their statement.

    `goes_on` is False for the rule on the first unit in a bracket that does not say 下同; with
    `of_several` it is of work that several bodies answer for. Where
    `several_lead`, units that answer severally (分别负责) lead, all of them. Where `starred`, those
    without a star support the one that has it. `placed` are the roles of those who stand at a
    place, `sides` those of units before a sign and behind it. `shares` are added to every item,
    `shares_of_led` to those of which it is said who leads. Where `unled_lead`, those who answer
    for work lead it if nobody else is said to.
    """

    text: str
    first_is_lead: bool = False
    others_support: bool = False
    goes_on: bool = False
    of_several: bool = False
    several_lead: bool = False
    shares: tuple[Share, ...] = ()
    shares_of_led: tuple[Share, ...] = ()
    starred: bool = False
    placed: PlaceRoles = NO_PLACES
    sides: Sides | None = None
    unled_lead: bool = False

    @property
    def states_rule(self) -> bool:
        by_word = self.first_is_lead or self.several_lead or self.starred or self.unled_lead
        added = self.sides or self.shares or self.shares_of_led
        return bool(by_word or added) or self.placed != NO_PLACES


def find_standing(text: str, reader: ClauseReader) -> Standing:
    """Return the standing rules that `text` states, but for those of which it says they lapsed."""
    held = without_lapsed(text, lambda words: _stated(words, reader).states_rule)
    standing = _stated(held, reader)
    return standing if standing.states_rule or held == text else Standing(text)


def _stated(text: str, reader: ClauseReader) -> Standing:
    shares, left = _helping(_ALL, text, reader)
    for rule in _HELPERS:
        more, left = _helping(rule, left, reader)
        shares = (*shares, *more)
    of_led, left = _helping(_OF_LED, left, reader)
    several, starred, unled = (one.search(left) for one in (_SEVERALLY, _STARRED, _UNLED))
    for stated in (several, starred, unled):
        left = left.replace(stated[0], "") if stated else left
    sides, left = find_sides(left, reader.registers)
    order = find_order_rule(left)
    return Standing(
        order.text if order else left,
        first_is_lead=order is not None,
        others_support=order is not None and order.others_support,
        goes_on=order is not None and order.goes_on,
        of_several=order is not None and order.of_several,
        several_lead=several is not None,
        shares=shares,
        shares_of_led=of_led,
        starred=starred is not None,
        placed=find_place_roles(left, reader.registers),
        sides=sides,
        unled_lead=unled is not None,
    )


def _helping(
    rule: re.Pattern[str], text: str, reader: ClauseReader
) -> tuple[tuple[Share, ...], str]:
    """Return those whom a `rule` lets help, and the text without it.

    Those whom the work concerns (均涉及各区政府), or who are 责任单位 of all, answer for it.
    """
    stated = rule.search(text)
    owns = stated and ("涉及" in stated[0] or stated.groupdict().get("owner"))
    role = "responsible" if owns else "supporting"
    shares = tuple(reader.read(stated["clause"], role).shares) if stated else ()
    return shares, text.replace(stated[0], "") if stated and shares else text


@dataclass
class HeldRules:
    """The standing rules that hold where a reader stands, and where they were stated."""

    standing: Standing = field(default_factory=lambda: Standing(""))
    place: Place | None = None

    def hold(self, standing: Standing, place: Place) -> None:
        """Let the rules of `standing`, stated at `place`, hold from here on."""
        if standing.states_rule:
            held = self.standing
            self.standing = Standing(
                "",
                standing.first_is_lead or held.first_is_lead,
                standing.others_support or held.others_support,
                standing.goes_on or held.goes_on,
                standing.of_several or (held.of_several and not standing.first_is_lead),
                standing.several_lead or held.several_lead,
                standing.shares or held.shares,
                standing.shares_of_led or held.shares_of_led,
                standing.starred or held.starred,
                standing.placed.over(held.placed),
                standing.sides or held.sides,
                standing.unled_lead or held.unled_lead,
            )
            self.place = place

    def release(self, standing: Standing) -> None:
        """Let a rule end that was said for one item only."""
        if standing.first_is_lead and not self.standing.goes_on:
            held = self.standing
            self.standing = replace(held, text="", first_is_lead=False, others_support=False)

    def entitle(self, one: Mentioned) -> Mentioned:
        """Return one whom a title names and no more, in the role that the rule on titles has."""
        titled = self.standing.placed.titled
        if titled in (None, one.role) or one.role != "responsible":
            return one
        return replace(one, role=titled, status="byRule", rule=self.place)

    def apply(self, mentioned: list[Mentioned]) -> list[Mentioned]:
        """Return those named in an item as the rules have it, and those that they add."""
        if self.place is None:
            return mentioned
        placed = self.standing.placed
        if placed.before_colon or placed.bracketed:
            mentioned = list(with_places(mentioned, placed, self.place))
        mentioned = self._parted(mentioned)
        ruled = [self._ruled(one, n, mentioned) for n, one in enumerate(mentioned)]
        is_led = any(one.role == "lead" and one.status != "byRule" for one in ruled)
        shares = (*self.standing.shares, *(self.standing.shares_of_led if is_led else ()))
        return [*ruled, *(self._added(share, self.place) for share in shares)]

    def _parted(self, mentioned: list[Mentioned]) -> list[Mentioned]:
        """Return those named, in the roles of the two sides of a sign that parts them.

        A body alone has no sign beside it: it is before a semicolon, which parts lists anyway.
        A slash does not: where none stands nothing is said of sides.
        """
        if self.standing.sides is None:
            return mentioned
        sign, before, behind = self.standing.sides
        if sign == SLASH and not any(sign in one.behind for one in mentioned):
            return mentioned
        return [
            self._ruled_as(o, before, behind if sign in o.behind else before) for o in mentioned
        ]

    def _ruled_as(self, one: Mentioned, before: str, role: str) -> Mentioned:
        if one.role not in ("responsible", before) or one.role == role:
            return one
        return replace(one, role=role, status="byRule", rule=self.place)

    def _ruled(self, one: Mentioned, position: int, mentioned: list[Mentioned]) -> Mentioned:
        listed = [n for n, other in enumerate(mentioned) if other.role == "responsible"]
        has_lead = any(other.role == "lead" for other in mentioned)
        leads = (self.standing.several_lead and one.severally) or (
            self.standing.unled_lead and not has_lead
        )
        if leads and one.role == "responsible":
            return replace(one, role="lead", status="byRule", rule=self.place)
        if self.standing.starred and has_lead and one.role == "responsible":
            return replace(one, role="supporting", status="byRule", rule=self.place)
        is_alone = len(listed) == 1 and (one.collective or self.standing.of_several)
        if not self.standing.first_is_lead or has_lead or is_alone or position not in listed:
            return one
        if position == listed[0]:
            return replace(one, role="lead", status="byRule", rule=self.place)
        if self.standing.others_support:
            return replace(one, role="supporting", status="byRule", rule=self.place)
        return one

    def _added(self, share: Share, place: Place) -> Mentioned:
        collective = share.unit.collective
        surface = share.unit.surface
        return Mentioned(share.role, surface, place, "byRule", collective=collective, rule=place)
