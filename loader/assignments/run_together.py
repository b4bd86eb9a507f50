"""Names that a cell or a list prints with nothing between them: 县医保局县人社局, 王强区交委.

Behind the first may stand a group, or a body named by its place: 县卫健委各乡镇, 县林业局城关镇.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.drafts import Draft, Mentioned
from loader.registers.registers import Registers
from loader.texts.collectives import is_collective
from loader.texts.posts import SURNAMES
from ontology.roles import ROLES

LEVEL = re.compile("[省市县区州盟旗镇乡]")
"""What the first of such names begins with, and most others do."""

_BEHIND = re.compile(
    "各(?:[省市县区旗镇乡街办、]{1,7}|街道|园区|村)(?:人民政府|政府|街道办事处|办事处|管委会)?"
    "|[\u4e00-\u9fff]{2,4}(?:街道(?:办事处|办)?|[镇乡](?:人民政府|政府)?)"
    "|[\u4e00-\u9fff]{0,6}(?:开发区|高新区|工业园区?|(?:工业)?集中区|产业园区?)(?:管委会|管理委员会)?"
)
"""Who has no level and may still stand behind another: groups, towns and zones.

What is of a body is none, as a whole: 县公安局各派出所, 县交警大队城关镇中队.
"""

_ENDS_NAME = re.compile("(?<=[局委办部院会厅社行处站队团联馆署])(?=..)")
"""Where a name may end before another."""


def with_names_apart(drafts: Iterable[Draft], registers: Registers) -> Iterator[Draft]:
    """Yield `drafts`, bodies whose names run together each for itself."""
    for draft in drafts:
        apart = [one for whole in draft.mentioned for one in _apart(whole, registers)]
        is_same = len(apart) == len(draft.mentioned)
        yield draft if is_same else replace(draft, mentioned=tuple(apart))


def _apart(one: Mentioned, registers: Registers) -> list[Mentioned]:
    if ROLES[one.role].is_personal:
        return [one]
    names = names_run_together(one.surface, registers)
    return [replace(one, surface=n, collective=is_collective(n)) for n in names] or [one]


def names_run_together(words: str, registers: Registers) -> list[str]:
    """Return the two or more names that `words` is made of, all of them known; else nothing.

    A part of a body is none: 市公安局市中分局 stays whole.

    >>> from pathlib import Path
    >>> registers = Registers(Path("data/registers"))
    >>> names_run_together("县医保局县人社局", registers)
    ['县医保局', '县人社局']
    >>> names_run_together("县林业局城关街道办事处", registers)
    ['县林业局', '城关街道办事处']
    >>> names_run_together("市公安局市中分局", registers)
    []
    """
    if not LEVEL.match(words):
        return []
    for end in (match.start() for match in _ENDS_NAME.finditer(words, 3)):
        rest = words[end:]
        if not is_known(words[:end], registers):
            continue
        is_last = _BEHIND.fullmatch(rest) or is_known(rest, registers)
        if others := names_run_together(rest, registers) or [rest] * bool(is_last):
            return [words[:end], *others]
    return []


def with_leader_apart(text: str, registers: Registers) -> str:
    """Return a cell with a blank between a person and the body run together with the name.

    No place has a name made of the person's and the level of the body.

    >>> from pathlib import Path
    >>> registers = Registers(Path("data/registers"))
    >>> with_leader_apart("王强区交委、区财政局", registers)
    '王强 区交委、区财政局'
    >>> with_leader_apart("金湖县水利局", registers)
    '金湖县水利局'
    """
    for name, body in (found.groups() for one in _LED if (found := one.match(text))):
        is_place = registers.divisions.named(name + body[0], None)
        if is_known(body, registers) and not is_place:
            return f"{name} {text[len(name) :]}"
    return text


_LED = tuple(
    re.compile(rf"([{SURNAMES}][\u4e00-\u9fff]{{{count}}})({LEVEL.pattern}[\u4e00-\u9fff]+)")
    for count in (2, 1)
)
"""A name of three characters or two, and a body behind it."""


def is_known(name: str, registers: Registers) -> bool:
    """Tell whether `name` is a level and the body of one that rules know: 县医保局."""
    return bool(LEVEL.match(name) and registers.rulebook.rules(name[1:], ""))
