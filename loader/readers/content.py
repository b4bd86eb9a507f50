"""The bytes of a file, and what they are whatever its extension says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from ontology.errors import UnreadableDocument

MOST_BYTES = 100_000_000

Kind = Literal["zip", "ole", "encrypted office", "pdf", "rtf", "html", "text", "empty"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|table)\b", re.I
)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the file at `path`.

    Raises UnreadableDocument, before reading, if there are more than MOST_BYTES.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadableDocument(
            f"{path}: {size / 1e6:.0f} MB, more than the {MOST_BYTES / 1e6:.0f} MB that are read; "
            "take out the pictures or split the file"
        )
    return path.read_bytes()


def kind_of(data: bytes) -> Kind:
    """Return what `data` is by its first bytes; `text` for whatever has no mark of its own.

    >>> kind_of(b"PK\\x03\\x04..."), kind_of(b"%PDF-1.7"), kind_of("通知".encode())
    ('zip', 'pdf', 'text')
    """
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return "encrypted office" if _ENCRYPTED_PACKAGE in data else "ole"
    marks: dict[bytes, Kind] = {b"PK": "zip", b"{\\rtf": "rtf"}
    for mark, kind in marks.items():
        if data.startswith(mark):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "html" if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")) else "text"
