"""Names that stand one below the other in a bracket, made one list.

（责任单位：市水务局            is （责任单位：市水务局、市财政局、各镇）
市财政局
各镇）
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.collectives import is_collective

_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,20})[、，,；;]?")
_LAST = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,20}?)(?:分别|共同)?(?:负责|牵头|配合|落实|承办|协办|参与)?[）)〕】\]][。；;]?"
)
_AFTER_MARK = re.compile("[、，,；;：: \u3000]$")
_MOST = 12
"""Lines that such a list takes at the most."""


def with_names_listed(lines: Iterable[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, those as one that name bodies one below the other up to a closing bracket."""
    printed = list(lines)
    whole: list[Paragraph] = []
    position = 0
    while position < len(printed):
        below = _names_below(printed, position, registers)
        whole.append(_listed([printed[position], *below]) if below else printed[position])
        position += 1 + len(below)
    return whole


def _names_below(
    lines: Sequence[Paragraph], position: int, registers: Registers
) -> list[Paragraph]:
    """Return the lines below one that opens a bracket with a name, two at least, all of names."""
    opened = [one for one in find_brackets(lines[position].text) if not one.is_closed]
    first = re.split("[：:、，,；;]", opened[-1].inner)[-1] if opened else ""
    if first and not _is_body(first.strip(), registers):
        return []
    below: list[Paragraph] = []
    for line in lines[position + 1 : position + 1 + _MOST] if opened else ():
        last = _LAST.fullmatch(line.text)
        name = last or _NAME.fullmatch(line.text)
        if name is None or MARK.match(line.text) or not _is_body(name["name"], registers):
            return []
        below.append(line)
        if last:
            return below if len(below) > 1 else []
    return []


def _is_body(name: str, registers: Registers) -> bool:
    return registers.ends_like_unit(name) or is_collective(name)


def _listed(lines: Sequence[Paragraph]) -> Paragraph:
    words = lines[0].words.rstrip()
    for line in lines[1:]:
        words += "、" * (not _AFTER_MARK.search(words)) + line.text
    return replace(lines[0], clean=words, parts=tuple(p for line in lines for p in line.lines))
