"""Blocks of labels below titles whose points stand in the midst, put into the order that is read.

（七）铺路任务                          is （七）铺路任务
工作职责：市建设局牵头，市财政局配合        责任分工：市建设局牵头，市财政局配合
工作任务：                              完成时限：9月底
1.铺路一条。                            工作任务：
2.架桥一座。                            1.铺路一条。
工作要求：9月底完成                      2.架桥一座。

What stands behind the sentence that says who answers is of no point, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import OWNING, PEOPLE, ROLES
from loader.assignments.label_blocks import MOST_LINES, announces_tasks
from loader.assignments.labels import LABEL, read_label
from loader.report import Report
from loader.source import Paragraph
from loader.texts.limits import find_limits
from loader.texts.outline import SECTION, is_title, style_of
from loader.texts.people import names_officials

_WHO, _WHEN = "责任分工", "完成时限"
_WHOLE = re.compile("全部(?:任务|工作)?|所有任务|整体")
"""What tells the limit of all work from that of a part of it, right before the date."""

_ANY_YEAR = 2000
"""The limits are wanted as printed, of whichever year they are."""

_NEAR = 6
_FEWEST = 2
"""Points that a label announces at least, whose limits stand below the last."""


@dataclass(frozen=True)
class BlockReader:
    """Reads blocks of labels below titles."""

    reader: ClauseReader
    report: Report

    def in_order(self, lines: Sequence[Paragraph]) -> list[Paragraph]:
        """Return `lines`, each block with who answers and the limit above the points."""
        whole: list[Paragraph] = []
        position = 0
        for start in self._titles(lines):
            if start < position:
                continue
            style = style_of(lines[start])
            below = range(start + 1, len(lines))
            end = next((n for n in below if _closes(lines[n], style)), len(lines))
            whole += lines[position : start + 1]
            whole += self._block(lines[start + 1 : end])
            position = end
        return [*whole, *lines[position:]]

    def _titles(self, lines: Sequence[Paragraph]) -> Iterator[int]:
        """Yield where titles with marks stand, and right below a line that says who answers."""
        for position, (line, below) in enumerate(pairwise(lines)):
            is_headed = style_of(line) and is_title(line.text) and not style_of(below)
            if is_headed and (self._is_label_of_owner(below) or self._told(below)):
                yield position

    def _is_label_of_owner(self, line: Paragraph) -> bool:
        label = read_label(line.text, self.reader.registers)
        return label is not None and label.field in ROLES and bool(label.rest)

    def _told(self, line: Paragraph) -> str:
        """Return the sentence behind a label that no register knows, if it says who answers."""
        label = LABEL.match(line.text)
        if label is None or read_label(line.text, self.reader.registers):
            return ""
        said = label["rest"].partition("。")[0].rstrip("，,；; ")
        clause = self.reader.read(said)
        roles = {share.role for share in clause.shares}
        return f"{_WHO}：{said}" if clause.is_assignment and roles & OWNING else ""

    def _block(self, lines: Sequence[Paragraph]) -> list[Paragraph]:
        """Return the lines below a title, who answers behind known labels, the limit with that."""
        labelled = [read_label(line.text, self.reader.registers) for line in lines[1:MOST_LINES]]
        told = self._told(lines[0]) if any(labelled) else ""
        heads = list(takewhile(lambda one: not style_of(one), lines[:MOST_LINES]))
        above = [self._without_talk(one, "") for one in heads]
        above[:1] = [self._without_talk(lines[0], told)]
        return self._dated([*above, *lines[len(heads) :]])

    def _without_talk(self, line: Paragraph, told: str) -> Paragraph:
        """Return a line of who answers as the words `told`, or without a sentence behind names."""
        label = LABEL.match(line.text)
        said, _, rest = line.text.partition("。")
        of_people = label and self.reader.registers.field_of(label["label"]) in PEOPLE
        names = of_people and names_officials(said[label.start("rest") :]) if label else False
        if not told and not (names and rest.strip() and not names_officials(rest)):
            return line
        if rest.strip():
            self.report.add("unread", line, rest.strip(), "words behind who answers, of no point")
        return _said(line, told or said)

    def _dated(self, lines: Sequence[Paragraph]) -> list[Paragraph]:
        """Return the lines of a block, the limit below its points above the label of these."""
        heads = (n for n, line in enumerate(lines[:MOST_LINES]) if not style_of(line))
        head = next((n for n in heads if announces_tasks(lines[n], self.reader)), len(lines))
        points, last = lines[head + 1 : -1], lines[-1:]
        labels = any(read_label(one.text, self.reader.registers) for one in points)
        are_points = sum(map(bool, map(style_of, points))) >= _FEWEST and not labels
        limit = self._limit(last[0]) if are_points else ""
        if not limit:
            return list(lines)
        return [*lines[:head], _said(last[0], f"{_WHEN}：{limit}"), *lines[head:-1]]

    def _limit(self, line: Paragraph) -> str:
        """Return the limit of all work that a label without a mark says: 工作要求：9月底完成."""
        label = LABEL.match(line.text)
        if label is None or style_of(line):
            return ""
        said = label["rest"]
        if self.reader.registers.field_of(label["label"]) == "deadline":
            return said
        limits = find_limits(said, _ANY_YEAR)
        of_all = [one.quote for one in limits if _WHOLE.search(_before(said, one.quote))]
        return "、".join(of_all[-1:] or [one.quote for one in limits])


def _before(text: str, quote: str) -> str:
    start = text.rfind(quote)
    return text[max(0, start - _NEAR) : start]


def _closes(line: Paragraph, style: str) -> bool:
    return style_of(line) == style or SECTION.match(line.text) is not None


def _said(line: Paragraph, words: str) -> Paragraph:
    return line.with_words(words, mark="")
