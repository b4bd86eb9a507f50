"""Lines of a plan that say of one body after the other what it does, read as brackets say it.

市教育局：负责新建幼儿园三所；          is  负责新建幼儿园三所（市教育局负责）
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.placed import PlaceRoles
from loader.assignments.plausibility import are_plausible
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.units import split_list

_DUTY = re.compile(
    r"(?P<who>[^：:。；;]{2,60}?)\s*(?:[：:]|(?P<dash>—+|－－))\s*(?P<work>[^：:]{5,})", re.DOTALL
)
_DONE = re.compile(
    "(?:牵头|具体|主要|全面|统筹|认真|依法|按照|会同|切实|积极|重点|共同)*"
    "(?:负责|制定|制订|组织|开展|完成|落实|推进|做好|抓好|建立|建设|新建|改造|实施|指导|督促|承担|协调|安排|加强|加快|保障|编制|统筹|牵头)"
)
_TASK = re.compile(r"(?!\d|(?:[\u4e00-\u9fff]{2,4}[、，；。]){1,99}$)[^。；]{6,}[。；]", re.DOTALL)
"""A task in one sentence, and no list of names: 市教育局：举办运动会，参赛三千人。"""

_PHONE = re.compile(r"\d{3,4}-\d{7}|\d{8}|电话|联系|地址|邮[编箱]")
_COLON = re.compile("[：:]|—|－－")
_LONGEST_TITLE = 16
"""Characters of a title between two duties: 八月, 二、社会事业."""

_LABEL = {
    ROLES["lead"]: "牵头单位",
    ROLES["responsible"]: "责任单位",
    ROLES["supporting"]: "配合单位",
}


def with_duties_closed(
    lines: Sequence[Paragraph], reader: ClauseReader, roles: PlaceRoles
) -> list[Paragraph]:
    """Return `lines` with the body behind its duty.

    Two at least follow one another, short titles left out, or `roles` say who is before a colon.
    """
    duties = [_closed(line, reader, roles) for line in lines]
    told = [n for n, line in enumerate(lines) if duties[n] or len(line.text) > _LONGEST_TITLE]
    beside = {
        n
        for before, after in pairwise(told)
        if duties[before] and duties[after]
        for n in (before, after)
    }
    return [
        duty if duty and (n in beside or roles.before_colon) else line
        for n, (line, duty) in enumerate(zip(lines, duties, strict=True))
    ]


def _closed(line: Paragraph, reader: ClauseReader, roles: PlaceRoles) -> Paragraph | None:
    """Return the line of a duty with who has it in a bracket at its end, None if it is none."""
    mark = MARK.match(line.text)
    begin = mark.end() if mark else 0
    if not _COLON.search(line.text, begin):
        return None
    text, said = _parted(line.text[begin:], reader, roles.bracketed)
    duty = _DUTY.fullmatch(text)
    told = duty and _tells_work(duty["work"]) and not duty["dash"]
    if duty is None or not (told or roles.before_colon):
        return None
    is_label = reader.registers.role_of_label(duty["who"]) is not None
    if is_label or not are_plausible(split_list(duty["who"]), reader.registers):
        return None
    leads = duty["work"].startswith("牵头") or roles.before_colon == ROLES["lead"]
    owner = f"{duty['who']}{'牵头' if leads else '负责'}"
    closing = "；".join(filter(None, (owner, said)))
    words = f"{line.text[:begin]}{duty['work'].rstrip('；;')}（{closing}）"
    return replace(line, clean=words, parts=line.parts or (line,))


def _parted(text: str, reader: ClauseReader, role: str | None) -> tuple[str, str]:
    """Return a duty without the bracket that ends it and names others, and what that says.

    One that names no role has that of a rule: `role`.
    """
    bracket = next((b for b in find_brackets(text) if not text[b.end :].strip("。；; ")), None)
    if bracket is None or not bracket.start:
        return text, ""
    inner = bracket.inner
    if role and are_plausible(split_list(inner), reader.registers):
        inner = f"{_LABEL[role]}：{inner}"
    says = reader.for_brackets.read(inner)
    return (text[: bracket.start], inner) if says.is_assignment else (text, "")


def _tells_work(words: str) -> bool:
    return bool(_DONE.match(words) or (_TASK.fullmatch(words) and not _PHONE.search(words)))
