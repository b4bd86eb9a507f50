"""Parts of an item, each with a sentence of its own that says who does it, put on lines apart.

九、环境。新建管网，由市建设局负责；    is    九、环境。新建管网，由市建设局负责；
淘汰旧车，由市交警支队负责。                  淘汰旧车，由市交警支队负责。

on the left one line, on the right two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.running.prose import ProseReader
from loader.source import Paragraph

_PART = re.compile("[^；;]+[；;]?")
_BY = re.compile("[，。,]由[^，。；;]{2,60}(?:牵头|负责|承办|主办|承担)")
_FEWEST = 2


def with_parts_apart(lines: Iterable[Paragraph], prose: ProseReader) -> Iterator[Paragraph]:
    """Yield `lines`, one parted by semicolons as several where each part is charged by a 由."""
    for line in lines:
        parts = [match[0].strip() for match in _PART.finditer(line.text)]
        if len(parts) < _FEWEST or not all(_is_charged(part, prose) for part in parts):
            yield line
            continue
        for number, part in enumerate(parts):
            mark = "" if number else line.mark
            yield replace(line, clean=part, mark=mark, parts=line.parts or (line,))


def _is_charged(part: str, prose: ProseReader) -> bool:
    return _BY.search(part) is not None and prose.read(part) is not None
