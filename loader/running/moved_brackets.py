"""Who answers told at the head of a line, before the mark of a point, put behind the work.

1.维修道路。                          is 1.维修道路。
（市城建局负责）2.新建公厕。                （市城建局负责）
责任单位：市环卫处（二）整治市容。          2.新建公厕。
                                         责任单位：市环卫处
                                         （二）整治市容。

So a page put what ended the points above. Where the first point has its own in front as well, each
is of the point behind it: （市城建局负责）1.维修道路。  is  1.维修道路。（市城建局负责）
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.marks import read_mark
from loader.texts.outline import leading_mark, mark_style

_FEWEST = 2
_CLOSE, _STOPS = "）)】〕]", ("。", "；", ";")


def with_moved_brackets_apart(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, who answers behind the work, if two lines at least begin with that.

    They tell it of the points above if one of them counts on from a point that has nobody in front.
    """
    ends = {n: end for n, line in enumerate(lines) if (end := _owners_end(line, reader))}
    if len(ends) < _FEWEST:
        return list(lines)
    if any(_counts_on(lines, n, ends) for n in ends):
        return [one for n, line in enumerate(lines) for one in _apart(line, ends.get(n, 0))]
    return _turned(lines, ends) if _stand_in_front(lines, ends) else list(lines)


def _owners_end(line: Paragraph, reader: ClauseReader) -> int:
    """Return where that ends which opens a line before a mark and says who answers, else 0."""
    bracket = next(iter(find_brackets(line.text)), None)
    if bracket and not bracket.start and bracket.is_closed:
        said = reader.for_brackets.read(bracket.inner, "responsible")
        is_before_mark = MARK.match(line.text, bracket.end)
        return bracket.end if is_before_mark and assigns_to_body(said) else 0
    label = read_label(line.text, reader.registers)
    mark = MARK.search(line.text, 1) if label and label.field in ROLES else None
    if mark is None:
        return 0
    said = reader.for_brackets.read(line.text[: mark.start()])
    return mark.start() if assigns_to_body(said) and not said.rest else 0


def _counts_on(lines: Sequence[Paragraph], position: int, ends: dict[int, int]) -> bool:
    """Tell whether the mark behind who answers is the next to that of the line above with one."""
    above = next((n for n in range(position - 1, -1, -1) if n in ends or _mark(lines[n])), None)
    if above is None or above in ends:
        return False
    before, behind = _mark(lines[above]), leading_mark(_behind(lines[position], ends[position]))
    return mark_style(before) == mark_style(behind) and _value(behind) == _value(before) + 1


def _mark(line: Paragraph) -> str:
    return line.mark or leading_mark(line.text)


def _value(text: str) -> int:
    mark = read_mark(text)
    return mark.value if mark else 0


def _behind(line: Paragraph, end: int) -> str:
    return line.text[end:].strip()


def _apart(line: Paragraph, end: int) -> Iterator[Paragraph]:
    """Yield who answers and the point behind it as lines of their own."""
    if not end:
        yield line
        return
    for words in (line.text[:end], _behind(line, end)):
        yield line.with_words(words, mark="")


def _stand_in_front(lines: Sequence[Paragraph], ends: dict[int, int]) -> bool:
    """Tell whether all points, from the first on, have a bracket with who answers in front."""
    first, last = min(ends), max(ends)
    marks = [leading_mark(_behind(lines[n], end)) for n, end in ends.items()]
    others = (_mark(lines[n]) for n in range(first, last) if n not in ends)
    is_framed = all(lines[n].text[end - 1] in _CLOSE for n, end in ends.items())
    styles = set(map(mark_style, marks))
    return is_framed and _value(marks[0]) == 1 and styles.isdisjoint(map(mark_style, others))


def _turned(lines: Sequence[Paragraph], ends: dict[int, int]) -> list[Paragraph]:
    """Return `lines`, each bracket at the end of the point that it opens, whatever its lines."""
    turned: list[Paragraph] = []
    waiting = ""
    for n, line in enumerate(lines):
        words = _behind(line, ends.get(n, 0))
        waiting = line.text[: ends[n]] if n in ends else waiting
        goes_on = n + 1 < len(lines) and n + 1 not in ends and not _mark(lines[n + 1])
        if waiting and (words.endswith(_STOPS) or not goes_on):
            words, waiting = words + waiting, ""
        same = words == line.text
        turned.append(line if same else line.with_words(words))
    return turned
