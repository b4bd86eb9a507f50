"""Send whatever our own description allows, and what it forbids, to a server of our own.

    python -m bench.fuzz --home snapshots --examples 500

It sends them with a token that permits everything, so that bodies are read and graphs written, to
a copy of the home. Printed is every answer that nobody expects: a 5xx that is no limit, an error
without a reason, a body that is not of its type, a header that is missing. The exit code is then 1.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from api.http.tokens import new_token
from bench.served import serving
from graph.storage.snapshot import CURRENT

LIMITS = {503, 504, 507}
"""Of all 5xx those that are answers: the server is busy, or the query met its limit."""
_SAFE = ("content-security-policy", "x-content-type-options", "zhengtu-seconds")
_LEFT_OUT = {"/metrics", "/snapshots/{snapshot_id}/graph.{format_name}"}


def unexpected(answer: httpx.Response) -> str:
    """Return what is wrong with an answer, or nothing.

    >>> unexpected(httpx.Response(500))
    '500'
    """
    status, kind = answer.status_code, answer.headers.get("content-type", "")
    if status >= 500 and status not in LIMITS:
        return str(status)
    if status >= 400 and (kind != "application/problem+json" or not _has_reason(answer)):
        return f"{status} without a reason"
    if status < 300 and kind.split(";")[0].endswith("json") and not _is_json(answer):
        return f"{status}: {kind} that is none"
    return next((f"{status} without {name}" for name in _SAFE if name not in answer.headers), "")


def _has_reason(answer: httpx.Response) -> bool:
    return _is_json(answer) and bool(answer.json().get("detail"))


def _is_json(answer: httpx.Response) -> bool:
    try:
        json.loads(answer.content)
    except ValueError:
        return False
    return True


def operations(description: dict[str, Any]) -> Iterator[Any]:
    """Yield each operation of a description, as what makes requests for it."""
    schema = schemathesis.openapi.from_dict(description)
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path not in _LEFT_OUT:
            yield operation


@dataclass
class Seen:
    """What an operation answered: how often each status, and what was unexpected."""

    statuses: Counter[int] = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)


def fuzz(operation: Any, client: httpx.Client, examples: int) -> Seen:  # noqa: ANN401
    """Send `examples` requests of each kind, allowed and not; return what was seen."""
    seen = Seen()

    def send(case: Any) -> None:  # noqa: ANN401 - what schemathesis makes
        request = case.as_transport_kwargs(base_url=str(client.base_url))
        request.pop("cookies", None)
        sent = {k: v for k, v in request.items() if k in _TAKEN and v is not None}
        try:
            answer = client.request(**sent)
        except (httpx.InvalidURL, httpx.LocalProtocolError, ValueError):
            return  # no client can send that
        seen.statuses[answer.status_code] += 1
        if wrong := unexpected(answer):
            seen.unexpected.append(f"{case.method} {sent.get('url')} {sent}: {wrong}"[:400])

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        try:
            strategy = operation.as_strategy(generation_mode=mode)
            _run(send, strategy, examples)
        except schemathesis.errors.SchemathesisError:
            continue  # nothing can be wrong with this operation
    return seen


_TAKEN = ("method", "url", "params", "headers", "json", "data", "content", "files")


def _run(send: Any, strategy: Any, examples: int) -> None:  # noqa: ANN401
    quiet = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    quiet(given(case=strategy)(send))()


def _copy(home: Path, folder: Path) -> Path:
    """Show the current snapshot of `home` in `folder` too, where it may be written."""
    current = (home / CURRENT).resolve()
    copy = folder / "home"
    shutil.copytree(current, copy / current.name, copy_function=os.link)
    (copy / CURRENT).symlink_to(current.name)
    return copy


def _token(folder: Path) -> str:
    """Return a token of somebody who may do everything."""
    token, line = new_token("fuzz", ["write:*", "queries"])
    (folder / "tokens").write_text(f"{line}\n", encoding="utf-8")
    return token


def main() -> None:
    """Fuzz all operations as the command line says."""
    parser = argparse.ArgumentParser(description="fuzz a server of our own")
    parser.add_argument("--home", type=Path, default=Path("snapshots"))
    parser.add_argument("--examples", type=int, default=200)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(
            _copy(asked.home, Path(folder)), query_seconds=2, tokens=f"{folder}/tokens"
        ) as served,
        httpx.Client(base_url=served.address, timeout=60, trust_env=False) as client,
    ):
        client.headers["Authorization"] = f"Bearer {_token(Path(folder))}"
        total = 0
        for operation in operations(client.get("/openapi.json").json()):
            found = fuzz(operation, client, asked.examples)
            total += len(found.unexpected)
            print(
                f"{operation.method.upper()} {operation.path}: {len(found.unexpected)} unexpected",
                flush=True,
            )
            for line in found.unexpected[:3]:
                print(f"  {line}")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
