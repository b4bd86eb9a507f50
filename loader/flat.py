"""Task tables that were flattened to one string: no separator is left between cells or rows.

Header words that run together open such a table; its rows begin with numbers that count up, and the
units at the end of a row begin where everything that follows reads as names of bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loader.brackets import split_outside
from loader.entities import Printed
from loader.registers import Registers
from loader.source import Paragraph
from loader.tables import PEOPLE, ROLES, Row
from loader.units import is_plausible, split_list

_PAGE = re.compile(r"[—\-－–]\s*\d{1,3}\s*[—\-－–]")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")
_NUMBER = re.compile(r"(?<!\d)(\d{1,3})(?=[^\d%％.．年月日、万亿])")
_LONGEST_LIST = 1_000
"""Characters at the end of a row among which its units are looked for."""

_BORDER = re.compile(r"(?<=[区县市局委办部院会厅社司心府行])(?=[市县区省各])")
"""Where one name may end and the next begin: 市财政局|市水务局."""

_FARTHEST = 8
"""Numbers that may be left out between two rows."""


@dataclass(frozen=True)
class FlatTable:
    """A flattened table in a paragraph: its unit columns and the text after its header."""

    roles: tuple[str, ...]
    body: str
    place: Paragraph


def find_flat(paragraph: Paragraph, registers: Registers) -> FlatTable | None:
    """Return the flattened table in `paragraph`, or None."""
    text = _PAGE.sub("", paragraph.text)
    for match in registers.header_run.finditer(text):
        fields = registers.fields_of_run(match[0])
        roles = [name for name in fields if name in ROLES and name not in PEOPLE]
        if "number" in fields and roles and len(fields) > 2 and match.end() < len(text):
            second = [
                "supporting" if role == "lead" and n else role for n, role in enumerate(roles)
            ]
            return FlatTable(tuple(second), text[match.end() :], paragraph)
    return None


def read_flat(table: FlatTable, registers: Registers) -> Iterator[Row | Printed]:
    """Yield the rows of a flattened table; a section title comes as what it prints."""
    for number, piece in _numbered(table.body):
        text, units, section = _taken_apart(piece, registers)
        if number and text:
            yield Row(table.place.annex, _values(number, text, units, table))
        if section:
            yield Printed(section, table.place)


def _numbered(body: str) -> Iterator[tuple[int, str]]:
    """Yield the number and words of each row, first what stands before row one under 0."""
    start = last = 0
    for match in _NUMBER.finditer(body):
        value = int(match[1])
        before = body[start : match.start()]
        if last < value <= last + _FARTHEST and (not last or _ends_row(before)):
            yield last, before
            start, last = match.end(), value
    yield last, body[start:]


def _ends_row(words: str) -> bool:
    """Tell whether a row may end here: with a name or a section title, not inside a sentence."""
    title = _SECTION.search(words)
    tail = words[title.start() :] if title else words
    return (
        bool(title and len(tail) < 30)
        or re.search(r"[区县市局委办部院会厅社司心府位门行]$", words) is not None
    )


def _taken_apart(piece: str, registers: Registers) -> tuple[str, list[str], str]:
    """Return the text of a row, its units, and the section title that follows it."""
    title = _SECTION.search(piece)
    section = piece[title.end() :].strip() if title else ""
    words = piece[: title.start()].strip() if title else piece.strip()
    for start in _starts(words):
        units = _glued_units(words[start:], registers)
        if units:
            return words[:start].strip("，, "), units, section
    return words, [], section


def _starts(words: str) -> list[int]:
    """Return where units may begin: after the last sentence first, then from left to right."""
    after = [words.rfind("。") + 1] if "。" in words else []
    commas = [match.end() for match in re.finditer(r"[，,]", words)]
    least = len(words) - _LONGEST_LIST
    return [start for start in (*after, *commas, *range(2, len(words) - 2)) if start > least]


def _glued_units(words: str, registers: Registers) -> list[str]:
    """Return the units in `words`, which need no separator; empty if other words are there."""
    units: list[str] = []
    for part in split_outside(words.strip(), "、，,；;"):
        found = _cut(part.strip(), registers)
        if not found:
            return []
        units += found
    return units


def _cut(part: str, registers: Registers) -> list[str]:
    """Return the one or more names that `part` is made of; empty if other words are there."""
    borders = [match.start() for match in _BORDER.finditer(part)]
    cuts: dict[int, list[str]] = {}
    for start in reversed([0, *borders]):
        cuts[start] = [part[start:]] if _is_name(part[start:], registers) else []
        for end in (border for border in borders if border > start and cuts[border]):
            if _is_name(part[start:end], registers):
                cuts[start] = [part[start:end], *cuts[end]]
                break
    return cuts[0]


def _is_name(words: str, registers: Registers) -> bool:
    units = split_list(words)
    return len(words) > 2 and len(units) == 1 and is_plausible(units[0], registers)


def _values(number: int, text: str, units: list[str], table: FlatTable) -> dict[str, Printed]:
    values = {"number": str(number), "text": text}
    if units:
        first, *others = units if len(table.roles) > 1 else ["、".join(units)]
        values[table.roles[0]] = first
        if others:
            values[table.roles[-1]] = "、".join(others)
    return {name: Printed(words, table.place) for name, words in values.items()}
