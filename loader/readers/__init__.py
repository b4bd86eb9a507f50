"""Readers: one module per format, imported on first use.

A reader is a function from a path to a `Source`; `READERS` is the one table that names them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from loader.source import Source
from ontology.errors import UnreadableDocument

READERS = {
    ".txt": "loader.readers.text:read_text",
}


def read_document(path: Path) -> Source:
    """Read the file at `path` with the reader of its extension.

    Raises UnreadableDocument if there is no such file or reader, and what the reader raises.
    """
    if not path.is_file():
        raise UnreadableDocument(f"{path}: there is no such file")
    target = READERS.get(path.suffix.lower())
    if target is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableDocument(f"{path}: no reader for '{path.suffix}', only {known}")
    module, _, function = target.partition(":")
    reader = cast(Callable[[Path], Source], getattr(import_module(module), function))
    return reader(path)
