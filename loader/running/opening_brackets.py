"""Brackets of who answers that a line break cut off from the sentence that they close.

修桥三座。（市甲局牵头）铺路五里。        is 修桥三座。（市甲局牵头）铺路五里。（市乙局牵头）
（市乙局牵头）植树千株。（市丙局牵头）       植树千株。（市丙局牵头）
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.assignments.clauses import ClauseReader
from loader.source import Paragraph
from loader.texts.brackets import Bracket, find_brackets

_STOPS = ("。", "；", ";")
_OPENS = "（(〔［[【"


def with_brackets_back(lines: Iterable[Paragraph], reader: ClauseReader) -> Iterator[Paragraph]:
    """Yield `lines`, a bracket that opens one at the end of the line above, if it closes that.

    It does where sentences of one of the two lines have their brackets behind them, and the last
    above has none: else it may be that of the sentence that follows.
    """
    above: Paragraph | None = None
    for line in lines:
        opening = _opening(line.text, reader)
        if above and opening and _is_open(above.text) and _close(above.text, line.text, reader):
            bracket, rest = line.text[: opening.end], line.text[opening.end :].strip()
            parts = (*above.lines, *line.lines)
            yield replace(above, clean=above.text + bracket, parts=parts)
            above = line.with_words(rest)
            continue
        if above:
            yield above
        above = line
    if above:
        yield above


def _opening(text: str, reader: ClauseReader) -> Bracket | None:
    """Return the bracket that says who answers at the start of a line that goes on behind it."""
    first = next(iter(assigning_brackets(text, reader)), None) if text[:1] in _OPENS else None
    return first if first and first.start == 0 and text[first.end :].strip() else None


def assigning_brackets(text: str, reader: ClauseReader) -> list[Bracket]:
    """Return the brackets of `text` that say who answers and nothing else."""
    brackets = (one for one in find_brackets(text) if one.is_closed)
    clauses = (
        (one, reader.for_brackets.read(text[one.start + 1 : one.end - 1])) for one in brackets
    )
    return [one for one, clause in clauses if clause.is_assignment and not clause.rest]


def _is_open(above: str) -> bool:
    return above.endswith(_STOPS)


def _close(above: str, text: str, reader: ClauseReader) -> bool:
    """Tell whether sentences above, or the last of the line, have their brackets behind them."""
    closed = any(
        above[: one.start].rstrip().endswith(_STOPS) for one in assigning_brackets(above, reader)
    )
    last = assigning_brackets(text, reader)[-1]
    return closed or (last.start > 0 and not text[last.end :].strip("。；; "))
