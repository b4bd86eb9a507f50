"""Heads of requests as they came, of which only little can be said, and small forms with them.

What may stand in them and changes nothing in the answer is listed here, and what changes it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from api.http.bodies import LONGEST_FIELD, is_host

PATH = "/sparql"
IN_KEY = {b"accept", b"accept-encoding", b"host"}
WITHOUT_MEANING = {
    b"user-agent",
    b"connection",
    b"accept-language",
    b"cache-control",
    b"pragma",
    b"dnt",
    b"x-forwarded-for",
    b"x-forwarded-proto",
    b"x-request-id",
}
"""Fields of a request that change nothing in its answer."""
PLAIN = (IN_KEY | WITHOUT_MEANING) - {b"x-forwarded-for", b"x-forwarded-proto"}
_BEGIN = f"GET {PATH}?query=".encode()
_FORM = f"POST {PATH} HTTP/1.1\r\n".encode()
_KIND, _LENGTH = (b"content-type", b"application/x-www-form-urlencoded"), b"content-length"
_VERSION = b" HTTP/1.1"
_END = b"\r\n\r\n"
_ODD = re.compile(rb"[^\x20-\x7e\t\r\n]|(?<!\r)\n|\r(?!\n)")
_VISIBLE = bytes(set(range(0x21, 0x7F)) - {ord("#")})
"""What an address is made of."""
_LONGEST = 20_000
"""Bytes of the head of a plain query at the most."""

Fields = tuple[tuple[bytes, bytes], ...]
"""The fields of a request that matter, in their order."""


class Head(NamedTuple):
    """A plain request: its query string, which may have come as a form, and its fields."""

    query_string: bytes
    fields: Fields


def field_of(fields: Fields, name: bytes) -> str | None:
    """Return the value of the field `name`, None if there is none."""
    return next((value.decode("latin-1") for key, value in fields if key == name), None)


def read_head(data: bytes) -> Head | None:
    """Return the head of a plain query, by GET or as a form, None for any other request.

    >>> read_head(b"GET /sparql?query=ASK HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n").fields
    ((b'host', b'x'),)
    >>> read_head(b"GET /sparql?query=ASK HTTP/1.1\\r\\nHost: x\\r\\nOrigin: y\\r\\n\\r\\n")
    """
    if data.startswith(_FORM) and len(data) <= _LONGEST:
        return _read_form(data)
    if not data.startswith(_BEGIN) or len(data) > _LONGEST:
        return None
    first, _, rest = data.partition(b"\r\n")
    address = first[4 : -len(_VERSION)]
    if not first.endswith(_VERSION) or address.translate(None, _VISIBLE):
        return None
    fields = _read_fields(rest)
    return Head(address[len(PATH) + 1 :], fields) if fields else None


def _read_form(data: bytes) -> Head | None:
    """Return the head of a request with a form that has come as a whole."""
    head, end, form = data.partition(_END)
    found = _read_fields_of_form(head[len(_FORM) :] + end)
    if found is None or found[0] != len(form) or form.translate(None, _VISIBLE):
        return None
    return Head(form, found[1])


class _NotPlain(ValueError):
    """A field has a meaning of its own."""


def _read_fields_of_form(data: bytes) -> tuple[int, Fields] | None:
    """Return the length of a form and the fields that matter, as `_read_fields`."""
    try:
        return _read_plain_form(data)
    except _NotPlain:
        return None


@lru_cache(maxsize=256)
def _read_plain_form(data: bytes) -> tuple[int, Fields]:
    lines = data.split(b"\r\n")
    pairs = (line.partition(b":") for line in lines)
    told = {name.lower(): value.strip(b" \t") for name, _, value in pairs}
    length = told.get(_LENGTH, b"")
    rest = [line for line in lines if line.partition(b":")[0].lower() not in (_KIND[0], _LENGTH)]
    is_form = told.get(_KIND[0]) == _KIND[1] and length.isdigit() and len(length) <= _DIGITS
    if not is_form or len(rest) + 2 != len(lines):
        raise _NotPlain
    return int(length), _read_plain_fields(b"\r\n".join(rest))


_DIGITS = 6
"""Of the length of a form, at the most."""


def _read_fields(data: bytes) -> Fields | None:
    """Return the fields that matter, None where there is any that has a meaning of its own."""
    try:
        return _read_plain_fields(data)
    except _NotPlain:
        return None


@lru_cache(maxsize=256)
def _read_plain_fields(data: bytes) -> Fields:
    """Return the fields that matter; a client sends the same ones each time.

    Others raise _NotPlain, so that nothing of them is kept: a token may be among them.
    """
    if not data.endswith(_END) or data.find(_END) != len(data) - len(_END) or _ODD.search(data):
        raise _NotPlain
    fields = dict[bytes, bytes]()
    for line in data[: -len(_END)].split(b"\r\n"):
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or name not in PLAIN or name in fields or len(value) > LONGEST_FIELD:
            raise _NotPlain
        fields[name] = value.strip(b" \t")
    if not is_host(fields.get(b"host", b"")) or fields.get(b"connection", b"").lower() not in (
        b"",
        b"keep-alive",
    ):
        raise _NotPlain
    return tuple((name, value) for name, value in fields.items() if name in IN_KEY)
