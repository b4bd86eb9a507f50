"""What every export says of itself, and how it is to be written."""

from __future__ import annotations

from dataclasses import dataclass

from graph.snapshot import Snapshot


@dataclass(frozen=True)
class About:
    """The snapshot of an export, and the options of its files.

    `bom` marks CSV as UTF-8 for Excel. `exact` leaves out the apostrophe before texts in CSV that
    a spreadsheet would run as a formula.
    """

    snapshot: str
    base_iri: str
    documents: tuple[str, ...] = ()
    bom: bool = False
    exact: bool = False

    @property
    def source(self) -> str:
        return f"政图 zhengtu, snapshot {self.snapshot} ({'; '.join(self.documents)})"


def about(snapshot: Snapshot, *, bom: bool = False, exact: bool = False) -> About:
    """Return what an export of `snapshot` says of itself."""
    documents = tuple(document.label for document in snapshot.documents())
    return About(snapshot.id, snapshot.base_iri, documents, bom, exact)
