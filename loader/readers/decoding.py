"""From the bytes of a text format to characters: byte order mark, UTF-8, then GB18030."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from loader.readers.assemble import MOST_CHARACTERS
from ontology.errors import UnreadableDocument

ENCODINGS = ("utf-8", "gb18030")
_MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DECLARED = {
    # GB18030 holds GB2312 and GBK, and pages that declare those use characters beyond them.
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    # HKSCS holds Big5.
    **dict.fromkeys(("big5", "big5-hkscs", "cp950"), "big5hkscs"),
}
_CERTAIN = 12
"""So many bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is declared; fewer may not
be: the four bytes of 联通 in GBK are valid UTF-8 too."""


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """Return the characters of `data` and the encoding they were in.

    Raises UnreadableDocument, naming `path`, if it is no text or too much of it.

    >>> decode("工作".encode("gbk"), Path("a.txt"))
    ('工作', 'gb18030')
    """
    marked = _marked(data, path)
    if marked is not None:
        return marked
    for encoding in ENCODINGS:
        text = _attempt(data, encoding)
        if text is not None:
            return _checked(text, path), encoding
    tried = ", ".join((*ENCODINGS, "utf-16 with a byte order mark"))
    raise UnreadableDocument(f"{path}: not a text file; tried {tried}")


def decode_declared(data: bytes, declared: str, path: Path) -> tuple[str, str]:
    """Return the same for a file that names its encoding; the name is checked, not believed.

    Raises UnreadableDocument as `decode` does.

    >>> decode_declared("关于修路的通知".encode(), "gb2312", Path("a.html"))
    ('关于修路的通知', 'utf-8')
    """
    encoding = _known(declared)
    if data.startswith(tuple(_MARKS)) or encoding is None or _is_surely_utf8(data):
        return decode(data, path)
    text = _attempt(data, encoding)
    return decode(data, path) if text is None else (_checked(text, path), encoding)


def _known(declared: str) -> str | None:
    """Return the codec of a declared name, or None for one that Chinese pages do not mean."""
    return _DECLARED.get(declared.strip().lower())


def _is_surely_utf8(data: bytes) -> bool:
    beyond_ascii = len(data.translate(None, bytes(range(128))))
    return beyond_ascii >= _CERTAIN and _attempt(data, "utf-8") is not None


def _marked(data: bytes, path: Path) -> tuple[str, str] | None:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding), path), encoding
            except UnicodeDecodeError as error:
                message = f"{path}: damaged {encoding} at byte {error.start}"
                raise UnreadableDocument(f"{message}; save it again as UTF-8") from error
    return None


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str, path: Path) -> str:
    if len(text) > MOST_CHARACTERS:
        raise UnreadableDocument(f"{path}: over {MOST_CHARACTERS} characters of text; split it")
    found = _CONTROL.search(text)
    if found:
        where = f"character {found.start() + 1}"
        raise UnreadableDocument(f"{path}: not a text file; {where} is a control character")
    return text
