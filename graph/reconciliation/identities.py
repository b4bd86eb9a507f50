"""What is known by a name: agencies, officials, places, documents … with what tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from graph.reconciliation.forms import NOWHERE, Forms, forms_of, place_names
from graph.reconciliation.properties import BY_ID, OWNER_PATHS, PROPERTIES, Property
from graph.statements.walk import Path, Term, Walker, turned
from ontology import ids
from ontology.standards import DCTERMS, ELI, GEO, ORG, RDF, RDFS, SKOS, XSD
from ontology.terms import ZT
from ontology.values import fold_width

KINDS = (
    ZT.Agency,
    ZT.CollectiveAgent,
    ZT.Official,
    ZT.Place,
    ZT.PolicyDocument,
    ZT.Programme,
    ZT.Facility,
    ZT.Event,
    ZT.Indicator,
    ZT.ThemeConcept,
    ZT.AgencyType,
    ZT.PlaceType,
)
"""The classes whose members are reconciled, in the order in which they are offered."""

_OF_PLACES = (ZT.Agency, ZT.CollectiveAgent, ZT.Official, ZT.PolicyDocument)
"""Whose names say nothing without a place, also where the graph does not know it."""

COUNTRY = "100000"
"""The key of the place 中国: bodies of the country are called by their official names alone."""

_NAMES = (SKOS.prefLabel, DCTERMS.title, ELI.id_local, SKOS.altLabel)
_OFFICIAL: tuple[Path, ...] = ((SKOS.prefLabel,), (DCTERMS.title,))
_SUBTYPES: tuple[Path, ...] = ((ORG.classification,), (ZT.placeType,))
_COUNTY_CODE = 6
"""Digits of a GB/T 2260 code; codes of towns are longer."""
Value = dict[str, str | int]


@dataclass(frozen=True)
class Type:
    """A class, or a kind of bodies or places within one; `broader` is the id of that class."""

    id: str
    name: str
    name_en: str
    broader: str = ""


@dataclass(frozen=True)
class Identity:
    """A thing with its names. `id` is its IRI without the identifier space.

    `values` are those of the properties as the protocol writes them, `terms` all the ways to
    write them, each with the property's id.
    """

    id: str
    label: str
    description: str
    names: tuple[str, ...]
    types: tuple[Type, ...]
    forms: Forms
    values: dict[str, list[Value]]
    terms: frozenset[str]

    def card(self) -> dict[str, Any]:
        """Return it as plain data; `identity_of` reads it back."""
        forms = {"full": sorted(self.forms.full), "short": sorted(self.forms.short)}
        types = [asdict(type_) for type_ in self.types]
        return {**self.__dict__, "forms": forms, "types": types, "terms": sorted(self.terms)}


def identity_of(card: dict[str, Any]) -> Identity:
    """Return the identity that was written as `card`."""
    forms = Forms(frozenset(card["forms"]["full"]), frozenset(card["forms"]["short"]))
    types = tuple(Type(**type_) for type_ in card["types"])
    names, terms = tuple(card["names"]), frozenset(card["terms"])
    return Identity(**{**card, "names": names, "types": types, "forms": forms, "terms": terms})


def term_of(property_id: str, words: str) -> str:
    """Return how a value of a property is looked up.

    >>> term_of("jurisdiction", "太 仓市")
    'jurisdiction=太仓市'
    """
    return f"{property_id}={fold_width(words)}"


class IdentityReader:
    """Reads identities from a store whose terms stand under `base_iri`."""

    def __init__(self, store: Store, base_iri: str) -> None:
        self._walker = Walker(store, base_iri)
        self._space = f"{base_iri}id/"
        self._country = self._walker.at(ids.place(COUNTRY))
        self._of_places = {self._walker.at(class_) for class_ in _OF_PLACES}
        self._places: dict[NamedNode, frozenset[str]] = {}
        self._words: dict[NamedNode, frozenset[str]] = {}
        self._called: dict[NamedNode, tuple[str, ...]] = {}
        self._owners: dict[NamedNode, NamedNode | None] = {}

    def identities(self) -> Iterator[Identity]:
        """Yield all that has a name: by class, then in the order of identifiers."""
        for class_ in KINDS:
            for node in self._walker.members(class_, RDF.type):
                yield from self._identities(node, class_)

    def identities_of(self, iri: str) -> Iterator[Identity]:
        """Yield the identities of one node, one for each of its classes."""
        node = NamedNode(iri)
        classes = set(self._walker.nodes(node, (RDF.type,)))
        for class_ in (kind for kind in KINDS if self._walker.at(kind) in classes):
            yield from self._identities(node, class_)

    def key_of(self, iri: str) -> str:
        """Return the identifier of a node in the protocol."""
        return iri.removeprefix(self._space)

    def beside(self, iri: str) -> set[str]:
        """Return the nodes whose identities say something of this one."""
        paths = [path for one in PROPERTIES for path in one.paths if len(path) == 1]
        ends = self._walker.nodes(NamedNode(iri), *((turned(step),) for (step,) in paths))
        return {end.value for end in ends}

    def _identities(self, node: NamedNode, class_: NamedNode) -> Iterator[Identity]:
        if node.value.startswith(self._space) and self._names(node):
            kind = self._type(self._walker.at(class_), class_.value.partition("#")[2])
            yield self._identity(node, kind)

    def _identity(self, node: NamedNode, kind: Type) -> Identity:
        values = {p.id: found for p in PROPERTIES if (found := self._values(node, p))}
        words = ((name, word) for name, found in values.items() for word in self._wordings(found))
        subtypes = tuple(self._subtypes(node, kind))
        return Identity(
            id=self._key(node),
            label=self._label(node),
            description=self._description(node, (*subtypes, kind)),
            names=self._names(node),
            types=(kind, *subtypes),
            forms=self._forms(node),
            values={name: self._shown(found) for name, found in values.items()},
            terms=frozenset(term_of(name, word) for name, word in words),
        )

    def _key(self, node: NamedNode) -> str:
        return node.value.removeprefix(self._space)

    def _names(self, node: NamedNode) -> tuple[str, ...]:
        """Return the names of `node`: official ones first, Chinese before English."""
        if node not in self._called:
            self._called[node] = self._find_names(node)
        return self._called[node]

    def _find_names(self, node: NamedNode) -> tuple[str, ...]:
        found = (name for term in _NAMES for name in self._walker.literals(node, (term,)))
        return tuple(dict.fromkeys(name.value for name in found if name.value))

    def _label(self, node: NamedNode) -> str:
        return next(iter(self._names(node)), node.value)

    def _description(self, node: NamedNode, types: tuple[Type, ...]) -> str:
        """Say what `node` is and of which place, or else in which documents it was met."""
        owner = self._owner(node)
        where = [owner] if owner else self._walker.nodes(node, *BY_ID["document"].paths)
        return " · ".join([types[0].name, *(self._label(found) for found in where[:2])])

    def _type(self, node: NamedNode, key: str, broader: str = "") -> Type:
        labels = self._walker.literals(node, (RDFS.label,), (SKOS.prefLabel,))
        names = {label.language: label.value for label in labels}
        return Type(key, names.get("zh", key), names.get("en", key), broader)

    def _subtypes(self, node: NamedNode, kind: Type) -> Iterator[Type]:
        for value in self._walker.nodes(node, *_SUBTYPES):
            yield self._type(value, self._key(value), kind.id)

    def _values(self, node: NamedNode, property_: Property) -> set[Term]:
        found = self._walker.ends(node, *property_.paths)
        if not property_.language:
            return found
        return {v for v in found if isinstance(v, Literal) and v.language == property_.language}

    def _shown(self, values: set[Term]) -> list[Value]:
        return sorted(map(self._value, values), key=lambda value: str(sorted(value.items())))

    def _value(self, value: Term) -> Value:
        if isinstance(value, NamedNode):
            if not value.value.startswith(self._space):
                return {"str": self._label(value)}
            return {"id": self._key(value), "name": self._label(value)}
        is_number = value.datatype in (XSD.integer, XSD.gYear)
        return {"int": int(value.value)} if is_number else {"str": value.value}

    def _wordings(self, values: set[Term]) -> Iterator[str]:
        """Yield all the ways to write the values: words, identifiers, codes, names."""
        for value in values:
            yield from {value.value} if isinstance(value, Literal) else self._words_of(value)

    def _words_of(self, node: NamedNode) -> frozenset[str]:
        if node not in self._words:
            codes = (code.value for code in self._walker.literals(node, (SKOS.notation,)))
            forms = self._forms(node)
            words = {node.value, self._key(node), *codes}
            self._words[node] = forms.full | forms.short | words
        return self._words[node]

    def _forms(self, node: NamedNode) -> Forms:
        names = set(self._names(node))
        classes = set(self._walker.nodes(node, (RDF.type,)))
        if self._walker.at(ZT.Place) in classes:
            names |= self._place(node)
        owner = self._owner(node)
        if owner is None:
            forms = forms_of(names, NOWHERE)
            return forms.without_full() if classes & self._of_places else forms
        above = NOWHERE.union(*(self._place(place) for place in self._around(owner)))
        forms = forms_of(names, self._place(owner), above)
        if owner != self._country and not self._is_one_of_a_kind(node):
            return forms
        return forms.with_full(name.value for name in self._walker.literals(node, *_OFFICIAL))

    def _is_one_of_a_kind(self, node: NamedNode) -> bool:
        """Tell whether a place alone has its name: of county level, and no district of a city."""
        codes = self._walker.literals(node, (SKOS.notation,))
        is_listed = any(len(code.value) == _COUNTY_CODE for code in codes)
        return is_listed and not self._label(node).endswith("区")

    def _owner(self, node: NamedNode) -> NamedNode | None:
        """Return the place of a thing, by the first of the paths that leads to one."""
        if node not in self._owners:
            self._owners[node] = self._find_owner(node)
        return self._owners[node]

    def _find_owner(self, node: NamedNode) -> NamedNode | None:
        for path in OWNER_PATHS:
            if found := self._walker.nodes(node, path):
                return found[0]
        return None

    def _around(self, place: NamedNode) -> list[NamedNode]:
        """Return the places around `place`, without the country."""
        chain = [place]
        while found := self._walker.nodes(chain[-1], (GEO.sfWithin,)):
            if found[0] in (*chain, self._country):
                break
            chain.append(found[0])
        return chain[1:]

    def _place(self, node: NamedNode) -> frozenset[str]:
        if node not in self._places:
            self._places[node] = place_names(self._names(node))
        return self._places[node]
