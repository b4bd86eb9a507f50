"""Paragraphs as they were written: lines that a page cut are joined, and glued labels set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from loader.brackets import MARK, closes_bracket, find_brackets
from loader.labels import InlineLabel, find_labels, read_label, with_plain_label
from loader.registers import Registers
from loader.source import Paragraph

_SENTENCE_END = tuple("。；;：:！!？?）)〕]】”")
_POINT = re.compile(r"(?<=[。；;]\s)\s*[-•●]\s+")
"""A point of a list that stands in one line with the point before."""

_BULLET = re.compile(r"^\s*[-•●]\s+")

PAGE_NUMBER = re.compile(
    r"[—\-－–―─·.\s]*第?\s*\d{1,3}\s*页?(?:[，,/／\s]*共?\s*\d{1,3}\s*页?)?[—\-－–―─·.\s]*$"
)
"""A line that prints nothing but the number of a page: — 3 —, 第3页 共10页, 3/10."""

NOTE = re.compile(r"[（(]?(?:附?注|备\s*注|说\s*明)\s*\d*\s*[：:]")
"""What opens a note: what it states holds for all of the document."""

_LETTER = re.compile(
    r"现(?:将|予)[^。]{2,80}(?:印发|下达|分解|转发|通知|公布)[^。]{0,6}你们"
    r"|(?:(?:任务|目标|工作|各项)[^，。]{0,10}(?:完成|进展|落实|推进|执行)|工作|落实)情况"
    r"[^。]{0,16}(?:督查|督办|检查|考核|通报)"
)
"""What the letter above the tasks says: that it hands them out, and who watches over them."""


def is_of_letter(text: str) -> bool:
    """Tell whether a sentence is of the letter or a note, and no work of its own.

    >>> is_of_letter("督查室负责对任务完成情况进行督查。"), is_of_letter("由水利局牵头疏浚河道。")
    (True, False)
    """
    return bool(NOTE.match(text) or _LETTER.search(text))


TAIL = re.compile(r"^(?:抄\s*[送报]|主题词|印发|联系人)\s*[:：]|日\s*印发$")
"""What a document prints below its last annex: to whom copies go, and when it was printed."""

LONE_PAIR = re.compile(r"(?<![^\s|])([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])(?![^\s|])")
"""A name of two characters that blanks pad: 王 岩."""

_UNFINISHED = tuple("，、,")
_FEWEST_WRAPPED = 5
_WRAPPED_WIDTH = (18, 60)
"""Characters of a full line of hard-wrapped text."""

_WRAPPED_SHARE = 0.35
_FEWEST_LABELS = 2
_LONGEST_OPENING, _LONGEST_CLOSING = 150, 120
"""Characters of a bracket before and after the end of the line that cuts it."""


def whole_lines(paragraphs: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `paragraphs` with cut lines joined; a line of glued labels comes in its pieces."""
    printed = (line for line in paragraphs if not PAGE_NUMBER.match(line.text))
    lines = [_with_plain_label(line, registers) for line in printed]
    labelled = {id(line) for line in lines if read_label(line.text, registers)}
    width = _wrapped_width([line for line in lines if id(line) not in labelled])
    for line in _joined(lines, width, labelled):
        yield from _pieces(line, registers)


def _with_plain_label(line: Paragraph, registers: Registers) -> Paragraph:
    plain = with_plain_label(line.text, registers)
    return line if plain == line.text else replace(line, clean=plain, parts=(line,))


def _joined(lines: list[Paragraph], width: int | None, labelled: set[int]) -> Iterator[Paragraph]:
    held: Paragraph | None = None
    for line in lines:
        wraps = id(line) not in labelled and held is not None and _wraps(held, line, width)
        if held and (wraps or _closes(held.text, line.text)):
            parts = (*(held.parts or (held,)), line)
            joint = "  " if _SPACED.search(held.text) and not wraps else ""
            held = replace(held, clean=held.text + joint + line.text, parts=parts)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


_SPACED = re.compile(r"[（(〔\[【][^（）()、，；]+\s{1,3}[^（）()、，；]*$")
"""A bracket that is open and holds names apart by blanks."""


def _closes(text: str, following: str) -> bool:
    """Tell whether `following` closes the bracket that `text` leaves open at its end."""
    opened = [bracket for bracket in find_brackets(text) if not bracket.is_closed]
    if not opened or len(opened[-1].inner) > _LONGEST_OPENING or MARK.match(following):
        return False
    return closes_bracket(following[:_LONGEST_CLOSING])


def _wrapped_width(lines: list[Paragraph]) -> int | None:
    """Return the width at which the lines are cut, or None if they are paragraphs.

    Cut lines are as wide as the page and end inside of a sentence.
    """
    open_ended = [len(line.text) for line in lines if not line.text.endswith(_SENTENCE_END)]
    widths = Counter(width // 2 for width in open_ended if width >= _WRAPPED_WIDTH[0])
    if not widths:
        return None
    common = max(widths, key=lambda half: widths[half - 1] + widths[half] + widths[half + 1])
    wrapped = sum(widths[half] for half in (common - 1, common, common + 1))
    cut = wrapped >= max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(lines))
    return common * 2 if cut and common * 2 <= _WRAPPED_WIDTH[1] else None


def _wraps(held: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Tell whether `line` goes on with the sentence of `held`, which is as wide as the page."""
    last = held.parts[-1] if held.parts else held
    if last.text.endswith(_UNFINISHED) and line.number == last.number + 1:
        return MARK.match(line.text) is None
    if width is None or MARK.match(line.text) or line.number != last.number + 1:
        return False
    ends = last.text.endswith(("。", "；", ";", "：", ":"))
    return len(last.text) >= width - 3 and not ends


def _pieces(line: Paragraph, registers: Registers) -> Iterator[Paragraph]:
    """Yield the pieces of a line in which labels, marks or points are glued to what is before."""
    text = line.text
    labels = list(_labels(text, registers))
    cuts = {match.start() for match in _POINT.finditer(text)}
    if len(labels) >= _FEWEST_LABELS:
        cuts |= {label.start for label in labels}
        cuts |= {m.start() for m in MARK.finditer(text) if _opens_after(text, m, labels)}
    for start, end in pairwise([0, *sorted(cuts - {0}), len(text)]):
        piece = _BULLET.sub("", text[start:end])
        yield replace(line, clean=piece, parts=line.parts or (line,)) if cuts - {0} else line


def _labels(text: str, registers: Registers) -> Iterator[InlineLabel]:
    """Yield the labels of roles and dates in `text` that stand outside of brackets."""
    within = [range(bracket.start, bracket.end) for bracket in find_brackets(text)]
    for label in find_labels(text, registers):
        if not any(label.start in span for span in within):
            yield label


def _opens_after(text: str, mark: re.Match[str], labels: list[InlineLabel]) -> bool:
    """Tell whether a list mark opens a piece: after a sentence, or after what a label says."""
    before = text[: mark.start()].rstrip()
    labelled = any(label.end <= mark.start() for label in labels)
    return before.endswith(_SENTENCE_END) or (labelled and not before[-1:].isdigit())
