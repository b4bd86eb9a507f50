"""N-Quads on disk on their way into a snapshot: one sorted run per document, merged into one.

Memory stays flat in the number of documents, since one line of each run is held at a time.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import zstandard

_MOST_FILES = 200
"""Runs that are merged at the same time, well under the files that a process may open."""


@dataclass
class Spool:
    """Sorted runs of N-Quads lines in `folder`."""

    folder: Path
    _runs: list[Path] = field(default_factory=list)
    _named: int = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Write `lines`, which are sorted and end each with a line feed, as a run of their own."""
        self._runs.append(self._write(lines))

    def merged(self) -> Iterator[bytes]:
        """Yield the lines of all runs in the order of their bytes, equal ones once."""
        while len(self._runs) > _MOST_FILES:
            group, self._runs = self._runs[:_MOST_FILES], self._runs[_MOST_FILES:]
            self._runs.append(self._write(_merge(group)))
            for path in group:
                path.unlink()
        yield from _merge(self._runs)

    def _write(self, lines: Iterable[bytes]) -> Path:
        self._named += 1
        path = self.folder / f"{self._named:07d}.nq"
        with path.open("wb") as run:
            run.writelines(lines)
        return path


def _merge(runs: list[Path]) -> Iterator[bytes]:
    with ExitStack() as opened:
        files = [opened.enter_context(run.open("rb")) for run in runs]
        yield from (line for line, _ in groupby(heapq.merge(*files)))


@dataclass(frozen=True)
class Written:
    """What was written of a graph: the hash of its N-Quads and the number in each named graph."""

    sha256: str
    graphs: dict[str, int]

    @property
    def quads(self) -> int:
        return sum(self.graphs.values())


def write_graph(lines: Iterable[bytes], packed: Path, quads: Path, triples: Path) -> Written:
    """Write sorted N-Quads `lines` to three files: packed, plain, and without their graphs.

    A triple that stands in several graphs is in `triples` more than once; a store takes it once.
    """
    digest = hashlib.sha256()
    graphs: Counter[bytes] = Counter()
    with (
        packed.open("wb") as packed_file,
        zstandard.ZstdCompressor(level=6).stream_writer(packed_file) as packer,
        quads.open("wb") as quads_file,
        triples.open("wb") as triples_file,
    ):
        for line in lines:
            triple, graph, _ = line.rsplit(b" ", 2)
            graphs[graph] += 1
            digest.update(line)
            packer.write(line)
            quads_file.write(line)
            triples_file.write(triple + b" .\n")
    named = {graph.decode().strip("<>"): count for graph, count in sorted(graphs.items())}
    return Written(digest.hexdigest(), named)
