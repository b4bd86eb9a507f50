"""Heads of requests as they came, of which only little can be said.

What may stand in them and changes nothing in the answer is listed here, and what changes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.bodies import LONGEST_FIELD

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
_END = b"\r\n\r\n"
_ODD = re.compile(rb"[^\x20-\x7e\t\r\n]|(?<!\r)\n|\r(?!\n)")
_LONGEST = 20_000
"""Bytes of the head of a plain query at the most."""


@dataclass(frozen=True)
class Head:
    """The head of a plain request: its query string, and the fields that matter in their order."""

    query_string: bytes
    fields: tuple[tuple[bytes, bytes], ...]

    def field(self, name: bytes) -> str | None:
        return next((value.decode("latin-1") for key, value in self.fields if key == name), None)


def read_head(data: bytes) -> Head | None:
    """Return the head of a plain query by GET, None for any other request.

    >>> read_head(b"GET /sparql?query=ASK HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n").fields
    ((b'host', b'x'),)
    >>> read_head(b"GET /sparql?query=ASK HTTP/1.1\\r\\nHost: x\\r\\nOrigin: y\\r\\n\\r\\n")
    """
    if not data.startswith(_BEGIN) or len(data) > _LONGEST:
        return None
    if data.find(_END) != len(data) - len(_END) or _ODD.search(data):
        return None
    first, *lines = data[:-4].split(b"\r\n")
    address, space, version = first[4:].partition(b" ")
    if not space or version != b"HTTP/1.1" or b"#" in address:
        return None
    fields = dict[bytes, bytes]()
    for line in lines:
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or name not in PLAIN or name in fields or len(value) > LONGEST_FIELD:
            return None
        fields[name] = value.strip(b" \t")
    if b"host" not in fields or fields.get(b"connection", b"").lower() not in (b"", b"keep-alive"):
        return None
    told = tuple((name, value) for name, value in fields.items() if name in IN_KEY)
    return Head(address[len(PATH) + 1 :], told)
