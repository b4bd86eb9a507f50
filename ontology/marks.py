"""Names and titles in one print: documents that mean one thing print its marks differently.

An identifier that is made of a name takes none of its marks (`ontology.keys`), so what the graph
calls the thing may not depend on them either. A name is written without its marks. A title, which
people read, keeps them: each kind in one print.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ontology import keys

_PRINTS = {
    **dict.fromkeys("([{〔【〖〘〚", "（"),
    **dict.fromkeys(")]}〕】〗〙〛", "）"),
    **dict.fromkeys("〈«‹", "《"),
    **dict.fromkeys("〉»›", "》"),
    **dict.fromkeys("“”„‟‘’‚‛「」『』〝〞〟'", '"'),
    **dict.fromkeys("•・‧․‣", "·"),
}
_FOLDED = str.maketrans(_PRINTS)
_LATIN = "[A-Za-z0-9]"
_BLANK = re.compile(rf"(?<!{_LATIN}) | (?!{_LATIN})")
_DASHES = re.compile(r"\u2014+")
_DOT, _ELLIPSIS = re.compile(r"[.·]"), re.compile(r"[.·]{2,}")
_NARROW = re.compile(r"[,:;!?]")
_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_OF_YEAR = re.compile(r"（((?:19|20)\d\d)）(?=\d+号)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:19|20)\d\d(?!\d))")
_IN_NUMBERS = re.compile(r"(?<=\d)[—.:/、](?=\d)")


@lru_cache(maxsize=10_000)
def titled(words: str) -> str:
    """Return a title with each kind of mark in one print.

    >>> titled("知识产权强国建设纲要(2021－2035年)"), titled("「十四五」规划")
    ('知识产权强国建设纲要（2021—2035年）', '“十四五”规划')
    >>> titled("关于印发〈5G+ 方案〉的通知 (太政发[2018]3号)")
    '关于印发《5G+方案》的通知（太政发〔2018〕3号）'
    """
    text = "".join(map(_whole, unicodedata.normalize("NFKC", words))).translate(_FOLDED)
    text = _BLANK.sub("", " ".join(text.split()))
    text = _DASHES.sub(_dash, _ELLIPSIS.sub("……", text))
    text = _NARROW.sub(_wide, _DOT.sub(_dot, text))
    return _OF_YEAR.sub(r"〔\1〕", _paired(text)).rstrip("。")


@lru_cache(maxsize=10_000)
def unmarked(words: str) -> str:
    """Return a name without its marks; those inside of numbers stay, and part two years.

    >>> unmarked("各县（区） 人民政府"), unmarked("买买提•吐尔逊"), unmarked("3、4号楼(1.5兆瓦)")
    ('各县区人民政府', '买买提吐尔逊', '3、4号楼1.5兆瓦')
    """
    text = titled(words).replace(" ", "")
    inside = {found.start() for found in _IN_NUMBERS.finditer(text)}
    kept = "".join(c for n, c in enumerate(text) if n in inside or keys.counts(c))
    return _YEARS.sub(r"\1—", kept)


def _whole(character: str) -> str:
    """Return a character with all dashes as one, no blank but the space, nothing invisible."""
    category = unicodedata.category(character)
    if character.isspace() or category[0] == "Z":
        return " "
    return "—" if category == "Pd" else "" if category[0] == "C" else character


def _beside(found: re.Match[str]) -> tuple[str, str]:
    return found.string[: found.start()][-1:], found.string[found.end() :][:1]


def _dash(found: re.Match[str]) -> str:
    before, after = _beside(found)
    if before.isdigit() and after.isdigit():
        return "—"
    return "-" if (before + after).isascii() and before and after else "——"


def _dot(found: re.Match[str]) -> str:
    before, after = _beside(found)
    return "." if (before + after).isascii() else "·"


def _wide(found: re.Match[str]) -> str:
    before, after = _beside(found)
    is_latin = before and after and (before + after).isascii()
    return found[0] if is_latin and (before + after).isalnum() else _WIDE[found[0]]


def _paired(text: str) -> str:
    """Return a text with its quotes as “ and ” by turns; one within a Latin word is an apostrophe.

    >>> _paired('推行"河长制"'), _paired('people"s')
    ('推行“河长制”', "people's")
    """
    text = re.sub(r'(?<=[A-Za-z])"(?=[A-Za-z])', "'", text)
    first, *others = text.split('"')
    return first + "".join("“”"[n % 2] + part for n, part in enumerate(others))
