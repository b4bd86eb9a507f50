"""Tasks as the data of a page has them, objects with named values, as the lines that it shows.

title: "优化环境", tasks: [            is 优化环境, a heading
  { id: "7", title: "压减时限",             7.压减时限。并联审批。（市政务局牵头）
    content: "并联审批。",
    departments: "市政务局牵头" } ]

Other values, icons and descriptions of groups, are left out; the report names their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from loader.source import Paragraph, Source

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`"
_TOKEN = re.compile(
    rf"(?P<key>[\"']?(?:[A-Za-z_][\w-]{{0,40}}|[\u4e00-\u9fff]{{1,12}})[\"']?)\s*:\s*(?=[\"'`\[{{\d-]|null|true|false)"
    rf"|(?P<string>{_STRING})|(?P<figure>-?\d+(?:\.\d+)?|null|true|false)|(?P<sign>[{{}}\[\]])|[,;\s]"
)
_ASSIGNED = re.compile(
    r"^\s*(?:export\s+)?(?:default|const|let|var)[^\[{\"']{0,60}=?\s*|^\s*return\s*"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_ESCAPED = re.compile(r"\\(?:[nrt]|(?P<sign>.))")
_NUMBERS = re.compile("id|no|num|number|index|seq|order|sort|序号|编号", re.IGNORECASE)
_SAID = re.compile("(?:负责|牵头|配合|落实|参与|参加|承办|主办|协办)[。；]?$")
_ASIDE = re.compile(
    "status|progress|remark|note|tag|type|phone|tel|mail|状态|进度|进展|备注|电话", re.IGNORECASE
)
"""Parts of the names of values that say nothing of what is to be done."""

_LABELS = {
    "分管领导": re.compile("leader|mayor|supervis|official", re.IGNORECASE),
    "牵头单位": re.compile("lead|head|main|主办", re.IGNORECASE),
    "配合单位": re.compile("support|assist|coop|partner|协办", re.IGNORECASE),
    "责任单位": re.compile("dep|unit|org|owner|duty|respons|agenc|bureau", re.IGNORECASE),
    "完成时限": re.compile("deadline|due|limit|finish", re.IGNORECASE),
}
"""Parts of the names of values, and the labels that say the same."""

_MOST_LEVELS = 2
_FEWEST, _SHORTEST, _SHARE = 2, 8, 0.8
"""Tasks, characters of the text of one, and lines of data as a part of all lines."""

_FIRST_LINES = 40
"""Lines that show whether the others need be looked at."""

_STOPS = "。；;！？：:"


@dataclass(frozen=True)
class _Value:
    key: str
    words: str
    line: Paragraph


@dataclass(frozen=True)
class _Object:
    """The values of an object; one that holds others `is_group`."""

    values: tuple[_Value, ...]
    is_group: bool = False

    @property
    def owners(self) -> list[_Value]:
        return [one for one in self.values if _label(one.key)]


def with_data_as_lines(source: Source) -> Source:
    """Return `source`, the objects of a page's data as lines, if nearly all of it is such data."""
    lines = [block for block in source.blocks if isinstance(block, Paragraph)]
    first = lines[:_FIRST_LINES]
    if sum(_is_data(line.text) for line in first) < max(1, len(first) * _SHARE):
        return source
    data = [line for line in lines if _is_data(line.text)]
    if len(data) < len(source.blocks) * _SHARE:
        return source
    objects = list(_objects(data))
    if sum(map(_is_task, objects)) < _FEWEST:
        return source
    shown = list(_shown(objects))
    others = [line for line in lines if line not in data]
    blocks = sorted([*shown, *others], key=lambda line: line.number)
    return replace(source, blocks=tuple(blocks))


def _is_data(text: str) -> bool:
    """Tell whether `text` is all names of values, values, and what parts objects."""
    begun = _ASSIGNED.match(text)
    position = begun.end() if begun else 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            return False
        position = token.end()
    return True


def _objects(lines: Sequence[Paragraph]) -> Iterator[_Object]:
    """Yield the objects as they begin, those that hold others before these."""
    values: list[_Value] = []
    key = ""
    for line in lines:
        for match in _TOKEN.finditer(_ASSIGNED.sub("", line.text, count=1)):
            if match["key"]:
                key = match["key"].strip("\"'")
            elif match["string"] or match["figure"]:
                values.append(_Value(key, _plain(match["string"] or match["figure"]), line))
            elif match["sign"] in ("{", "}") and values:
                yield _Object(tuple(values), is_group=match["sign"] == "{")
                values = []
    if values:
        yield _Object(tuple(values))


def _plain(text: str) -> str:
    """Return a value without its quotes and what escapes signs in it.

    >>> _plain('"开展\\\\"数据\\\\"行动"'), _plain("7")
    ('开展"数据"行动', '7')
    """
    words = text[1:-1] if text[0] in "\"'`" else text
    return _ESCAPED.sub(lambda match: match["sign"] or " ", words).strip()


def _label(key: str) -> str:
    """Return the label for a value called `key`: a Chinese one says what it is.

    >>> _label("leadDept"), _label("departments"), _label("责任单位"), _label("content")
    ('牵头单位', '责任单位', '责任单位', '')
    """
    if key.endswith(("单位", "部门", "时限", "时间", "领导")):
        return key
    return next((label for label, name in _LABELS.items() if name.search(key)), "")


def _is_task(one: _Object) -> bool:
    """Tell whether an object names who answers, and holds a sentence: a list of names does not."""
    words = [v.words for v in one.values if v not in one.owners and _CHINESE.search(v.words)]
    is_told = any(len(w) >= _SHORTEST for w in words) or any(map(_says_who, one.owners))
    return bool(one.owners) and not one.is_group and is_told


def _says_who(value: _Value) -> bool:
    return _SAID.search(value.words) is not None


def _title(group: _Object) -> _Value | None:
    return next((one for one in group.values if _CHINESE.search(one.words)), None)


def _shown(objects: Sequence[_Object]) -> Iterator[Paragraph]:
    """Yield the titles of groups and the tasks; the first of groups in a row holds the others."""
    runs = [(is_group, [*same]) for is_group, same in groupby(objects, lambda one: one.is_group)]
    lengths = [len(run) for is_group, run in runs if is_group]
    lowest = min(_MOST_LEVELS, max(lengths[1:], default=1))
    for is_group, run in runs:
        if is_group:
            titles = [*filter(None, map(_title, run))]
            levels = range(lowest + 1 - len(titles), lowest + 1)
            yield from (
                replace(_line(title.words, [title]), level=max(level, 0))
                for level, title in zip(levels, titles, strict=True)
            )
        else:
            yield from (line for one in run for line in _task(one))


def _task(task: _Object) -> Iterator[Paragraph]:
    """Yield a task with its number, and at its end in a bracket who has it and by when."""
    told = [one for one in task.values if not (_ASIDE.search(one.key) or _label(one.key))]
    words = [one for one in told if _CHINESE.search(one.words)]
    if not words:
        return
    owners = [one for one in task.owners if one.words]
    numbers = [one for one in task.values if _is_number(one)][:1]
    number = "".join(f"{one.words}." for one in numbers)
    text = "".join(w if w[-1] in _STOPS else f"{w}。" for w in (one.words for one in words))
    said = "；".join(_said(key, [*same]) for key, same in groupby(owners, lambda one: one.key))
    whole = f"{number}{text}{f'（{said}）' if said else ''}"
    yield _line(whole, [*numbers, *words, *owners])


def _said(key: str, values: Sequence[_Value]) -> str:
    """Return what one or several values called `key` say, behind a label if no verb says it."""
    words = "、".join(one.words.strip("。；") for one in values)
    return words if any(map(_says_who, values)) else f"{_label(key)}：{words}"


def _is_number(value: _Value) -> bool:
    return value.words.isdecimal() and _NUMBERS.fullmatch(value.key) is not None


def _line(words: str, values: Sequence[_Value]) -> Paragraph:
    lines = dict.fromkeys(part for one in values for part in one.line.lines)
    return replace(values[0].line, clean=words, parts=tuple(lines))
