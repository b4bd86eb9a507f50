"""Paragraphs as they were written: lines that a page cut are joined, and glued labels set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from loader.brackets import MARK, find_brackets
from loader.registers import Registers
from loader.source import Paragraph
from loader.tables import ROLES

_SENTENCE_END = tuple("。；;：:！!？?）)〕]】”")
_POINT = re.compile(r"(?<=[。；;]\s)\s*[-•●]\s+")
"""A point of a list that stands in one line with the point before."""

_BULLET = re.compile(r"^\s*[-•●]\s+")

_FEWEST_WRAPPED = 5
_WRAPPED_WIDTH = (18, 60)
"""Characters of a full line of hard-wrapped text."""

_WRAPPED_SHARE = 0.35
_FEWEST_LABELS = 2


def whole_lines(paragraphs: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `paragraphs` with cut lines joined; a line of glued labels comes in its pieces."""
    lines = list(paragraphs)
    width = _wrapped_width(lines)
    for line in _joined(lines, width):
        yield from _pieces(line, registers)


def _joined(lines: list[Paragraph], width: int | None) -> Iterator[Paragraph]:
    held: Paragraph | None = None
    for line in lines:
        if held and (_closes(held.text, line.text) or _wraps(held, line, width)):
            parts = (*(held.parts or (held,)), line)
            held = replace(held, clean=held.text + line.text, parts=parts)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _closes(text: str, following: str) -> bool:
    """Tell whether `following` closes the bracket that `text` leaves open at its end."""
    opened = [bracket for bracket in find_brackets(text) if not bracket.is_closed]
    if not opened or len(opened[-1].inner) > 150 or MARK.match(following):
        return False
    return re.match(r"[^（(〔\[]{1,120}[）)〕\]]", following) is not None


def _wrapped_width(lines: list[Paragraph]) -> int | None:
    """Return the width at which the lines are cut, or None if they are paragraphs.

    Cut lines are as wide as the page and end inside of a sentence.
    """
    open_ended = [len(line.text) for line in lines if not line.text.endswith(_SENTENCE_END)]
    widths = Counter(width // 2 for width in open_ended if width >= _WRAPPED_WIDTH[0])
    if not widths:
        return None
    common = max(widths, key=lambda half: widths[half - 1] + widths[half] + widths[half + 1])
    wrapped = sum(widths[half] for half in (common - 1, common, common + 1))
    cut = wrapped >= max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(lines))
    return common * 2 if cut and common * 2 <= _WRAPPED_WIDTH[1] else None


def _wraps(held: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Tell whether `line` goes on with the sentence of `held`, which is as wide as the page."""
    last = held.parts[-1] if held.parts else held
    if width is None or MARK.match(line.text) or line.number != last.number + 1:
        return False
    ends = last.text.endswith(("。", "；", ";", "：", ":"))
    return len(last.text) >= width - 3 and not ends


def _pieces(line: Paragraph, registers: Registers) -> Iterator[Paragraph]:
    """Yield the pieces of a line in which labels, marks or points are glued to what is before."""
    text = line.text
    labels = list(_labels(text, registers))
    cuts = {match.start() for match in _POINT.finditer(text)}
    if len(labels) >= _FEWEST_LABELS:
        cuts |= {match.start() for match in labels}
        cuts |= {m.start() for m in MARK.finditer(text) if _opens_after(text, m, labels)}
    for start, end in pairwise([0, *sorted(cuts - {0}), len(text)]):
        piece = _BULLET.sub("", text[start:end])
        yield replace(line, clean=piece, parts=line.parts or (line,)) if cuts - {0} else line


def _labels(text: str, registers: Registers) -> Iterator[re.Match[str]]:
    """Yield the labels of roles and dates in `text` that stand outside of brackets."""
    within = [range(bracket.start, bracket.end) for bracket in find_brackets(text)]
    for match in registers.label.finditer(text):
        name = registers.field_of(match[1])
        inside = any(match.start() in span for span in within)
        if not inside and (name in ROLES or name == "deadline"):
            yield match


def _opens_after(text: str, mark: re.Match[str], labels: list[re.Match[str]]) -> bool:
    """Tell whether a list mark opens a piece: after a sentence, or after what a label says."""
    before = text[: mark.start()].rstrip()
    labelled = any(label.end() <= mark.start() for label in labels)
    return before.endswith(_SENTENCE_END) or (labelled and not before[-1:].isdigit())
