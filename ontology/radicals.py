"""Radicals that stand for the characters that look like them, as in the text layer of a PDF."""

from __future__ import annotations

import unicodedata

_KANGXI = {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
_OF_TODAY = {ord("⼾"): "户", ord("⾭"): "青", ord("⿈"): "黄"}
"""Those that are drawn as the characters of today; Unicode takes them for 戶, 靑 and 黃."""

_FORMS = dict(
    zip(
        map(ord, "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"),
        "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
RADICALS = _KANGXI | _OF_TODAY | _FORMS
"""The character that each radical stands for, by its number."""
