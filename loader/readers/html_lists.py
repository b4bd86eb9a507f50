"""The numbers that a browser writes before the items of ordered lists."""

from __future__ import annotations

import re

from lxml import etree

from loader.readers.list_numbers import write_number

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "none": "none",
    "disc": "none",
    "circle": "none",
    "square": "none",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w -]+)", re.IGNORECASE)


class ListNumbers:
    """Counts the items of each ordered list of a page."""

    def __init__(self) -> None:
        self._last: dict[etree._Element, int] = {}

    def mark(self, item: etree._Element) -> str:
        """Return the number shown before the item, such as `3.` or `三、`; "" for a bullet."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        step = -1 if parent.get("reversed") is not None else 1
        last = self._last.get(parent)
        following = _start(parent, step) if last is None else last + step
        number = _integer(item.get("value"), following)
        self._last[parent] = number
        style = _style(item) or _style(parent) or "decimal"
        written = write_number(number, style)
        return written and written + ("、" if style.startswith("chinese") else ".")


def _start(parent: etree._Element, step: int) -> int:
    return _integer(parent.get("start"), 1 if step > 0 else len(parent.findall("li")))


def _integer(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else otherwise


def _style(node: etree._Element) -> str:
    """Return the format that a list or item names, "" for none or one unknown here."""
    declared = _STYLE.search(node.get("style") or "")
    words = declared[1].lower().split() if declared else []
    return next((_STYLES[w] for w in words if w in _STYLES), _TYPES.get(node.get("type") or "", ""))
