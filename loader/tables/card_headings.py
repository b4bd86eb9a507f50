"""Headings above tables that hold one card each: its number, what it is about, and its section.

## 一、营商环境
### （一）审批改革          or 任务1：审批改革
| 牵头单位 | 市住建局 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loader.drafts import Draft
from loader.entities import Printed
from loader.running.heads import Head, heads_among
from loader.source import Paragraph
from loader.texts.outline import SECTION, is_title, leading_mark, without_mark

CARDS = "table of cards"
"""The layout of the drafts of cards."""


@dataclass
class CardHeadings:
    """The headings of a document as its tables pass; `heads` are by the numbers of paragraphs."""

    heads: dict[int, Head] = field(default_factory=dict)
    section: Paragraph | None = None
    last: Paragraph | None = None

    @classmethod
    def of(cls, lines: Sequence[Paragraph]) -> CardHeadings:
        """Return the headings of the paragraphs of a document, none of them passed yet."""
        return cls({lines[n].number: head for n, head in heads_among(lines).items()})

    def pass_over(self, lines: Sequence[Paragraph]) -> None:
        """Let what follows stand below `lines`."""
        for line in lines:
            if SECTION.match(line.text) and is_title(line.text):
                self.section = line
        self.last = lines[-1] if lines else None

    def entitle(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield `drafts`, all those of the tables below the last line; one card is of its title."""
        line = self.last
        head = self.heads.get(line.number) if line else None
        mark = head.mark if head else (line.mark or leading_mark(line.text)) if line else ""
        is_card = len(drafts) == 1 and drafts[0].layout == CARDS
        if not (line and mark and is_card and is_title(line.text)):
            yield from drafts
            return
        words = head.rest if head else without_mark(line.text)
        yield self._entitled(drafts[0], mark, Printed(words, line) if words else None, line)

    def _entitled(self, card: Draft, mark: str, title: Printed | None, line: Paragraph) -> Draft:
        section = self.section if self.section is not line else None
        words = SECTION.sub("", section.text) if section else ""
        return replace(
            card,
            number=card.number or mark,
            heading=card.heading or (None if card.title else title),
            category=card.category or (Printed(words, section) if section else None),
            places=(line, *card.places),
        )
