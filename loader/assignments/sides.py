"""Rules on the two sides of a sign in a list: “/”前为牵头单位，“/”后为配合单位.

The sign is a slash, or a stop that parts lists anyway: 分号前为牵头单位，分号后为配合单位.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loader.assignments.order_rules import ON
from loader.registers.registers import Registers
from loader.texts.units import SLASH

_SIDE = (
    r"(?P<{}>[总主]?牵头|主办|主责|承办|主要责任|第一责任|责任|负责|实施|落实|配合|参与|参加|协办|协助|协作|会办|指导)"
    "(?:单位|部门|处室|科室|司局)?"
)
_SLASH = r"(?:[“\"‘']?[/／][”\"’']?|斜[线杠])号?"
_SEMICOLON = r"(?:[“\"‘']?[；;][”\"’']?|分号)"
_COMMA = r"(?:[“\"‘'][，,][”\"’']|逗号)"
_IS = "[面侧边]?的?(?:[者为]?单位|者|部门)?(?:均|都|即)?(?:[为是系]|表示|负责)?"
_APART = "(?:(?:作为)?(?:分隔|隔开|分开|区分|为界|为分界)[的后]?[，,]?)?"
_MAY_SAY = re.compile("[/／斜]|分号|逗号|[“\"‘'][；;，,]|[；;，,][”\"’']|[；;][之以]?前")
_LIST = r"(?:括号|[【（〔\[(]\s*[】）〕\])]|责任单位(?:一栏)?|栏)[中内里]?的?[，,]?\s*+"


def _rule(sign: str) -> re.Pattern[str]:
    return re.compile(
        rf"[，,；;。]?\s*+(?:[^，,；;。]{{0,12}}{_LIST})?以?{sign}{_APART}[之以]?[前左]{_IS}"
        rf"{_SIDE.format('before')}[，,；;、]\s*(?:{sign}|其)?[之以]?[后右]{_IS}{_SIDE.format('behind')}{ON}?"
    )


_RULES = {SLASH: _rule(_SLASH), "；": _rule(_SEMICOLON), "，": _rule(_COMMA)}
_HEADER = re.compile(
    rf"^{_SIDE.format('before')}\s*(?P<sign>[/／；;])\s*{_SIDE.format('behind')}$"
    rf"|(?<=单位|部门)[（(]{_SIDE.format('first')}\s*(?P<inner>[/／；;])\s*{_SIDE.format('second')}[）)]$"
)
"""A rule on a sign as the header of a column: 牵头单位/配合单位, 责任单位（牵头；配合）."""

_SIGNS = {"/": SLASH, "／": SLASH, "；": "；", ";": "；"}

Sides = tuple[str, str, str]
"""A sign, and the roles of those before it and behind it."""


def find_sides(text: str, registers: Registers) -> tuple[Sides | None, str]:
    """Return what `text` states of the two sides of a sign, and the text left."""
    if (header := _HEADER.search(text)) is not None:
        sign = _SIGNS[header["sign"] or header["inner"]]
        words = (header["before"] or header["first"], header["behind"] or header["second"])
        return _sides(sign, words, registers), text.replace(header[0], "")
    if not _MAY_SAY.search(text):
        return None, text
    for sign, rule in _RULES.items():
        found = rule.search(text)
        sides = _sides(sign, (found["before"], found["behind"]), registers) if found else None
        if found and sides:
            return sides, text.replace(found[0], "")
    return None, text


def _sides(sign: str, words: Iterable[str], registers: Registers) -> Sides | None:
    labels = (f"{word.removesuffix('负责')}单位" for word in words)
    before, behind = (registers.role_of_label(label) for label in labels)
    return (sign, before, behind) if before and behind else None
