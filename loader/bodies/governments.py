"""Governments, Party committees, towns, zones and villages, by the place that their names hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loader.bodies.rule_bodies import named_agent, official_name, spelt
from loader.bodies.seats import Reading, Seat, Territory
from loader.entities import Agent
from loader.registers.body_rules import BodyRule
from ontology import keys
from ontology.marks import unmarked

_GOVERNMENT = re.compile(r"^(?P<place>.*?)(?:人民)?政府$")
_COMMITTEE = re.compile(r"^(?P<place>.*?)(?:党委|委)(?:员会)?$")
_TOWN = re.compile(
    r"^(?P<town>[^、]{1,10}?(?:镇|乡|街道|苏木))(?:人民政府|政府|办事处|街道办|办|党工委|党委)?$"
)
_ZONE_WORDS = (
    r"开发区|高新区|经开区|新区|园区|示范区|度假区|保税区|保税港区|港区|新城|产业园|工业园|科技园|物流园|试验区|试验片区|工业区"
    r"|集聚区|集中区|景区|风景名胜区|风景区|管理区|合作区|国开区|农高区|产业新城|保护区|港经济区|经济区|旅游区|片区|科学城|生态园|产业基地|综保区|自贸区|生态区|先行区"
)
_ZONE = re.compile(
    rf"^(?:(?P<zone>.{{0,16}}?(?:{_ZONE_WORDS}))"
    rf"(?:党工委、管委会|管委会|管理委员会|管理办公室|管委|管理局|党工委)?"
    rf"|(?P<other>[^、监督]{{2,14}})(?:管委会|管理委员会))$"
)
_KIND_OF_ZONE = re.compile(
    r"^(?:高新技术产业|经济技术|经济|工业|农业高新技术产业|循环经济|现代农业)?(?:开发区|园区|产业园|示范区|产业园区|工业园|工业区|(?:综合)?保税区|(?:出口)?加工区)$"
)
"""Names of zones that say only what kind they are, and so go with the short name of a place."""

_VILLAGE = re.compile(
    r"^(?P<place>[^、]{1,10}?(?:村|社区))(?:村委会|居委会|村民委员会|居民委员会|委会)?$"
)
_NO_NAME = re.compile(
    r"^(?:级|各|有关|相关|所在|当地|属地|直辖|自治|县级|地方|上级|下级|基层|本级|沿线|全|乡镇|镇街|县区|市县|区县|省级|市级|街镇)"
    r"|^[省市县区州镇乡盟旗]$|^街道$|委[省市县区州盟旗]$"
)

GOVERNMENT = BodyRule(
    "renminzhengfu", "", "人民政府", "People's Government", "{place}{name}",
    "peoples-government", "local-government", "0.97", row="the government of a place",
)  # fmt: skip
COMMITTEE = BodyRule(
    "dangwei", "", "委员会", "CPC Committee", "中共{place}{name}",
    "party-committee", "party-committee", "0.97", row="the Party committee of a place",
)  # fmt: skip
TOWN = BodyRule(
    "town", "", "人民政府", "Town Government", "{place}{name}",
    "town-government", "local-government", "0.9", row="the government of a town",
)  # fmt: skip
SUBDISTRICT = BodyRule(
    "subdistrict", "", "办事处", "Subdistrict Office", "{place}{name}",
    "subdistrict-office", "local-government", "0.9", row="the office of a subdistrict",
)  # fmt: skip
ZONE = BodyRule(
    "zone", "", "管理委员会", "Zone Administrative Committee", "{place}{name}",
    "development-zone-committee", "zone-administration", "0.8", row="the committee of a zone",
)  # fmt: skip
VILLAGE = BodyRule(
    "village", "", "村民委员会", "Villagers' Committee", "{place}{name}",
    "village-committee", "local-government", "0.8", row="the committee of a village",
)  # fmt: skip


def read_government(reading: Reading, territory: Territory) -> Agent | None:
    """Return the government or Party committee that a reading names."""
    for pattern, rule in ((_GOVERNMENT, GOVERNMENT), (_COMMITTEE, COMMITTEE)):
        match = pattern.match(reading.rest)
        if match is None:
            continue
        seat = _seat(match["place"], reading, territory, rule)
        if seat and seat.level in ("province", "prefecture", "county"):
            return _governing(rule, seat)
    return None


def government_of(seat: Seat) -> Agent | None:
    """Return the government of a place, if it is a known one of county level or above."""
    return _governing(GOVERNMENT, seat) if _governs(seat) else None


def committee_of(seat: Seat) -> Agent | None:
    """Return the Party committee of a place, if it is a known one of county level or above."""
    return _governing(COMMITTEE, seat) if _governs(seat) else None


def _governs(seat: Seat) -> bool:
    return seat.level in ("province", "prefecture", "county") and bool(seat.key)


def _governing(rule: BodyRule, seat: Seat) -> Agent:
    english = f"{spelt(seat.short or seat.name)} {rule.name_en}"
    return named_agent(rule.slug, official_name(rule, seat), english, seat, rule)


def read_division(reading: Reading, territory: Territory) -> Agent | None:
    """Return the government of a division that stands alone in a list of units: 银川市."""
    seat = reading.seat
    alone = reading.rest and territory.named(reading.rest)
    if not alone or alone.name != reading.rest or seat.level == "national":
        return None
    if alone.level not in ("prefecture", "county"):
        return None
    whole = replace(reading, rest=f"{reading.rest}政府")
    agent = read_government(whole, territory)
    return replace(agent, confidence="0.8") if agent else None


def _seat(place: str, reading: Reading, territory: Territory, rule: BodyRule) -> Seat | None:
    """Return the place of a government: the reading's own, or the one that is named."""
    if not place:
        own = reading.seat
        return own if own.name and (rule is GOVERNMENT or "before it" in reading.by) else None
    if rule is not GOVERNMENT or _NO_NAME.search(place) or len(place) < 2:
        return None
    if place[-1] not in "省市县区州盟旗":
        return None
    return territory.named(place) or territory.unlisted(place)


def read_town(reading: Reading, _territory: Territory) -> Agent | None:
    """Return the government of a town or the office of a subdistrict."""
    match = _TOWN.match(reading.rest)
    town = match["town"].removeprefix("人民政府") if match else ""
    if not town or _NO_NAME.search(town) or reading.seat.level == "national":
        return None
    rule = SUBDISTRICT if town.endswith("街道") else TOWN
    return _below(town, rule, reading.seat, "township")


def read_zone(reading: Reading, territory: Territory) -> Agent | None:
    """Return the committee of a zone; in a list of units the zone's bare name means it."""
    match = _ZONE.match(reading.rest)
    zone = (match["zone"] or match["other"]) if match else ""
    if not zone or _NO_NAME.search(zone) or reading.seat.level == "national":
        return None
    zones, seat = territory.zones, reading.seat
    if whole := zones.whole(zone, seat.code):
        slug = f"{ZONE.slug}-{keys.hash10(whole)}"
        part = replace(seat, level="zone")
        return named_agent(slug, whole + ZONE.name, f"{spelt(whole)} {ZONE.name_en}", part, ZONE)
    return _below(zones.completed(zone), ZONE, seat, "zone")


def read_village(reading: Reading, _territory: Territory) -> Agent | None:
    """Return the committee of a village or community."""
    match = _VILLAGE.match(reading.rest)
    if match is None or _NO_NAME.search(match["place"]) or reading.seat.level == "national":
        return None
    return _below(match["place"], VILLAGE, reading.seat, "village")


def _below(name: str, rule: BodyRule, above: Seat, level: str) -> Agent:
    """Return the body of the place `name`, which has no code of its own, below `above`."""
    part = replace(above, level=level)
    name = unmarked(name)
    bare = name.removeprefix(above.name).removeprefix(above.short) or name
    short = _KIND_OF_ZONE.match(bare) or len(bare) < 4
    prefix = above.short if level == "zone" and short else above.prefix
    prefix = "" if bare == above.name else prefix
    tail = bare + _OFFICES.get(bare[-2:], rule.name)
    slug = f"{rule.slug}-{keys.hash10(bare)}"
    return named_agent(slug, prefix + tail, f"{spelt(bare)} {rule.name_en}", part, rule)


_OFFICES = {"社区": "居民委员会"}


READERS: dict[str, Callable[[Reading, Territory], Agent | None]] = {
    "government": read_government,
    "division": read_division,
    "town": read_town,
    "zone": read_zone,
    "village": read_village,
}
