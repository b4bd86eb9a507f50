"""Connections whose clients hear what they are told, also while they send: why a request cannot be
read, and the answer to one whose body is not wanted.

To close with something unread takes from a client what it has not read.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from httptools import HttpParserCallbackError, HttpParserInvalidURLError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.connection.framing import as_lines
from api.http.asked import Asked
from api.http.envelope import added_headers
from api.http.problems import problem

_LONGEST_ADDRESS = 65_535
"""Bytes of an address that the parser reads."""
_WITH_BODY = ("POST", "PUT", "PATCH")


class Lingering:
    """A `transport` that `close` closes: at once, or when the client has sent what it sends."""

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self._transport, self.close = transport, close

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self._transport, name)


class TellingProtocol(HttpToolsProtocol):
    """A connection that reads on for `linger_seconds` before it closes, and drops what comes."""

    linger_seconds = 3.0
    is_whole = True
    is_refused = False
    url = b""
    _is_last = False
    _common: tuple[list[tuple[bytes, bytes]], bytes] = ([], b"")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.is_whole = False

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        if self.scope["method"] in _WITH_BODY and self.cycle.scope is self.scope:
            self.cycle.transport = Lingering(self.transport, self._close)  # type: ignore[assignment]

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.is_whole:
            self.loop.call_later(self.linger_seconds, self._leave, self.cycle)

    def on_message_complete(self) -> None:
        self.is_whole = True
        super().on_message_complete()
        if self._is_last:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Say why the request cannot be read; the parser's failure is the error being handled."""
        self.is_refused = True
        before, is_answered = self.cycle, False
        if before is not None and not before.response_complete:
            is_answered = getattr(before, "response_started", False)
            before.disconnected = True
            before.message_event.set()
        if is_answered:  # whatever came now would pass for a part of that
            self.transport.close()
            return
        head, body = refusal(msg, sys.exception(), len(self.url))
        self.transport.write(self.with_fields(head) + body)
        self._linger()

    def with_fields(self, head: bytes) -> bytes:
        """Return `head` with the fields that every response has, and its end."""
        fields = self.server_state.default_headers
        if fields is not self._common[0]:  # another list each second
            self._common = (fields, as_lines(fields))
        return b"%s%s\r\n" % (head, self._common[1])

    def _close(self) -> None:
        self._is_last = True
        if self.is_whole:
            self.transport.close()
        else:
            self._linger()

    def _linger(self) -> None:
        self.transport.write_eof()
        self.loop.call_later(self.linger_seconds, self.transport.close)

    def _leave(self, cycle: object) -> None:
        if self.cycle is cycle and not self.is_whole:
            self.transport.close()


def refusal(message: str, error: BaseException | None, address: int) -> tuple[bytes, bytes]:
    """Return head and body of a response; the head lacks the fields that all responses have.

    `error` is that of the parser, if it failed; `address` is how long what came of the address is.

    >>> refusal("over 9 bytes", None, 3)[0].split(b"\\r\\n")[0]
    b'HTTP/1.1 431 Request Header Fields Too Large'
    """
    status, detail = _reason(message, error, address)
    response = problem(status, status.phrase, detail)
    headers = [*response.raw_headers, (b"connection", b"close")]
    headers += added_headers(status, headers, Asked())
    start = f"HTTP/1.1 {status} {status.phrase}\r\n".encode()
    return start + as_lines(headers), bytes(response.body)


def _reason(message: str, error: BaseException | None, address: int) -> tuple[HTTPStatus, str]:
    if isinstance(error, HttpParserCallbackError):
        error = error.__context__
    if address > _LONGEST_ADDRESS:
        why = f"the address has over {_LONGEST_ADDRESS} bytes; send the query by POST"
        return HTTPStatus.REQUEST_URI_TOO_LONG, why
    if error is None:
        why = f"the head of the request is {message}"
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, why
    if isinstance(error, AttributeError):  # what is read of an address is None
        why = "the address has no path: write a / behind the host"
        return HTTPStatus.BAD_REQUEST, why
    if isinstance(error, HttpParserInvalidURLError):
        why = "the address has what no address is made of: percent-encode it, as UTF-8"
        return HTTPStatus.BAD_REQUEST, why
    return HTTPStatus.BAD_REQUEST, f"the request is not HTTP/1.1: {error}"
