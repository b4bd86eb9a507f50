"""Titles that end in a bracket, and below each the one paragraph that tells the work.

（一）稳粮（市农业局牵头）        is （一）稳粮。扩种早稻三万亩。（市农业局牵头）
扩种早稻三万亩。

Titles below which a sentence says who does the points are joined with that.

（一）治理污水              is （一）治理污水。由市水务局牵头，市财政局配合。
由市水务局牵头，市财政局配合。
1.新建泵站。
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import read_bracket_heading, read_prose_heading
from loader.assignments.plausibility import are_plausible
from loader.documents.lines import NOTE, TAIL
from loader.running.only_bodies import with_only_bodies_joined
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import is_title, style_of
from loader.texts.units import split_list

_FEWEST = 2
_SHORTEST = 15
"""Characters of a paragraph that tells work."""


def with_titles_joined(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, titles and what stands below them as one; bodies only if two at least do."""
    below = set(_bodies(lines, reader))
    lines = _with_joined(lines, below if len(below) >= _FEWEST else set(), _joined)
    lines = with_only_bodies_joined(lines, reader)
    charged = {n for n in range(len(lines) - 2) if _is_charged(lines[n : n + 3], reader)}
    return _with_joined(lines, charged, _followed)


def _with_joined(
    lines: Sequence[Paragraph],
    below: set[int],
    join: Callable[[Paragraph, Paragraph], Paragraph],
) -> list[Paragraph]:
    """Return `lines`, each that stands at a place of `below` joined with the next."""
    return [
        join(line, lines[position + 1]) if position in below else line
        for position, line in enumerate(lines)
        if position - 1 not in below
    ]


def _is_charged(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether three lines are a title, a sentence that says who does it, and a point."""
    title, sentence, _ = lines
    styles = [style_of(line) for line in lines]
    if not styles[0] or styles[1] or styles[2] in ("", styles[0]) or not is_title(title.text):
        return False
    if title.text.endswith(("。", "：", ":")) or not sentence.text.endswith("。"):
        return False
    heading = read_prose_heading(sentence.text, reader)
    return heading is not None and not heading.title


def _followed(title: Paragraph, sentence: Paragraph) -> Paragraph:
    parts = (*title.lines, *sentence.lines)
    return replace(title, clean=f"{title.text}。{sentence.text}", parts=parts)


def _bodies(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[int]:
    """Yield where titles stand below which one paragraph of work does.

    What stands below the last may go on with the end of the document.
    """
    styles = [style_of(line) for line in lines]
    for position, line in enumerate(lines[:-1]):
        if (
            not styles[position]
            or styles[position + 1]
            or not line.text.endswith(tuple("）)〕]】"))
        ):
            continue
        if read_bracket_heading(line.text, reader) is None:
            continue
        run = list(takewhile(lambda n: not styles[n], range(position + 1, len(lines))))
        after = styles[run[-1] + 1 : run[-1] + 2]
        is_alone = not after or (len(run) == 1 and after[0] in styles[: position + 1])
        if is_alone and _tells_work(lines[position + 1], reader):
            yield position


def _tells_work(line: Paragraph, reader: ClauseReader) -> bool:
    """Tell whether a paragraph is a sentence that names nobody who answers for it."""
    text = line.text
    if len(text) < _SHORTEST or not text.endswith("。") or NOTE.match(text) or TAIL.search(text):
        return False
    inner = (bracket.inner for bracket in find_brackets(text))
    return not read_label(text, reader.registers) and not any(
        reader.for_brackets.read(words).is_assignment
        or are_plausible(split_list(words), reader.registers)
        for words in inner
    )


def _joined(title: Paragraph, body: Paragraph) -> Paragraph:
    """Return title and body as one paragraph, the brackets of the title at its end."""
    start = len(title.text)
    while brackets := [b for b in find_brackets(title.text) if b.end == start and b.start]:
        start = brackets[0].start
    words = f"{title.text[:start].rstrip()}。{body.text}{title.text[start:]}"
    parts = (*title.lines, *body.lines)
    return replace(title, clean=words, parts=parts)
