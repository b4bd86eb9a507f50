"""Lines of a document that a page runs together in one, where its wide blanks stand for their ends.

通知如下：　　一、水利　　1.修渠。　　责任单位：县水务局　　2.清淤。……
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loader.registers.registers import Registers
from loader.source import Paragraph, Source, Table

_GAP = re.compile(r"[ \t\u3000\u00a0]{2,}")
_SHORTEST, _SHARE = 100, 0.5
"""Characters of such a line, and its part of all text."""

_FEWEST, _SENTENCES, _HEADERS = 6, 0.25, 3
"""Pieces of such a line, the part of them that hold or end a sentence, or headers, at least."""

_STOP = re.compile("[。；：]")


def with_breaks_restored(source: Source, registers: Registers) -> Source:
    """Return `source` with such a line in the lines of which it is made."""
    least = max(_SHORTEST, _SHARE * sum(len(line.text) for line in source.paragraphs()))
    blocks = [one for block in source.blocks for one in _restored(block, least, registers)]
    return replace(source, blocks=tuple(blocks))


def _restored(
    block: Paragraph | Table, least: float, registers: Registers
) -> Iterator[Paragraph | Table]:
    if not isinstance(block, Paragraph) or len(block.text) < least:
        yield block
        return
    pieces = _GAP.split(block.text)
    told = sum(_STOP.search(piece) is not None for piece in pieces)
    headers = sum(registers.field_of(piece) is not None for piece in pieces)
    is_told = told >= _SENTENCES * len(pieces) or headers >= _HEADERS
    if len(pieces) < _FEWEST or not is_told:
        yield block
        return
    for piece in pieces:
        yield block.with_words(piece, mark="")
