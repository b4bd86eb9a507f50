"""How the application serves: what it is told once, when it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from graph.outward.hosts import NOBODY, Outward
from graph.serving.jobs import Crew


@dataclass(frozen=True)
class Serving:
    """Settings of the HTTP side, with defaults that are safe in public.

    `origins` may read answers from pages of their own (CORS); `*` stands for all. `cache_bytes` is
    the room for answers that are known already, `body_bytes` the largest body of a request.
    `tokens` is the file of tokens; `log_text` writes queries in full to the log. `outward` says
    whom LOAD may ask, `services` whom SERVICE may: nobody. `public` is the address that answers
    name; without it that is the one that a request names.
    """

    crew: Crew = field(default_factory=Crew)
    origins: tuple[str, ...] = ()
    cache_bytes: int = 64_000_000
    body_bytes: int = 10_000_000
    open_snapshots: int = 4
    tokens: Path | None = None
    log_text: bool = False
    outward: Outward = NOBODY
    services: Outward = NOBODY
    public: str = ""
