"""Cards of work items as an index keeps them: nodes by their codes in the columns.

Identifiers have letters by chance, which no press makes smaller, and there are ten in a card. The
columns have each once, and never change its code. An item's own is told from that of its document:

    document  …/id/doc/320585/tzf-2018-3
    item      …/id/task/320585/tzf-2018-3/a1-egbfayj5ja     kept as task/a1-egbfayj5ja
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from graph.index.entries.cards import NODES, Card

CodeOf = Callable[[str, str], int]
"""From a dimension and a value to its code."""
ValuesOf = Callable[[str], Sequence[str]]
"""From a dimension to its values, in the order of their codes."""

_LISTS = {"themes": "theme", "places": "place", "programmes": "programme"}
_AGENTS = {"agencies": "agency", "officials": "official", "lines": "line"}
_DOCUMENTS = "/id/doc/"
_DOCUMENT = re.compile(rb'"document": (\d+)')
_IRI = re.compile(rb'\{"iri": "([^"]*)"')


def coded(card: Card, code_of: CodeOf) -> Card:
    """Return the packed card of a work item with codes; as it is if it names no document.

    >>> card = {"iri": "x:/id/task/7/2/a1-b", "document": "x:/id/doc/7/2", "themes": ["x:t"]}
    >>> coded(card, lambda dimension, value: len(dimension))
    {'iri': 'task/a1-b', 'document': 8, 'themes': [5]}
    """
    if not card.get("document"):
        return card
    found = {**card, "iri": _relative(card["iri"], card["document"])}
    for name in NODES:
        if name in card:
            found[name] = code_of(name, card[name])
    for name, dimension in _LISTS.items():
        if name in card:
            found[name] = [code_of(dimension, iri) for iri in card[name]]
    for name, dimension in _AGENTS.items():
        if name in card:
            found[name] = [[code_of(dimension, iri), role] for iri, role in card[name]]
    return found


def decoded(card: Card, values_of: ValuesOf) -> Card:
    """Return a card with the identifiers again, which may have been kept with them.

    >>> kept = {"iri": "task/a1-b", "document": 0, "lines": [[0, "lead"]]}
    >>> decoded(kept, {"document": ["x:/id/doc/7/2"], "line": ["x:l"]}.__getitem__)
    {'iri': 'x:/id/task/7/2/a1-b', 'document': 'x:/id/doc/7/2', 'lines': [['x:l', 'lead']]}
    """
    if not isinstance(card.get("document"), int):
        return card
    for name in NODES:
        if name in card:
            card[name] = values_of(name)[card[name]]
    for name, dimension in _LISTS.items():
        if name in card:
            values = values_of(dimension)
            card[name] = [values[code] for code in card[name]]
    for name, dimension in _AGENTS.items():
        if name in card:
            values = values_of(dimension)
            card[name] = [[values[code], role] for code, role in card[name]]
    card["iri"] = absolute(card["iri"], card["document"])
    return card


def iri_of(card: bytes, values_of: ValuesOf) -> str:
    """Return the identifier with which a card begins.

    >>> iri_of(b'{"iri": "x:a", "document": "x:d"}', {}.__getitem__)
    'x:a'
    """
    begun = _IRI.match(card)
    iri = begun[1].decode() if begun else ""
    document = _DOCUMENT.search(card)
    return absolute(iri, values_of("document")[int(document[1])]) if document else iri


def _relative(iri: str, document: str) -> str:
    """Return what an identifier has beside that of its document; whole if it is not made so."""
    base, _, path = document.partition(_DOCUMENTS)
    before, _, tail = iri.rpartition(f"/{path}/")
    kind = before.removeprefix(f"{base}/id/")
    is_made_so = path and tail and kind != before and "/" not in kind + tail
    return f"{kind}/{tail}" if is_made_so else iri


def absolute(iri: str, document: str) -> str:
    """Return the identifier of an item of `document` as it is outside of cards.

    >>> absolute("task/a1-b", "x:/id/doc/7/2")
    'x:/id/task/7/2/a1-b'
    """
    if ":" in iri:
        return iri
    kind, _, tail = iri.partition("/")
    return document.replace(_DOCUMENTS, f"/id/{kind}/", 1) + f"/{tail}"
