"""The part of a snapshot that one document makes, packed on disk, so that a later load can take it.

    parts/{key}.nq.zst        its sorted N-Quads
    parts/{key}.index.zst     JSON lines: the nodes it shares, then its entries in the text index
    parts/{key}.report.zst    its report, as JSON

`key` is the hash of all that determines them. A part of the registers has no entries of its own.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard
from pyoxigraph import Quad

from graph.statements.statements import Statement, Term
from graph.storage.files import link_file
from ontology.errors import SnapshotError
from ontology.ids import DEFAULT_BASE, rebase

PARTS = "parts"
KEY_LENGTH = 32
REBUILD = "run 'zhengtu load --fresh' to rebuild"
_N_QUADS, _INDEX, _REPORT = ".nq.zst", ".index.zst", ".report.zst"
_SUFFIXES = (_N_QUADS, _INDEX, _REPORT)
_PACKING = zstandard.ZstdCompressionParameters.from_level(3, window_log=19, write_checksum=1)
"""A small window: an export reads hundreds of parts at the same time."""
_LONGEST_HEADER, _UNKNOWN = 18, -1


@dataclass(frozen=True)
class Content:
    """What a document brings: sorted N-Quads, entries of its own, nodes it shares, its report.

    The lines stand under the base of the snapshot, all else under the default base.
    """

    lines: list[bytes]
    entries: list[dict[str, list[str]]]
    shared: list[str]
    report: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A part on disk: `sha256` is of its N-Quads, `packed` of its files, `graphs` are counts."""

    key: str
    sha256: str
    packed: str
    graphs: dict[str, int]


def write_part(folder: Path, key: str, content: Content, base_iri: str) -> Part:
    """Write the files of a part to `folder`."""
    n_quads = b"".join(content.lines)
    index = "\n".join(map(_as_json, [content.shared, *content.entries]))
    texts = {
        _N_QUADS: n_quads,
        _INDEX: rebase(index, base_iri).encode(),
        _REPORT: rebase(_as_json(content.report), base_iri).encode(),
    }
    packer = zstandard.ZstdCompressor(compression_params=_PACKING)
    for suffix, text in texts.items():
        (folder / f"{key}{suffix}").write_bytes(packer.compress(text))
    sha256 = hashlib.sha256(n_quads).hexdigest()
    return Part(key, sha256, _hash_files(folder, key), _count_graphs(content.lines))


def sorted_n_quads(statements: Iterable[Statement | Quad], base_iri: str) -> list[bytes]:
    """Return the distinct N-Quads lines of statements in named graphs, in the order of their bytes.

    Terms write themselves as N-Quads have them.
    """
    text = _Texts()
    written = {f"{text[s]} {text[p]} {o} {text[g]} .\n" for s, p, o, g in statements}
    if base_iri != DEFAULT_BASE:
        written = {rebase(line, base_iri) for line in written}
    # the order of code points is that of their bytes
    return [line.encode() for line in sorted(written)]


class _Texts(dict[Term, str]):
    """Terms as N-Quads have them, each written once: most stand in many statements."""

    def __missing__(self, term: Term) -> str:
        self[term] = str(term)
        return self[term]


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _count_graphs(lines: list[bytes]) -> dict[str, int]:
    graphs = Counter(line[line.rindex(b" ", 0, -3) + 1 : -3] for line in lines)
    return {graph.decode().strip("<>"): count for graph, count in sorted(graphs.items())}


def _hash_files(folder: Path, key: str) -> str:
    digest = hashlib.sha256()
    for suffix in _SUFFIXES:
        digest.update((folder / f"{key}{suffix}").read_bytes())
    return digest.hexdigest()


def is_intact(folder: Path, part: Part) -> bool:
    """Tell whether the files of `part` in `folder` are the ones that were written."""
    try:
        return _hash_files(folder, part.key) == part.packed
    except OSError:
        return False


def take_part(source: Path, target: Path, part: Part) -> None:
    """Show the files of `part` in `source` in the folder `target` too."""
    for suffix in _SUFFIXES:
        link_file(source / f"{part.key}{suffix}", target / f"{part.key}{suffix}")


def n_quads_path(folder: Path, part: Part) -> Path:
    return folder / f"{part.key}{_N_QUADS}"


def read_n_quads(folder: Path, part: Part) -> bytes:
    """Return the sorted N-Quads of `part`."""
    return _unpacked(n_quads_path(folder, part))


def read_index(folder: Path, part: Part) -> tuple[list[str], list[str]]:
    """Return the IRIs of the nodes that `part` shares, and its own entries as JSON."""
    shared, *entries = _unpacked(folder / f"{part.key}{_INDEX}").decode().split("\n")
    return json.loads(shared), entries


def read_report(folder: Path, part: Part) -> str:
    """Return the report of `part` as JSON on one line."""
    return _unpacked(folder / f"{part.key}{_REPORT}").decode()


def _unpacked(path: Path) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(path.read_bytes())
    except (OSError, zstandard.ZstdError) as error:
        raise _damaged(path) from error


def read_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a packed file.

    Raises SnapshotError if it is missing or damaged.
    """
    try:
        with path.open("rb") as packed:
            size = zstandard.frame_content_size(packed.read(_LONGEST_HEADER))
            packed.seek(0)
            reader = zstandard.ZstdDecompressor().stream_reader(packed)
            lines = io.BufferedReader(reader, 1 << 16)
            yield from lines
            # a file that was cut ends without an error
            if size not in (_UNKNOWN, reader.tell()):
                raise EOFError
    except (OSError, EOFError, zstandard.ZstdError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> SnapshotError:
    return SnapshotError(f"{path}: missing or damaged; {REBUILD}")
