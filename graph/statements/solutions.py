"""The solutions of our own queries on a store, as plain strings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from ontology.ids import rebase

Solution = dict[str, str]


def solutions_of(
    store: Store, query: str, values: Mapping[str, str], base_iri: str
) -> list[Solution]:
    """Return the solutions of a SELECT of ours, unbound variables left out.

    `values` are IRIs for variables that it projects. The default graph of the store is the union.
    """
    bound: dict[Variable, Any] = {Variable(name): NamedNode(iri) for name, iri in values.items()}
    found = store.query(rebase(query, base_iri), substitutions=bound or None)
    if not isinstance(found, QuerySolutions):
        raise TypeError("solutions_of takes a SELECT")
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in found]
