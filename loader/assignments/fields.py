"""The fields that columns of a task table stand for, by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loader.registers.registers import Registers

ROLES = {
    "supervising": "supervising",
    "in_charge": "inCharge",
    "lead": "lead",
    "responsible": "responsible",
    "supporting": "supporting",
    "guiding": "guiding",
}
"""Fields that name agents, and the roles they stand for, in the order of a row."""

OWNING = frozenset({ROLES["lead"], ROLES["responsible"]})
"""Roles of those whose work it is."""

PEOPLE = ("supervising", "in_charge")
"""Fields that name officials; the other roles are of bodies and groups."""

UNITS = tuple(name for name in ROLES if name not in PEOPLE)
"""Fields that name bodies."""

PERSONAL = frozenset(ROLES[name] for name in PEOPLE)
"""Roles of officials."""

MERGED = frozenset({"category", "heading", "number", "deadline", *ROLES})
"""Fields whose cells are merged over several rows."""

AS_ABOVE = frozenset({"同上", "〃", "″", "”", "“", "〞", '"', "＂", "''", '""', "””", "“”"})
"""What a cell prints that says what the one above it says; often a quote stands for the mark."""

BLANK = frozenset({"", "—", "——", "-", "－", "/", "／", "\\", "＼", "无", "--"})
"""What a cell prints that says nothing."""

TOTALS = frozenset({"合计", "总计", "小计", "共计", "总共"})
"""What a row prints that sums up those above it."""

CONTENT = frozenset({"text", "title", "annual_task", "heading", "indicator"})
"""Fields that say what is to be done."""

ANSWERS = ("aim", "measure")
"""Fields that say what a problem calls for: 整改目标, 整改措施."""

QUARTER = "quarter_"
"""How the fields of what is due in a part of the year begin: quarter_1."""

_NUMERALS = "一二三四1234"
_QUARTER = re.compile(
    rf"(?:\d{{4}}年)?第?([{_NUMERALS}])季度(?:工作|形象)?(?:目标|计划|任务|进度|节点|安排|打算)*(?:[（(].*)?$"
)

_AIM = re.compile("目标|标准|成效")
PROBLEM = re.compile("问题|^整改")
_ANSWER = re.compile("整改(?:措施|任务|目标|内容|要求|事项)")


_PROPOSAL = re.compile("建议(?!人|者)|[提议]案(?!人|者|单位|界别)|案由")
_FIRST = re.compile("领衔人?|牵头人")
"""Who put a proposal forward before others, in a table of such: 建议标题 beside 领衔."""


def fields_of(words: tuple[str, ...], registers: Registers) -> tuple[str | None, ...]:
    """Return the field of each column.

    A header may be no more than a word of a role (主办, 会办). Of two columns of those who answer
    the one that says so does: 责任单位 beside 项目单位, whose the project is.
    """
    told = [_field_of(word, registers) for word in words]
    if any(map(_PROPOSAL.search, words)):
        told = [
            "proposer" if _FIRST.fullmatch(word) else field
            for word, field in zip(words, told, strict=True)
        ]
    found = with_those_who_answer(told, words)
    fields: list[str | None] = []
    for field in _with_one_limit(with_one_lead(_without_answers(found, words)), words):
        repeated = "measure" if field == "text" and "measure" not in fields else None
        fields.append(field if field not in fields else repeated)
    return _with_quarters(fields, words)


def with_those_who_answer(fields: Sequence[str | None], words: Sequence[str]) -> list[str | None]:
    """Return `fields` without a column of bodies before that of those who answer by its word.

    >>> with_those_who_answer(["responsible", "responsible"], ["建设单位", "责任单位"])
    [None, 'responsible']
    """
    said = [n for n, name in enumerate(fields) if name == "responsible" and "责任" in words[n]]
    before = fields[: said[0]] if said else ()
    bodies = [None if name == "responsible" else name for name in before]
    return [*bodies, *fields[len(bodies) :]]


def _with_quarters(fields: Sequence[str | None], words: Sequence[str]) -> tuple[str | None, ...]:
    """Return `fields` with one of its own for each of several columns of quarters.

    >>> _with_quarters(["text", "remark", None], ["任务", "一季度", "二季度目标"])
    ('text', 'quarter_1', 'quarter_2')
    """
    found = {n: match[1] for n, word in enumerate(words) if (match := _QUARTER.match(word))}
    if len(found) < 2:
        return tuple(fields)
    numbered = {n: f"{QUARTER}{_NUMERALS.index(number) % 4 + 1}" for n, number in found.items()}
    return tuple(numbered.get(n, name) for n, name in enumerate(fields))


def _with_one_limit(fields: Sequence[str | None], words: Sequence[str]) -> list[str | None]:
    """Return `fields` with the column as deadline that says by when all is done.

    One before it with the steps on the way tells how it is done.

    >>> _with_one_limit(["text", "deadline", "deadline"], ["任务", "节点计划", "完成时间"])
    ['text', 'measure', 'deadline']
    >>> _with_one_limit(["text", "deadline", "deadline"], ["任务", "完成时限", "进度安排"])
    ['text', 'deadline', 'deadline']
    """
    dated = [n for n, name in enumerate(fields) if name == "deadline"]
    ends = [n for n in dated if IS_END.search(words[n]) and not _IS_BEGIN.match(words[n])]
    end = ends[0] if ends else 0
    beside = "remark" if "measure" in fields else "measure"
    return [beside if name == "deadline" and n < end else name for n, name in enumerate(fields)]


_IS_BEGIN = re.compile(r"(?:开\s*工|启\s*动|开\s*始|起\s*始)(?!.*完成)")
"""What says by when work is to begin."""

IS_END = re.compile(r"完\s*成|办\s*结|竣\s*工|完\s*工|截\s*止|[期时]\s*限")
"""What a header word or label says by when all is done, and not the steps on the way."""


def with_one_lead(fields: Sequence[str | None]) -> list[str | None]:
    """Return `fields` with one lead column.

    A second one is for those who support the first, or who answer beside it where others support.

    >>> with_one_lead(["text", "lead", "lead"])
    ['text', 'lead', 'supporting']
    >>> with_one_lead(["text", "lead", "lead", "supporting"])
    ['text', 'lead', 'responsible', 'supporting']
    """
    if "lead" not in fields:
        return list(fields)
    beside = "responsible" if "supporting" in fields else "supporting"
    first = fields.index("lead")
    return [beside if name == "lead" and n > first else name for n, name in enumerate(fields)]


def answers_for_work(fields: Sequence[str | None]) -> bool:
    """Tell whether columns say more of work than a body: roles of several, a leader or a date."""
    known = set(fields)
    return bool(known & set(UNITS)) and len(known & {*UNITS, "supervising", "deadline"}) > 1


def _field_of(word: str, registers: Registers) -> str | None:
    return registers.role_of_label(word) if word else None


def _without_answers(fields: list[str | None], words: Sequence[str]) -> list[str | None]:
    """Return `fields` with one column of text: what a problem (反馈问题) calls for is no other."""
    fields = [
        "text" if name == "remark" and tells_problem(words, n) else name
        for n, name in enumerate(fields)
    ]
    texts = _side_by_side(fields)
    problem = next((n for n in texts if PROBLEM.search(words[n])), None)
    if problem is None:
        return with_one_text(fields)
    answers = {n: answer_of(words[n]) for n in texts if n != problem}
    return [answers.get(n, name) for n, name in enumerate(fields)]


def tells_problem(words: Sequence[str], position: int) -> bool:
    """Tell whether the word at `position` is that of problems which a later one wants put right.

    >>> tells_problem(["序号", "存在问题", "整改措施"], 1), tells_problem(["任务", "存在问题"], 1)
    (True, False)
    """
    is_problem = words[position].endswith("问题")
    return is_problem and any(_ANSWER.match(word) for word in words[position + 1 :])


def answer_of(word: str) -> str:
    """Return the field of a column of what a problem calls for, by its header word."""
    return "aim" if _AIM.search(word) else "measure"


def with_one_text(fields: Sequence[str | None]) -> list[str | None]:
    """Return `fields` with one column of text.

    Of several side by side the last tells the work, and the one before it is its heading, one more
    its category, where no column is a heading by its name.

    A year's task right before the text is one more: 年度目标任务 beside 工作措施.

    >>> with_one_text(["text", "number", "text", "lead"])
    ['heading', 'number', 'text', 'lead']
    >>> with_one_text(["annual_task", "text", "lead"])
    ['heading', 'text', 'lead']
    """
    first = fields.index("text") if "text" in fields else 0
    if first and fields[first - 1] == "annual_task":
        fields = [*fields[: first - 1], "text", *fields[first:]]
    texts = _side_by_side(fields)
    if "heading" in fields:
        return list(fields)
    above = [*(["category"] if "category" not in fields else []), "heading"]
    places = dict(zip(reversed(texts[:-1]), reversed(above), strict=False))
    return [places.get(n, name) for n, name in enumerate(fields)]


def _side_by_side(fields: Sequence[str | None]) -> list[int]:
    """Return the columns of text from the first on, with no more than a number between them."""
    texts: list[int] = []
    for n, name in enumerate(fields):
        if name == "text":
            texts.append(n)
        elif texts and name != "number":
            break
    return texts


def names_work(fields: tuple[str | None, ...]) -> bool:
    return bool(CONTENT & set(fields)) and bool(set(ROLES) & set(fields))


def before_numbers(fields: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Return the fields of the columns before that of the numbers, merged over several rows."""
    return fields[: fields.index("number")] if "number" in fields else ()
