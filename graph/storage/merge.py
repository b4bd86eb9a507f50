"""Sorted N-Quads of many parts as one sorted stream; memory stays flat in their number."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import zstandard

from graph.storage.parts import read_lines

_MOST_FILES = 200
"""Files that are merged at the same time, well under what a process may open."""


def merged_lines(paths: list[Path]) -> Iterator[bytes]:
    """Yield the lines of packed sorted files in the order of their bytes, equal ones once."""
    with tempfile.TemporaryDirectory() as folder:
        number = 0
        while len(paths) > _MOST_FILES:
            group, paths = paths[:_MOST_FILES], paths[_MOST_FILES:]
            paths.append(_write_merged(group, Path(folder) / str(number)))
            number += 1
        yield from _merge(paths)


def _merge(paths: list[Path]) -> Iterator[bytes]:
    yield from (line for line, _ in groupby(heapq.merge(*map(read_lines, paths))))


def _write_merged(paths: list[Path], target: Path) -> Path:
    packer = zstandard.ZstdCompressor(level=1)
    with target.open("wb") as file, packer.stream_writer(file) as packed:
        for line in _merge(paths):
            packed.write(line)
    return target
