"""Readers: one module per format, imported on first use.

A reader is a function from a path to a `Source`; `READERS` is the one table that names them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from loader.readers.content import has_tags, kind_of
from loader.source import Source
from ontology.errors import UnreadableDocument

READERS = {
    ".csv": "loader.readers.csv:read_csv",
    ".doc": "loader.readers.legacy:read_legacy",
    ".docx": "loader.readers.docx:read_docx",
    ".htm": "loader.readers.html:read_html",
    ".html": "loader.readers.html:read_html",
    ".md": "loader.readers.markdown:read_markdown",
    ".pdf": "loader.readers.pdf:read_pdf",
    ".txt": "loader.readers.text:read_text",
    ".wps": "loader.readers.legacy:read_legacy",
    ".xls": "loader.readers.xls:read_xls",
    ".xlsx": "loader.readers.xlsx:read_xlsx",
}


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_LOOKED_AT = 65_536


def read_document(path: Path) -> Source:
    """Read the file at `path` with the reader of its extension.

    Raises UnreadableDocument if there is no such file or reader or the file is too large, and what
    the reader raises.
    """
    _check_name(path)
    if not path.is_file():
        raise UnreadableDocument(f"{path}: {_why_no_file(path)}")
    target = READERS.get(".html" if _is_page(path) else path.suffix.lower())
    if target is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableDocument(f"{path}: no reader for '{path.suffix}', only {known}")
    module, _, function = target.partition(":")
    reader = cast(Callable[[Path], Source], getattr(import_module(module), function))
    return reader(path)


def _why_no_file(path: Path) -> str:
    if path.is_dir():
        return "a folder; name the files in it"
    if path.exists():
        return "a pipe or a device, not a file; save what it gives as a file"
    link = "; it is a link that leads nowhere" if path.is_symlink() else ""
    return f"there is no such file{link}"


def _is_page(path: Path) -> bool:
    """Tell whether a file named .txt holds a web page, or a piece of one, as portals give out."""
    if path.suffix.lower() != ".txt":
        return False
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    return kind_of(start) == "html" or has_tags(start)


def _check_name(path: Path) -> None:
    """Refuse a name that no report or list of documents could print."""
    if _UNPRINTABLE.search(str(path)):
        written = path.name.encode("unicode_escape").decode()
        raise UnreadableDocument(
            f"{written}: the file's name holds a line break or bytes that are no text; rename it"
        )
