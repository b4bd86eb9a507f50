"""Rules that expand the short names of local bodies: 发改委 is 发展和改革委员会.

A rule is a row of local_bodies.csv with one of its endings. Names that join several functions and
stand in no row are read from function_words.csv: 教科局 is 教育科学技术局.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from loader.register_rows import FunctionWordRow, LocalBodyRow, NamePatternRow
from ontology.errors import RegisterError
from ontology.values import fold_width


@dataclass(frozen=True)
class Ending:
    """What a short ending is in full, in identifiers, in English, and the type it gives."""

    full: str
    slug: str
    english: str
    type: str


ENDINGS = {
    "委": Ending("委员会", "wei", "Commission", "government-department"),
    "局": Ending("局", "ju", "Bureau", "government-department"),
    "厅": Ending("厅", "ting", "Department", "government-department"),
    "办": Ending("办公室", "ban", "Office", "government-office"),
    "中心": Ending("中心", "zhongxin", "Centre", "public-institution"),
    "室": Ending("室", "shi", "Office", "public-institution"),
    "处": Ending("处", "chu", "Division", "public-institution"),
    "所": Ending("所", "suo", "Institute", "public-institution"),
    "馆": Ending("馆", "guan", "Hall", "public-institution"),
    "台": Ending("台", "tai", "Station", "public-institution"),
}
_PLACE = "{place}"


@dataclass(frozen=True)
class BodyRule:
    """A local body as a rule makes it: `name` without its place, `pattern` with `{place}`.

    `within` are the provinces, by the first two digits of their codes, that call it so; empty for
    all of China.
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

    def years_from(self, year: int) -> int:
        """Return how many years lie between `year` and the years of the body; 0 within them."""
        return max(self.since - year, year - self.until, 0)

    def is_in(self, code: str) -> bool:
        """Tell whether bodies of the division `code` are called so.

        >>> rule = BodyRule("x", "x", "", "", "", "", "", "1", within=frozenset({"37"}))
        >>> rule.is_in("370200"), rule.is_in("440100"), rule.is_in("")
        (True, False, False)
        """
        return not self.within or code[:2] in self.within

    def is_of(self, level: str) -> bool:
        return not self.levels or not level or level in self.levels


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

    def rules(self, name: str, level: str, code: str = "") -> list[BodyRule]:
        """Return the rules of bodies of `level` in the division `code` that are called `name`."""
        named = self._by_key.get(key_of(name), [])
        return [rule for rule in named if rule.is_of(level) and rule.is_in(code)]

    def of_stem(self, stem: str) -> list[BodyRule]:
        """Return the rules of the row `stem`, one for each ending."""
        return self._by_stem.get(stem, [])

    def of_slug(self, slug: str) -> BodyRule:
        """Return the rule whose bodies are called `slug` in identifiers.

        Raises RegisterError if there is none.
        """
        for rules in self._by_stem.values():
            for rule in rules:
                if rule.slug == slug:
                    return rule
        raise RegisterError(f"local_bodies.csv: no row makes a body with the slug '{slug}'")

    @cached_property
    def whole_patterns(self) -> list[tuple[re.Pattern[str], BodyRule]]:
        """Patterns of full names that do not begin with their place: 国家税务总局太仓市税务局."""
        rules = (rule for rules in self._by_stem.values() for rule in rules)
        return [
            (_regex(rule), rule)
            for rule in rules
            if not rule.pattern.startswith(_PLACE) and "}" in rule.pattern
        ]

    @cached_property
    def inner_patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Patterns of short names with a place inside, those of more words first, and the form
        that each stands for in that place.
        """
        rows = sorted(self.patterns, key=lambda row: -len(row.pattern))
        return [(_inner_regex(row.pattern), row.form) for row in rows]

    @cached_property
    def _by_key(self) -> dict[str, list[BodyRule]]:
        found: dict[str, list[BodyRule]] = defaultdict(list)
        for row in self.bodies:
            for surface, rule in _surfaces(row):
                rules = found[key_of(surface)]
                if rule not in rules:
                    rules.append(rule)
        return dict(found)

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
        rule = _rule(row, row.slug, row.name, row.name_en, row.type)
        yield from ((form, rule) for form in forms)
        return
    for short in row.endings.split("|"):
        ending = ENDINGS[short]
        english = f"{row.name_en} {ending.english}"
        type_ = row.type or ending.type
        rule = _rule(row, row.slug + ending.slug, row.name + ending.full, english, type_)
        for form in (row.name, *forms):
            whole = form.startswith("=")
            if not whole:
                yield form + short, rule
            elif form.endswith(short):
                yield form[1:], rule


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
        within=frozenset(code[:2] for code in row.within.split("|")) - {""},
        since=int(row.since or 0),
        until=int(row.until or 9999),
        row=f"local_bodies.csv: {row.slug}",
    )


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


def _regex(rule: BodyRule) -> re.Pattern[str]:
    """Return the pattern of the full names that `rule` makes, with the place as a group."""
    text = re.escape(fold_width(rule.pattern))
    text = text.replace(re.escape("{committee}"), "(?:中共)?(?P<place>.{2,12}?)委(?:员会)?")
    text = text.replace(re.escape("{name}"), re.escape(fold_width(rule.name)))
    text = text.replace(re.escape("{parent}"), ".{2,8}?")
    for slot in ("{place}", "{bare}"):
        text = text.replace(re.escape(slot), "(?P<place>.{2,12}?)", 1)
        text = text.replace(re.escape(slot), "(?P=place)")
    return re.compile(f"{text}$")


def _inner_regex(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a row of name_patterns.csv."""
    text = re.escape(fold_width(pattern))
    text = text.replace(r"\{place\}", "(?P<place>.{2,10}?)").replace(r"\{province\}", ".{2,3}?")
    text = text.replace(r"\{level\}", "(?P<level>自治区|[省市县区州盟旗])")
    return re.compile(f"^{text}$")
