"""Rules that expand the short names of local bodies: 发改委 is 发展和改革委员会.

A rule is a row of local_bodies.csv with one of its endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loader.registers.body_rows import LocalBodyRow
from loader.registers.short_endings import ENDINGS
from ontology.values import fold_width


@dataclass(frozen=True)
class BodyRule:
    """A local body as a rule makes it: `name` without its place, `pattern` with `{place}`.

    `within` are the provinces and cities that call it so, by the first digits of their codes; empty
    for all of China. `forms` are other names of it: 发展改革委, 发展与改革委员会. `confidence` is
    that of a name that it expands, `certainty` that of the body, whatever name led to it.
    """

    slug: str
    stem: str
    name: str
    name_en: str
    pattern: str
    type: str
    line: str
    confidence: str
    levels: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    since: int = 0
    until: int = 9999
    row: str = ""
    forms: tuple[str, ...] = ()
    certainty: str = ""

    def years_from(self, year: int | None) -> int:
        """Return how many years lie between `year` and the years of the body; 0 within them."""
        return max(self.since - year, year - self.until, 0) if year is not None else 0

    def is_in(self, code: str) -> bool:
        """Tell whether bodies of the division `code` are called so.

        >>> rule = BodyRule("x", "x", "", "", "", "", "", "1", within=frozenset({"37", "4401"}))
        >>> rule.is_in("370200"), rule.is_in("440106"), rule.is_in("440300"), rule.is_in("")
        (True, True, False, False)
        """
        return not self.within or code.startswith(tuple(self.within))

    @property
    def reach(self) -> int:
        """Return how narrow a part of China it is for: 0 all, 2 provinces, 4 cities."""
        return max(map(len, self.within), default=0)

    def is_of(self, level: str) -> bool:
        return not self.levels or not level or level in self.levels

    def called(self, forms: Iterable[str]) -> BodyRule:
        """Return the rule with other names of its bodies; 税务 and 气象 are words as well."""
        others = dict.fromkeys(form for form in forms if form != self.name and len(form) > 2)
        return replace(self, forms=tuple(others))


def key_of(name: str) -> str:
    """Return the key of a body's name: joining words left out, endings in short.

    >>> key_of("发展和改革委员会"), key_of("发展改革委"), key_of("政府办公室")
    ('发展改革委', '发展改革委', '政府办')
    """
    key = re.sub(r"[和与、]", "", fold_width(name))
    return re.sub(r"办公室$", "办", re.sub(r"委员会$", "委", key))


def surfaces_of(row: LocalBodyRow) -> Iterable[tuple[str, BodyRule]]:
    """Yield the surfaces of a row, without place, and the rule that each leads to."""
    forms = [form for form in row.forms.split("|") if form]
    if not row.endings:
        rule = _rule(row, row.slug, row.name, row.name_en, row.type).called(forms)
        yield from ((form, rule) for form in forms)
        return
    for short in row.endings.split("|"):
        ending = ENDINGS[short]
        english, type_ = f"{row.name_en} {ending.english}", row.type or ending.type
        surfaces = [*_with_ending(short, (row.name, *forms))]
        whole = [surface.removesuffix(short) + ending.full for surface in surfaces]
        rule = _rule(row, row.slug + ending.slug, row.name + ending.full, english, type_)
        rule = rule.called([*surfaces, *whole])
        yield from ((surface, rule) for surface in surfaces)


def _with_ending(short: str, forms: Iterable[str]) -> Iterator[str]:
    """Yield the forms with the ending `short`; `=` marks those that have theirs."""
    for form in forms:
        if not form.startswith("="):
            yield form + short
        elif form.endswith(short):
            yield form[1:]


def _rule(row: LocalBodyRow, slug: str, name: str, english: str, type_: str) -> BodyRule:
    return BodyRule(
        slug=slug,
        stem=row.slug,
        name=name,
        name_en=english,
        pattern=row.pattern,
        type=type_,
        line=row.line,
        confidence=row.confidence,
        levels=frozenset(row.levels.split("|")) - {""},
        within=within_of(row.within),
        since=int(row.since or 0),
        until=int(row.until or 9999),
        row=f"local_bodies.csv: {row.slug}",
    )


def within_of(codes: str) -> frozenset[str]:
    """Return the digits with which codes of places in `codes` begin."""
    return frozenset(re.sub("(?:00)+$", "", code) for code in codes.split("|")) - {""}
