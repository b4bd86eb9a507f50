"""Parts of an item, each with a sentence of its own that says who does it, put on lines apart.

九、环境。新建管网，由市建设局负责；    is    九、环境。新建管网，由市建设局负责；
淘汰旧车，由市交警支队负责。                  淘汰旧车，由市交警支队负责。

on the left one line, on the right two. Where whole sentences do so below a title that opens the
line, it heads them: 九、环境。新建管网，由市建设局负责。淘汰旧车，由市交警支队负责。

Points that count from 1 within a line are apart if most of them say who does it: （四）工程。1.锅炉
改造，由市经贸委牵头。2.绿色照明，由市建设局牵头。

So do parts within a line without a mark that 其中 announces, or 涉及: 县政府成立领导小组。其中，
涉及经费的事项，由县财政局负责；涉及宣传的事项，由县委宣传部负责；涉及地图的事项，由县测绘局负责。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from loader.running.prose import ProseReader
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.marks import read_mark
from loader.texts.outline import (
    is_title,
    leading_mark,
    mark_style,
    opens_item,
    style_of,
    without_mark,
)

_PART, _SENTENCE = re.compile("[^；;]+[；;]?"), re.compile("[^。]+。?")
_LISTED = re.compile("[^。；]+[。；]")
_BY = re.compile("[，。,]由[^，。；;]{2,60}(?:牵头|负责|承办|主办|承担)")
_FEWEST = 2
_ENUMERATED = re.compile(
    "(?:(?<=。)|^)(?:(?:其中[，,：:]?)?(?P<on>(?:涉及[^。；]*[。；])+)|其中[，,：:]?(?P<of>[^。]*；[^。]*。))"
)
_FEWEST_ENUMERATED = 3


def with_parts_apart(lines: Iterable[Paragraph], prose: ProseReader) -> Iterator[Paragraph]:
    """Yield `lines`, one as several where each of its parts or sentences is charged by a 由."""
    for line in lines:
        if points := _points(line, prose):
            yield from points
            continue
        of_one = _enumerated(line, prose) or _parts(line.text, prose)
        parts = of_one or _sentences(line.text, prose)
        if not parts:
            yield line
            continue
        shared = (line.mark or leading_mark(line.text)) if of_one else ""
        for number, part in enumerate(parts):
            mark = shared if number else line.mark
            yield line.with_words(part, mark=mark)


def _points(line: Paragraph, prose: ProseReader) -> list[Paragraph]:
    """Return what stands before the points of a line and these, nothing if it is none of such."""
    text = line.text
    opening = MARK.match(text)
    marks = list(MARK.finditer(text, opening.end() if opening else 1))
    marks = [one for one in marks if opens_item(text, one)]
    marks = [one for one in marks if mark_style(one[0]) == mark_style(marks[0][0])]
    values = [mark.value for one in marks if (mark := read_mark(one[0]))]
    if len(values) < _FEWEST or values != [*range(1, len(marks) + 1)]:
        return []
    cuts = [*(one.start() for one in marks), len(text)]
    points = [text[start:end].strip() for start, end in pairwise(cuts)]
    if 2 * sum(_is_charged(one, prose) for one in points) <= len(points):
        return []
    parts = line.lines
    head = replace(line, clean=text[: cuts[0]].strip(), parts=parts)
    return [head, *(replace(line, clean=one, mark="", parts=parts) for one in points)]


def _parts(text: str, prose: ProseReader) -> list[str]:
    parts = [match[0].strip() for match in _PART.finditer(text)]
    return parts if len(parts) >= _FEWEST and _are_charged(parts, prose) else []


def _are_charged(parts: list[str], prose: ProseReader) -> bool:
    return all(_is_charged(part, prose) for part in parts)


def _sentences(text: str, prose: ProseReader) -> list[str]:
    """Return the title that opens a line and the sentences below it, none of another line."""
    title, *sentences = [match[0].strip() for match in _SENTENCE.finditer(text)] or [""]
    is_titled = MARK.match(title) and is_title(without_mark(title.rstrip("。")))
    if not is_titled or len(sentences) < _FEWEST or "，" in title:
        return []
    return [title.rstrip("。"), *sentences] if _are_charged(sentences, prose) else []


def _enumerated(line: Paragraph, prose: ProseReader) -> list[str]:
    """Return the parts that a line without a mark lists, and before and behind them the rest."""
    found = None if style_of(line) else _ENUMERATED.search(line.text)
    listed = (found["on"] or found["of"]) if found else ""
    parts = [match[0].strip() for match in _LISTED.finditer(listed)]
    if found is None or len(parts) < _FEWEST_ENUMERATED or not _are_charged(parts, prose):
        return []
    beside = line.text[: found.start()].strip(), line.text[found.end() :].strip()
    return [one for one in (beside[0], *parts, beside[1]) if one]


def _is_charged(part: str, prose: ProseReader) -> bool:
    return _BY.search(part) is not None and prose.read(part) is not None
