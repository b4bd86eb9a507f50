"""From what a user writes for a parameter to the RDF term that is bound to the variable."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from graph.index.index import TextIndex
from graph.sparql.evaluate import Term
from ontology.errors import UnknownValue
from ontology.ids import rebase
from ontology.roles import ROLES
from ontology.values import integer, plain, year
from queries.catalogue import Parameter


def read_value(parameter: Parameter, value: str, index: TextIndex, base_iri: str) -> Term:
    """Return the term for `value`.

    Raises UnknownValue, naming the parameter, for a value that stands for nothing or for several.
    """
    if parameter.type in _LITERALS:
        return _literal(parameter, value)
    if parameter.type == "role":
        return _role(parameter, value, base_iri)
    return _node(parameter, value, index)


def _year(value: str) -> Literal:
    return year(int(value))


def _integer(value: str) -> Literal:
    return integer(int(value))


_LITERALS: dict[str, Callable[[str], Literal]] = {
    "text": plain,
    "integer": _integer,
    "year": _year,
}


def _literal(parameter: Parameter, value: str) -> Literal:
    try:
        return _LITERALS[parameter.type](value)
    except ValueError:
        message = f"{parameter.name}: '{value}' is no {parameter.type}; {parameter.example} is one"
        raise UnknownValue(message, parameter.name) from None


def _role(parameter: Parameter, value: str, base_iri: str) -> NamedNode:
    if value not in ROLES:
        message = f"{parameter.name}: no role '{value}', only {', '.join(ROLES)}"
        raise UnknownValue(message, parameter.name)
    return NamedNode(rebase(ROLES[value].iri.value, base_iri))


def _node(parameter: Parameter, value: str, index: TextIndex) -> NamedNode:
    found = index.find_nodes(parameter.type, value)
    if len(found) == 1:
        return NamedNode(found[0].iri)
    if found:
        choices = "; ".join(f"{named.label} <{named.iri}>" for named in found[:10])
        message = f"{parameter.name}: '{value}' may be {choices}; give the IRI of one"
    else:
        ways = index.ways(parameter.type, value)
        message = f"{parameter.name}: no {parameter.type} '{value}'; {ways}"
    raise UnknownValue(message, parameter.name)
