"""Rows of a flattened table told by names of leaders between a full stop and a body.

1扩充学位建成小学2所。许文娟教育局经开区各街道2稳岗扩就业新增就业1.4万人。许文娟人社局各街道

Names of bodies need no level there: the first behind a leader is one that rules know, the others
end as bodies do. A row may hold several tasks, each with its leader and bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from loader.assignments.fields import ROLES
from loader.entities import Printed
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.table import Row
from loader.texts.posts import SURNAMES

_LONGEST_BODY = 12
_NAME_LENGTHS = (3, 2)
_FEWEST = 2
"""Rows whose leaders stand so, at the least."""

_ORGANS = frozenset("局委办厅部院会联社所署行司")
"""Signs with which a body ends that no other goes on with: 交警 is a part of 交警钟楼大队."""

_LEVELS = frozenset("省市县区州盟旗镇乡")
_KIND = "(?:[省市县区州旗镇乡街]{1,3}|街道|社区|村|园区|开发区|部门|单位)"
_GROUP = (
    rf"(?:各|有关|相关)(?:有关|相关)?(?:街道|{_KIND})(?:[、和（(]+{_KIND}[）)]?)*"
    "(?:人民政府|政府|管委会|办事处)?"
)
_BODY = (
    "(?:[\u4e00-\u9fff]{1,10}?(?:街道(?:办事处|办)?|公司|集团|[大支中总]队|中心|指挥部|管委会|办事处|银行|支行|医院|法院|检察院"
    "|[局委办厅](?![员会公事])|[镇乡](?!人民政府|政府)|[镇乡](?:人民政府|政府))"
    "|[\u4e00-\u9fff]{0,6}?(?:经开区|高新[区园]|开发区|新区|园区|产业园|工业园|示范区|度假区))"
)
_PIECE = re.compile(rf"(?:{_GROUP}|{_BODY})(?:[（(][\u4e00-\u9fff、]{{2,12}}[）)])?")
_VERB = re.compile(
    "完成|新增|新建|改造|改建|建设|建成|建立|推进|实施|开展|提升|启动|加快|打造|继续|组织|整治|扩建|优化|落实|推动|开工|做好|开通|增设|修建|维修"
)
"""How a task begins, and no body."""


@dataclass(frozen=True)
class Anchored:
    """A task of a row: its text, its leaders, its bodies, and what stands behind these."""

    text: str
    leader: str
    units: tuple[str, ...]
    rest: str
    is_merged: bool = False
    """Whether leader and bodies are those of the task before, with whose cells its own merged."""


def anchored_names(pieces: Iterable[str], registers: Registers) -> frozenset[str]:
    """Return the names that stand between a full stop and a body without a level, if rows do so."""
    found = [
        name
        for piece in pieces
        for stop in re.finditer("。", piece)
        if (name := _leader_at(piece[stop.end() :], registers))
    ]
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def anchored_tasks(words: str, names: frozenset[str], registers: Registers) -> list[Anchored]:
    """Return the tasks of a row, none if no leader of `names` stands in it before bodies.

    >>> from pathlib import Path
    >>> registers = Registers(Path("data/registers"))
    >>> words = "建校2所。王明教育局各街道招聘教师30名。王明人社局城东街道6月底"
    >>> [one.units for one in anchored_tasks(words, frozenset({"王明"}), registers)]
    [('教育局', '各街道'), ('人社局', '城东街道')]
    """
    if not names:
        return []
    longest = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    starts = list(re.finditer(rf"。(?P<name>(?:{longest})(?:、(?:{longest}))*)", words))
    tasks: list[Anchored] = []
    begin = 0
    for start, following in zip_longest(starts, starts[1:]):
        behind = words[start.end() : following.start() + 1 if following else len(words)]
        units, used = bodies_from(behind, registers)
        text, rest = words[begin : start.start() + 1], behind[used:]
        if not units or not text.strip("。 "):
            return []
        tasks.append(Anchored(text.strip(), start["name"], tuple(units), "" if following else rest))
        begin = start.end() + used
    last = tasks[-1] if tasks else None
    if last and _VERB.match(last.rest) and last.rest.endswith("。"):
        return [
            *tasks[:-1],
            replace(last, rest=""),
            replace(last, text=last.rest, rest="", is_merged=True),
        ]
    return tasks


def row_of(task: Anchored, cells: dict[str, str], place: Paragraph) -> Row:
    """Return the row of a task; leaders and bodies of one whose cells merged are inherited."""
    owners = ROLES.keys() & cells.keys() if task.is_merged else set()
    values = {
        name: Printed(said, place, "inherited" if name in owners else "explicit")
        for name, said in cells.items()
    }
    told = "merged cells of a row without lines; as the task before has it"
    notes = (("inherited", place, cells[name], told) for name in cells if name in owners)
    return Row(place.annex, values, tuple(notes))


def bodies_from(words: str, registers: Registers) -> tuple[list[str], int]:
    """Return the bodies that `words` begin with, and how many characters these take."""
    units: list[str] = []
    position = 0
    while position < len(words):
        if units and words[position] in "、，,；; ":
            position += 1
            continue
        length = _known(words[position:], registers) or _piece(words[position:], registers)
        if not length or (not units and not _known(words[position:], registers)):
            break
        units.append(words[position : position + length])
        position += length
    return units, position


def _leader_at(words: str, registers: Registers) -> str:
    """Return the name that `words` begin with before a body without a level that rules know."""
    names = (words[:length] for length in _NAME_LENGTHS)
    return next(
        (
            name
            for name in names
            if name[:1] in SURNAMES
            and name[-1:] not in _LEVELS
            and re.fullmatch("[\u4e00-\u9fff]+", name)
            and _known_bare(words[len(name) :], registers)
        ),
        "",
    )


def _known(words: str, registers: Registers) -> int:
    """Return the length of the longest body that rules know at the start, with its level or not.

    A name may begin with the sign of a level and have none: 市场监管局.
    """
    bare = _known_bare(words, registers)
    found = _known_bare(words[1:], registers) if not bare and words[:1] in _LEVELS else 0
    return bare or (1 + found if found else 0)


def _known_bare(words: str, registers: Registers) -> int:
    lengths = range(min(_LONGEST_BODY, len(words)), 1, -1)
    ends = (n for n in lengths if words[n - 1] in _ORGANS)
    return next((n for n in ends if registers.rulebook.rules(_whole_of(words[:n]), "")), 0)


def _whole_of(name: str) -> str:
    """Return the body of which `name` is the branch in a district.

    >>> _whole_of("公安分局"), _whole_of("教育局")
    ('公安局', '教育局')
    """
    return f"{name[:-2]}局" if name.endswith("分局") else name


def _piece(words: str, registers: Registers) -> int:
    """Return the length of a body that no rule knows, or of a group, at the start of `words`."""
    found = _PIECE.match(words)
    if found is None or _VERB.match(words):
        return 0
    plain = re.sub(r"[（(].*", "", found[0])
    is_body = plain.endswith("园") or registers.ends_like_unit(plain)
    return found.end() if is_body or re.match(_GROUP, plain) else 0
