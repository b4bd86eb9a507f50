"""Lines that begin with labels: 项目名称：…, 责任单位：…, 3．完成时限：…; what each says.

Where the colon is lost, or the line was a row of a card (责任单位 | 市水务局), what follows must be
what the label announces: units, names or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loader.assignments.fields import PEOPLE, ROLES
from loader.assignments.plausibility import are_plausible
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK, NUMERAL
from loader.texts.deadlines import find_deadlines
from loader.texts.marks import read_mark
from loader.texts.people import bare_name, is_prose, split_people
from loader.texts.posts import POSTS
from loader.texts.units import split_list

_NUMBERED = rf"(?:(?P<number>[（(]?(?:{NUMERAL}{{1,3}}|\d{{1,2}})[）).、．]|\d{{1,3}}(?=\s))\s*)?"
LABEL = re.compile(
    rf"^{_NUMBERED}(?P<label>[^：:。，,；;（(\s]{{2,12}})\s*[：:]\s*(?P<rest>.*)$", re.DOTALL
)
_UNCLOSED = re.compile(
    rf"^{_NUMBERED}(?P<label>[\u4e00-\u9fff]{{2,8}})(?P<end>\s*[|｜\t]\s*|[。．.]\s*|\s+)"
    r"(?P<rest>[^。|｜\t]{1,300}?)。?$",
    re.DOTALL,
)
BULLETS = (
    "◎※·•▪*＊\\-—－–\u2190-\u21ff\u231a-\u23ff\u25a0-\u25ff\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff"
    "\U0001f300-\U0001faff"
)
"""Arrows, shapes, stars, emoji and other signs that may stand before a label: ◇责任单位：."""

_BULLET = re.compile(rf"^[{BULLETS}]+\s*(?=[\u4e00-\u9fff]{{2,12}}\s*[：:\s])")
_BULLET_BEFORE = re.compile(rf"(?:^|(?<=[。；;，,])|\s)[{BULLETS}]+\s*$")
_ALONE = re.compile(r"^(?P<number>)(?P<label>[\u4e00-\u9fff]{2,8})(?P<rest>)$")

_POST = re.compile(rf"{POSTS}(?:[、，]{POSTS})*")
PERSON = r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7})+"
_ACTS = re.compile(
    "[抓管办查导推问挥]$|^(?:亲自|具体|负总?责|高度|切实|认真|带头|必须|定期|全程|统筹)"
)
"""What is said of officials and is nobody's name: 主要领导亲自抓."""

_JOINT = re.compile(
    r"[为是\s—－:：-]{0,3}(?![和与及、或等栏列须需要不在按把]|将(?!乐)|应(?![城县])|可(?!克达拉))"
)
"""What may stand behind such a label, but in a sentence on those it names: 主办单位将答复送甲局."""

_SENTENCE = re.compile("[。；]")
_LAST_NAME = re.compile(r"[\u4e00-\u9fff]{3,}$")
_KIND_BEFORE = re.compile(r"(?<![\u4e00-\u9fff])(?:领导|部门|单位)$")
_LABEL_BEFORE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}(?:单位|部门)$")
_COLON = re.compile("[：:]")
_LONGEST_NAME = 20
_COLLECTIVE = re.compile("各|有关|相关|其他|所有|[省市县区镇乡]")
"""How names of groups and bodies begin, which are no labels: 各有关部门."""

_HEAD = re.compile(".{2,10}?(?:单位|部门|领导|科室|主体|时限|时间|期限)")
"""What a label without a colon holds; a cheap look before the words of the registers."""

_SHORTEST_BARE = 4
"""Characters that a label has at least which no colon follows: 牵头单位市财政局."""

_LONGEST_DATE = 24
_LONGEST_LABELLED = 80
_CONTENT = ("title", "heading", "text", "annual_task")


@dataclass(frozen=True)
class InlineLabel:
    """A label of a role or date inside of a text, from `start` to behind its colon at `end`."""

    start: int
    end: int
    field: str


def find_labels(text: str, registers: Registers) -> Iterator[InlineLabel]:
    """Yield the labels of roles and dates in `text` that a colon follows.

    One that is glued to the name before begins where that name ends:
    各镇人民政府完成时限： is 各镇人民政府 and 完成时限.
    """
    if not _COLON.search(text):
        return
    for match in registers.role_label.finditer(text):
        yield InlineLabel(match.start(1), match.end(), registers.role_of_label(match[1]) or "")
    for match in registers.label.finditer(text):
        starts = range(_within_bracket(text, match), match.end(1) - 1)
        known = [n for n in starts if is_of_role(registers.field_of(text[n : match.end(1)]))]
        if not known:
            continue
        start = next((n for n in known if _ends_name(text[:n], registers)), known[0])
        start = starts[0] if _is_whole_person(text, match, registers) else start
        start -= len(_body_before(text[:start], text[start : match.end(1)], registers))
        role = registers.role_of_line(text[start : match.end(1)])
        yield InlineLabel(start, match.end(), role or "")


def _within_bracket(text: str, label: re.Match[str]) -> int:
    """Return where a label begins, behind a bracket that opens in it: 落地（责任单位：."""
    begin, end = label.span(1)
    opens = max(text.rfind(bracket, begin, end) for bracket in "（(")
    is_open = opens >= 0 and not re.search("[）)]", text[opens:end])
    return opens + 1 if is_open else begin


def _is_whole_person(text: str, label: re.Match[str], registers: Registers) -> bool:
    """Tell whether a label of officials begins where it is printed: 省政府领导： after a comma."""
    before = text[: label.start(1)].rstrip(" \u3000")
    return before[-1:] in ("", *"，,；;。（(【") and registers.field_of(label[1]) in PEOPLE


def _body_before(above: str, label: str, registers: Registers) -> str:
    """Return the label of a body with which `label` names somebody in it: 承办单位 / 负责人：.

    Or the kind of those whom it names: 部门 / 责任：.
    """
    kind = _KIND_BEFORE.search(above[-_LONGEST_NAME:])
    if kind and registers.role_of_line(kind[0] + label):
        return kind[0]
    body = _LABEL_BEFORE.search(above[-_LONGEST_NAME:])
    is_within = body and registers.role_of_line(body[0] + label) in PEOPLE
    return body[0] if body and is_within else ""


def _ends_name(text: str, registers: Registers) -> bool:
    name = _LAST_NAME.search(text[-_LONGEST_NAME:])
    return name is not None and registers.ends_like_unit(name[0])


def read_bare_label(text: str, registers: Registers) -> tuple[str, str] | None:
    """Return field and rest of a text that begins with a label without a colon, or None.

    What follows must be what the label announces: 牵头单位市财政局, 完成时限为10月底.
    """
    may_begin = _HEAD.match(text) and not _COLLECTIVE.match(text)
    match = registers.header_word.match(text) if may_begin else None
    field = registers.field_of(match[0]) if match else None
    if match is None or match.end() < _SHORTEST_BARE or not is_of_role(field):
        return None
    joint = _JOINT.match(text, match.end())
    if joint is None:
        return None
    rest = text[joint.end() :].strip()
    return (field or "", rest) if _announces(field or "", rest, registers) else None


def is_of_role(field: str | None) -> bool:
    return field in ROLES or field == "deadline"


def with_bullet(text: str, start: int) -> int:
    """Return where the label at `start` begins with the sign before it that white space sets off.

    >>> with_bullet("责任单位：甲局 ◇完成时限：6月", 9), with_bullet("甲局★责任单位：", 3)
    (7, 3)
    """
    found = _BULLET_BEFORE.search(text[:start])
    return found.start() if found else start


@dataclass(frozen=True)
class LabelLine:
    """A line that begins with a known label: the label, its field, what follows, and its number."""

    label: str
    field: str
    rest: str
    number: str

    @property
    def kind(self) -> str:
        """Return what lines of one kind have alike: the label, unless it is a post.

        >>> LabelLine("副县长", "supervising", "王明", "").kind
        ''
        >>> LabelLine("责任领导", "supervising", "王明", "").kind
        '责任领导'
        """
        return "" if _POST.fullmatch(self.label) else self.label


@dataclass(frozen=True)
class LabelledText:
    """What labelled lines say that stand above those who answer."""

    lines: list[Paragraph]
    title: str = ""
    text: str = ""
    number: str = ""


def read_label(text: str, registers: Registers) -> LabelLine | None:
    """Return the label that opens `text`, or stands alone in it, if a register knows it.

    A line for all of a kind (各有关单位：) says to whom a letter goes.
    """
    text = _BULLET.sub("", text)
    match = LABEL.match(text) or _ALONE.match(text)
    field = registers.role_of_line(match["label"]) if match else None
    if match is None or field is None:
        return _read_unclosed(text, registers)
    if match["label"].startswith("各") and not match["rest"].strip():
        return None
    if field in PEOPLE and is_prose(match["rest"]):
        return None
    return LabelLine(match["label"], field, match["rest"].strip(), match["number"] or "")


def is_label(text: str) -> bool:
    """Tell whether `text` is a short line that begins with a label, known or not."""
    return len(text) <= _LONGEST_LABELLED and LABEL.match(_BULLET.sub("", text)) is not None


def _read_unclosed(text: str, registers: Registers) -> LabelLine | None:
    match = _UNCLOSED.match(text)
    field = registers.field_of(match["label"]) if match else None
    if match is None or field is None:
        return None
    rest = match["rest"].strip()
    is_cell = match["end"].strip() in ("|", "｜") or "\t" in match["end"]
    if field == "number":
        is_meant = is_cell and rest.isdecimal()
    else:
        is_meant = is_cell if field in _CONTENT else _announces(field, rest, registers)
    if not is_meant:
        return None
    return LabelLine(match["label"], field, rest, match["number"] or "")


def _announces(field: str, rest: str, registers: Registers) -> bool:
    """Tell whether `rest` is of the kind that a label of `field` announces."""
    if field == "deadline":
        return len(rest) <= _LONGEST_DATE and bool(find_deadlines(rest, 2000))
    if field in PEOPLE:
        names = [bare_name(name) for name in split_people(rest)]
        return all(re.fullmatch(PERSON, name) and not _ACTS.search(name) for name in names)
    return field in ROLES and are_plausible(split_list(rest), registers)


def read_labelled_text(
    lines: list[Paragraph], registers: Registers, below: str = ""
) -> LabelledText | None:
    """Return title and text of the last block of labelled lines in `lines`, or None.

    A line without a label goes on with the one before. The number of a label is no number of the
    item where the label `below` has the next: （二）责任领导.
    """
    said, seen = dict[str, list[str]](), set[str]()
    current, begin, number = "", 0, ""
    for position, line in enumerate(lines):
        found = read_label(line.text, registers)
        if found and found.field == "number":
            said, begin, number, current = {}, position, found.rest, ""
        elif found and found.field in _CONTENT:
            kind = "title" if found.field in ("title", "heading") else "text"
            ends = kind in said and (not current or found.label in seen)
            if (not said and not number) or ends:
                said, seen, begin, number = {}, set(), position, found.number or line.mark
            current, seen = kind, {*seen, found.label}
            said.setdefault(current, []).extend([found.rest] if found.rest else [])
        elif found:
            current = ""
        elif current:
            said[current].append(line.text)
    title, text = ("\n".join(said.get(name, [])) for name in ("title", "text"))
    if not title and not text:
        return None
    number = "" if _goes_on(number, read_label(below, registers)) else number
    if begin and text and not title and not number:
        first = _above_labels(lines, begin, registers)
        above = f"{lines[first].mark}{lines[first].text}".rstrip("。")
        mark = MARK.match(above)
        if mark and len(above) <= _LONGEST_LABELLED and not _SENTENCE.search(above):
            title, number = above[mark.end() :], mark[0].strip()
            unknown = [
                one.text for one in lines[first + 1 : begin] if not read_label(one.text, registers)
            ]
            text, begin = "\n".join([*unknown, text]), first
    return LabelledText(lines[begin:], title if text else "", text or title, number)


def _above_labels(lines: list[Paragraph], begin: int, registers: Registers) -> int:
    """Return which line stands above the one at `begin` and the labels before it that say no work.

    These are remarks (建设地点：…), and labels that no register knows.
    """
    for position in range(begin - 1, 0, -1):
        label = read_label(lines[position].text, registers)
        is_unknown = label is None and is_label(lines[position].text) and not lines[position].mark
        if not (label and label.field == "remark") and not is_unknown:
            return position
    return 0


def _goes_on(number: str, below: LabelLine | None) -> bool:
    """Tell whether the label `below` has the number that comes after `number`."""
    first, second = read_mark(number), read_mark(below.number) if below else None
    return bool(first and second and second.value == first.value + 1)
