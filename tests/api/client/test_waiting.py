"""Who waits longer than a second is shown that something goes on; who does not, is not."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ontology.errors import QueryTimeout
from zhengtu.client.channel import Channel

PROBLEM = b'{"title": "The query took too long", "detail": "stopped after 30 s"}'
Slow = Callable[..., str]


class Screen(io.StringIO):
    """What standard error shows, and who is told when a certain word appears there.

    Where it `interrupts`, somebody presses Ctrl-C at the first sight of waiting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.interrupts = False
        self.left = threading.Event()
        self.shown = {word: threading.Event() for word in ("waiting", "receiving")}

    def write(self, text: str) -> int:
        for word, event in self.shown.items():
            if word in text:
                event.set()
        if self.interrupts and "waiting" in text:
            self.interrupts = False
            raise KeyboardInterrupt
        return super().write(text)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def slow(screen: Screen) -> Iterator[Slow]:
    """Return a function that serves an answer whose halves come once a word is on the screen."""
    servers = []

    def serve(first: str = "", second: str = "", status: int = 200, body: bytes = b"12") -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/until-left":
                    while self.rfile.read(1):
                        pass
                    screen.left.set()
                    return
                if first:
                    screen.shown[first].wait(10)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[:1])
                if second:
                    screen.shown[second].wait(10)
                self.wfile.write(body[1:])

            def log_message(self, *_: object) -> None:
                """Write nothing to the screen."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def _answer(url: str, screen: Screen, *, bar: bool) -> bytes:
    channel = Channel(url, trust_env=False, bar=bar)
    with redirect_stderr(screen), closing(channel):
        return channel.get("/").body


def test_a_slow_answer_shows_that_it_is_awaited_and_then_comes(slow: Slow, screen: Screen) -> None:
    assert _answer(slow("waiting", "receiving"), screen, bar=True) == b"12"
    shown = screen.getvalue()
    assert re.search(r"政图 waiting: 0.00B \[00:0[1-9]\]", shown)
    assert "政图 receiving: 1.00B [00:" in shown
    assert not shown.split("\r")[-1].strip()


def test_a_quick_answer_shows_nothing(slow: Slow, screen: Screen) -> None:
    assert _answer(slow(), screen, bar=True) == b"12"
    assert screen.getvalue() == ""


def test_nothing_is_shown_where_nobody_watches(
    slow: Slow, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengtu.client.channel._PATIENCE", 0)
    assert _answer(slow(), screen, bar=False) == b"12"
    assert screen.getvalue() == ""


def test_who_interrupts_leaves_the_server_and_may_ask_again(slow: Slow, screen: Screen) -> None:
    screen.interrupts = True
    channel = Channel(slow(), trust_env=False, bar=True)
    with redirect_stderr(screen), closing(channel):
        with pytest.raises(KeyboardInterrupt):
            channel.get("/until-left")
        assert screen.left.wait(10)
        assert channel.get("/").body == b"12"


def test_an_error_behind_the_bar_is_the_servers(slow: Slow, screen: Screen) -> None:
    url = slow("waiting", status=504, body=PROBLEM)
    with pytest.raises(QueryTimeout, match="stopped after 30 s"):
        _answer(url, screen, bar=True)
