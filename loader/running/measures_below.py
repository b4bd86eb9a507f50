"""Labels below items that brackets close, of what is to be done and by when, as words of the items.

1.水塘渗漏。（牵头单位：水务站）
整改措施：维修水塘三口。             is 1.水塘渗漏。整改措施：维修水塘三口。（牵头单位：水务站）
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.labels import read_label
from loader.running.opening_brackets import assigning_brackets
from loader.source import Paragraph
from loader.texts.outline import style_of

_FEWEST = 2
"""Items below which such labels stand, at the least."""

_MOST = 8
"""Labels below an item, at the most."""

_STOPS = "。；; "


def with_measures_in_items(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, such labels before the bracket that closes the item above, dates within."""
    below = {n: _labels_below(lines, n, reader) for n in range(len(lines))}
    closed = {n: labels for n, labels in below.items() if labels and _closes(lines[n].text, reader)}
    if len(closed) < _FEWEST:
        return list(lines)
    found, position = list[Paragraph](), 0
    while position < len(lines):
        labels = closed.get(position, [])
        line = lines[position]
        found.append(_joined(line, labels, reader) if labels else line)
        position += 1 + len(labels)
    return found


def _labels_below(lines: Sequence[Paragraph], n: int, reader: ClauseReader) -> list[Paragraph]:
    """Return the labels of work and dates right below a line that says something behind each."""
    return list(takewhile(lambda line: _is_of_item(line, reader), lines[n + 1 : n + 1 + _MOST]))


def _is_of_item(line: Paragraph, reader: ClauseReader) -> bool:
    label = read_label(line.text, reader.registers)
    is_told = label is not None and label.field in ("text", "deadline") and bool(label.rest)
    return is_told and not style_of(line) and not assigning_brackets(line.text, reader)


def _closes(text: str, reader: ClauseReader) -> bool:
    """Tell whether a bracket that says who answers ends a line, behind words of work."""
    found = [] if read_label(text, reader.registers) else assigning_brackets(text, reader)
    return bool(found) and found[-1].start > 0 and not text[found[-1].end :].strip(_STOPS)


def _joined(line: Paragraph, labels: list[Paragraph], reader: ClauseReader) -> Paragraph:
    last = assigning_brackets(line.text, reader)[-1]
    work, said, closing = line.text[: last.start], line.text[last.start : last.end], ""
    for below in labels:
        label = read_label(below.text, reader.registers)
        if label and label.field == "deadline":
            said = f"{said[:-1]}；{label.label}：{label.rest.strip(_STOPS)}{said[-1]}"
        else:
            closing += below.text
    whole = work if not closing or work.endswith(tuple(_STOPS)) else f"{work}。"
    parts = tuple(part for one in (line, *labels) for part in one.lines)
    return replace(line, clean=f"{whole}{closing}{said}", parts=parts)
