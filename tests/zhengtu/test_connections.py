"""A connection cannot be kept busy for nothing: slow heads, large heads, many, slow readers."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse

import pytest
import uvicorn
from httptools import HttpParserInvalidURLError
from starlette.types import Receive, Scope, Send

from api.connection.at_once import Response
from api.http.bodies import BoundedBody
from api.http.envelope import Envelope
from zhengtu.connections import Bounds, bounded_protocol
from zhengtu.telling import refusal

BODY = b"x" * 30_000_000
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
KNOWN = b"GET /known HTTP/1.1\r\nHost: x\r\n\r\n"
RECALLED = Response(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n", b"known")
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"


async def reply(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body, then answer with a large one, as an answer in pieces is."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    body = BODY if scope["method"] == "GET" else b"read"
    head = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    for start in range(0, len(body), 262_144):
        piece, more = body[start : start + 262_144], start + 262_144 < len(body)
        await send({"type": "http.response.body", "body": piece, "more_body": more})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Serve with little patience."""
    from starlette.middleware.exceptions import ExceptionMiddleware

    from api.http.problems import HANDLERS
    from ontology.errors import ZhengtuError

    inner = ExceptionMiddleware(reply, handlers={ZhengtuError: HANDLERS[ZhengtuError]})
    app = Envelope(BoundedBody(inner, 1_000, seconds=0.5), lambda *_: None, slowest=0.5)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        config = uvicorn.Config(
            app,
            http=bounded_protocol(
                Bounds(per_client=4, head_seconds=0.5, head_bytes=5_000, linger_seconds=1),
                recall={KNOWN: RECALLED}.get,
            ),
            lifespan="off",
            log_level="critical",
        )
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True
        )
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(timeout=10)


def exchange(port: int, sent: bytes, *, source: str = "127.0.0.1") -> bytes:
    """Send bytes, and return all that comes until the server closes the connection."""
    with socket.create_connection(
        ("127.0.0.1", port), timeout=10, source_address=(source, 0)
    ) as connection:
        connection.sendall(sent)
        received = b""
        try:
            while piece := connection.recv(65_536):
                received += piece
                if received.endswith((b"read", b"}")):
                    break
        except ConnectionError:
            pass
        return received


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (b"", b""),
        (b"GET / HT", b""),
        (b"GET / HTTP/1.1\r\nX: ", b""),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 10_000, b"HTTP/1.1 431"),
        (b"\x16\x03\x01\x02\x00", b"HTTP/1.1 400"),
        (POST + b"Content-Length: 100000000\r\n\r\n", b"HTTP/1.1 413"),
        (POST + b"Content-Length: 10\r\n\r\nabc", b"HTTP/1.1 408"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n800\r\n" + b"x" * 2048, b"HTTP/1.1 413"),
        (POST + b"Content-Length: 3\r\n\r\nabc", b"HTTP/1.1 200"),
    ],
)
def test_what_does_not_come_to_an_end_is_ended(port: int, sent: bytes, answered: bytes) -> None:
    assert exchange(port, sent)[: len(answered) or None] == answered


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (b"FOO / HTTP/1.1\r\n\r\n", 400, "method"),
        (b"GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "write a / behind"),
        ("GET /?q=\u6c34 HTTP/1.1\r\n\r\n".encode(), 400, "percent-encode"),
        (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "Content-Length"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "chunk"),
    ],
)
def test_what_cannot_be_read_is_refused_as_all_is(
    port: int, sent: bytes, status: int, said: str
) -> None:
    head, _, body = exchange(port, sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    for field in (b"x-content-type-options", b"content-security-policy", b"connection: close"):
        assert field in head
    assert said in json.loads(body)["detail"]


def test_an_address_that_is_too_long_is_told() -> None:
    assert refusal("", HttpParserInvalidURLError("too long"), 70_000)[0].startswith(b"HTTP/1.1 414")


def test_who_sends_to_the_end_and_then_leaves_hears_the_answer(port: int) -> None:
    """A close with something unread would take it from him."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(POST + b"Connection: close\r\nContent-Length: 11000000\r\n\r\n")
        time.sleep(0.2)
        for _ in range(11):
            connection.sendall(b"x" * 1_000_000)
            time.sleep(0.01)
        assert whole_answer(connection) == 413


def test_who_still_sends_gets_the_answer_first(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(POST + b"Content-Length: 3000000\r\n\r\n")
        connection.sendall(b"x" * 3_000_000)
        assert whole_answer(connection) == 413
        connection.sendall(POST + b"Content-Length: 3\r\n\r\nabc")
        assert whole_answer(connection) == 200


def whole_answer(connection: socket.socket) -> int:
    """Read an answer to its end, in however many pieces it comes, and return its status."""
    answer = HTTPResponse(connection)
    answer.begin()
    answer.read()
    return answer.status


def test_a_body_that_comes_with_its_head_is_no_part_of_it(port: int) -> None:
    body = b"x" * 6_000
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(POST + b"Content-Length: 6000\r\n\r\n" + body)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 413")


def test_a_client_has_a_number_of_connections(port: int) -> None:
    held = [
        socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.9", 0))
        for _ in range(4)
    ]
    time.sleep(0.1)
    assert exchange(port, GET, source="127.0.0.9") == b""
    assert exchange(port, POST + b"Content-Length: 0\r\n\r\n").startswith(b"HTTP/1.1 200")
    for connection in held:
        connection.close()


def test_who_does_not_read_is_cut_off(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(GET)
        time.sleep(1.5)
        received = 0
        with pytest.raises(ConnectionError):
            while piece := connection.recv(1_000_000):
                received += len(piece)
    assert received < len(BODY)


def read_known(connection: socket.socket) -> bytes:
    received = b""
    while not received.endswith(b"\r\n\r\nknown"):
        piece = connection.recv(65_536)
        assert piece, received[:100]
        received += piece
    return received


def test_a_request_that_is_known_is_answered_each_time_and_the_connection_kept(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(KNOWN)
            answer = read_known(connection)
            assert answer.startswith(RECALLED[0])
            assert b"\r\ndate: " in answer


@pytest.mark.parametrize(
    "begun",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nX: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n",
    ],
    ids=["a head", "a body"],
)
def test_known_bytes_within_another_request_are_no_request(port: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(begun)
        time.sleep(0.1)  # so that the server sees the rest by itself
        connection.sendall(KNOWN)
        assert not connection.recv(65_536).endswith(b"known")
