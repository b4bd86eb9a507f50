"""How the text index is written: the fields of an entry, and a writer that changes parts of it.

The words of a text depend on the registers alone, so that a document's entries are the same
whatever else is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import orjson
import tantivy

from graph.index.entries.card_press import SAMPLES, make_press, read_press
from graph.index.entries.cards import pack
from graph.index.entries.coded_cards import coded
from graph.index.entries.entries import ITEMS, OWNED, TYPES, Entry, EntryReader, Named, Responsible
from graph.index.entries.fields import (
    LINKS,
    MAIN,
    NUMBER,
    OWN,
    ROLE_GROUPS,
    TEXTS,
    TOGETHER,
    agent_field,
    kinds_of_role,
)
from graph.index.entries.letters import LETTER, read_letters, write_letters
from graph.index.ranking.orders import NOBODY
from graph.index.words.lexicon import Lexicon, read_lexicon, write_lexicon
from graph.index.words.sounds import sounds_of
from graph.index.words.words import BREAK, Words, folded, keys_of, terms_of
from graph.statements.statements import ListedStatements
from graph.storage.files import FIXED, copy_folder
from ontology.standards import RDF, SKOS

Fields = dict[str, list[str]]

_HEAP = 128_000_000
_WITHOUT_SOUND = (*ITEMS, "provision", "category", "heading")


def known_words(registers: ListedStatements) -> list[str]:
    """Return the words that the names in the registers add to the dictionary."""
    entries = EntryReader(registers).entries()
    names = {name for entry in entries for name in entry.names}
    names.update(registers.values(SKOS.hiddenLabel))
    return sorted(name for name in names if name.isalnum() and 2 <= len(name) <= 12)


def own_fields(statements: ListedStatements, words: Words) -> list[Fields]:
    """Return the fields of the entries that one document alone describes."""
    entries = EntryReader(statements).entries(OWNED)
    return [entry_fields(entry, words) for entry in entries]


def shared_nodes(statements: ListedStatements) -> list[str]:
    """Return the nodes that a document names and that others may name too."""
    shared = {TYPES[name] for name in TYPES if name not in OWNED}
    found = []
    for node in statements.nodes():
        types = statements.own_objects(node, RDF.type)
        if not types or not shared.isdisjoint(types):
            found.append(node.value)
    return sorted(found)


def entry_fields(entry: Entry, words: Words) -> Fields:
    """Return what the index holds of an entry, by field."""
    everything = [*entry.names, entry.text, entry.annual_task, *entry.surfaces]
    owner = [entry.document.iri] if entry.document and entry.type in OWNED else []
    return {
        "iri": [entry.iri],
        "part": owner,
        "key": sorted(_keys(entry)),
        "sound": sorted(_sounds(entry)),
        "leader": [_leader(entry)],
        **_filter_values(entry),
        **{name: list(values) for name, values in entry.links.items()},
        "words": [_search_words(everything, words)],
        "name_words": [_search_words(entry.names, words)],
        "pairs": [f" {BREAK} {BREAK} ".join(" ".join(terms_of(t)) for t in everything if t)],
        "card": [pack(entry)],
    }


def _search_words(texts: Iterable[str], words: Words) -> str:
    """Return the words of texts, each cut by itself: no word reaches from one into the next."""
    return " ".join(word for text in texts for word in words.search_words(text))


def _keys(entry: Entry) -> set[str]:
    """Return what a filter may say for this entry beside its IRI: its slug, its folded names.

    The slug of a work item is found as the end of its IRI: there are most of these.
    """
    slugs = set() if entry.type in ITEMS else {entry.iri.rstrip("/").rsplit("/", 1)[-1]}
    return slugs | {key for name in _all_names(entry) for key in keys_of(name)}


def _all_names(entry: Entry) -> set[str]:
    """Return all names, also without their place: 发展和改革委员会, 太仓市发展和改革委员会."""
    place = folded(entry.jurisdiction.label) if entry.jurisdiction else ""
    names = {folded(name) for name in entry.names}
    return names | ({name.removeprefix(place) for name in names} - {""})


def _sounds(entry: Entry) -> set[str]:
    """Return the names in pinyin and as initials, of what is called by a name."""
    if entry.type in _WITHOUT_SOUND:
        return set()
    return {sound for name in _all_names(entry) for sound in sounds_of(name)}


def _leader(entry: Entry) -> str:
    """Return the name of the first who leads or is responsible, to list entries by."""
    roles = ROLE_GROUPS[MAIN]
    found = (agent.label for role in roles for agent in entry.agencies if agent.role == role)
    return next(found, NOBODY)


def _filter_values(entry: Entry) -> Fields:
    category = entry.category or (Named(entry.iri, "") if entry.type == "category" else None)
    return {
        "type": [entry.type],
        "theme": _iris(entry.themes),
        "agency": _iris(entry.agencies),
        "official": _iris(entry.officials),
        "line": _iris(entry.lines),
        "category": _iris([category]),
        "place": _iris(entry.places),
        "jurisdiction": _iris([entry.jurisdiction]),
        "year": [entry.year] if entry.year else [],
        "document": _iris([entry.document]),
        "programme": _iris(entry.programmes),
        **_role_values(entry),
        "above": list(entry.above),
        "successor": list(entry.successors),
    }


def _iris(nodes: Iterable[Named | Responsible | None]) -> list[str]:
    return list(dict.fromkeys(node.iri for node in nodes if node))


def _role_values(entry: Entry) -> Fields:
    """Return who has each role, and which roles somebody has."""
    held = {"agency": entry.agencies, "line": entry.lines, "official": entry.officials}
    found = {
        agent_field(kind, role): _iris(agent for agent in held[kind] if agent.role in roles)
        for role, roles in ROLE_GROUPS.items()
        for kind in kinds_of_role(role)
    }
    roles_held = [r for r in ROLE_GROUPS if found[agent_field(kinds_of_role(r)[0], r)]]
    return {"role": roles_held, **{name: iris for name, iris in found.items() if iris}}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in OWN:
        fast = name in ("leader", "year")
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=fast)
    builder.add_json_field(TOGETHER, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="position")
    for name in ("words", "name_words"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(NUMBER, fast=True)
    builder.add_bytes_field("card", stored=True)
    return builder.build()


def _document(fields: Fields, number: int, card: bytes, schema: tantivy.Schema) -> tantivy.Document:
    """Return an entry as the engine takes it, with its number in the columns."""
    own = {name: values for name, values in fields.items() if name in (*OWN, *TEXTS)}
    document = tantivy.Document.from_dict(own, schema)
    apart = (*own, *LINKS)
    others = {name: values for name, values in fields.items() if name not in apart and values}
    document.add_json(TOGETHER, others)
    document.add_unsigned(NUMBER, number)
    document.add_bytes("card", card)
    return document


class IndexWriter:
    """Writes the index in `folder`; what is there already is kept."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        is_new = not folder.exists()
        if is_new:
            folder.mkdir(parents=True)
            write_lexicon(folder, lexicon)
        self._letters = {} if is_new else read_letters(folder)
        self._words = read_lexicon(folder).segmentation()
        self._index = tantivy.Index(_schema(), path=str(folder))
        self._folder = folder
        self._searcher = self._index.searcher()
        self._writer = self._index.writer(_HEAP, 1)
        from graph.index.entries.column_writer import (
            ColumnWriter,  # brings numpy, which a server starts without
        )

        self._columns = ColumnWriter(folder)
        self._press = read_press(folder)
        self._waiting: list[tuple[Fields, int, str]] = []
        self._is_open = True

    def add(self, entries: Iterable[str]) -> None:
        """Add entries, each as the JSON of its fields."""
        for entry in entries:
            fields = orjson.loads(entry)
            if LETTER in fields:
                self._add_letter(fields)
                continue
            [card] = fields.pop("card")
            content = orjson.loads(card)
            number = self._columns.add(fields, content)
            if content["type"] in ITEMS:
                card = json.dumps(coded(content, self._columns.code_of), ensure_ascii=False)
            self._waiting.append((fields, number, card))
            if self._press or len(self._waiting) == SAMPLES:
                self._write_waiting()

    def _add_letter(self, fields: Fields) -> None:
        """Keep the paragraphs of a document; an index of before, which has no others, does not."""
        if self._letters is not None:
            self._letters[fields["part"][0]] = fields[LETTER]

    def _write_waiting(self) -> None:
        """Write what waits; the first of all cards wait until there is a press made of them."""
        if not self._press:
            self._press = make_press(self._folder, [card for *_, card in self._waiting])
        for fields, number, card in self._waiting:
            document = _document(fields, number, self._press.press(card), self._index.schema)
            self._writer.add_document(document)
        self._waiting.clear()

    def remove_part(self, document: str) -> None:
        """Remove the entries that the document `document` alone describes."""
        self._writer.delete_documents_by_term("part", document)
        self._columns.remove_part(document)
        if self._letters:
            self._letters.pop(document, None)

    def write_shared(self, nodes: Iterable[str], reader: EntryReader) -> None:
        """Bring the entries of `nodes` to what `reader` reads of them now."""
        for iri in nodes:
            fields = [entry_fields(entry, self._words) for entry in reader.entries_of(iri)]
            held = self._addresses(iri)
            if self._cards(held) != sorted(entry["card"][0] for entry in fields):
                self._writer.delete_documents_by_term("iri", iri)
                self._columns.remove(self._numbers(held))
                self.add(json.dumps(entry, ensure_ascii=False) for entry in fields)

    def _addresses(self, iri: str) -> list[tantivy.DocAddress]:
        """Return where the entries of a node were in the index at first."""
        if not self._press or not self._searcher.num_docs:
            return []
        query = tantivy.Query.term_query(self._index.schema, "iri", iri)
        return [address for _, address in self._searcher.search(query, limit=len(TYPES)).hits]

    def _numbers(self, held: list[tantivy.DocAddress]) -> list[int]:
        found = self._searcher.fast_field_values(NUMBER, held) if held else []
        return [number for number in found if isinstance(number, int)]

    def _cards(self, held: list[tantivy.DocAddress]) -> list[str]:
        """Return the cards of entries as the index had them at first."""
        if not self._press:
            return []
        documents = (self._searcher.doc(address) for address in held)
        return sorted(self._press.open(document.get_first("card") or b"") for document in documents)

    def commit(self) -> None:
        """Commit everything and wait until all of it is on disk."""
        self._write_waiting()
        self._writer.commit()
        self._columns.commit()
        if self._letters is not None:
            write_letters(self._folder, self._letters)
        self._close()

    def close(self) -> None:
        """Drop what is not committed and wait until nothing is written any more."""
        if self._is_open:
            self._writer.rollback()
            self._close()

    def _close(self) -> None:
        self._is_open = False
        self._writer.wait_merging_threads()


def copy_index(source: Path, target: Path) -> None:
    """Copy an index that nobody writes."""
    copy_folder(source, target, FIXED)
