"""What a load puts together: parts that were made before, and parts that are made now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.build import Building
from graph.machine.pauses import Pauses
from graph.publish import keep_document
from graph.storage.parts import KEY_LENGTH, Part, is_intact, take_part
from graph.storage.snapshot import LinkedYears, LoadedDocument, Snapshot, StoredDocument
from loader.parts import Made, Making, Task, making
from ontology.errors import OutOfTime


@dataclass
class Assembly:
    """The documents that stand in the build in `folder`, by their nodes."""

    folder: Path
    building: Building
    documents: dict[str, LoadedDocument] = field(default_factory=dict)

    def twin_of(self, made: Made) -> str | None:
        """Return the name of the file that is the same document, if one was read."""
        twin = self.documents.get(made.document.iri)
        return twin.name if twin else None

    def add(self, made: Made) -> None:
        document = made.document
        keep_document(self.folder, document, made.data)
        self.building.add(document.iri, document.part)
        self.documents[document.iri] = document

    def sorted_documents(self) -> tuple[LoadedDocument, ...]:
        return tuple(self.documents[iri] for iri in sorted(self.documents))


class Held:
    """The parts of a snapshot that a load by the same `fingerprint` may take over, by key.

    A part whose files are not what was written is made again.
    """

    def __init__(self, snapshot: Snapshot | None, fingerprint: str) -> None:
        self._snapshot = snapshot
        self._documents: dict[str, StoredDocument] = {}
        self._links: dict[str, LinkedYears] = {}
        self._intact: dict[str, bool] = {}
        if snapshot and snapshot.manifest["registers"]["key"] == fingerprint[:KEY_LENGTH]:
            self._documents = {document.part.key: document for document in snapshot.documents()}
            self._links = {one.part.key: one for one in snapshot.links()}

    def saves_work(self, tasks: list[Task]) -> bool:
        """Tell whether a build of `tasks` should begin as the snapshot is.

        To remove a part costs more than to build it anew, and takes its files.
        """
        if not self._snapshot or not self._documents:
            return False
        new = [task for task in tasks if self._find(task) is None]
        return len(new) < len(self._documents) and all(map(self._is_intact, self._snapshot.parts()))

    @contextmanager
    def made(self, tasks: list[Task], processes: int) -> Iterator[Making]:
        """Give each task with its part, taken over or made now, in the order of `tasks`.

        Those that ran out of time are made once more at the end, if the machine stood still: it
        charges the pause to whoever is at work, and pauses come together.
        """
        found = {task: self._find(task) for task in tasks}
        new = [task for task in tasks if found[task] is None]
        with Pauses() as pauses, making(new, processes) as made:
            yield self._in_order(found, made, pauses, processes)

    def _in_order(
        self,
        found: dict[Task, StoredDocument | None],
        made: Making,
        pauses: Pauses,
        processes: int,
    ) -> Making:
        late: list[Task] = []
        for task, stored in found.items():
            one = self._take(stored, task) if stored else next(made)[1]
            if isinstance(one, OutOfTime) and pauses.seen:
                late.append(task)
            else:
                yield task, one
        with making(late, processes) as again:
            yield from again

    def take_links(self, key: str, folder: Path) -> LinkedYears | None:
        """Show the links of that key in `folder` too, if the snapshot has them."""
        linked = self._links.get(key)
        if linked is None or not self._is_intact(linked.part):
            return None
        if self._snapshot:
            take_part(self._snapshot.parts_path, folder, linked.part)
        return linked

    def _find(self, task: Task) -> StoredDocument | None:
        sha256 = sha256_of(task.path) if self._documents else None
        stored = self._documents.get(task.key(sha256)) if sha256 else None
        return stored if stored and self._is_intact(stored.part) else None

    def _is_intact(self, part: Part) -> bool:
        """Tell whether the files of a part are what was written; each is looked at once."""
        if part.key not in self._intact:
            assert self._snapshot is not None  # noqa: S101 - it has the part
            self._intact[part.key] = is_intact(self._snapshot.parts_path, part)
        return self._intact[part.key]

    def _take(self, stored: StoredDocument, task: Task) -> Made:
        assert self._snapshot is not None  # noqa: S101 - it holds the part
        take_part(self._snapshot.parts_path, task.folder, stored.part)
        return Made(stored, stored.path)


def sha256_of(path: Path) -> str | None:
    """Return the hash of a file, or None for one that cannot be read; its reader says why."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
