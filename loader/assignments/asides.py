"""What stands in brackets behind a heading beside what it says: how many items, under whom.

市教育局牵头（共4项，分管领导：王明） is 市教育局牵头, with 王明 as leader.
"""

from __future__ import annotations

import re

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.shares import Share
from loader.texts.brackets import find_brackets
from loader.texts.leaders import read_leaders
from loader.texts.units import Unit

_COUNTED = r"(?:共|计)?\s*(?:\d+|[一二三四五六七八九十]+)\s*[项个件条]?[^（()），,；;、：:]{0,6}"
COUNT = re.compile(rf"\s*[（(]{_COUNTED}[）)]\s*$")
_PART = re.compile(rf"(?:^|[，,；;、])\s*{_COUNTED}(?=$|[，,；;、])")
_UNDER = re.compile("^(?:分管|联系|挂联|包联|包抓|牵头|责任)(?=.{2})")
"""What is said of an official in a bracket, who leads: 分管副市长王明."""


def without_counts(inner: str) -> str:
    """Return what a bracket says beside how many items there are.

    >>> without_counts("3项，分管领导：王明"), without_counts("牵头，共3项"), without_counts("12件")
    ('分管领导：王明', '牵头', '')
    """
    return _PART.sub("", inner).strip("，,；;、 ")


def without_asides(words: str, reader: ClauseReader) -> tuple[str, tuple[Share, ...]]:
    """Return a heading without what brackets at its end count, or say of people alone, and these.

    The people are the shares.
    """
    shares: tuple[Share, ...] = ()
    while last := [b for b in find_brackets(words) if b.end == len(words) and b.is_closed]:
        said = without_counts(last[0].inner)
        people = _people(said, reader)
        words = words[: last[0].start].rstrip()
        if said and not people:
            return f"{words}（{said}）", shares
        shares = (*people, *shares)
    return words, shares


def _people(said: str, reader: ClauseReader) -> tuple[Share, ...]:
    clause = reader.for_brackets.read(said)
    if clause.only_names_people and clause.is_assignment:
        return tuple(clause.shares)
    leaders = read_leaders(_UNDER.sub("", said))
    return tuple(Share(ROLES["supervising"], Unit(name)) for name in leaders)
