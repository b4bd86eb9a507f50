"""Task tables that were flattened to one string: no separator is left between cells or rows.

Header words that run together open such a table; its rows begin with numbers that count up, and the
units at the end of a row begin where everything that follows reads as names of bodies. A date after
them and names of leaders before or behind them are cut off first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from loader.assignments.clause_words import SCHEDULE
from loader.assignments.fields import PEOPLE, ROLES, with_one_lead
from loader.entities import Printed
from loader.plain_tables.flat_anchored import anchored_names, anchored_tasks, row_of
from loader.plain_tables.flat_figures import figured_row
from loader.plain_tables.flat_leaders import names_of_leaders, without_last_names, without_names
from loader.plain_tables.glued_names import glued_names, start_of_known
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.table import Row
from loader.texts.brackets import split_outside
from loader.texts.deadlines import find_deadlines
from loader.texts.listed_groups import goes_on
from loader.texts.posts import SURNAMES

_PAGE = re.compile(
    r"[—\-－–]\s*\d{1,3}\s*[—\-－–]|第\s*\d{1,3}\s*页(?:[，,/]?\s*共\s*\d{1,3}\s*页)?|[·•]\s*\d{1,3}\s*[·•]|[\u4e00-\u9fff]{2,16}公报\d{4}年第?\d{1,3}期"
)
"""Numbers of pages, and the running head of a gazette."""

_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
_NUMBER = re.compile(r"(?<!\d)(\d{1,3})(?=[^\d%％.．年月日、万亿个座辆])(?![项条件][）)])")
_OF_AMOUNT = re.compile(
    "[户名亩吨处项套座辆台件条所间张次天口眼株头只盏米元千百]|公[里顷斤]|平方|家(?!庭)|人(?![才民居社大力])"
)
_AGAIN = "\f"
"""What stands where the header comes again at the top of a page, so that a row ends before it."""

_LONGEST_LIST = 1_000
"""Characters at the end of a row among which its units are looked for."""

_BODY = (
    "[区县市局委办部院会厅社司心府位门行处段站所队团联馆室署镇乡]|新城|街道|镇街"
    "|(?:工业|产业|科技|创业|物流|化工|高新)园"
)
_ENDS = re.compile(rf"(?:{_BODY})$")
_ENDS_DATED = re.compile(
    rf"(?:{_BODY}|[月日年]|[年月]?[底末内]前?|季度|半年|[底日]之?前|完成|推进|实施)$"
)
_SCHEDULED = re.compile(SCHEDULE.pattern.removeprefix("^"))
"""What stands for a date at the end of a row: 长期坚持."""

_BEFORE_NAME = "(?:[区县市局委办部院会厅司府行团镇乡所站队联心室署）)]|社(?!区)|街道)"
_SURNAMED = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_ENDS_NAMED = re.compile(rf"{_BEFORE_NAME}(?:{_SURNAMED})?[\u4e00-\u9fff]{{2,3}}$")
_ENDS_SURNAMED = re.compile(rf"{_BEFORE_NAME}(?:{_SURNAMED}){{1,2}}$")

_NOTE_BELOW = re.compile("(?:备注|附注|说明|注)[：:]")
"""What stands below the last row: 6月底前备注：各配合单位按职责配合."""

_FARTHEST = 8
"""Numbers that may be left out between two rows."""


@dataclass(frozen=True)
class FlatTable:
    """A flattened table in a paragraph: its columns and the text after its header."""

    fields: tuple[str, ...]
    body: str
    place: Paragraph

    @property
    def roles(self) -> tuple[str, ...]:
        """The columns of units."""
        return tuple(name for name in self.fields if name in ROLES and name not in PEOPLE)

    @property
    def people(self) -> str | None:
        """The column of leaders, if there is one."""
        return next((name for name in self.fields if name in PEOPLE), None)

    @property
    def has_amounts(self) -> bool:
        """Tell whether columns that may hold amounts stand between the work and the bodies."""
        bodies = self.fields.index(self.roles[0]) if self.roles else 0
        return "remark" in self.fields[:bodies]

    @property
    def has_leaders_last(self) -> bool:
        """Tell whether the column of leaders stands behind those of units."""
        order = [name for name in self.fields if name in (*self.roles, self.people)]
        return bool(order) and order[-1] == self.people


def find_flat(paragraph: Paragraph, registers: Registers) -> FlatTable | None:
    """Return the flattened table in `paragraph`, or None."""
    text = _PAGE.sub("", paragraph.text)
    for match in registers.header_run.finditer(text):
        fields = _without_title(registers.fields_of_run(match[0]))
        roles = [name for name in fields if name in ROLES and name not in PEOPLE]
        if "number" in fields and roles and len(fields) > 2 and match.end() < len(text):
            named = tuple(filter(None, with_one_lead(fields)))
            body = text[match.end() :].replace(match[0], _AGAIN)
            return FlatTable(named, body, paragraph)
    return None


def _without_title(fields: list[str]) -> list[str]:
    """Return the fields of a run without those that words of the title above it read like.

    They stand before the number, and come again behind it: 项目责任分解序号项目牵头单位责任单位.
    """
    first = fields.index("number") if "number" in fields else 0
    return fields[first:] if set(fields[:first]) & set(fields[first:]) else fields


def read_flat(table: FlatTable, registers: Registers) -> Iterator[Row | Printed | Paragraph]:
    """Yield the rows of a flattened table; a section title comes as what it prints.

    A row of which nothing tells where its bodies begin comes back as its words.
    """
    pieces = list(_numbered(table))
    names = names_of_leaders([piece for _, piece in pieces]) if table.people else set[str]()
    anchors = _anchors([piece for _, piece in pieces], table, registers)
    for number, piece in pieces:
        words, section = _without_section(piece)
        if number and (rows := list(_anchored_rows(number, words, table, anchors, registers))):
            yield from rows
            yield from [Printed(section, table.place)] if section else []
            continue
        cells = _taken_apart(words, table, names, registers)
        if number and _hides_leader(cells, table):
            yield replace(table.place, clean=piece, parts=(table.place,))
        elif number and cells["text"]:
            values = {"number": str(number), **cells}
            printed = {name: Printed(said, table.place) for name, said in values.items() if said}
            yield Row(table.place.annex, printed)
        if section:
            yield Printed(section, table.place)


def _anchors(pieces: list[str], table: FlatTable, registers: Registers) -> frozenset[str]:
    """Return the names of leaders that tell where bodies without a level begin, if they do."""
    stand_before = table.people is not None and not table.has_leaders_last
    return anchored_names(pieces, registers) if stand_before else frozenset()


def _anchored_rows(
    number: int, words: str, table: FlatTable, names: frozenset[str], registers: Registers
) -> Iterator[Row]:
    """Yield the tasks of a row as rows of their own; the first body is of the first column.

    None is, where words are left behind the last body and no column is for them.
    """
    tasks = anchored_tasks(words, names, registers)
    if "deadline" not in table.fields and any(task.rest for task in tasks):
        return
    for task in tasks:
        split = 1 if len(table.roles) > 1 else len(task.units)
        cells = {"number": str(number), "text": task.text, table.people or "": task.leader}
        cells |= {table.roles[-1]: "、".join(task.units[split:])} if task.units[split:] else {}
        cells |= {table.roles[0]: "、".join(task.units[:split])}
        cells |= {"deadline": task.rest} if task.rest and "deadline" in table.fields else {}
        yield row_of(task, cells, table.place)


def _numbered(table: FlatTable) -> Iterator[tuple[int, str]]:
    """Yield the number and words of each row, first what stands before row one under 0."""
    body = table.body
    start = last = 0
    for match in _NUMBER.finditer(body):
        is_amount = _OF_AMOUNT.match(body, match.end())
        value = int(match[1]) if is_amount else _without_page(match[1], last + 1)
        before = body[start : match.start()]
        is_next = value == last + 1
        is_headed = is_next and before.endswith(_AGAIN)
        if last < value <= last + _FARTHEST and (
            not last or is_headed or _ends_row(before, table, is_next=is_next)
        ):
            yield last, before.replace(_AGAIN, "")
            start, last = match.end(), value
    yield last, _NOTE_BELOW.split(body[start:].replace(_AGAIN, ""), maxsplit=1)[0]


def _without_page(figures: str, following: int) -> int:
    """Return the number of a row, without that of a page which may stand before it: 3|8 behind 7.

    >>> _without_page("38", 8), _without_page("38", 9), _without_page("8", 8)
    (8, 38, 8)
    """
    page = figures.removesuffix(str(following))
    return following if page and page != figures else int(figures)


def _ends_row(words: str, table: FlatTable, *, is_next: bool) -> bool:
    """Tell whether a row may end here: with a name, date or section title, not in a sentence.

    What looks like a leader has a surname that is known, unless the number behind it `is_next`.
    """
    title = _SECTION.search(words)
    tail = words[title.start() :] if title else words
    ends = [_ENDS_DATED, _SCHEDULED] if "deadline" in table.fields else [_ENDS]
    if table.has_leaders_last:
        ends.append(_ENDS_NAMED if is_next else _ENDS_SURNAMED)
    return bool(title and len(tail) < 30) or any(end.search(words) for end in ends)


def _without_section(piece: str) -> tuple[str, str]:
    """Return the words of a row, and the section title that follows it."""
    title = _SECTION.search(piece)
    section = piece[title.end() :].strip() if title else ""
    return (piece[: title.start()] if title else piece).strip(), section


def _taken_apart(
    words: str, table: FlatTable, names: set[str], registers: Registers
) -> dict[str, str]:
    """Return the cells of a row by field: its text, its leaders, its units and its date."""
    cells: dict[str, str] = {}
    if "deadline" in table.fields:
        words, cells["deadline"] = without_date(words)
    if table.has_amounts and (figured := _with_amounts(words, table, registers)):
        return {**cells, **figured}
    if table.people and table.has_leaders_last:
        words, cells[table.people] = without_last_names(words, names, registers)
    for start in _starts(words, registers):
        units = _glued_units(words[start:], registers)
        if units:
            text = words[:start]
            if table.people and not table.has_leaders_last:
                text, cells[table.people], units = without_names(text, units, names, registers)
            roles = _by_role(units, words[start:], table)
            return {"text": text.strip("，, "), **cells, **roles}
    return {"text": words, **cells}


def without_date(words: str) -> tuple[str, str]:
    """Return `words` without the date that ends them, and the date."""
    scheduled = _SCHEDULED.search(words)
    if scheduled:
        return words[: scheduled.start()], scheduled[0]
    last = next(reversed(find_deadlines(words, 2000)), None)
    if last is None or words[last.start + len(last.quote) :].strip("。 "):
        return words, ""
    return words[: last.start], words[last.start :]


def _with_amounts(words: str, table: FlatTable, registers: Registers) -> dict[str, str]:
    """Return the cells of a row with amounts before its bodies; none if it has no such."""
    side = ["last" if table.has_leaders_last else "first"] if table.people else []
    row = figured_row(words, registers, lambda said: bool(_glued_units(said, registers)), side)
    if row is None:
        return {}
    people = {table.people: row.leaders} if table.people else {}
    roles = _by_role(_glued_units(row.bodies, registers), row.bodies, table)
    return {"text": row.work, "remark": row.amounts, **people, **roles}


def _hides_leader(cells: dict[str, str], table: FlatTable) -> bool:
    """Tell whether the first body may hold a leader's name and the end of the work before it.

    No name is known there, no full stop ends the work, and no level opens the body; or behind the
    last full stop stands what may begin with a name.
    """
    if table.people is None or table.has_leaders_last or cells.get(table.people):
        return False
    first, tail = cells.get(table.roles[0], ""), cells["text"].rpartition("。")[2]
    if len(tail) < len(cells["text"]) and tail[:1] in SURNAMES and len(tail) <= _LONGEST_REST:
        return bool(first)
    return bool(first) and not (cells["text"].endswith("。") or _OPENS_BODY.match(first))


_LONGEST_REST = 30
_OPENS_BODY = re.compile("[省市县区州盟旗镇乡各]|有关|相关")


def _by_role(units: list[str], words: str, table: FlatTable) -> dict[str, str]:
    """Return the units of a row by role: one column ends where one unit meets the next in `words`.

    Where more than one does, the first unit is of the first column, and the others of the last.
    """
    if len({*table.roles}) == 1:
        is_printed = "".join(split_outside(words.strip(), "、，,；;")) == "".join(units)
        return {table.roles[0]: words.strip() if is_printed else "、".join(units)}
    met = [n for n, pair in enumerate(pairwise(units), 1) if "".join(pair) in words]
    end = met[0] if len(met) == 1 else 1 if met else len(units)
    first, others = "、".join(units[:end]), "、".join(units[end:])
    return {table.roles[0]: first} | ({table.roles[-1]: others} if others else {})


def _starts(words: str, registers: Registers) -> list[int]:
    """Return where units may begin: after the last sentence first, where a known body of a level
    does behind none, then from left to right.
    """
    after = [words.rfind("。") + 1] if "。" in words else []
    known = [start_of_known(words, registers)] if not after else []
    commas = [match.end() for match in re.finditer(r"[，,]", words)]
    least = len(words) - _LONGEST_LIST
    starts = (*after, *filter(None, known), *commas, *range(2, len(words) - 2))
    return [start for start in starts if start > least]


def _glued_units(words: str, registers: Registers) -> list[str]:
    """Return the units in `words`, which need no separator; empty if other words are there."""
    units: list[str] = []
    for part in split_outside(words.strip(), "、，,；;"):
        if units and goes_on(units[-1], part.strip()):
            units[-1] += f"、{part.strip()}"
            continue
        found = glued_names(part.strip(), registers)
        if not found:
            return []
        units += found
    return units
