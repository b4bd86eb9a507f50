"""Rules that expand the short names of local bodies: 发改委 is 发展和改革委员会.

A rule is a row of local_bodies.csv with one of its endings. Names that join several functions and
stand in no row are read from function_words.csv: 教科局 is 教育科学技术局.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from loader.registers.body_regexes import inner_regex, whole_regex
from loader.registers.body_rows import FunctionWordRow, LocalBodyRow, NamePatternRow, PlaceFormRow
from loader.registers.short_endings import ENDINGS, Ending
from ontology.errors import RegisterError
from ontology.values import fold_width

_PLACE = "{place}"


@dataclass(frozen=True)
class BodyRule:
    """A local body as a rule makes it: `name` without its place, `pattern` with `{place}`.

    `within` are the provinces and cities that call it so, by the first digits of their codes; empty
    for all of China. `forms` are other names of it: 发展改革委, 发展与改革委员会.
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


@dataclass(frozen=True)
class Rulebook:
    """The rules by the keys of the surfaces that they expand."""

    bodies: tuple[LocalBodyRow, ...]
    words: tuple[FunctionWordRow, ...]
    patterns: tuple[NamePatternRow, ...] = ()
    forms: tuple[PlaceFormRow, ...] = ()

    def rules(self, name: str, level: str, code: str = "") -> list[BodyRule]:
        """Return the rules of bodies of `level` in the division `code` that are called `name`."""
        named = self._by_key.get(key_of(name), [])
        return [rule for rule in named if rule.is_of(level) and rule.is_in(code)]

    def of_stem(self, stem: str) -> list[BodyRule]:
        """Return the rules of the row `stem`, one for each ending."""
        return self._by_stem.get(stem, [])

    def stem_of(self, slug: str) -> str:
        """Return the row that makes the bodies called `slug` in identifiers, '' if none does."""
        return self._stems.get(slug, "")

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {rule.slug: rule.stem for rules in self._by_stem.values() for rule in rules}

    def of_slug(self, slug: str) -> BodyRule:
        """Return the rule whose bodies are called `slug` in identifiers.

        Raises RegisterError if there is none.
        """
        for rule in chain.from_iterable(self._by_stem.values()):
            if rule.slug == slug:
                return rule
        raise RegisterError(f"local_bodies.csv: no row makes a body with the slug '{slug}'")

    def in_place(
        self, stems: Sequence[str], level: str, code: str, year: int | None
    ) -> BodyRule | None:
        """Return the rule of one of the rows `stems` by which the place `code` itself is known to
        call a body in `year`, or None.
        """
        known = [
            rule
            for rule in self._of_places
            if rule.stem in stems and rule.is_in(code) and rule.is_of(level)
        ]
        stood = [rule for rule in known if not rule.years_from(year)]
        return max(stood, key=lambda rule: rule.reach, default=None)

    @cached_property
    def _of_places(self) -> list[BodyRule]:
        return [rule for rules in self._by_key.values() for rule in rules if rule.reach]

    @cached_property
    def whole_patterns(self) -> list[tuple[re.Pattern[str], BodyRule]]:
        """Patterns of full names that do not begin with their place: 国家税务总局太仓市税务局."""
        return [
            (whole_regex(rule.pattern, rule.name), rule)
            for rule in chain.from_iterable(self._by_stem.values())
            if not rule.pattern.startswith(_PLACE) and "}" in rule.pattern
        ]

    @cached_property
    def inner_patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Patterns of short names with a place inside, those of more words first, and the form
        that each stands for in that place.
        """
        rows = sorted(self.patterns, key=lambda row: -len(row.pattern))
        return [(inner_regex(row.pattern), row.form) for row in rows]

    @cached_property
    def _by_key(self) -> dict[str, list[BodyRule]]:
        found: dict[str, list[BodyRule]] = defaultdict(list)
        for row in self.bodies:
            for surface, rule in _surfaces(row):
                rules = found[key_of(surface)]
                if rule not in rules:
                    rules.append(rule)
        every = chain.from_iterable(self._by_stem.values())
        of_places = sorted(every, key=lambda rule: rule.pattern == "{place}{name}")
        by_name = {rule.name: rule for rule in of_places}
        for form in self.forms:
            rule = self._rule_of_places(form, by_name)
            for surface in form.forms.split("|"):
                found[key_of(surface)].append(rule)
        return dict(found)

    def _rule_of_places(self, row: PlaceFormRow, by_name: dict[str, BodyRule]) -> BodyRule:
        """Return the rule that makes the body `row.name`, as it holds in the places of `row`.

        Raises RegisterError if no row of local_bodies.csv and no words for functions give it.
        """
        rule = by_name.get(row.name) or self.compound(row.name)
        if rule is None or rule.name != row.name:
            raise RegisterError(f"place_forms.csv: no rule makes a body called '{row.name}'")
        return replace(
            rule,
            levels=frozenset(row.levels.split("|")) - {""},
            within=_within(row.within),
            since=int(row.since or rule.since),
            until=int(row.until or rule.until),
            confidence=min(rule.confidence, "0.85", key=float),
            row=f"place_forms.csv: {row.forms} in {row.within}",
        )

    @cached_property
    def _by_stem(self) -> dict[str, list[BodyRule]]:
        found: dict[str, list[BodyRule]] = defaultdict(list)
        for row in self.bodies:
            found[row.slug] += list(dict.fromkeys(rule for _, rule in _surfaces(row)))
        return dict(found)

    def compound(self, name: str) -> BodyRule | None:
        """Return the rule for a name made of words for functions only, or None.

        A word of one character counts only before another one: 教科局 yes, 教局 and 新经济局 no.
        """
        ending = next((short for short in ENDINGS if key_of(name).endswith(short)), "")
        stem = fold_width(name).removesuffix(ENDINGS[ending].full if ending else "")
        stem = stem.removesuffix(ending)
        parts = self._parts(stem) if ending else None
        if not parts or _is_doubtful(parts):
            return None
        return _compound(parts, stem, ENDINGS[ending])

    def _parts(self, stem: str) -> list[FunctionWordRow] | None:
        """Return the words that make up `stem`, longest first, or None if they do not."""
        if not stem:
            return []
        for end in range(len(stem), 0, -1):
            word = self._by_word.get(stem[:end])
            if word is None:
                continue
            rest = self._parts(re.sub(r"^[和与、]", "", stem[end:]))
            if rest is not None:
                return [word, *rest]
        return None

    @cached_property
    def _by_word(self) -> dict[str, FunctionWordRow]:
        return {row.word: row for row in self.words}


def _surfaces(row: LocalBodyRow) -> Iterable[tuple[str, BodyRule]]:
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
        within=_within(row.within),
        since=int(row.since or 0),
        until=int(row.until or 9999),
        row=f"local_bodies.csv: {row.slug}",
    )


def _within(codes: str) -> frozenset[str]:
    """Return the digits with which codes of places in `codes` begin."""
    return frozenset(re.sub("(?:00)+$", "", code) for code in codes.split("|")) - {""}


def _is_doubtful(parts: list[FunctionWordRow]) -> bool:
    """Tell whether the first word is of one character and none such follows it."""
    first, second = parts[0].word, parts[1].word if len(parts) > 1 else "  "
    return len(first) == 1 and len(second) > 1


def _compound(parts: list[FunctionWordRow], stem: str, ending: Ending) -> BodyRule:
    """Return the rule for the words `parts` of `stem`; joining words stay where all is spelt out.

    A name that is joined otherwise is another name, so its slug says so.
    """
    spelt = all(part.word == part.meaning for part in parts)
    words = re.sub("[与、]", "和", stem) if spelt else "".join(part.meaning for part in parts)
    joined = ["he"] if spelt and re.search("[和与、]", stem) else []
    return BodyRule(
        slug="-".join([*(part.slug for part in parts), *joined, ending.slug]),
        stem="",
        name=words + ending.full,
        name_en=" ".join([*(part.name_en for part in parts), ending.english]),
        pattern="{place}{name}",
        type=ending.type,
        line=next((part.line for part in parts if part.line), ""),
        confidence="0.8" if spelt else "0.65",
        row="function_words.csv: " + ", ".join(part.word for part in parts),
    )
