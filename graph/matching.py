"""Which things a name may mean, how well each fits, and whether it is certain.

Only an exact name decides. Similarity proposes candidates and never more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from graph.identities import Identity, term_of
from graph.identity_index import IdentityIndex, Restriction
from graph.properties import BY_ID
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
_LOOKED_AT = 40


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

    `names_place` tells whether the text or a property says of which place it is.
    """

    identity: Identity
    score: float
    similarity: float
    is_exact: bool
    names_place: bool
    fits: dict[str, bool]
    match: bool = False

    @property
    def fits_all(self) -> bool:
        return all(self.fits.values())


def find_candidates(index: IdentityIndex, wanted: Wanted) -> list[Candidate]:
    """Return what `wanted` may mean, the best first, at most `wanted.limit`.

    At most one is a match: the only thing that has exactly this name, fits the types and all
    properties, and whose place is said by the name or by a property.
    """
    within = wanted.restriction
    if not wanted.text:
        found = index.fitting(within, wanted.limit) if within.terms else []
    else:
        found = [*_identified(index, wanted), *index.named(wanted.text, within, _NAMESAKES)]
    if wanted.text and len(found) < wanted.limit:
        found += index.similar(wanted.text, within, _LOOKED_AT)
    distinct = {identity.id: identity for identity in found}.values()
    candidates = [_candidate(identity, wanted) for identity in distinct]
    kept = [c for c in candidates if not wanted.text or c.similarity >= _LEAST_SIMILARITY]
    return sorted(_decided(kept), key=_order)[: wanted.limit]


def _identified(index: IdentityIndex, wanted: Wanted) -> list[Identity]:
    """Return the thing of which `wanted.text` is the identifier, if it has the types."""
    found = index.find([wanted.text]).values()
    return [identity for identity in found if _has_types(identity, wanted)]


def _has_types(identity: Identity, wanted: Wanted) -> bool:
    has = [type_ in {own.id for own in identity.types} for type_ in wanted.types]
    return not has or (all(has) if wanted.all_types else any(has))


def _candidate(identity: Identity, wanted: Wanted) -> Candidate:
    key = fold_width(wanted.text)
    fits = {c.id: not identity.terms.isdisjoint(c.terms) for c in wanted.conditions}
    is_identifier = wanted.text == identity.id
    is_exact = is_identifier or key in identity.forms.full or key in identity.forms.short
    settled = any(fits[name] and BY_ID[name].settles_place for name in fits)
    names_place = is_identifier or key in identity.forms.full or settled
    similarity = 100.0 if is_exact else _similarity(key, identity)
    base = _base(wanted, similarity, is_exact=is_exact, names_place=names_place)
    for name, has in fits.items():
        base *= 1 if has else CONTRADICTS if name in identity.values else LACKS
    return Candidate(identity, round(base, 1), similarity, is_exact, names_place, fits)


def _base(wanted: Wanted, similarity: float, *, is_exact: bool, names_place: bool) -> float:
    if not wanted.text:
        return BY_PROPERTIES
    if not is_exact:
        return similarity * SIMILAR
    return EXACT if names_place else NO_PLACE


def _similarity(key: str, identity: Identity) -> float:
    """Return how near `key` comes to a form of the name: 0 to 100, by shared characters in order.

    An abbreviation keeps the order of the characters (环保局, 环境保护局), so it stays near.
    """
    forms = (*identity.forms.full, *identity.forms.short)
    return round(max((fuzz.ratio(key, form) for form in forms), default=0.0), 1)


def _decided(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with the match, if there is one, marked."""
    candidates = list(candidates)
    exact = [c for c in candidates if c.is_exact and c.fits_all]
    certain = exact if len(exact) == 1 and exact[0].names_place else []
    return [replace(c, match=c in certain) for c in candidates]


def _order(candidate: Candidate) -> tuple[float, str]:
    return (-candidate.score, candidate.identity.id)
