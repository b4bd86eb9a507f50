"""Lines of nothing but bodies and what they do, above work without marks, as brackets of it.

县教育局负责                    is 新建幼儿园三所。（县教育局负责）
新建幼儿园三所。                   改造校舍十所。（县教育局负责）
改造校舍十所。                     修渠五公里。（县水务局牵头）
县水务局牵头
修渠五公里。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.documents.head import DATE
from loader.documents.lines import NOTE, TAIL
from loader.running.owner_parts import cut_in_parts
from loader.source import Paragraph
from loader.texts.outline import is_title, style_of
from ontology.values import fold_space

_FEWEST = 2


def with_owners_above_closed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, each sentence with the line of owners above it, if two have some below.

    Only titles stand above the first of them, and only sentences without marks below.
    """
    owned = {id(one.line) for one in cut_in_parts(lines, reader) if one.kind == "owner"}
    places = [n for n, line in enumerate(lines) if id(line) in owned]
    if len(places) < _FEWEST or not all(map(_may_stand_above, lines[: places[0]])):
        return list(lines)
    work = list(takewhile(lambda line: not _is_tail(line), lines[places[0] :]))
    end = places[0] + len(work)
    are_work = all(id(line) in owned or _is_work(line) for line in work)
    above = [lines[n - 1] for n in places[1:]]
    if not are_work or id(work[-1]) in owned or any(id(line) in owned for line in above):
        return list(lines)
    return [*lines[: places[0]], *_closed(work, owned), *lines[end:]]


def _may_stand_above(line: Paragraph) -> bool:
    is_open = line.text.endswith(("：", ":"))
    return is_open or (is_title(line.text) and not line.text.endswith("。"))


def _is_tail(line: Paragraph) -> bool:
    text = line.text
    return bool(NOTE.match(text) or TAIL.search(text) or DATE.match(fold_space(text)))


def _is_work(line: Paragraph) -> bool:
    return not style_of(line) and line.text.endswith(("。", "；", ";"))


def _closed(work: Sequence[Paragraph], owned: set[int]) -> list[Paragraph]:
    closed: list[Paragraph] = []
    owner = work[0]
    for line in work:
        if id(line) in owned:
            owner = line
            continue
        words = f"{line.text}（{owner.text.strip('。；; ')}）"
        parts = (*(owner.parts or (owner,)), *(line.parts or (line,)))
        closed.append(replace(line, clean=words, parts=parts))
    return closed
