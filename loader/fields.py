"""The fields that columns of a task table stand for, by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loader.registers import Registers

ROLES = {
    "supervising": "supervising",
    "in_charge": "inCharge",
    "lead": "lead",
    "responsible": "responsible",
    "supporting": "supporting",
    "guiding": "guiding",
}
"""Fields that name agents, and the roles they stand for, in the order of a row."""

PEOPLE = ("supervising", "in_charge")
"""Fields that name officials; the other roles are of bodies and groups."""

UNITS = tuple(name for name in ROLES if name not in PEOPLE)
"""Fields that name bodies."""

PERSONAL = frozenset(ROLES[name] for name in PEOPLE)
"""Roles of officials."""

MERGED = frozenset({"category", "heading", "number", "deadline", *ROLES})
"""Fields whose cells are merged over several rows."""

AS_ABOVE = frozenset({"同上", "〃", "″"})
"""What a cell prints that says what the one above it says."""

BLANK = frozenset({"", "—", "——", "-", "－", "/", "／", "无", "--"})
"""What a cell prints that says nothing."""

CONTENT = frozenset({"text", "title", "annual_task", "heading", "indicator"})
"""Fields that say what is to be done."""

ANSWERS = ("aim", "measure")
"""Fields that say what a problem calls for: 整改目标, 整改措施."""

_AIM = re.compile("目标|标准|成效")
PROBLEM = re.compile("问题|^整改")
_OF_THINGS = re.compile("名称|姓名|地[点址]|电话|性质|类型|职务|金额|依据|来源|情况|进展")
"""Header words of columns that tell no work."""

_SHORTEST_TASK = 6
"""Characters that cells have on the average which tell work."""


def fields_of(words: tuple[str, ...], registers: Registers) -> tuple[str | None, ...]:
    """Return the field of each column.

    A header may be no more than a word of a role (主办, 会办). A second lead column is for those
    who support the first.
    """
    found = [_field_of(word, registers) for word in words]
    fields: list[str | None] = []
    for name in _without_answers(found, words):
        field = "supporting" if name == "lead" and "lead" in fields else name
        fields.append(field if field not in fields else None)
    return tuple(fields)


def with_told_text(
    fields: tuple[str | None, ...], words: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[str | None, ...]:
    """Return `fields` with a column for the text, if no word of the header says which it is.

    It is the column of an unknown word whose cells are longest, where others say who does the work
    and when, or in which roles. What stands for several rows of it (实事 beside 分项) is a heading.
    """
    known = [n for n, name in enumerate(fields) if name in CONTENT]
    if not (names_work(fields) if known else answers_for_work(fields)):
        return fields
    longest = _longest_unknown(fields, words, rows)
    if longest is None or (known and not _stands_for_several(known, longest, rows)):
        return fields
    above = known[-1] if known and "heading" not in fields else None
    told = ("heading" if n == above else name for n, name in enumerate(fields))
    return tuple("text" if n == longest else name for n, name in enumerate(told))


def _longest_unknown(
    fields: tuple[str | None, ...], words: Sequence[str], rows: Sequence[Sequence[str]]
) -> int | None:
    """Return the column of an unknown word whose cells are longest, and long enough for work."""
    lengths: dict[int, float] = {}
    for n, (word, field) in enumerate(zip(words, fields, strict=True)):
        texts = [row[n] for row in rows if len(row) > n and row[n]]
        if field is None and texts and word and not _OF_THINGS.search(word):
            lengths[n] = sum(map(len, texts)) / len(texts)
    longest = max(lengths, key=lambda n: lengths[n], default=None)
    return None if longest is None or lengths[longest] < _SHORTEST_TASK else longest


def _stands_for_several(known: list[int], longest: int, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether all of the columns `known` are blank in rows in which `longest` is filled."""
    whole = [row for row in rows if len(row) > max(*known, longest) and row[longest]]
    filled = max(sum(bool(row[n]) for row in whole) for n in known)
    return filled < len(whole)


def answers_for_work(fields: Sequence[str | None]) -> bool:
    """Tell whether columns say more of work than a body: roles of several, a leader or a date."""
    known = set(fields)
    return bool(known & set(UNITS)) and len(known & {*UNITS, "supervising", "deadline"}) > 1


def _field_of(word: str, registers: Registers) -> str | None:
    return registers.role_of_label(word) if word else None


def _without_answers(fields: list[str | None], words: Sequence[str]) -> list[str | None]:
    """Return `fields` with one column of text: what a problem (反馈问题) calls for is no other."""
    texts = _side_by_side(fields)
    problem = next((n for n in texts if PROBLEM.search(words[n])), None)
    if problem is None:
        return with_one_text(fields)
    answers = {n: answer_of(words[n]) for n in texts if n != problem}
    return [answers.get(n, name) for n, name in enumerate(fields)]


def answer_of(word: str) -> str:
    """Return the field of a column of what a problem calls for, by its header word."""
    return "aim" if _AIM.search(word) else "measure"


def with_one_text(fields: Sequence[str | None]) -> list[str | None]:
    """Return `fields` with one column of text.

    Of several side by side the last tells the work, and the one before it is its heading, one more
    its category, where no column is a heading by its name.

    >>> with_one_text(["text", "number", "text", "lead"])
    ['heading', 'number', 'text', 'lead']
    """
    texts = _side_by_side(fields)
    if "heading" in fields:
        return list(fields)
    above = [*(["category"] if "category" not in fields else []), "heading"]
    places = dict(zip(reversed(texts[:-1]), reversed(above), strict=False))
    return [places.get(n, name) for n, name in enumerate(fields)]


def _side_by_side(fields: Sequence[str | None]) -> list[int]:
    """Return the columns of text from the first on, with no more than a number between them."""
    texts: list[int] = []
    for n, name in enumerate(fields):
        if name == "text":
            texts.append(n)
        elif texts and name != "number":
            break
    return texts


def names_work(fields: tuple[str | None, ...]) -> bool:
    return bool(CONTENT & set(fields)) and bool(set(ROLES) & set(fields))
