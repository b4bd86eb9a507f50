"""Lines that say who answers before what is to be done, turned round so that both are read alike.

（一）责任领导：王明                 1.市教育局牵头，市财政局配合，新建幼儿园三所。
责任单位：市教育局
工作任务：新建幼儿园三所。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loader.brackets import MARK, find_brackets
from loader.clauses import ClauseReader
from loader.fields import ROLES
from loader.labels import LabelLine, read_label
from loader.outline import without_mark
from loader.registers import Registers
from loader.shares import Clause
from loader.source import Paragraph

_CONTENT = ("text", "annual_task", "title")
_FEWEST = 2
_SHORTEST_TASK = 5
_FARTHEST = 150


@dataclass
class _Block:
    """Lines that begin with labels, from the first up to where one of them comes again."""

    labels: list[LabelLine] = field(default_factory=list)
    lines: list[Paragraph] = field(default_factory=list)
    is_below_task: bool = False

    @property
    def is_turned(self) -> bool:
        """Tell whether the task stands below those who answer for it, and none above them.

        A label without words that comes last announces tasks, and is none: 重点任务：.
        """
        contents = [label for label in self.labels if label.field in _CONTENT]
        announces = self.labels[-1] in contents and not self.labels[-1].rest
        is_first = self.labels[0].field in ROLES and not self.is_below_task
        return is_first and len(contents) == 1 and not announces

    def turned(self) -> list[Paragraph]:
        """Return the lines, that of the task first, with the number that the first had."""
        at = next(n for n, label in enumerate(self.labels) if label.field in _CONTENT)
        first = replace(self.lines[at], mark=self.labels[0].number or self.lines[0].mark)
        return [first, *self.lines[:at], *self.lines[at + 1 :]]


def with_tasks_first(
    lines: Sequence[Paragraph],
    reader: ClauseReader,
    read_prose: Callable[[str], Clause | None] = lambda _: None,
) -> list[Paragraph]:
    """Return `lines` with each task before those who answer for it, if two at least come after.

    A line stays of which `read_prose` tells more than its opening: 由A牵头，会同B修桥，C配合。
    """
    return list(_closed(_labels_turned(lines, reader.registers), reader, read_prose))


def _labels_turned(lines: Sequence[Paragraph], registers: Registers) -> list[Paragraph]:
    blocks = list(_blocks(lines, registers))
    of_roles = [one for one in blocks if one.labels and one.labels[0].field in ROLES]
    if len(of_roles) < _FEWEST or not all(one.is_turned for one in of_roles):
        return list(lines)
    return [line for one in blocks for line in (one.turned() if one in of_roles else one.lines)]


def _blocks(lines: Sequence[Paragraph], registers: Registers) -> Iterator[_Block]:
    """Yield `lines` in blocks; one without labels holds a line that begins with none."""
    block = _Block()
    for line in lines:
        label = read_label(line.text, registers)
        if label is None or (label.label in {one.label for one in block.labels}):
            yield block
            is_task = bool(block.lines) and not block.labels and _is_marked(block.lines[-1])
            block = _Block(is_below_task=is_task)
        elif not block.labels and block.lines:
            yield block
            block = _Block(is_below_task=_is_marked(block.lines[-1]))
        block.lines.append(line)
        block.labels += [label] if label else []
    yield block


def _is_marked(line: Paragraph) -> bool:
    return bool(line.mark or MARK.match(line.text))


def _closed(
    lines: list[Paragraph], reader: ClauseReader, read_prose: Callable[[str], Clause | None]
) -> Iterator[Paragraph]:
    """Yield `lines`, those that open with who answers with that in a bracket at their end."""
    opened = {n: end for n, line in enumerate(lines) if (end := _opening(line, reader))}
    if len(opened) < _FEWEST:
        yield from lines
        return
    for n, line in enumerate(lines):
        is_told = n in opened and _is_told(line.text, opened[n], reader, read_prose)
        yield _with_clause_last(line, opened[n]) if n in opened and not is_told else line


def _is_told(
    text: str, end: int, reader: ClauseReader, read_prose: Callable[[str], Clause | None]
) -> bool:
    """Tell whether the prose of a line names more than its first `end` characters do."""
    told = read_prose(text)
    opening = reader.read(without_mark(text[: end - 1]))
    return told is not None and len(told.shares) > len(opening.shares)


def _with_clause_last(line: Paragraph, end: int) -> Paragraph:
    mark = MARK.match(line.text)
    begin = mark.end() if mark else 0
    clause, task = line.text[begin : end - 1], line.text[end:]
    words = f"{line.text[:begin]}{task}（{clause}）"
    return replace(line, clean=words, parts=line.parts or (line,))


def _opening(line: Paragraph, reader: ClauseReader) -> int:
    """Return where the task begins in a line that opens with who answers for it, else 0."""
    mark = MARK.match(line.text)
    if not (mark or line.mark) or any(
        reader.read(bracket.inner).shares for bracket in find_brackets(line.text)
    ):
        return 0
    begin, end = mark.end() if mark else 0, 0
    for position, character in enumerate(line.text[:_FARTHEST]):
        if character not in "，,：:" or position <= begin:
            continue
        said = line.text[begin:position]
        if reader.split_verb(said)[1] is None or not reader.read(said).is_assignment:
            break
        end = position + 1
    return end if len(line.text) - end > _SHORTEST_TASK else 0
