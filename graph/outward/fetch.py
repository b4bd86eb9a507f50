"""Fetch from another server, within limits: the address that was checked is the one asked."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import urldefrag, urljoin

from graph.outward.hosts import AT_ONCE, Outward, Target
from ontology.errors import OutwardRefused, RemoteError, RemoteTooLarge, ServerBusy

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Fetched:
    """What came: the body, its media type, the address that gave it at last, and its headers.

    The names of these are in small letters.
    """

    body: bytes
    media_type: str
    iri: str
    headers: Mapping[str, str] = field(default_factory=dict)


class _Connection(http.client.HTTPConnection):
    """A connection to the address of a target, and to no other that its name may lead to."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.default_port = 443 if target.is_tls else 80
        self._target = target

    def connect(self) -> None:
        target = self._target
        self.sock = socket.create_connection((target.address, target.port), self.timeout)
        if target.is_tls:
            secured = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=target.host, do_handshake_on_connect=False
            )
            self.sock = secured
            secured.do_handshake()

    def cut(self) -> None:
        """End it, whatever it waits for."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def fetch(outward: Outward, iri: str, accept: str, form: bytes | None = None) -> Fetched:
    """Return what the server of `iri` gives; with a `form` by POST, and then by no other address.

    Raises OutwardRefused for a host that may not be asked, be it only a redirect that leads there,
    RemoteError for one that does not answer as it should, ServerBusy.
    """
    latest = time.monotonic() + outward.seconds
    place = urldefrag(iri).url
    with _a_place(outward):
        for _ in range(_MOST_REDIRECTS + 1):
            left = latest - time.monotonic()
            if left <= 0:
                break
            found = _asked(outward, place, accept, form, left)
            if isinstance(found, Fetched):
                return found
            if place.startswith("https:") and not found.startswith("https:"):
                raise OutwardRefused(f"<{place}> leads to <{found}>, which is not encrypted")
            place = found
    raise RemoteError(f"<{iri}> leads from one address to the next, or too slowly")


@contextmanager
def _a_place(outward: Outward) -> Iterator[None]:
    if not outward.places.acquire(blocking=False):
        raise ServerBusy(f"{AT_ONCE} requests to other servers are running; try again", 2)
    try:
        yield
    finally:
        outward.places.release()


def _asked(
    outward: Outward, place: str, accept: str, form: bytes | None, seconds: float
) -> Fetched | str:
    """Return what `place` gives, or where it leads to."""
    target = outward.target(place)
    connection = _Connection(target, seconds)
    watch = Timer(seconds, connection.cut)
    watch.daemon = True
    watch.start()
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "zhengtu"}
    if form is not None:
        headers["Content-Type"] = _FORM
    try:
        with closing(connection):
            connection.request("GET" if form is None else "POST", target.path, form, headers)
            return _read(outward, place, connection.getresponse(), is_form=form is not None)
    except (OSError, http.client.HTTPException) as error:
        why = f"{type(error).__name__}, within {outward.seconds:g} s"
        raise RemoteError(f"<{place}> cannot be read: {why}") from None
    finally:
        watch.cancel()


def _read(
    outward: Outward, place: str, response: http.client.HTTPResponse, *, is_form: bool
) -> Fetched | str:
    there = response.headers.get("Location", "")
    if response.status in _REDIRECTS and there:
        if is_form:
            raise RemoteError(f"<{place}> leads to <{urljoin(place, there)}>; name that address")
        return urldefrag(urljoin(place, there)).url
    if response.status != 200:
        raise RemoteError(f"<{place}> answers {response.status}")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RemoteError(f"<{place}> packs what it was asked not to pack")
    if response.length is None and not response.chunked:
        raise RemoteError(f"<{place}> does not say how long its answer is")
    body = response.read(outward.most_bytes + 1)
    if len(body) > outward.most_bytes:
        raise RemoteTooLarge(f"<{place}> gives over {outward.most_bytes} bytes")
    if response.length:
        raise RemoteError(f"<{place}> ends before it is whole")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Fetched(body, response.headers.get_content_type(), place, headers)
