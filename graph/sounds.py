"""Names as they sound: pinyin without tones, and initials."""

from __future__ import annotations

from functools import lru_cache

from graph.words import runs

_CACHED = 50_000


@lru_cache(_CACHED)
def sounds_of(name: str) -> tuple[str, ...]:
    """Return a Chinese name in pinyin and as initials; nothing for another name.

    >>> sounds_of("环保局"), sounds_of("GDP")
    (('huanbaoju', 'hbj'), ())
    """
    from pypinyin import Style, lazy_pinyin

    letters = "".join(runs(name))
    if len(letters) < 2 or letters.isascii():
        return ()
    initials = "".join(lazy_pinyin(letters, style=Style.FIRST_LETTER))
    return ("".join(lazy_pinyin(letters)), initials)
