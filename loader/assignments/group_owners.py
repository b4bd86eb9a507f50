"""Lines below items that say of several of them who answers: of the last, of all, or by number.

    （以上3项牵头单位：A；责任单位：B、C）
    以上各项由A牵头，B配合。
    （第7项由A牵头，B配合；第8、9项由C牵头；其余各项由D负责）
    （1—3项由A负责，4、5项由B负责）
    以上三项由A负责。第1项B牵头，第2、3项C牵头。
    该目标责任单位为A。

The items are those above that nobody answers for yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PERSONAL, ROLES
from loader.assignments.labels import LabelLine, read_label
from loader.assignments.references import NEXT, NUMBER, ONE, TO, read_numbers
from loader.assignments.shares import Clause, both
from loader.registers.registers import Registers
from loader.report import Report
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.marks import numeral, read_mark
from loader.texts.outline import SECTION, is_heading, is_title, opens_item, style_of

_THINGS = "(?:重点|主要)?(?:目标|任务|工作|指标|事项|项目|措施|举措|内容|工程|实事)"
_ABOVE = "(?:以上|上述|前述)(?:所列|所述)?"
_NUMBERS = rf"(?P<numbers>{ONE}(?:{NEXT}{ONE})*)(?<=[项条]){_THINGS}*"
_SCOPE = (
    rf"(?:{_ABOVE}(?:(?P<count>{NUMBER})[项个条]{_THINGS}*|(?:各|所有|全部|几)[项个条]?{_THINGS}*|{_THINGS}+|(?=均?由))"
    rf"|(?:其余|其他|其它)(?:(?:各|几|{NUMBER})?[项条]{_THINGS}*|{_THINGS}+|(?=均?由))"
    rf"|(?P<one>[该此本这])项?{_THINGS}+|(?P<those>{NUMBER})[项个条]{_THINGS}+(?=的)"
    rf"|(?:{_ABOVE})?(?:{_THINGS}+中?[，,：:]?)?(?=第|[（(]{NUMBER}[）)]|{NUMBER}\s*(?:{TO}|[、和及与])|(?<=[；;，,])\d){_NUMBERS})"
)
_SAID = re.compile(
    rf"(?:^|(?<=[；;，,。]))\s*(?P<among>其中[，,]?)?{_SCOPE}(?:的?[，,]?(?P<label>[\u4e00-\u9fff]{{4,8}}?)(?:(?:均|都)?[为是系]|[：:])"
    r"|[：:]|[，,]?(?:均|都|分别|(?P<also>同时|还|并))?(?=由)|(?<=项)[，,]?(?=[\u4e00-\u9fff])(?![的均都由分和与至到以]))"
)
_SET_BEHIND = re.compile(rf"[（(](?P<scope>(?={_ABOVE}){_SCOPE})[）)]")
"""A bracket that says of which items a label is: 牵头单位（以上1—3项）：市教育局."""

_IN_BRACKET = re.compile(r"^[（(【〔\[](?P<inner>.*)[）)】〕\]][。；;]?$", re.DOTALL)
_EVERY = re.compile("(?:以上|上述|前述)(?:各|所有|全部|几)[项条]")
_ANNOUNCED = re.compile(
    r"^[【〔\[]?(?:[\u4e00-\u9fff]{0,8}分工|责任落实|任务分解)(?:[】〕\]][：:]?|(?:如下|为)?[：:])\s*(?=\S)"
)
"""What announces who has which points: 责任分工：第1项由市教育局负责."""

_CLAUSE = re.compile(r"[^。]+(?:。[\u4e00-\u9fff]{4,16}(?:协调|督办|配合|协助))?", re.DOTALL)
"""What is said of the items, and who helps, in a sentence of its own: 由A牵头。王明市长助理协调."""

OF_ITEM = "该项任务："
_LONGEST = 600
_FEWEST = 2
_TOO_FEW = "speaks of items above it, and there are not so many that nobody has"


@dataclass(frozen=True)
class GroupOwner:
    """What is said of some of the items above: who answers, in a clause.

    They have these `numbers`, or are the last `count`, 0 for all that nothing before it names. They
    answer `severally`, one for each in order: 第1、2项分别由A、B负责. `among`: more is said of some
    of which something was said before: 以上3项由A负责，其中第2项由B配合.
    """

    clause: str
    count: int = 0
    numbers: tuple[int, ...] = ()
    severally: bool = False
    among: bool = False


@dataclass(frozen=True)
class OwnedItem:
    """The lines of an item, what is said below of it, and the headings above it."""

    lines: list[Paragraph]
    clause: Clause
    above: list[Paragraph]


def read_group_owners(text: str, registers: Registers) -> list[GroupOwner]:
    """Return what a line says of items above it, in its order; empty if it says anything else."""
    bracket = _IN_BRACKET.match(text.strip())
    words = (bracket["inner"] if bracket else text).strip().rstrip("。；;")
    words = _ANNOUNCED.sub("", words)
    if len(words) > _LONGEST or not _SAID.match(words):
        return []
    found = list(_SAID.finditer(words))
    ends = [*(match.start() for match in found[1:]), len(words)]
    owners = [
        _owner(match, words[match.end() : end].strip(" ，,；;。"), registers)
        for match, end in zip(found, ends, strict=True)
    ]
    told = [owner for owner in owners if owner and _CLAUSE.fullmatch(owner.clause)]
    return told if len(told) == len(owners) else []


def with_scope_first(text: str, registers: Registers) -> str:
    """Return `text` as read_group_owners reads it where a bracket in it says of which items it is.

    牵头单位：市教育局（以上1—3项） is 以上1—3项牵头单位：市教育局.
    """
    behind = _SET_BEHIND.search(text)
    if behind is None:
        return text
    turned = f"{behind['scope']}{text[: behind.start()]}{text[behind.end() :]}"
    return turned if read_group_owners(turned, registers) else text


def speaks_of_several(text: str, registers: Registers) -> bool:
    """Tell whether a line says of items above it who answers, and not of one alone."""
    owners = read_group_owners(text, registers)
    return any(owner.count != 1 for owner in owners)


def _owner(match: re.Match[str], said: str, registers: Registers) -> GroupOwner | None:
    label = match["label"]
    if not said or (label and registers.field_of(label) not in ROLES):
        return None
    clause = f"{label}：{said}" if label else said
    severally = match[0].endswith("分别")
    if match["numbers"]:
        numbers = tuple(read_numbers(match["numbers"]))
        among = bool(match["among"] or match["also"])
        return GroupOwner(clause, numbers=numbers, severally=severally, among=among)
    count = match["count"] or match["those"]
    several = numeral(count) if count else int(match["one"] is not None)
    return GroupOwner(clause, several, severally=severally)


def with_groups_apart(lines: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `lines`; a bracket that speaks of several items is set apart from the last of them."""
    for line in lines:
        text = line.text.rstrip("。；; ")
        bracket = next((b for b in find_brackets(text) if b.end == len(text) and b.start), None)
        said = read_group_owners(bracket.inner, registers) if bracket else []
        if bracket is None or not any(_is_of_several(one, bracket.inner) for one in said):
            yield line
            continue
        parts = line.lines
        named = {number for owner in said for number in owner.numbers}
        yield from _points_apart(replace(line, parts=parts), text[: bracket.start].rstrip(), named)
        yield replace(line, clean=text[bracket.start :], mark="", parts=parts)


def _points_apart(line: Paragraph, text: str, named: set[int]) -> Iterator[Paragraph]:
    """Yield the points that `text`, the words of `line`, holds, if they have the numbers `named`.

    5.建校一所；6.修路三公里。（第5项由…负责；第6项由…负责） holds two.
    """
    inside = [match for match in MARK.finditer(text) if match.start() and opens_item(text, match)]
    begins = [m.start() for m in inside if (mark := read_mark(m[0])) and mark.value in named]
    borders = [0, *begins, len(text)]
    for start, end in pairwise(borders):
        words = text[start:end].strip()
        yield replace(line, clean=words, mark="" if start else line.mark)


def _is_of_several(owner: GroupOwner, inner: str) -> bool:
    """Tell whether more is meant than all work of one item: 以上工作 may be that."""
    return owner.count >= _FEWEST or bool(owner.numbers) or bool(_EVERY.match(inner))


@dataclass(frozen=True)
class GroupOwnerReader:
    """Finds the items that a line below them speaks of."""

    reader: ClauseReader
    report: Report

    def read(
        self, lines: Sequence[Paragraph], passed: list[Paragraph], pending: list[Paragraph]
    ) -> tuple[list[OwnedItem], int] | None:
        """Return the items that the first of `lines` speaks of, and how many lines do.

        None if it speaks of none. They are of `pending` or, under headings before, of `passed`.
        Labels on the lines right below it are of the same items.
        """
        said = read_group_owners(lines[0].text, self.reader.registers)
        more = self._labels_below(lines[1:]) if len(said) == 1 else []
        if more:
            said = [replace(said[0], clause="；".join((said[0].clause, *more)))]
        clauses = [self._clause(one.clause, lines[0]) for one in said]
        if not said or not all(clause.is_assignment for clause in clauses):
            return None
        above = [*passed, *pending]
        items, found = _points(above), dict[int, Clause]()
        since = _first_of_list(items, passed)
        for one, clause in zip(said, clauses, strict=True):
            numbered = _chosen(one, items, since)
            # of points all named before more is said: 以上3项由A负责。第1项B牵头，第2、3项C牵头
            among = one.among or (bool(one.numbers) and {*numbered} <= {*found})
            chosen = [n for n in numbered if (n in found) == among]
            missing = max(one.count, len(one.numbers), 1) > len(chosen)
            if missing and len(said) == 1 and one.count < _FEWEST and not one.numbers:
                return None
            if missing and (items or not _are_leaders(clause)):
                self.report.add("unused", lines[0], one.clause, _TOO_FEW)
            each = _each(clause, len(chosen)) if one.severally else [clause] * len(chosen)
            told = {} if missing and one.count else dict(zip(chosen, each, strict=True))
            found |= {n: both(found[n], new) if among else new for n, new in told.items()}
        owned = [OwnedItem(items[n], found[n], _headings(items[n], above)) for n in sorted(found)]
        return owned, 1 + len(more)

    def _labels_below(self, lines: Iterable[Paragraph]) -> list[str]:
        """Return the lines that begin with labels of roles or dates and have no mark.

        So do lines that say more of the same item: 该项任务：配合单位：市财政局.
        """
        registers = self.reader.registers
        said = ((line, line.text.removeprefix(OF_ITEM).rstrip("。；")) for line in lines)
        read = ((line, words, read_label(words, registers)) for line, words in said)
        below = takewhile(
            lambda one: (
                (one[2] and not style_of(one[0]) and _is_of(one[2]))
                or one[0].text.startswith(OF_ITEM)
            ),
            read,
        )
        return [words for _, words, _ in below]

    def _clause(self, words: str, line: Paragraph) -> Clause:
        """Return what `words` say, at least who answers; what no rule reads is reported."""
        clause = self.reader.for_brackets.read(words)
        if clause.is_assignment:
            return clause
        partly, unread = self.reader.read_partly(words)
        if partly.is_assignment and unread:
            self.report.add("unread", line, unread, "no rule reads it")
        return partly


def _are_leaders(clause: Clause) -> bool:
    return all(share.role in PERSONAL for share in clause.shares)


def _each(clause: Clause, count: int) -> list[Clause]:
    """Return what `clause` says of each of `count` items: if they are as many, one of its first."""
    first = [one for one in clause.shares if one.role == clause.shares[0].role]
    others = [one for one in clause.shares if one not in first]
    if len(first) != count:
        return [clause] * count
    return [Clause([one, *others], clause.deadlines) for one in first]


def _is_of(label: LabelLine) -> bool:
    return label.field in ROLES or label.field == "deadline"


def _headings(item: list[Paragraph], lines: list[Paragraph]) -> list[Paragraph]:
    """Return the headings among `lines` that stand above `item`."""
    style = style_of(item[0])
    above = takewhile(lambda line: line is not item[0], lines)
    headings = (line for line in above if style_of(line) not in ("", style))
    return [line for line in headings if is_heading(line.text) and not SECTION.match(line.text)]


def _chosen(owner: GroupOwner, items: list[list[Paragraph]], since: int) -> list[int]:
    """Return the positions of the items that `owner` is of, the last where a number comes twice.

    All are those from `since` on; lines without a mark are items only where they are counted.
    """
    if items and not style_of(items[-1][0]) and owner.count < _FEWEST:
        return []
    if not owner.numbers:
        return list(range(len(items)))[-owner.count if owner.count else since :]
    by_number = {number: n for n, number in enumerate(map(_number, items))}
    return [by_number[number] for number in owner.numbers if number in by_number]


def _first_of_list(items: list[list[Paragraph]], passed: list[Paragraph]) -> int:
    """Return where the list begins that the last item is of: under headings passed it counts on."""
    first = sum(item[0] in passed for item in items)
    while first and first < len(items) and _number(items[first - 1]) < _number(items[first]):
        first -= 1
    return first


def _number(item: list[Paragraph]) -> int:
    mark = read_mark(item[0].mark or item[0].text)
    return mark.value if mark else 0


def _points(lines: list[Paragraph]) -> list[list[Paragraph]]:
    """Return the items of `lines`: those whose marks are of the form of the last, with the lines
    that go on with them; where nothing has a mark, each line but titles.
    """
    pending = [line for line in lines if not _is_section(line.text)]
    styles = [style_of(line) for line in pending]
    last = next((style for style in reversed(styles) if style), "")
    if not last:
        return [[line] for line in pending if not is_title(line.text) or line.text.endswith("。")]
    starts = [n for n, style in enumerate(styles) if style == last]
    ends = (n for n, style in enumerate(styles) if style not in ("", last))
    borders = sorted({*starts, *ends, len(pending)})
    return [pending[start:end] for start, end in pairwise(borders) if start in starts]


def _is_section(text: str) -> bool:
    return bool(SECTION.match(text)) and is_title(text) and not text.endswith("。")
