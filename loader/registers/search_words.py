"""What the registers say of names that mean the same, for the search."""

from __future__ import annotations

from collections.abc import Iterator

from graph.index.words.lexicon import Synonym
from loader.registers.registers import Registers

_SHORT = 0.6
"""Weight of a short form by rule: the same form may stand for another body elsewhere."""
_CHINA = ("中华人民共和国", "中国共产党", "国家", "全国", "中国")


def synonyms_of(registers: Registers) -> tuple[Synonym, ...]:
    """Return the register of search words, and the short forms of local and national bodies."""
    own = (
        Synonym(row.word, row.other, float(row.weight), row.direction == "both")
        for row in registers.search_words
    )
    found = [*own, *_local(registers), *_national(registers)]
    distinct = {(one.word, one.other): one for one in reversed(found) if one.word != one.other}
    return tuple(sorted(distinct.values()))


def _local(registers: Registers) -> Iterator[Synonym]:
    """Yield the forms of local bodies: 农委 for 农业委员会."""
    for row in registers.rulebook.bodies:
        endings = row.endings.split("|") if row.endings else [""]
        for form in filter(None, row.forms.split("|")):
            whole = form.removeprefix("=")
            for ending in endings if whole == form else [""]:
                yield Synonym(f"{whole}{ending}", f"{row.name}{endings[0]}", _SHORT)


def _national(registers: Registers) -> Iterator[Synonym]:
    """Yield the short forms of national bodies: 发改委 for 发展和改革委员会."""
    names = {row.key: row.name_zh for row in registers.agencies}
    for row in registers.national_forms:
        if row.scope == "any" and row.agency in names:
            yield Synonym(row.form, _without_country(names[row.agency]), _SHORT)


def _without_country(name: str) -> str:
    for country in _CHINA:
        name = name.removeprefix(country)
    return name
