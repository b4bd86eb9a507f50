"""The card of an entry as the index keeps it: what is said once elsewhere is left out.

Nodes are kept by their identifiers alone; what they are called stands in their own cards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson

from graph.index.entries.entries import Entry, Named, Responsible, beginning_of

Card = dict[str, Any]
LabelsOf = Callable[[Iterable[str]], Mapping[str, str]]

NODES = ("document", "jurisdiction", "category")
_LISTS = ("themes", "places", "programmes")
_AGENTS = ("agencies", "officials", "lines")
_PLAIN = ("names", "surfaces", "above", "successors", "deadlines")
_BEHIND_TEXTS = re.compile(rb'"surfaces": \[|"document": |"jurisdiction": |"agencies": \[')
"""What may follow on the texts, as `pack` writes it: fields of `Entry` in their order."""
_EMPTY: Card = {
    "text": "",
    "annual_task": "",
    "year": "",
    "targets": 0,
    "order": [0, 0],
    "number": "",
    **dict.fromkeys(NODES),
}


def pack(entry: Entry) -> str:
    """Return the card of `entry` as JSON without what is empty or can be worked out."""
    kept = {name: value for name, value in vars(entry).items() if value and value != (0, 0)}
    kept.pop("links", None)
    if entry.label == beginning_of(entry.text):
        del kept["label"]
    return json.dumps({n: _packed(v) for n, v in kept.items()}, ensure_ascii=False)


def _packed(value: object) -> object:
    if isinstance(value, Responsible):
        return [value.iri, value.role]
    if isinstance(value, Named):
        return value.iri
    return [_packed(part) for part in value] if isinstance(value, tuple) else value


def texts_end(packed: bytes) -> int:
    """Return where the texts of a packed card end: names, text and annual task stand before.

    Within a string JSON has no quotation mark of its own, so that the names of fields are found.
    """
    found = _BEHIND_TEXTS.search(packed)
    return found.start() if found else len(packed)


def told(packed: bytes) -> Card:
    """Return what of a packed card comes before its nodes: its texts, without their labels.

    >>> told(b'{"iri": "i", "text": "t", "surfaces": ["s"], "order": [1, 2]}')
    {'iri': 'i', 'text': 't'}
    """
    end = texts_end(packed)
    card: Card = orjson.loads(packed[:end].rstrip(b", ") + b"}" if end < len(packed) else packed)
    return card


def label_of(packed: Card) -> str:
    """Return what the entry of a packed card is called."""
    return str(packed.get("label") or beginning_of(packed.get("text", "")))


def unpack(packed: Card, labels_of: LabelsOf) -> Card:
    """Return the whole card; `labels_of` gives the names of nodes, and perhaps of others."""
    card = {**_EMPTY, **packed, "label": label_of(packed)}
    iris = [iri for name in NODES if (iri := card[name])]
    iris += [iri for name in _LISTS for iri in packed.get(name, ())]
    iris += [iri for name in _AGENTS for iri, _ in packed.get(name, ())]
    label = labels_of(iris).get
    for name in NODES:
        if iri := card[name]:
            card[name] = {"iri": iri, "label": label(iri, iri)}
    for name in _LISTS:
        card[name] = [{"iri": i, "label": label(i, i)} for i in packed.get(name, ())]
    for name in _AGENTS:
        agents = packed.get(name, ())
        card[name] = [{"iri": i, "label": label(i, i), "role": role} for i, role in agents]
    for name in _PLAIN:
        card.setdefault(name, [])
    return card
