"""What the parts of a document tell of its place, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loader.places.chains import Chain, read_chain
from loader.registers.divisions import COUNTRY, Division, Divisions, unlisted_part
from loader.registers.registers import Registers
from ontology.values import WIDE_MARKS, fold_space, fold_width

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_BODY = re.compile(
    r"^(?:人民)?(?:政府|代表大会|法院|检察院)|^(?:委|省委|市委|区委|县委|州委|旗委|党委|党工委|盟委|地委|委员会|管委会|管理委员会"
    r"|行政公署|行署|办公[厅室]|政办)|^[^，。；]{0,24}(?:局|委|厅|办|院|会|队|公司|中心|所|处|部|办公室|指挥部|领导小组)$"
)
_BELOW = re.compile(
    r"^(?P<name>(?:[^，。、；]{0,16}?(?:开发区|园区|新区|示范区|度假区|保税区|高新区|经开区|试验区|新城"
    r"|合作区|管理区|港区|风景区|生产建设兵团))|(?:[^，。、；区市县]{1,8}?(?:镇|乡|街道|苏木)))"
    r"(?=$|管理|管委|办公|党|工委|人民|办事|政府|委员会|20\d\d)"
)
_NATIONAL_BODY = re.compile(
    r"^(?:国务院|中共中央|中央|全国人民代表大会|全国人大|全国政协|最高人民(?:法院|检察院)"
    r"|国家[^省市县区州]{2,16}(?:局|委|委员会|总局|办公室)|中华人民共和国|中国人民银行(?:办公厅)?$"
    r"|[^省市县区州旗盟镇乡]{2,8}(?:部|总署|总局)(?:办公厅)?$)"
)
_NATIONAL_NUMBER = re.compile(r"^(?:国发|国办发|国函|国办函|国令|国办|中发|中办发|厅字)")
_ALL_PROVINCES = re.compile(r"各省、自治区、直辖市")
_SHORT = re.compile(
    r"(?P<short>[\u4e00-\u9fff]{1,4}?)(?:人民政府|政|府|委|办|发|字)[\u4e00-\u9fff]{0,4}〔"
)
"""Whose a number is by its first characters: 湘政发 of a province, 潜政办发 of a city."""
_HEADING = re.compile(r"^(?P<body>[\u4e00-\u9fff（）]{4,30})文件$")
_GOVERNMENT = re.compile(r"(?<=[、，：；（])([^、，,：:；;（(）)。]{2,12}?[区县市旗])(?:人民)?政府")
_OWN_BODY = {
    "national": r"$^",
    "province": r"[、，：；（](?:省|自治区)[^、，。省]{1,10}(?:厅|局|委|办)",
    "prefecture": r"[、，：；（]市(?!场)[^、，。市]{1,10}(?:局|委|办)",
    "county": r"[、，：；（][区县][^、，。区县]{1,10}(?:局|委|办)",
}
_MINISTRY = re.compile(
    r"(?:教育|科技|工业和信息化|公安|民政|司法|财政|人力资源社会保障|自然资源|国土资源|生态环境|环境保护"
    r"|住房城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|应急管理)部(?!门)"
)
_BEFORE_WORDS = re.compile(r"^(?:[^\u4e00-\u9fff]|附件|年度?)*")
_BEFORE_NAME = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|年|年度|关于|印发|下发|转发|发布|公布|下达|分解|落实|推进|加快|加强|做好|开展|实施|调整"
    r"|贯彻|执行|明确|支持|促进|建立|完善|成立|全|在|对|到|与|和|同|援|援助|支援|协作|学习|借鉴)$"
)
"""What a place in a title stands after; in 发展中山区农业 there is no 中山区."""
_AFTER_SHORT = re.compile(
    r"$|[市省区县州旗《“\d]|年|人民|政府|国民|经济|政务|全面|重点|关于|贯彻|落实"
)
"""What may follow the short name that a title begins with: 太仓2018年; not 北京路."""

_OF_PLACE = re.compile("经济|高新|保税|旅游|供电|海关|海事|火车站")
"""What the short name of a place stands before in names of what lies there: 徐州经济开发区."""

_OTHERS = re.compile(r"(?:支援|援助|援|协作|合作|赴|学习|借鉴|转发)$")
"""What stands before the place of somebody else: 对口支援新疆, 学习借鉴浙江."""


@dataclass(frozen=True)
class Traces:
    """The words of a document that can tell whose it is; what is absent is empty."""

    year: int | None
    title: str = ""
    issuer: str = ""
    signature: str = ""
    number: str = ""
    addressees: str = ""
    publisher: str = ""
    first_lines: tuple[str, ...] = ()
    file_name: str = ""
    text: str = ""

    @cached_property
    def folded(self) -> str:
        """The text without blanks, its punctuation wide."""
        return fold_space(self.text).translate(WIDE_MARKS)


@dataclass(frozen=True)
class Evidence:
    """What one part of a document says: the places that its words can mean."""

    rule: str
    confidence: str
    words: str
    places: tuple[Division, ...]


def find_evidence(traces: Traces, registers: Registers) -> Iterator[Evidence]:
    """Yield what each part says, also where it says nothing, in the order in which they count."""
    divisions, year = registers.divisions, traces.year
    for body in filter(None, (traces.issuer, traces.signature)):
        yield Evidence("register", "1", body, _place_of_agency(body, registers, year))
    for rule, body in (("title issuer", traces.issuer), ("signature", traces.signature)):
        yield Evidence(rule, "1", body, _places_of_body(body, divisions, year))
    for line in traces.first_lines:
        heading = _HEADING.match(fold_space(line))
        if heading:
            body = heading["body"]
            yield Evidence("heading", "1", body, _places_of_body(body, divisions, year))
    if _NATIONAL_NUMBER.match(traces.number) or _ALL_PROVINCES.search(traces.addressees):
        words = traces.number or traces.addressees
        yield Evidence("number", "0.95", words, _national(divisions, year))
    for rule, words in (("title", traces.title), ("file name", traces.file_name)):
        yield Evidence(rule, "0.9", words, _places_of_words(words, divisions, year))
    published = _places_of_body(traces.publisher, divisions, year)
    yield Evidence("publisher", "0.8", traces.publisher, published)
    if not traces.title:
        opening = _BEFORE_WORDS.sub("", fold_space("".join(traces.first_lines)))
        chain = read_chain(opening, divisions, year)
        places = chain.places if chain and chain.in_full else ()
        yield Evidence("first words", "0.8", opening[:40], places)
    addressed = _common_parent(re.split(r"[、，；]", traces.addressees), divisions, year)
    yield Evidence("addressees", "0.8", traces.addressees, addressed)
    yield Evidence("place in the number", "0.8", traces.number, _of_number(traces, registers))
    yield from _evidence_of_units(traces, divisions)


def _evidence_of_units(traces: Traces, divisions: Divisions) -> Iterator[Evidence]:
    """Yield what the bodies in the text tell: governments below one city, or ministries."""
    text = traces.folded
    governments = sorted(set(_GOVERNMENT.findall(text)))
    parents = _common_parent(governments, divisions, traces.year)
    own = [place for place in parents if re.search(_OWN_BODY[place.level], text)]
    yield Evidence("governments below it", "0.7", "、".join(governments), tuple(own))
    ministries = sorted(set(_MINISTRY.findall(text)))
    if len(ministries) >= 3 and not re.search("|".join(_OWN_BODY.values()), text):
        words = "、".join(ministries)
        yield Evidence("ministries", "0.8", words, _national(divisions, traces.year))


def _of_number(traces: Traces, registers: Registers) -> tuple[Division, ...]:
    """Return whose the number is by what it begins with.

    Its first character is of a province, if the text has bodies of one, or of what the text
    names in full or by what lies there: 潜政办发 and 潜江市, 徐政发 and 徐州经济开发区. Of several
    that is meant which the others lie in. 东市府办 has the character of a city, not 东市区.
    """
    match = _SHORT.match(traces.number)
    if match is None:
        return ()
    divisions, year = registers.divisions, traces.year
    chain = read_chain(match["short"], divisions, year)
    kind = match["short"][-1]
    if chain and chain.end == len(match["short"]):
        is_other = kind in "市县区州旗盟" and all(p.name[-1] != kind for p in chain.places)
        return () if is_other else chain.places
    short, text = match["short"][0], traces.folded
    rows = (row for row in registers.place_words if row.kind == "number" and row.word == short)
    province = next((divisions.by_code(row.code, year) for row in rows), None)
    if province and re.search(_OWN_BODY["province"], text):
        return (province,)
    chains = (read_chain(text, divisions, year, m.start()) for m in re.finditer(short, text))
    found = (c.places for c in chains if c and (c.in_full or _OF_PLACE.match(text, c.end)))
    named = {places[0] for places in found if len(places) == 1}
    over = [p for p in named if all(divisions.lies_in(one, p.code, year) for one in named)]
    return tuple(over)


def _place_of_agency(body: str, registers: Registers, year: int | None) -> tuple[Division, ...]:
    """Return the place of a body that the register of agencies has under this name."""
    name = fold_width(body)
    rows = (row for row in registers.agencies if fold_width(row.name_zh) == name)
    key = next((row.administers or row.code for row in rows), "")
    place = registers.divisions.by_code(key, year)
    return (place,) if place else ()


def _national(divisions: Divisions, year: int | None) -> tuple[Division, ...]:
    country = divisions.by_code(COUNTRY, year)
    return (country,) if country else ()


def _places_of_body(body: str, divisions: Divisions, year: int | None) -> tuple[Division, ...]:
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
    return unlisted_part(place.code, name)


def _places_of_words(words: str, divisions: Divisions, year: int | None) -> tuple[Division, ...]:
    """Return the one place that a title names in full; where it names several, none is its own."""
    found: list[Chain] = []
    position = 0
    text = fold_space(words)
    while position < len(text):
        chain = read_chain(text, divisions, year, position)
        if chain is None or not _names_place(chain, text, position):
            position += 1
            continue
        if not _OTHERS.search(text[:position]):
            found.append(chain)
        position = chain.end
    distinct = {tuple(place.code for place in chain.places) for chain in found}
    return found[0].places if len(distinct) == 1 else ()


def _names_place(chain: Chain, text: str, position: int) -> bool:
    if not chain.in_full:
        return position == 0 and _AFTER_SHORT.match(text, chain.end) is not None
    return _BEFORE_NAME.search(text[:position]) is not None


def _common_parent(
    names: Sequence[str], divisions: Divisions, year: int | None
) -> tuple[Division, ...]:
    """Return what two or more named divisions all lie in: 玄武区、鼓楼区 in 南京市.

    A zone or town lies in the place that it is named after: 宿迁经济开发区.
    """
    chains = [(name, read_chain(name, divisions, year)) for name in names]
    parents = [_codes_above(name, chain) for name, chain in chains if chain]
    if len(parents) < 2:
        return ()
    shared = set.intersection(*parents)
    found = (divisions.by_code(code, year) for code in sorted(shared))
    return tuple(place for place in found if place)


def _codes_above(name: str, chain: Chain) -> set[str]:
    is_below = _BELOW.match(name[chain.end :]) is not None
    return {place.code if is_below else place.parent for place in chain.places}
