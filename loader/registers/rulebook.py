"""All rules for the names of local bodies, looked up by surface, row, slug and place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from loader.registers.body_regexes import inner_regex, whole_regex
from loader.registers.body_rows import FunctionWordRow, LocalBodyRow, NamePatternRow, PlaceFormRow
from loader.registers.body_rules import BodyRule, key_of, surfaces_of, within_of
from loader.registers.compound_rules import CompoundRules
from ontology.errors import RegisterError

_PLACE = "{place}"


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

    def settled(self, rule: BodyRule, level: str, code: str) -> BodyRule:
        """Return `rule` with what it says of its bodies of `level` in the division `code`.

        Rows of one slug make one body. It is described by that which is for the narrowest part of
        China, and is as certain as the most certain of them, whichever row a name is of.
        """
        rules = self._by_slug.get(rule.slug, [rule])
        fitting = [one for one in rules if one.is_of(level) and one.is_in(code)]
        narrowest = max(fitting or [rule], key=lambda one: one.reach)
        certainty = max((one.certainty or one.confidence for one in rules), key=float)
        return replace(narrowest, confidence=rule.confidence, certainty=certainty, row=rule.row)

    @cached_property
    def _by_slug(self) -> dict[str, list[BodyRule]]:
        found: dict[str, list[BodyRule]] = defaultdict(list)
        for rule in chain.from_iterable(self._by_stem.values()):
            found[rule.slug].append(rule)
        return dict(found)

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
        rules = self._by_slug.get(slug)
        if not rules:
            raise RegisterError(f"local_bodies.csv: no row makes a body with the slug '{slug}'")
        return rules[0]

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
            for surface, rule in surfaces_of(row):
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
            within=within_of(row.within),
            since=int(row.since or rule.since),
            until=int(row.until or rule.until),
            confidence=min(rule.confidence, "0.85", key=float),
            certainty=rule.certainty or rule.confidence,
            row=f"place_forms.csv: {row.forms} in {row.within}",
        )

    @cached_property
    def _by_stem(self) -> dict[str, list[BodyRule]]:
        found: dict[str, list[BodyRule]] = defaultdict(list)
        for row in self.bodies:
            found[row.slug] += list(dict.fromkeys(rule for _, rule in surfaces_of(row)))
        return dict(found)

    def compound(self, name: str) -> BodyRule | None:
        """Return the rule for a name made of words for functions only, or None."""
        return self._compounds.rule(name)

    @cached_property
    def _compounds(self) -> CompoundRules:
        return CompoundRules(self.words)
