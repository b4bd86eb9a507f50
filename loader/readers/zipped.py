"""What is checked before a library opens a zipped office file: size, encryption, document types.

A few kilobytes can unpack to gigabytes, and a document type can define words that grow without end
or name files of this machine. No office program writes one.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from loader.readers.content import kind_of
from ontology.errors import UnreadableDocument

_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
_FAULTS = {
    "empty": "the file is empty",
    "encrypted office": "protected by a password; save it without one",
    "ole": "an older binary format under a new ending; give it its own ending or save it again",
}
_MOST_MEMBERS = 10_000


def open_archive(data: bytes, path: Path, most_bytes: int) -> ZipFile:
    """Return the members of a zipped office file, checked.

    Raises UnreadableDocument, naming `path`, if it is encrypted, damaged, larger than `most_bytes`
    when unpacked, or defines entities.
    """
    fault = _FAULTS.get(kind_of(data))
    if fault:
        raise UnreadableDocument(f"{path}: {fault}")
    try:
        archive = ZipFile(BytesIO(data))
        _check(archive, path, most_bytes)
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error) as error:
        message = f"{path}: not a {path.suffix} file, or one that is damaged ({error})"
        raise UnreadableDocument(f"{message}; open it and save it again") from error
    return archive


def _check(archive: ZipFile, path: Path, most_bytes: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > most_bytes or len(members) > _MOST_MEMBERS:
        message = f"{path}: {len(members)} parts of {unpacked} bytes when unpacked"
        raise UnreadableDocument(f"{message}; at most {most_bytes} bytes are read; split it")
    for member in members:
        if "/media/" not in member.filename and _DOCTYPE.search(archive.read(member)):
            message = f"{path}, {member.filename}: a document type, which may define entities"
            raise UnreadableDocument(f"{message}; open it and save it again")
