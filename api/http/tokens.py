"""Who may do more than read: bearer tokens (RFC 6750), of which the server keeps hashes only.

The file has a line for each token: a name, the SHA-256 of the token, and what it permits.

    ada 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 queries

`queries` permits to list and stop the queries that run, `write:https://example.org/mine/*` to write
the graphs whose IRIs begin so, `write:*` all graphs that can be written. The file is read again
when it changes, so that a token whose line is deleted is worth nothing at once.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from ontology.errors import Forbidden, NotAuthorized, SettingError

QUERIES = "queries"
_SCHEME = "bearer"


@dataclass(frozen=True)
class Holder:
    """Someone who has a token: a name, and what the token permits."""

    name: str
    permissions: frozenset[str]

    def require(self, permission: str) -> None:
        """Raise Forbidden unless the token permits `permission`."""
        if permission not in self.permissions:
            raise Forbidden(f"the token of '{self.name}' does not permit {permission}")


class Tokens:
    """The tokens in the file `path`; without one nobody has a token."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._read_at = 0
        self._holders: dict[str, Holder] = {}

    @property
    def is_set(self) -> bool:
        """Whether there is a file of tokens at all."""
        return self._path is not None

    def holder(self, request: Request) -> Holder:
        """Return who sends `request`.

        Raises NotAuthorized for a request without a token, or with one that is not known.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != _SCHEME or not token.strip():
            raise NotAuthorized("send a token: 'Authorization: Bearer …'")
        given, found = hash_of(token.strip()), None
        for known, holder in self._known().items():
            # all are compared, each in constant time: how long it takes says nothing
            if hmac.compare_digest(known, given):
                found = holder
        if found is None:
            raise NotAuthorized("the token is not known here")
        return found

    def _known(self) -> dict[str, Holder]:
        if self._path is None:
            return {}
        try:
            changed = self._path.stat().st_mtime_ns
            if changed != self._read_at:
                self._holders = read_tokens(self._path.read_text(encoding="utf-8"), self._path)
                self._read_at = changed
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(
                f"the file of tokens cannot be read: {type(error).__name__}"
            ) from None
        return self._holders


def read_tokens(text: str, path: Path) -> dict[str, Holder]:
    """Return the holders in `text` by the hash of their token.

    Raises SettingError, with the line, for one that is not `name hash permission…`.
    """
    holders = {}
    for number, line in enumerate(text.splitlines(), start=1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if len(parts) < 3 or len(parts[1]) != 64:
            raise SettingError(f"{path.name}, line {number}: not 'name sha256 permission…'")
        holders[parts[1].lower()] = Holder(parts[0], frozenset(parts[2:]))
    return holders


def new_token(name: str, permissions: list[str]) -> tuple[str, str]:
    """Return a new token and its line for the file.

    >>> token, line = new_token("ada", ["queries"])
    >>> line == f"ada {hash_of(token)} queries", len(token) > 40
    (True, True)
    """
    token = secrets.token_urlsafe(32)
    return token, " ".join([name, hash_of(token), *permissions])


def hash_of(token: str) -> str:
    """Return the hash of a token. It is random, so that no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def holder_of(request: Request) -> Holder:
    """Return who sends `request`, by the tokens of the application."""
    tokens: Tokens = request.app.state.tokens
    return tokens.holder(request)
