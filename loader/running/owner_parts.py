"""Lines cut into numbers, words, and who answers, where nothing else stands in a line or its end.

7                       a number      36 建设泵站 建成两座。 市水务局牵头      all three
建设泵站                words
市水务局牵头            who answers
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PERSONAL
from loader.assignments.labels import read_label
from loader.source import Paragraph
from loader.texts.outline import style_of

_NUMBER = re.compile(r"(?:No|NO|№)?[.．]?\s*(?P<number>\d{1,3})[.．、]?")
_ROW = re.compile(r"(?P<number>\d{1,3})[ \t\u3000]+(?P<words>[\u4e00-\u9fff“\"《].*)")
_LAST_CELL = re.compile(r"[ \t\u3000]+(?=[^ \t\u3000。]{4,300}$)")
_LONGEST = 300
_BORDER = re.compile("[，,；;]")


@dataclass(frozen=True)
class Part:
    """A part of a `line`, or all of it."""

    kind: Literal["number", "words", "owner"]
    words: str
    line: Paragraph


def cut_in_parts(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Part]:
    return [part for line in lines for part in _parts(line, reader)]


def without_numbers(parts: Sequence[Part]) -> list[Part]:
    """Return `parts` of lines that have no number, and as words those lines that do."""
    whole: list[Part] = []
    for _, same in groupby(parts, key=lambda part: id(part.line)):
        of_line = list(same)
        is_row = of_line[0].kind == "number" and len(of_line) > 1
        whole += [Part("words", of_line[0].line.text, of_line[0].line)] if is_row else of_line
    return [part for part in whole if part.kind != "number"]


def _parts(line: Paragraph, reader: ClauseReader) -> Iterator[Part]:
    text = line.text
    number = _NUMBER.fullmatch(text)
    if number:
        yield Part("number", number["number"], line)
        return
    row = None if style_of(line) else _ROW.fullmatch(text)
    if row is None:
        yield Part("owner" if names_owners(line, reader) else "words", text, line)
        return
    yield Part("number", row["number"], line)
    words = row["words"]
    cell = next((one for one in _LAST_CELL.finditer(words)), None)
    end = cell.start() if cell and _assigns(words[cell.end() :], reader) else len(words)
    yield Part("words", words[:end], line)
    if cell and end < len(words):
        yield Part("owner", words[cell.end() :], line)


def names_owners(line: Paragraph, reader: ClauseReader) -> bool:
    """Tell whether a line is all of bodies and what they do: 市教育局牵头，市财政局配合."""
    text = line.text
    is_other = style_of(line) or text[0] in "（(【〔[" or read_label(text, reader.registers)
    return not is_other and _assigns(text, reader)


def _assigns(text: str, reader: ClauseReader) -> bool:
    said = text.strip("。；; ").removeprefix("由")
    if not 4 <= len(said) <= _LONGEST or "。" in said or "：" in said:
        return False
    if reader.split_verb(_BORDER.split(said)[-1].strip())[1] is None:
        return False
    clause = reader.read(said)
    of_bodies = any(share.role not in PERSONAL for share in clause.shares)
    return clause.is_assignment and of_bodies and not clause.rest
