"""Parts of an item, each with a sentence of its own that says who does it, put on lines apart.

九、环境。新建管网，由市建设局负责；    is    九、环境。新建管网，由市建设局负责；
淘汰旧车，由市交警支队负责。                  淘汰旧车，由市交警支队负责。

on the left one line, on the right two. Where whole sentences do so below a title that opens the
line, it heads them: 九、环境。新建管网，由市建设局负责。淘汰旧车，由市交警支队负责。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.running.prose import ProseReader
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.outline import is_title, without_mark

_PART, _SENTENCE = re.compile("[^；;]+[；;]?"), re.compile("[^。]+。?")
_BY = re.compile("[，。,]由[^，。；;]{2,60}(?:牵头|负责|承办|主办|承担)")
_FEWEST = 2


def with_parts_apart(lines: Iterable[Paragraph], prose: ProseReader) -> Iterator[Paragraph]:
    """Yield `lines`, one as several where each of its parts or sentences is charged by a 由."""
    for line in lines:
        parts = [match[0].strip() for match in _PART.finditer(line.text)]
        if len(parts) < _FEWEST or not all(_is_charged(part, prose) for part in parts):
            parts = _sentences(line.text, prose)
        if not parts:
            yield line
            continue
        for number, part in enumerate(parts):
            mark = "" if number else line.mark
            yield replace(line, clean=part, mark=mark, parts=line.parts or (line,))


def _sentences(text: str, prose: ProseReader) -> list[str]:
    """Return the title that opens a line and the sentences below it, none of another line."""
    title, *sentences = [match[0].strip() for match in _SENTENCE.finditer(text)] or [""]
    is_titled = MARK.match(title) and is_title(without_mark(title.rstrip("。")))
    if not is_titled or len(sentences) < _FEWEST or "，" in title:
        return []
    apart = all(_is_charged(sentence, prose) for sentence in sentences)
    return [title.rstrip("。"), *sentences] if apart else []


def _is_charged(part: str, prose: ProseReader) -> bool:
    return _BY.search(part) is not None and prose.read(part) is not None
