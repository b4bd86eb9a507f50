"""Text of one paragraph that a page or a mail cut into lines of one width, made whole again.

Such a line is full to the last character, whatever stands at the cut: a list mark may open the next
one, and a sentence may end there. Paragraphs end anywhere, so that many full lines in a row are
cuts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from loader.source import Paragraph
from loader.texts.brackets import MARK

_FEWEST, _NARROWEST = 8, 18
"""Full lines in a row, and characters of such a line, from which on a page has cut them."""

_LEEWAY, _OPEN_SHARE, _MARKED_SHARE = 2, 0.5, 0.25
"""Characters that a full line may lack; the parts of the lines that end inside of a sentence, at
least, and that a list mark opens, at most."""

_STOPS = tuple("。；;：:！!？?")
_HANGING = frozenset("，。、；：！？）》”’】〕,;:!?)")
"""What opens no line: it hangs over the edge, or the character before it goes down with it."""

_LINE_END = 2
"""Characters of a line break, as \\r\\n has them."""


@dataclass(frozen=True)
class _Edge:
    """Where a page cuts its lines, in the unit of `measure`, and how far a cut may be off."""

    measure: Callable[[str], int]
    width: int
    unit: int

    def lacks(self, line: Paragraph) -> int:
        """Return how far a line ends before the edge, below 0 if behind it."""
        return self.width - self.measure(line.words.rstrip("\r\n"))

    def fills(self, line: Paragraph) -> bool:
        return abs(self.lacks(line)) <= _LEEWAY * self.unit

    def cuts(self, run: list[Paragraph]) -> bool:
        """Tell whether the page cut all lines of `run` but the last: most end at its edge."""
        full = run[:-1]
        at_edge = sum(self._is_cut(line, following) for line, following in pairwise(run))
        is_open = sum(not line.text.endswith(_STOPS) for line in full)
        marked = sum(MARK.match(line.text) is not None for line in full)
        return (
            len(full) >= _FEWEST
            and at_edge >= len(full) - len(full) // _FEWEST
            and is_open >= _OPEN_SHARE * len(full)
            and marked <= _MARKED_SHARE * len(full)
        )

    def _is_cut(self, line: Paragraph, following: Paragraph) -> bool:
        lacks = self.lacks(line)
        if lacks < 0:
            return line.text[-1] in _HANGING
        return lacks < self.unit or bool(_HANGING & set(following.text[1 : 1 + _LEEWAY]))


def with_cuts_joined(lines: Iterable[Paragraph]) -> list[Paragraph]:
    """Return `lines`, those as one that a page cut, with the lines of which it is made as parts."""
    printed = list(lines)
    return min((printed, *(list(_joined(printed, edge)) for edge in _edges(printed))), key=len)


def places_of(text: str) -> int:
    """Return how many places of a screen `text` takes: two for each character that is no ASCII."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _edges(lines: list[Paragraph]) -> Iterator[_Edge]:
    """Yield the width that most lines have, in characters and in places of a screen."""
    for measure, unit in ((len, 1), (places_of, 2)):
        widths = Counter(measure(line.words.rstrip("\r\n")) for line in lines)
        most = max(widths, key=lambda n: (widths[n], n), default=0)
        width = max(n for n in widths if n < most + unit) if most else 0
        if width >= _NARROWEST * unit and widths[most] * 2 >= _FEWEST:
            yield _Edge(measure, width, unit)


def _joined(lines: list[Paragraph], edge: _Edge) -> Iterator[Paragraph]:
    """Yield `lines`, each run of full ones as one with the line that follows."""
    run: list[Paragraph] = []
    for line in lines:
        if run and not _is_next(line, run[-1]):
            yield from _closed(run, edge)
            run = []
        run.append(line)
        if not edge.fills(line):
            yield from _closed(run, edge)
            run = []
    yield from _closed(run, edge)


def _closed(run: list[Paragraph], edge: _Edge) -> Iterator[Paragraph]:
    """Yield the lines of `run`, as one if the page cut all but the last of them."""
    if not edge.cuts(run):
        yield from run
        return
    words = "".join(line.words.rstrip("\r\n") for line in run)
    yield replace(run[0], clean=words, parts=tuple(run))


def _is_next(line: Paragraph, last: Paragraph) -> bool:
    """Tell whether `line` follows `last` at once, without an indent or a blank line."""
    gap = line.span.start - last.span.end if line.span and last.span else 0
    return line.number == last.number + 1 and gap <= _LINE_END and not line.words[:2].isspace()
