"""SPARQL results in TSV, read term by term."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def read_rows(body: bytes) -> Iterator[list[str | None]]:
    r"""Yield the rows: the IRI or lexical form of each term, None where there is none.

    >>> list(read_rows(b'?a\t?b\t?c\n<http://a.b/c>\t"1\\n2"@en\t\n7\t"x"^^<http://d>\t""\n'))
    [['http://a.b/c', '1\n2', None], ['7', 'x', '']]
    """
    lines = body.decode().split("\n")
    for line in lines[1:-1]:
        yield [plain_term(term) for term in line.split("\t")]


def read_columns(body: bytes) -> list[str]:
    r"""Return the names of the columns.

    >>> read_columns(b"?item\t?n\n")
    ['item', 'n']
    """
    head = body.split(b"\n", 1)[0].decode()
    return [name.removeprefix("?") for name in head.split("\t") if name]


def plain_term(term: str) -> str | None:
    """Return the IRI or the lexical form of a term in TSV."""
    if not term:
        return None
    if term[0] == "<":
        return term[1:-1]
    found = _LITERAL.match(term)
    return unescape(found[1]) if found else term


def unescape(text: str) -> str:
    r"""Return `text` with its escapes resolved.

    >>> unescape(r"a\tb \u73af")
    'a\tb 环'
    """
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])
