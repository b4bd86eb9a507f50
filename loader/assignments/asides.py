"""What stands in brackets behind a heading beside what it says: how many items, under whom.

市教育局牵头（共4项，分管领导：王明） is 市教育局牵头, with 王明 as leader.
"""

from __future__ import annotations

import re

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, ROLES
from loader.assignments.labels import find_labels
from loader.assignments.plausibility import are_plausible, may_be_body
from loader.assignments.shares import Share
from loader.texts.brackets import find_brackets
from loader.texts.leaders import read_leaders
from loader.texts.people import WHOLE_NAME
from loader.texts.units import Unit, split_list

_COUNTED = r"(?:共|计)?\s*(?:\d+|[一二三四五六七八九十]+)\s*[项个件条]?[^（()），,；;、：:]{0,6}"
COUNT = re.compile(rf"\s*[（(]{_COUNTED}[）)]\s*$")
_PART = re.compile(rf"(?:^|[，,；;、])\s*{_COUNTED}(?=$|[，,；;、])")
_UNDER = re.compile("^(?:分管|联系|挂联|包联|包抓|牵头|责任)(?=.{2})")
"""What is said of an official in a bracket, who leads: 分管副市长王明."""

_SIGNS = " \u3000—－-，,；;"
_APART = re.compile("[ \u3000]+|—+|－+")
_WHOLE = 3
"""Characters of a name that is surely one; shorter ones may tell a body apart: （文物）."""


def without_counts(inner: str) -> str:
    """Return what a bracket says beside how many items there are.

    >>> without_counts("3项，分管领导：王明"), without_counts("牵头，共3项"), without_counts("12件")
    ('分管领导：王明', '牵头', '')
    """
    return _PART.sub("", inner).strip("，,；;、 ")


def without_asides(words: str, reader: ClauseReader) -> tuple[str, tuple[Share, ...]]:
    """Return a heading without the brackets that count and name officials, and these officials.

    Nor has it those whom it names behind a body: 市教育局（4项）　分管领导：王明.
    """
    words, shares = _without_brackets(words, reader)
    words, people = _without_leader(words, reader)
    if people:
        words, others = _without_brackets(words, reader)
        return words, (*others, *people, *shares)
    return words, shares


def _without_brackets(words: str, reader: ClauseReader) -> tuple[str, tuple[Share, ...]]:
    shares: tuple[Share, ...] = ()
    while last := [b for b in find_brackets(words) if b.end == len(words) and b.is_closed]:
        said = without_counts(last[0].inner)
        people = _people(said, reader) or _person(said, reader)
        words = words[: last[0].start].rstrip()
        if said and not people:
            return f"{words}（{said}）", shares
        shares = (*people, *shares)
    return words, shares


def _without_leader(words: str, reader: ClauseReader) -> tuple[str, tuple[Share, ...]]:
    """Return a heading without an official behind bodies, by a label or set apart, and that one."""
    label = next(iter(find_labels(words, reader.registers)), None)
    apart = [match.end() for match in _APART.finditer(words)]
    if label is not None:
        before = [end for end in apart if end <= label.start]
        apart = [*(before or [label.start])] if label.field in PEOPLE else []
    start = max(apart, default=0)
    bodies = words[:start].rstrip(_SIGNS)
    named = split_list(COUNT.sub("", bodies))
    if not named or not are_plausible(named, reader.registers):
        return words, ()
    people = _people(words[start:], reader)
    return (bodies, people) if people else (words, ())


def _people(said: str, reader: ClauseReader) -> tuple[Share, ...]:
    clause = reader.for_brackets.read(said)
    if clause.only_names_people and clause.is_assignment:
        return tuple(clause.shares)
    leaders = read_leaders(_UNDER.sub("", said))
    return tuple(Share(ROLES["supervising"], Unit(name)) for name in leaders)


def _person(said: str, reader: ClauseReader) -> tuple[Share, ...]:
    """Return who is named in a bracket without a post: 王小明分管; 王小明 alone is in charge."""
    name, over, _ = said.partition("分管")
    is_name = len(name) == _WHOLE and WHOLE_NAME.fullmatch(name) is not None
    if not is_name or may_be_body(name, reader.registers) or said not in (name, f"{name}{over}"):
        return ()
    return (Share(ROLES["supervising" if over else "in_charge"], Unit(name)),)
