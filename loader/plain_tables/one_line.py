"""A page on one line with a table in it: cut where the header begins, and below the last row.

关于……的通知 ……印发给你们。 附件 序号 工作任务 牵头单位 1 修渠。 县水务局 抄送：……
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from loader.documents.lines import NOTE, TAIL
from loader.documents.signatures import IMPRINT
from loader.plain_tables.loose import header_of
from loader.plain_tables.tokens import cells_of
from loader.registers.registers import Registers
from loader.source import Paragraph

_FEWEST = 20
"""Words apart by blanks that such a line has at the least."""

_MOST_TRIED, _REACH = 100, 1_000
"""Words that may begin the header, and characters from there on that are looked at."""

_WORD = re.compile(r"[^ \t\u3000]+")


def with_tables_apart(lines: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `lines`, one that holds a table in pieces: what stands above it, it, what is below."""
    for line in lines:
        pieces = list(_pieces(line, registers))
        if len(pieces) < 2:
            yield line
            continue
        for piece in pieces:
            yield line.with_words(piece, mark="")


def _pieces(line: Paragraph, registers: Registers) -> Iterator[str]:
    text = line.text
    words = list(_WORD.finditer(text))
    if len(words) < _FEWEST or "|" in text:
        return
    start = next(_headers(text, words, registers), None)
    if start is None:
        return
    ends = (word.start() for word in words if word.start() > start and _is_below(word[0]))
    end = next(ends, len(text))
    yield from filter(None, (text[:start].strip(), text[start:end].strip(), text[end:].strip()))


def _headers(text: str, words: list[re.Match[str]], registers: Registers) -> Iterator[int]:
    """Yield where a header begins that cells follow in the same line."""
    named = (word for word in words if registers.field_of(word[0]) is not None)
    for word in islice(named, _MOST_TRIED):
        rest = Paragraph(0, text[word.start() : word.start() + _REACH], None, 0)
        tokens = cells_of(rest, by_spaces=True)
        _, length = header_of(tokens, registers)
        if 0 < length < len(tokens):
            yield word.start()


def _is_below(word: str) -> bool:
    return bool(NOTE.match(word) or TAIL.search(word) or IMPRINT.match(word))
