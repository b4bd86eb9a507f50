"""The paragraphs of documents that are no work items: what a letter says around its tables.

They stand beside the text index in one file, by document; the search does not look in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import zstandard
from pyoxigraph import Literal

from graph.statements.statements import Statement
from ontology.standards import PROV, RDF
from ontology.terms import ZT

LETTERS_FILE = "letters.zst"
LETTER = "letter"
"""The field of what stands among the entries of a document and holds its paragraphs."""

Letters = dict[str, list[str]]
"""The paragraphs of each document, in their order."""


def letter_fields(document: str, said: Iterable[Statement]) -> dict[str, list[str]]:
    """Return the paragraphs of a document from which no work item was made."""
    numbers, texts, items, made = {}, {}, set(), []
    for subject, term, value, _ in said:
        if term == ZT.paragraphNumber and isinstance(value, Literal):
            numbers[subject] = int(value.value)
        elif term == ZT.rawText and isinstance(value, Literal):
            texts[subject] = value.value
        elif term == RDF.type and value == ZT.WorkItem:
            items.add(subject)
        elif term == PROV.wasDerivedFrom:
            made.append((subject, value))
    used = {source for item, source in made if item in items}
    left = sorted((number, cell) for cell, number in numbers.items() if cell not in used)
    return {LETTER: [texts[cell] for _, cell in left if cell in texts], "part": [document]}


def read_letters(folder: Path) -> Letters | None:
    """Return the letters in the folder of an index; an index of before has none."""
    path = folder / LETTERS_FILE
    if not path.exists():
        return None
    letters: Letters = json.loads(zstandard.ZstdDecompressor().decompress(path.read_bytes()))
    return letters


def write_letters(folder: Path, letters: Letters) -> None:
    packed = json.dumps(dict(sorted(letters.items())), ensure_ascii=False).encode()
    (folder / LETTERS_FILE).write_bytes(zstandard.ZstdCompressor(19).compress(packed))


def printing_most(letters: Letters, pieces: Iterable[str], most: int) -> list[str]:
    """Return up to `most` paragraphs that hold any of `pieces`, those with most of them first."""
    wanted = tuple(dict.fromkeys(pieces))
    found = [(sum(piece in text for piece in wanted), text) for text in _texts(letters)]
    found.sort(key=lambda one: -one[0])
    return [text for number, text in found[:most] if number]


def _texts(letters: Letters) -> Iterator[str]:
    return (text for texts in letters.values() for text in texts)
