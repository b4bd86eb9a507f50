"""Which things a name may mean, how well each fits, and whether it is certain.

Only an exact name decides. Similarity proposes candidates and never more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from graph.reconciliation.identities import Identity, term_of
from graph.reconciliation.index import IdentityIndex, Restriction, has_types
from graph.reconciliation.properties import BY_ID
from ontology.values import fold_width

EXACT = 100.0
NO_PLACE = 90.0
"""An exact name that every place may have: whose it is remains open."""
SIMILAR = 0.8
"""The share of its similarity that a name which is not exact gets: always below an exact one."""
BY_PROPERTIES = 50.0
"""Where no name was asked for."""
CONTRADICTS = 0.6
LACKS = 0.8
"""Factors for a property with other values, and for one without any."""
_LEAST_SIMILARITY = 40.0
_NAMESAKES = 50
_LOOKED_AT = 30


@dataclass(frozen=True)
class Condition:
    """A property and the ways to write the values of which one must be there."""

    id: str
    values: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(term_of(self.id, value) for value in self.values)


@dataclass(frozen=True)
class Wanted:
    """What is looked for: `text` is a name, an alias, an identifier, or nothing."""

    text: str = ""
    types: tuple[str, ...] = ()
    all_types: bool = False
    conditions: tuple[Condition, ...] = ()
    limit: int = 10

    @property
    def restriction(self) -> Restriction:
        terms = tuple(condition.terms for condition in self.conditions)
        return Restriction(self.types, self.all_types, terms)


@dataclass(frozen=True)
class Candidate:
    """A thing that may be meant; `fits` says of each property whether it has such a value.

    `names_place` tells whether the text or a property says of which place it is; `is_name`, whether
    the text is its name and no alias.
    """

    identity: Identity
    score: float
    similarity: float
    is_exact: bool
    is_name: bool
    names_place: bool
    fits: dict[str, bool]
    match: bool = False

    @property
    def fits_all(self) -> bool:
        return all(self.fits.values())


def find_candidates(index: IdentityIndex, wanted: Wanted) -> list[Candidate]:
    """Return what `wanted` may mean, the best first, at most `wanted.limit`.

    At most one is a match: the only thing that has exactly this name, fits the types and all
    properties, and whose place is said by the name or by a property. Where there is one, nothing
    similar is offered beside it.
    """
    if not wanted.text and not wanted.conditions:
        return []
    if not wanted.text:
        return _ranked(index.fitting(wanted.restriction, wanted.limit), wanted)
    exact = [*_identified(index, wanted), *index.named(wanted.text, wanted.restriction, _NAMESAKES)]
    candidates = _with_match(_ranked(exact, wanted))
    if any(candidate.match for candidate in candidates) or len(exact) >= wanted.limit:
        return candidates[: wanted.limit]
    near = index.similar(wanted.text, wanted.restriction, _LOOKED_AT)
    similar = (c for c in _ranked(near, wanted) if c.similarity >= _LEAST_SIMILARITY)
    others = [candidate for candidate in similar if not candidate.is_exact]
    return sorted([*candidates, *others], key=_order)[: wanted.limit]


def _identified(index: IdentityIndex, wanted: Wanted) -> list[Identity]:
    """Return the thing of which `wanted.text` is the identifier, if it has the types."""
    found = index.find([wanted.text]).values()
    return [identity for identity in found if has_types(identity, wanted.restriction)]


def _ranked(identities: Iterable[Identity], wanted: Wanted) -> list[Candidate]:
    key, terms = fold_width(wanted.text), wanted.restriction.terms
    names = [condition.id for condition in wanted.conditions]
    asked = list(zip(names, terms, strict=True))
    distinct = {identity.id: identity for identity in identities}.values()
    return sorted((_candidate(i, wanted.text, key, asked) for i in distinct), key=_order)


def _candidate(
    identity: Identity, text: str, key: str, asked: list[tuple[str, tuple[str, ...]]]
) -> Candidate:
    fits = {name: not identity.terms.isdisjoint(terms) for name, terms in asked}
    is_identifier = text == identity.id
    is_full = is_identifier or key in identity.forms.full
    is_exact = is_full or key in identity.forms.short
    names_place = is_full or any(fits[name] and BY_ID[name].settles_place for name in fits)
    similarity = 100.0 if is_exact else _similarity(key, identity)
    if not text:
        score = BY_PROPERTIES
    elif is_exact:
        score = EXACT if names_place else NO_PLACE
    else:
        score = similarity * SIMILAR
    for name, has in fits.items():
        score *= 1 if has else CONTRADICTS if name in identity.values else LACKS
    is_name = key == fold_width(identity.label)
    return Candidate(identity, round(score, 1), similarity, is_exact, is_name, names_place, fits)


def _similarity(key: str, identity: Identity) -> float:
    """Return how near `key` comes to a form of the name: 0 to 100, by shared characters in order.

    An abbreviation keeps the order of the characters (环保局, 环境保护局), so it stays near.
    """
    forms = (*identity.forms.full, *identity.forms.short)
    return round(max((fuzz.ratio(key, form) for form in forms), default=0.0), 1)


def _with_match(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates with the match, if there is one, marked."""
    certain = [c for c in candidates if c.is_exact and c.fits_all]
    if len(certain) != 1 or not certain[0].names_place:
        return candidates
    return [replace(c, match=True) if c is certain[0] else c for c in candidates]


def _order(candidate: Candidate) -> tuple[float, bool, str]:
    return (-candidate.score, not candidate.is_name, candidate.identity.id)
