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

NUMBER = re.compile(r"(?:No|NO|№)?[.．]?\s*(?P<number>\d{1,3})[.．、]?")
_ROW = re.compile(r"(?P<number>\d{1,3})[ \t\u3000]+(?P<words>[\u4e00-\u9fff“\"《].*)")
_LAST_CELL = re.compile(r"[ \t\u3000]+(?=[^ \t\u3000。]{4,300}$)")
_SHORTEST, _LONGEST = 4, 300
_BORDER = re.compile("[，,；;]")


@dataclass(frozen=True)
class Part:
    """A part of a `line`, or all of it; `unsure` is what names owners and says more."""

    kind: Literal["number", "words", "owner", "unsure"]
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
    number = NUMBER.fullmatch(text)
    row = None if number or style_of(line) else _ROW.fullmatch(text)
    if number:
        yield Part("number", number["number"], line)
    elif row:
        yield Part("number", row["number"], line)
        words = row["words"]
        cell = next((one for one in _LAST_CELL.finditer(words)), None)
        is_owner = cell is not None and _assigns(words[cell.end() :], reader)
        yield Part("words", words[: cell.start()] if cell and is_owner else words, line)
        if cell and is_owner:
            yield Part("owner", words[cell.end() :], line)
    else:
        yield Part(_kind(line, reader), text, line)


def _kind(line: Paragraph, reader: ClauseReader) -> Literal["words", "owner", "unsure"]:
    """Tell whether a line is all of bodies and what they do, begins so, or says other things."""
    text = line.text
    if style_of(line) or text[0] in "（(【〔[" or read_label(text, reader.registers):
        return "words"
    if _assigns(text, reader):
        return "owner"
    first = _BORDER.split(text)[0]
    return "unsure" if len(first) < len(text) and _assigns(first, reader) else "words"


def _assigns(text: str, reader: ClauseReader) -> bool:
    """Tell whether `text` names bodies and what they do, and says nothing else.

    Behind 由 all that they do is meant, as in a bracket: 由甲局负责，乙局保障.
    """
    said = text.strip("。；; ").removeprefix("由")
    pieces = _BORDER.split(said)
    if not _SHORTEST <= len(said) <= _LONGEST or "。" in said or "：" in said:
        return False
    if all(reader.split_verb(piece.strip())[1] is None for piece in {pieces[0], *pieces[-2:]}):
        return False
    is_charge = text.startswith("由") and reader.read(pieces[0].removeprefix("由")).is_assignment
    clause = (reader.for_brackets if is_charge else reader).read(said)
    of_bodies = any(share.role not in PERSONAL for share in clause.shares)
    return clause.is_assignment and of_bodies and not clause.rest
