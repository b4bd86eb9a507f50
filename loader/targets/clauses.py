"""The clause in which a number stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

STOP = re.compile(r"[，。；！？：;!?\n]|,(?![0-9])")
"""What a number has nothing to do with words before."""

FULL_STOP = re.compile(r"[。；;\n]")
_FARTHEST = 300
"""Characters: what stands farther before a number has nothing to do with it either."""

_AFTER = re.compile(r"(?:[（(][^（()）]*[)）]|,(?=[0-9])|[^，。；！？：;!?\n,)）])*")
_JOINTS = re.compile(r"^[、和及与以并\s]+")
_LIST_MARK = re.compile(r"^[0-9]{1,2}[.．、)）]\s*|^[（(][0-9一二三四五六七八九十]{1,3}[)）]\s*")


@dataclass(frozen=True)
class Clause:
    """The words around a number: all since the last stop, those since the last number, those after.

    `sentence` is all since the last full stop or semicolon.
    """

    sentence: str
    opening: str
    before: str
    after: str


def cut_clause(text: str, start: int, end: int, floor: int, ceiling: int) -> Clause:
    """Return the clause of the number at `start` to `end`.

    `floor` is where the number before it ends, `ceiling` where the next begins.
    """
    stop = last_end(STOP, text, start)
    full = last_end(FULL_STOP, text, start)
    opening = _LIST_MARK.sub("", text[stop:start])
    before = _JOINTS.sub("", text[floor:start]) if floor > stop else opening
    return Clause(text[full:start], opening, _unclosed(before), _after(text[end:ceiling]))


def last_end(pattern: re.Pattern[str], text: str, end: int) -> int:
    """Return where the last match before `end` ends; at most so many characters before it."""
    start = max(0, end - _FARTHEST)
    return max((match.end() for match in pattern.finditer(text, start, end)), default=start)


def _after(words: str) -> str:
    """Return the words up to the next stop; those in brackets count, but for a remark at once."""
    if words.lstrip().startswith(("（", "(")):
        return ""
    found = _AFTER.match(words)
    return found[0] if found else ""


def _unclosed(words: str) -> str:
    """Return what follows a bracket that is open at the end: （其中地下停车库."""
    depth_open = max(words.rfind("（"), words.rfind("("))
    closed = max(words.rfind("）"), words.rfind(")"))
    if depth_open > closed:
        return words[depth_open + 1 :]
    return words[1:].lstrip() if words[:1] in "）)" else words
