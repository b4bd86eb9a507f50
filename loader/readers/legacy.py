"""Word 97-2003 and WPS documents (.doc, .wps), converted by LibreOffice where it is installed.

Many a .doc is something else by its bytes: such a file goes to the reader of what it is.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from loader.budget import allowing_program
from loader.readers.assemble import assemble
from loader.readers.content import Kind, check_kind, kind_of, read_bytes
from loader.readers.docx import read_pieces
from loader.source import Source
from ontology.errors import UnreadableDocument

SECONDS = 6
"""Seconds of work of LibreOffice; a letter takes 2."""

CLOCK = 30
"""Seconds by the clock after which it is stopped if it waits rather than works."""

PROGRAMS = ("soffice", "libreoffice")
MEDIA_TYPES = {".doc": "application/msword", ".wps": "application/vnd.ms-works"}

_READERS: dict[Kind, str] = {
    "zip": "loader.readers.docx:read_docx",
    "html": "loader.readers.html:read_html",
    "pdf": "loader.readers.pdf:read_pdf",
    "text": "loader.readers.text:read_text",
}
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""The profile of LibreOffice: a document runs no macro and fetches nothing."""


def read_legacy(path: Path) -> Source:
    """Read a .doc or .wps file.

    Raises UnreadableDocument if LibreOffice is missing or cannot read it, and what other readers
    raise.
    """
    data = read_bytes(path)
    kind = kind_of(data)
    if kind in _READERS:
        module, _, function = _READERS[kind].partition(":")
        return cast(Callable[[Path], Source], getattr(import_module(module), function))(path)
    check_kind(data, path, "ole", "rtf", "office xml")
    converted = convert(path, data)
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/msword")
    return assemble(path.name, media_type, "binary", data, read_pieces(path, converted))


def convert(path: Path, data: bytes) -> bytes:
    """Return `data` as LibreOffice writes it as .docx; `path` names the file in errors."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UnreadableDocument(
            f"{path}: reading this format needs LibreOffice; install it (Debian and Ubuntu: "
            "apt-get install libreoffice-writer), or open the file in Word or WPS and save it "
            "as .docx"
        )
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        return _convert_in(Path(folder), program, path, data)


def _convert_in(folder: Path, program: str, path: Path, data: bytes) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    suffix = ".doc" if _WORD_STREAM in data else path.suffix.lower()
    given = folder / f"document{suffix}"
    given.write_bytes(data)
    said = _run(
        [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")),
            str(given),
        ],
        path,
    )
    written = folder / "out" / "document.docx"
    if not written.is_file():
        raise UnreadableDocument(
            f"{path}: LibreOffice cannot read it ({said or 'it said nothing'}); the file is "
            "damaged or protected by a password: open it in Word or WPS and save it as .docx"
        )
    return read_bytes(written)


def _run(command: list[str], path: Path) -> str:
    """Run `command` and return the last line of what it said; stop it and its children in time."""
    with allowing_program(SECONDS):
        process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, found on the path
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        said, _ = process.communicate(timeout=CLOCK)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise UnreadableDocument(
            f"{path}: LibreOffice did not finish within {CLOCK} s; open the file in Word or "
            "WPS and save it as .docx"
        ) from error
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
