"""What a line says of points by their numbers: who has them, in which role.

市教育局：牵头第1项；配合第2、3项            市教育局（牵头第1项）
第1、2项由市教育局牵头，市财政局配合          责任单位：第1项市教育局，第2项市财政局
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.group_owners import read_group_owners
from loader.assignments.named_points import with_points_first
from loader.assignments.plausibility import are_plausible
from loader.assignments.references import REFERENCES, Reference, read_references
from loader.documents.lines import NOTE
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.units import split_list

_LABELS = {
    **dict.fromkeys(("牵头", "主办", "主抓"), "牵头单位"),
    **dict.fromkeys(("负责", "承担", "承办", "主责"), "责任单位"),
    **dict.fromkeys(("指导", "督导"), "指导单位"),
    "所属": "责任单位",
}
"""What a body does with a point, and the label that says so; all else is to help."""

_HELPS = "配合单位"
_OF_BODY = "所属"
"""What stands for a verb where a line gives a body and numbers, and no role."""

VERB = "(?:牵头|主办|主抓|主责|负责|承担|承办|配合|协办|协助|参与|会办|会同|指导|督导)"
_DOES = (
    rf"(?:主要|具体|共同|单独|联合|直接)?(?P<verb>{VERB})"
    r"(?:[^，,。；;：:第\d]{2,20}(?=做好|完成|落实|推进))?"
    r"(?:负责|落实|完成|办理|推进|做好|单位|事项|任务|工作|序号|编号|条目)*\s*[：:]?\s*"
)
_PIECE = re.compile(
    rf"(?:{_DOES})?(?P<numbers>{REFERENCES})的?(?:重点|任务|工作|事项|目标)*"
    rf"(?:[（(](?P<behind>{VERB})(?:单位|部门)?[）)])?"
)
_BEGINS = re.compile(rf"(?:{MARK.pattern})?(?:主要|具体|共同|单独|联合|直接)?{VERB}")
"""How a line begins that may say what the body on the line above it does."""

_NOTHING = re.compile(rf"(?:{_DOES}无|无{VERB}(?:任务|工作|事项)*)")
_WHO = re.compile(
    rf"(?P<who>[^：:。；;，,（(]{{2,60}}?)\s*(?:[：:]\s*|(?=(?:主要|具体|共同|单独|联合|直接)?{VERB})|\s+(?=第))"
)
_BETWEEN = "，,；;。、 \t\u3000"
_IN_PART = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]\d")
_KEPT = re.compile(rf"\s*(?:[一二三四五六七八九十]{{1,3}}|\d{{1,3}}|{VERB}(?:单位|部门)?)\s*")
"""What a bracket says that is a number, or what is done with those before it."""

_HEAD = re.compile(
    r"^[【〔\[（(]?(?!第[一二三四五六七八九十]{1,3}[项条])(?P<label>[\u4e00-\u9fff]{2,10})"
    r"(?:[】〕\]）)][：:]?|[：:])\s*"
)
_OF_POINTS = re.compile(
    rf"(?:^|(?<=[；;，,。]))\s*(?P<numbers>{REFERENCES})(?:(?:重点)?(?:任务|工作|事项|目标)+)?"
    r"\s*(?:[：:为是]|[，,]?(?:均|都)?(?=由)|(?<=[项条）)分章节面块])[，,]?|\s)\s*(?=[\u4e00-\u9fff])"
)
_COUNTED = re.compile("第|[项条章节分面块]$")
"""What tells a number that names a point from the mark of the line: （2）市教育局负责."""

_MAY_NAME = re.compile(
    rf"第[\s（(]*[\d一二三四五六七八九十]|{VERB}[^，。；]{{0,6}}\d|[（(][\d一二三四五六七八九十]+[）)]|\d\s*项|[一二三四五六七八九十][、.．]\d"
    r"|^\D{0,6}(?:[\d一二三四五六七八九十]\s*号|(?:[号事程目务项作]|编号)[之第]?\s*[\d一二三四五六七八九十])"
)
"""What a line has somewhere that names points; looked for first, since few lines do."""

_LONGEST = 600


@dataclass(frozen=True)
class Charge:
    """What a line says of points: a clause, and the points by their numbers.

    `roleless`: it says of a body no more than the numbers.
    """

    clause: str
    references: tuple[Reference, ...]
    numbers: str
    roleless: bool = False


def charges_among(lines: Sequence[Paragraph], reader: ClauseReader) -> dict[int, list[Charge]]:
    """Return what `lines` say of points, by their positions, none where only a label stands.

    Below 牵头单位： alone that is the role of those who have no other.
    """
    found: dict[int, list[Charge]] = {}
    labels: dict[int, str] = {}
    for n, line in enumerate(lines):
        charges = read_charges(line, reader)
        if charges:
            label = labels.get(n - 1, "")
            found |= {n - 1: []} if n - 1 in labels and n - 1 not in found else {}
            found[n] = [_labelled(charge, label) for charge in charges]
            labels[n] = label
        elif label := _lone_label(line.text, reader):
            labels[n] = label
    return found


def with_bodies_joined(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, bodies on lines of their own joined with the numbers below them.

    市教育局 / 牵头事项：第1项 / 配合事项：第2项 is 市教育局：牵头事项：第1项；配合事项：第2项.
    """
    joined: list[Paragraph] = []
    for line in lines:
        below = _numbers_alone(line.text)
        above = joined[-1] if below and joined else None
        body = above and above.text.rstrip("；") if above and len(above.parts) > 1 else ""
        body = body or (_lone_body(above, reader) if above else "")
        if above is None or not body:
            joined.append(line)
            continue
        words = f"{body}{'；' if len(above.parts) > 1 else '：'}{below}"
        joined[-1] = replace(above, clean=words, mark="", parts=(*above.lines, line))
    return joined


def _numbers_alone(text: str) -> str:
    """Return what a line says that gives nothing but what is done with which points, else ""."""
    if not _BEGINS.match(text):
        return ""
    words = _plain(text).rstrip("。；; ")
    said = list(_pieces(words, 0))
    return words if said and all(verb for verb, _ in said) else ""


def _lone_body(line: Paragraph, reader: ClauseReader) -> str:
    """Return the body that is all of a line, without mark and brackets: 【市教育局】."""
    body = _plain(line.text.strip("【】[]〔〕：: ")).strip()
    is_one = reader.registers.ends_like_unit(body) and are_plausible(
        split_list(body), reader.registers
    )
    return body if is_one else ""


def _plain(text: str) -> str:
    """Return `text` without its mark and the remarks in its brackets."""
    mark = MARK.match(text)
    return _without_remarks(text[mark.end() :] if mark else text)


def _of_body(body: str, said: Sequence[tuple[str, str]]) -> list[Charge]:
    """Return what `body` does with which points."""
    return [
        Charge(
            f"{_LABELS.get(verb, _HELPS)}：{body}",
            tuple(read_references(words)),
            words,
            roleless=verb == _OF_BODY,
        )
        for verb, words in said
    ]


def _labelled(charge: Charge, label: str) -> Charge:
    if not label or not charge.roleless:
        return charge
    return replace(charge, clause=f"{label}：{charge.clause.partition('：')[2]}")


def _lone_label(text: str, reader: ClauseReader) -> str:
    """Return the label of a role that is all of a line: （一）牵头单位：."""
    mark = MARK.match(text)
    label = text[mark.end() if mark else 0 :].strip("：: 【】")
    return label if reader.registers.role_of_label(label) in ROLES else ""


def read_charges(line: Paragraph, reader: ClauseReader) -> list[Charge]:
    """Return what a line says that says nothing but who has which points, in its order."""
    if len(line.text) > _LONGEST or not _MAY_NAME.search(line.text):
        return []
    note = NOTE.match(line.text)
    text = with_points_first(line.text[note.end() :] if note else line.text)
    by_body = _by_body(text, reader) or _by_bodies(text, reader)
    return by_body or _by_points(text.rstrip("。；; "), reader)


def is_announced(text: str) -> bool:
    """Tell whether a line begins with a label that announces what it says: 责任分工：."""
    return _HEAD.match(text) is not None


def _by_body(text: str, reader: ClauseReader) -> list[Charge]:
    """Return what a line says that begins with bodies and goes on with numbers alone."""
    plain = _plain(text)
    match = _WHO.match(plain)
    said = list(_pieces(plain, match.end())) if match else []
    if match is None or not said or not all(verb for verb, _ in said):
        return []
    if not are_plausible(split_list(match["who"]), reader.registers):
        return []
    return _of_body(match["who"], said)


def _by_bodies(text: str, reader: ClauseReader) -> list[Charge]:
    """Return what a line says of one body after the other: 市教育局负责第1项，市财政局负责第2项."""
    said = [_by_body(part, reader) for part in re.split("[，,；;。]", text.rstrip("。；; "))]
    return [charge for charges in said for charge in charges] if len(said) > 1 and all(said) else []


def _without_remarks(text: str) -> str:
    """Return `text` without what brackets remark; one that says who has what goes on with it.

    市教育局（2项）：牵头第1项（新建学校） is 市教育局：牵头第1项.
    """
    for bracket in reversed([one for one in find_brackets(text) if one.is_closed]):
        if _KEPT.fullmatch(bracket.inner):
            continue
        says = re.match(rf"\s*(?:{_DOES}).*\d", bracket.inner)
        inner = f"：{bracket.inner}" if says else ""
        text = text[: bracket.start] + inner + text[bracket.end :]
    return text


def _pieces(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Yield what is done with which numbers from `start` on; ("", "") if `text` says more.

    A number without a verb has that before it, else it is its body's: 市教育局：第1项.
    """
    verb = ""
    while start < len(text):
        if nothing := _NOTHING.match(text, start):
            start = nothing.end()
        elif piece := _PIECE.match(text, start):
            verb = piece["verb"] or verb
            yield piece["behind"] or verb or _alone(piece[0]), piece["numbers"]
            start = piece.end()
        else:
            yield "", ""
            return
        start = len(text) - len(text[start:].lstrip(_BETWEEN))


def _alone(words: str) -> str:
    """Return what a body does with numbers that stand alone: 第1、2项, not 3项, which are many."""
    return _OF_BODY if "第" in words or _IN_PART.match(words) else ""


def _by_points(text: str, reader: ClauseReader) -> list[Charge]:
    """Return what a line says that begins with numbers, or with a label and numbers."""
    if not all(owner.numbers for owner in read_group_owners(text, reader.registers)):
        return []
    head = _HEAD.match(text)
    said = text[head.end() :] if head else text
    found = list(_OF_POINTS.finditer(said)) if _OF_POINTS.match(said) else []
    label = head["label"] if head and reader.registers.field_of(head["label"]) in ROLES else ""
    if not found or found[0].start() or not (label or _COUNTED.search(found[0]["numbers"])):
        return []
    ends = [*(match.start() for match in found[1:]), len(said)]
    charges = [
        Charge(
            _clause(label, said[match.end() : end].strip(" ，,；;。"), reader),
            references,
            match["numbers"],
        )
        for match, end, references in zip(found, ends, _with_parts(found), strict=True)
    ]
    read = (reader.for_brackets.read(charge.clause) for charge in charges)
    return charges if all(clause.is_assignment for clause in read) else []


def _with_parts(found: Sequence[re.Match[str]]) -> Iterator[tuple[Reference, ...]]:
    """Yield the points that each of `found` names, near the parts that were said before it."""
    near: tuple[int, ...] = ()
    for match in found:
        references = read_references(match["numbers"])
        yield tuple(one if one.above else replace(one, near=near) for one in references)
        near = next((one.above for one in reversed(references) if one.above), near)


def _clause(label: str, said: str, reader: ClauseReader) -> str:
    """Return what is said of points, with the `label` before them all where it says no role."""
    needs_label = label and not reader.for_brackets.read(said).is_assignment
    return f"{label}：{said.removeprefix('由')}" if needs_label else said
