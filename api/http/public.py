"""The address that others know a server by, where it is set: no request may say another one.

Answers name themselves and each other: citations, dumps, the endpoint, relative IRIs of a query.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import Scope


def at_public(scope: Scope, address: str) -> Scope:
    """Return the scope of a request as if it had come to `address`.

    >>> scope = {"http_version": "1.1", "scheme": "http", "headers": [(b"host", b"other")]}
    >>> at_public(scope, "https://data.example.org")["headers"]
    [(b'host', b'data.example.org')]
    """
    split = urlsplit(address)
    host = (b"host", split.netloc.encode())
    headers = [host if name == b"host" else (name, value) for name, value in scope["headers"]]
    if scope["http_version"] == "1.0" and host not in headers:
        headers.append(host)
    return {**scope, "scheme": split.scheme, "headers": headers}
