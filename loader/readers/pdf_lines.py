"""Lines of a PDF, and which line ends are only wraps.

A PDF stores characters at places. A line that ends where the next word would still have fitted was
ended by the writer; any other line end may be a wrap, which prints nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

Char = dict[str, Any]
"""A character as pdfplumber gives it; `matrix[5]` is the height of its base line."""

NARROW = 8
"""A column of fewer characters holds names, one per line, rather than sentences."""

LONGEST_PERSON = 3
"""Characters of a name; a column without room for them sets it in two lines."""

_ATOM = r"(?:[A-Za-z0-9.,%+/-]+|.)"
_CLOSING = r"[，。、；：！？）》】〕)\],.;:!?%％]"
_UNIT = re.compile(rf"[（《【〔(\[]*[“‘]*{_ATOM}(?:[“”‘’]+{_ATOM}?|{_CLOSING})*")
_PROSE = re.compile(r"[，。；：“”\d]")
_LABEL = re.compile(
    r"(?:[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2,4}(?:单位|部门|领导|任务|目标|时限))[：:]"
)
"""What begins a line of its own in a cell: 牵头：, 责任单位：."""

_ITEM = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、](?!\d)|[①-⑳]")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
    "向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕"
    "单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆卓古吉缪简车项连芦麦褚娄窦戚"
)
_PERSON = re.compile(rf"[{_SURNAMES}]\s*\S(?:\s*\S)?")
_ENDS_NAME = re.compile(r"[局委办部厅院镇府室处会司区台心站所门校队）)]$|^\S\s+\S$")
"""How a name ends; one of two characters is set apart to fill its line."""

_GOES_ON = re.compile(r"^(?:公室|事处|委会|员会|理局|理处|管局|管委会|管理|门|局|[（(])")
_SENTENCE_END = ("。", "；", "！", "？", "：", ";", ":")


@dataclass(frozen=True)
class Line:
    """Characters on one base line; `size` is the height of its type, lengths are in points.

    `ends` says for each character of `text` where it ends; `stretches` from where to where words
    reach between spaces of over one and a half characters, as between columns.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    ends: tuple[float, ...]
    stretches: tuple[tuple[float, float], ...] = ()

    def ends_sentence(self) -> bool:
        return self.text.endswith(_SENTENCE_END)


@dataclass(frozen=True)
class Measure:
    """The left and right edge between which lines are set, and whether they are sentences."""

    left: float
    right: float
    prose: bool = True


def read_lines(chars: Iterable[Char]) -> list[Line]:
    """Return the lines that `chars` form, from top to bottom."""
    return [line for run in _runs(chars) if (line := _line(run)).text]


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    run: list[Char] = []
    for char in sorted(chars, key=lambda char: -char["matrix"][5]):
        if run and run[-1]["matrix"][5] - char["matrix"][5] > 0.35 * run[-1]["size"]:
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _line(run: list[Char]) -> Line:
    run = sorted(run, key=lambda char: char["x0"])
    printed = [char for char in run if not char["text"].isspace()] or run
    text, ends = _text(run)
    before = len(text) - len(text.lstrip())
    return Line(
        text=text.strip(),
        x0=printed[0]["x0"],
        x1=printed[-1]["x1"],
        top=min(char["top"] for char in printed),
        bottom=max(char["bottom"] for char in printed),
        size=median(char["size"] for char in printed),
        ends=tuple(ends[before : before + len(text.strip())]),
        stretches=tuple(_stretches(printed)),
    )


def _stretches(printed: Sequence[Char]) -> Iterator[tuple[float, float]]:
    start = printed[0]["x0"]
    for left, char in pairwise(printed):
        if char["x0"] - left["x1"] > 1.5 * char["size"]:
            yield start, left["x1"]
            start = char["x0"]
    yield start, printed[-1]["x1"]


def _text(run: Sequence[Char]) -> tuple[str, list[float]]:
    """Return the words of a line and where they end; a wide gap is written as a space."""
    text = ""
    ends: list[float] = []
    end = run[0]["x0"]
    for char in run:
        gap = char["x0"] - end > 0.8 * char["size"]
        printed = char["text"]
        if gap and not text.endswith(" ") and not printed.isspace():
            printed = f" {printed}"
        end = char["x1"]
        text += printed
        ends += [end] * len(printed)
    return text, ends


def join_lines(lines: Sequence[Line], measure: Measure) -> str:
    """Return the text of a cell: wrapped lines joined, line ends of the writer kept."""
    text = lines[0].text if lines else ""
    for following, wrapped in zip(lines[1:], find_wraps(lines, measure), strict=True):
        text = join_words(text, following.text) if wrapped else f"{text}\n{following.text}"
    return text


def find_wraps(lines: Sequence[Line], measure: Measure) -> list[bool]:
    """Tell for each line of a cell but the last whether it ends in a wrap."""
    if len(lines) < 2:
        return []
    width = measure.right - measure.left
    narrow = width < NARROW * lines[0].size
    if width < LONGEST_PERSON * lines[0].size and (people := find_people(lines)):
        return people
    unlabelled = (_LABEL.sub("", line.text) for line in lines)
    measure = replace(measure, prose=any(map(_PROSE.search, unlabelled)))
    names = narrow and not measure.prose and bool(_ENDS_NAME.search(lines[-1].text))
    listed = narrow and all(_PERSON.fullmatch(line.text) for line in lines)
    steps = [below.top - line.top for line, below in pairwise(lines)]
    pitch = min((step for step in steps if step > 0), default=0.0)
    return [
        step <= 1.4 * pitch
        and not listed
        and not _LABEL.match(following.text)
        and not (names and _names_end(line, following))
        and wraps(line, following, measure)
        for (line, following), step in zip(pairwise(lines), steps, strict=True)
    ]


def find_people(lines: Sequence[Line]) -> list[bool]:
    """Tell what `find_wraps` does where the lines are people, whose names may fill two.

    The first line of a name holds as much as any. Nothing is told of lines that are no people.
    """
    texts = [line.text for line in lines]
    ends: dict[int, list[bool]] = {len(texts): []}
    for start in reversed(range(len(texts))):
        for end in range(start + 1, min(start + 2, len(texts)) + 1):
            filled = len(texts[start]) >= len(texts[end - 1])
            named = filled and _PERSON.fullmatch("".join(texts[start:end]))
            if named and start not in ends and end in ends:
                ends[start] = [True] * (end - start - 1) + [False] + ends[end]
    return ends.get(0, [])[:-1]


def _names_end(line: Line, following: Line) -> bool:
    """Tell whether a name ends with `line`, full though it may be."""
    return bool(_ENDS_NAME.search(line.text)) and not _GOES_ON.match(following.text)


def join_words(text: str, following: str) -> str:
    """Return wrapped text joined: with a space between Latin words, else without.

    >>> join_words("建成虚河一小", "新校舍"), join_words("Belt and", "Road")
    ('建成虚河一小新校舍', 'Belt and Road')
    """
    latin = text[-1:].isascii() and following[:1].isascii()
    space = " " if latin and text[-1:].isalpha() and following[:1].isalpha() else ""
    return text + space + following


def wraps(line: Line, following: Line, measure: Measure) -> bool:
    """Tell whether `line` had no room for the first word of `following`."""
    right = measure.right - line.x1
    left = line.x0 - measure.left
    centered = abs(left - right) < 0.5 * line.size
    room = right + left if centered else right
    return room < first_width(following) + _slack(line, following, measure) * line.size


def _slack(line: Line, following: Line, measure: Measure) -> float:
    """Return how many characters more must fit; in mid-sentence hardly anybody ends a line."""
    in_sentence = measure.prose and not line.ends_sentence()
    return 4.0 if in_sentence and not _ITEM.match(following.text) else 0.15


def first_width(line: Line) -> float:
    """Return the width of what cannot be parted from the first character of `line`."""
    unit = _UNIT.match(line.text)
    return line.ends[unit.end() - 1] - line.x0 if unit else 0.0
