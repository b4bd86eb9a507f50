"""Run the HTTP server."""

from __future__ import annotations

import logging
import resource
import socket
from contextlib import suppress
from functools import partial
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from api.app import Application, create_app
from api.connection.at_once import Response, Start
from api.connection.lending import Lent
from api.http.observing import LOG
from api.serving import Serving
from graph.machine.processors import processors
from graph.opened import OpenSnapshot
from graph.outward.hosts import SERVICE_SETTING, Outward, read_hosts
from graph.serving.jobs import Crew
from graph.storage.snapshot import open_current
from ontology.errors import SettingError
from zhengtu.connections import Bounds, bounded_protocol
from zhengtu.fronts import Fronts
from zhengtu.settings import Settings

_FILES = 8_192
"""Open files that are enough for all connections."""
_RESERVED = 200
"""Of them, those that are no connections."""
_PER_PROCESSOR = 2
"""Fronts at the most: while one waits for the client or for a processor, another goes on."""
_KEPT = 20
"""Seconds that an idle connection is kept."""


def run(settings: Settings, host: str, port: int) -> None:
    """Serve the current snapshot of `settings.home` until interrupted; port 0 takes a free one.

    Raises SnapshotError if there is none, SettingError if the port is taken.
    """
    import uvicorn

    snapshot = open_current(settings.home)
    listener = _listen(host, port)
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}"
    print(f"zhengtu serves snapshot {snapshot.id} at {address}/", flush=True)
    explain_here = partial(_explain, folder=settings.data / "registers")
    limits, processes = settings.limits(), settings.query_processes
    app = create_app(settings.home, limits, processes, explain_here, serving_of(settings))
    if settings.query_log:
        log_queries(settings.query_log)
    fronts = fronts_of(settings, app)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=bounded_protocol(
            Bounds(settings.client_connections), partial(_recall, app), fronts.lend
        ),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies or None,
        limit_concurrency=min(settings.connections, _allow_files() - _RESERVED),
        timeout_keep_alive=_KEPT,
        timeout_graceful_shutdown=10,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        fronts.close()


def _explain(surface: str, document: str, opened: OpenSnapshot, folder: Path) -> dict[str, Any]:
    """Say why a surface means a body; who asks for it first waits for what reads registers."""
    from zhengtu.why import explain

    return explain(surface, document, opened, folder)


def _recall(app: Application, head: bytes) -> Response | Start | None:
    return app.known.at_once(head) if app.known else None


def fronts_of(settings: Settings, app: Application) -> Fronts:
    """Return the fronts of `app`."""
    number = _number_of_fronts(settings)
    lent = Lent(
        home=settings.home,
        room=_room(settings) // max(1, number),
        limits=settings.limits(),
        is_logged=bool(settings.query_log),
        with_text=settings.query_log_text,
        public=settings.public_url,
    )
    return Fronts(number, lent, app.state.observer.counted.add)


def _number_of_fronts(settings: Settings) -> int:
    usable = processors()
    return min(settings.lookup_processes, _PER_PROCESSOR * usable) if usable > 1 else 0


def _room(settings: Settings) -> int:
    """Return the bytes for answers that the server, its results, and all fronts have each."""
    return settings.cache_mb * 1_000_000 // (3 if _number_of_fronts(settings) else 2)


def serving_of(settings: Settings) -> Serving:
    """Return how the application serves by the settings."""
    crew = Crew(long=settings.query_long, per_client=settings.client_queries)
    return Serving(
        crew=crew,
        origins=tuple(settings.cors_origins.replace(",", " ").split()),
        cache_bytes=2 * _room(settings),
        body_bytes=settings.body_mb * 1_000_000,
        open_snapshots=settings.open_snapshots,
        tokens=Path(settings.tokens) if settings.tokens else None,
        log_text=settings.query_log_text,
        outward=Outward(read_hosts(settings.allowed_hosts)),
        services=Outward(
            read_hosts(settings.service_hosts, SERVICE_SETTING), setting=SERVICE_SETTING
        ),
        public=settings.public_url,
    )


def log_queries(target: str) -> None:
    """Write a line of JSON for each query to the file `target`, `-` for standard error.

    Raises SettingError if the file cannot be written. It may be moved away while it is written.
    """
    try:
        handler = logging.StreamHandler() if target == "-" else WatchedFileHandler(target)
    except OSError as error:
        raise SettingError(f"ZHENGTU_QUERY_LOG: {target}: {error.strerror}") from None
    handler.setFormatter(logging.Formatter('{"time": "%(asctime)s", "entry": %(message)s}'))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _allow_files() -> int:
    """Let this process have the files that it needs; return how many it may have open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; without,
    # each answer on a kept connection waits 40 ms for the client's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)  # From here on clients wait, they are not refused.
    except (OSError, OverflowError) as error:
        listener.close()
        why = error.strerror if isinstance(error, OSError) else "a port is at most 65535"
        message = f"cannot listen on {host}:{port}: {why}; choose another with --port"
        raise SettingError(message) from None
    listener.set_inheritable(True)
    return listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
