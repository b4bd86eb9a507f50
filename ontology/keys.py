"""What tells one thing from another in an identifier: hashes, initials, codes and printed numbers.

A key is a text; `ontology.ids` makes identifiers of keys.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from functools import lru_cache

NO_DIVISION = "000000"
"""Begins the division code where the issuer's place is in no register."""


def bare(words: str) -> str:
    """Return what of `words` counts: no white space, control characters, punctuation or widths.

    >>> bare("各县（区） 人民政府")
    '各县区人民政府'
    """
    return "".join(c for c in unicodedata.normalize("NFKC", words) if counts(c))


@lru_cache(maxsize=10_000)
def hash10(words: str) -> str:
    """Return 10 characters of lower-case base32 of the SHA-256 of `words`.

    White space, control characters and punctuation do not count, nor do widths (NFKC).

    >>> hash10("增长 7%。") == hash10("增长７%")
    True
    """
    digest = hashlib.sha256(bare(words).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:10]


def counts(character: str) -> bool:
    """Tell whether a character is part of a key: no white space, control sign or punctuation."""
    return unicodedata.category(character)[0] not in "ZCP"


def initials(chinese: str) -> str:
    """Return the first letters of the pinyin of `chinese`, a hash where there are none.

    >>> initials("太政发")
    'tzf'
    """
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(chinese, style=Style.FIRST_LETTER))
    ascii_only = re.sub(r"[^a-z0-9]", "", letters.lower())
    return ascii_only or hash10(chinese)


def unknown_division(words: str) -> str:
    """Return the code of a place that no register knows, of its own for each document.

    Two documents of unknown places share no body, whatever their bodies are called.
    """
    return f"{NO_DIVISION}-{hash10(words)}"


def part_of(code: str, name: str) -> str:
    """Return the key of a zone or town of the division `code` that has no code of its own.

    >>> part_of("510000", "天府新区").startswith("510000-")
    True
    """
    return f"{code}-{hash10(name)}"


def provision_key(letter: str, number: int, branch: int = 0) -> str:
    """Return what a provision with a printed number is called; 第三条之一 is `branch` 1 of 3."""
    return f"{letter}{number}.{branch}" if branch else f"{letter}{number}"


def provision_words(letter: str, words: str) -> str:
    """Return what a provision without a printed number is called."""
    return f"{letter}-{hash10(words)}"


def unresolved(surface: str) -> str:
    """Return the slug of a name that no register knows."""
    return f"unresolved-{hash10(surface)}"
