"""Names of leaders in the rows of a flattened table: before the first body, or behind the last."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from loader.plain_tables.glued_names import glued_names
from loader.registers.registers import Registers
from loader.texts.posts import SURNAMES

NAME = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
"""What looks like the name of a person."""

_MOST_NAMES = 3
_NAME_AFTER_SENTENCE = re.compile(
    r"。(?!全[省市县区州镇])([\u4e00-\u9fff]{2,3})(?=[省市县区州镇][\u4e00-\u9fff])"
)
_NAME_BEFORE_BODY = re.compile(r"(?=([\u4e00-\u9fff]{3})[省市县区州镇][\u4e00-\u9fff])")


def names_of_leaders(pieces: list[str]) -> set[str]:
    """Return the names of leaders: what stands between a sentence and a body, or does so twice.

    Where one row repeats the name of the one above, each row prints a name: so does then the one
    in a row without a known one that only its first character lets begin a name.
    """
    after = {name for piece in pieces for name in _NAME_AFTER_SENTENCE.findall(piece)}
    before = [
        {name for name in _NAME_BEFORE_BODY.findall(piece) if name[0] in SURNAMES}
        for piece in pieces
    ]
    often = Counter(name for names in before for name in names)
    found = after | {name for name, count in often.items() if count > 1}
    is_whole = any(above & one & found for above, one in pairwise(before))
    alone = (names for names in before if is_whole and len(names) == 1 and not names & found)
    return found | {name for names in alone for name in names if name[1] not in SURNAMES}


def without_names(
    text: str, units: list[str], names: set[str], registers: Registers
) -> tuple[str, str, list[str]]:
    """Return text, leaders and units of a row in which leaders stand before the first unit."""
    words = text + units[0]
    found = [name for name in sorted(names, key=len, reverse=True) if name in words]
    ends = [words.rfind(name) + len(name) for name in found]
    ends = [end for end in ends if len(words) - end > 2]
    if not ends:
        return text, "", units
    end = max(ends)
    name = next(name for name in found if words.endswith(name, 0, end))
    begin = end - len(name)
    while words[begin - 1 : begin] in "、，" and begin:
        before = next((n for n in found if words.endswith(n, 0, begin - 1)), None)
        if before is None:
            break
        begin -= len(before) + 1
    first = glued_names(words[end:], registers)
    return (words[:begin], words[begin:end], [*first, *units[1:]]) if first else (text, "", units)


def without_last_names(words: str, names: set[str], registers: Registers) -> tuple[str, str]:
    """Return `words` without the names of leaders that end them behind a body, and these.

    >>> from pathlib import Path
    >>> registers = Registers(Path("data/registers"))
    >>> without_last_names("县交通局王建国", set(), registers)
    ('县交通局', '王建国')
    >>> without_last_names("县交通局", set(), registers)
    ('县交通局', '')
    """
    for length in (3, 2):
        before, name = words[:-length], words[-length:]
        if name in names or registers.ends_like_unit(before):
            return before, name
    return _without_several(words, registers, _MOST_NAMES)


def _without_several(words: str, registers: Registers, most: int) -> tuple[str, str]:
    """Return `words` without up to so many names that begin as names do, and end no body."""
    for length in (3, 2):
        before, name = words[:-length], words[-length:]
        if not most or not NAME.fullmatch(name) or registers.ends_like_unit(name):
            continue
        if registers.ends_like_unit(before):
            return before, name
        bodies, others = _without_several(before, registers, most - 1)
        if others:
            return bodies, f"{others}、{name}"
    return words, ""
