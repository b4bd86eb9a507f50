"""The outline of running text: list marks, section titles, and where an item begins."""

from __future__ import annotations

import re

from loader.brackets import MARK, NUMERAL

SECTION = re.compile(rf"^(?:{NUMERAL}{{1,4}}[、.．]|第{NUMERAL}{{1,4}}[章节部分]+)\s*")
"""What opens the title of a section: 一、, 第二章."""

SENTENCE_END = "。；;！!？?…”’"
_LONGEST_TITLE = 45
_LONGEST_CLOSED_HEADING = 31
_TITLE_BEFORE = re.compile(rf"(?:^|[。；）)\]】])\s*{NUMERAL}{{1,3}}[、．.](?P<words>[^。；]*)$")


def item_start(segment: str) -> tuple[str | None, int]:
    """Return the section title that stands before the item in `segment`, and where the item begins.

    In a document on one line a title is followed at once by the mark of its first item.
    """
    marks = [match for match in MARK.finditer(segment) if opens_item(segment, match)]
    if not marks:
        return None, 0
    for match, following in zip(marks, [*marks[1:], None], strict=True):
        words = segment[match.end() : following.start() if following else len(segment)]
        if not (SECTION.match(segment[match.start() :]) and following and is_title(words)):
            sections = [m for m in marks if m.start() < match.start() and SECTION.match(m[0])]
            title = segment[sections[-1].end() : match.start()] if sections else None
            return (title.strip() if title else None), match.start()
    return None, marks[-1].start()


def opens_item(segment: str, match: re.Match[str]) -> bool:
    """Tell whether a mark opens an item here: （一） anywhere, 1. after the end of a sentence."""
    if re.match(rf"[（(]\s*{NUMERAL}", match[0]):
        return True
    before = segment[: match.start()].rstrip()
    title = _TITLE_BEFORE.search(before)
    after_title = title is not None and is_title(title["words"])
    return not before or before[-1] in SENTENCE_END + "：:）)]】" or after_title


def is_title(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_TITLE and not re.search(r"[。；;！？]", text.rstrip("。"))


def is_heading(text: str) -> bool:
    """Tell whether `text` is a heading rather than a short sentence: 指导思想。 or 总体要求.

    >>> is_heading("指导思想。"), is_heading("部署政府的重要工作；"), is_heading("一句话。又一句。")
    (True, False, False)
    """
    if not is_title(text) or text[-1] in "；;，,、：:":
        return False
    return text[-1] != "。" or len(text) <= _LONGEST_CLOSED_HEADING


def leading_mark(text: str) -> str:
    match = MARK.match(text)
    return match[0].strip() if match else ""
