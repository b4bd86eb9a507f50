"""Lines of a plan that say of one body after the other what it does, read as brackets say it.

市教育局：负责新建幼儿园三所；          is  负责新建幼儿园三所（市教育局负责）

Where the title is none of a plan, they do below a heading of who does what: 二、职责分工.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.placed import PlaceRoles
from loader.assignments.plausibility import are_plausible
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.outline import SECTION, style_of, without_mark
from loader.texts.units import split_list

_DUTY = re.compile(
    r"(?P<who>[^：:。；;]{2,60}?)\s*(?:[：:]|(?P<dash>—+|－－))\s*(?P<work>[^：:]{5,})", re.DOTALL
)
_BEHIND_STOP = re.compile(
    r"(?P<who>[^：:。；;，,]{2,60})(?P<dash>。)(?P<work>[^：:]{5,})", re.DOTALL
)
"""A duty below a heading of duties: 1.市教育局。负责新建幼儿园三所。"""

_DONE = re.compile(
    "(?:牵头|具体|主要|全面|统筹|认真|依法|按照|会同|切实|积极|重点|共同)*"
    "(?:负责|制定|制订|组织|开展|完成|落实|推进|做好|抓好|建立|建设|新建|改造|实施|指导|督促|承担|协调|安排|加强|加快|保障|编制|统筹|牵头)"
)
_HELPS = re.compile("(?:积极|主动|密切|协同)?(?:配合|协助|参与)")
_OWNS = re.compile(f"(?:具体|主要|全面)?(?:负责|牵头|承担|做好|确保)|{_HELPS.pattern}")
"""How a duty begins that says by itself whose it is, whatever stands between."""

_TASK = re.compile(r"(?!\d|(?:[\u4e00-\u9fff]{2,4}[、，；。]){1,99}$)[^。；]{6,}[。；]", re.DOTALL)
"""A task in one sentence, and no list of names: 市教育局：举办运动会，参赛三千人。"""

_PHONE = re.compile(r"\d{3,4}-\d{7}|\d{8}|电话|联系|地址|邮[编箱]")
_COLON = re.compile("[：:。]|—|－－")
_LONGEST_TITLE = 16
"""Characters of a title between two duties: 八月, 二、社会事业."""

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．])?"
    "(?:明确|落实|细化|强化|压实|严格|厘清)?(?:相关|有关|各)?(?:单位|部门|乡镇)*的?"
    "(?:工作|任务|具体|责任|职责|[及和与])*(?:分工|职责|责任|任务)[：:。]?"
    "|[^。；]{0,40}(?:分工|职责|任务)(?:明确|安排|分解|通知)?如下[：:。]"
)
"""A heading of who does what: 二、明确部门职责. What members of a group do is a standing duty."""

_OF_GROUP = re.compile("(?:领导小组|指挥部|委员会|^)办公室$|[^区]组$|专班$|指挥部$|[科股]$")
"""Parts of a group or of a body, whose duties are standing ones."""

_LABEL = {
    ROLES["lead"]: "牵头单位",
    ROLES["responsible"]: "责任单位",
    ROLES["supporting"]: "配合单位",
}


def with_duties_closed(
    lines: Sequence[Paragraph],
    reader: ClauseReader,
    roles: PlaceRoles,
    form: re.Pattern[str] = _DUTY,
) -> list[Paragraph]:
    """Return `lines` with the body behind its duty, which has this `form`.

    Two at least follow one another, short titles left out, or `roles` say who is before a colon.
    """
    duties = [_closed(line, reader, roles, form) for line in lines]
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


def below_heading_closed(
    lines: Sequence[Paragraph], reader: ClauseReader, roles: PlaceRoles
) -> list[Paragraph]:
    """Return `lines`, the duties below headings of who does what with the body behind each."""
    found = list(lines)
    for start, line in enumerate(lines, 1):
        if not heads_duties(line.text):
            continue
        style = style_of(line)
        below = takewhile(lambda one: not style or style_of(one) != style, lines[start:])  # noqa: B023 - taken at once
        section = list(takewhile(lambda one: not SECTION.match(one.text), below))
        closed = with_duties_closed(section, reader, roles)
        closed = with_duties_closed(closed, reader, roles, _BEHIND_STOP)
        for n, (one, duty) in enumerate(zip(section, closed, strict=True), start):
            found[n] = one if _is_of_group(one) else duty
    return found


def heads_duties(text: str) -> bool:
    """Tell whether a line says that who does what stands below it.

    >>> heads_duties("二、明确部门职责"), heads_duties("现将有关部门职责分工明确如下：")
    (True, True)
    >>> heads_duties("成员单位职责"), heads_duties("一、主要职责"), heads_duties("职责分工不清。")
    (False, False, False)
    """
    return _HEADING.fullmatch(text) is not None


def _is_of_group(line: Paragraph) -> bool:
    text = without_mark(line.text)
    duty = _DUTY.fullmatch(text) or _BEHIND_STOP.fullmatch(text)
    return duty is not None and _OF_GROUP.search(duty["who"]) is not None


def _closed(
    line: Paragraph, reader: ClauseReader, roles: PlaceRoles, form: re.Pattern[str]
) -> Paragraph | None:
    """Return the line of a duty with who has it in a bracket at its end, None if it is none."""
    mark = MARK.match(line.text)
    begin = mark.end() if mark else 0
    if not _COLON.search(line.text, begin):
        return None
    text, said = _parted(line.text[begin:], reader, roles.bracketed, form)
    duty = form.fullmatch(text)
    if duty is None:
        return None
    told = _OWNS.match(duty["work"]) or (_tells_work(duty["work"]) and not duty["dash"])
    if not (told or (roles.before_colon and form is _DUTY)):
        return None
    is_label = reader.registers.role_of_label(duty["who"]) is not None
    if is_label or not are_plausible(split_list(duty["who"]), reader.registers):
        return None
    owner = f"{duty['who']}{_verb_of(duty['work'], roles.before_colon)}"
    closing = "；".join(filter(None, (owner, said)))
    words = f"{line.text[:begin]}{duty['work'].rstrip('；;')}（{closing}）"
    return line.with_words(words)


def _verb_of(work: str, role: str | None) -> str:
    """Return the word for what a body has to do with its duty, where a rule may give its `role`."""
    if work.startswith("牵头") or role == ROLES["lead"]:
        return "牵头"
    return "配合" if _HELPS.match(work) and not role else "负责"


def _parted(
    text: str, reader: ClauseReader, role: str | None, form: re.Pattern[str]
) -> tuple[str, str]:
    """Return a duty of this `form` without the bracket at its end that names others, and these.

    It is empty where something else stands before such a bracket.

    One that names no role has that of a rule: `role`.
    """
    bracket = next((b for b in find_brackets(text) if not text[b.end :].strip("。；; ")), None)
    if bracket is None:
        return text, ""
    if not form.fullmatch(text[: bracket.start]):
        return "", ""
    inner = bracket.inner
    if role and are_plausible(split_list(inner), reader.registers):
        inner = f"{_LABEL[role]}：{inner}"
    says = reader.for_brackets.read(inner)
    return (text[: bracket.start], inner) if says.is_assignment else (text, "")


def _tells_work(words: str) -> bool:
    return bool(_DONE.match(words) or (_TASK.fullmatch(words) and not _PHONE.search(words)))
