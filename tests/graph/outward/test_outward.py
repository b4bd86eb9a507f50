"""The server asks only hosts on a list, at public addresses, and no longer than it has time."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import quote

import pytest

from graph.outward.fetch import fetch
from graph.outward.hosts import Address, Outward, is_public, read_hosts
from ontology.errors import OutwardRefused, RemoteError, SettingError

TURTLE = b"<x:s> <x:p> 1 ."
LISTED = Outward(read_hosts("example.org 政府.example localhost other.example:8080"))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds tell a machine its secrets
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_an_address_is_of_the_open_net_or_not(address: str, public: object) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "iri",
    [
        "http://elsewhere.example/data.ttl",
        "http://example.org.evil.example/",
        "http://sub.example.org/",
        "http://example.org:8080/",
        "http://other.example/",
        "http://user@example.org/",
        "http://example.org@evil.example/",
        "http://evil.example\\@example.org/",
        "http://example.org:99999/",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://example.org/x",
        "javascript:alert(1)",
        "http:///x",
        "http://example.org/a b",
        "http://example.org/\r\nX: y",
        "urn:x",
        "",
    ],
)
def test_what_is_not_on_the_list_is_refused_before_anybody_is_asked(iri: str) -> None:
    with pytest.raises(OutwardRefused):
        LISTED.target(iri)
    with pytest.raises(OutwardRefused):
        Outward().target(iri)


def test_a_refusal_says_how_to_allow_it() -> None:
    with pytest.raises(OutwardRefused, match=r"put 'a\.example:81' into ZHENGTU_ALLOWED_HOSTS"):
        Outward().target("http://A.example:81/x")


def test_a_listed_name_that_leads_inside_is_refused() -> None:
    with pytest.raises(OutwardRefused, match="no address of the open net"):
        LISTED.target("http://localhost/")
    with pytest.raises(OutwardRefused, match="no address of the open net"):
        fetch(LISTED, "http://LOCALHOST./", "text/turtle")


@pytest.mark.parametrize("entry", ["a b:x", "host:", "..", f"{'x' * 64}.example"])
def test_a_list_with_what_is_no_host_is_an_error(entry: str) -> None:
    with pytest.raises(SettingError, match="ZHENGTU_ALLOWED_HOSTS"):
        read_hosts(entry)


class _Other(BaseHTTPRequestHandler):
    """Another server: what it does stands in the path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name, _, rest = self.path.removeprefix("/").partition("/")
        getattr(self, f"_{name}")(rest)

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _good(self, _: str) -> None:
        told = "authorization" in self.headers or "cookie" in self.headers
        self._send(200, b"told" if told else TURTLE, Content_Type="text/turtle")

    def _to(self, place: str) -> None:
        from urllib.parse import unquote

        self._send(302, Location=unquote(place))

    def _round(self, _: str) -> None:
        self._send(302, Location=self.path)

    def _missing(self, _: str) -> None:
        self._send(404)

    def _large(self, _: str) -> None:
        self._send(200, b"x" * 20_000)

    def _packed(self, _: str) -> None:
        self._send(200, gzip.compress(b"x" * 1_000_000), Content_Encoding="gzip")

    def _short(self, _: str) -> None:
        self._send(200, TURTLE, Content_Length="1000")
        self.close_connection = True

    def _drip(self, _: str) -> None:
        self.send_response(200)
        for number in range(100):
            self.wfile.write(b"X: y\r\n" if number < 99 else b"\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        pass


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that leave."""

    def handle_error(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with _Quiet(("127.0.0.1", 0), _Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def inside(address: Address) -> bool:
    """Take this machine for the open net, where the test has its other server."""
    return address == ip_address("127.0.0.1")


def asked(port: int, path: str) -> bytes:
    hosts = read_hosts(f"localhost:{port}")
    outward = Outward(hosts, seconds=0.6, most_bytes=10_000, may_reach=inside)
    return fetch(outward, f"http://localhost:{port}/{path}", "text/turtle").body


def test_a_host_on_the_list_is_asked_and_followed(port: int) -> None:
    assert asked(port, "good") == TURTLE
    there = quote(f"http://localhost:{port}/good#part", safe="")
    assert asked(port, f"to/{there}") == asked(port, "to/%2Fgood") == TURTLE


@pytest.mark.parametrize("place", ["http://127.0.0.1:{}/good", "http://evil.example/", "file:///x"])
def test_a_redirect_to_what_is_not_on_the_list_is_refused(port: int, place: str) -> None:
    with pytest.raises(OutwardRefused):
        asked(port, f"to/{quote(place.format(port), safe='')}")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "answers 404"),
        ("large", "over 10000 bytes"),
        ("packed", "packs what"),
        ("short", "ends before"),
        ("drip", "cannot be read"),
        ("round", "from one address to the next"),
    ],
)
def test_an_answer_that_is_none_is_an_error_in_time(port: int, path: str, said: str) -> None:
    with pytest.raises(RemoteError, match=said):
        asked(port, path)


def test_where_a_name_leads_is_looked_at_for_each_request(port: int) -> None:
    listed = Outward(read_hosts(f"localhost:{port}"))
    with pytest.raises(OutwardRefused, match="no address of the open net"):
        fetch(listed, f"http://localhost:{port}/good", "text/turtle")
    assert fetch(
        replace(listed, may_reach=inside), f"http://localhost:{port}/good", "text/turtle"
    ).body
