"""Labels in brackets, with characters set apart, or of bodies and people, made as others are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from loader.assignments.fields import ROLES
from loader.assignments.labels import LABEL, PERSON, is_of_role
from loader.assignments.plausibility import are_plausible
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.units import split_list


def with_plain_label(text: str, registers: Registers) -> str:
    """Return `text` with the label that opens it as others are: 责任单位：….

    Some stand in brackets (【责任单位】市教育局), alone or with what they say; of others the
    characters are set apart (责 任 单 位：), or it is of bodies and people (责任单位及责任人：).
    """
    text = _SPACED_WITHIN.sub(lambda found: _unspaced(found, registers), text)
    text = _WITHIN.sub(lambda found: _as_plain(found, registers), _OF_HEADS.sub("：", text))
    text = _with_people_apart(_with_whole_label(text, registers), registers)
    whole = _IN_BRACKETS.fullmatch(text)
    inner = whole["inner"] if whole else text
    match = _FRAMED.match(inner) or _FRAMED.fullmatch(text) or _SPACED.match(inner)
    label = "".join(match["label"].split()) if match else ""
    field = registers.role_of_line(label) if match else None
    rest = match.string[match.end() :] if match else ""
    if field and (rest or is_of_role(field)):
        return f"{label}：{rest}"
    plain = LABEL.match(inner) if whole else None
    return inner if plain and is_of_role(registers.role_of_label(plain["label"])) else text


def labels_before_blanks(texts: Iterable[str], registers: Registers) -> frozenset[str]:
    """Return the labels of roles that blanks part from what they say, in two lines at least.

    责任领导  王明 / 责任分工  市教育局牵头。 A header word behind one is that of another column.
    """
    found = Counter(
        match["label"]
        for text in texts
        if (match := _BEFORE_BLANKS.match(text))
        and registers.role_of_label(match["label"]) in ROLES
        and not registers.role_of_label(match["first"])
    )
    return frozenset(label for label, count in found.items() if count > 1)


def with_colon_for_blanks(text: str, labels: Set[str]) -> str:
    """Return `text` with a colon behind the one of `labels` that opens it before blanks.

    >>> with_colon_for_blanks("责任领导  王明", {"责任领导"})
    '责任领导：王明'
    """
    match = _BEFORE_BLANKS.match(text)
    opens = match is not None and match["label"] in labels
    return f"{match['label']}：{text[match.start('first') :]}" if match and opens else text


_BEFORE_BLANKS = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{2,8})(?:[ \t\u3000]{2,}|\u3000)(?P<first>[\u4e00-\u9fff]+)"
)


def with_lost_colons(lines: Sequence[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, each with the colon behind its label that others of that label have.

    牵头单位市税务局 is a label where two lines at least print 牵头单位：, and so are two in a line:
    牵头单位 市税务局  责任单位 市财政局.
    """
    found = Counter(one for line in lines for one in _BEFORE_COLON.findall(line.text))
    of_units = [one for one, count in found.items() if count > 1]
    labels = tuple(one for one in of_units if registers.role_of_label(one) in ROLES)
    return [_with_colon(line, labels, registers) for line in lines]


def _with_colon(line: Paragraph, labels: Sequence[str], registers: Registers) -> Paragraph:
    label = re.compile(rf"(?:^|(?<=\s))({'|'.join(labels)})[ \u3000]*([：:；;.．]?)[ \u3000]*")
    before, *said = label.split(line.text) if labels else [line.text]
    lists = [words.strip().rstrip("。；;") for words in said[2::3]]
    is_whole = all(sign and sign in "：:" for sign in said[1::3])
    if before or is_whole or not all(map(_SURFACE.match, lists)):
        return line
    if not all(are_plausible(split_list(words), registers) for words in lists):
        return line
    words = (f"{name}：{listed}" for name, listed in zip(said[::3], said[2::3], strict=True))
    return line.with_words("".join(words))


_BEFORE_COLON = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,12})[ \u3000]*[：:]")
_SURFACE = re.compile(r"(?![为是由的和及与、])[\u4e00-\u9fff]")
"""What begins behind a label that lacks its colon: a name."""

_WITHIN = re.compile(
    r"(?<=[^\s【〔\[（(])\s*[【〔\[［〖](?P<label>[^【】〔〕\[\]：:，。、]{4,12})[】〕\]］〗]\s*[：:]?\s*(?=[^\s。；）)])"
)
"""A label in brackets inside of a line: 修桥。【牵头单位】市交通局【完成时限】6月底."""


def _as_plain(found: re.Match[str], registers: Registers) -> str:
    says_role = is_of_role(registers.role_of_line(found["label"]))
    return f"  {found['label']}：" if says_role else found[0]


def _unspaced(found: re.Match[str], registers: Registers) -> str:
    """Return a label without the blanks in it, behind the end of a name that blanks pad, too."""
    letters = found["label"].split()
    for start in range(len(letters) - _FEWEST_LETTERS + 1):
        label = "".join(letters[start:])
        if is_of_role(registers.role_of_line(label)):
            return f"{' ' * bool(start)}{''.join(letters[:start])}  {label}："
    return found[0]


_HALVED = re.compile(
    r"^(?P<first>[\u4e00-\u9fff]{2,8})[（(](?P<inner>[省市县区州旗盟镇乡街道村处室科局办部门单位分主管责任督、]{1,5})[）)]"
    r"(?P<last>[\u4e00-\u9fff]{0,4})\s*[：:]\s*(?=\S)"
)


def _with_whole_label(text: str, registers: Registers) -> str:
    """Return a line without the bracket in its label: 责任区（县）部门：, 牵头部门（单位）：."""
    match = _HALVED.match(text)
    first, inner, last = match.group("first", "inner", "last") if match else ("", "", "")
    labels = (one for one in (first + last, first + inner + last) if one)
    label = next((one for one in labels if is_of_role(registers.role_of_label(one))), "")
    return f"{label}：{text[match.end() :]}" if match and label else text


def _with_people_apart(text: str, registers: Registers) -> str:
    """Return a line of bodies with a person behind each as 责任单位：市教育局；责任人：王明."""
    mark = MARK.match(text)
    number = mark[0] if mark else ""
    match = _OF_BOTH.match(text[len(number) :])
    if match is None or registers.role_of_label(match["label"]) not in ROLES:
        return text
    said = re.split(r"[、，,；;\s（()）/]+", match["rest"].strip("。；;（()） "))
    bodies = [name for name in said if registers.ends_like_unit(name)]
    people = [name for name in said if name not in bodies]
    if not bodies or not all(re.fullmatch(PERSON, name) for name in people):
        return text
    named = f"；责任人：{'、'.join(people)}" if people else ""
    return f"{number}{match['label']}：{'、'.join(bodies)}{named}"


_OF_HEADS = re.compile(
    r"(?<=单位|部门)[（(](?:主要|第一|直接|具体)?(?:责任|负责|联系|联络)(?:人|员|同志|领导)[^（()）]{0,6}[）)]\s*[：:]"
)
"""What a label says of the people behind the bodies: 责任单位（责任人）：县教育局（王明）."""

_OF_BOTH = re.compile(
    r"^(?P<label>[\u4e00-\u9fff]{2,6})(?:及其?|[和与、/／])(?:主要)?(?:责任人|负责人)(?:员)?\s*[：:]\s*(?P<rest>.+)$"
)
_IN_BRACKETS = re.compile(r"^[（(【〔\[](?P<inner>[^（()）【】〔〕]+)[）)】〕\]][。；;]?$")
_FRAMED = re.compile(r"^[【〔\[［〖](?P<label>[^【】〔〕：:]{2,12})[】〕\]］〗]\s*[：:]?\s*")
_SPACED = re.compile(
    r"^(?P<label>[\u4e00-\u9fff](?:[ \u3000]{1,8}[\u4e00-\u9fff]){1,7})\s*[：:]\s*"
)
_FEWEST_LETTERS = 3
_SPACED_WITHIN = re.compile(
    r"(?<=\S)[ \t\u3000]+(?P<label>[\u4e00-\u9fff](?:[ \u3000]{1,3}[\u4e00-\u9fff]){2,7})"
    r"\s*[：:]\s*"
)
"""A label inside of a line whose characters are set apart: 责任单位：市教育局  责 任 人：王明."""
