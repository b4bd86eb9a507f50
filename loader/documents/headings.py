"""What stands over the work of a document and is no work itself: titles, headers, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loader.assignments.fields import BLANK
from loader.documents.lines import PAGE_NUMBER
from loader.registers.registers import Registers
from loader.texts.outline import is_title, without_mark, without_sign

_APART = re.compile(r"\s*[|｜\t]\s*|[ \u3000]{2,}")
"""What parts the words of a header that lost its lines."""


@dataclass(frozen=True)
class Headings:
    """The titles above the items of a document and the words of the headers of its tables."""

    titles: frozenset[str]
    words: frozenset[str]
    registers: Registers

    def hold(self, text: str) -> bool:
        """Tell whether `text` is one of them: a title with its mark, a header or a word of it."""
        plain = _key(without_mark(without_sign(text)))
        if _key(text) in self.words or {plain, _key(text)} & self.titles:
            return True
        begins = any(plain.startswith(title) for title in self.titles)
        words = [word for word in _APART.split(text) if word]
        return (begins and is_title(text)) or all(map(self._is_header, words))

    def hold_row(self, text: str) -> bool:
        """Tell whether `text` is the header of a table, several words of it in one line."""
        words = [word for word in _APART.split(text) if word]
        return len(words) > 1 and all(map(self._is_header, words))

    def _is_header(self, word: str) -> bool:
        key = _key(word)
        is_known = key in self.words or self.registers.field_of(key) is not None
        return is_known or bool(self.registers.fields_of_glued(word))


def headings_of(titles: Iterable[str], words: Iterable[str], registers: Registers) -> Headings:
    """Return the headings of a document: `titles` of items, `words` of headers."""
    return Headings(_keys(titles), _keys(words), registers)


def says_something(text: str) -> bool:
    """Tell whether `text` prints more than a rule, a mark, the number of a page or 无."""
    is_blank = text in BLANK or PAGE_NUMBER.fullmatch(text)
    return bool(re.search(r"\w", text)) and not is_blank


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_key, texts)) - {""}


def _key(text: str) -> str:
    return re.sub(r"\W", "", text)
