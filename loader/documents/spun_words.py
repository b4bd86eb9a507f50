"""Words of roles that a program put others for, to copy a page unseen: （省水利厅牵头卖力）.

Such a page says 卖力 or 认真 (hard-working) for 负责, and 带头 for 牵头. They are read so in
brackets alone, behind a body or what else stands before the word of a role, and only where the
document says 卖力 there and never the word that is meant.
"""

from __future__ import annotations

import re

_MEANT = {"卖力": "负责", "认真": "负责", "带头": "牵头"}
_SURE = "卖力"
_NAMES = {"生长改造": "发展改革", "羁系": "监管", "都会治理": "城市管理"}
"""Words within names of bodies that such a program changes, too: 省生长改造委."""

_NAME = re.compile("|".join(_NAMES))
_BRACKET = re.compile(r"[（(][^（）()]{2,300}[）)]")
_SPOT = re.compile(
    r"(?:(?<=[局委办厅部署院府会行门位])|(?<=牵头|带头|分工|职责|分别|共同))"
    rf"(?:{'|'.join(_MEANT)})(?=(?:{'|'.join(_MEANT)})?[）)，,；;。])"
)
"""Where the word of a role stands in a bracket."""


def words_spun(text: str) -> frozenset[str]:
    """Return the words that stand for those of roles in a whole document.

    >>> sorted(words_spun("修渠（省水利厅牵头卖力）；架桥（各市政府按职责分工认真）"))
    ['卖力', '认真']
    >>> words_spun("修渠（省水利厅负责）；干部卖力（省财政厅卖力）")
    frozenset()
    """
    found = {spot[0] for bracket in _brackets(text) for spot in _SPOT.finditer(bracket)}
    if _SURE not in found:
        return frozenset()
    return frozenset(word for word in found if _MEANT[word] not in text)


def _brackets(text: str) -> list[str]:
    return _BRACKET.findall(text) if _SURE in text else []


def without_spun(text: str, words: frozenset[str]) -> str:
    """Return `text` with what is meant by each of `words` in its brackets.

    >>> without_spun("让大项目带头。（省水利厅卖力，省财政厅配合）", frozenset({"卖力"}))
    '让大项目带头。（省水利厅负责，省财政厅配合）'
    >>> without_spun("修渠（省生长改造委卖力）", frozenset({"卖力"}))
    '修渠（省发展改革委负责）'
    """

    def meant(spot: re.Match[str]) -> str:
        return _MEANT[spot[0]] if spot[0] in words else spot[0]

    def whole(bracket: re.Match[str]) -> str:
        return _NAME.sub(lambda name: _NAMES[name[0]], _SPOT.sub(meant, bracket[0]))

    return _BRACKET.sub(whole, text) if words else text
