"""Forms: fields of a query string or body, decoded once and each given once."""

from __future__ import annotations

from fastapi import Request
from starlette.exceptions import HTTPException

from api.http.percent import read_pairs
from ontology.errors import QueryTooLong, UnknownValue, UnreadableRequest

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100


async def read_form(request: Request, most_bytes: int) -> dict[str, str]:
    """Return the fields of the body.

    Raises QueryTooLong over `most_bytes`, UnreadableRequest or UnknownValue as `read_fields` does.
    """
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != FORM:
        raise HTTPException(415, f"send {FORM}, not '{media_type}'")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise QueryTooLong(f"the request is over {most_bytes} bytes; send fewer at a time")
    try:
        return read_fields(body.decode())
    except UnicodeDecodeError as error:
        raise UnreadableRequest(f"the form is not UTF-8 at byte {error.start}") from None


def read_fields(text: str) -> dict[str, str]:
    """Return the fields of `text`, percent-decoded once.

    Raises UnreadableRequest if it is no form, UnknownValue for a field that is given twice.

    >>> read_fields("queries=%E5%A4%AA+%2541")
    {'queries': '太 %41'}
    """
    try:
        pairs = read_pairs(text, _MOST_FIELDS)
    except ValueError:
        raise UnreadableRequest("the fields are not percent-encoded UTF-8") from None
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnknownValue(f"the field '{twice}' is given more than once", twice)
    return fields
