"""Pages of other origins may read the addresses for which a protocol demands it (CORS)."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send


class CrossOrigin:
    """Lets any origin read what stands under `prefix`, errors included, and nothing else."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
            expose_headers=["Zhengtu-Snapshot"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            await self._open(scope, receive, send)
        else:
            await self._app(scope, receive, send)
