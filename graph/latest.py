"""The snapshot that is current, for a process that looks up and does nothing else."""

from __future__ import annotations

from pathlib import Path

from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.sparql.lookups.trees import MOST_WITH_VALUE
from graph.storage.snapshot import CURRENT, open_target, target_of


class LatestSnapshot:
    """The current snapshot of `home`, without processes; one that was replaced is let go of."""

    def __init__(self, home: Path, limits: Limits) -> None:
        self._home, self._limits = home, limits
        self._link = str(home / CURRENT)
        self._held: tuple[str, OpenSnapshot] | None = None

    def target(self) -> str:
        """Return the name of the folder of the snapshot that is current."""
        return target_of(self._link)

    def at(self, target: str) -> OpenSnapshot:
        """Return the snapshot in the folder `target`, opened; raises SnapshotError.

        It is kept as long as it is the current one. Where the link was turned meanwhile this is
        still what the name says: what is answered from it is kept under that name.
        """
        if self._held and self._held[0] == target:
            return self._held[1]
        snapshot = open_target(self._home, target)
        opened = OpenSnapshot(snapshot, self._limits, with_value=MOST_WITH_VALUE)
        self._held = (target, opened) if self.target() == target else None
        return opened
