"""Running text that the pages of a file cut into lines, made whole before anything is read of it.

What is known by its first words or by how it ends, a note or a demand, is not known by its lines.
Where lines may be rows or cells of a table they stay: those who read tables know them better.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from loader.assignments.labels import read_label
from loader.documents.lines import PAGE_NUMBER, joined_lines
from loader.documents.running_heads import running_heads
from loader.documents.signatures import IMPRINT
from loader.documents.wrapping import page_of
from loader.registers.registers import Registers
from loader.source import Paragraph, Source, Table

_APART = re.compile(r"[^\s。；;：:]\s+[^\s\d]|[|｜│┃\t]")
"""Words apart in a line, as cells of a row are."""

_MOST_APART = 0.1
"""The part of the lines of running text in which words stand apart, at most."""


def with_pages_whole(source: Source, registers: Registers) -> Source:
    """Return `source` with the lines joined that its pages cut, where they are as wide as one page.

    What is set apart by its first words, notes and demands, is seen whole then.
    """
    runs = [list(run) for _, run in groupby(source.blocks, lambda one: isinstance(one, Paragraph))]
    blocks = [block for run in runs for block in _page_whole(run, registers)]
    return replace(source, blocks=tuple(blocks))


def _page_whole(
    run: list[Paragraph | Table], registers: Registers
) -> list[Paragraph | Table] | list[Paragraph]:
    lines = [one for one in run if isinstance(one, Paragraph) and not IMPRINT.match(one.text)]
    numbers = {line.number for line in lines if PAGE_NUMBER.match(line.text)}
    ends = frozenset({*numbers, *running_heads(lines, numbers, registers)})
    inner = [line for line in lines if line.number not in ends]
    if _may_be_table(inner, registers):
        return run
    labelled = {id(line) for line in inner if read_label(line.text, registers)}
    page = page_of([line for line in inner if id(line) not in labelled], registers)
    if page is None:
        return run
    whole = list(joined_lines(inner, page, labelled, ends))
    taken = {part.number for line in whole for part in line.parts}
    others = (o for o in run if isinstance(o, Paragraph) and o.number not in taken)
    whole = [line for line in whole if line.parts]
    return sorted((*whole, *others), key=lambda line: line.number)


def _may_be_table(lines: list[Paragraph], registers: Registers) -> bool:
    """Tell whether lines may be rows or cells: words stand apart in some, or are headers.

    So they may where no sentence ends.
    """
    rows = sum(_APART.search(line.text) is not None for line in lines)
    headers = sum(registers.field_of(line.text.rstrip("：:")) is not None for line in lines)
    glued = any(registers.fields_of_glued(line.text) for line in lines)
    is_told = any("。" in line.text for line in lines)
    return glued or headers > 1 or not is_told or rows > _MOST_APART * len(lines)
