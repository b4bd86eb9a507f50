"""Requests to an endpoint: waiting shows what comes, interrupting stops the query."""

from __future__ import annotations

import asyncio
import sys
import time
import weakref
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import aclosing
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import httpx

from ontology.errors import RemoteError, ZhengtuError
from zhengtu.client.problems import error_of

_PATIENCE = 1.0
"""Seconds after which it is shown that something is going on."""
_TICK = 0.5


@dataclass(frozen=True)
class Reply:
    """A whole answer: its bytes unpacked, its media type, the snapshot that it is from."""

    body: bytes
    media_type: str
    snapshot: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def elsewhere(self) -> str:
        """Which other hosts were asked by SERVICE, and when; empty if the snapshot says it all."""
        return self.headers.get("zhengtu-service", "")


@dataclass
class _Coming:
    """How many bytes have come so far."""

    received: int = 0


class Channel:
    """A kept connection to the endpoint `url`. Close it when it is no longer needed.

    Requests run in an event loop of their own: one that is interrupted there ends at once. A
    thread that reads a socket cannot be made to let go of it.
    """

    def __init__(self, url: str, *, trust_env: bool = True, bar: bool | None = None) -> None:
        self.url = url.rstrip("/")
        self._bar = _is_watched() if bar is None else bar
        # the server has a deadline of its own; without one, a dead server is noticed by the socket
        timeout = httpx.Timeout(None, connect=10)
        self._client = httpx.AsyncClient(
            timeout=timeout, trust_env=trust_env, follow_redirects=True
        )
        self._loop = asyncio.new_event_loop()
        arguments = (self._loop, self._client)
        self._thread = Thread(target=_run, args=arguments, name="zhengtu", daemon=True)
        self._thread.start()
        self._end = weakref.finalize(self, self._loop.call_soon_threadsafe, self._loop.stop)

    def get(
        self, path: str, params: Mapping[str, Any] | None = None, accept: str = "application/json"
    ) -> Reply:
        """Return the answer to GET `path`. Raises the error that the endpoint names."""
        return self._wait(self._request("GET", path, params or {}, accept))

    def post(
        self, path: str, form: Mapping[str, Any], params: Mapping[str, Any], accept: str
    ) -> Reply:
        """Return the answer to a form that is posted to `path`."""
        return self._wait(self._request("POST", path, params, accept, form))

    def _request(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any],
        accept: str,
        form: Mapping[str, Any] | None = None,
    ) -> httpx.Request:
        headers = {"Accept": accept, "Accept-Encoding": "zstd"}
        url = self.url + path
        return self._client.build_request(method, url, params=params, data=form, headers=headers)

    def _wait(self, request: httpx.Request) -> Reply:
        coming = _Coming()
        future = asyncio.run_coroutine_threadsafe(self._fetch(request, coming), self._loop)
        try:
            return self._watch(future, coming)
        except ZhengtuError as error:
            # whoever asked reads what was wrong, not how the thread came upon it
            raise error.with_traceback(None) from None
        except KeyboardInterrupt:
            # the server sees that the client has left, and stops the query
            future.cancel()
            raise

    def _watch(self, future: Future[Reply], coming: _Coming) -> Reply:
        begun = time.time()
        try:
            return future.result(timeout=_PATIENCE)
        except NotYet:
            if not self._bar:
                return future.result()
        from tqdm import tqdm

        form = "{desc}: {n_fmt}B [{elapsed}]"
        with tqdm(unit_scale=True, leave=False, file=sys.stderr, bar_format=form, delay=1) as bar:
            bar.start_t = begun
            while True:
                bar.n = coming.received
                bar.set_description_str("政图 receiving" if bar.n else "政图 waiting", refresh=True)
                try:
                    return future.result(timeout=_TICK)
                except NotYet:
                    continue

    async def _fetch(self, request: httpx.Request, coming: _Coming) -> Reply:
        body = bytearray()
        try:
            response = await self._client.send(request, stream=True)
            async with aclosing(response):
                async for chunk in response.aiter_bytes():
                    body += chunk
                    coming.received = len(body)
        except httpx.HTTPError as error:
            raise RemoteError(f"{self.url}: no answer ({error}); is it being served?") from error
        if response.status_code >= 400:
            raise error_of(response.status_code, bytes(body))
        media_type = response.headers.get("content-type", "").partition(";")[0]
        snapshot = response.headers.get("zhengtu-snapshot", "")
        return Reply(bytes(body), media_type, snapshot, response.headers)

    def close(self) -> None:
        self._end()
        self._thread.join()


def _run(loop: asyncio.AbstractEventLoop, client: httpx.AsyncClient) -> None:
    """Run requests until the loop is stopped."""
    loop.run_forever()
    loop.run_until_complete(client.aclose())
    loop.close()


def _is_watched() -> bool:
    """Tell whether somebody sees standard error: at a terminal, or in a notebook."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules
