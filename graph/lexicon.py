"""Words that a search knows beside those of the texts: names for jieba, and what means the same.

It comes from the registers, and stands in a file of the index, so that a search needs no register.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from graph.words import folded

LEXICON_FILE = "lexicon.json"


@dataclass(frozen=True, order=True)
class Synonym:
    """Who searches for `word` also means `other`, with a weight; `is_mutual` the other way too."""

    word: str
    other: str
    weight: float = 1.0
    is_mutual: bool = True


@dataclass(frozen=True)
class Lexicon:
    """`names` are words that jieba may not know."""

    names: tuple[str, ...] = ()
    synonyms: tuple[Synonym, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words for the dictionary of jieba, in order."""
        found = {folded(word) for one in self.synonyms for word in (one.word, one.other)}
        return tuple(sorted({*self.names, *(w for w in found if 2 <= len(w) <= 12)}))

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
    content = {
        "names": lexicon.names,
        "synonyms": [asdict(synonym) for synonym in lexicon.synonyms],
    }
    text = json.dumps(content, ensure_ascii=False)
    (folder / LEXICON_FILE).write_text(text, encoding="utf-8")


def read_lexicon(folder: Path) -> Lexicon:
    content = json.loads((folder / LEXICON_FILE).read_text(encoding="utf-8"))
    return Lexicon(tuple(content["names"]), _synonyms(content["synonyms"]))


def _synonyms(rows: Iterable[dict[str, object]]) -> tuple[Synonym, ...]:
    return tuple(Synonym(**row) for row in rows)  # type: ignore[arg-type]
