"""Words that a search knows beside those of the texts: names for jieba, and what means the same.

It comes from the registers, and stands in a file of the index, so that a search needs no register.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import zstandard

from graph.index.words.words import Words, folded, frequencies_of

LEXICON_FILE = "lexicon.zst"
_BEFORE = "lexicon.json"
"""What the file was called in an index of before."""
_LEVEL = 19


@dataclass(frozen=True, order=True)
class Synonym:
    """Who searches for `word` also means `other`, with a weight; `is_mutual` the other way too."""

    word: str
    other: str
    weight: float = 1.0
    is_mutual: bool = True


@dataclass(frozen=True)
class Lexicon:
    """`names` are words that jieba may not know.

    `frequencies` are of all words in order. To find them out takes longer than all else about a
    dictionary, so they are kept with an index.
    """

    names: tuple[str, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    frequencies: tuple[int, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words for the dictionary of jieba, in order."""
        found = {folded(word) for one in self.synonyms for word in (one.word, one.other)}
        return tuple(sorted({*self.names, *(w for w in found if 2 <= len(w) <= 12)}))

    def segmentation(self) -> Words:
        """Return what cuts texts into words, these among them."""
        return Words(self.words, self.frequencies)

    @cached_property
    def _meanings(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for one in self.synonyms:
            word, other = folded(one.word), folded(one.other)
            found.setdefault(word, {})[other] = one.weight
            if one.is_mutual:
                found.setdefault(other, {})[word] = one.weight
        return found

    def meanings(self, word: str) -> dict[str, float]:
        """Return what a folded `word` may also be called, with weights.

        >>> Lexicon(synonyms=(Synonym("沪", "上海", 0.3),)).meanings("上海")
        {'沪': 0.3}
        """
        return self._meanings.get(word, {})


def write_lexicon(folder: Path, lexicon: Lexicon) -> None:
    """Write `lexicon`, with the frequencies of its words."""
    content = {
        "names": lexicon.names,
        "synonyms": [asdict(synonym) for synonym in lexicon.synonyms],
        "frequencies": frequencies_of(lexicon.words),
    }
    text = json.dumps(content, ensure_ascii=False).encode()
    (folder / LEXICON_FILE).write_bytes(zstandard.ZstdCompressor(_LEVEL).compress(text))


def read_lexicon(folder: Path) -> Lexicon:
    path = folder / LEXICON_FILE
    packed = path.read_bytes() if path.exists() else b""
    text = zstandard.ZstdDecompressor().decompress(packed) if packed else None
    content = json.loads(text or (folder / _BEFORE).read_bytes())
    names, frequencies = content["names"], content.get("frequencies", ())
    return Lexicon(tuple(names), _synonyms(content["synonyms"]), tuple(frequencies))


def _synonyms(rows: Iterable[dict[str, object]]) -> tuple[Synonym, ...]:
    return tuple(Synonym(**row) for row in rows)  # type: ignore[arg-type]
