"""From the bytes of a text format to characters: byte order mark, UTF-8, UTF-16, then GB18030.

GB18030 makes characters of nearly any bytes, so damaged UTF-8 is told before it is tried.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from itertools import islice
from pathlib import Path

from loader.readers.assemble import MOST_CHARACTERS
from ontology.errors import UnreadableDocument

ENCODINGS = ("utf-8", "gb18030")
_MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
_PLAIN = re.compile(r"[\t\r\n\x20-\x7e\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FEWEST, _STRAY = 3, 1_000
"""Control characters that any text may have, and of how many characters one may be one."""

_CHINESE = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]")
_USUAL = frozenset(
    "的一不在有了和是年月日市县縣区區省政府人民工作部门門单單位责責任局办辦会會中大上下为為及与與理行"
    "项項目成建发發展全各法规規定实實施提高加强強完重点點主要第二三四五六七八九十"
)
_TELLING, _LEAST_USUAL = 30, 0.05
"""Characters of Chinese that tell of their encoding, and which part of them is usual at least."""

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
    text = _attempt(data, "utf-8")
    if text is not None and "\0" not in text:
        return _checked(text, path), "utf-8"
    wide = _wide(data)
    if wide is not None:
        return _checked(wide[0], path), wide[1]
    if text is not None:
        return _checked(text, path), "utf-8"
    _check_not_mixed(data, path)
    text = _attempt(data, "gb18030")
    if text is not None:
        _check_usual(text, path)
        return _checked(text, path), "gb18030"
    tried = ", ".join((*ENCODINGS, "utf-16"))
    raise UnreadableDocument(f"{path}: not a text file; tried {tried}; save it again as UTF-8")


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
    if text is None:
        return decode(data, path)
    _check_usual(text, path)
    return _checked(text, path), encoding


def _known(declared: str) -> str | None:
    """Return the codec of a declared name, or None for one that Chinese pages do not mean."""
    return _DECLARED.get(declared.strip().lower())


def _is_surely_utf8(data: bytes) -> bool:
    beyond_ascii = len(data.translate(None, bytes(range(128))))
    return beyond_ascii >= _CERTAIN and _attempt(data, "utf-8") is not None


def _wide(data: bytes) -> tuple[str, str] | None:
    """Return the characters of UTF-16 without a byte order mark, and which of the two it is.

    Its line ends and Latin characters hold zero bytes, as no other text does.

    >>> _wide("关于修路的通知\\n".encode("utf-16-le"))
    ('关于修路的通知\\n', 'utf-16-le')
    """
    if b"\0" not in data:
        return None
    read = {encoding: _attempt(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    plain = [(text, encoding) for encoding, text in read.items() if text and _is_plain(text)]
    return plain[0] if len(plain) == 1 else None


def _is_plain(text: str) -> bool:
    """Tell whether nearly all of `text` is Chinese and ASCII."""
    return len(_PLAIN.sub("", text)) <= 0.05 * len(text)


def _check_not_mixed(data: bytes, path: Path) -> None:
    """Refuse a file that is UTF-8 in part: cut off, damaged, or put together from two encodings.

    Raises UnreadableDocument, naming the line.
    """
    lines = data.split(b"\n")
    if not any(map(_is_surely_utf8, lines)):
        return
    number, line = next(
        (n, one) for n, one in enumerate(lines, 1) if _attempt(one, "utf-8") is None
    )
    raise UnreadableDocument(
        f"{path}, line {number}: damaged, or in another encoding than the lines in UTF-8 "
        f"({line[:20]!r}); save the whole file again as UTF-8"
    )


def _check_usual(text: str, path: Path) -> None:
    """Refuse a text with hardly any of the usual characters of Chinese: it is of other bytes.

    Raises UnreadableDocument, naming the encoding that such a file is in most often.
    """
    if not _is_usual(text):
        message = f"{path}: hardly a usual character in it: it seems to be in another encoding"
        raise UnreadableDocument(f"{message} (Big5?); save it again as UTF-8")


def _is_usual(text: str) -> bool:
    """Tell whether a text has usual characters of Chinese, or too few of any to tell.

    >>> text = "推進市政工作。" * 9
    >>> _is_usual(text), _is_usual(text.encode("big5").decode("gb18030"))
    (True, False)
    """
    chinese = _CHINESE.findall(text)
    usual = sum(one in _USUAL for one in chinese)
    return len(chinese) < _TELLING or usual >= _LEAST_USUAL * len(chinese)


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
        of_page = path.suffix.lower() in (".htm", ".html")
        what = "characters, those of its tags among them" if of_page else "characters of text"
        raise UnreadableDocument(f"{path}: over {MOST_CHARACTERS} {what}; split it")
    return _without_controls(text, path)


def _without_controls(text: str, path: Path) -> str:
    """Return `text` with spaces for the few control characters that programs leave behind.

    Characters keep their places. A file that has many of them, or zeros, is no text.

    >>> _without_controls("河道\x01整治\x07", Path("a.txt"))
    '河道 整治 '
    """
    most = max(_FEWEST, len(text) // _STRAY)
    found = list(islice(_CONTROL.finditer(text), most + 1))
    zero = text.find("\0")
    if zero >= 0 or len(found) > most:
        where = f"character {(zero if zero >= 0 else found[0].start()) + 1}"
        raise UnreadableDocument(
            f"{path}: not a text file; {where} is a control character; get it again, or save it "
            "as text"
        )
    return _CONTROL.sub(" ", text) if found else text
