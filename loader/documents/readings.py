"""How characters are read, set between them against copying: 文(wen)件(jian), 牵qiān头."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_PINYIN = re.compile(
    rf"(?<=(?P<character>[\u4e00-\u9fffA-Z]))[(（](?P<reading>[a-zü{_TONED}]{{1,6}})[)）]"
    r"(?:[(（](?P=reading)[)）])*"
)
"""How the character before is read, which some pages set twice: 文(wen)件(jian)(jian)."""

_BARE = re.compile(rf"(?<![A-Za-z])[a-zü]*[{_TONED}][a-zü{_TONED}]*(?![A-Za-z])")
"""Syllables with tones that no bracket sets apart."""

_HAS_TONE = re.compile(f"[{_TONED}]")
_FEWEST = 3
_MOST_SPELT = 6
"""Characters that letters between others may spell."""


def reads_characters(text: str) -> bool:
    """Tell whether readings in brackets stand in all of `text`, with tones or without."""
    return sum(map(_is_reading, _PINYIN.finditer(text))) >= _FEWEST


def has_tones(text: str) -> bool:
    """Tell whether letters of `text` have tones."""
    return _HAS_TONE.search(text) is not None


def without_readings(text: str) -> str:
    """Return `text` without the readings in brackets; any other bracket stays as it is.

    >>> without_readings("政(zheng)府(fu)(fu)，办(ban)件(km)，女(nv)(nv)")
    '政府，办件(km)，女'
    """
    return _PINYIN.sub(lambda found: "" if _is_reading(found) else found[0], text)


def without_toned(text: str) -> str:
    """Return `text` without syllables that have a tone and read what stands beside them.

    >>> without_toned("市商务(wù)局qiāntóu牵头，改善环huán境，café、旮旯（gālá）")
    '市商务局牵头，改善环境，café、旮旯（gālá）'
    """
    bare = _PINYIN.sub(lambda found: "" if _is_toned(found) else found[0], text)
    return _BARE.sub(lambda found: "" if _spells(found) else found[0], bare)


def _is_reading(found: re.Match[str]) -> bool:
    """Tell whether a bracket says how the character before is read: by its tone, or its letters."""
    letters = found["reading"]
    return not letters.isascii() or letters.replace("v", "u") in _readings(found["character"])


def _is_toned(found: re.Match[str]) -> bool:
    letters = found["reading"]
    return not letters.isascii() and _bare(letters) in _readings(found["character"])


def _spells(found: re.Match[str]) -> bool:
    """Tell whether letters spell the characters behind them, or those before."""
    text, letters = found.string, _bare(found[0])
    behind = text[found.end() : found.end() + _MOST_SPELT]
    before = text[max(0, found.start() - _MOST_SPELT) : found.start()]
    starts = (before[n:] for n in range(len(before)))
    return _spelt(letters, behind, whole=False) or any(
        _spelt(letters, start, whole=True) for start in starts
    )


def _spelt(letters: str, characters: str, *, whole: bool) -> bool:
    """Tell whether `letters` are the readings of the first `characters`, or of all."""
    if not letters or not characters:
        return not letters and not (whole and characters)
    return any(
        _spelt(letters[len(one) :], characters[1:], whole=whole)
        for one in _readings(characters[0])
        if letters.startswith(one)
    )


def _bare(letters: str) -> str:
    """Return `letters` without tones: ü is u, as in readings."""
    plain = unicodedata.normalize("NFD", letters)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("v", "u")


@cache
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(reading.replace("v", "u") for reading in found[0])
