"""Run the HTTP server."""

from __future__ import annotations

import socket
from functools import partial

from api.app import create_app
from graph.snapshot import open_current
from ontology.errors import SettingError
from zhengtu.cli import limits_of
from zhengtu.settings import Settings
from zhengtu.why import explain


def run(settings: Settings, host: str, port: int) -> None:
    """Serve the current snapshot of `settings.home` until interrupted; port 0 takes a free one.

    Raises SnapshotError if there is none, SettingError if the port is taken.
    """
    import uvicorn

    snapshot = open_current(settings.home)
    listener = _listen(host, port)
    address = f"http://{_shown(host)}:{listener.getsockname()[1]}"
    print(f"zhengtu serves snapshot {snapshot.id} at {address}/", flush=True)
    explain_here = partial(explain, folder=settings.data / "registers")
    limits, processes = limits_of(settings), settings.query_processes
    app = create_app(settings.home, limits, processes, explain_here)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; without,
    # each answer on a kept connection waits 40 ms for the client's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # From here on clients wait, they are not refused.
    except (OSError, OverflowError) as error:
        listener.close()
        why = error.strerror if isinstance(error, OSError) else "a port is at most 65535"
        message = f"cannot listen on {host}:{port}: {why}; choose another with --port"
        raise SettingError(message) from None
    listener.set_inheritable(True)
    return listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
