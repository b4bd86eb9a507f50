"""The bytes of a file, and what they are whatever its extension says."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from pathlib import Path
from typing import Literal

from ontology.errors import UnreadableDocument

MOST_BYTES = 100_000_000

# fmt: off
Kind = Literal[
    "zip", "ole", "encrypted office", "pdf", "rtf", "html", "archived page", "office xml",
    "archive", "picture", "text", "empty",
]
# fmt: on

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|table)\b", re.I
)
_TAG = re.compile(r"<(?:p|br|td|tr|table|div)(?: [^<>]*)?/?>", re.I)
_BREAK_WITHIN = re.compile(r"<br */?>(?=\s*\S)", re.I)
_FEWEST_TAGS, _FEWEST_ROWS = 3, 2
_ARCHIVED_PAGE = re.compile(rb"(?:[^\n]*\n){0,20}?mime-version:", re.I)
_OFFICE_XML = re.compile(rb"\s*<\?xml[^>]*>\s*<(?:\?mso-application|\w+:wordDocument|pkg:package)")
_MARKS: dict[bytes, Kind] = {
    b"PK\3\4": "zip",
    b"PK\5\6": "zip",
    b"{\\rtf": "rtf",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
}
_WHAT_TO_DO: dict[Kind, str] = {
    "zip": "this is a zip file or a newer office file; rename it to .docx or .xlsx, or unpack it",
    "ole": "this is an office file of 1997 to 2003; rename it to .doc, .xls or .wps",
    "encrypted office": "the file is protected by a password; save it without one",
    "pdf": "this is a PDF; rename it to .pdf",
    "rtf": "this is rich text; rename it to .doc",
    "html": "this is a web page; rename it to .html",
    "archived page": "this is an archived web page; open it in Word or WPS and save it as .docx",
    "office xml": "this is XML of Word or Excel; open it there and save it as .docx or .xlsx",
    "archive": "this is an archive; unpack it",
    "picture": "this is a picture; run text recognition (OCR) over it and correct the result",
    "text": "the file is damaged or plain text; get it again, or rename it to .txt or .csv",
    "empty": "the file is empty; get it again",
}


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
    for mark, kind in _MARKS.items():
        if data.startswith(mark):
            return kind
    return "pdf" if b"%PDF-" in data[:1024] else _kind_of_text(data[:4096])


def _kind_of_text(start: bytes) -> Kind:
    start = start.removeprefix(b"\xef\xbb\xbf")
    if _OFFICE_XML.match(start):
        return "office xml"
    if _HTML.match(start):
        return "html"
    return "archived page" if _ARCHIVED_PAGE.match(start) else "text"


def has_tags(start: bytes) -> bool:
    """Tell whether text is a piece of a web page, as portals give out: tags stand in it.

    A line break between the words of a row whose cells pipes or TABs part is one in a cell, and
    tells of no page.

    >>> row = "|修桥|市教育局<br>市财政局<br>市人社局<br>市水利局|\\n".encode()
    >>> has_tags(row * 2), has_tags(row), has_tags("一<br>二<br>三<br>".encode())
    (False, True, True)
    """
    lines = _decoded(start).split("\n")
    if sum(map(_is_row, lines)) >= _FEWEST_ROWS:
        lines = [_BREAK_WITHIN.sub("", line) if _is_row(line) else line for line in lines]
    return len(_TAG.findall("\n".join(lines))) >= _FEWEST_TAGS


def _is_row(line: str) -> bool:
    return "|" in line or "\t" in line.strip()


def _decoded(start: bytes) -> str:
    """Return the characters that a text begins with; the last may be cut."""
    try:
        return getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return start.decode("gb18030", "replace")


def check_kind(data: bytes, path: Path, *wanted: Kind) -> None:
    """Raise UnreadableDocument, saying what the file at `path` is, if it is none of `wanted`."""
    kind = kind_of(data)
    if kind not in wanted:
        raise UnreadableDocument(f"{path}: {_WHAT_TO_DO[kind]}")
