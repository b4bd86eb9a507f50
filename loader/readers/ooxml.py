"""Word packages: a zip of XML parts, checked before any of it is unpacked or parsed.

The parts are read with lxml alone: python-docx unpacks every picture, keeps all formatting, and
gives up over one dangling reference, as files of WPS have. Only what says something about the text
is kept while parsing, so that tens of MB of XML fit in memory.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from loader.readers.content import kind_of
from ontology.errors import UnreadableDocument

MOST_MEMBERS = 10_000
MOST_UNPACKED = 200_000_000
MOST_PART = 64_000_000
MOST_RATIO = 200
"""A part of over 1 MB that is packed tighter is a bomb; XML of documents packs 10 to 60 times."""

Element = Any
"""An lxml element; lxml has no types of its own."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_FOUND_INSTEAD = {
    "ole": "this is a Word 97-2003 (.doc) or WPS file; rename it to .doc",
    "encrypted office": "the file is protected by a password; save it without one",
    "pdf": "this is a PDF; rename it to .pdf",
    "rtf": "this is rich text; rename it to .doc",
    "html": "this is a web page; rename it to .html",
    "text": "the file is damaged or no Word document; get it again, or save it as .docx",
    "empty": "the file is empty; get it again",
}


@dataclass(frozen=True)
class Package:
    """An opened package; `path` names it in errors."""

    path: Path
    members: zipfile.ZipFile

    def main_part(self) -> str:
        """Return the name of the part that holds the document."""
        found = self.related("", "officeDocument")
        if found is None:
            raise UnreadableDocument(
                f"{self.path}: a zip file without a Word document in it; unpack it first"
            )
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part that `part` refers to as `kind`, such as `styles`."""
        return next(self.all_related(part, kind), None)

    def all_related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the names of all parts that `part` refers to as `kind`, such as `header`."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.members.namelist():
            return
        for relation in self.parse(relations).iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", folder, relation.get("Target", ""))
                found = posixpath.normpath(target).lstrip("/")
                if found in self.members.namelist():
                    yield found

    def parse(self, part: str, trim: Mapping[str, frozenset[str]] | None = None) -> Element:
        """Return the root element of `part`.

        An element named in `trim` loses all children but those listed for it, while parsing.
        Raises UnreadableDocument if the part is damaged, declares entities, or nests too deep.
        """
        data = self._unpack(part).replace(_STRICT, _TRANSITIONAL)
        if any(mark in data for mark in _DOCTYPES):
            raise UnreadableDocument(
                f"{self.path}, {part}: declares XML entities, as no word processor does; "
                "open the file in Word and save it anew"
            )
        try:
            return _parse(data, trim or {})
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(
                f"{self.path}, {part}: damaged XML ({error.msg}); open the file in Word and save "
                "it anew"
            ) from error

    def _unpack(self, part: str) -> bytes:
        try:
            return self.members.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError) as error:
            raise UnreadableDocument(
                f"{self.path}, {part}: the file is cut off or damaged ({error}); get it again"
            ) from error
        except (NotImplementedError, RuntimeError) as error:
            raise UnreadableDocument(
                f"{self.path}, {part}: {error}; open the file in Word and save it anew"
            ) from error


def open_package(path: Path, data: bytes) -> Package:
    """Return the package with the bytes `data`.

    Raises UnreadableDocument if it is none, or would unpack to more than is read.
    """
    kind = kind_of(data)
    if kind != "zip":
        raise UnreadableDocument(f"{path}: {_FOUND_INSTEAD[kind]}")
    try:
        members = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableDocument(
            f"{path}: the file is cut off or damaged ({error}); get it again"
        ) from error
    _check(path, members)
    return Package(path, members)


def _check(path: Path, members: zipfile.ZipFile) -> None:
    parts = members.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise UnreadableDocument(
            f"{path}: {len(parts)} parts of {unpacked / 1e6:.0f} MB unpacked, over the limit of "
            f"{MOST_MEMBERS} parts and {MOST_UNPACKED / 1e6:.0f} MB; take out the pictures or "
            "split the file"
        )
    for part in parts:
        _check_part(path, part)


def _check_part(path: Path, part: zipfile.ZipInfo) -> None:
    if not part.filename.endswith((".xml", ".rels")):
        return
    if part.file_size > MOST_PART:
        raise UnreadableDocument(
            f"{path}, {part.filename}: {part.file_size / 1e6:.0f} MB of XML, over the limit of "
            f"{MOST_PART / 1e6:.0f} MB; split the file"
        )
    if part.file_size > 1_000_000 and part.file_size > MOST_RATIO * part.compress_size:
        raise UnreadableDocument(
            f"{path}, {part.filename}: packed more than {MOST_RATIO} times over, as no document "
            "is; do not open this file"
        )


def _parse(data: bytes, trim: Mapping[str, frozenset[str]]) -> Element:
    """Parse `data`; lxml refuses more than 256 levels, and resolves no entity."""
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=tuple(trim) or ("none",),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in events:
        kept = trim[element.tag]
        for child in [child for child in element if child.tag not in kept]:
            element.remove(child)
    return events.root
