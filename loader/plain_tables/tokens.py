"""The cells of a stream as they are read: without numbers of pages, brackets beside their cells."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from loader.assignments.fields import BLANK, TOTALS
from loader.documents.lines import LONE_PAIR, PAGE_NUMBER
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import NUMBER, is_date
from loader.texts.brackets import find_brackets, split_outside
from loader.texts.marks import numeral
from loader.texts.outline import BARE_NUMERAL, SECTION, is_numbered_title, is_title, mark_style
from loader.texts.people import WHOLE_NAME
from loader.texts.posts import SURNAMES

_BRACKET = re.compile(r"[（(][^（()）：:]{2,20}[）)]$")
_OF_TITLE = re.compile(r"[（(][^（()）]{2,60}[）)]$")

_STROKE = re.compile("[-－—–]{1,2}$")
_CIRCLED = re.compile("[①-⑳]$")
_LETTER = re.compile("[Ⅰ-ⅫA-Z]")
"""A class or a mark of a row, such as A or Ⅱ, rather than its number."""

_MISREAD = re.compile(r"(?=\d*[lIO])[\dlIO]{2,3}")
_FIGURES = str.maketrans("lIO", "110")
"""Letters that a reader of scans takes figures for: ll is 11."""

_LONGEST_NUMBER = 6
_WHITE = " \t\n\u3000\xa0"

_BESIDE_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff\d）)%])[ \u3000]+(?=[、，。；,;])"
    r"|(?<=[\u4e00-\u9fff] [、，；,;])[ \u3000]+(?=\S)"
)
"""Blanks that a reader of pages put before and behind a stop."""

_FIGURE = re.compile(r"[\d,，.．]+$")
"""A sum of money, or another number."""

_LONG = 14
_OPEN = re.compile("[的和与及或、，至到为于由在是：:]$")
"""How words end that the next line goes on with."""

_FARTHEST = 3
"""Numbers that may be lost between two that count on."""

_FEWEST_ON = 2
"""Numbers that count on by themselves, though many before them are lost."""


@dataclass(frozen=True)
class Token:
    """A cell of a stream; `line` tells cells of one line from those of the next.

    `close`: no blank line stands above it where blank lines part cells; None where they do not.
    """

    text: str
    place: Paragraph
    line: int = 0
    close: bool | None = None


def cells_of(line: Paragraph, *, by_spaces: bool = False) -> list[Token]:
    """Return the cells of a line: cut at pipes, and at white space with `by_spaces`."""
    if is_page_number(line):
        return []
    spaced = _at_blanks(LONE_PAIR.sub(r"\1\2", line.text)) if by_spaces else line.text.split("|")
    parts = [part.strip() for part in spaced]
    return [Token(part, line, line.number) for part in parts if part]


def _at_blanks(text: str) -> list[str]:
    """Return the words of a line; where all brackets are closed, those in one are no cells.

    >>> _at_blanks("（二）水利（牵头领导：王 斌）"), _at_blanks("1 修渠（县城 县水务局")
    (['（二）水利（牵头领导：王 斌）'], ['1', '修渠（县城', '县水务局'])
    >>> _at_blanks("1 修渠 。 县水务局 、 县财政局")
    ['1', '修渠。', '县水务局、县财政局']
    """
    text = _BESIDE_STOP.sub("", text)
    is_whole = all(bracket.is_closed for bracket in find_brackets(text))
    return list(split_outside(text, _WHITE)) if is_whole else text.split()


def lists_names(text: str, registers: Registers) -> bool:
    """Tell whether a cell holds nothing but bodies, or people, that blanks part: 李建中 王文娟."""
    names = text.split()
    are_people = all(WHOLE_NAME.fullmatch(name) and name[0] in SURNAMES for name in names)
    are_bodies = all(map(registers.ends_like_unit, names))
    return len(names) > 1 and len(text.splitlines()) == 1 and (are_people or are_bodies)


def is_page_number(line: Paragraph) -> bool:
    """Tell whether a line is the number of a page, and no number of a row."""
    return bool(PAGE_NUMBER.match(line.text)) and not NUMBER.match(line.text)


def without_pages(tokens: Sequence[Token], *, numbered: bool) -> list[Token]:
    """Return `tokens` without the numbers of pages; a bare one is told by what is counted."""
    tokens = _without_framed_pages(tokens)
    printed = [t for t in tokens if NUMBER.match(t.text) or not PAGE_NUMBER.match(t.text)]
    counting = counting_up(printed)
    others = [n for n, t in enumerate(printed) if t.text.isdecimal() and n not in counting]
    values = [int(printed[n].text) for n in others]
    first = values[0] if values else 0
    has_rows = all(any(n in counting for n in range(*pair)) for pair in pairwise(others))
    if not (numbered and has_rows) or values != [*range(first, first + len(values))]:
        return printed
    return [token for n, token in enumerate(printed) if n not in others]


def _without_framed_pages(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens` without the numbers of pages whose strokes are lines of their own: — 2 —."""
    triples = zip(tokens, tokens[1:], tokens[2:], strict=False)
    framed = [
        n
        for n, (left, page, right) in enumerate(triples)
        if left.text == right.text and _STROKE.match(left.text) and page.text.isdecimal()
    ]
    pages = [int(tokens[n + 1].text) for n in framed]
    counts_on = all(page < following for page, following in pairwise(pages))
    left_out = {n + one for n in framed for one in range(3)} if counts_on else set()
    return [token for n, token in enumerate(tokens) if n not in left_out]


def with_brackets_joined(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens`, a bracket that is a line of its own with the cell before it.

    One behind the title of a section may say who leads it: （组长：王明）.
    """
    cells: list[Token] = []
    for token in tokens:
        last = cells[-1] if cells else None
        is_titled = last and SECTION.match(last.text) and is_title(last.text)
        bracket = _OF_TITLE if is_titled else _BRACKET
        is_remark = bracket.match(token.text) and not _count(token.text)
        if last and is_remark and last.text not in BLANK and not NUMBER.match(last.text):
            parts = (*last.place.lines, token.place)
            place = replace(last.place, parts=parts) if token.place != last.place else last.place
            text = last.text + token.text
            place = replace(place, clean=text) if is_titled else place
            cells[-1] = replace(last, text=text, place=place, line=token.line)
        else:
            cells.append(token)
    return cells


def whole_cells(tokens: Sequence[Token], *, numbered: bool) -> list[Token]:
    """Return `tokens` as the cells of rows that a column may number, and titles of sections."""
    cells = with_brackets_joined(without_pages(tokens, numbered=numbered))
    return _with_sections_joined(cells) if numbered else cells


def _with_sections_joined(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens`, the numeral of a section as one with its title: 一 / 水利工程 / 1 / 修渠.

    The rows are counted in figures, or in numerals of another form ((一)), and the first below
    stands right behind the title.
    """
    counted = counting_up(tokens)
    texts = (tokens[n].text for n in counted)
    own = {mark_style(text) for text in texts if BARE_NUMERAL.match(text)}
    joined: list[Token] = []
    for n, token in enumerate(tokens):
        last = tokens[n - 1] if n else None
        is_titled = n + 1 in counted and n not in counted and is_title(token.text)
        is_numeral = last and BARE_NUMERAL.match(last.text) and mark_style(last.text) not in own
        if last and is_titled and is_numeral:
            parts = tuple(p for one in (last, token) for p in one.place.lines)
            text = f"{last.text}{'、' * last.text.isalnum()}{token.text}"
            place = replace(last.place, clean=text, parts=tuple(dict.fromkeys(parts)))
            joined[-1] = replace(last, text=text, place=place)
        else:
            joined.append(token)
    return joined


def rising_among(
    tokens: Sequence[Token], first: Sequence[int], counted: Sequence[int]
) -> list[int]:
    """Return which of the cells `first` in their lines are numbers chosen from a longer list.

    They but rise: 3, 17, 29. There are three at least, and half of them at the most `counted` on.
    """
    rising = [n for n in first if tokens[n].text.isdecimal()]
    values = [int(tokens[n].text) for n in rising]
    is_chosen = len(rising) > _FEWEST_ON and all(one < other for one, other in pairwise(values))
    return rising if is_chosen and 2 * len(counted) <= len(rising) else []


def counting_up(cells: Sequence[Token]) -> set[int]:
    """Return which of `cells` are numbers that count up, the longest way to count them.

    They are figures, or numerals of one form (①, 一, （一）) where more of these count.
    """
    by_form: dict[str, dict[int, int]] = defaultdict(dict)
    for n, cell in enumerate(cells):
        counted = _count(cell.text)
        if counted:
            by_form[counted[0]][n] = counted[1]
    found = [_counted(values) for _, values in sorted(by_form.items())]
    return max(found, key=len, default=set())


def _count(text: str) -> tuple[str, int] | None:
    """Return form and value of a number that stands alone; the form of all figures is ""."""
    if len(text) > _LONGEST_NUMBER:
        return None
    if _MISREAD.fullmatch(text):
        text = text.translate(_FIGURES)
    if NUMBER.match(text):
        return "", int("".join(c for c in text if c.isdecimal()))
    if not (BARE_NUMERAL.match(text) or _CIRCLED.match(text)) or _LETTER.search(text):
        return None
    figures = unicodedata.normalize("NFKC", text).strip("（()）、.． ")
    return mark_style(text), numeral(figures)


def _counted(values: dict[int, int]) -> set[int]:
    """Return the places of the longest way to count up, and of others before it and behind.

    A part of a table that was cut out leaves out many numbers: 46 | 51 | 52 | 53.
    """
    found = _longest_count(values)
    if len(found) < _FEWEST_ON:
        return found
    first, last = min(found), max(found)
    before = {n: value for n, value in values.items() if n < first and value < values[first]}
    behind = {n: value for n, value in values.items() if n > last and value > values[last]}
    more = (_counted(part) for part in (before, behind))
    return found.union(*(part for part in more if len(part) >= _FEWEST_ON))


def _longest_count(values: dict[int, int]) -> set[int]:
    """Return the places of the longest way to count up in `values` by place."""
    length: dict[int, tuple[int, int | None]] = {}
    before: dict[int, int | None] = {}
    longest: tuple[int, int | None] = (0, None)
    for n, value in values.items():
        known = [length[v] for v in range(value - 1, value - 1 - _FARTHEST, -1) if v in length]
        start = longest if value == 1 else (0, None)
        best, at = max([*known, start], key=lambda one: one[0])
        before[n] = at
        if best + 1 >= length.get(value, (0, None))[0]:
            length[value] = best + 1, n
        longest = max(longest, (best + 1, n), key=lambda one: one[0])
    found: set[int] = set()
    at = longest[1]
    while at is not None:
        found.add(at)
        at = before[at]
    return found


def names_nobody(text: str) -> bool:
    """Tell whether a cell is a date, a number or the word for a total, whatever stands beside it.

    >>> names_nobody("1250"), names_nobody("合计"), names_nobody("10月底"), names_nobody("市教育局")
    (True, True, True, False)
    """
    return bool(_FIGURE.match(text)) or text in TOTALS or is_date(text)


def is_own_date(before: str, text: str) -> bool:
    """Tell whether a cell is a limit by itself behind a cell that told all it has to say.

    >>> is_own_date("为养老院安装呼叫器600台。", "11月底前"), is_own_date("修桥。", "2019年3月2日")
    (True, False)
    >>> is_own_date("因征地未完，开工时间由7月底前推迟至", "11月底前")
    False
    """
    is_told = before.endswith("。") or (len(before) > _LONG and not _OPEN.search(before))
    return is_told and is_date(text) and not text.endswith("日")


def columns_of_whole_lines(cells: Sequence[Token], width: int) -> dict[int, int]:
    """Return the columns of cells of lines that begin with a number and have one cell for each.

    There the name of what is built is the work, though it reads like that of a body: 游客服务中心.
    """
    columns: dict[int, int] = {}
    for _, pairs in groupby(enumerate(cells), key=lambda pair: pair[1].line):
        line = [n for n, _ in pairs]
        if len(line) == width and NUMBER.match(cells[line[0]].text):
            columns |= {n: column for column, n in enumerate(line)}
    return columns


def titles_alone(cells: Sequence[Token]) -> set[int]:
    """Return which cells fill a line and are titles behind a numeral: （二）水利."""
    lines = (list(pairs) for _, pairs in groupby(enumerate(cells), key=lambda pair: pair[1].line))
    alone = (line[0] for line in lines if len(line) == 1)
    return {n for n, cell in alone if is_numbered_title(cell.text)}
