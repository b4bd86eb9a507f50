"""Lines that say who answers before what is to be done, turned round so that both are read alike.

（一）责任领导：王明                 1.市教育局牵头，市财政局配合，新建幼儿园三所。
责任单位：市教育局                   2.【市水务局负责】治理河道。
工作任务：新建幼儿园三所。
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from operator import or_

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.fields import OWNING, ROLES
from loader.assignments.labels import LabelLine, read_label
from loader.assignments.plausibility import are_plausible
from loader.assignments.section_labels import is_role_label, with_labels_above
from loader.assignments.shares import Clause
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.outline import BULLET, SECTION, style_of
from loader.texts.units import split_list

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
    read_prose: Callable[[str], Clause | None] | None = None,
) -> list[Paragraph]:
    """Return `lines` with each task before those who answer for it, if two at least come after.

    In a plan a line stays of which `read_prose` tells more than its opening, 由A牵头，会同B修桥，
    C配合。, and one without a mark may open with bodies in a frame: 〔市教育局〕新建幼儿园三所。
    """
    turned = _points_first(_labels_turned(lines, reader.registers), reader.registers)
    turned = with_labels_above(turned, reader)
    return list(_closed(turned, reader, read_prose))


def _points_first(lines: list[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, labels that stand above each of the points below the one they stand above.

    牵头单位：市教育局 / 1.新建学校。 / 牵头单位：市水务局 / 2.治理河道。

    Where those above some points name an owner and those above others do not, these are of the
    point before.
    """
    labels = [is_role_label(line, registers) for line in lines]
    above = [n for n, _ in enumerate(lines[:-1]) if labels[n] and not labels[n + 1]]
    form = style_of(lines[above[0] + 1]) if above else ""
    points = [n for n, line in enumerate(lines) if form and style_of(line) == form]
    if len(points) < _FEWEST or points != [n + 1 for n in above] or any(labels[points[-1] :]):
        return lines
    if len({_name_owner(lines[:n], registers) for n in points}) > 1:
        return lines
    turned, held = list[Paragraph](), list[Paragraph]()
    for position, line in enumerate(lines):
        if labels[position]:
            held.append(line)
            continue
        turned.append(line)
        if position in points:
            turned, held = [*turned, *held], []
    return turned


def _name_owner(above: Sequence[Paragraph], registers: Registers) -> bool:
    """Tell whether the labels at the end of the lines `above` name an owner."""
    labels = takewhile(bool, (read_label(line.text, registers) for line in reversed(above)))
    return any(ROLES.get(label.field) in OWNING for label in labels if label)


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


@dataclass(frozen=True)
class _Opening:
    """Who answers as the first words of a line say, and where the task begins behind them."""

    clause: str
    end: int
    is_framed: bool = False


def _closed(
    lines: list[Paragraph],
    reader: ClauseReader,
    read_prose: Callable[[str], Clause | None] | None,
) -> Iterator[Paragraph]:
    """Yield `lines`, those that open with who answers with that in a bracket at their end."""
    is_free = _stand_below_titles(lines, reader)
    opened = {
        n: opening
        for n, line in enumerate(lines)
        if (read_prose or line.mark or _begin(line))
        and (opening := _opening(line, reader, is_free=is_free))
    }
    if len(opened) < _FEWEST:
        yield from lines
        return
    for n, line in enumerate(lines):
        opening = opened.get(n)
        if opening is None or _is_told(line.text, opening, reader, read_prose):
            yield line
        else:
            yield _with_clause_last(line, opening)


def _stand_below_titles(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether lines without marks that open with a bracket stand below titles, two at least.

    All others must stand below one another: then no such bracket is of a task above.
    """
    framed = [not _is_marked(line) and _frames_owner(line.text, reader) for line in lines]
    above = [(n, lines[n - 1].text if n else "") for n, one in enumerate(framed) if one]
    titled = [SECTION.match(text) is not None and not text.endswith("。") for _, text in above]
    alike = [n > 0 and framed[n - 1] for n, _ in above]
    return sum(titled) >= _FEWEST and all(map(or_, titled, alike))


def _frames_owner(text: str, reader: ClauseReader) -> bool:
    """Tell whether a text opens with a bracket that says who answers, the only one to say so."""
    brackets = [one for one in find_brackets(text) if reader.for_brackets.read(one.inner).shares]
    is_only = len(brackets) == 1 and brackets[0].start == 0
    return is_only and len(text) - brackets[0].end > _SHORTEST_TASK


def _is_told(
    text: str,
    opening: _Opening,
    reader: ClauseReader,
    read_prose: Callable[[str], Clause | None] | None,
) -> bool:
    """Tell whether the prose of a line names more than its opening does."""
    told = None if opening.is_framed or read_prose is None else read_prose(text)
    return told is not None and len(told.shares) > len(reader.read(opening.clause).shares)


def _with_clause_last(line: Paragraph, opening: _Opening) -> Paragraph:
    words = f"{line.text[: _begin(line)]}{line.text[opening.end :].lstrip()}（{opening.clause}）"
    return line.with_words(words)


def _begin(line: Paragraph) -> int:
    mark = MARK.match(line.text) or BULLET.match(line.text)
    return mark.end() if mark else 0


def _opening(line: Paragraph, reader: ClauseReader, *, is_free: bool) -> _Opening | None:
    """Return who answers as a line says before its task, None if it does not.

    A line without a mark does in a frame alone, unless such lines are free of the task above.
    """
    begin = _begin(line)
    is_marked = bool(begin or line.mark)
    brackets = list(find_brackets(line.text))
    framed = [one for one in brackets[:1] if one.start == begin and one.is_closed]
    found = _before_comma(line.text, begin, reader) if is_marked else None
    if not (framed or found):
        return None
    assigning = [one for one in brackets if reader.read(one.inner).shares]
    if framed and assigning in ([], framed):
        clause = _framed(framed[0].inner, reader, is_marked=is_marked or is_free)
        found = _Opening(clause, framed[0].end, is_framed=True) if clause else None
    elif assigning:
        return None
    return found if found and len(line.text) - found.end > _SHORTEST_TASK else None


def _framed(inner: str, reader: ClauseReader, *, is_marked: bool) -> str:
    """Return who answers as a bracket before a task says; it may hold bodies alone: 【市教育局】.

    What says more than that is, in a line without a mark, of the task above.
    """
    if reader.for_brackets.read(inner).is_assignment:
        return inner if is_marked else ""
    is_body = assigns_to_body(reader.read(inner, "responsible"))
    return f"责任单位：{inner}" if is_body else ""


def _before_comma(text: str, begin: int, reader: ClauseReader) -> _Opening | None:
    """Return who answers as the words before the last comma say that ends such: A牵头，B配合，."""
    found = None
    for position, character in enumerate(text[:_FARTHEST].partition("。")[0]):
        if character not in "，,：:→" or position <= begin:
            continue
        said = text[begin:position]
        said = _with_verbs(said, reader) if found is None else said
        if reader.split_verb(said)[1] is None or not reader.read(said).is_assignment:
            break
        found = _Opening(said, position + 1)
    return found


_JOINTLY = re.compile(r"(?<!自)由(?P<owner>.{2,40}?)(?:会同|联合|协同)(?P<others>.{2,80})")
"""Bodies that do a task with others, as words before its comma say: 由市教育局会同市财政局，."""


def _with_verbs(said: str, reader: ClauseReader) -> str:
    """Return words that name no more than who does a task with whom, with verbs that say so."""
    match = _JOINTLY.fullmatch(said)
    lists = [split_list(words) for words in match.groups()] if match else []
    if match and all(are_plausible(units, reader.registers) for units in lists):
        return f"{match['owner']}牵头，{match['others']}配合"
    return said
