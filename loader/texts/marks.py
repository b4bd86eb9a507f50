"""The marks by which a document numbers its parts: 第一章, 第三条, 一、, （一）, 1., （1）, ①.

A mark opens a part at the start of a line. Inside a line, where a page lost the line break, it
must also follow the end of a sentence or a title and go on with the numbering.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loader.texts.outline import SENTENCE_END, is_title

_N = "[一二三四五六七八九十百千零〇○两]{1,8}"
_ANY = rf"(?:{_N}|\d{{1,4}})"
_FORMS = {
    "book": rf"第\s*{_ANY}\s*编",
    "chapter": rf"第\s*{_ANY}\s*章",
    "section": rf"第\s*{_ANY}\s*节",
    "article": rf"第\s*{_ANY}\s*条(?:之{_N})?",
    "division": rf"第\s*{_ANY}\s*部分",
    "box": rf"专\s*栏\s*{_ANY}",
    "part": rf"(?<!第){_N}\s*[、.．]",
    "item": rf"[（(]\s*{_N}\s*[）)][、.．]?",
    "subitem": r"(?<![\d.])\d{1,3}\s*(?:[、．]|\.(?!\d(?!\d{3}年|\d?月)))|[⒈-⒛]",
    "detail": r"[（(]\s*\d{1,3}\s*[）)][、.．]?|[⑴-⒇]",
    "circled": r"[①-⑳❶-❿]",
}
FORMS = tuple(_FORMS)
"""The forms of marks, each outside those after it as a rule."""

ORDINAL = frozenset({"book", "chapter", "section", "article", "division"})
"""Forms that a citation has too: 第三条 opens an article only where it goes on with them."""

_MARK = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items()))
_CITED = re.compile(
    rf"[、，,至和及]\s*[（(第]|第{_ANY}[项款目]|[项款目条](?=[、，。；的和及或规所中]|$)"
    r"|[^\S\n]*(?:规定|所称|所列)"
)
_SET_OFF = re.compile(r"\s|[：:【]|$")
_FAR = 100
_LONGEST_PART = 20_000
_SECOND = re.compile(r"[。；;）)〕\s]\s*二\s*[、.．]")
_TITLED = re.compile(
    r"(?:分工|分解|方案|清单|安排|意见|措施|任务|事项|要点|计划|通知|办法|规划)(?:表|的函)?\s*$"
)
"""How the title of a document ends: 重点任务分工一、水利."""
_LAST_WORD = re.compile(r"[^\s。；]{6,60}\s+$")
_ENDS_BODIES = re.compile(
    r"[省市县区州旗镇乡局委办部院会厅社司府行处站所队团联馆位门署心校][）)]?\s+$"
)
"""How a line ends that names who answers: …责任单位：市水务局、各区人民政府 2、修路."""

_ENDS_LABELLED = re.compile(
    r"(?:单位|部门|时限|时间|要求|领导|责任人|负责人)\s*[：:]\s*[^\s：:。；;]{2,60}\s+$"
)
"""How a line ends that a label opens: …责任领导：王明 2、修路, …完成时限：6月底 2、修路."""

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class Mark:
    """A mark at `start` to `end` of a text; `branch` is the 之一 of 第三条之一."""

    form: str
    value: int
    printed: str
    start: int
    end: int
    branch: int = 0


def numeral(text: str) -> int:
    """Return a number below ten thousand in digits or Chinese numerals.

    >>> numeral("一百二十三"), numeral("十"), numeral("二〇"), numeral("15")
    (123, 10, 20, 15)
    """
    if text.isdecimal():
        return int(text)
    if not set(text) & set(_TENS):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for character in text:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def read_mark(text: str) -> Mark | None:
    """Return the mark that `text` begins with.

    >>> [(m.form, m.value) for m in map(read_mark, ("（十二）", "第三条之一　", "３．高铁")) if m]
    [('item', 12), ('article', 3), ('subitem', 3)]
    """
    match = _MARK.match(text)
    return _mark(match) if match else None


def _mark(match: re.Match[str]) -> Mark:
    printed = match[0]
    folded = unicodedata.normalize("NFKC", printed)
    numbers = re.findall(rf"{_N}|\d+", folded.replace("之", " "))
    branch = numeral(numbers[1]) if len(numbers) > 1 else 0
    value = _circled(printed) or numeral(numbers[0])
    return Mark(str(match.lastgroup), value, printed.strip(), match.start(), match.end(), branch)


def _circled(printed: str) -> int:
    return ord(printed) - ord("❶") + 1 if "❶" <= printed <= "❿" else 0


_NUMBERED = re.compile(r"[〕］\]）)]\s*第?\d{1,4}号\s*$")
"""How the number of a document ends, the last words of its head: 国办函〔2013〕69号."""


_CHAINS = {"part": 2, "item": 2, "subitem": 3}
"""Numbers in a row of each form that show from which on a passage counts."""


def passed_before(text: str) -> tuple[Mark, ...]:
    """Return the marks before those with which a passage of a document begins: 22.…23.…24.….

    >>> [mark.value for mark in passed_before("服务22.修桥。23.铺路。24.植树。")]
    [21]
    >>> passed_before("1.修桥。2.铺路。3.植树。")
    ()

    Of a section behind such marks one is enough: （六）…（七）…三、.

    >>> [mark.form for mark in passed_before("（六）修桥。（七）铺路。三、保障措施")]
    ['part', 'item']
    """
    marks = [_mark(match) for match in _MARK.finditer(text)]
    by_form = {form: [mark for mark in marks if mark.form == form] for form in _CHAINS}
    later = {form: found for form, found in by_form.items() if found and found[0].value > 1}
    counted = {
        form: found
        for form, found in later.items()
        if _count_on([one.value for one in found], _CHAINS[form])
    }
    begun = min((found[0].start for found in counted.values()), default=len(text))
    return tuple(
        replace(found[0], value=found[0].value - 1)
        for form, found in later.items()
        if form in counted or (form == "part" and found[0].start > begun)
    )


def _count_on(values: list[int], length: int) -> bool:
    chain = iter(values)
    return all(values[0] + n in chain for n in range(length))


class Numbering:
    """How far the numbering of each form has come in a text, before which marks were `passed`.

    Where the first of a list was lost, that of the next may be too: 2.…3.…4.…。2.…3.….
    """

    def __init__(self, passed: Iterable[Mark] = ()) -> None:
        self._last: dict[str, Mark] = {}
        before = tuple(passed)
        self._firsts = {(mark.form, mark.value + 1) for mark in before}
        for mark in before:
            self._count(mark)

    def find_marks(self, text: str, rendered: str = "") -> Iterator[Mark]:
        """Yield the marks that open a part in a line `text`, and count them.

        `rendered` is a list number that the format sets before the text and does not store in it.
        """
        taken = read_mark(rendered)
        if taken:
            taken = replace(taken, start=0, end=0)
            self._count(taken)
            yield taken
        for match in _MARK.finditer(text):
            mark = _mark(match)
            if self._opens(text, mark, taken):
                taken = mark
                self._count(mark)
                yield mark

    def _count(self, mark: Mark) -> None:
        self._last[mark.form] = mark

    def _opens(self, text: str, mark: Mark, taken: Mark | None) -> bool:
        before = before_mark(text, mark.start)
        goes_on = self._goes_on(mark) and not _CITED.match(text, mark.end)
        if not before and taken is None:
            return mark.form not in ORDINAL or goes_on or bool(_SET_OFF.match(text, mark.end))
        if mark.form == "box" or not goes_on:
            return False
        if before in SENTENCE_END + "：:）)】]〕" or self._opens_line(text, mark):
            return True
        head = text[max(0, mark.start - _FAR) : mark.start]
        is_headed = _TITLED.search(head) or _NUMBERED.search(head)
        if taken is None and mark.form == "part" and is_headed:
            return self._is_part(text, mark, taken)
        begin = taken.end if taken else 0
        words = text[begin : mark.start].strip() if mark.start - begin < _FAR else ""
        if mark.form == "part" and not text[mark.start - 1].isspace():
            return is_title(words) and self._is_part(text, mark, taken)
        return is_title(words) or (taken is not None and mark.start == taken.end)

    def _opens_line(self, text: str, mark: Mark) -> bool:
        """Tell whether a blank before a mark that goes on stands for the end of a line.

        There bodies or words behind a label end or, above a first section, a title.
        """
        if not text[mark.start - 1].isspace():
            return False
        before = text[max(0, mark.start - _FAR) : mark.start]
        if mark.value > 1:
            ends = _ENDS_BODIES.search(before) or _ENDS_LABELLED.search(before)
            return mark.form in _CHAINS and ends is not None
        title = _LAST_WORD.search(before)
        is_titled = title is not None and _TITLED.search(title[0]) is not None
        return mark.form == "part" and is_titled and self._is_part(text, mark, None)

    def _is_part(self, text: str, mark: Mark, taken: Mark | None) -> bool:
        """Tell 总则一、 from 统一、: a first one is followed by a second, others by a chapter."""
        if mark.value == 1:
            return _SECOND.search(text, mark.end, mark.end + _LONGEST_PART) is not None
        return taken is not None and taken.form in ORDINAL

    def _goes_on(self, mark: Mark) -> bool:
        last = self._last.get(mark.form)
        if mark.branch:
            return last is not None and mark.value == last.value
        is_first = mark.value == 1 or (mark.form, mark.value) in self._firsts
        return is_first or (last is not None and mark.value == last.value + 1)


def before_mark(text: str, position: int) -> str:
    """Return the character before `position`, white space apart, or nothing at the start."""
    while position and text[position - 1].isspace():
        position -= 1
    return text[position - 1 : position] if position else ""
