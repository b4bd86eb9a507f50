"""Brackets at the end of an item of which only the one that closes is left.

修桥三座。市交通局牵头，市财政局配合）      is 修桥三座。（市交通局牵头，市财政局配合）
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loader.assignments.clauses import ClauseReader
from loader.assignments.shares import Clause
from loader.source import Paragraph
from loader.texts.brackets import closes_bracket, find_brackets, split_outside

_STOPS = "。！？"


def with_brackets_opened(lines: Iterable[Paragraph], reader: ClauseReader) -> Iterator[Paragraph]:
    """Yield `lines`, with the bracket that opens before the last sentence where it was lost.

    That sentence, up to the one that closes, must say who answers and nothing else.
    """
    above = ""
    for line in lines:
        start = _lost_at(line.text, reader)
        goes_on = start == 0 and not all(one.is_closed for one in find_brackets(above))
        above = line.text
        if start is None or goes_on:
            yield line
            continue
        text = f"{line.text[:start]}（{line.text[start:]}"
        yield line.with_words(text)


def _lost_at(text: str, reader: ClauseReader) -> int | None:
    """Return where the bracket opened that ends `text`, None if it is there or says more."""
    said = text.rstrip("。；; ")
    if not said.endswith(("）", ")")):
        return None
    last = [*split_outside(said[:-1], _STOPS)][-1]
    clause = reader.for_brackets.read(last) if closes_bracket(f"{last}）") else Clause()
    return len(said) - 1 - len(last) if clause.is_assignment and not clause.rest else None
