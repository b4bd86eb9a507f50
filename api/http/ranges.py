"""Parts of a file, for a client that has the rest of it already (RFC 9110, 14.2)."""

from __future__ import annotations

import re

from fastapi.responses import FileResponse
from starlette.types import Receive, Scope, Send

_RANGE = r"(?:\d{1,18}-(?:\d{1,18})?|-\d{1,18})"
_BYTES = re.compile(rf"bytes=[ \t]*{_RANGE}(?:[ \t]*,[ \t]*{_RANGE})*", re.ASCII | re.IGNORECASE)
_BOTH_ENDS = re.compile(r"(\d+)-(\d+)", re.ASCII)


class FileWithParts(FileResponse):
    """A file of which a GET may ask for parts, in bytes. Another unit, or what is no range, is as
    if nothing was said of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = [value.decode("latin-1") for name, value in scope["headers"] if name == b"range"]
        if said and not (scope["method"] == "GET" and len(said) == 1 and is_range(said[0])):
            headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
            scope = {**scope, "headers": headers}
        await super().__call__(scope, receive, send)


def is_range(field: str) -> bool:
    """Tell whether the field Range asks for parts in bytes.

    >>> [is_range(field) for field in ("bytes=0-99", "bytes=-5, 7-", "items=0-9", "bytes=9-0")]
    [True, True, False, False]
    """
    if not _BYTES.fullmatch(field):
        return False
    return all(int(first) <= int(last) for first, last in _BOTH_ENDS.findall(field))
