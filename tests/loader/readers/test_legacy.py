"""Old Word and WPS files are converted by LibreOffice; without it the error says what to do."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loader.parts import Made, Task, making
from loader.readers import legacy, read_document
from loader.source import Source
from ontology.errors import UnreadableDocument
from ontology.ids import DEFAULT_BASE
from tests.loader.bad_files import word_document

Read = Callable[[str, str | bytes], Source]
Office = Callable[[Path, str], Path]

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)
PAGE = "<html><head><meta charset='utf-8'></head><body><p>关于修路的通知</p></body></html>"


MEDIA_TYPES = {".doc": "application/msword", ".wps": "application/vnd.ms-works"}


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_notice_gives_the_same_work(
    suffix: str, notice_docx: Path, office: Office, expected: Any, understand: Any
) -> None:
    path = office(notice_docx, "doc").rename(notice_docx.with_suffix(suffix))
    source = read_document(path)
    assert (source.name, source.media_type) == (path.name, MEDIA_TYPES[suffix])
    assert understand(source) == expected


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_old_file_is_read_within_the_limits_of_a_worker(
    suffix: str, office: Office, tmp_path: Path, root: Path
) -> None:
    new = tmp_path / "new.docx"
    new.write_bytes(word_document(5))
    old = office(new, "doc").rename(tmp_path / f"old{suffix}")
    registers, parts = root / "data" / "registers", tmp_path / "parts"
    parts.mkdir()
    task = Task(old, old.name, registers, DEFAULT_BASE, "versions", parts)
    with making([task], processes=1) as made:
        [(_, part)] = made
    assert isinstance(part, Made), part
    assert part.document.counts == {"items": 1, "assignments": 2}


def test_rich_text_called_doc_is_converted(notice_docx: Path, office: Office) -> None:
    path = office(notice_docx, "rtf").rename(notice_docx.with_name("rich.doc"))
    assert [len(table.rows) for table in read_document(path).tables()] == [144, 25]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [("a web page", PAGE, "text/html"), ("a text", "关于修路的通知\n", "text/plain")],
)
def test_file_is_read_as_what_it_is(name: str, content: str, media_type: str, read: Read) -> None:
    source = read("a.doc", content)
    assert source.media_type == media_type, name
    assert [p.text for p in source.paragraphs()] == ["关于修路的通知"]


def test_new_document_called_doc_is_read_without_libreoffice(
    notice_docx: Path, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setenv("PATH", "")
    source = read("a.wps", notice_docx.read_bytes())
    assert [len(table.rows) for table in source.tables()] == [144, 25]


def test_missing_libreoffice_is_said_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument) as caught:
        read("a.doc", OLE)
    for word in ("a.doc", "LibreOffice", "apt-get install libreoffice-writer", "save it as .docx"):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty", b"", "empty"),
        ("protected", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("neither text nor document", bytes(range(256)) * 9, "not a text file"),
    ],
)
def test_bad_file_is_refused_without_libreoffice(
    name: str, data: bytes, word: str, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match=word) as caught:
        read("a.doc", data)
    assert "a.doc" in str(caught.value), name


def test_damaged_file_is_refused(
    notice_docx: Path, office: Office, tmp_path: Path, refused: Callable[[Path], str]
) -> None:
    path = tmp_path / "cut.doc"
    path.write_bytes(office(notice_docx, "doc").read_bytes()[:3000])
    assert "LibreOffice cannot read it" in refused(path)


def program(folder: Path, script: str) -> str:
    """Write a shell script called soffice and return the path to find it, and no other, by."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


def test_conversion_is_stopped_in_time_with_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, read: Read
) -> None:
    """The program soffice is a script that starts another, so both have to go."""
    monkeypatch.setattr(legacy, "CLOCK", 1)
    alive = tmp_path / "alive"
    script = f"(sleep 3; touch {alive}) & sleep 60"
    monkeypatch.setenv("PATH", program(tmp_path, script), prepend=None)
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="did not finish within 1 s"):
        read("a.doc", OLE)
    assert time.monotonic() - started < 3
    time.sleep(3)
    assert not alive.exists()


def test_what_libreoffice_says_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, read: Read
) -> None:
    monkeypatch.setenv("PATH", program(tmp_path, "echo it is Tuesday"))
    with pytest.raises(UnreadableDocument, match="it is Tuesday"):
        read("a.doc", OLE)
