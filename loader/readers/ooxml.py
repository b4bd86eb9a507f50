"""Word packages: a zip of XML parts, checked before any of it is unpacked or parsed.

The parts are read with lxml alone: python-docx unpacks every picture, keeps all formatting, and
gives up over one dangling reference, as files of WPS have. Only what says something about the text
is kept while parsing, so that tens of MB of XML fit in memory.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from loader.readers.zipped import Archive, open_archive
from ontology.errors import UnreadableDocument

Element = Any
"""An lxml element; lxml has no types of its own."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Package:
    """An opened package; `path` names it in errors."""

    path: Path
    archive: Archive

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
        if relations not in self.archive.names():
            return
        for relation in self.parse(relations).iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", folder, relation.get("Target", ""))
                found = posixpath.normpath(target).lstrip("/")
                if found in self.archive.names():
                    yield found

    def parse(self, part: str, trim: Mapping[str, frozenset[str]] | None = None) -> Element:
        """Return the root element of `part`.

        An element named in `trim` loses all children but those listed for it, while parsing.
        Raises UnreadableDocument if the part is damaged, declares entities, or nests too deep.
        """
        data = self.archive.read(part).replace(_STRICT, _TRANSITIONAL)
        try:
            return _parse(data, trim or {})
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument(
                f"{self.path}, {part}: damaged XML ({error.msg}); open the file in Word and save "
                "it anew"
            ) from error


def open_package(path: Path, data: bytes) -> Package:
    """Return the package with the bytes `data`.

    Raises UnreadableDocument if it is none, or would unpack to more than is read.
    """
    return Package(path, open_archive(path, data, "word/"))


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
