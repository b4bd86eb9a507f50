"""All settings: environment variables that begin with ZHENGTU_, read once at the edge."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.errors import SettingError
from ontology.ids import DEFAULT_BASE

if TYPE_CHECKING:
    from graph.serving.workers import Limits

PREFIX = "ZHENGTU_"
_NOT_OURS = frozenset({"ZHENGTU_SHARED"})
"""Read by the tests only: the folder of reference material."""


def _setting(default: object, description: str, **limits: Any) -> Any:  # noqa: ANN401
    return Field(default, description=description, validate_default=True, **limits)


class Settings(BaseSettings):
    """Settings with defaults that work from a checkout."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    home: Path = _setting("snapshots", "where snapshots live")
    data: Path = _setting("data", "the folder of `documents/` and `registers/`")
    base_iri: str = _setting(
        DEFAULT_BASE, "root of all IRIs", pattern=r'^https?://[^\s<>"{}|^`\\]+/$'
    )
    host: str = _setting("127.0.0.1", "address that `serve` listens on")
    port: int = _setting(8000, "port that `serve` listens on", ge=0, le=65535)
    load_processes: int = _setting(0, "processes that read documents; 0: one a processor", ge=0)
    query_seconds: float = _setting(30, "deadline of a query", gt=0)
    query_memory_mb: int = _setting(4000, "address space of a query's process", ge=1000)
    query_processes: int = _setting(2, "queries that run at the same time", ge=1)
    query_long: int = _setting(4, "long queries that run behind the quick ones", ge=1)
    lookup_processes: int = _setting(4, "processes for clients that only look up", ge=0)
    result_mb: int = _setting(100, "size of a result at the most", ge=1)
    result_rows: int = _setting(1000000, "rows of a result at the most", ge=1)
    body_mb: int = _setting(10, "size of the body of a request at the most", ge=1)
    cache_mb: int = _setting(64, "room for answers that are known already", ge=0)
    client_queries: int = _setting(10, "queries of one client at the same time", ge=1)
    client_connections: int = _setting(100, "connections of one client", ge=1)
    connections: int = _setting(1000, "connections of all clients", ge=1)
    open_snapshots: int = _setting(4, "snapshots that are open at the same time", ge=1)
    cors_origins: str = _setting("", "origins whose pages may read answers; * for all")
    allowed_hosts: str = _setting("", "hosts that LOAD may ask; nobody without")
    service_hosts: str = _setting("", "hosts that SERVICE may ask; nobody without")
    tokens: str = _setting("", "file of the hashes of tokens")
    query_log: str = _setting("", "file that gets a line for each query; - for standard error")
    query_log_text: bool = _setting(False, "write queries in full to the log")  # noqa: FBT003
    public_url: str = _setting(
        "",
        "address that answers name, as https://data.example.org; without, that of the request",
        pattern=r"^(https?://[\w.\[\]:-]+)?$",
    )
    proxies: str = _setting("", "addresses of proxies that say who their client is")

    def limits(self) -> Limits:
        """Return what one query may take."""
        from graph.serving.workers import Limits

        return Limits(
            seconds=self.query_seconds,
            memory=self.query_memory_mb * 1_000_000,
            result_bytes=self.result_mb * 1_000_000,
            result_rows=self.result_rows,
        )


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises SettingError for a variable that is misspelt or a value that is not valid.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields} | _NOT_OURS
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name, known, n=1) or sorted(known)
            raise SettingError(f"no setting {name}; there is {', '.join(near)}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingError(f"{name}: {first['msg']}") from None
