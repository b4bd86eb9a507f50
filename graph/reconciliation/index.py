"""The index of names for reconciliation: how it is written and searched. One format, one file.

Every form of a name is one term, so that an exact name is one look-up among any number. Its
characters and character pairs are terms too: they find names that are similar.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from graph.index.entries.card_press import SAMPLES, make_press, read_press
from graph.index.words.words import pairs, runs
from graph.reconciliation.identities import Identity, IdentityReader, Type, identity_of
from graph.storage.files import FIXED, copy_folder
from ontology.errors import SnapshotError
from ontology.values import fold_width

_TYPES_FILE = "types.json"
_HEAP = 64_000_000
_CACHED = 20_000
_LONGEST = 100
"""Characters of a text that are compared with names; no name is longer."""
_FITS = 1_000.0
"""Added to the rank of a name for each property that fits: more than any similarity."""


@dataclass(frozen=True)
class TypeEntry:
    """A type with the number of its members and the properties that any of them has."""

    type: Type
    count: int
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Restriction:
    """What limits a look-up: at least one of `types` (or `all_types`); `terms` per property."""

    types: tuple[str, ...] = ()
    all_types: bool = False
    terms: tuple[tuple[str, ...], ...] = ()


class IdentityWriter:
    """Writes the index of identities in `folder`; what is there already is kept.

    `previous` is such an index, to begin with.
    """

    def __init__(self, folder: Path, previous: Path | None = None) -> None:
        self._folder = folder
        if previous:
            copy_folder(previous, folder, FIXED)
        else:
            folder.mkdir()
            (folder / _TYPES_FILE).write_text("[]", encoding="utf-8")
        self._types = {entry.type.id: entry for entry in _read_types(folder / _TYPES_FILE)}
        self._press = read_press(folder) if previous else None
        self._is_plain = bool(previous) and self._press is None
        self._waiting: list[Identity] = []
        self._index = tantivy.Index(_schema(), path=str(folder))
        self._writer = self._index.writer(_HEAP, 1)

    def write(self, identities: Iterable[Identity]) -> None:
        """Add `identities`, of which the index holds none."""
        for identity in identities:
            self._waiting.append(identity)
            if self._press or self._is_plain or len(self._waiting) == SAMPLES:
                self._write_waiting()
            for type_ in identity.types:
                before = self._types.get(type_.id, TypeEntry(type_, 0, ()))
                found = dict.fromkeys((*before.properties, *identity.values))
                self._types[type_.id] = TypeEntry(type_, 0, tuple(found))

    def _write_waiting(self) -> None:
        """Write what waits; the first of all wait until there is a press made of their cards.

        An index of before, which has none, goes on without.
        """
        cards = [json.dumps(one.card(), ensure_ascii=False) for one in self._waiting]
        if not self._press and not self._is_plain:
            self._press = make_press(self._folder, cards)
        for identity, card in zip(self._waiting, cards, strict=True):
            packed = self._press.press(card) if self._press else card.encode()
            self._writer.add_document(_document(identity, packed))
        self._waiting.clear()

    def remove(self, ids: Iterable[str]) -> None:
        for one in ids:
            self._writer.delete_documents_by_term("id", one)

    def commit(self) -> None:
        """Commit everything, count the members of each type, and wait until all is on disk."""
        self._write_waiting()
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        counted = (replace(entry, count=self._count(name)) for name, entry in self._types.items())
        entries = [asdict(entry) for entry in counted if entry.count]
        text = json.dumps(entries, ensure_ascii=False)
        (self._folder / _TYPES_FILE).write_text(text, encoding="utf-8")

    def _count(self, type_: str) -> int:
        query = tantivy.Query.term_query(self._index.schema, "type", type_)
        result = self._index.searcher().search(query, limit=1)
        return int(result.count or 0)  # type: ignore[attr-defined]  # the stubs lack it


def write_identities(folder: Path, identities: Iterable[Identity]) -> None:
    """Write the index of `identities` to `folder`, which must not exist."""
    writer = IdentityWriter(folder)
    writer.write(identities)
    writer.commit()


def update_identities(
    folder: Path, previous: Path, nodes: Iterable[str], reader: IdentityReader
) -> None:
    """Write the index `previous` to `folder`, its `nodes` as `reader` reads them now.

    Where the names of a node change, so do the identities that speak of it.
    """
    index, writer = IdentityIndex(previous), IdentityWriter(folder, previous)
    waiting, seen = sorted(nodes), set(nodes)
    while waiting:
        iri = waiting.pop()
        key, now = reader.key_of(iri), list(reader.identities_of(iri))
        before = index.find([key]).get(key)
        if before and [before.card()] == [identity.card() for identity in now]:
            continue
        writer.remove([key])
        writer.write(now)
        if before and {before.names} != {identity.names for identity in now}:
            beside = reader.beside(iri) - seen
            waiting += sorted(beside)
            seen |= beside
    writer.commit()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "full", "short", "type", "value"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def _document(identity: Identity, card: bytes) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", identity.id)
    terms = {
        "full": identity.forms.full,
        "short": identity.forms.short,
        "type": [type_.id for type_ in identity.types],
        "value": identity.terms,
    }
    for name, values in terms.items():
        for value in values:
            document.add_text(name, value)
    document.add_text("grams", " ".join(gram for name in identity.names for gram in grams(name)))
    document.add_bytes("card", card)
    return document


def grams(text: str) -> list[str]:
    """Return the characters and character pairs of `text`, in which similar names agree.

    >>> grams("环保局")
    ['环', '保', '局', '环保', '保局']
    """
    found = runs(text)
    singles = [character for run in found for character in run]
    return singles + [pair for run in found for pair in pairs(run)[:-1]]


class IdentityIndex:
    """The index of a snapshot, opened for look-ups."""

    def __init__(self, folder: Path) -> None:
        if not (folder / _TYPES_FILE).exists():
            raise SnapshotError(f"{folder}: no index of names; run 'zhengtu load --fresh'")
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._press = read_press(folder)
        self._read = lru_cache(_CACHED)(self._read_card)
        self.types = {entry.type.id: entry for entry in _read_types(folder / _TYPES_FILE)}

    def find(self, ids: Sequence[str]) -> dict[str, Identity]:
        """Return the identities of `ids`; what is unknown is not among them."""
        if not ids:
            return {}
        query = tantivy.Query.term_set_query(self._schema, "id", list(ids))
        return {identity.id: identity for _, identity in self._hits(query, len(ids))}

    def named(self, name: str, within: Restriction, limit: int) -> list[Identity]:
        """Return what has `name` as one of its forms: what fits most properties comes first."""
        key = fold_width(name)
        query = _any([self._constant(field, [key]) for field in ("full", "short")])
        return [found for _, found in self._hits(self._within(query, within), limit)]

    def similar(self, name: str, within: Restriction, limit: int) -> list[Identity]:
        """Return what shares characters with `name`, first what fits any of the properties.

        A union of terms alone is cut short by the engine, so types are looked at afterwards. Only
        where that leaves nothing are single characters looked for, within the types.
        """
        found = list(dict.fromkeys(grams(name[:_LONGEST])))
        if not found:
            return []
        fitting = (
            self._hits(self._fitting(self._grams(found), within), limit) if within.terms else []
        )
        pairs_ = [gram for gram in found if len(gram) > 1]
        near = self._hits(self._grams(pairs_), limit) if pairs_ else []
        kept = [i for _, i in (*fitting, *near) if has_types(i, within)]
        return kept or [i for _, i in self._hits(self._within(self._grams(found), within), limit)]

    def _grams(self, found: Iterable[str]) -> tantivy.Query:
        return _any([tantivy.Query.term_query(self._schema, "grams", gram) for gram in found])

    def _fitting(self, query: tantivy.Query, within: Restriction) -> tantivy.Query:
        fits = _any([self._constant("value", terms) for terms in within.terms])
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, fits)]
        )

    def fitting(self, within: Restriction, limit: int) -> list[Identity]:
        """Return what fits any of the properties: what fits most comes first."""
        query = _any([self._constant("value", terms) for terms in within.terms])
        return [found for _, found in self._hits(self._within(query, within), limit)]

    def beginning(self, prefix: str, within: Restriction, limit: int) -> list[Identity]:
        """Return what has a form that begins with `prefix`."""
        key = fold_width(prefix)
        if len(key) > _LONGEST:
            return []
        pattern = re.escape(key) + ".*"
        fields = ("full", "short")
        query = _any([tantivy.Query.regex_query(self._schema, f, pattern) for f in fields])
        return [found for _, found in self._hits(self._within(query, within), limit)]

    def _within(self, query: tantivy.Query, within: Restriction) -> tantivy.Query:
        parts = [(tantivy.Occur.Must, query)]
        groups = [[t] for t in within.types] if within.all_types else [list(within.types)]
        for types in groups if within.types else []:
            kept = tantivy.Query.const_score_query(self._terms("type", types), 0.0)
            parts.append((tantivy.Occur.Must, kept))
        for terms in within.terms:
            fits = tantivy.Query.const_score_query(self._terms("value", terms), _FITS)
            parts.append((tantivy.Occur.Should, fits))
        return tantivy.Query.boolean_query(parts)

    def _constant(self, field: str, values: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.const_score_query(self._terms(field, values), 1.0)

    def _terms(self, field: str, values: Sequence[str]) -> tantivy.Query:
        """Return a query for any of a few values; a term set would mark every document it has."""
        return _any([tantivy.Query.term_query(self._schema, field, value) for value in values])

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[float, Identity]]:
        found = self._searcher.search(query, limit=limit, count=False).hits
        return [(float(score), self._read(a.segment_ord, a.doc)) for score, a in found]

    def _read_card(self, segment: int, number: int) -> Identity:
        address = tantivy.DocAddress(segment, number)
        card = bytes(self._searcher.doc(address).get_first("card") or b"")
        return identity_of(json.loads(self._press.encoded(card) if self._press else card))


def has_types(identity: Identity, within: Restriction) -> bool:
    has = [type_ in {own.id for own in identity.types} for type_ in within.types]
    return not has or (all(has) if within.all_types else any(has))


def _read_types(path: Path) -> list[TypeEntry]:
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        TypeEntry(Type(**entry["type"]), entry["count"], tuple(entry["properties"]))
        for entry in entries
    ]


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
