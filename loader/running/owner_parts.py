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
_OPENING = ("", *"（(【〔[")
_BORDER = re.compile("[，,；;]")
_LED = re.compile(r"[（(](?:牵头|主办|主责|责任)(?:单位|部门)?[）)]")
"""What stands behind a body of a list that leads it: 市教育局（牵头）、市财政局."""

_DATE = re.compile(r"(?:[^，。；：]{2,20}(?:前|底|末|完成)|全年|长期|持续|常年)[。；]?")


Kind = Literal["number", "words", "owner", "date", "unsure"]


@dataclass(frozen=True)
class Part:
    """A part of a `line`, or all of it; `unsure` is what names owners and says more."""

    kind: Kind
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
        owners = _owners(words[cell.end() :], reader) if cell else ""
        yield Part("words", words[: cell.start()] if cell and owners else words, line)
        if owners:
            yield Part("owner", owners, line)
    else:
        yield _whole(line, reader)


def _whole(line: Paragraph, reader: ClauseReader) -> Part:
    """Return a line that is all of bodies and what they do, begins so, or says other things."""
    text = line.text
    if style_of(line) or text[:1] in _OPENING or read_label(text, reader.registers):
        return Part("words", text, line)
    if owners := _owners(text, reader):
        return Part("owner", owners, line)
    first = _BORDER.split(text)[0]
    if len(first) < len(text) and _owners(first, reader):
        return Part("unsure", text, line)
    is_date = _DATE.fullmatch(text) is not None and bool(reader.read(text.rstrip("。；")).deadlines)
    return Part("date" if is_date else "words", text, line)


def _owners(text: str, reader: ClauseReader) -> str:
    """Return who answers, if `text` names bodies and what they do, and says nothing else.

    Behind 由 all that they do is meant, as in a bracket: 由甲局负责，乙局保障.
    """
    said = text.strip("。；; ").removeprefix("由")
    if not _SHORTEST <= len(said) <= _LONGEST or "。" in said or "：" in said:
        return ""
    pieces, led = _BORDER.split(said), _LED.search(said)
    ends = {pieces[0], *pieces[-2:]}
    if not led and all(reader.split_verb(piece.strip())[1] is None for piece in ends):
        return ""
    is_charge = text.startswith("由") and reader.read(pieces[0].removeprefix("由")).is_assignment
    words = f"责任单位：{said}" if led else said
    clause = (reader.for_brackets if is_charge else reader).read(words)
    of_bodies = any(share.role not in PERSONAL for share in clause.shares)
    return words if clause.is_assignment and of_bodies and not clause.rest else ""
