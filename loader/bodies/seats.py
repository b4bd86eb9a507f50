"""Whose body it is: the place that the first words of a surface name, by name or by its level.

In a document of 佛山市, 市 is 佛山市, 省 is 广东省, 南海区 one of its districts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from loader.registers.divisions import COUNTRY, Division, Divisions
from loader.registers.zone_names import ZoneNames
from ontology import keys
from ontology.marks import unmarked
from ontology.values import fold_width

LEVELS = {
    "national": "national",
    "province": "provincial",
    "prefecture": "prefectural",
    "county": "county",
    "zone": "zone",
    "township": "township",
    "village": "village",
}
"""Levels of divisions, and what the level of a body of theirs is called in the graph."""

_LETTERS = ("自治区", "省", "市", "州", "盟", "地区", "县", "旗", "区", "镇", "乡", "街道")
_LETTER_LEVELS = {
    **dict.fromkeys(("省", "自治区"), "province"),
    **dict.fromkeys(("市", "州", "盟", "地区"), "prefecture"),
    **dict.fromkeys(("县", "区", "旗"), "county"),
    **dict.fromkeys(("镇", "乡", "街道"), "township"),
}
_OF_COUNTIES = ("县", "旗", "区")
"""Words for a county that its documents keep when it becomes a city or district."""

_SPELT = {
    "省": "sheng",
    "自治区": "zizhiqu",
    "市": "shi",
    "州": "zhou",
    "盟": "meng",
    "地区": "diqu",
    "县": "xian",
    "旗": "qi",
    "区": "qu",
    "镇": "zhen",
    "乡": "xiang",
    "街道": "jiedao",
}
_NOT_OF_ALL = r"(?!属|级(?!机关)|直(?!机关|属机关|工委))"
"""Guards against 市直部门 and 省级机关, which name no body; 市直机关工委 does."""

_NATIONAL = re.compile(r"^(?:国务院|国家|中央)")
_PARTY = re.compile(r"^(?:中共|中国共产党)(?=.{2,})")


@dataclass(frozen=True)
class Seat:
    """The place that a body belongs to.

    `code` begins its identifier; `mark` goes before its slug where the code does not tell the place
    apart: 区 in a document whose place is not known, or a name that its title has. `name` is empty
    where nothing names it, `key` where no register has the place.
    """

    code: str
    name: str
    short: str
    level: str
    mark: str = ""
    confidence: str = "1"
    key: str = ""

    @property
    def letter(self) -> str:
        """Return the word that stands for the place in its own documents: 市 for 太仓市."""
        return next((letter for letter in _LETTERS if self.name.endswith(letter)), "")

    @property
    def prefix(self) -> str:
        """Return the name before that of a place below it, nothing if only its level is known."""
        return "" if self.name == self.letter else self.name


@dataclass(frozen=True)
class Reading:
    """One way to read a surface: the place, the words after it, and what told the place."""

    seat: Seat
    rest: str
    by: str


@dataclass(frozen=True)
class Territory:
    """The place of a document, what it lies in and what lies in it, in a year.

    `shown` is what the document itself shows of a place that is not known: its level, or a name.
    """

    divisions: Divisions
    code: str
    year: int | None
    shown: str = ""
    zones: ZoneNames = field(default_factory=ZoneNames)

    @cached_property
    def chain(self) -> tuple[Seat, ...]:
        """Return the document's place and what it lies in; one without name if not known."""
        division = self.divisions.by_code(self.code, self.year)
        if division:
            found = self.divisions.chain(division, self.year)
            return tuple(seat_of(one, self.divisions) for one in found)
        if self.shown == "国家":
            return (self._country,)
        above = self.divisions.by_code(self.code.partition("-")[0], self.year)
        chain = self.divisions.chain(above, self.year) if above else ()
        return (self._unlisted_place(self.shown), *(seat_of(one, self.divisions) for one in chain))

    @property
    def own(self) -> Seat:
        return self.chain[0]

    @cached_property
    def _country(self) -> Seat:
        return Seat(COUNTRY, "中华人民共和国", "中国", "national")

    def _unlisted_place(self, shown: str) -> Seat:
        """Return the place that no register has and of which only a level, or a name, is shown."""
        letter = next((one for one in _LETTERS if shown.endswith(one)), "")
        level, mark = _LETTER_LEVELS.get(letter, ""), _SPELT.get(letter, "")
        if shown != letter:
            shown = unmarked(shown)
            mark = f"{mark}-{keys.hash10(shown)}" if mark else f"at-{keys.hash10(shown)}"
        return Seat(self.code, shown, shown.removesuffix(letter), level, mark, "0.8")

    def readings(self, surface: str, prefix: str = "") -> Iterator[Reading]:
        """Yield the ways to read `surface`; the first that gives a body is right.

        A name that begins with a level's word is tried whole first: 市场监管局.
        """
        if not prefix:
            yield Reading(self.own, surface, "the document's own place")
        if _NATIONAL.match(surface):
            rest = _NATIONAL.sub("", surface)
            yield Reading(self._country, rest, "国家, 国务院 or 中央 before it")
        for seat, rest in self._named(_PARTY.sub("", surface)):
            yield Reading(seat, rest, f"the name of {seat.name} before it")
        for letter in _LETTERS:
            words = prefix + surface
            begins = re.match(letter + _NOT_OF_ALL, words)
            meant = self.of_letter(letter) if begins else None
            if meant:
                yield Reading(meant, words.removeprefix(letter), f"{letter} before it")
        if prefix:
            yield Reading(self.own, surface, "the document's own place")

    def of_letter(self, letter: str) -> Seat | None:
        """Return the place that `letter` stands for: its own, or one that it lies in."""
        if self.own.level == "national":
            return None
        for seat in self.chain:
            if seat.letter == letter and seat.code != COUNTRY:
                return seat
        if letter in _OF_COUNTIES and self.own.level == "county":
            return self.own
        known = not self.code.startswith(keys.NO_DIVISION)
        return None if known else self._unlisted_place(letter)

    def _named(self, text: str) -> Iterator[tuple[Seat, str]]:
        """Yield places whose names begin `text`, the longest first, and what follows."""
        longest = min(len(text) - 1, self.divisions.longest_name)
        for end in range(longest, 1, -1):
            seat = self.named(text[:end])
            if seat is None:
                continue
            rest = text[end:]
            yield from self._named(rest)
            yield seat, rest

    def inside(self, name: str) -> Seat:
        """Return the place that a body's name holds inside: 忻州 in 人行忻州中心支行."""
        found = self.divisions.named(name, self.year)
        alone = seat_of(found[0], self.divisions) if len(found) == 1 else None
        return self.named(name) or alone or self.unlisted(name)

    def named(self, name: str) -> Seat | None:
        """Return the place called `name`: one of its own, else the only one in China so called.

        A short form means one of its own: 太仓 in a document of 苏州市, 河南 in one of 甘肃省 not.
        Of a city and a county of one name it means the one whose document it is, or in which it
        lies: 长沙 in a document of 长沙市.
        """
        found = self.divisions.named(name, self.year)
        own = [division for division in found if self._is_near(division)]
        full = [division for division in found if fold_width(division.name) == fold_width(name)]
        chain = {seat.code for seat in self.chain}
        above = [division for division in own if division.code in chain]
        own = above if len(above) == 1 and not full else own
        chosen = own or (full if len(full) == 1 else [])
        return seat_of(chosen[0], self.divisions) if len(chosen) == 1 else None

    def _is_near(self, division: Division) -> bool:
        above = {seat.code for seat in self.chain if seat.code != COUNTRY}
        if division.code in above:
            return True
        province = {code for code in above if code.endswith("0000")}
        lies_in = self.divisions.lies_in
        if self.own.level in ("province", "prefecture", "county", "zone"):
            near = self._home if self.own.level != "province" else self.own.code
            return lies_in(division, near, self.year)
        return any(lies_in(division, code, self.year) for code in province)

    @cached_property
    def _home(self) -> str:
        """Return the prefecture that the place is or lies in, else the place itself."""
        cities = [seat.code for seat in self.chain if seat.level == "prefecture"]
        return cities[0] if cities else self.own.code

    def unlisted(self, name: str) -> Seat:
        """Return a place that no register lists, of its own within the document's place."""
        name = unmarked(name)
        letter = next((one for one in _LETTERS if name.endswith(one)), "")
        level = _LETTER_LEVELS.get(letter, "")
        return Seat(self.code, name, name, level, f"at-{keys.hash10(name)}", "0.7")


def seat_of(division: Division, divisions: Divisions) -> Seat:
    """Return the seat of the bodies of a division, by the latest name that it had with its code.

    So a body has one name in documents of all years: 襄樊市 of 2008 is 襄阳市.
    """
    named = divisions.under_code(division)[0]
    name = "中华人民共和国" if division.code == COUNTRY else named.name
    return Seat(
        division.code, name, named.names[-1], division.level, key=divisions.key_of(division)
    )


def level_shown(surfaces: list[str]) -> str:
    """Return the level's word that most of `surfaces` begin with, 国家 for those of the State
    Council, or nothing.

    >>> level_shown(["区财政局", "区教育局", "市生态环境局"]), level_shown(["财政部", "水利部"])
    ('区', '国家')
    """
    counts = dict.fromkeys(_LETTERS, 0)
    for surface in surfaces:
        for letter in _LETTERS:
            if re.match(f"{letter}(?!级|场|属|直)", surface):
                counts[letter] += 1
                break
    most = max(counts, key=lambda letter: counts[letter])
    national = sum(bool(_MINISTRY.search(surface)) for surface in surfaces)
    if national > counts[most]:
        return "国家"
    return most if counts[most] else ""


def name_shown(title: str) -> str:
    """Return the name of a place that `title` begins with and that no register need know.

    >>> name_shown("龙塘区2011年为民办实事"), name_shown("关于做好2011年工作的通知")
    ('龙塘区', '')
    """
    found = _TITLED.match(title)
    return found["name"] if found else ""


_TITLED = re.compile(
    r"^(?:中共)?(?P<name>(?![全各本我]|[今去明当近昨前][年日天]|日前)[\u4e00-\u9fff]{1,5}?(?:自治区|自治州|自治县|街道|[省市州盟县旗区镇乡]))"
    r"(?=\d{4}|人民政府|政府|委|人大|办公)"
)
_MINISTRY = re.compile(
    r"^(?:国家|国务院|中央)|^[^委]{1,12}(?<!组织)(?<!宣传)(?<!统战)(?:部|总局|总署)$"
)
