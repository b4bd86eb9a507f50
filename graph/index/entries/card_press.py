"""Cards as an index keeps them: pressed, by a dictionary of what most of them have in common.

The names of fields and the nodes of a place stand in every card. The dictionary is made of the
first cards of an index, and stays with it whatever is added later.
"""

from __future__ import annotations

import threading
from pathlib import Path

import zstandard

SAMPLES = 2_000
"""Cards that a dictionary is made of."""

_DICTIONARY_FILE = "cards.dictionary"
_SIZE = 65_536
_FEWEST = 200
_LEVEL = 12


class CardPress:
    """Presses cards and opens them again, in any thread. An empty dictionary is none.

    >>> press = CardPress(b"")
    >>> press.open(press.press("环保局"))
    '环保局'
    """

    def __init__(self, dictionary: bytes) -> None:
        shared = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._engines = _Engines(shared)

    def press(self, card: str) -> bytes:
        return self._engines.compressor.compress(card.encode())

    def open(self, pressed: bytes) -> str:
        return self.encoded(pressed).decode()

    def encoded(self, pressed: bytes) -> bytes:
        """Return a card as UTF-8."""
        return self._engines.decompressor.decompress(pressed)


class _Engines(threading.local):
    """What presses and opens: one of each for a thread."""

    def __init__(self, shared: zstandard.ZstdCompressionDict | None) -> None:
        self.compressor = zstandard.ZstdCompressor(_LEVEL, shared, write_dict_id=False)
        self.decompressor = zstandard.ZstdDecompressor(shared)


def make_press(folder: Path, cards: list[str]) -> CardPress:
    """Make the press of the index in `folder` from its first cards, and keep its dictionary."""
    samples: list[bytes | bytearray | memoryview] = [card.encode() for card in cards[:SAMPLES]]
    enough = len(samples) >= _FEWEST
    dictionary = zstandard.train_dictionary(_SIZE, samples).as_bytes() if enough else b""
    (folder / _DICTIONARY_FILE).write_bytes(dictionary)
    return CardPress(dictionary)


def read_press(folder: Path) -> CardPress | None:
    """Return the press of the index in `folder`, if it has one already."""
    path = folder / _DICTIONARY_FILE
    return CardPress(path.read_bytes()) if path.exists() else None
