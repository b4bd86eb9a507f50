"""What an answer is written into: packed where that is asked for, and bounded."""

from __future__ import annotations

import io
from typing import Protocol

import zstandard

from graph.sparql.rows import RowCounter
from graph.sparql.xml_text import XmlText
from ontology.errors import ResultTooLarge

ZSTD = "zstd"
"""The content coding of HTTP (RFC 8878)."""


class Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class _Plain:
    """Packs nothing."""

    def compress(self, data: bytes) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def packer_of(encoding: str) -> Packer:
    """Return what packs with the content coding `encoding`, nothing for none."""
    return zstandard.ZstdCompressor(level=1).compressobj() if encoding == ZSTD else _Plain()


class Bounded(io.BytesIO):
    """A buffer of packed bytes that refuses to grow over `limit`; `counter` sees them unpacked."""

    def __init__(
        self,
        limit: int,
        packer: Packer,
        counter: RowCounter | None = None,
        xml: XmlText | None = None,
    ) -> None:
        super().__init__()
        self._xml = xml
        self._limit = limit
        self._packer = packer
        self._counter = counter

    def write(self, data: bytes) -> int:  # type: ignore[override]
        length = len(data)
        if self._xml:
            data = self._xml.right(data)
        if self._counter:
            self._counter.feed(data)
        self._keep(self._packer.compress(data))
        return length

    def finished(self) -> bytes:
        """Return all that was written, packed."""
        self._keep(self._packer.flush())
        return self.getvalue()

    def _keep(self, packed: bytes) -> None:
        if self.tell() + len(packed) > self._limit:
            message = f"the result is over {self._limit} bytes; add a LIMIT or select less"
            raise ResultTooLarge(message)
        super().write(packed)
