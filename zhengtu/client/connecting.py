"""Where a knowledge graph is: at an address, in a folder, or on this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import UnknownValue
from ontology.packages import require

if TYPE_CHECKING:
    from zhengtu.client.channel import Channel
    from zhengtu.client.graph import KnowledgeGraph
    from zhengtu.client.local import LocalServer


def connect(
    where: str | Path | None = None, *, snapshot: str | None = None, language: str = "zh"
) -> KnowledgeGraph:
    """Connect to the address or folder `where`; without one, to the snapshot on this computer.

    A folder is one of snapshots, or a snapshot itself; it is served by a process of its own that
    ends with the connection. With the id of a `snapshot` that one answers, whatever is current.
    Raises MissingPackage, RemoteError for an address that does not answer, SnapshotError.
    """
    require("httpx", "pandas", "pyarrow", "tqdm")
    from zhengtu.client.channel import Channel
    from zhengtu.client.graph import KnowledgeGraph

    text = str(where or "")
    if text.startswith(("http://", "https://")):
        channel = Channel(text.removesuffix("/sparql"))
        return _opened(channel, partial(KnowledgeGraph, channel, snapshot, language))
    from zhengtu.client.local import LocalServer, find_snapshot
    from zhengtu.settings import read_settings

    home, own = find_snapshot(Path(where) if where else read_settings().home)
    if own and snapshot and own != snapshot:
        raise UnknownValue(f"{where} is snapshot {own}, not {snapshot}", "snapshot")
    server = LocalServer(home)
    channel = Channel(server.url, trust_env=False)
    of_server = partial(KnowledgeGraph, channel, snapshot or own, language, server, str(home))
    return _opened(server, partial(_opened, channel, of_server))


def _opened(part: Channel | LocalServer, make: Callable[[], KnowledgeGraph]) -> KnowledgeGraph:
    """Return what `make` makes; if it fails, close the `part` of it that is open already."""
    try:
        return make()
    except BaseException:
        part.close()
        raise
