"""Themes of work items, by lexicon and heading. Every theme names its evidence.

The lexicon (`theme_terms.csv`) gives each term a weight: 1 where it makes the item about the theme
by itself, less where it needs company. An item has a theme when the weights of the distinct terms
in its texts and the best one in its heading reach `ENOUGH`. The longest term wins, so that
营商环境, listed with scope `not`, is no evidence of the environment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from loader.entities import Printed, ThemeTag, WorkItem
from loader.registers import ThemeTermRow

ENOUGH = Decimal("0.6")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class _Match:
    """A term of the lexicon where it stands; `start` counts in the raw text of the cell."""

    term: str
    weight: Decimal
    printed: Printed
    start: int


@dataclass(frozen=True)
class Lexicon:
    """Terms of one theme, by where they are looked for."""

    theme: str
    text: dict[str, Decimal]
    heading: dict[str, Decimal]
    text_pattern: re.Pattern[str]
    heading_pattern: re.Pattern[str]

    def tag(self, item: WorkItem) -> ThemeTag | None:
        """Return the tag of this theme for `item`, or None where the evidence is not enough."""
        matches = self._text_matches(item)
        heading = self._heading_match(item)
        score = sum((m.weight for m in matches), Decimal(0)) + self.heading.get(heading, Decimal(0))
        if score < ENOUGH:
            return None
        evidence = (["byTerm"] if matches else []) + (["byHeading"] if heading else [])
        terms = [match.term for match in matches] + ([heading] if heading else [])
        tag = ThemeTag(
            self.theme, str(min(score, Decimal(1))), tuple(evidence), tuple(dict.fromkeys(terms))
        )
        return _with_place(tag, matches[0]) if matches else tag

    def _text_matches(self, item: WorkItem) -> list[_Match]:
        """Return the first match of each distinct term, heaviest first."""
        found: dict[str, _Match] = {}
        for printed in texts(item):
            offset = printed.cell.raw.index(printed.text)
            for match in self.text_pattern.finditer(printed.text):
                term = match[0]
                if term in self.text and term not in found:
                    found[term] = _Match(term, self.text[term], printed, offset + match.start())
        return sorted(found.values(), key=lambda match: -match.weight)

    def _heading_match(self, item: WorkItem) -> str:
        """Return the heaviest heading term in the item's heading or category, else ''."""
        labels = (label for label in (item.heading, item.category) if label)
        found = (match[0] for label in labels for match in self.heading_pattern.finditer(label))
        known = [term for term in found if term in self.heading]
        return max(known, key=lambda term: self.heading[term], default="")


def texts(item: WorkItem) -> Iterator[Printed]:
    """Yield the texts of `item` in which words are looked for: title, text, annual task."""
    if item.title:
        yield item.title
    yield Printed(item.text, item.text_cell)
    if item.annual_task:
        yield item.annual_task


def read_lexicons(rows: Iterable[ThemeTermRow]) -> list[Lexicon]:
    """Return one lexicon per theme, in the order of the slugs."""
    by_theme: dict[str, list[ThemeTermRow]] = defaultdict(list)
    for row in rows:
        by_theme[row.theme].append(row)
    return [_lexicon(theme, by_theme[theme]) for theme in sorted(by_theme)]


def _lexicon(theme: str, rows: list[ThemeTermRow]) -> Lexicon:
    scopes: dict[str, dict[str, Decimal]] = {"text": {}, "heading": {}, "not": {}}
    for row in rows:
        scopes[row.scope][row.term] = Decimal(row.weight or 0)
    text, heading, blocked = scopes["text"], scopes["heading"], scopes["not"]
    text_pattern, heading_pattern = (_longest_first([*ts, *blocked]) for ts in (text, heading))
    return Lexicon(theme, text, heading, text_pattern, heading_pattern)


def _longest_first(terms: list[str]) -> re.Pattern[str]:
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else _NOTHING


def _with_place(tag: ThemeTag, match: _Match) -> ThemeTag:
    end = match.start + len(match.term)
    cell = match.printed.cell
    return ThemeTag(tag.theme, tag.score, tag.evidence, tag.quotes, cell, match.start, end)


def tag_themes(item: WorkItem, lexicons: list[Lexicon]) -> tuple[ThemeTag, ...]:
    """Return the theme tags of `item`, in the order of `lexicons`."""
    tags = (lexicon.tag(item) for lexicon in lexicons)
    return tuple(tag for tag in tags if tag is not None)
