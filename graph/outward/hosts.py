"""Whom this server may ask: hosts on a list, whose addresses are those of the open net."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore
from urllib.parse import quote, urlsplit

from ontology.errors import OutwardRefused, RemoteError, SettingError

SETTING = "ZHENGTU_ALLOWED_HOSTS"
SERVICE_SETTING = "ZHENGTU_SERVICE_HOSTS"
AT_ONCE = 4
"""Requests to others at the same time: who asks slow ones takes no more of this server."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
_AWKWARD = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`]")
_SAFE = "/%:@!$&'()*+,;=~-._?"
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv6 that stand for one of IPv4 (RFC 6052)."""

_resolvers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="resolve")


def is_public(address: Address) -> bool:
    """Tell whether `address` is one of the open net, and hides no other one.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATED:
            hidden.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
        if not all(is_public(inner) for inner in hidden if inner):
            return False
        if address.ipv4_mapped:
            return True
    is_other = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not is_other


@dataclass(frozen=True)
class Target:
    """Where a request goes: a host by its name, one of its addresses, and what is asked there."""

    host: str
    port: int
    address: str
    path: str
    is_tls: bool


@dataclass(frozen=True)
class Outward:
    """The hosts that may be asked, each for `seconds` and `most_bytes` at the most.

    A host is a name, with `:port` behind where that is none of the two of HTTP. `may_reach` says
    to which addresses a name may lead, `setting` where the list is kept. `places` are those of the
    requests at the same time.
    """

    hosts: frozenset[str] = frozenset()
    seconds: float = 10.0
    most_bytes: int = 10_000_000
    may_reach: Callable[[Address], bool] = is_public
    setting: str = SETTING
    places: BoundedSemaphore = field(
        default_factory=partial(BoundedSemaphore, AT_ONCE), compare=False, repr=False
    )

    def listed(self, iri: str) -> str:
        """Return the host of `iri` as the list has it; raises OutwardRefused if it has not."""
        scheme, host, port, _ = _split(iri)
        named = host if port == _PORTS[scheme] else f"{host}:{port}"
        if named not in self.hosts:
            raise OutwardRefused(
                f"<{iri}>: this server asks no other one unless a list allows it;"
                f" its operator may put '{named}' into {self.setting}"
            )
        return named

    def target(self, iri: str) -> Target:
        """Return where a request for `iri` goes.

        Raises OutwardRefused for what is not on the list, RemoteError for a name without address.
        """
        self.listed(iri)
        scheme, host, port, path = _split(iri)
        found = resolved(host, port, self.seconds)
        if inner := [address for address in found if not self.may_reach(address)]:
            why = f"{host} leads to {inner[0]}, which is no address of the open net"
            raise OutwardRefused(f"<{iri}>: {why}")
        return Target(host, port, str(found[0]), path, scheme == "https")


NOBODY = Outward()


def read_hosts(text: str, setting: str = SETTING) -> frozenset[str]:
    """Return the hosts in `text` of a `setting`, which stand apart by spaces or commas.

    Raises SettingError for what is no host.

    >>> sorted(read_hosts("Data.Example.org, localhost:8080"))
    ['data.example.org', 'localhost:8080']
    """
    hosts = set[str]()
    for entry in text.replace(",", " ").split():
        name, colon, port = entry.partition(":")
        try:
            hosts.add(f"{_ascii(name)}{colon}{int(port) if colon else port}")
        except ValueError:
            message = f"{setting}: '{entry}' is no host; write example.org or example.org:8080"
            raise SettingError(message) from None
    return frozenset(hosts)


def resolved(host: str, port: int, seconds: float) -> list[Address]:
    """Return the addresses of `host`; raises RemoteError if there are none within `seconds`."""
    asked: Future[Iterable[tuple[object, ...]]] = _resolvers.submit(
        socket.getaddrinfo, host, port, type=socket.SOCK_STREAM
    )
    try:
        found = asked.result(timeout=seconds)
        addresses = [str(entry[4][0]) for entry in found]  # type: ignore[index]
        return [ipaddress.ip_address(a.partition("%")[0]) for a in dict.fromkeys(addresses)]
    except (OSError, ValueError, TimeoutError):
        asked.cancel()
        raise RemoteError(f"the host '{host}' has no address that can be found") from None


def _split(iri: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path; raises OutwardRefused for what is asked of no host."""
    try:
        parts = urlsplit(iri)
        host, port = parts.hostname or "", parts.port
        scheme = parts.scheme.lower()
        if _AWKWARD.search(iri) or scheme not in _PORTS or not host or "@" in parts.netloc:
            raise ValueError
        path = quote(parts.path or "/", safe=_SAFE)
        query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        return scheme, _ascii(host), port or _PORTS[scheme], path + query
    except ValueError:
        why = "only http and https, without a user's name, are asked"
        raise OutwardRefused(f"<{iri}>: {why}") from None


def _ascii(host: str) -> str:
    """Return the name of a host as it is looked up; raises ValueError for none."""
    name = host.lower().rstrip(".").encode("idna").decode("ascii")
    if not name:
        raise ValueError(host)
    return name
