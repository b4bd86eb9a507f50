"""Print how many units of a table of unseen places resolve right, and list each that does not.

    python -m bench.resolution --units FILE

FILE is a table, tab-separated or CSV: `jurisdiction` (a division by name or code), `level` of the
body or of that place, `year`, `surface` as a document of that jurisdiction prints it, `canonical`
(with or without the place before it), `type`. Levels and types are written as the registers call
them, in English or Chinese; a coarse type stands for the finer ones in it. An empty cell is not
judged; a row whose place, level or type no register knows counts as not right.

A name is right up to the place before it. Two surfaces are wrongly merged where the table names
two bodies and they resolve to one.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from loader.bodies.agents import Directory
from loader.entities import Agent, Body
from loader.registers.divisions import COUNTRY, Division
from loader.registers.registers import Registers
from ontology import keys
from ontology.errors import RegisterError
from ontology.values import fold_width

COLUMNS = ("jurisdiction", "level", "year", "surface", "canonical", "type")

LEVELS = {
    "national": "国家 国家级 中央 全国 国务院",
    "provincial": "省 省级 自治区 直辖市 province 省部级",
    "prefectural": "市 地级 地级市 市级 州 州级 盟 地区 副省级 副省级市 prefecture 地市级 city",
    "county": "县 区 县级 区级 县级市 市辖区 旗 区县 县区 county district",
    "township": "乡 镇 街道 乡镇 乡级 镇级 town 乡镇街道 乡镇级",
    "zone": "开发区 园区 新区",
    "village": "村 社区 村级",
}
"""Levels of bodies as the registers call them, and what else a table may call them."""

COARSE = {
    "政府工作部门": "state-council-ministry special-direct-institution direct-institution"
    " national-bureau state-council-office party-government-department",
    "党委工作机关": "party-government-department",
    "事业单位": "direct-public-institution",
    "企业": "financial-institution",
    "其他": "court procuratorate peoples-congress consultative-conference military-organ"
    " democratic-party party-committee peoples-government social-organization",
    "议事协调机构": "coordination-office party-coordination-office headquarters",
}
"""Types of a table that has few words, and the finer ones that lie in them besides their own."""

_WITH_PLACE = re.compile("^(?:国家|国务院|全国|中国|中共|中华)|[省市县区州盟旗]")

Row = dict[str, str]


@dataclass(frozen=True)
class Place:
    """The place of a row: its key, the name that no register has, and all names before a body's."""

    code: str
    shown: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A row of the table with who its surface resolved to, and which of its parts are right."""

    row: Row
    place: Place
    agent: Agent
    name: bool
    type: bool
    level: bool

    @property
    def resolved(self) -> bool:
        return self.agent.resolution != "unresolved"

    @property
    def right(self) -> bool:
        return self.name and self.type and self.level

    @property
    def joined(self) -> bool:
        """Tell whether the name differs by words at most that short forms never show."""
        names = (bare(name, self.place) for name in (self.agent.name, self.row["canonical"]))
        first, second = (re.sub("^人民政府|[和与、]", "", name) for name in names)
        return first == second

    @property
    def brief(self) -> str:
        row = self.row
        return f"{row['jurisdiction']} {row['year']} {row['surface']} = {row['canonical']}"

    def __str__(self) -> str:
        row, body = self.row, self.agent.body
        found = (self.agent.name, body.type if body else "", body.level if body else "")
        wanted = (row["canonical"], row["type"], row["level"])
        marks = [part for part in ("name", "type", "level") if not getattr(self, part)]
        where = f"{row['jurisdiction']} {row['year']} {row['surface']}"
        parts = f"{'/'.join(found)}, not {'/'.join(wanted)}"
        return f"{where}: {parts} ({', '.join(marks)}; {self.agent.rule})"


def read_units(path: Path) -> list[Row]:
    """Return the rows of a table of units; it is tab-separated if its first line has a tab.

    Raises RegisterError if a column is missing.
    """
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t" if "\t" in first else ","))
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing or not rows:
        raise RegisterError(f"{path}: no column {', '.join(missing) or 'with a row'}")
    return [{name: (row[name] or "").strip() for name in COLUMNS} for row in rows]


def judge(rows: Iterable[Row], registers: Registers) -> Iterator[Judged]:
    """Yield each row with what its surface resolves to in its jurisdiction and year."""
    for row in rows:
        year = int(row["year"])
        place = find_place(row["jurisdiction"], year, registers)
        directory = Directory(registers, place.code, year, place.shown)
        agent = directory.body(row["surface"])
        body = agent.body or Body()
        yield Judged(
            row,
            place,
            agent,
            name=bare(agent.name, place) == bare(row["canonical"], place),
            type=body.type in types_of(row["type"], registers) or not row["type"],
            level=_is_level(body.level, row["level"]),
        )


def find_place(name: str, year: int, registers: Registers) -> Place:
    """Return the place called `name`, also with what it lies in before it: 江苏省苏州市.

    A town that no register has is one of the division before it: 佛山市顺德区北滘镇.
    """
    for end in range(len(name), 1, -1):
        for start in range(end - 1):
            if found := _division(name[:start], name[start:end], year, registers):
                chain = registers.divisions.chain(found, year)
                names = [one for above in chain[::-1] for one in above.names]
                rest = name[end:]
                code = f"{found.code}-{keys.hash10(rest)}" if rest else found.code
                return Place(code, rest, (*names, *[rest][: len(rest)]))
    return Place(keys.unknown_division(name), "", ())


def _division(above: str, name: str, year: int, registers: Registers) -> Division | None:
    """Return the only division called `name` that lies in what `above` names."""
    divisions = registers.divisions
    if name in ("全国", "国家", "中国", "国务院", "中央") or name.isdecimal():
        return divisions.by_code(name if name.isdecimal() else COUNTRY, year)
    parts = re.findall(r".{2,}?(?:自治区|自治州|[省市州盟区县])", above)
    found = [
        division
        for division in divisions.named(name, year)
        if {n for one in divisions.chain(division, year) for n in one.names} >= set(parts)
    ]
    return found[0] if len(found) == 1 else None


def _is_level(found: str, written: str) -> bool:
    """Tell whether a level is the one written; that of the place where a zone or town lies will do.

    >>> _is_level("zone", "prefecture"), _is_level("county", "prefecture"), _is_level("", "")
    (True, False, True)
    """
    return not written or found == level_of(written) or found in ("zone", "township", "village")


def bare(name: str, place: Place) -> str:
    """Return a name without its place, folded; 中共…委 and 共青团 are short for the words in full,
    and a subdistrict's office goes with and without 人民政府.

    >>> place = Place("310115", "", ("上海市", "浦东新区", "浦东"))
    >>> bare("中国共产党上海市浦东新区委员会组织部", place), bare("中共浦东新区委组织部", place)
    ('委组织部', '委组织部')
    """
    text = re.sub(r"^(?:中国共产党|中共|中华人民共和国)", "", fold_width(name))
    text = re.sub("^中国共产主义青年团", "共青团", text)
    league = "共青团" if text.startswith("共青团") else ""
    text = text.removeprefix(league)
    for own in map(fold_width, place.names):
        text = text.removeprefix(own) if len(text) > len(own) + 1 else text
    text = re.sub(r"^(?:[省市县区州盟旗]|自治区)?委(?:员会)?(?=.)", "委", text)
    text = re.sub("^人民政府(?=.+街道办事处$)", "", text)
    return league + text


def types_of(written: str, registers: Registers) -> set[str]:
    """Return the types that a table may mean by `written`."""
    own = {row.slug for row in registers.agency_types if written in (row.slug, row.label_zh)}
    return own | set(COARSE.get(written, "").split())


def level_of(written: str) -> str:
    """Return the level that a table means by `written`.

    >>> level_of("县级"), level_of("county"), level_of("地级市")
    ('county', 'county', 'prefectural')
    """
    for level, others in LEVELS.items():
        if written == level or written in others.split():
            return level
    return ""


def merges(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each two bodies of the table that are one node."""
    by_iri: dict[str, dict[tuple[str, str], Judged]] = defaultdict(dict)
    for one in judged:
        if one.resolved:
            by_iri[one.agent.iri.value].setdefault(_meant(one.row, one.place.code), one)
    for bodies in by_iri.values():
        for first, second in combinations(bodies.values(), 2):
            yield f"{first.agent.name}: {first.brief} and {second.brief}"


def _meant(row: Row, code: str) -> tuple[str, str]:
    """Return what tells bodies of the table apart: the full name, or the place and a bare one."""
    name = re.sub("[和与、]", "", fold_width(row["canonical"]))
    has_place = _WITH_PLACE.search(name)
    return ("" if has_place else code, name)


def print_units(path: Path, registers: Registers) -> None:
    """Print the figures of a table of units, what is merged wrongly, and each miss."""
    judged = list(judge(read_units(path), registers))
    total = len(judged)
    figures = {
        "resolved at all": sum(one.resolved for one in judged),
        "name right": sum(one.name for one in judged),
        "  but 和 与 人民政府": sum(one.name or one.joined for one in judged),
        "type right": sum(one.type for one in judged),
        "level right": sum(one.level for one in judged),
        "all three right": sum(one.right for one in judged),
    }
    print(f"{path.name}: {total} units of {len({o.row['jurisdiction'] for o in judged})} places")
    for label, count in figures.items():
        print(f"  {label:<20}{count:>6}  {count / total:.3f}")
    merged = list(merges(judged))
    print(f"  wrongly merged      {len(merged):>6}")
    print("".join(f"    merged: {line}\n" for line in merged), end="")
    print("".join(f"    {one}\n" for one in judged if not one.right), end="")
