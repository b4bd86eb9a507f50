"""Pledges (责任书) of one body: they name it once, above or below all of its points.

    市教育局2024年目标责任书        责任单位：市教育局
    一、新建幼儿园三所。              一、新建幼儿园三所。
    二、改造校舍三十所。              二、改造校舍三十所。
    责任单位（盖章）：市教育局

Who answers is put above the points, where a heading that names them stands in other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, ROLES, UNITS
from loader.assignments.labels import read_label
from loader.assignments.plausibility import is_plausible
from loader.source import Paragraph
from loader.texts.outline import SECTION, style_of, without_mark
from loader.texts.units import split_list

_PLEDGE = re.compile(r"(?:责任[书状]|目标书|(?:目标|工作)任务书|军令状)(?:（[^）]*）|\([^)]*\))?$")
"""How the title of a pledge ends; a 承诺书 promises to keep rules, and takes no work over."""

_SEAL = re.compile(r"[（(](?:公?章|盖[公]?章|签[字名章]|签字盖章|盖章签字|签章|印章)[）)]")
_PARTY = re.compile(
    r"^(?:乙\s*方|承诺(?:单位|方)|签[订约](?:单位|方)|责任方|受托方|承担单位)(?:[（(][^（）()]*[）)])?\s*[：:]\s*(?P<who>.+)$"
)
_OTHER_PARTY = re.compile(r"^甲\s*方\s*(?:[（(][^（）()]*[）)])?\s*[：:]\s*(?P<who>\S.*)$")
_PARTNER = re.compile(r"[与和同](?P<who>[^，。；、与和同]{3,20}?)(?:签订|签署)")
_TITLED = re.compile(
    r"^(?P<who>.{2,16}?[局委办院会厅部])(?:\d{4}年|[^局委办院会厅部]{0,12}(?:目标|责任|任务))"
)
_NO_TASK = re.compile(
    "考核|奖惩|奖励|责任追究|问责|保障|附则|其[他它]|期限|有效期|生效|权利|义务|本责任[书状]|一式|签[字订]|未尽|双方"
)
_TITLE_LINES = 4
_LONGEST_TITLE = 20
_LONGEST_NAMED = 60


@dataclass(frozen=True)
class _Named:
    """Lines that name who answers, read as labels, and where they stand."""

    lines: tuple[Paragraph, ...]
    positions: frozenset[int]


def with_owner_above(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return the lines of a pledge with who answers above its points; other lines as they are."""
    titles = [n for n, line in enumerate(lines[:_TITLE_LINES]) if _PLEDGE.search(line.text)]
    if not titles:
        return list(lines)
    named = _named(lines, titles[0], reader)
    body = [line for n, line in enumerate(lines) if n not in named.positions and n > titles[0]]
    points = list(_points(body))
    if not named.lines or not points:
        return list(lines)
    above = [line for n, line in enumerate(lines) if n <= titles[0] and n not in named.positions]
    return [*above, *_with_owner(body, points, named.lines)]


def _with_owner(
    body: list[Paragraph], points: list[int], owner: tuple[Paragraph, ...]
) -> Iterator[Paragraph]:
    """Yield the lines of tasks, the owner above each run of points."""
    runs = groupby(enumerate(body), key=lambda one: one[0] in points)
    for are_points, run in runs:
        yield from owner if are_points else ()
        yield from (line for _, line in run)


def _points(body: list[Paragraph]) -> Iterator[int]:
    """Yield the positions of the lines of points that tell tasks, lines that go on with them too.

    Where sections have titles of their own the points are what stands below.
    """
    sections = [n for n, line in enumerate(body) if SECTION.match(line.text)]
    titled = any(_is_title(body[n]) and _has_points(body, n) for n in sections)
    is_task = is_open = False
    for position, line in enumerate(body):
        words = without_mark(line.text)
        is_section = bool(SECTION.match(line.text))
        if titled and is_section:
            is_task, is_open = not _NO_TASK.search(words), False
            continue
        if style_of(line):
            is_open = not _NO_TASK.search(words[:_LONGEST_TITLE]) and (is_task or not titled)
        elif position and body[position - 1].text.endswith("。"):
            is_open = False
        if is_open:
            yield position


def _is_title(line: Paragraph) -> bool:
    return len(line.text) <= _LONGEST_TITLE and not line.text.endswith(("。", "；"))


def _has_points(body: list[Paragraph], position: int) -> bool:
    below = body[position + 1 : position + 2]
    return bool(below and style_of(below[0]) and not SECTION.match(below[0].text))


def _named(lines: Sequence[Paragraph], title: int, reader: ClauseReader) -> _Named:
    """Return who answers: by labels, as the party of a contract, as addressed, or in the title."""
    for find in (_by_labels, _as_party, _as_addressee):
        found = dict(find(lines, reader))
        if any(reader.read(line.text).is_assignment for line in found.values()):
            return _Named(tuple(found.values()), frozenset(found))
    for line in lines[title + 1 :]:
        partner = _PARTNER.search(line.text)
        if partner and _is_body(partner["who"], reader):
            return _Named((_labelled(line, partner["who"]),), frozenset())
    titled = _TITLED.match(lines[title].text)
    if titled and _is_body(titled["who"], reader):
        return _Named((_labelled(lines[title], titled["who"]),), frozenset())
    return _Named((), frozenset())


def _labelled(line: Paragraph, who: str) -> Paragraph:
    return line.with_words(f"责任单位：{who}")


def _is_body(words: str, reader: ClauseReader) -> bool:
    units = split_list(words)
    return len(units) == 1 and not units[0].collective and is_plausible(units[0], reader.registers)


def _by_labels(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[tuple[int, Paragraph]]:
    """Yield the lines with labels of roles; none if one comes twice, or no unit is named."""
    found = list(_role_lines(lines, reader))
    fields = [field for _, _, field in found]
    if set(fields) & set(UNITS) and len(fields) == len(set(fields)):
        yield from ((position, line) for position, line, _ in found)


def _role_lines(
    lines: Sequence[Paragraph], reader: ClauseReader
) -> Iterator[tuple[int, Paragraph, str]]:
    """Yield the lines of labels of roles as others have them: 一、责任单位 above what it says."""
    for position, line in enumerate(lines):
        text = _SEAL.sub("", line.text)
        label = read_label(without_mark(text) if SECTION.match(text) else text, reader.registers)
        if label is None or label.field not in ROLES:
            continue
        below = lines[position + 1 : position + 2] if not label.rest else []
        rest = label.rest or "".join(one.text for one in below if not style_of(one))
        parts = (*line.lines, *below)
        if rest and len(rest) <= _LONGEST_NAMED:
            words = f"{'责任领导' if label.field in PEOPLE else label.label}：{rest}"
            yield position, replace(line, clean=words, parts=parts), label.field


def _as_party(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[tuple[int, Paragraph]]:
    other = next((m for line in lines if (m := _OTHER_PARTY.match(line.text))), None)
    if other and not _is_body(_SEAL.sub("", other["who"]).strip(), reader):
        return
    for position, line in enumerate(lines):
        party = _PARTY.match(_SEAL.sub("", line.text))
        if party and _is_body(party["who"], reader):
            yield position, _labelled(line, party["who"])
            return


def _as_addressee(
    lines: Sequence[Paragraph], reader: ClauseReader
) -> Iterator[tuple[int, Paragraph]]:
    for position, line in enumerate(lines[1:6], 1):
        who = line.text.rstrip("：:")
        if who != line.text and _is_body(who, reader):
            yield position, _labelled(line, who)
            return
