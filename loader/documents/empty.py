"""Why nothing in a document assigns work, in words for the reader of its report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loader.assignments.fields import ROLES, fields_of
from loader.registers.registers import Registers
from loader.report import Report
from loader.source import Source, Table
from ontology.values import fold_space

_CALLED = {
    "a list of figures": re.compile(r"主要(?:经济)?指标|指标完成|统计公报|统计数据"),
    "an explanation of a policy": re.compile(r"解读|问答|图解|起草说明"),
    "a speech": re.compile(r"讲话|致辞|发言|同志们[：:]"),
    "a report of what was done": re.compile(r"进展|进度|完成情况|推进情况|落实情况|工作总结"),
}
_FIGURE = re.compile(r"^[-+−]?[\d,，.]+(?:[%％‰]|个百分点|[亿万]?元|[亿万])?$")
_FIRST_LINES = 3
_MOST_SHOWN = 3
_LEFT_OUT = "names who "
"""How a note begins on an item that is no work in a document of its kind."""


def why_empty(source: Source, registers: Registers, report: Report) -> str:
    """Return why nothing was read of a document, and how it may be."""
    policy = f"'zhengtu load {source.name} --as policy' reads it as a policy, by its provisions"
    return f"{why_no_tasks(source, registers, report)}. {policy}"


def why_no_tasks(source: Source, registers: Registers, report: Report) -> str:
    """Return what was looked for in vain: tables, brackets, and words of roles."""
    reasons = [*_name(source), *_tables(source, registers), *_figures(source)]
    reasons += [*_brackets(report), *_role_words(source, registers)]
    return f"nothing in it assigns work: {'; '.join(reasons)}"


def _name(source: Source) -> Iterator[str]:
    first = "".join(p.text for p in list(source.paragraphs())[:_FIRST_LINES]) + source.name
    for called, words in _CALLED.items():
        if found := words.search(first):
            yield f"it calls itself {called} ({found[0]})"
            return


def _tables(source: Source, registers: Registers) -> Iterator[str]:
    headers = [_header(table) for table in source.tables()]
    if not headers:
        return
    fields = [set(fields_of(header, registers)) for header in headers]
    shown = " / ".join("|".join(filter(None, header)) for header in headers[:_MOST_SHOWN])
    if any(set(ROLES) & found for found in fields):
        yield f"its {len(headers)} table(s) have no column for the work itself ({shown})"
    else:
        yield f"its {len(headers)} table(s) have no column for who answers ({shown})"


def _header(table: Table) -> tuple[str, ...]:
    return tuple(fold_space(cell.text)[:20] for cell in table.rows[0])


def _figures(source: Source) -> Iterator[str]:
    texts = [fold_space(text) for text in _texts(source)]
    figures = sum(bool(_FIGURE.match(text)) for text in texts)
    if figures * 4 >= len(texts):
        yield f"{figures} of its {len(texts)} lines and cells are figures"


def _texts(source: Source) -> Iterator[str]:
    cells = (cell.text for table in source.tables() for cell in table.cells())
    yield from (text for text in (*cells, *(p.text for p in source.paragraphs())) if text)


def _brackets(report: Report) -> Iterator[str]:
    """Say what names somebody and is no work by what the document is, and what else is unused."""
    unused = [note for note in report.notes if note.kind == "unused"]
    left_out = [note for note in unused if note.message.startswith(_LEFT_OUT)]
    for message in dict.fromkeys(note.message for note in left_out):
        texts = [note.text for note in left_out if note.message == message]
        yield f"{len(texts)} item(s) are left out, each of which {message} ({_shown(texts)})"
    if others := [note.text for note in unused if note not in left_out]:
        yield (
            f"{len(others)} bracket(s) or line(s) look like an assignment, but end no item or name "
            f"no unit ({_shown(others)})"
        )


def _role_words(source: Source, registers: Registers) -> Iterator[str]:
    """Say whether words such as 牵头 stand in it, and that they close no item."""
    role = registers.role_word
    found = [match[0] for p in source.paragraphs() for match in role.finditer(p.text)]
    if found:
        words = _shown(dict.fromkeys(found))
        yield (
            f"words of responsibility ({words}) stand {len(found)} time(s) inside sentences, none "
            "in a bracket, label or sentence that closes an item"
        )
    else:
        yield "no bracket, label line or sentence says who answers for anything"


def _shown(texts: Iterable[str]) -> str:
    return "、".join(text[:30] for text in list(texts)[:_MOST_SHOWN])
