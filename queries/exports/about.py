"""What every export says of itself, and how it is to be written."""

from __future__ import annotations

from dataclasses import dataclass

from graph.storage.snapshot import Snapshot


@dataclass(frozen=True)
class About:
    """The snapshot of an export, and the options of its files.

    `bom` makes CSV for Excel: marked as UTF-8, with an apostrophe before texts that it would run
    as a formula. Without it every value comes back as it was.
    """

    snapshot: str
    base_iri: str
    documents: tuple[str, ...] = ()
    bom: bool = False

    @property
    def source(self) -> str:
        return f"政图 zhengtu, snapshot {self.snapshot} ({'; '.join(self.documents)})"


def about(snapshot: Snapshot, *, bom: bool = False) -> About:
    """Return what an export of `snapshot` says of itself."""
    documents = tuple(document.label for document in snapshot.documents())
    return About(snapshot.id, snapshot.base_iri, documents, bom)
