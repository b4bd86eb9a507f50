"""A snapshot opened for answering: its text index and its query workers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

from graph.identity_index import IdentityIndex
from graph.index import TextIndex
from graph.snapshot import CURRENT, NAMES, Snapshot, open_current
from graph.workers import Limits, Workers

if TYPE_CHECKING:
    from graph.columns import Columns


@dataclass
class OpenSnapshot:
    """The parts of `snapshot` that answer; each is opened on first use.

    Use it as a context manager, or close it: its workers are processes.
    """

    snapshot: Snapshot
    limits: Limits
    processes: int = 1

    @cached_property
    def index(self) -> TextIndex:
        return TextIndex(self.snapshot.index_path)

    @cached_property
    def columns(self) -> Columns:
        from graph.columns import COLUMNS_FILE, Columns

        return Columns(self.snapshot.index_path / COLUMNS_FILE)

    @cached_property
    def identities(self) -> IdentityIndex:
        return IdentityIndex(self.snapshot.index_path / NAMES)

    @cached_property
    def workers(self) -> Workers:
        return Workers(self.snapshot, self.limits, self.processes)

    def close(self) -> None:
        """Stop the workers, if any were started."""
        if "workers" in self.__dict__:
            self.workers.close()

    def __enter__(self) -> OpenSnapshot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class CurrentSnapshot:
    """The snapshot that `home` serves now; it is opened anew when `current` has turned."""

    def __init__(self, home: Path, limits: Limits, processes: int) -> None:
        self._home = home
        self._limits = limits
        self._processes = processes
        self._target = ""
        self._opened: OpenSnapshot | None = None
        self._retired: list[OpenSnapshot] = []
        self._turning = Lock()

    def open(self) -> OpenSnapshot:
        """Return the current snapshot, opened. One that was replaced is kept until the next turn.

        Raises SnapshotError if there is none.
        """
        with self._turning:
            link = self._home / CURRENT
            target = str(link.readlink()) if link.is_symlink() else ""
            if self._opened is None or target != self._target:
                opened = OpenSnapshot(open_current(self._home), self._limits, self._processes)
                self._retire()
                self._opened, self._target = opened, target
            return self._opened

    def _retire(self) -> None:
        """Close what was replaced before; what is replaced now may still be answering."""
        for old in self._retired:
            old.close()
        self._retired = [self._opened] if self._opened else []

    def close(self) -> None:
        self._retire()
        self._retire()
