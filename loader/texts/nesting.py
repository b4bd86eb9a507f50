"""How the parts of a text lie in each other, by the forms of their marks.

    第一章 > 第一条 > （一）          一、 > （一） > 1. > （1）

A form that is open goes on with its numbering; a new one opens below what is open. A line without
a mark belongs to the part above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from loader.source import Cell, Stretch, Table
from loader.texts.marks import FORMS, Mark, Numbering, read_mark
from loader.texts.outline import is_heading

_OUTER = ("book", "chapter", "section")
_IN_BOXES = ("item", "subitem", "detail", "circled")
_NOTE = re.compile(r"^(?:注|备\s*注|说\s*明)\s*[:：]")
_IN_FORCE = re.compile(r"^(?:本|以上|上述)[^。]*(?:起(?:施行|实施|执行|生效)|有效期)")
_BOX = re.compile(r"^专\s*栏")


@dataclass(eq=False)
class Part:
    """A part of a text while its outline is read; `begins` is where its words begin."""

    mark: Mark | None
    stretches: list[Stretch]
    begins: int
    cells: tuple[Cell, ...] = ()
    text: str = ""
    above: Part | None = None
    below: list[Part] = field(default_factory=list)

    @property
    def form(self) -> str:
        return self.mark.form if self.mark else ""

    @property
    def is_open_ended(self) -> bool:
        """Tell whether a line without a mark announces what follows: by a colon, or as a title."""
        return self.mark is None and (self.announces or is_heading(self.text))

    @property
    def announces(self) -> bool:
        return self.text.endswith(("：", ":"))


def nest(blocks: Iterable[Stretch | Table]) -> list[Part]:
    """Return the parts of a text in printed order, each with the part above it."""
    parts = list(_parts(blocks))
    ranks = _ranks([part.mark for part in parts if part.mark])
    open_parts: list[Part] = []
    for last, part in pairwise([None, *parts]):
        if part is None:
            continue
        is_note = _NOTE.match(part.text) is not None and _begins_anew(part, parts)
        if part.mark:
            _place(part.mark, open_parts, last, ranks)
        elif is_note:
            open_parts.clear()
        elif _ends_list(open_parts):
            open_parts.pop()
        part.above = open_parts[-1] if open_parts else None
        if part.above:
            part.above.below.append(part)
        if part.mark or is_note:
            open_parts.append(part)
    _close(parts)
    return parts


def _begins_anew(note: Part, parts: list[Part]) -> bool:
    """Tell whether no numbering of the parts before `note` goes on after it."""
    position = next(n for n, part in enumerate(parts) if part is note)
    marks = [part.mark for part in parts[position:] if part.mark]
    first = {mark.form: mark.value for mark in reversed(marks)}
    return all(value == 1 for value in first.values())


def _ends_list(open_parts: list[Part]) -> bool:
    """Tell whether the open part is the last of a list that its parent announces: …：…；…；…。"""
    if len(open_parts) < 2:
        return False
    above, last = open_parts[-2:]
    before = [one.text for one in above.below if one.form == last.form and one is not last]
    ends = all(text.endswith(("；", ";")) for text in before) and last.text.endswith("。")
    return above.announces and bool(before) and ends


def _place(mark: Mark, open_parts: list[Part], last: Part | None, ranks: dict[str, int]) -> None:
    """Close what is open as far as a part with `mark` does not lie in it."""
    same = [n for n, one in enumerate(open_parts) if one.form == mark.form]
    going_on = [n for n in reversed(same) if _follows(mark, open_parts[n])]
    if going_on:
        del open_parts[going_on[0] :]
    elif same and mark.value == 1 and last and last.is_open_ended:
        open_parts.append(last)
    elif same and mark.value == 1 and any(one.form == "box" for one in open_parts[same[-1] :]):
        return
    elif same:
        del open_parts[same[-1] :]
    else:
        while open_parts and ranks.get(open_parts[-1].form, 0) > ranks[mark.form]:
            open_parts.pop()


def _follows(mark: Mark, before: Part) -> bool:
    return before.mark is not None and mark.value == before.mark.value + (not mark.branch)


def _ranks(marks: list[Mark]) -> dict[str, int]:
    """Return how deep each form lies: as `FORMS` has them, unless the text turns two round.

    A form that comes first and numbers on, while the other begins anew below it, is the outer one;
    of articles and 一、 the one that comes first.
    """
    first = {mark.form: -n for n, mark in reversed(list(enumerate(marks)))}
    begun = {form: sum(m.value == 1 for m in marks if m.form == form) for form in first}
    order = [form for form in FORMS if form in first and form != "box"]
    for _ in order:
        for n, (outer, inner) in enumerate(pairwise(order)):
            earlier = first[inner] > first[outer] and outer not in _OUTER
            if earlier and (begun[inner] < begun[outer] or outer == "article"):
                order[n], order[n + 1] = inner, outer
                break
    ranks = {form: 2 * n for n, form in enumerate(order, 1)}
    outside_boxes = (rank for form, rank in ranks.items() if form not in _IN_BOXES)
    return ranks | {"box": max(outside_boxes, default=0) + 1}


def _parts(blocks: Iterable[Stretch | Table]) -> Iterator[Part]:
    """Yield the parts in printed order; a mark alone takes the words of the next line."""
    numbering = Numbering()
    alone: Part | None = None
    for block in blocks:
        pieces = [_table(block)] if isinstance(block, Table) else list(_cut(block, numbering))
        if alone and pieces and pieces[0].mark is None and not pieces[0].cells:
            words = pieces.pop(0)
            alone.text, alone.stretches = words.text, alone.stretches + words.stretches
        if alone:
            yield _with_words(alone)
        alone = pieces.pop() if pieces and pieces[-1].mark and not pieces[-1].text else None
        yield from (_with_words(piece) for piece in pieces if piece.text or piece.mark)
    if alone:
        yield _with_words(alone)


def _with_words(part: Part) -> Part:
    """Return `part`, its mark in the place of the words that it lacks."""
    if not part.text and part.mark:
        part.text = part.mark.printed
    return part


def _cut(line: Stretch, numbering: Numbering) -> Iterator[Part]:
    """Yield the parts of one line; it has several where line breaks were lost."""
    words = line.words
    rendered = line.paragraph.mark if line.start == 0 else ""
    marks = list(numbering.find_marks(words, rendered))
    ends = [mark.start for mark in marks[1:]] + [len(words)]
    before = marks[0].start if marks else len(words)
    if words[:before].strip():
        yield _piece(None, line, 0, before)
    for mark, end in zip(marks, ends, strict=False):
        yield _piece(mark, line, mark.start, end)


def _piece(mark: Mark | None, line: Stretch, start: int, end: int) -> Part:
    whole = line.cut(line.start + start, line.start + end).stripped()
    words = line.cut(line.start + (mark.end if mark else start), line.start + end).stripped()
    return Part(mark, [whole], words.start, text=words.words)


def _table(table: Table) -> Part:
    """Return a table as one part, a box if its first words say so: its rows as lines of text."""
    rows = (" ".join("".join(cell.text.split()) for cell in row).strip() for row in table.rows)
    text = "\n".join(row for row in rows if row).strip()
    cells = tuple(cell for cell in table.cells() if not cell.covered)
    mark = read_mark(text) if _BOX.match(text) else None
    return Part(mark, [], 0, cells, text)


def _close(parts: list[Part]) -> None:
    """Take lines that close the whole text, not its last item, out of that item."""
    closing = list(takewhile(lambda part: not part.mark and not part.cells, reversed(parts)))
    last = closing[-1].above if closing else None
    if last is None or last.form not in ("part", "item", "subitem"):
        return
    if any(part.form in ("article", "chapter") for part in parts):
        return
    if not _alone_goes_on(last, parts):
        said = [n for n, part in enumerate(closing) if _IN_FORCE.search(part.text)]
        closing = closing[: said[-1] + 1] if said else []
    for part in closing:
        if part.above is last:
            last.below.remove(part)
            part.above = None


def _alone_goes_on(last: Part, parts: list[Part]) -> bool:
    """Tell whether of all items with words on their own line only `last` has further lines."""
    others = [part for part in parts if part.form == last.form and part is not last]
    full = [part for part in others if not is_heading(part.text)]
    goes_on = any(child.mark is None for part in full for child in part.below)
    return bool(full) and not goes_on and not is_heading(last.text)
