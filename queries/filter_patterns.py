"""Filters as SPARQL: what the index answers by its fields, the graph answers by these patterns."""

from __future__ import annotations

from collections.abc import Iterator

from graph.index.entries.entries import TYPES
from graph.index.entries.fields import ROLE_GROUPS, kinds_of_role
from ontology.roles import ROLES
from ontology.standards import PREFIXES
from queries.filters import Choice, Filters

_PATHS = {
    "theme": "zt:theme",
    "agency": "zt:responsibleAgent",
    "official": "zt:responsibleAgent",
    "line": "zt:responsibleAgent/zt:businessLine",
    "category": "zt:category",
    "place": "zt:aboutPlace",
    "jurisdiction": "zt:inDocument/zt:jurisdiction",
    "year": "zt:period",
    "document": "zt:inDocument",
    "programme": "zt:mentionsProgramme",
}
"""From a work item to the values of a filter."""


def path_of(name: str, role: str = "") -> str:
    """Return the property path from a work item to the values of the filter `name`.

    >>> path_of("theme"), path_of("agency", "main"), path_of("official", "lead")
    ('zt:theme', '(zt:leadAgency|zt:responsibleAgency)', 'zt:responsibleAgent')
    """
    if role and name in kinds_of_role(role):
        return role_path(role) + ("/zt:businessLine" if name == "line" else "")
    return _PATHS[name]


def role_path(role: str) -> str:
    """Return the property path from a work item to all who have `role`.

    >>> role_path("supervising")
    'zt:supervisedBy'
    """
    names = [_short(ROLES[name].shortcut.value) for name in ROLE_GROUPS[role]]
    return names[0] if len(names) == 1 else f"({'|'.join(names)})"


def patterns(filters: Filters, item: str = "item") -> str:
    """Return the graph patterns that the variable `item` meets where `filters` hold.

    A work item may meet them in several ways: select or count distinct ones. The prefix `zt:` is
    the one that every query has without declaring it.
    """
    return "\n".join(_lines(filters, f"?{item}"))


def _lines(filters: Filters, item: str) -> Iterator[str]:
    if all(choice.is_negated for choice in filters.choices.get("type", ())):
        yield f"{item} a zt:WorkItem ."
    for name, choices in filters.choices.items():
        path = "a" if name == "type" else path_of(name, filters.role)
        for number, choice in enumerate(choices):
            yield _line(item, path, f"?{name}{number}", choice, _terms(name, choice))
    if filters.role and filters.choices.keys().isdisjoint(kinds_of_role(filters.role)):
        yield f"{item} {role_path(filters.role)} ?roleHolder ."


def _line(item: str, path: str, variable: str, choice: Choice, terms: list[str]) -> str:
    if choice.is_negated:
        listed = ", ".join(terms)
        return f"FILTER NOT EXISTS {{ {item} {path} {variable} FILTER({variable} IN ({listed})) }}"
    return f"VALUES {variable} {{ {' '.join(terms)} }} {item} {path} {variable} ."


def _terms(name: str, choice: Choice) -> list[str]:
    if name == "type":
        return [_short(TYPES[value].value) for value in choice.values]
    if name == "year":
        return [f'"{value}"^^xsd:gYear' for value in choice.values]
    return [f"<{value}>" for value in choice.values]


def _short(iri: str) -> str:
    return f"zt:{iri.removeprefix(PREFIXES['zt'])}"
