"""Lines of a document that a page runs together in one, where its blanks stand for their ends.

通知如下：　　一、水利　　1.修渠。　　责任单位：县水务局　　2.清淤。……
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from loader.registers.registers import Registers
from loader.source import Paragraph, Source, Table
from loader.texts.brackets import MARK

_GAP = re.compile(r"[ \t\u3000\u00a0]{2,}")
_SHORTEST, _SHARE = 100, 0.5
"""Characters of such a line, and its part of all text."""

_FEWEST, _SENTENCES, _HEADERS = 6, 0.25, 3
"""Pieces of such a line, the part of them that hold or end a sentence, or headers, at least."""

_STOP = re.compile("[。；：]")
_BLANK = re.compile(r"(?<![ \t\u3000\u00a0])[ \t\u3000\u00a0]++")
_BORDER = re.compile(
    rf"(?<=[。；：:）)】]){_BLANK.pattern}"
    rf"|{_BLANK.pattern}(?={MARK.pattern}|[◆●■▲★•—]|第[\d一二三四五六七八九十]+[条件项号]"
    r"|[\u4e00-\u9fff]{2,8}[：:])"
)
_TITLE = re.compile(rf"^(?P<title>(?:{MARK.pattern})[^。；，：:（(\s]{{2,24}}){_BLANK.pattern}")
_BORDERS = 0.7
"""The part of the blanks of a line that stand at a border, at least."""


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
    pieces = _at_wide_blanks(block.text, registers) or _at_borders(block.text)
    if not pieces:
        yield block
    for piece in pieces:
        yield block.with_words(piece, mark="")


def _at_wide_blanks(text: str, registers: Registers) -> list[str]:
    pieces = _GAP.split(text)
    told = sum(_STOP.search(piece) is not None for piece in pieces)
    headers = sum(registers.field_of(piece) is not None for piece in pieces)
    is_told = told >= _SENTENCES * len(pieces) or headers >= _HEADERS
    return pieces if len(pieces) >= _FEWEST and is_told else []


def _at_borders(text: str) -> list[str]:
    """Return the pieces of a line between single blanks, most of which stand at a border.

    There a sentence ends before them, or a mark or label begins behind them; so one behind a title.
    """
    pieces = _BORDER.split(text)
    blanks = len(_BLANK.findall(text))
    is_told = len(pieces) > _FEWEST and len(pieces) > _BORDERS * blanks
    lines = (_TITLE.sub(r"\g<title>\n", piece).split("\n") for piece in pieces)
    return [*chain.from_iterable(lines)] if is_told else []
