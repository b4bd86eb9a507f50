"""What is checked of a zipped office file before a library opens it.

A few kilobytes can unpack to gigabytes, and a document type can define words that grow without end
or name files of this machine; no office program writes one. Nothing is unpacked to disk, so names
of parts that lead elsewhere do no harm.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from loader.readers.content import check_kind
from ontology.errors import UnreadableDocument

MOST_MEMBERS = 10_000
MOST_UNPACKED = 200_000_000
MOST_PART = 64_000_000
MOST_RATIO = 200
"""A part of over 8 MB that is packed tighter is a bomb; XML of documents packs 10 to 60 times."""

_HOLDS = {
    "word/": "this is a Word document; rename it to .docx",
    "xl/": "this is a workbook; rename it to .xlsx",
    "ppt/": "these are slides; save them as .pdf",
}
"""What an office file is by the folder of its parts."""

_TOO_SMALL_FOR_A_BOMB = 8_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ValueError)


@dataclass(frozen=True)
class Archive:
    """An opened file of zipped parts; `path` names it in errors."""

    path: Path
    members: zipfile.ZipFile

    def names(self) -> list[str]:
        """Return the names of the parts."""
        return self.members.namelist()

    def read(self, part: str) -> bytes:
        """Return the bytes of an XML part.

        Raises UnreadableDocument if it is damaged, encrypted, or declares entities.
        """
        try:
            data = self.members.read(part)
        except _DAMAGED as error:
            raise UnreadableDocument(
                f"{self.path}, {part}: the file is cut off or damaged ({error}); get it again"
            ) from error
        except (NotImplementedError, RuntimeError) as error:
            raise UnreadableDocument(
                f"{self.path}, {part}: {error}; open the file and save it anew"
            ) from error
        if any(mark in data for mark in _DOCTYPES):
            raise UnreadableDocument(
                f"{self.path}, {part}: declares XML entities, as no office program does; open the "
                "file and save it anew"
            )
        return data


def open_archive(path: Path, data: bytes, folder: str) -> Archive:
    """Return the archive with the bytes `data`, an office file whose parts lie in `folder`.

    Raises UnreadableDocument if it is none, or would unpack to more than is read.
    """
    check_kind(data, path, "zip")
    try:
        members = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise UnreadableDocument(
            f"{path}: the file is cut off or damaged ({error}); get it again"
        ) from error
    _check_folder(path, members.namelist(), folder)
    _check(path, members)
    return Archive(path, members)


def is_xml(part: str) -> bool:
    """Tell whether the name of a part is that of XML, not of a picture or a font."""
    return part.lower().endswith((".xml", ".rels"))


def _check_folder(path: Path, names: list[str], wanted: str) -> None:
    found = [folder for folder in _HOLDS if any(name.startswith(folder) for name in names)]
    if found and wanted not in found:
        raise UnreadableDocument(f"{path}: {_HOLDS[found[0]]}")


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
        if is_xml(part.filename):
            _check_part(path, part)


def _check_part(path: Path, part: zipfile.ZipInfo) -> None:
    if part.file_size > MOST_PART:
        raise UnreadableDocument(
            f"{path}, {part.filename}: {part.file_size / 1e6:.0f} MB of XML, over the limit of "
            f"{MOST_PART / 1e6:.0f} MB; split the file"
        )
    tight = part.file_size > MOST_RATIO * part.compress_size
    if tight and part.file_size > _TOO_SMALL_FOR_A_BOMB:
        raise UnreadableDocument(
            f"{path}, {part.filename}: packed more than {MOST_RATIO} times over, as no document "
            "is; do not open this file"
        )
