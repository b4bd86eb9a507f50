"""The outline of running text: list marks, section titles, and where an item begins."""

from __future__ import annotations

import re
from functools import lru_cache

from loader.source import Paragraph
from loader.texts.brackets import MARK, NUMERAL

SECTION = re.compile(rf"^(?:{NUMERAL}{{1,4}}[、.．]|第{NUMERAL}{{1,4}}[章节部分]+)\s*")
"""What opens the title of a section: 一、, 第二章."""

_NUMERAL_MARK = re.compile(rf"^(?:{NUMERAL}{{1,4}}[、.．]|[（(]{NUMERAL}{{1,3}}[）)])\s*\S")
BARE_NUMERAL = re.compile(rf"[（(]?(?:{NUMERAL}{{1,3}}|[Ⅰ-Ⅻ]|[A-Z])[）)、.．]?$")
"""A numeral or letter that stands alone: 一, （二）, Ⅲ, B."""

SENTENCE_END = "。；;！!？?…”’"
_WIDE = str.maketrans("()", "（）")
EMOJI = "✅☑✔❤⭐\U0001f300-\U0001faff"
BULLET = re.compile(rf"[◆◇■□●○▲△★☆◎➢►▶※▪▫◈❖{EMOJI}]\s*")
"""What sets off a line and counts nothing: a task, or the title of a group."""
_SIGN = re.compile(r"(?![□○])" + BULLET.pattern)
"""A sign that is neither a lost character nor a numeral: ○ is that, too."""

_LONGEST_TITLE = 45
_STOP = re.compile("[。；;！？]")
_MARKED = 24
"""Characters at the start of a line that tell its mark; the same come again and again."""
_LOOKED_BACK = 80
"""Characters before a mark among which a title that ends there is looked for."""

_LONGEST_CLOSED_HEADING = 31
_TITLE_BEFORE = re.compile(
    rf"(?:^|[\s。；）)\]】])\s*(?:{NUMERAL}{{1,3}}[、．.]|[（(]{NUMERAL}{{1,3}}[）)])(?P<words>[^。；]*)$"
)


_COUNTED = re.compile(rf"(?:^|(?<=[。；;：:]))\s*(?P<mark>{NUMERAL}{{1,2}}是)(?![否不])\s*")
"""What counts points in a sentence: 一是修桥；二是铺路."""


_PROPOSAL = "(?:[省市县区州]?(?:人大|政协))?(?:重点)?(?:提案|建议|议案)"
_FILE = (
    rf"(?:{_PROPOSAL}第?\s*\d{{1,4}}\s*号"
    rf"|第\s*\d{{1,4}}\s*号(?:{_PROPOSAL})?|\d{{1,4}}\s*号{_PROPOSAL})"
)
FILED = re.compile(
    rf"(?:(?P<mark>{_FILE}|[A-Z]\d{{1,2}})[：:、\s]+|[【〔\[（(](?P<framed>{_FILE})[】〕\]）)]\s*)"
    r"(?=[\u4e00-\u9fff“])"
)
"""The number under which a proposal or a task is filed: 第25号 关于…, 【第7号建议】关于…, A1 建成….

Without 号 it would be that of a document: 〔2016〕38号.
"""


def item_start(segment: str) -> tuple[str | None, int]:
    """Return the section title that stands before the item in `segment`, and where the item begins.

    In a document on one line a title is followed at once by the mark of its first item, and an
    item without a bracket by the next one.
    """
    marks = [match for match in MARK.finditer(segment) if opens_item(segment, match)]
    if not marks:
        counted = list(_COUNTED.finditer(segment))
        return None, counted[0].start("mark") if len(counted) == 1 else 0
    first = _first_of_item(segment, marks)
    start = marks[first].start()
    sections = [mark for mark in marks[:first] if SECTION.match(mark[0])]
    title = segment[sections[-1].end() : start].strip() if sections else ""
    return title or None, start


def _first_of_item(segment: str, marks: list[re.Match[str]]) -> int:
    """Return which mark opens the last item: none that heads the next, and the last of its form."""
    position = 0
    while position < len(marks) - 1:
        match, following = marks[position : position + 2]
        words = segment[match.end() : following.start()]
        if _heads(match, following, marks) and is_title(words):
            position += 1
            continue
        last = marks.index(_last_like(match, marks))
        if last == position:
            break
        position = last
    return position


def _last_like(match: re.Match[str], marks: list[re.Match[str]]) -> re.Match[str]:
    """Return the last mark of the form of `match`, if it numbers paragraphs: （一）, 一、."""
    if not re.search(NUMERAL, match[0]):
        return match
    return [mark for mark in marks if mark_style(mark[0]) == mark_style(match[0])][-1]


def _heads(
    match: re.Match[str], following: re.Match[str] | None, marks: list[re.Match[str]]
) -> bool:
    """Tell whether a mark opens a title of what `following` opens: 一、 or （一） before one 1."""
    if following is None:
        return False
    style = mark_style(following[0])
    points = [mark for mark in marks if mark_style(mark[0]) == style]
    is_lower = style != mark_style(match[0]) and len(points) == 1
    return SECTION.match(match[0]) is not None or is_lower


_KINDS = ("型", "类", "级")
"""What goes on behind a numeral in brackets that is part of a name: 小（二）型水库."""


def opens_item(segment: str, match: re.Match[str]) -> bool:
    """Tell whether a mark opens an item here.

    （一） does anywhere but in 小（一）型, 一、 after white space, 1. after the end of a sentence
    or a title, but not within quotes: “三证合一、一照一码”.
    """
    if re.match(rf"[（(]\s*{NUMERAL}", match[0]):
        return not segment.startswith(_KINDS, match.end())
    printed = segment[max(0, match.start() - _LOOKED_BACK) : match.start()]
    before = printed.rstrip()
    if before.rfind("“") > before.rfind("”"):
        return False
    if SECTION.match(match[0]) and before != printed:
        return True
    title = _TITLE_BEFORE.search(before)
    after_title = title is not None and is_title(title["words"])
    return not before or before[-1] in SENTENCE_END + "：:）)]】" or after_title


def split_at_item(text: str) -> tuple[str, str]:
    """Return the sentences that `text` has before the next item, and the rest from its mark on.

    >>> split_at_item("。每日两次。（二）抹窗")
    ('每日两次。', '（二）抹窗')
    """
    mark = next((match for match in MARK.finditer(text) if opens_item(text, match)), None)
    end = mark.start() if mark else len(text)
    return text[:end].strip("；; ").lstrip("。").strip(), text[end:]


def is_title(text: str) -> bool:
    is_open = text.endswith(("，", ",", "、"))
    return 1 < len(text) <= _LONGEST_TITLE and not (is_open or _STOP.search(text.rstrip("。")))


def is_numbered_title(text: str) -> bool:
    """Tell whether `text` is a title behind a numeral: 一、水利, （二）特色农业.

    >>> [is_numbered_title(text) for text in ("（二）特色农业", "100%", "（一）修路。通车。")]
    [True, False, False]
    """
    return is_title(text) and (_NUMERAL_MARK.match(text) is not None) and text[-1] not in "。，、,"


def is_heading(text: str) -> bool:
    """Tell whether `text` is a heading rather than a short sentence: 指导思想。 or 总体要求.

    >>> is_heading("指导思想。"), is_heading("部署政府的重要工作；"), is_heading("一句话。又一句。")
    (True, False, False)
    """
    if not is_title(text) or text[-1] in "；;，,、：:":
        return False
    return text[-1] != "。" or len(text) <= _LONGEST_CLOSED_HEADING


def begins_line(text: str) -> bool:
    """Tell whether `text` opens a paragraph, and goes on with none that a page cut.

    >>> [begins_line(text) for text in ("1.修桥", "◆重点建议", "【第7号建议】修桥", "○一六年")]
    [True, True, True, False]
    """
    return any(one.match(text) for one in (MARK, FILED, _SIGN))


def leading_mark(text: str) -> str:
    match = MARK.match(text)
    return match[0].strip() if match else ""


def number_of(text: str) -> str:
    """Return the mark that opens an item, 一是 in a sentence too, "" if there is none.

    >>> number_of("（一）修桥"), number_of("第025号 关于修桥的提案"), number_of("第5号台风")
    ('（一）', '第025号', '')
    >>> number_of("【第7号建议】修桥"), number_of("（提案12号）修路"), number_of("〔2016〕38号")
    ('第7号建议', '提案12号', '')
    """
    counted, filed = _COUNTED.match(text), FILED.match(text)
    number = counted["mark"] if counted else filed and (filed["mark"] or filed["framed"])
    return leading_mark(text) or number or ""


def without_number(text: str) -> str:
    """Return an item without what `number_of` tells."""
    plain = without_mark(text)
    if plain != text or not number_of(text):
        return plain
    return (FILED if FILED.match(text) else _COUNTED).sub("", text, count=1).strip()


def without_sign(text: str) -> str:
    """Return the words of a line behind a sign that sets it off and counts nothing: ◎市教育局."""
    sign = BULLET.match(text)
    return text[sign.end() :] if sign else text


def without_mark(text: str) -> str:
    return MARK.sub("", text, count=1).strip() if MARK.match(text) else text


def item_lines(pending: list[Paragraph], *, whole_group: bool) -> list[Paragraph]:
    """Return the paragraphs of the item that ends with `pending`, the paragraphs since the last.

    It begins with the last list mark, or, where a title stands alone above it, with the title. With
    `whole_group` it takes in all points of a list below their title. Where nothing has a mark, the
    last paragraph is the item.
    """
    marks = [_opening(paragraph.mark or paragraph.text) for paragraph in pending]
    marked = [position for position, mark in enumerate(marks) if mark]
    if not marked:
        return pending[-1:]
    last = marked[-1]
    if _holds_bullet(pending[last:]):
        return pending[last + 1 :]
    points = [
        position for position in marked if mark_style(marks[position]) == mark_style(marks[last])
    ]
    above = points[0] - 1
    under_title = above >= 0 and marks[above] and is_title(pending[above].text)
    if whole_group and len(points) > 1 and under_title:
        return pending[above:]
    return pending[last:]


def _opening(text: str) -> str:
    """Return the mark that opens a line, or the number under which it is filed."""
    filed = FILED.match(text)
    return leading_mark(text) or (filed["mark"] or filed["framed"] if filed else "")


def _holds_bullet(lines: list[Paragraph]) -> bool:
    """Tell whether the first of `lines` is a title, and below it a single bullet opens a task."""
    bullets = [bool(BULLET.match(line.text)) for line in lines]
    return bullets[1:2] == [True] and sum(bullets) == 1 and is_heading(lines[0].text)


def mark_style(mark: str) -> str:
    """Return the form of a mark, whatever its number, its width and the stop behind it.

    >>> mark_style("(三)"), mark_style("12．"), mark_style("④"), mark_style("b)")
    ('（一）', '1、', '①', 'a）')
    """
    mark = re.sub("[A-Za-z]", "a", re.sub("[Ⅰ-Ⅻ]", "Ⅰ", mark))
    style = re.sub(rf"{NUMERAL}+", "一", re.sub(r"\d+", "1", mark.translate(_WIDE)))
    style = re.sub(r"^([1一])\s*[.．﹒]$", r"\1、", style)
    return re.sub("[⒈-⒛]", "⒈", re.sub("[⑴-⒇]", "⑴", re.sub("[①-⑳❶-❿]", "①", style)))


def style_of(line: Paragraph) -> str:
    """Return the form of the mark that opens a line, "" if there is none."""
    return _style(line.mark or line.text[:_MARKED])


@lru_cache(maxsize=8192)
def _style(opening: str) -> str:
    return mark_style(leading_mark(opening))
