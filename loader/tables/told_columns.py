"""Columns that are told by their cells, where no register knows the words above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from loader.assignments.fields import (
    BLANK,
    CONTENT,
    UNITS,
    answers_for_work,
    fields_of,
    names_work,
)
from loader.registers.registers import Registers
from loader.tables.alignment import COUNT
from loader.texts.deadlines import find_deadlines
from loader.texts.figures import is_figure
from loader.texts.limits import find_limits

_OF_THINGS = re.compile("名称|姓名|地[点址]|电话|性质|类型|职务|金额|依据|来源|情况|进展")
"""Header words of columns that tell no work."""

OF_WORK = re.compile("(?:内容|任务|事项|项目|措施|举措|目标|要求|实事|工作|工程|问题|要点)$")
"""The end of a word above the column of what is to be done: 惠民实事内容."""

_SHORTEST_TASK, _SHORTEST_NAMED = 6, 4
"""Characters that cells have on the average which tell work, and below a word that says so."""

_COUNTS = re.compile("(?:编号|编码|代码|代号|序号|[^文建]号)$")
"""The end of an unknown word above the first column that counts the rows: 案件编号."""

_NUMBERS = "序号"
"""The header word of a column of numbers."""

_LIMITS = re.compile("(?:时限|期限)$")
OF_OTHER_DATES = re.compile(
    "开工|开始|启动|交办|立案|批|报|受理|提出|登记|(?:情况|进展)(?!.{0,2}要求$)|来源|签|起(?!止)"
)
"""Words above dates by which nothing is to be done: 交办时间."""

_BODIES = re.compile(
    "^(?:各|有关)?(?:单位|部门|科室|处室|股室|镇街|乡镇|县区|街道|地区)(?:名称)?$"
    "|承接|承办|承担|分工|责任|牵头"
)
_HANDED = re.compile("(?:交办|拟办|批办|分办|转办|承办)(?:意见|建议)$")
"""The end of a word above those to whom a proposal is handed."""

_TASK = re.compile(r"[\u4e00-\u9fff]{4,}")
_OF_BODY = re.compile("任务|目标|职责|实事|措施|重点工作|工作(?:内容|要求|重点|要点|事项)")
"""Words above bodies, and above work that is theirs."""

_LONGEST_DATE, _ANY_YEAR = 24, 2000

Fields = tuple[str | None, ...]


def told_fields(
    words: Sequence[str],
    rows: Sequence[Sequence[str]],
    registers: Registers,
    names_bodies: Callable[[str], bool],
) -> Fields:
    """Return the field of each column by its header word, and where that is unknown by its cells.

    Numbers in the second column count the rows, whatever stands above: 重点工作 | No. | 任务.
    """
    words = _without_amounts(words, rows, registers)
    fields = fields_of(tuple(words), registers)
    if not _counts(0, fields, words, rows) and _counts(1, fields, words, rows):
        fields = fields_of((words[0], _NUMBERS, *words[2:]), registers)
    fields = _with_roles_told(fields, words, rows, registers, names_bodies)
    return with_told_columns(fields, words, rows, names_bodies)


def _without_amounts(
    words: Sequence[str], rows: Sequence[Sequence[str]], registers: Registers
) -> Sequence[str]:
    """Return the words, none above figures where another column tells the work that they count.

    It has the same field (2014年计划 beside 年度形象进度), or words that no register knows.
    """
    fields = [registers.field_of(word) if word else None for word in words]
    counted = [n for n, name in enumerate(fields) if name in CONTENT and _are_figures(n, rows)]
    if not counted:
        return words
    telling = {name for n, name in enumerate(fields) if name in CONTENT and n not in counted}
    longest = _longest_unknown(tuple(fields), words, rows)
    of_work = longest is not None and OF_WORK.search(words[longest])
    is_told = not telling and (of_work or (longest is not None and answers_for_work(fields)))
    without = [n for n in counted if is_told or fields[n] in telling]
    return ["" if n in without else word for n, word in enumerate(words)]


def _are_figures(place: int, rows: Sequence[Sequence[str]]) -> bool:
    filled = (row[place].strip() for row in rows if len(row) > place)
    cells = [cell for cell in filled if cell not in BLANK]
    return len(cells) > 1 and all(map(is_figure, cells))


def _with_roles_told(
    fields: Fields,
    words: Sequence[str],
    rows: Sequence[Sequence[str]],
    registers: Registers,
    names_bodies: Callable[[str], bool],
) -> Fields:
    """Return `fields` with columns of bodies whose unknown words begin with that of a role.

    Most of their cells name bodies: 牵头起草部门.
    """
    told = list(fields)
    for n, (field, word) in enumerate(zip(fields, words, strict=True)):
        role = registers.role_around(word) if field is None else None
        texts = [row[n] for row in rows if len(row) > n and row[n]]
        if role and role not in told and 2 * sum(map(names_bodies, texts)) > len(texts):
            told[n] = role
    return tuple(told)


def with_told_columns(
    fields: Fields,
    words: Sequence[str],
    rows: Sequence[Sequence[str]],
    names_bodies: Callable[[str], bool],
) -> Fields:
    """Return `fields` with columns that words and cells tell: number, bodies, text, limit.

    >>> rows = [["1", "修建大桥", "甲局", "6月底前完工"], ["2", "铺设道路", "乙局", "9月底前"]]
    >>> words = ("编号", "工作任务", "单位", "备注")
    >>> with_told_columns((None, "text", None, "remark"), words, rows, lambda name: "局" in name)
    ('number', 'text', 'responsible', 'deadline')
    """
    if _counts(0, fields, words, rows):
        fields = ("number", *fields[1:])
    fields = _with_told_bodies(fields, words, rows, names_bodies)
    return _with_told_limit(_with_told_text(fields, words, rows), words, rows)


def _counts(
    place: int, fields: Fields, words: Sequence[str], rows: Sequence[Sequence[str]]
) -> bool:
    """Tell whether a column, of an unknown word or none, holds the numbers of the rows."""
    if "number" in fields or len(fields) <= place or fields[place] not in (None, "remark"):
        return False
    whole = (row for row in rows if len(row) > place and sum(map(bool, row)) > 2)
    cells = [row[place] for row in whole if row[place]]
    by_word = place == 0 and _COUNTS.search(words[0]) is not None
    return by_word or (len(cells) > 1 and all(map(COUNT.match, cells)))


def _with_told_bodies(
    fields: Fields,
    words: Sequence[str],
    rows: Sequence[Sequence[str]],
    names_bodies: Callable[[str], bool],
) -> Fields:
    """Return `fields` with the column 单位 for those who answer, where the work is called theirs.

    All of its cells name bodies, and no other column says who does it: 单位 | 工作目标. What is
    handed out needs no such word: 案由 | 交办意见.
    """
    named = [n for n, word in enumerate(words) if _BODIES.search(word) and fields[n] is None]
    handed = [n for n, word in enumerate(words) if _HANDED.search(word) and fields[n] is None]
    of_work = [
        n
        for n, (field, word) in enumerate(zip(fields, words, strict=True))
        if field in ("text", "annual_task") and _OF_BODY.search(word)
    ]
    tells = any(_TASK.search(row[n]) for n in of_work for row in rows if len(row) > n)
    tells |= bool(handed and CONTENT & set(fields))
    if len(named or handed) != 1 or not tells or set(UNITS) & set(fields):
        return fields
    [n] = named or handed
    texts = [row[n] for row in rows if len(row) > n and row[n]]
    is_told = bool(texts) and all(map(names_bodies, texts))
    return (*fields[:n], "responsible", *fields[n + 1 :]) if is_told else fields


def _with_told_limit(fields: Fields, words: Sequence[str], rows: Sequence[Sequence[str]]) -> Fields:
    """Return `fields` with a column of time limits, if each cell of an unknown one is such a date.

    Remarks of most rows may be that: 备注 above 6月底前完工.
    """
    if "deadline" in fields or not names_work(fields):
        return fields
    for n, (word, field) in enumerate(zip(words, fields, strict=True)):
        texts = [row[n] for row in rows if len(row) > n and row[n]]
        is_filled = field is None or 2 * len(texts) > len(rows)
        may_be = field in (None, "remark") and texts and not OF_OTHER_DATES.search(word)
        may_be = may_be and is_filled
        if may_be and all(_is_limit(text, by_word=bool(_LIMITS.search(word))) for text in texts):
            return (*fields[:n], "deadline", *fields[n + 1 :])
    return fields


def _is_limit(text: str, *, by_word: bool) -> bool:
    found = find_deadlines(text, _ANY_YEAR) if by_word else find_limits(text, _ANY_YEAR)
    return bool(found) and len(text) <= _LONGEST_DATE


def _with_told_text(
    fields: tuple[str | None, ...], words: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[str | None, ...]:
    """Return `fields` with a column for the text, if no word of the header says which it is.

    It is the column of an unknown word whose cells are longest, where others say who does the work
    and when, or in which roles. What stands for several rows of it (实事 beside 分项) is a heading.
    """
    known = [n for n, name in enumerate(fields) if name in CONTENT]
    longest = _longest_unknown(fields, words, rows)
    of_work = longest is not None and OF_WORK.search(words[longest]) and set(UNITS) & set(fields)
    if not (names_work(fields) if known else of_work or answers_for_work(fields)):
        return fields
    if longest is None or (known and not _stands_for_several(known, longest, rows)):
        return fields
    above = known[-1] if known and "heading" not in fields else None
    told = ("heading" if n == above else name for n, name in enumerate(fields))
    return tuple("text" if n == longest else name for n, name in enumerate(told))


def _longest_unknown(
    fields: tuple[str | None, ...], words: Sequence[str], rows: Sequence[Sequence[str]]
) -> int | None:
    """Return the column of an unknown word whose cells are longest, and long enough for work."""
    lengths: dict[int, float] = {}
    for n, (word, field) in enumerate(zip(words, fields, strict=True)):
        texts = [row[n] for row in rows if len(row) > n and row[n]]
        if field is None and texts and word and not _OF_THINGS.search(word):
            lengths[n] = sum(map(len, texts)) / len(texts)
    longest = max(lengths, key=lambda n: lengths[n], default=None)
    if longest is None:
        return None
    shortest = _SHORTEST_NAMED if OF_WORK.search(words[longest]) else _SHORTEST_TASK
    return longest if lengths[longest] >= shortest else None


def _stands_for_several(known: list[int], longest: int, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether all of the columns `known` are blank in rows in which `longest` is filled."""
    whole = [row for row in rows if len(row) > max(*known, longest) and row[longest]]
    filled = max(sum(bool(row[n]) for row in whole) for n in known)
    return filled < len(whole)
