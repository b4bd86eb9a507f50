"""Which pages of other origins may read answers (CORS): a setting, but for one protocol."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_EXPOSED = [
    "ETag",
    "Retry-After",
    "Zhengtu-Rows",
    "Zhengtu-Seconds",
    "Zhengtu-Service",
    "Zhengtu-Snapshot",
    "Zhengtu-Truncated",
]


class CrossOrigin:
    """Lets `origins` read everything, and any origin what stands under `prefix`, errors included.

    Its protocol demands that. No origin gets to use what a browser keeps for this one: there is
    nothing such as a cookie here.
    """

    def __init__(self, app: ASGIApp, prefix: str, origins: tuple[str, ...] = ()) -> None:
        self._prefix = prefix
        self._open = _allowing(app, ["*"])
        self._others = _allowing(app, list(origins)) if origins else app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        is_open = path == self._prefix or path.startswith(f"{self._prefix}/")
        await (self._open if is_open else self._others)(scope, receive, send)


def _allowing(app: ASGIApp, origins: list[str]) -> ASGIApp:
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["*"],
        expose_headers=_EXPOSED,
    )
