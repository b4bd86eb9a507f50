"""Entity tags: what a client has already is not worked out and sent again (RFC 9110, 8.8.3).

A snapshot never changes, so an answer is known by the snapshot, the question and the code.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from fastapi import Request
from starlette.types import Message, Scope, Send

from api.http.asked import Asked, asked_of
from graph.sparql.evaluate import Query
from graph.sparql.results import is_repeatable
from graph.storage.snapshot import Snapshot

_PACKAGES = ("ontology", "graph", "queries", "api")
_CODE = (".py", ".rq", ".html", ".css", ".js", ".ttl")
_OTHER = ("/sparql", "/api/resolve", "/health", "/ready", "/api/queries")
"""Addresses whose answer is not of the address and the snapshot alone."""
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_OF_BODY = {b"content-length", b"content-type", b"content-encoding", b"content-disposition"}
"""Fields that say something of a body."""


class NotModified(Exception):
    """The client has the answer already."""


def check_known(request: Request, snapshot: Snapshot) -> None:
    """Note the tag of the answer to a GET; raises NotModified if the client has it."""
    if request.method == "GET" and request.url.path not in _OTHER:
        check_tag(request, _hash(str(snapshot.store_path), _code(), str(request.url)))


def check_tag(request: Request, key: str) -> None:
    """Note the tag of what `key` stands for; raises NotModified if the client has it.

    The header of the request says in which form the client gets it.
    """
    wanted = (request.headers.get(name, "") for name in ("accept", "accept-encoding", "host"))
    tag = tag_of(key, form_of(tuple(wanted)))
    asked_of(request.scope).tag = tag
    _check_had(request, tag)


def check_file(request: Request, *parts: str) -> str:
    """Return the tag of a file that is known by `parts`, byte for byte, and note it; raises
    NotModified if the client has it."""
    tag = f'"{_hash(_code(), *parts)}"'
    asked_of(request.scope).tag = tag
    _check_had(request, tag)
    return tag


def check_content(request: Request, content: str) -> None:
    """Note the tag of an answer that is known by what it says; raises NotModified if the client has
    it."""
    check_tag(request, _hash(content))


def _check_had(request: Request, tag: str) -> None:
    """Raise NotModified if the client has what has the tag; what is sent has an answer each time.

    The `W/` of a tag makes no difference (RFC 9110, section 13.1.2).
    """
    had = request.headers.get("if-none-match")
    if had and request.method == "GET" and tag.removeprefix("W/") in _TAG.findall(had):
        raise NotModified


def wants_nothing_there(scope: Scope) -> bool:
    """Tell whether a request is for what is not there: `If-None-Match: *`."""
    is_read = scope["method"] in ("GET", "HEAD")
    return is_read and any(n == b"if-none-match" and v == b"*" for n, v in scope["headers"])


def not_what_is_there(send: Send, asked: Asked) -> Send:
    """Return `send` that tells of an answer only that there is one; what others said is not there:
    it is another each time."""
    is_there = False

    async def send_less(message: Message) -> None:
        nonlocal is_there
        if message["type"] == "http.response.start":
            is_there = message["status"] == 200 and not asked.services
        if is_there and message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in _OF_BODY]
            message = {**message, "status": 304, "headers": kept}
        elif is_there:
            message = {**message, "body": b""}
        await send(message)

    return send_less


def tag_of(key: str, form: str) -> str:
    """Return the tag of what `key` stands for, in a form of `form_of`."""
    return f'W/"{key}-{form}"'


def key_of_query(snapshot: Snapshot, query: Query) -> str:
    """Return what the answer to `query` is known by, or nothing if it is another each time."""
    return key_of_text(str(snapshot.store_path), manner_of(query), query.text)


def manner_of(query: Query) -> str:
    """Return all that makes a difference to the answer of `query` but its text."""
    return repr(replace(query, text=""))


def key_of_text(store_path: str, manner: str, text: str) -> str:
    """Return what the answer to the query `text` is known by, see `key_of_query`."""
    if not is_repeatable(text):
        return ""
    digest = _begun(store_path, manner).copy()
    digest.update(text.encode())
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _begun(store_path: str, manner: str) -> hashlib.blake2b:
    """Return the hash of all that queries asked alike have before their text."""
    return _digest(store_path, _code(), manner, "")


@lru_cache(maxsize=256)
def form_of(wanted: tuple[str, ...]) -> str:
    """Return what tells the form apart that the headers `wanted` ask for."""
    return _digest(*wanted).hexdigest()


def _hash(*parts: str) -> str:
    return _digest(*parts).hexdigest()


def _digest(*parts: str) -> hashlib.blake2b:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12)


@cache
def _code() -> str:
    """Return a hash of the code that answers: another version may answer otherwise."""
    digest = hashlib.blake2b(digest_size=12)
    for package in _PACKAGES:
        for file in sorted(Path(str(files(package))).rglob("*")):
            if file.suffix in _CODE:
                digest.update(file.read_bytes())
    return digest.hexdigest()
