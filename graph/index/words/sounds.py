"""Names as they sound: pinyin without tones, and initials."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from graph.index.words.words import runs

_CACHED = 50_000


@lru_cache(_CACHED)
def sounds_of(name: str) -> tuple[str, ...]:
    """Return a Chinese name in pinyin and as initials; nothing for another name.

    >>> sounds_of("环保局"), sounds_of("GDP")
    (('huanbaoju', 'hbj'), ())
    """
    letters = "".join(runs(name))
    if len(letters) < 2 or letters.isascii():
        return ()
    parts = [part for _, run in groupby(letters, str.isascii) for part in _read("".join(run))]
    return ("".join(whole for whole, _ in parts), "".join(initial for _, initial in parts))


def syllables_of(text: str) -> tuple[str, ...]:
    """Return each character of `text` as it sounds; what is not Chinese as it is written.

    >>> syllables_of("附件2")
    ('fu', 'jian', '2')
    """
    return tuple(map(_syllable, text))


@lru_cache(_CACHED)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character))


def _read(run: str) -> list[tuple[str, str]]:
    """Return each syllable with its initial; what is written in letters is its own initial."""
    from pypinyin import lazy_pinyin

    return [(run, run)] if run.isascii() else [(part, part[:1]) for part in lazy_pinyin(run)]
