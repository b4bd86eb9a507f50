"""The forms in which a name may be written: with its place, or without.

A form without its place (环保局, 市政府) is the same in every city, so it never says alone whose
body is meant. A form with it (太仓市环保局, 太仓环保局) does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.values import fold_width

_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", *"省市县区州旗盟镇乡")
"""What a place's name may be written without: 太仓 for 太仓市."""

NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Forms:
    """Folded forms that name their place or need none (`full`), and those without (`short`)."""

    full: frozenset[str]
    short: frozenset[str]

    def without_full(self) -> Forms:
        """Return the forms of a thing of which nobody knows the place."""
        return Forms(NOWHERE, self.full | self.short)

    def with_full(self, names: Iterable[str]) -> Forms:
        """Return the forms with `names` among those that need no place."""
        full = self.full | {fold_width(name) for name in names}
        return Forms(full, self.short - full)


def place_names(labels: Iterable[str]) -> frozenset[str]:
    """Return the folded ways to write a place, with and without its kind.

    >>> sorted(place_names(["太仓市", "Taicang"]))
    ['taicang', '太仓', '太仓市']
    """
    folded = {fold_width(label) for label in labels} - {""}
    return frozenset(folded | {_without_ending(name) for name in folded})


def _without_ending(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


def forms_of(names: Iterable[str], place: frozenset[str], above: frozenset[str] = NOWHERE) -> Forms:
    """Return the forms of a thing of `place`; `above` are the names of the places around it.

    >>> forms = forms_of(["太仓市环境保护局", "环保局"], place_names(["太仓市"]))
    >>> sorted(forms.full)
    ['太仓市环保局', '太仓市环境保护局', '太仓环保局', '太仓环境保护局']
    >>> sorted(forms.short)
    ['环保局', '环境保护局']
    """
    folded = {fold_width(name) for name in names} - {""}
    if not place:
        return Forms(frozenset(folded), NOWHERE)
    full = {name for name in folded if any(_names(name, part) for part in place | above)}
    stems = (folded - full) | {_stem(name, place) for name in full}
    stems = {stem for stem in stems if len(stem) > 1}
    composed = {part + stem for stem in stems for part in place if _mix(part, stem)}
    return Forms(frozenset(full | composed), frozenset(stems - full - composed))


def _names(name: str, part: str) -> bool:
    """Tell whether `name` says the place `part`: two characters only count in front.

    Inside, they may be part of another word.
    """
    return part in name if len(part) > 2 else name.startswith(part)


def _stem(name: str, place: frozenset[str]) -> str:
    """Return `name` without the name of its place in front, or nothing where none stands there."""
    for part in sorted(place, key=len, reverse=True):
        if name.startswith(part):
            return name.removeprefix(part)
    return ""


def _mix(part: str, stem: str) -> bool:
    return part.isascii() == stem.isascii()
