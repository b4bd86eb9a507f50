"""Whose document it is: the place that governs, with its level and what it lies in.

The evidence is asked in order: who issued the document by its title, who signs, the heading, the
number of a national body, the places that the title names, the addressees, the name of the file.
The first that names a place decides, and what is found later only chooses between places of one
name. Where nothing decides, the place stays unknown and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loader.divisions import AFTER, BEFORE, COUNTRY, Division, Divisions
from loader.place_chains import Chain, read_chain
from loader.registers import Registers
from ontology import ids
from ontology.values import fold_space, fold_width

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_BODY = re.compile(
    r"^(?:人民)?(?:政府|代表大会|法院|检察院)|^(?:省委|市委|区委|县委|州委|旗委|党委|党工委|盟委|地委|委员会|管委会|管理委员会"
    r"|行政公署|行署|办公[厅室]|政办)|^[^，。；]{0,24}(?:局|委|厅|办|院|会|队|公司|中心|所|处|部|办公室|指挥部|领导小组)$"
)
_BELOW = re.compile(
    r"^(?P<name>(?:[^，。、；]{1,16}?(?:开发区|园区|新区|示范区|度假区|保税区|高新区|经开区|试验区|新城"
    r"|合作区|管理区|港区|风景区))|(?:[^，。、；区市县]{1,8}?(?:镇|乡|街道|苏木)))"
    r"(?=$|管理|管委|党|工委|人民|办事|政府|委员会|20\d\d)"
)
_NATIONAL_BODY = re.compile(
    r"^(?:国务院|中共中央|中央|全国人民代表大会|全国人大|全国政协|最高人民(?:法院|检察院)"
    r"|国家[^省市县区州]{2,16}(?:局|委|委员会|总局|办公室)|中华人民共和国|中国人民银行(?:办公厅)?$"
    r"|[^省市县区州旗盟镇乡]{2,8}(?:部|总署|总局)(?:办公厅)?$)"
)
_NATIONAL_NUMBER = re.compile(r"^(?:国发|国办发|国函|国办函|国令|国办|中发|中办发|厅字)")
_ALL_PROVINCES = re.compile(r"各省、自治区、直辖市")
_HEADING = re.compile(r"^(?P<body>[\u4e00-\u9fff（）]{4,30})文件$")
_OTHERS = re.compile(r"(?:支援|支持|援助|援|协作|合作|赴|学习|借鉴|转发|与|同|和|至|到)$")
"""What stands before the place of somebody else: 对口支援新疆, 学习借鉴浙江."""


@dataclass(frozen=True)
class Jurisdiction:
    """The place that a document or body belongs to.

    `code` is its key in identifiers: a division code, `code-hash` for a zone or town that no table
    lists in the division `code`, `000000-hash` if the place is not known. `chain` is the place and
    what it lies in, up to the country; empty if it is not known. `rule` says by what it was known,
    `doubts` what a reader of the report has to know.
    """

    code: str
    chain: tuple[Division, ...] = ()
    rule: str = "unknown"
    confidence: str = "0"
    doubts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def known(self) -> bool:
        return not self.code.startswith(ids.NO_DIVISION)

    @property
    def level(self) -> str:
        """Return national, province, prefecture, county, zone, township or unknown."""
        return self.chain[0].level if self.chain else "unknown"

    @property
    def name(self) -> str:
        return self.chain[0].name if self.chain else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the full name of the place and its shorter ones."""
        return self.chain[0].names if self.chain else ()

    @property
    def parents(self) -> tuple[Division, ...]:
        """Return what the place lies in, the nearest first, up to the country."""
        return self.chain[1:]


@dataclass(frozen=True)
class Traces:
    """The words of a document that can tell whose it is; what is absent is empty."""

    year: int
    title: str = ""
    issuer: str = ""
    signature: str = ""
    number: str = ""
    addressees: str = ""
    first_lines: tuple[str, ...] = ()
    file_name: str = ""
    text: str = ""


@dataclass(frozen=True)
class _Evidence:
    """What one part of a document says: the places that its words can mean."""

    rule: str
    confidence: str
    words: str
    places: tuple[Division, ...]


def jurisdiction_of_code(code: str, year: int, registers: Registers) -> Jurisdiction:
    """Return the jurisdiction whose key is `code`, as of `year`."""
    divisions = registers.divisions
    division = divisions.by_code(code, year)
    if division:
        return Jurisdiction(code, divisions.chain(division, year), "code", "1")
    return Jurisdiction(code)


def find_jurisdiction(traces: Traces, registers: Registers) -> Jurisdiction:
    """Return whose document left `traces`; unknown if they do not tell or leave a choice."""
    divisions = registers.divisions
    evidence = [found for found in _evidence(traces, registers) if found.places]
    unknown = ids.unknown_division(traces.issuer or traces.signature or traces.title)
    if not evidence:
        return Jurisdiction(unknown)
    places = _choose(evidence, traces, divisions)
    first = evidence[0]
    if len(places) != 1:
        names = "、".join(_path(place, divisions, traces.year) for place in places)
        doubt = f"'{first.words}' can be {names}; name what it lies in, or add it to places.csv"
        return Jurisdiction(unknown, doubts=(doubt,))
    (place,) = places
    doubts = (*_conflicts(place, evidence, divisions, traces), *_doubts(place, divisions, traces))
    chain = divisions.chain(place, traces.year)
    return Jurisdiction(place.code, chain, first.rule, first.confidence, tuple(doubts))


def _evidence(traces: Traces, registers: Registers) -> Iterator[_Evidence]:
    divisions, year = registers.divisions, traces.year
    for body in filter(None, (traces.issuer, traces.signature)):
        yield _Evidence("register", "1", body, _place_of_agency(body, registers, year))
    for rule, body in (("title issuer", traces.issuer), ("signature", traces.signature)):
        yield _Evidence(rule, "1", body, _places_of_body(body, divisions, year))
    for line in traces.first_lines:
        heading = _HEADING.match(fold_space(line))
        if heading:
            body = heading["body"]
            yield _Evidence("heading", "1", body, _places_of_body(body, divisions, year))
    if _NATIONAL_NUMBER.match(traces.number) or _ALL_PROVINCES.search(traces.addressees):
        words = traces.number or traces.addressees
        yield _Evidence("number", "0.95", words, _national(divisions, year))
    for rule, words in (("title", traces.title), ("file name", traces.file_name)):
        yield _Evidence(rule, "0.9", words, _places_of_words(words, divisions, year))
    addressed = _common_parent(traces.addressees, divisions, year)
    yield _Evidence("addressees", "0.8", traces.addressees, addressed)


def _place_of_agency(body: str, registers: Registers, year: int) -> tuple[Division, ...]:
    """Return the place of a body that the register of agencies has under this name."""
    name = fold_width(body)
    codes = (row.code for row in registers.agencies if fold_width(row.name_zh) == name)
    place = registers.divisions.by_code(next(codes, ""), year)
    return (place,) if place else ()


def _national(divisions: Divisions, year: int) -> tuple[Division, ...]:
    country = divisions.by_code(COUNTRY, year)
    return (country,) if country else ()


def _places_of_body(body: str, divisions: Divisions, year: int) -> tuple[Division, ...]:
    """Return the places that the name of a body can mean: 南京市鼓楼区人民政府."""
    name = _PARTY.sub("", fold_space(body))
    if _NATIONAL_BODY.match(name):
        return _national(divisions, year)
    chain = read_chain(name, divisions, year)
    if chain is None:
        return ()
    below = _BELOW.match(name[chain.end :])
    if below:
        return tuple(_part_of(place, below["name"]) for place in chain.places)
    return chain.places if _BODY.match(name[chain.end :]) else ()


def _part_of(place: Division, name: str) -> Division:
    """Return a zone or town that no table lists: its key is of its own, its place known."""
    return Division(ids.part_of(place.code, name), name, place.code, BEFORE, AFTER, "0.8")


def _places_of_words(words: str, divisions: Divisions, year: int) -> tuple[Division, ...]:
    """Return the one place that a title names in full; where it names several, none is its own."""
    found: list[Chain] = []
    position = 0
    text = fold_space(words)
    while position < len(text):
        chain = read_chain(text, divisions, year, position)
        if chain is None or not (chain.in_full or position == 0):
            position += 1
            continue
        if not _OTHERS.search(text[:position]):
            found.append(chain)
        position = chain.end
    distinct = {tuple(place.code for place in chain.places) for chain in found}
    return found[0].places if len(distinct) == 1 else ()


def _common_parent(words: str, divisions: Divisions, year: int) -> tuple[Division, ...]:
    """Return what all of two or more addressed divisions lie in: 玄武区、鼓楼区 in 南京市."""
    chains = [read_chain(name, divisions, year) for name in re.split(r"[、，；]", words)]
    parents = [{place.parent for place in chain.places} for chain in chains if chain]
    if len(parents) < 2:
        return ()
    shared = set.intersection(*parents)
    found = (divisions.by_code(code, year) for code in sorted(shared))
    return tuple(place for place in found if place)


def _choose(
    evidence: Sequence[_Evidence], traces: Traces, divisions: Divisions
) -> tuple[Division, ...]:
    """Return the places of the first evidence that agree with the others, as far as they can."""
    places = evidence[0].places
    for other in evidence[1:]:
        agreeing = [place for place in places if _agrees(place, other.places, divisions, traces)]
        places = tuple(agreeing) or places
    if len(places) > 1:
        head = fold_space(traces.title + traces.addressees + traces.signature + traces.text)
        named = [place for place in places if _parent_name(place, divisions, traces.year) in head]
        places = tuple(named) or places
    return places


def _agrees(
    place: Division, others: Sequence[Division], divisions: Divisions, traces: Traces
) -> bool:
    return any(
        divisions.lies_in(place, other.code, traces.year)
        or divisions.lies_in(other, place.code, traces.year)
        for other in others
    )


def _parent_name(place: Division, divisions: Divisions, year: int) -> str:
    parent = divisions.by_code(place.parent, year)
    return parent.name if parent else "\0"


def _conflicts(
    place: Division, evidence: Sequence[_Evidence], divisions: Divisions, traces: Traces
) -> Iterator[str]:
    for other in evidence[1:]:
        if other.places and not _agrees(place, other.places, divisions, traces):
            names = "、".join(_path(found, divisions, traces.year) for found in other.places[:3])
            yield (
                f"{evidence[0].rule} says {place.name}, {other.rule} '{other.words[:40]}' "
                f"says {names}; the first is taken"
            )


def _doubts(place: Division, divisions: Divisions, traces: Traces) -> Iterator[str]:
    if traces.year not in divisions.known:
        first, last = divisions.known[0], divisions.known[-1]
        yield f"divisions are known for {first} to {last}; {traces.year} has the nearest edition"
    elif not place.stood_in(traces.year):
        until = f"until {place.last}" if place.last < traces.year else f"from {place.first}"
        yield f"{place.name} ({place.code}) stood {until}; the document is of {traces.year}"


def _path(place: Division, divisions: Divisions, year: int) -> str:
    above = [division.name for division in divisions.chain(place, year)[:-1]]
    return "".join(reversed(above)) or place.name
