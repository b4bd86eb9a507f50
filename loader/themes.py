"""Themes of work items, by lexicon and heading. Every theme names its evidence.

The lexicon (`theme_terms.csv`) gives each term a weight: 1 where it makes the item about the theme
by itself, less where it needs company. The weights of the distinct terms in an item's texts, twice
in its title, and the best one in its heading add up. An item has a theme whose sum is `ENOUGH` and
at least `SHARE` of the greatest sum of a matter: what a long text only touches is no theme of it,
and reform is no matter of its own. In a short text a sum above `MOST` asks no more of the others: a
term that makes the item about a theme by itself does so beside any other. The longest term wins, so
that 营商环境, listed with scope `not`, is no evidence of the environment.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from loader.entities import Place, Printed, ThemeTag, WorkItem
from loader.placements import Placement
from loader.registers.rows import ThemeTermRow
from loader.source import Span, parts_of

ENOUGH = Decimal("0.6")
SHARE = Decimal("0.5")
MOST = Decimal("1.6")
SHORT = 50
"""Characters, about a clause of each of three matters."""

MODE = "reform"
"""The theme that says how something is done: however reformed, a matter is a matter still."""

_IN_TITLE = 2
_HIDDEN = "\0"
_NOTHING = re.compile(r"(?!)")


Mask = Callable[[str], str]
"""What hides proper names in a text."""

Terms = Mapping[str, list[tuple[int, str]]]
"""The terms that a text has of each theme, and where they begin."""


@dataclass(frozen=True)
class _Match:
    """A term of the lexicon: where it begins in the text of `printed`, and in the raw text of the
    cell, which is -1 where that does not hold it: it is damaged, or a line break cuts the term.
    """

    term: str
    weight: Decimal
    printed: Printed
    at: int
    place: Place
    start: int


@dataclass(frozen=True)
class _Weighed:
    """The evidence for a theme in an item: text matches, heaviest first, and a heading term."""

    theme: str
    total: Decimal
    matches: list[_Match]
    heading: str


@dataclass(frozen=True)
class Lexicon:
    """Terms of one theme, by where they are looked for."""

    theme: str
    text: dict[str, Decimal]
    heading: dict[str, Decimal]
    blocked: frozenset[str]
    heading_pattern: re.Pattern[str]
    headings: dict[str, str] = field(default_factory=dict)
    """Terms found in the labels that were looked at: many items share one."""

    def weigh(self, item: WorkItem, texts: list[tuple[Printed, Terms]]) -> _Weighed:
        """Return the evidence for this theme in `item` and its `texts`, with its sum."""
        matches = self._text_matches(item, texts)
        heading = self._heading_match(item)
        total = sum((match.weight for match in matches), self.heading.get(heading, Decimal(0)))
        return _Weighed(self.theme, total, matches, heading)

    def _text_matches(self, item: WorkItem, texts: list[tuple[Printed, Terms]]) -> list[_Match]:
        """Return the first match of each distinct term, heaviest first."""
        found: dict[str, _Match] = {}
        for printed, terms in texts:
            for start, term in terms.get(self.theme, ()):
                if term in self.text and term not in found:
                    weight = self.text[term] * (_IN_TITLE if printed is item.title else 1)
                    where = _place(printed, start, term)
                    found[term] = _Match(term, weight, printed, start, *where)
        return sorted(found.values(), key=lambda match: -match.weight)

    def _heading_match(self, item: WorkItem) -> str:
        """Return the heaviest term in the item's heading, or else its category, or ''."""
        label = item.heading or item.category or ""
        if label not in self.headings:
            self.headings[label] = self._term_of(label)
        return self.headings[label]

    def _term_of(self, label: str) -> str:
        found = (match[0] for match in self.heading_pattern.finditer(label))
        known = [term for term in found if term in self.heading]
        return max(known, key=lambda term: self.heading[term], default="")


class Lexicons:
    """The lexicons of all themes, in the order of the slugs."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._all = tuple(lexicons)
        self._openings: dict[str, list[tuple[str, list[str]]]] = {}
        for lexicon in self._all:
            for opening, terms in _by_opening((*lexicon.text, *lexicon.blocked)).items():
                self._openings.setdefault(opening, []).append((lexicon.theme, terms))

    def weigh(self, item: WorkItem, hide: Mask) -> list[_Weighed]:
        """Return the evidence for each theme in `item`."""
        found = [(printed, self._terms_in(hide(printed.text))) for printed in texts(item)]
        return [lexicon.weigh(item, found) for lexicon in self._all]

    def _terms_in(self, text: str) -> Terms:
        """Return the terms of all themes; those of one do not overlap, and the longest counts.

        A text has few characters with which a term begins: a pattern for each theme takes longer.
        """
        found: dict[str, list[tuple[int, str]]] = {}
        ends: dict[str, int] = {}
        for start in range(len(text)):
            for opening in (text[start : start + 2], text[start]):
                for theme, terms in self._openings.get(opening, ()):
                    term = next((term for term in terms if text.startswith(term, start)), None)
                    if term and start >= ends.get(theme, 0):
                        found.setdefault(theme, []).append((start, term))
                        ends[theme] = start + len(term)
        return found


def _by_opening(terms: Iterable[str]) -> dict[str, list[str]]:
    """Return terms by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for term in sorted(set(terms), key=lambda term: -len(term)):
        found.setdefault(term[:2], []).append(term)
    return found


def _place(printed: Printed, start: int, term: str) -> tuple[Place, int]:
    """Return the cell or line that prints a term of `printed`, and where in its raw text."""
    parts = parts_of(printed.cell)
    if len(parts) == 1:
        whole = printed.cell.raw.find(printed.text)
        return printed.cell, whole + start if whole >= 0 else printed.cell.raw.find(term)
    found = ((part, part.raw.find(term)) for part in parts)
    return next((one for one in found if one[1] >= 0), (parts[0], -1))


def texts(item: WorkItem) -> Iterator[Printed]:
    """Yield the texts of `item` in which words are looked for: title, text, annual task."""
    if item.title:
        yield item.title
    yield Printed(item.text, item.text_cell)
    if item.annual_task:
        yield item.annual_task


def read_lexicons(rows: Iterable[ThemeTermRow]) -> Lexicons:
    """Return one lexicon per theme."""
    by_theme: dict[str, list[ThemeTermRow]] = defaultdict(list)
    for row in rows:
        by_theme[row.theme].append(row)
    return Lexicons(_lexicon(theme, by_theme[theme]) for theme in sorted(by_theme))


def _lexicon(theme: str, rows: list[ThemeTermRow]) -> Lexicon:
    scopes: dict[str, dict[str, Decimal]] = {"text": {}, "heading": {}, "not": {}}
    for row in rows:
        scopes[row.scope][row.term] = Decimal(row.weight or 0)
    text, heading, blocked = scopes["text"], scopes["heading"], frozenset(scopes["not"])
    return Lexicon(theme, text, heading, blocked, _longest_first([*heading, *blocked]))


def _longest_first(terms: list[str]) -> re.Pattern[str]:
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else _NOTHING


def tag_themes(
    item: WorkItem, lexicons: Lexicons, names: Iterable[str] = ()
) -> tuple[ThemeTag, ...]:
    """Return the theme tags of `item`, in the order of `lexicons`.

    The words of `names` are no evidence: proper names of what the item is not about.
    """
    weighed = lexicons.weigh(item, _mask(names))
    strongest = max((one.total for one in weighed if one.theme != MODE), default=Decimal(0))
    if sum(len(printed.text) for printed in texts(item)) <= SHORT:
        strongest = min(strongest, MOST)
    least = max(ENOUGH, SHARE * strongest)
    return tuple(_tag(w, item) for w in weighed if w.total >= least)


def _mask(names: Iterable[str]) -> Mask:
    """Return what hides `names` in a text and moves no character of it."""
    hidden = sorted(names, key=lambda name: (-len(name), name))
    if not hidden:
        return str
    pattern = re.compile("|".join(map(re.escape, hidden)))
    return lambda text: pattern.sub(lambda name: _HIDDEN * len(name[0]), text)


def _tag(weighed: _Weighed, item: WorkItem) -> ThemeTag:
    terms = [match.term for match in weighed.matches]
    heading = [weighed.heading] if weighed.heading else []
    tag = ThemeTag(
        theme=weighed.theme,
        score=str(min(weighed.total, Decimal(1))),
        evidence=(("byTerm",) if terms else ()) + (("byHeading",) if heading else ()),
        quotes=tuple(dict.fromkeys(terms + heading)),
    )
    cell, span = next(_positions(weighed, item), (None, Span(0, 0)))
    return replace(tag, cell=cell, start=span.start, end=span.end)


def _positions(weighed: _Weighed, item: WorkItem) -> Iterator[tuple[Place, Span]]:
    """Yield where the terms of a theme stand, whole before parts of them.

    A term that a line break cuts may stand whole in another cell of the item; else the longer part.
    """
    matches = weighed.matches
    cells = [part for cell in item.cells for part in parts_of(cell)]
    for match in matches:
        if match.start >= 0:
            yield match.place, Span(match.start, match.start + len(match.term))
    for match in matches:
        for cell in cells:
            if (start := cell.raw.find(match.term)) >= 0:
                yield cell, Span(start, start + len(match.term))
    for match in matches:
        if held := Placement(match.printed).span(match.at, match.at + len(match.term)):
            yield held
