"""Names of two characters that a blank pads to the width of three: 王 敏."""

from __future__ import annotations

import re

from loader.texts.posts import SURNAMES

_WHOLE = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_PADDED = rf"(?!欧\s*阳|司\s*马|上\s*官|诸\s*葛|皇\s*甫)[{SURNAMES}]\s+[\u4e00-\u9fff]"
_BESIDE = re.compile(rf"({_PADDED})({_WHOLE})|({_WHOLE})({_PADDED})")


def names_beside_padded(line: str) -> list[str]:
    """Return a padded name and the whole one that stands beside it with nothing between.

    >>> names_beside_padded("汪 涛黄文斌"), names_beside_padded("黄文斌汪 涛")
    (['汪涛', '黄文斌'], ['黄文斌', '汪涛'])
    >>> names_beside_padded("汪 涛斌"), names_beside_padded("欧 阳文斌")
    ([], [])
    """
    found = _BESIDE.fullmatch(line)
    return ["".join(name.split()) for name in found.groups() if name] if found else []


def regrouped(letters: str) -> list[str]:
    """Return the names of two characters each that padding cut apart.

    >>> regrouped("陆明俞悦")
    ['陆明', '俞悦']
    """
    return [letters[start : start + 2] for start in range(0, len(letters), 2)]
