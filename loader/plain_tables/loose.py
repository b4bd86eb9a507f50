"""Task tables that lost their lines: one cell per paragraph, pipes, or columns by spaces.

A run of header words opens such a table. After it, each word group is a cell; to which column it
belongs is told by what it is (a number, a text, units, a name, a date) and by the order of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from loader.assignments.fields import (
    PROBLEM,
    ROLES,
    answer_of,
    answers_for_work,
    tells_problem,
    with_one_lead,
    with_those_who_answer,
)
from loader.plain_tables.tokens import Token, cells_of
from loader.registers.header_words import LONGEST_HEADER
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import NUMBER
from loader.texts.outline import BARE_NUMERAL

OF_WORK = ("category", "heading", "title", "indicator", "text", "annual_task")
"""Fields that say what is to be done, or of what kind it is."""

_REMARK = re.compile(r"^[（(].{1,30}[）)]$")
"""What stands in brackets below a header word: （列第一位的为牵头单位）."""

_BESIDE = frozenset({"remark", "proposer", "outcome", "record", "approval"})
"""Fields that say nothing of what is to be done, nor who does it."""

_FEWEST_COLUMNS = 3
_MOST_TEXTS, _TWICE = 2, 2
"""Columns of work beyond which another counts as one that stands there twice: 重点工作, 目标任务,
工作安排; and how many of all may not.
"""
_MOST_JOINED = 6
MOST_COLUMNS = 24
_CUT = 2
"""Pieces of a header word that a narrow column cut behind its role: 责任 / 领导."""

_ROLE_WORD = 2
"""Characters of a word of a role that is a header by itself: 主办, 会办."""

_PLANNED = re.compile(r"[^\n]*计划\n投资[^\n]*$")
"""A header word that a narrow cell cut, though both pieces are header words: 2016年计划 / 投资."""

MOST_UNKNOWN, _LONGEST_WORD = 3, 12
_WORD = re.compile(r"(?:20\d{2}年)?[\u4e00-\u9fff（()）/]*$")
"""What a header word is made of: 1 and 10月底 are none, but a year is."""

_MOST_LAST = 2
"""Words of a header that no register knows, behind the last one that it knows, at the most."""

_TITLE = re.compile("(?:清单|表|计划|方案|一览|台账|目录|分工)$")
"""How the title of a table ends that reads like a header word before that of the numbers."""

_OF_YEAR = re.compile(r"20\d{2}年?[\u4e00-\u9fff]{0,4}?[省市县区州镇乡]")
"""How the title of a table begins that stands before another header word: 2022年市政府…."""

MOST_HEADER_LINES = 40
"""Lines that a header of one word per line takes at the most."""


@dataclass
class LooseTable:
    """The columns of a loose table and its cells in printed order."""

    fields: tuple[str | None, ...]
    tokens: list[Token] = field(default_factory=list)
    by_lines: bool = False
    header: tuple[Paragraph, ...] = ()
    is_whole: bool = False


def find_loose(lines: list[Paragraph], registers: Registers) -> tuple[LooseTable, int] | None:
    """Return the table whose header begins with the first of `lines`, and the lines it takes.

    `lines` need not be more than MOST_HEADER_LINES.
    """
    cells = (token for line in lines for token in cells_of(line))
    tokens = list(islice(cells, _MOST_JOINED))
    first = tokens[0].text if tokens else ""
    if len(first) > LONGEST_HEADER or NUMBER.match(first):
        return None
    if _header_word(tokens, 0, registers) is None:
        return None
    tokens += cells
    fields, length = header_of(tokens, registers)
    is_before = fields[1:2] == ("number",) or _OF_YEAR.match(first) is not None
    if not length or (is_before and _TITLE.search(first)):
        return None
    last = tokens[length - 1].place
    taken = lines.index(last) + 1
    return LooseTable(fields, header=tuple(lines[:taken])), taken


def spaced_table(line: Paragraph, registers: Registers) -> LooseTable | None:
    """Return the table that `line` opens if it begins with header words apart by spaces.

    Where nothing else stands in it, a line is a row; one or two words more than are known are
    headers too. A table in a single line has its header and its cells there, the header again at
    page breaks. The title may stand in the line of the header, before the number: 水利 序号 任务.
    """
    tokens = cells_of(line, by_spaces=True)
    if not header_of(tokens, registers)[1]:
        tokens = _behind_title(tokens, registers)
    fields, length = header_of(tokens, registers)
    if not length:
        return None
    rest = list(without_headers(tokens[length:], registers))
    if len(rest) <= _MOST_LAST and all(map(may_be_header, rest)):
        fields, rest = (*fields, *(None for _ in rest)), []
    return LooseTable(fields, rest, by_lines=not rest)


def _behind_title(tokens: list[Token], registers: Registers) -> list[Token]:
    """Return the header that ends a line behind its title, from the word for numbers on."""
    for start, token in enumerate(tokens[1:], 1):
        if registers.field_of(token.text) == "number":
            is_last = header_of(tokens, registers, start)[1] == len(tokens)
            return tokens[start:] if is_last else tokens
    return tokens


def without_headers(tokens: list[Token], registers: Registers) -> Iterator[Token]:
    position = 0
    while position < len(tokens):
        _, end = header_of(tokens, registers, position)
        if not end:
            yield tokens[position]
        position = end or position + 1


def header_of(
    tokens: list[Token], registers: Registers, start: int = 0
) -> tuple[tuple[str | None, ...], int]:
    """Return the fields that the run of header words from `start` on names, and where it ends.

    A field is None for a word that no register knows. The end is 0 where no header begins.
    """
    fields: list[str | None] = []
    read: list[str] = []
    position = start
    told_problem = False
    words = [token.text for token in tokens[start : start + MOST_COLUMNS]]
    while position < len(tokens) and len(fields) <= MOST_COLUMNS:
        step = _header_word(tokens, position, registers)
        unknown = 0 if step else _unknown_between(tokens, position, registers)
        if not step and (not unknown or position == start):
            break
        name, length = step or (None, unknown)
        if name == "remark" and tells_problem(words, position - start):
            name = "text"
        if name == "text" and told_problem:
            answer = answer_of(tokens[position].text)
            name = answer if answer not in fields else None
        told_problem |= name == "text" and bool(PROBLEM.search(tokens[position].text))
        if not _REMARK.match(tokens[position].text):
            fields += [name] if step else [None] * unknown
            read += ["".join(words[position - start :][:length])] if step else [""] * unknown
        position += length
    if fields[:2] == ["text", "number"] and "text" in fields[2:]:
        fields[0] = "category"
    fields = with_one_lead(with_those_who_answer(fields, read))
    return (tuple(fields), position) if _is_header(fields) else ((), 0)


def _is_header(fields: list[str | None]) -> bool:
    """Tell whether `fields` are of a task table: most of them known, and hardly one twice."""
    known = [name for name in fields if name and name not in _BESIDE]
    others = [name for name in known if name != "text"]
    twice = len(others) - len(set(others)) + max(0, known.count("text") - _MOST_TEXTS)
    whole = len(fields) >= _FEWEST_COLUMNS and twice < _TWICE
    most = len(known) > 2 * sum(name is None for name in fields)
    if None in fields and "number" in known and not set(known) & set(OF_WORK):
        return whole and most and answers_for_work(known)
    return whole and most and bool(set(known) & set(OF_WORK) and set(known) & set(ROLES))


def _unknown_between(tokens: list[Token], position: int, registers: Registers) -> int:
    """Return how many words from `position` on no register knows, before one that it knows."""
    for length, token in enumerate(tokens[position : position + MOST_UNKNOWN + 1]):
        if length and _header_word(tokens, position + length, registers):
            return length
        if not may_be_header(token):
            break
    return 0


def may_be_header(token: Token) -> bool:
    """Tell whether a cell may be a header word, whose characters blanks may part: 档 次."""
    word = "".join(token.text.split())
    counts = BARE_NUMERAL.match(word)
    return len(word) <= _LONGEST_WORD and _WORD.match(word) is not None and not counts


def _header_word(
    tokens: list[Token], position: int, registers: Registers
) -> tuple[str, int] | None:
    """Return the field of the longest header word that the next tokens make, and their number.

    Tokens that each are a header are not joined to one, but where the first says but a role, or one
    blank stands between all of their characters: 指 标 内 容.
    """
    if position < len(tokens) and _REMARK.match(tokens[position].text):
        return ("remark", 1) if position else None
    printed = tokens[position].place.text if position < len(tokens) else ""
    for length in range(_MOST_JOINED, 0, -1):
        group = [token.text for token in tokens[position : position + length]]
        apart = length > 1 and all(registers.field_of(words) for words in group)
        is_cut = len(group) == _CUT and registers.is_cut(group[0], group[1])
        is_spread = " ".join("".join(group)) in printed
        apart = apart and not (is_cut or is_spread or _PLANNED.match("\n".join(group)))
        name = registers.field_of("".join(group)) if len(group) == length and not apart else None
        if name:
            return name, length
    word = tokens[position].text if 0 < position < len(tokens) else ""
    told = registers.role_of_label(word) if len(word) == _ROLE_WORD else None
    role = told or registers.role_around(word)
    return (role, 1) if role else None
