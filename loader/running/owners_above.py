"""Lines of nothing but bodies and what they do, above work without marks, as brackets of it.

县教育局负责                    is 新建幼儿园三所。（县教育局负责）
新建幼儿园三所。                   改造校舍十所。（县教育局负责）
改造校舍十所。                     修渠五公里。（县水务局牵头）
县水务局牵头
修渠五公里。

Where each such line stands below a title, title and sentences are one item:
建好学校 / 县教育局负责 / 新建幼儿园三所。  is  建好学校。新建幼儿园三所。（县教育局负责）
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.documents.dates import DATE
from loader.documents.lines import NOTE, TAIL
from loader.running.owner_parts import cut_in_parts
from loader.source import Paragraph
from loader.texts.outline import is_title, style_of
from ontology.values import fold_space

_FEWEST, _FEWEST_TITLED = 2, 3


def with_owners_above_closed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, each sentence with the line of owners above it, if two have some below.

    Only titles stand above the first of them, and only sentences without marks below, or each
    stands between a title and the sentences below it.
    """
    parts = cut_in_parts(lines, reader)
    owners = {id(one.line): one.words for one in parts if one.kind == "owner"}
    places = [n for n, line in enumerate(lines) if id(line) in owners]
    if len(places) < _FEWEST or any(one.kind == "number" for one in parts):
        return list(lines)
    if len(places) >= _FEWEST_TITLED and all(_is_titled(lines, n) for n in places):
        return list(_titled(lines, places, owners))
    work = list(takewhile(lambda line: not _is_tail(line), lines[places[0] :]))
    above = all(map(_may_stand_above, lines[: places[0]]))
    are_work = all(id(line) in owners or _is_work(line) for line in work)
    are_apart = all(after > before + 1 for before, after in pairwise(places))
    if not (above and are_work and are_apart) or id(work[-1]) in owners:
        return list(lines)
    end = places[0] + len(work)
    return [*lines[: places[0]], *_closed(work, owners), *lines[end:]]


def _may_stand_above(line: Paragraph) -> bool:
    is_open = line.text.endswith(("：", ":"))
    return is_open or (is_title(line.text) and not line.text.endswith("。"))


def _is_tail(line: Paragraph) -> bool:
    text = line.text
    return bool(NOTE.match(text) or TAIL.search(text) or DATE.match(fold_space(text)))


def _is_work(line: Paragraph) -> bool:
    return not style_of(line) and line.text.endswith(("。", "；", ";"))


def _closed(work: Sequence[Paragraph], owners: dict[int, str]) -> Iterator[Paragraph]:
    owner = work[0]
    for line in work:
        if id(line) in owners:
            owner = line
        else:
            yield _joined(line, line.text, owners[id(owner)], [owner, line])


def _is_titled(lines: Sequence[Paragraph], place: int) -> bool:
    """Tell whether a line stands between a title without a mark and a sentence."""
    above, below = lines[max(0, place - 1)], lines[place + 1 : place + 2]
    is_above = place > 0 and not style_of(above) and _may_stand_above(above)
    return (
        is_above and not above.text.endswith(("：", ":")) and all(map(_is_work, below or [above]))
    )


def _titled(
    lines: Sequence[Paragraph], places: Sequence[int], owners: dict[int, str]
) -> Iterator[Paragraph]:
    """Yield each title with the sentences below its owners as one line, the others as they are.

    Below the last, no more sentences are its own than the others have: 各单位要加强领导。
    """
    sentences = [_sentences(lines[place + 1 :]) for place in places]
    most = max(map(len, sentences[:-1]))
    position = 0
    for place, below in zip(places, sentences, strict=True):
        yield from lines[position : place - 1]
        title, owner, own = lines[place - 1], lines[place], below[:most]
        words = "".join((f"{title.text}。", *(one.text for one in own)))
        yield _joined(title, words, owners[id(owner)], [title, owner, *own])
        position = place + 1 + len(own)
    yield from lines[position:]


def _sentences(lines: Sequence[Paragraph]) -> list[Paragraph]:
    return [*takewhile(lambda line: _is_work(line) and not _is_tail(line), lines)]


def _joined(first: Paragraph, words: str, owners: str, lines: Sequence[Paragraph]) -> Paragraph:
    parts = tuple(part for line in lines for part in line.lines)
    return replace(first, clean=f"{words}（{owners}）", parts=parts)
