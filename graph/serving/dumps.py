"""Files of a whole snapshot, for those who take it away: written once, packed, then only read.

They stand beside the snapshots in a hidden folder, and may be deleted at any time.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import IO

import zstandard
from pyoxigraph import RdfFormat, parse, serialize

from graph.serving.process import process_of
from graph.storage.parts import read_n_quads
from graph.storage.snapshot import Snapshot
from ontology.errors import SnapshotError, UnknownName
from ontology.ids import rebase
from ontology.standards import PREFIXES

FOLDER = ".dumps"
FORMATS = {"nq": "application/n-quads", "trig": "application/trig"}
_MOST_FILES = 8
_PIECE = 262_144
_LAST = 19
_writing = Lock()


def dump_of(home: Path, snapshot: Snapshot, format_name: str) -> Path:
    """Return the file of `snapshot` in a format of `FORMATS`, packed; write it if it is not there.

    Raises UnknownName for another format, SnapshotError if it cannot be written.
    """
    if format_name not in FORMATS:
        raise UnknownName(f"no format '{format_name}', only {', '.join(FORMATS)}")
    path = home / FOLDER / f"{snapshot.id}.{format_name}.zst"
    with _writing:
        if not path.exists():
            _write_apart(snapshot, format_name, path)
        _note_use(path)
        _drop_others(path)
    return path


def unpacked(path: Path) -> Iterator[bytes]:
    """Yield the content of a packed file."""
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as reader:
        while piece := reader.read(_PIECE):
            yield piece


def unpacked_length(path: Path) -> int:
    """Return the length of the content of a packed file."""
    return _unpacked_length(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _unpacked_length(path: Path, _: int) -> int:
    return sum(map(len, unpacked(path)))


def _note_use(path: Path) -> None:
    """Let the time of access say that the file was used; the other one says when it was written."""
    os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def _write_apart(snapshot: Snapshot, format_name: str, path: Path) -> None:
    """Write the file in a process of its own, behind all others; it shows when it is whole."""
    try:
        path.parent.mkdir(exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise SnapshotError(f"a dump cannot be written: {error.strerror}") from None
    process = process_of(write_dump, snapshot.folder, format_name, Path(unfinished))
    process.start()
    process.join()
    if process.exitcode:
        Path(unfinished).unlink()
        raise SnapshotError(f"the dump of snapshot {snapshot.id} cannot be written")
    Path(unfinished).replace(path)


def _drop_others(path: Path) -> None:
    """Keep the files that were used last."""
    by_use = sorted(path.parent.glob("*.zst"), key=lambda file: file.stat().st_atime)
    for old in by_use[:-_MOST_FILES]:
        old.unlink()


def write_dump(folder: Path, format_name: str, target: Path) -> None:
    """Write all statements of the snapshot in `folder` to `target`, packed."""
    os.nice(_LAST)
    snapshot = Snapshot(folder)
    write = _write_trig if format_name == "trig" else _write_n_quads
    target.chmod(0o644)
    with target.open("wb") as file:
        packer = zstandard.ZstdCompressor(level=3, write_checksum=True)
        with packer.stream_writer(file, closefd=False) as output:
            write(snapshot, output)
        file.flush()
        os.fsync(file.fileno())


def _write_n_quads(snapshot: Snapshot, output: IO[bytes]) -> None:
    for lines in snapshot.n_quads():
        output.write(lines)


def _write_trig(snapshot: Snapshot, output: IO[bytes]) -> None:
    """Write part after part, so that no more than one is in memory."""
    prefixes = {name: rebase(iri, snapshot.base_iri) for name, iri in PREFIXES.items()}
    for part in snapshot.parts():
        lines = read_n_quads(snapshot.parts_path, part)
        quads = sorted(parse(lines, format=RdfFormat.N_QUADS), key=lambda q: str(q.graph_name))
        output.write(serialize(quads, format=RdfFormat.TRIG, prefixes=prefixes) or b"")
